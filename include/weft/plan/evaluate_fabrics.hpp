// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "weft/fabric/collective.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/fabric/sizing.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

namespace weft::plan {

inline constexpr Reason comes_with_the_node{"fabric.comes-with-the-node",
                                            "a scale-up network is part of the node"};
inline constexpr Reason uses_other_hardware{"fabric.uses-other-hardware",
                                            "a logical fabric has no hardware of its own"};
inline constexpr Reason nothing_attached{"fabric.nothing-attached", "no port is attached yet"};

/// Ports that one box offers at a slower rate in place of one port at the rate of the fabric.
[[nodiscard]] inline std::int64_t ports_in_one(const fabric::SwitchBox& box, Bandwidth link,
                                               Bandwidth slower) {
  const auto fast = fabric::logical_ports(box, link);
  const auto slow = fabric::logical_ports(box, slower);
  if (!fast || !slow || *fast == 0) return 1;
  return std::max<std::int64_t>(1, *slow / *fast);
}

/// Rails of a unit: one leaf of a group for each of its ports, eight at most. A rack with more
/// ports is taken as servers of eight.
[[nodiscard]] constexpr std::int64_t rails_of(std::int64_t ports) {
  constexpr std::int64_t most_rails = 8;
  if (ports <= most_rails) return std::max<std::int64_t>(1, ports);
  for (std::int64_t rails = most_rails; rails > 1; --rails) {
    if (ports % rails == 0) return rails;
  }
  return 1;
}
static_assert(rails_of(8) == 8 && rails_of(72) == 8 && rails_of(1) == 1 && rails_of(10) == 5);

[[nodiscard]] inline fabric::Topology topology_of(const Topology& written) {
  const auto tiers = written.tiers;
  const auto planes = written.planes;
  const double taper = written.oversubscription;
  switch (written.kind) {
    case TopologyKind::single_switch: return fabric::SingleSwitch{planes};
    case TopologyKind::leaf_spine: return fabric::LeafSpine{tiers, planes, taper};
    case TopologyKind::rail_optimized: return fabric::RailOptimized{tiers, planes, taper};
    case TopologyKind::rail_only: return fabric::RailOnly{tiers, planes, taper};
    case TopologyKind::tree: return fabric::Tree{};
  }
  return fabric::LeafSpine{};
}

/// What stands on the hardware of one fabric: its own attachments and those of the logical fabrics
/// that share it.
template <class Visit>
void each_attachment(const Stage& stage, Position carrier, const Visit& visit) {
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    if (stage.fabrics[f].carrier != carrier) continue;
    for (const Attachment& each : stage.fabrics[f].attachments) visit(each, f);
  }
}

/// What sizing needs of each switch of the catalogue.
inline void read_boxes(const catalog::Catalogue& catalogue, std::vector<fabric::SwitchBox>& boxes) {
  boxes.resize(catalogue.switches.size());
  for (Position i = 0; i < boxes.size(); ++i) {
    boxes[i] = fabric::switch_box(catalogue.switches.entries[i].value);
  }
}

/// Sizes the hardware of a fabric for the endpoints of a stage.
/// \param managed  switches of other fabrics that want a management port here.
inline void size_fabric(std::span<const fabric::SwitchBox> boxes, const Stage& stage, Position at,
                        std::int64_t managed, StageState& state) {
  const Fabric& written = stage.plan.fabrics.entries[at].value;
  const FabricRefs& refs = stage.fabrics[at];
  FabricState& made = state.fabrics[at];
  made.endpoints = made.nics = made.accelerators = 0;
  made.link = {};
  if (refs.carrier != at) {
    made.design = Infeasible{&uses_other_hardware};
    return;
  }
  if (!refs.leaf || !refs.spine || !refs.core) {
    made.design = Infeasible{&comes_with_the_node};
    return;
  }
  const Topology topology = written.topology.value_or(Topology{});
  const fabric::SwitchBox& leaf = boxes[*refs.leaf];
  const fabric::SwitchBox& spine = boxes[*refs.spine];
  const fabric::SwitchBox& core = boxes[*refs.core];
  each_attachment(stage, at, [&](const Attachment& each, Position) {
    if (state.clusters[each.cluster].units > 0) made.link = max(made.link, each.rate / topology.planes);
  });
  if (refs.every_switch && made.link == Bandwidth{}) made.link = 1.0 * giga_bit / second;
  if (made.link == Bandwidth{}) {
    made.design = Infeasible{&nothing_attached};
    return;
  }
  fabric::ClosRequest ask;
  ask.extra = managed;
  each_attachment(stage, at, [&](const Attachment& each, Position) {
    const ClusterState& cluster = state.clusters[each.cluster];
    if (cluster.units == 0) return;
    made.accelerators += cluster.units * cluster.each;
    if (!each.own_ports) return;
    const std::int64_t ports = cluster.units * each.ports;
    made.endpoints += ports * topology.planes;
    made.nics += cluster.units * each.nics;
    const auto share = ports_in_one(leaf, made.link, each.rate / topology.planes);
    ask.endpoints += fabric::divide_up(ports, share);
    ask.rails = std::max(ask.rails, rails_of(each.ports));
  });
  made.endpoints += managed;
  if (written.border > Bandwidth{}) {
    const auto border = static_cast<std::int64_t>(
        std::ceil(ratio(written.border / topology.planes, made.link)));
    ask.extra += border;
    made.endpoints += border * topology.planes;
  }
  ask.reserved = written.reserve.ports_per_leaf;
  const auto sized =
      fabric::size_fabric(topology_of(topology), ask, leaf, spine, core, made.link);
  if (!sized) {
    made.design = sized.why();
    return;
  }
  made.design = sized->design;
  made.uplink = sized->uplink;
}

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
    made.parts.nics.price = (price_of(made.parts.nics) + more * record.price.value_or(Money{})) / all;
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
  constexpr double rack_height = 42.0;
  made.racks = fabric::fabric_rack_units(made.parts) / rack_height;
}

/// Latency, bandwidth and losses of a fabric that was sized.
inline void rate_fabric(const Scenario& scenario, const Stage& stage, Position at,
                        StageState& state) {
  const Fabric& written = stage.plan.fabrics.entries[at].value;
  const FabricRefs& refs = stage.fabrics[at];
  FabricState& made = state.fabrics[at];
  const FabricState& hardware = state.fabrics[refs.carrier];
  if (!hardware.design) return;
  const Fabric& carrier = stage.plan.fabrics.entries[refs.carrier].value;
  const FabricRefs& there = stage.fabrics[refs.carrier];
  const fabric::ClosDesign& design = *hardware.design;
  const auto planes = carrier.topology.value_or(Topology{}).planes;
  const LoadBalancing balancing = carrier.load_balancing.value_or(LoadBalancing{});
  made.balancing = balancing.efficiency.value_or(fabric::BalancingEfficiency{}.of(balancing.kind));
  made.link = hardware.link;

  const catalog::Switch& leaf = scenario.catalogue.switches.entries[*there.leaf].value;
  const fabric::LatencyDefaults defaults;
  const fabric::TierLengths lengths;
  const bool infiniband = leaf.protocol == catalog::Protocol::infiniband;
  const bool near = written.probe.path == ProbePath::same_leaf || design.tiers < 2;
  const std::int64_t switches = near ? 1 : design.hops();
  made.latency = fabric::path_latency(
      {.switches = switches,
       .nic = defaults.nic,
       .per_switch = leaf.latency.value_or(infiniband ? defaults.infiniband_switch
                                                      : defaults.ethernet_switch),
       .fec = defaults.fec,
       .cable = 2.0 * lengths.node_leaf + (near ? Length{} : 2.0 * lengths.leaf_spine) +
                (switches > 3 ? 2.0 * lengths.spine_core : Length{}),
       .fibre = defaults.fibre,
       .message = written.probe.message,
       .rate = hardware.link});

  bool first = true;
  for (const Attachment& each : refs.attachments) {
    const ClusterState& cluster = state.clusters[each.cluster];
    if (cluster.units == 0 || each.ports == 0) continue;
    const auto injection = fabric::injection(each.ports * planes, each.rate / planes, cluster.each);
    const double crossing = carrier.topology && carrier.topology->kind == TopologyKind::rail_only ? 0.0 : 1.0;
    const auto effective = fabric::effective_bandwidth(injection.per_accelerator, made.balancing,
                                                       fabric::wire_efficiency(defaults.packet),
                                                       design, crossing);
    if (first || injection.per_accelerator < made.injection.per_accelerator) {
      made.injection = injection;
      made.after_loss = fabric::after_loss(injection.per_accelerator, each.ports * planes,
                                           std::max<std::int64_t>(1, each.ports / rails_of(each.ports)),
                                           design);
    }
    made.effective = first ? effective.total() : min(made.effective, effective.total());
    first = false;
  }
}

/// Bandwidth of one accelerator of a cluster on the fabric that carries a role, as work sees it.
[[nodiscard]] inline Bandwidth effective_for(const Stage& stage, const StageState& state,
                                             Position cluster, fabric::Role role) {
  const auto at = stage.clusters[cluster].fabric_of[static_cast<std::size_t>(role)];
  if (!at) return {};
  const FabricState& fabric = state.fabrics[*at];
  const FabricState& hardware = state.fabrics[stage.fabrics[*at].carrier];
  if (!hardware.design) return {};
  for (const Attachment& each : stage.fabrics[*at].attachments) {
    if (each.cluster != cluster || each.ports == 0) continue;
    const auto injection = fabric::injection(each.ports, each.rate, state.clusters[cluster].each);
    return fabric::effective_bandwidth(injection.per_accelerator, fabric.balancing,
                                       fabric::wire_efficiency(fabric::LatencyDefaults{}.packet),
                                       *hardware.design)
        .total();
  }
  return {};
}

/// Sizes, counts and rates every fabric of a stage.
/// \param last  the state of the last stage: its trunks are bought first where `build` is full.
inline void evaluate_fabrics(const Scenario& scenario, const Stage& stage,
                             std::span<const fabric::SwitchBox> boxes, StageState& state,
                             const StageState& last) {
  const std::size_t fabrics = stage.fabrics.size();
  std::int64_t switches = 0;
  for (int pass = 0; pass < 2; ++pass) {  // management networks count the switches of the others
    for (Position f = 0; f < fabrics; ++f) {
      const bool counts_switches = stage.fabrics[f].every_switch;
      if (counts_switches != (pass == 1)) continue;
      size_fabric(boxes, stage, f, counts_switches ? switches : 0, state);
      if (pass == 0 && state.fabrics[f].design) switches += state.fabrics[f].design->switches();
    }
  }
  for (Position f = 0; f < fabrics; ++f) {
    FabricState& made = state.fabrics[f];
    if (!made.design) continue;
    const bool full = stage.plan.fabrics.entries[f].value.build == Build::full;
    const auto& final_design = last.fabrics[f].design;
    count_parts(scenario, stage, f, full && final_design ? *final_design : *made.design, made);
  }
  for (Position f = 0; f < fabrics; ++f) rate_fabric(scenario, stage, f, state);
  state.network = {};
  for (const FabricState& each : state.fabrics) {
    if (each.design) state.network += each.power.total();
  }
}

}  // namespace weft::plan
