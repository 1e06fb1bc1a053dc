// SPDX-License-Identifier: Apache-2.0
#include "load_parts.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>

namespace weft::io {
namespace {

/// Whether some cables are chosen, and so may be any that the catalogue has.
bool chooses_cables(const plan::Plan& plan) {
  return std::any_of(plan.fabrics.begin(), plan.fabrics.end(), [](const auto& each) {
    const plan::Fabric& fabric = each.value;
    return !fabric.switch_id.empty() && (!fabric.cables || fabric.cables->node_leaf.empty() ||
                                         fabric.cables->leaf_spine.empty());
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
    if (!chooses_cables(phase.plan)) continue;
    for (const std::string& id : library.names("optic")) require("optic", id);
  }
  library.require_own(into.catalogue, into.part_notes, into.diagnostics);
}

}  // namespace weft::io
