// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/collective.hpp"
#include "weft/fabric/link_ends.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/evaluate_fabrics.hpp"
#include "weft/plan/outcome_fabric.hpp"
#include "weft/plan/probe_bus.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace weft::plan {

/// Distinct boxes, modules and cables of a fabric.
[[nodiscard]] inline std::int64_t kinds_of(const FabricRefs& refs, const fabric::Design& design) {
  std::int64_t kinds = design.leaf > 0 ? 1 : 0;
  if (design.spine > 0 && refs.spine != refs.leaf) ++kinds;
  if (design.core > 0 && refs.core != refs.spine && refs.core != refs.leaf) ++kinds;
  std::array<Position, 6> known{};
  std::size_t count = 0;
  const auto add = [&](Position part) {
    if (std::find(known.begin(), known.begin() + count, part) == known.begin() + count) {
      known[count++] = part;
    }
  };
  for (const auto& links : {refs.node_leaf, refs.leaf_spine, refs.spine_core}) {
    if (!links) continue;
    add(links->below);
    add(links->above);
  }
  return kinds + static_cast<std::int64_t>(count);
}

/// What a design is, count by count.
template <class Step>
void summarise_design(const FabricRefs& refs, const FabricState& made, FabricSize& size,
                      Step& step) {
  using fabric::Design;
  const Design& design = *made.design;
  const auto copy = [&](auto& into, const auto& from) {
    step(as_is_card, into, std::identity{}, from);
  };
  copy(size.endpoints, made.endpoints);
  step(
      most_endpoints_card, size.max_endpoints,
      [](std::int64_t most, std::int64_t planes) { return most * planes; }, design.max_endpoints,
      design.planes);
  step(
      parts_card, size.switches,
      [](std::int64_t leaf, std::int64_t spine, std::int64_t core) {
        return SwitchCount{leaf, spine, core};
      },
      made.parts.leaf.count, made.parts.spine.count, made.parts.core.count);
  step(
      fabric::size_fabric_card, size.links, [](const Design& of) { return of.links(); }, design);
  step(
      fabric::cable_count_card, size.cables,
      [](const auto& node, const auto& trunk, const auto& upper) {
        return node.cables + trunk.cables + upper.cables;
      },
      made.node_cables, made.trunk_cables, made.upper_cables);
  step(fabric::modules_card, size.modules, fabric::module_count, made.parts);
  copy(size.nics, made.nics);
  copy(size.power, made.power);
  step(
      fabric::size_fabric_card, size.spare_ports, [](const Design& of) { return of.spare_ports(); },
      design);
  copy(size.hops, design.most_hops);
  copy(size.oversubscription, design.oversubscription);
  step(
      fabric::bisection_card, size.bisection,
      [](const Design& of, Bandwidth uplink) { return fabric::bisection(of, uplink); }, design,
      made.uplink);
  step(
      kinds_card, size.part_kinds, [&](const Design& of) { return kinds_of(refs, of); }, design);
}

template <class Step>
void summarise_fabric_size(const Stage& stage, const StageState& state, Position at,
                           FabricOutcome& fabric, Step& step) {
  const FabricState& made = state.fabrics[at];
  const auto stand = [&] {
    fabric.size = made.design ? Feasible<FabricSize>(FabricSize{}) : made.design.why();
  };
  step(as_is_card, fabric.size, stand, made.design);
  if (!made.design) return;
  FabricSize& size = *fabric.size;
  summarise_design(stage.fabrics[at], made, size, step);
  step(
      fabric::after_loss_card,
      parts(size.bandwidth_after_link_loss, size.bandwidth_after_switch_loss,
            size.bandwidth_after_plane_loss),
      [&] {
        size.bandwidth_after_link_loss = made.after_loss.link;
        size.bandwidth_after_switch_loss = made.after_loss.worst_switch();
        size.bandwidth_after_plane_loss = made.after_loss.plane;
      },
      made.after_loss);
  step(as_is_card, size.availability, std::identity{}, made.availability);
  step(as_is_card, size.failures, std::identity{}, made.failures);
}

/// Keeps the worst of two stages, metric by metric.
inline void keep_worst(FabricService& worst, const FabricService& now, bool first) {
  if (first) {
    worst = now;
    return;
  }
  const auto least = [](auto& a, auto b) { a = min(a, b); };
  least(worst.bandwidth_per_accelerator, now.bandwidth_per_accelerator);
  least(worst.bandwidth_per_node, now.bandwidth_per_node);
  least(worst.bandwidth_effective, now.bandwidth_effective);
  least(worst.bandwidth_guaranteed, now.bandwidth_guaranteed);
  worst.all_reduce_busbw = slower_of(worst.all_reduce_busbw, now.all_reduce_busbw);
  worst.all_to_all_busbw = slower_of(worst.all_to_all_busbw, now.all_to_all_busbw);
  worst.bandwidth_needed = max(worst.bandwidth_needed, now.bandwidth_needed);
  if (now.traffic_peak > worst.traffic_peak) {
    worst.traffic_peak = now.traffic_peak;
    worst.flows = now.flows;
  }
  worst.busiest_link = std::max(worst.busiest_link, now.busiest_link);
  if (worst.border_use && now.border_use)
    worst.border_use = std::max(*worst.border_use, *now.border_use);
  if (now.latency_unloaded.total() > worst.latency_unloaded.total())
    worst.latency_unloaded = now.latency_unloaded;
  if (!worst.latency_p99) return;
  if (!now.latency_p99 || now.latency_p99->total() > worst.latency_p99->total())
    worst.latency_p99 = now.latency_p99;
}

[[nodiscard]] inline FabricService service_of(const Scenario& scenario, const Stage& stage,
                                              StageState& state, Position at) {
  const Fabric& written = stage.plan.fabrics.entries[at].value;
  const FabricState& made = state.fabrics[at];
  const FabricState& hardware = state.fabrics[stage.fabrics[at].carrier];
  FabricService now;
  now.bandwidth_per_accelerator = made.injection.per_accelerator;
  now.bandwidth_per_node = made.injection.per_node;
  now.bandwidth_effective = made.contended;
  const bool shares = stage.fabrics[at].carrier != at;
  now.bandwidth_guaranteed =
      shares ? written.traffic_class.guarantee * made.effective : made.contended;
  now.load_balancing_efficiency = made.balancing;
  now.bandwidth_needed = made.needed;
  now.flows = made.flows;
  now.traffic_peak = made.flows.total();
  now.busiest_link = std::max(made.busiest.worst(), hardware.busiest.worst());
  now.latency_unloaded = made.latency;
  now.border_use = Infeasible{&no_border};
  if (written.border > Bandwidth{})
    now.border_use = ratio(made.flows.user + made.flows.north_south, written.border);
  const Time service = fabric::LatencyDefaults{}.packet / made.link;
  now.latency_p99 = fabric::latency_p99(made.latency.total(), hardware.design->most_hops,
                                        now.busiest_link, service);
  const ProbeBus bus = probe_bus(scenario, stage, state, at);
  now.all_reduce_busbw = bus.all_reduce;
  now.all_to_all_busbw = bus.all_to_all;
  return now;
}

/// A scale-up network that comes with the node: its rate is that of the accelerators.
[[nodiscard]] inline FabricService domain_service(const Scenario& scenario, const Stage& stage,
                                                  StageState& state, Position at) {
  FabricService now;
  const FabricState& made = state.fabrics[at];
  bool first = true;
  for (const Attachment& each : stage.fabrics[at].attachments) {
    const ClusterRefs& refs = stage.clusters[each.cluster];
    if (!refs.accelerator) continue;
    const auto& part = scenario.catalogue.accelerators.entries[*refs.accelerator].value;
    const Bandwidth rate = part.scale_up.rate.value_or(Bandwidth{});
    if (first || rate < now.bandwidth_per_accelerator) {
      now.bandwidth_per_accelerator = rate;
      now.bandwidth_per_node = state.clusters[each.cluster].each * rate;
    }
    if (rate > Bandwidth{}) {
      now.busiest_link =
          std::max(now.busiest_link, ratio(state.clusters[each.cluster].load[at], rate));
    }
    now.bandwidth_needed = max(now.bandwidth_needed, state.clusters[each.cluster].load[at]);
    first = false;
  }
  now.bandwidth_effective = now.bandwidth_guaranteed = now.bandwidth_per_accelerator;
  now.flows = made.flows;
  now.traffic_peak = made.flows.total();
  now.border_use = Infeasible{&no_border};
  const Time hop = fabric::LatencyDefaults{}.scale_up;
  now.latency_unloaded = {.switching = hop};
  now.latency_p99 = fabric::LoadedLatency{.unloaded = hop};
  const ProbeBus bus = probe_bus(scenario, stage, state, at);
  now.all_reduce_busbw = bus.all_reduce;
  now.all_to_all_busbw = bus.all_to_all;
  return now;
}

inline void keep_worst_service(const Scenario& scenario, Workspace& room, Position at,
                               FabricOutcome& fabric) {
  fabric.service = Infeasible{&nothing_attached};
  bool first = true;
  FabricService worst;
  for (Position s = 0; s < room.stages.size(); ++s) {
    StageState& state = room.stages[s];
    const Stage& stage = scenario.stages[s];
    const FabricState& hardware = state.fabrics[stage.fabrics[at].carrier];
    const bool in_node = stage.plan.fabrics.entries[at].value.role == fabric::Role::scale_up;
    if (in_node) {
      keep_worst(worst, domain_service(scenario, stage, state, at), first);
      first = false;
    } else if (hardware.design && state.fabrics[at].link > Bandwidth{} && hardware.endpoints > 0) {
      keep_worst(worst, service_of(scenario, stage, state, at), first);
      first = false;
    } else if (!hardware.design && first) {
      fabric.service = hardware.design.why();
    }
  }
  if (!first) fabric.service = worst;
}

}  // namespace weft::plan
