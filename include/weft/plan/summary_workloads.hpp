// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/returns.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/share_cluster.hpp"
#include "weft/plan/summary_money.hpp"
#include "weft/plan/summary_operations.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <tuple>

namespace weft::plan {

inline void fill_capacity(const Workspace& room, Position at, WorkloadCapacity& capacity) {
  const WorkloadMonths& months = room.workloads[at];
  capacity.accelerators.value = 0.0;
  capacity.served.value = 1.0;
  double least = 0.0;
  bool any = false;
  for (std::size_t m = 0; m < months.needed.size(); ++m) {
    capacity.accelerators.months[m] = months.needed[m];
    capacity.served.months[m] = months.served[m];
    capacity.accelerators.value = std::max(capacity.accelerators.value, months.needed[m]);
    capacity.served.value = std::min(capacity.served.value, months.served[m]);
    if (months.needed[m] <= 0.0) continue;
    // What is left on its cluster could serve more of it.
    const double spare = months.served[m] < 1.0 ? months.served[m] - 1.0 : 0.0;
    least = any ? std::min(least, spare) : spare;
    any = true;
  }
  capacity.headroom = Infeasible{&no_demand};
  if (any) capacity.headroom = least;
}

/// Raises the headroom of workloads that are served in full to what their cluster has left.
inline void raise_headroom(const Scenario& scenario, const Workspace& room, Position at,
                           WorkloadCapacity& capacity) {
  const auto cluster = scenario.last().workloads[at].cluster;
  if (!cluster || !capacity.headroom || *capacity.headroom < 0.0) return;
  // A job that fills gaps has no claim on what is left.
  if (turn_of(scenario.last().plan.workloads.entries[at].value).kind == Turn::Kind::fills) return;
  bool first = true;
  double least = 0.0;
  each_month(room, [&](std::size_t m, const StageState& stage) {
    const double need = room.workloads[at].needed[m];
    if (need <= 0.0) return;
    const double others = room.cluster_needed[*cluster][m] - need;
    const double now = (stage.clusters[*cluster].capacity() - others) / need - 1.0;
    least = first ? now : std::min(least, now);
    first = false;
  });
  if (!first) capacity.headroom = std::max(0.0, least);
}

/// Accelerators of a workload by month, what of its demand is served, what is left.
template <class Step>
void summarise_capacity(const Scenario& scenario, const Workspace& room, Position at,
                        WorkloadCapacity& capacity, Step& step) {
  const WorkloadMonths& months = room.workloads[at];
  const auto cluster = scenario.last().workloads[at].cluster;
  const auto there = [&](const StageState& each, std::size_t) {
    using Count = const std::int64_t*;
    return cluster ? std::tuple(Count{&each.clusters[*cluster].units},
                                Count{&each.clusters[*cluster].each})
                   : std::tuple<Count, Count>();
  };
  step(
      over_months_card, capacity.accelerators, [&] { fill_capacity(room, at, capacity); },
      months.needed);
  step(
      over_months_card, capacity.served, [] {}, months.served);  // filled with the accelerators
  const Stage& last = scenario.last();
  step(
      availability_card, capacity.availability,
      [&] { capacity.availability = work_availability(scenario, room, at); },
      last.plan.operations.interruption, last.plan.operations.repair,
      across(room.stages.back().fabrics, &FabricState::availability),
      room.stages.back().workloads[at].load);
  step(
      headroom_card, capacity.headroom, [&] { raise_headroom(scenario, room, at, capacity); },
      months.needed, months.served, cluster ? &room.cluster_needed[*cluster] : nullptr,
      across(room.stages, there), room.spans);
}

/// \param revenue  of this workload, where the room keeps it.
template <class Step>
void summarise_workload_money(const Workspace& room, Position at, bool priced,
                              Feasible<WorkloadMoney>& made, Step& step) {
  const WorkloadMonths& months = room.workloads[at];
  made = priced ? Feasible<WorkloadMoney>(WorkloadMoney{}) : Infeasible{&no_price};
  if (!priced) return;
  WorkloadMoney& money = *made;
  step(as_is_card, money.cost, std::identity{}, months.cost);
  step(as_is_card, money.network_cost, std::identity{}, months.network_cost);
  step(as_is_card, money.revenue, std::identity{}, months.revenue);
  step(
      economics::gross_margin_card, money.margin,
      [](const Feasible<Money>& revenue, Money cost) {
        return revenue ? economics::gross_margin(*revenue, cost) : Feasible<double>(revenue.why());
      },
      money.revenue, money.cost);
}

}  // namespace weft::plan
