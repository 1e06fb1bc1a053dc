// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/bill.hpp"
#include "weft/fabric/cables.hpp"
#include "weft/plan/size_fabrics.hpp"

#include <optional>

namespace weft::plan {

/// Counts what a design is made of. Trunks of a fabric that is built at once are those of its last
/// stage: `trunk` is that design.
inline void count_parts(const Scenario& scenario, const Stage& stage, Position at,
                        const fabric::ClosDesign& trunk, FabricState& made) {
  const FabricRefs& refs = stage.fabrics[at];
  const auto& catalogue = scenario.catalogue;
  const fabric::ClosDesign& design = *made.design;
  made.parts = {};
  made.priced = true;
  const auto box = [&](std::optional<Position> part, std::int64_t count) {
    const catalog::Switch& record = catalogue.switches.entries[*part].value;
    const auto power = record.power.typical ? record.power.typical : record.power.max;
    if (count > 0 && !record.price) made.priced = false;
    return fabric::PartLine{count, record.price.value_or(Money{}), power.value_or(Power{}),
                            record.rack_units};
  };
  made.parts.leaf = box(refs.leaf, design.leaf);
  made.parts.spine = box(refs.spine, trunk.spine);
  made.parts.core = box(refs.core, trunk.core);

  each_attachment(stage, at, [&](const Attachment& each, Position) {
    if (!each.own_ports || each.nic_included || !each.nic) return;
    const catalog::Nic& record = catalogue.nics.entries[*each.nic].value;
    if (!record.price) made.priced = false;
    // Adapters of several kinds become one line with their mean price.
    const std::int64_t more = each.nics * stage.plan.clusters.entries[each.cluster].value.count;
    const std::int64_t all = made.parts.nics.count + more;
    if (all == 0) return;
    made.parts.nics.price =
        (price_of(made.parts.nics) + more * record.price.value_or(Money{})) / all;
    made.parts.nics.power =
        (power_of(made.parts.nics) + more * record.power.typical.value_or(Power{})) / all;
    made.parts.nics.count = all;
  });

  const auto lines = [&](std::optional<Position> optic, std::int64_t links, bool twin_below,
                         bool twin_above, fabric::CableCount& count, fabric::PartLine& modules,
                         fabric::PartLine& cables) {
    if (!optic) {
      count = fabric::count_cables({.links = links, .form = catalog::OpticForm::dac});
      if (links > 0) made.priced = false;
      return;
    }
    const auto part = fabric::optic_part(catalogue.optics.entries[*optic].value);
    count = fabric::count_cables(
        {.links = links, .form = part.form, .twin_below = twin_below, .twin_above = twin_above});
    if (links > 0 && !part.price) made.priced = false;
    if (part.form == catalog::OpticForm::module) {
      modules = {count.modules(), part.price.value_or(Money{}), part.power, 0.0};
      cables.count = count.cables;
    } else {
      cables = {count.cables, part.price.value_or(Money{}), 2.0 * part.power, 0.0};
    }
  };
  lines(refs.node_leaf, design.node_links, false, false, made.node_cables, made.parts.node_modules,
        made.parts.node_cables);
  lines(refs.leaf_spine, trunk.leaf_spine_links + trunk.spine_core_links, false, false,
        made.trunk_cables, made.parts.trunk_modules, made.parts.trunk_cables);
  made.power = fabric::fabric_power(made.parts);
  made.racks = fabric::fabric_rack_units(made.parts) / stage.plan.site.rack_units;
}

}  // namespace weft::plan
