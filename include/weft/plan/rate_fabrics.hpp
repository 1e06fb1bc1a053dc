// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/budget_availability.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/fabric/hashed_paths.hpp"
#include "weft/fabric/latency.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/size_fabrics.hpp"
#include "weft/plan/step_inputs.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <variant>

namespace weft::plan {

namespace detail {

/// Latency of a message that passes some switches of a fabric.
inline fabric::PathLatency path_through(const catalog::Switch& leaf, const FabricState& hardware,
                                        std::int64_t passed, Bytes message) {
  const fabric::LatencyDefaults defaults;
  const fabric::LinkLengths& lengths = hardware.lengths;
  const Time usual = leaf.protocol == catalog::Protocol::infiniband ? defaults.infiniband_switch
                                                                    : defaults.ethernet_switch;
  Length cable = 2.0 * lengths.node_leaf.longest;
  if (passed > 1) cable += 2.0 * lengths.leaf_spine.longest;
  if (passed > 3) cable += 2.0 * lengths.spine_core.longest;
  return fabric::path_latency({.switches = passed,
                               .nic = defaults.nic,
                               .per_switch = leaf.latency.value_or(usual),
                               .fec = defaults.fec,
                               .cable = cable,
                               .fibre = defaults.fibre,
                               .message = message,
                               .rate = hardware.link});
}

/// Share of the link rate that the busiest path gives. Flows of all endpoints of a leaf are hashed
/// to its uplinks.
inline double balancing_of(const LoadBalancing& how, const fabric::Design& design,
                           HashedFlows& known) {
  if (how.efficiency) return *how.efficiency;
  if (const auto by_kind = fabric::BalancingEfficiency{}.of(how.kind)) return *by_kind;
  const std::int64_t paths = design.up > 0 ? design.up : design.network_ports;
  const std::int64_t flows = std::max<std::int64_t>(1, design.down * how.flows);
  if (design.lone_boxes() || paths < 1) return 1.0;
  if (known.flows != flows || known.paths != paths)
    known = {flows, paths, fabric::hashed_paths(flows, paths).efficiency};
  return known.efficiency;
}

/// Ports of a unit on one leaf: rails put them on leaves of their own; planes do so in any
/// topology.
inline std::int64_t ports_on_leaf(const std::optional<Topology>& topology, std::int64_t ports,
                                  const fabric::Design& design) {
  if (design.leaf <= design.planes || !has_rails(topology)) return ports;
  return std::max<std::int64_t>(1, ports / rails_of(ports));
}

/// What one cluster finds on a fabric; the fabric keeps the worst of its clusters.
/// \return false where nothing of the cluster is attached yet.
inline bool rate_attachment(const Fabric& carrier, const Attachment& each,
                            const ClusterState& cluster, const fabric::Design& design,
                            double slowed, bool first, FabricState& made) {
  if (cluster.units == 0 || each.ports == 0) return false;
  const std::int64_t planes = planes_of(carrier.topology);
  const auto injection = fabric::injection(each.ports * planes, each.rate / planes, cluster.each);
  const bool apart =
      carrier.topology && std::holds_alternative<fabric::RailOnly>(*carrier.topology);
  const auto effective = fabric::effective_bandwidth(
      injection.per_accelerator, made.balancing,
      fabric::wire_efficiency(fabric::LatencyDefaults{}.packet), design, apart ? 0.0 : 1.0);
  if (first || injection.per_accelerator < made.injection.per_accelerator) {
    made.injection = injection;
    made.after_loss =
        fabric::after_loss(injection.per_accelerator, each.ports * planes,
                           ports_on_leaf(carrier.topology, each.ports, design), design);
  }
  const Bandwidth left = slowed * effective.total();
  made.effective = first ? left : min(made.effective, left);
  return true;
}

}  // namespace detail

/// Latency, bandwidth and losses of a fabric that was sized.
template <class Step>
void rate_fabric(const Scenario& scenario, const Stage& stage, Position at, StageState& state,
                 Step& step) {
  const Fabric& written = stage.plan.fabrics.entries[at].value;
  const FabricRefs& refs = stage.fabrics[at];
  FabricState& made = state.fabrics[at];
  const FabricState& hardware = state.fabrics[refs.carrier];
  if (!hardware.design) return;
  const Fabric& carrier = stage.plan.fabrics.entries[refs.carrier].value;
  const fabric::Design& design = *hardware.design;
  step(
      balancing_card, made.balancing,
      [&](const std::optional<LoadBalancing>& how, const fabric::Design& of) {
        return detail::balancing_of(how.value_or(LoadBalancing{}), of, made.hashed);
      },
      carrier.load_balancing, design);
  if (refs.carrier != at) step(as_is_card, made.link, std::identity{}, hardware.link);
  const catalog::Switch& leaf =
      scenario.catalogue.switches.entries[*stage.fabrics[refs.carrier].leaf].value;
  const std::int64_t all_tiers = std::max<std::int64_t>(1, design.most_hops);
  const auto pass = [&] {
    made.latency = detail::path_through(leaf, hardware,
                                        written.probe.path == ProbePath::same_leaf ? 1 : all_tiers,
                                        written.probe.message);
    made.hop = detail::path_through(leaf, hardware, all_tiers, Bytes{}).total();
  };
  step(fabric::path_latency_card, parts(made.latency, made.hop), pass, leaf, design,
       hardware.lengths, made.link, written.probe);
  bool first = true;
  const auto rate = [&] {
    for (const Attachment& each : refs.attachments) {
      const ClusterState& cluster = state.clusters[each.cluster];
      if (detail::rate_attachment(carrier, each, cluster, design, refs.slowed, first, made))
        first = false;
    }
  };
  step(fabric::effective_bandwidth_card, parts(made.injection, made.after_loss, made.effective),
       rate, attached(stage, at, state), adapters_of(scenario, refs), carrier.topology,
       made.balancing, design);
  if (first) return;
  const fabric::FailureRates& rates = stage.plan.operations.failures;
  step(
      fabric::fabric_failures_card, made.failures,
      [](const fabric::Design& of, const fabric::FabricParts& all,
         const fabric::FailureRates& how) {
        return fabric::fabric_failures(of, fabric::module_count(all), how);
      },
      design, hardware.parts, rates);
  step(
      fabric::budget_availability_card, made.availability,
      [](const fabric::Design& of, const fabric::AfterLoss& left, const fabric::Injection& all,
         const std::optional<Bandwidth>& asked, const fabric::FailureRates& how) {
        return fabric::budget_availability(of, left, asked.value_or(all.per_accelerator), how);
      },
      design, made.after_loss, made.injection, written.budget.bandwidth_per_accelerator, rates);
}

/// Ports of a cluster on the fabric that carries a role; null where there are none.
[[nodiscard]] inline const Attachment* attachment_for(const Stage& stage, Position cluster,
                                                      fabric::Role role) {
  const auto at = stage.clusters[cluster].fabric_of[static_cast<std::size_t>(role)];
  if (!at) return nullptr;
  for (const Attachment& each : stage.fabrics[*at].attachments) {
    if (each.cluster == cluster && each.ports > 0) return &each;
  }
  return nullptr;
}

/// Line rate of the adapters of one accelerator on the fabric that carries a role.
[[nodiscard]] inline Bandwidth line_rate_for(const Stage& stage, const StageState& state,
                                             Position cluster, fabric::Role role) {
  const Attachment* found = attachment_for(stage, cluster, role);
  if (!found) return {};
  return fabric::injection(found->ports, found->rate, state.clusters[cluster].each).per_accelerator;
}

/// Bandwidth of one accelerator of a cluster on the fabric that carries a role, as work sees it.
[[nodiscard]] inline Bandwidth effective_for(const Stage& stage, const StageState& state,
                                             Position cluster, fabric::Role role) {
  if (!attachment_for(stage, cluster, role)) return {};
  const Position at = *stage.clusters[cluster].fabric_of[static_cast<std::size_t>(role)];
  const FabricState& hardware = state.fabrics[stage.fabrics[at].carrier];
  if (!hardware.design) return {};
  return stage.fabrics[at].slowed *
         fabric::effective_bandwidth(
             line_rate_for(stage, state, cluster, role), state.fabrics[at].balancing,
             fabric::wire_efficiency(fabric::LatencyDefaults{}.packet), *hardware.design)
             .total();
}

}  // namespace weft::plan
