// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/break_even_price.hpp"
#include "weft/plan/evaluate_alternatives.hpp"
#include "weft/plan/fabric_lateness.hpp"
#include "weft/plan/requirements.hpp"
#include "weft/plan/summary_applications.hpp"
#include "weft/plan/summary_capacity.hpp"
#include "weft/plan/summary_fabrics.hpp"
#include "weft/plan/summary_money.hpp"
#include "weft/plan/summary_training.hpp"
#include "weft/plan/summary_workloads.hpp"

#include <variant>

namespace weft::plan {

inline bool all_priced(const Scenario& scenario, const Workspace& room) {
  const Stage& last = scenario.last();
  for (Position c = 0; c < last.clusters.size(); ++c) {
    if (!is_priced(scenario, c)) return false;
  }
  for (Position f = 0; f < last.fabrics.size(); ++f) {
    if (!is_priced(room, f)) return false;
  }
  return true;
}

inline void summarise_workload(const Scenario& scenario, Workspace& room, Position at, bool priced,
                               Outcome& outcome, bool& earned) {
  const auto revenue = summarise_revenue(scenario, at, room);
  earned = earned || revenue;
  const auto money = money_of(room, at, revenue, priced);
  WorkloadOutcome& held = outcome.workloads.entries[at].value;
  if (auto* one = std::get_if<TrainingOutcome>(&held)) {
    summarise_capacity(scenario, room, at, one->capacity);
    summarise_headroom(scenario, room, at, one->capacity);
    summarise_training(scenario, room, at, *one);
    one->money = money;
    if (one->run && money && room.workloads[at].runs > 0.0) {
      one->run->cost_per_run = money->cost / room.workloads[at].runs;
    }
  } else if (auto* served = std::get_if<ServingOutcome>(&held)) {
    summarise_capacity(scenario, room, at, served->capacity);
    summarise_headroom(scenario, room, at, served->capacity);
    summarise_serving(scenario, room, at, *served);
    summarise_token_money(scenario, room, at, priced, *served);
    served->money = money;
  } else if (auto* rented = std::get_if<RentalOutcome>(&held)) {
    summarise_capacity(scenario, room, at, rented->capacity);
    summarise_headroom(scenario, room, at, rented->capacity);
    const auto& written = std::get<Rental>(scenario.last().plan.workloads.entries[at].value);
    rented->hours_sold = room.workloads[at].used_months * written.occupancy * one_month;
    rented->money = money;
  } else if (auto* tasks = std::get_if<ApplicationOutcome>(&held)) {
    summarise_application(scenario, room, at, priced, *tasks);
    tasks->money = money;
  } else if (auto* servers = std::get_if<TraditionalOutcome>(&held)) {
    summarise_capacity(scenario, room, at, servers->capacity);
    summarise_headroom(scenario, room, at, servers->capacity);
    summarise_traditional(scenario, room, at, outcome.fabrics, priced, *servers);
    servers->money = money;
  }
}

/// Every part can be built, and every job and replica works, at least once it stands.
inline bool works(const Scenario& scenario, const Workspace& room) {
  const StageState& last = room.stages.back();
  for (const FabricState& each : last.fabrics) {
    if (!each.design && !needs_nothing(each)) return false;
  }
  for (Position w = 0; w < last.workloads.size(); ++w) {
    const Workload& written = scenario.last().plan.workloads.entries[w].value;
    const WorkloadState& state = last.workloads[w];
    if (std::holds_alternative<Training>(written) && (!state.training.step || !state.training.run))
      return false;
    if (std::holds_alternative<Serving>(written) && !state.serving.works()) return false;
  }
  return true;
}

inline void summarise_costs(const Scenario& scenario, Workspace& room, const SiteCapex& capex,
                            bool priced, bool earned, Outcome& outcome) {
  FinanceOutcome& finance = outcome.finance;
  if (!priced) {
    finance.cost = Infeasible{&no_price};
    finance.gain = Infeasible{&no_price};
    return;
  }
  if (!finance.cost) {  // the room for its series is made once
    CostOutcome fresh;
    fresh.cash_out.months.resize(room.paid.size());
    finance.cost = fresh;
  }
  levy_tax(scenario.last().plan.finance.tax_rate, sale_gain(room), room);
  summarise_cost(scenario, room, capex, *finance.cost);
  finance.cost->stranded_cost = {};
  for (auto& phase : outcome.ramp.phases) {
    const auto& hour = finance.cost->cost_per_accelerator_hour;
    phase.value.stranded_cost = Infeasible{&no_price};
    if (!hour) continue;
    phase.value.stranded_cost = *hour * phase.value.stranded_hours;
    finance.cost->stranded_cost += *phase.value.stranded_cost;
  }
  summarise_return(scenario, room, *finance.cost, finance.gain, earned);
}

inline void summarise(const Scenario& scenario, Workspace& room, const SiteCapex& capex,
                      Outcome& outcome) {
  const bool priced = all_priced(scenario, room);
  summarise_site(scenario, room, outcome.site);
  for (Position f = 0; f < outcome.fabrics.size(); ++f) {
    summarise_fabric(scenario, room, f, outcome.fabrics.entries[f].value);
  }
  summarise_ramp(scenario, room, outcome.ramp);
  summarise_operations(scenario, room, outcome.operations);
  for (Position c = 0; c < outcome.clusters.size(); ++c) {
    ClusterOutcome& cluster = outcome.clusters.entries[c].value;
    summarise_cluster(scenario, room, c, cluster);
    cluster.money = Infeasible{&no_price};
    if (priced) summarise_cluster_money(room, c, cluster);
  }
  bool earned = false;
  for (Position w = 0; w < outcome.workloads.size(); ++w) {
    summarise_workload(scenario, room, w, priced, outcome, earned);
  }
  summarise_costs(scenario, room, capex, priced, earned, outcome);
  Feasible<Money> tco = Infeasible{&no_price};
  if (outcome.finance.cost) tco = outcome.finance.cost->tco.total();
  outcome.operations.part_kinds = 0.0;
  for (Position f = 0; f < outcome.fabrics.size(); ++f) {
    FabricOutcome& fabric = outcome.fabrics.entries[f].value;
    summarise_fabric_money(scenario, room, f, tco, fabric);
    summarise_lateness(scenario, room, f, outcome.finance, fabric);
    if (fabric.size) outcome.operations.part_kinds += static_cast<double>(fabric.size->part_kinds);
  }
  for (Position w = 0; w < outcome.workloads.size(); ++w) {
    auto* served = std::get_if<ServingOutcome>(&outcome.workloads.entries[w].value);
    if (served) served->break_even_price = break_even_price(scenario, room, w, outcome.finance);
  }
  evaluate_alternatives(scenario, room, outcome);
  break_even_clusters(scenario, room, outcome);
  if (outcome.finance.cost) outcome.operations.cost = outcome.finance.cost->opex.staff;
  Tokens output{};
  for (const WorkloadMonths& each : room.workloads) output += each.tokens.output;
  outcome.finance.power_performance = Infeasible{&economics::no_tokens};
  if (output > Tokens{} && outcome.site.energy > Energy{}) {
    outcome.finance.power_performance = output / outcome.site.energy;
  }
  outcome.plan.feasible = works(scenario, room) ? 1.0 : 0.0;
  check_requirements(scenario, outcome);
}

}  // namespace weft::plan
