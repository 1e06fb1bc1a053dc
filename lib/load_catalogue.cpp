// SPDX-License-Identifier: Apache-2.0
#include "load_parts.hpp"
#include "weft/io/reader.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <variant>

namespace weft::io {
namespace {

/// Where there are switches, modules and cables are chosen among all that the catalogue has:
/// "auto", and the mates of named ones.
bool has_switches(const plan::Plan& plan) {
  return std::any_of(plan.fabrics.begin(), plan.fabrics.end(),
                     [](const auto& each) { return !each.value.switch_id.empty(); });
}

/// Reads records of a kind; what is wrong with one of the author's own is said where the plan's
/// parts are read.
template <class T>
void read_record(const Library& library, std::string_view kind, const std::string& id,
                 Named<T>& records) {
  const auto node = library.record(kind, id);
  if (!node) return;
  Diagnostics aside;
  Notes notes;
  ReadContext context{aside, notes};
  context.references = library.references();
  read(*node, find_kind(kind)->type(), &records[id], "", context);
}

/// What ships of a market, without prices: read once a process, as every plan of a comparison needs
/// it.
const catalog::Market& shipped_market() {
  static const catalog::Market market = [] {
    Sources sources;
    const Library library(sources);
    catalog::Market made;
    for (const auto& id : library.names("switch")) {
      read_record(library, "switch", id, made.switches);
    }
    for (const auto& id : library.names("asic")) read_record(library, "asic", id, made.asics);
    return made;
  }();
  return market;
}

/// Boxes with their silicon and operating systems: what could be had in place of those of the plan.
/// Licences have prices that count there; boxes have none.
void read_market(catalog::Market& into, const Library& library) {
  const auto take = [&](std::string_view kind, const auto& shipped, auto& records) {
    for (const std::string& id : library.names(kind)) {
      if (library.is_brought(kind, id)) {
        read_record(library, kind, id, records);
        continue;
      }
      records[id] = *shipped.find(id);
      library.list_source(kind, id);  // counts as read: a lock holds it
    }
  };
  take("switch", shipped_market().switches, into.switches);
  take("asic", shipped_market().asics, into.asics);
  for (const std::string& id : library.names("nos")) read_record(library, "nos", id, into.nos);
}

/// Its coefficients are of one record: a plan that has a better one calls its part so.
constexpr const char* usual_serving_fit = "general";

bool serves(const plan::Plan& plan) {
  return std::any_of(plan.workloads.begin(), plan.workloads.end(), [](const auto& each) {
    return std::holds_alternative<plan::Serving>(each.value);
  });
}

}  // namespace

void require_parts(Loaded& into, const Library& library) {
  const auto require = [&](std::string_view kind, const std::string& id) {
    library.require(kind, id, into.catalogue, into.part_notes, into.diagnostics);
  };
  for (const LoadedPhase& phase : into.phases) {
    walk(type_of<plan::Plan>(), &phase.plan, "", [&](const Place& place) {
      if (!place.type || place.type->shape != Shape::text) return;
      require(place.row.refers, *static_cast<const std::string*>(place.at));
    });
    if (serves(phase.plan)) require("serving-fit", usual_serving_fit);
    if (!has_switches(phase.plan)) continue;
    for (const std::string& id : library.names("optic")) require("optic", id);
  }
  const bool buys = std::any_of(into.phases.begin(), into.phases.end(),
                                [](const auto& phase) { return has_switches(phase.plan); });
  if (buys) read_market(into.catalogue.market, library);
  library.require_own(into.catalogue, into.part_notes, into.diagnostics);
}

}  // namespace weft::io
