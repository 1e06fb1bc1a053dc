// SPDX-License-Identifier: Apache-2.0
#include "load_parts.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <variant>

namespace weft::io {
namespace {

/// Modules and cables are chosen among all that the catalogue has: "auto", and the mates of named
/// ones.
bool chooses_cables(const plan::Plan& plan) {
  return std::any_of(plan.fabrics.begin(), plan.fabrics.end(),
                     [](const auto& each) { return !each.value.switch_id.empty(); });
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
    if (!chooses_cables(phase.plan)) continue;
    for (const std::string& id : library.names("optic")) require("optic", id);
  }
  library.require_own(into.catalogue, into.part_notes, into.diagnostics);
}

}  // namespace weft::io
