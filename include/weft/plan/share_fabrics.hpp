// SPDX-License-Identifier: Apache-2.0
// The cost of fabrics to workloads, by what each uses of them.
#pragma once

#include "weft/economics/fabric_allocation.hpp"
#include "weft/plan/size_fabrics.hpp"
#include "weft/plan/stage_state.hpp"

#include <algorithm>
#include <numeric>

namespace weft::plan {

namespace detail {

/// Bytes that a workload puts on the hardware of a fabric: its traffic at the peak, for as long as
/// its accelerators work.
[[nodiscard]] inline Bytes bytes_on(const Workspace& room, Position workload, Position fabric) {
  const WorkloadMonths& months = room.workloads[workload];
  Bytes sum{};
  for (const Span& span : room.spans) {
    const WorkloadState& state = room.stages[span.stage].workloads[workload];
    if (!span.stands || state.peak <= 0.0 || !(state.load[fabric] > Bandwidth{})) continue;
    double busy = 0.0;
    for (std::size_t m = span.begin; m < span.end; ++m) busy += months.used[m] * months.busy[m];
    sum += busy / state.peak * one_month * state.load[fabric];
  }
  return sum;
}

/// Its traffic at its busiest: what it keeps in all but the busiest hours.
[[nodiscard]] inline Bandwidth most_on(const Workspace& room, Position workload, Position fabric) {
  Bandwidth most{};
  for (const StageState& each : room.stages)
    most = max(most, each.workloads[workload].load[fabric]);
  return most;
}

/// Most accelerators that it uses at once.
[[nodiscard]] inline double most_used(const Workspace& room, Position workload) {
  double most = 0.0;
  for (const StageState& each : room.stages) most = std::max(most, each.workloads[workload].peak);
  return most;
}

/// Share of its links that a network has for itself on the hardware: what is guaranteed to it, or
/// what the guarantees of the others leave to the owner.
[[nodiscard]] inline double kept_share(const Stage& stage, Position network) {
  const auto guarantee = [&](Position f) {
    return stage.plan.fabrics.entries[f].value.traffic_class.guarantee;
  };
  if (stage.fabrics[network].carrier != network) return guarantee(network);
  double others = 0.0;
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    if (f != network && stage.fabrics[f].carrier == network) others += guarantee(f);
  }
  return std::max(0.0, 1.0 - others);
}

/// Ports and guaranteed rate of the accelerators that a workload uses at once.
[[nodiscard]] inline economics::FabricUse attached_use(const Stage& stage, const Workspace& room,
                                                       Position workload, Position fabric) {
  const Position cluster = *stage.workloads[workload].cluster;
  const double units =
      most_used(room, workload) / static_cast<double>(room.stages.back().clusters[cluster].each);
  economics::FabricUse use;
  each_attachment(stage, fabric, [&](const Attachment& each, Position network) {
    if (each.cluster != cluster) return;
    const double ports = units * static_cast<double>(each.ports);
    if (each.own_ports) use.ports += ports;
    use.reserved += kept_share(stage, network) * ports * each.rate;
  });
  return use;
}

/// Accelerator-months of the clusters on a fabric, in all; each cluster's are in room.weights.
inline double attached_months(const Stage& stage, Position fabric, Workspace& room) {
  std::fill(room.weights.begin(), room.weights.end(), 0.0);
  each_attachment(stage, fabric, [&](const Attachment& each, Position) {
    room.weights[each.cluster] = room.cluster_months[each.cluster];
  });
  return std::accumulate(room.weights.begin(), room.weights.end(), 0.0);
}

/// What a workload uses of a fabric by the rule of the plan.
[[nodiscard]] inline double use_of(const Stage& stage, const Workspace& room, Position workload,
                                   Position fabric, AllocateFabrics rule) {
  switch (rule) {
    case AllocateFabrics::accelerators:
      return room.weights[*stage.workloads[workload].cluster] > 0.0
                 ? room.workloads[workload].used_months
                 : 0.0;
    case AllocateFabrics::bytes:
      return ratio(bytes_on(room, workload, fabric), byte);
    case AllocateFabrics::p95_bandwidth:
      return ratio(most_on(room, workload, fabric), byte / second);
    case AllocateFabrics::reserved_bandwidth:
      return ratio(attached_use(stage, room, workload, fabric).reserved, byte / second);
    case AllocateFabrics::ports:
      return attached_use(stage, room, workload, fabric).ports;
  }
  return 0.0;
}

/// What a fabric has of it. Bytes know no capacity: what is carried pays for all.
[[nodiscard]] inline double whole_of(const Stage& stage, Workspace& room, Position fabric,
                                     AllocateFabrics rule) {
  const FabricState& made = room.stages.back().fabrics[fabric];
  const auto ports = static_cast<double>(made.endpoints);
  switch (rule) {
    case AllocateFabrics::accelerators:
      return attached_months(stage, fabric, room);
    case AllocateFabrics::bytes:
      return 0.0;
    case AllocateFabrics::p95_bandwidth:
    case AllocateFabrics::reserved_bandwidth:
      return ratio(ports * made.link, byte / second);
    case AllocateFabrics::ports:
      return ports;
  }
  return 0.0;
}

}  // namespace detail

/// Divides the cost of every fabric with hardware. What nobody uses, and what nobody can be charged
/// for, is kept apart: it is never lost.
inline void share_fabrics(const Scenario& scenario, Workspace& room) {
  const Stage& last = scenario.last();
  const AllocateFabrics rule = last.plan.finance.allocate.fabrics;
  for (Position f = 0; f < last.fabrics.size(); ++f) {
    economics::FabricRest& rest = room.leftover[f];
    rest = {};
    if (last.fabrics[f].carrier != f) continue;
    const double whole = detail::whole_of(last, room, f, rule);
    for (Position w = 0; w < room.workloads.size(); ++w) {
      const auto cluster = last.workloads[w].cluster;
      const bool stands = cluster && room.cluster_months[*cluster] > 0.0;
      room.uses[w] = stands ? detail::use_of(last, room, w, f, rule) : 0.0;
    }
    rest = economics::allocate_used(room.fabric_books[f].total(), whole, room.uses, room.parts);
    for (Position w = 0; w < room.workloads.size(); ++w) {
      room.workloads[w].network_cost += room.parts[w];
    }
  }
}

}  // namespace weft::plan
