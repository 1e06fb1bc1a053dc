// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/break_even_price.hpp"
#include "weft/plan/evaluate_alternatives.hpp"
#include "weft/plan/fabric_lateness.hpp"
#include "weft/plan/summary_applications.hpp"
#include "weft/plan/summary_capacity.hpp"
#include "weft/plan/summary_finance.hpp"
#include "weft/plan/summary_requirements.hpp"
#include "weft/plan/summary_service.hpp"
#include "weft/plan/summary_serving.hpp"
#include "weft/plan/summary_training.hpp"
#include "weft/plan/summary_workloads.hpp"

#include <algorithm>
#include <tuple>
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

/// One workload of any kind.
template <class Step>
class WorkloadSummary {
 public:
  WorkloadSummary(const Scenario& scenario, Workspace& room, const Named<FabricOutcome>& fabrics,
                  bool priced, Step& step)
      : scenario_(scenario), room_(room), fabrics_(fabrics), priced_(priced), step_(step) {}

  void run(Position at, WorkloadOutcome& into) {
    summarise_revenue(scenario_, at, room_, room_.workloads[at].revenue, step_);
    std::visit([&](auto& made) { fill(at, made); }, into);
  }

 private:
  template <class Outcome>
  void common(Position at, Outcome& made) {
    summarise_capacity(scenario_, room_, at, made.capacity, step_);
    summarise_workload_money(room_, at, priced_, made.money, step_);
  }
  void fill(Position at, TrainingOutcome& made) {
    common(at, made);
    summarise_training(scenario_, room_, at, made, step_);
    if (!made.run) return;
    const double& runs = room_.workloads[at].runs;
    const auto price = [&] {
      if (made.money && runs > 0.0) made.run->cost_per_run = made.money->cost / runs;
    };
    step_(share_of_card, made.run->cost_per_run, price, made.money ? &made.money->cost : nullptr,
          runs);
  }
  void fill(Position at, ServingOutcome& made) {
    common(at, made);
    summarise_serving(scenario_, room_, at, made, step_);
    summarise_token_money(scenario_, room_, at, priced_, made, step_);
  }
  void fill(Position at, RentalOutcome& made) {
    common(at, made);
    const auto& written = std::get<Rental>(scenario_.last().plan.workloads.entries[at].value);
    step_(
        use_card, made.hours_sold,
        [](double used, double occupancy) { return used * occupancy * one_month; },
        room_.workloads[at].used_months, written.occupancy);
  }
  void fill(Position at, ApplicationOutcome& made) {
    summarise_application(scenario_, room_, at, priced_, made, step_);
    summarise_workload_money(room_, at, priced_, made.money, step_);
  }
  void fill(Position at, TraditionalOutcome& made) {
    common(at, made);
    summarise_traditional(scenario_, room_, at, fabrics_, priced_, made, step_);
  }

  const Scenario& scenario_;
  Workspace& room_;
  const Named<FabricOutcome>& fabrics_;
  bool priced_;
  Step& step_;
};

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

/// Tax on what is earned, where there is any.
template <class Step>
void tax_profit(const Scenario& scenario, Workspace& room, Step& step) {
  const double& rate = scenario.last().plan.finance.tax_rate;
  const auto ends = [](const CostBook& each, std::size_t) {
    return std::tuple(&each.residual, &each.book);
  };
  step(
      profit_tax_card, parts(room.tax, room.paid), [&] { levy_tax(rate, sale_gain(room), room); },
      rate, room.received, room.paid, room.written_off, room.interest,
      across(room.cluster_books, ends), across(room.fabric_books, ends), room.site_book.residual,
      room.site_book.book);
}

/// Cost of the accelerators that wait in each phase.
template <class Step>
void price_waiting(RampOutcome& ramp, CostOutcome& cost, Step& step) {
  const auto& hour = cost.cost_per_accelerator_hour;
  for (auto& phase : ramp.phases.entries) {
    step(
        economics::stranded_cost_card, phase.value.stranded_cost,
        [](const Feasible<MoneyRate>& rate, Time hours) {
          return rate ? Feasible<Money>(*rate * hours) : Feasible<Money>(Infeasible{&no_price});
        },
        hour, phase.value.stranded_hours);
  }
  const auto add = [&] {
    cost.stranded_cost = {};
    for (const auto& phase : ramp.phases) {
      cost.stranded_cost += phase.value.stranded_cost.value_or(Money{});
    }
  };
  const auto waits = [](const auto& each, std::size_t) { return &each.value.stranded_cost; };
  step(sum_card, cost.stranded_cost, add, across(ramp.phases.entries, waits));
}

template <class Step>
void summarise_costs(const Scenario& scenario, Workspace& room, bool priced, bool earned,
                     Outcome& outcome, Step& step) {
  FinanceOutcome& finance = outcome.finance;
  const auto stand = [&] {
    if (!priced) {
      finance.cost = Infeasible{&no_price};
      finance.gain = Infeasible{&no_price};
    } else if (!finance.cost) {  // the room for its series is made once
      CostOutcome fresh;
      fresh.cash_out.months.resize(room.paid.size());
      finance.cost = fresh;
    }
  };
  step(sum_card, parts(finance.cost, finance.gain), stand, room.cluster_books, room.fabric_books);
  if (!priced) return;
  tax_profit(scenario, room, step);
  summarise_cost(scenario, room, *finance.cost, step);
  price_waiting(outcome.ramp, *finance.cost, step);
  summarise_return(scenario, room, *finance.cost, finance.gain, earned, step);
}

/// What stands in money and in kind, owner by owner.
template <class Step>
void summarise_owners(const Scenario& scenario, Workspace& room, bool priced, Outcome& outcome,
                      Step& step) {
  for (Position f = 0; f < outcome.fabrics.size(); ++f) {
    summarise_fabric(scenario, room, f, outcome.fabrics.entries[f].value, step);
  }
  for (Position c = 0; c < outcome.clusters.size(); ++c) {
    ClusterOutcome& cluster = outcome.clusters.entries[c].value;
    summarise_cluster(scenario, room, c, cluster, step);
    cluster.money = Infeasible{&no_price};
    if (priced) summarise_cluster_money(room, c, cluster, step);
  }
  WorkloadSummary<Step> workload(scenario, room, outcome.fabrics, priced, step);
  for (Position w = 0; w < outcome.workloads.size(); ++w) {
    workload.run(w, outcome.workloads.entries[w].value);
  }
}

/// What depends on the cost of the whole.
template <class Step>
void summarise_shares(const Scenario& scenario, Workspace& room, Outcome& outcome, Step& step) {
  for (Position f = 0; f < outcome.fabrics.size(); ++f) {
    FabricOutcome& fabric = outcome.fabrics.entries[f].value;
    summarise_fabric_money(scenario, room, f, outcome.finance, fabric, step);
    summarise_lateness(scenario, room, f, outcome.finance, fabric, step);
  }
  for (Position w = 0; w < outcome.workloads.size(); ++w) {
    auto* served = std::get_if<ServingOutcome>(&outcome.workloads.entries[w].value);
    if (served) summarise_break_even(scenario, room, w, outcome.finance, *served, step);
  }
  evaluate_alternatives(scenario, room, outcome, step);
  break_even_clusters(scenario, room, outcome, step);
}

/// People and spares over all networks, and output for the energy.
template <class Step>
void summarise_whole(const Workspace& room, Outcome& outcome, Step& step) {
  OperationsOutcome& operations = outcome.operations;
  const auto kinds = [&] {
    operations.part_kinds = 0.0;
    for (const auto& each : outcome.fabrics) {
      if (each.value.size)
        operations.part_kinds += static_cast<double>(each.value.size->part_kinds);
    }
  };
  const auto of_fabric = [](const auto& each, std::size_t) {
    return each.value.size ? &each.value.size->part_kinds : nullptr;
  };
  step(kinds_card, operations.part_kinds, kinds, across(outcome.fabrics.entries, of_fabric));
  const Money* staff = outcome.finance.cost ? &outcome.finance.cost->opex.staff : nullptr;
  step(
      as_is_card, operations.cost, [&] { operations.cost = staff ? *staff : Money{}; }, staff);
  const auto perform = [&] {
    Tokens output{};
    for (const WorkloadMonths& each : room.workloads) output += each.tokens.output;
    outcome.finance.power_performance = Infeasible{&economics::no_tokens};
    if (output > Tokens{} && outcome.site.energy > Energy{}) {
      outcome.finance.power_performance = output / outcome.site.energy;
    }
  };
  const auto tokens = [](const WorkloadMonths& each, std::size_t) { return &each.tokens.output; };
  step(economics::tokens_per_energy_card, outcome.finance.power_performance, perform,
       across(room.workloads, tokens), outcome.site.energy);
}

template <class Step>
void summarise(const Scenario& scenario, Workspace& room, Outcome& outcome, Step& step) {
  const bool priced = all_priced(scenario, room);
  summarise_site(scenario, room, outcome.site, step);
  summarise_ramp(scenario, room, outcome.ramp, step);
  summarise_operations(scenario, room, outcome.operations, step);
  summarise_owners(scenario, room, priced, outcome, step);
  const bool earned =
      std::any_of(room.workloads.begin(), room.workloads.end(),
                  [](const WorkloadMonths& each) { return static_cast<bool>(each.revenue); });
  summarise_costs(scenario, room, priced, earned, outcome, step);
  summarise_shares(scenario, room, outcome, step);
  summarise_whole(room, outcome, step);
  const auto designs = across(room.stages.back().fabrics, &FabricState::design);
  const auto work = [](const WorkloadState& each, std::size_t) {
    return std::tuple(&each.training.step, &each.training.run, &each.serving.unit);
  };
  step(
      feasible_card, outcome.plan.feasible,
      [&] { outcome.plan.feasible = works(scenario, room) ? 1.0 : 0.0; }, designs,
      across(room.stages.back().workloads, work));
  summarise_requirements(scenario, outcome, step);
}

}  // namespace weft::plan
