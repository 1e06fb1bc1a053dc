// SPDX-License-Identifier: Apache-2.0
// What people have to look after, and how often it works.
#pragma once

#include "weft/economics/staff.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/share_fabrics.hpp"
#include "weft/plan/stage_cost.hpp"
#include "weft/plan/summary_capacity.hpp"

#include <algorithm>
#include <tuple>
#include <variant>

namespace weft::plan {

inline constexpr Reason no_salary{"plan.no-salary", "operations.salary is not written"};
inline constexpr Reason no_fabric{"plan.no-fabric", "no fabric has switches of its own"};

/// True when a workload stops with a fabric: it puts traffic on it or, of a tenant's, may do so.
[[nodiscard]] inline bool depends_on(const Stage& stage, const WorkloadState& state, Position at,
                                     Position fabric) {
  if (stage.fabrics[fabric].carrier != fabric) return false;
  if (state.load[fabric] > Bandwidth{}) return true;
  const bool rented = std::holds_alternative<Rental>(stage.plan.workloads.entries[at].value);
  return rented && stage.plan.fabrics.entries[fabric].value.role != fabric::Role::out_of_band &&
         detail::is_attached(stage, fabric, *stage.workloads[at].cluster);
}

/// Share of time in which the nodes of a workload and the networks that it uses work.
[[nodiscard]] inline double work_availability(const Scenario& scenario, const Workspace& room,
                                              Position at) {
  const Stage& last = scenario.last();
  const StageState& state = room.stages.back();
  const auto cluster = last.workloads[at].cluster;
  if (!cluster) return 1.0;
  double share = node_availability(last, *cluster);
  for (Position f = 0; f < state.fabrics.size(); ++f) {
    if (state.fabrics[f].design && depends_on(last, state.workloads[at], at, f)) {
      share *= state.fabrics[f].availability;
    }
  }
  return share;
}

/// An application works while all that it calls works; each is counted once.
[[nodiscard]] inline double application_availability(const Scenario& scenario,
                                                     const Workspace& room, Position at) {
  const auto& calls = scenario.last().workloads[at].calls;
  double share = 1.0;
  for (auto each = calls.begin(); each != calls.end(); ++each) {
    if (!*each || std::find(calls.begin(), each, *each) != each) continue;
    share *= work_availability(scenario, room, **each);
  }
  return share;
}

/// How often hands are needed: for parts of networks, and for accelerators that fail.
[[nodiscard]] inline Frequency repairs(const Stage& stage, const StageState& state) {
  Frequency sum{};
  for (const FabricState& each : state.fabrics) {
    if (each.design) sum += each.failures.total();
  }
  for (Position c = 0; c < state.clusters.size(); ++c) {
    if (!stage.clusters[c].accelerator) continue;
    sum += state.clusters[c].capacity() / stage.plan.operations.interruption;
  }
  return sum;
}

/// A year of people for one more fabric of the mean size of those there are.
[[nodiscard]] inline Feasible<Money> cost_of_next_fabric(const Plan& plan,
                                                         const StageState& state) {
  double fabrics = 0.0;
  double boxes = 0.0;
  for (const FabricState& each : state.fabrics) {
    if (!each.design) continue;
    fabrics += 1.0;
    boxes += static_cast<double>(each.design->switches());
  }
  if (fabrics == 0.0) return Infeasible{&no_fabric};
  if (!plan.operations.salary) return Infeasible{&no_salary};
  return economics::next_fabric_cost(staff_ratios(plan.operations, 0.0), boxes / fabrics, true,
                                     *plan.operations.salary) *
         one_year;
}

/// What the site and its networks ask of people in the worst phase.
inline void count_people(const Scenario& scenario, const Workspace& room, OperationsOutcome& made) {
  made.staff = made.nos_kinds = 0.0;
  made.repairs = {};
  for (Position s = 0; s < room.stages.size(); ++s) {
    const Stage& stage = scenario.stages[s];
    double people = site_people(stage, room.stages[s]);
    for (Position f = 0; f < stage.fabrics.size(); ++f)
      people += fabric_people(stage, room.stages[s], f);
    made.staff = std::max(made.staff, people);
    made.repairs = max(made.repairs, repairs(stage, room.stages[s]));
  }
}

template <class Step>
void summarise_operations(const Scenario& scenario, const Workspace& room, OperationsOutcome& made,
                          Step& step) {
  const auto burden = [](const Stage& each, std::size_t) {
    return std::tuple(&each.plan.operations.staff, &each.plan.operations.automation);
  };
  const auto openness = [](const auto& each, std::size_t) { return &each.value.openness; };
  const auto devices = [](const StageState& each, std::size_t) {
    return std::tuple(across(each.clusters, &ClusterState::units),
                      across(each.fabrics, &FabricState::design));
  };
  const auto& written = scenario.last().plan.fabrics.entries;
  step(
      people_card, made.staff, [&] { count_people(scenario, room, made); },
      across(scenario.stages, burden), across(written, openness), across(room.stages, devices));
  const auto failing = [](const StageState& each, std::size_t) {
    return std::tuple(across(each.clusters, &ClusterState::units),
                      across(each.fabrics, &FabricState::failures));
  };
  step(
      repairs_card, made.repairs, [] {},  // counted with the people
      across(room.stages, failing), scenario.last().plan.operations.interruption);
  const StageState& last = room.stages.back();
  const auto designs = across(last.fabrics, &FabricState::design);
  step(
      sum_card, made.devices, [&] { made.devices = devices_of(last); },
      across(last.clusters, &ClusterState::units), designs);
  const auto count = [&] {
    for (Position f = 0; f < last.fabrics.size(); ++f) {
      if (brings_nos(scenario.last(), last, f)) made.nos_kinds += 1.0;
    }
  };
  const auto systems = [](const auto& each, std::size_t) { return &each.value.nos; };
  step(kinds_card, made.nos_kinds, count, across(written, systems), designs);
  const Operations& operations = scenario.last().plan.operations;
  step(
      economics::next_fabric_cost_card, made.cost_of_next_fabric,
      [&] { made.cost_of_next_fabric = cost_of_next_fabric(scenario.last().plan, last); },
      operations.staff, operations.automation, operations.salary, designs);
}

}  // namespace weft::plan
