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

/// Boxes with their silicon and operating systems: what could be had in place of those of the plan.
/// What is wrong with a record of the author's own is said where the plan's parts are read.
/// \param shipped  what is known of records that nobody overlays.
void read_market(catalog::Market& into, const Library& library, const catalog::Market& shipped) {
  const auto read_all = [&](std::string_view kind, const auto& as_shipped, auto& records) {
    Diagnostics aside;
    for (const std::string& id : library.names(kind)) {
      const auto* known = as_shipped.find(id);
      if (known && !library.is_overlaid(kind, id)) {
        records[id] = *known;
        library.list_source(kind, id);  // counts as read: a lock holds it
        continue;
      }
      const auto node = library.record(kind, id);
      if (!node) continue;
      Notes notes;
      ReadContext context{aside, notes};
      context.references = library.references();
      read(*node, find_kind(kind)->type(), &records[id], "", context);
    }
  };
  read_all("switch", shipped.switches, into.switches);
  read_all("asic", shipped.asics, into.asics);
  read_all("nos", shipped.nos, into.nos);
}

/// The market without price books and parts of anybody's own: read once a process, as every plan of
/// a comparison needs it.
const catalog::Market& shipped_market() {
  static const catalog::Market market = [] {
    Sources sources;
    const Library library(sources);
    catalog::Market made;
    read_market(made, library, {});
    return made;
  }();
  return market;
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
  if (buys) read_market(into.catalogue.market, library, shipped_market());
  library.require_own(into.catalogue, into.part_notes, into.diagnostics);
}

}  // namespace weft::io
