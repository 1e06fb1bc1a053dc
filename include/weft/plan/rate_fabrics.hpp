// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/fabric/latency.hpp"
#include "weft/plan/size_fabrics.hpp"

#include <algorithm>
#include <cstdint>

namespace weft::plan {

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
  const auto path = [&](std::int64_t passed, Bytes message) {
    const bool near = passed < 2;
    return fabric::path_latency(
        {.switches = passed,
         .nic = defaults.nic,
         .per_switch = leaf.latency.value_or(infiniband ? defaults.infiniband_switch
                                                        : defaults.ethernet_switch),
         .fec = defaults.fec,
         .cable = 2.0 * lengths.node_leaf + (near ? Length{} : 2.0 * lengths.leaf_spine) +
                  (passed > 3 ? 2.0 * lengths.spine_core : Length{}),
         .fibre = defaults.fibre,
         .message = message,
         .rate = hardware.link});
  };
  const std::int64_t all_tiers = std::max<std::int64_t>(1, design.hops());
  made.latency =
      path(written.probe.path == ProbePath::same_leaf ? 1 : all_tiers, written.probe.message);
  made.hop = path(all_tiers, Bytes{}).total();

  bool first = true;
  for (const Attachment& each : refs.attachments) {
    const ClusterState& cluster = state.clusters[each.cluster];
    if (cluster.units == 0 || each.ports == 0) continue;
    const auto injection = fabric::injection(each.ports * planes, each.rate / planes, cluster.each);
    const double crossing =
        carrier.topology && carrier.topology->kind == TopologyKind::rail_only ? 0.0 : 1.0;
    const auto effective =
        fabric::effective_bandwidth(injection.per_accelerator, made.balancing,
                                    fabric::wire_efficiency(defaults.packet), design, crossing);
    if (first || injection.per_accelerator < made.injection.per_accelerator) {
      made.injection = injection;
      // Rails put the ports of a unit on leaves of their own; planes do so in any topology.
      const auto kind = carrier.topology.value_or(Topology{}).kind;
      const bool rails = kind == TopologyKind::rail_optimized || kind == TopologyKind::rail_only;
      const std::int64_t on_leaf =
          design.leaf <= planes ? each.ports
          : rails               ? std::max<std::int64_t>(1, each.ports / rails_of(each.ports))
                                : each.ports;
      made.after_loss =
          fabric::after_loss(injection.per_accelerator, each.ports * planes, on_leaf, design);
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

}  // namespace weft::plan
