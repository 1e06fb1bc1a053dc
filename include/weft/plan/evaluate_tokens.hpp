// SPDX-License-Identifier: Apache-2.0
// What tokens and tools cost, and which workload bears it.
#pragma once

#include "weft/economics/token_cost.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/demand.hpp"
#include "weft/plan/evaluate_money.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <variant>
#include <vector>

namespace weft::plan {

/// Demand that was met over the horizon: tasks, or direct requests.
[[nodiscard]] inline double met(const std::vector<Frequency>& demand,
                                const std::vector<double>& served) {
  double sum = 0.0;
  for (std::size_t m = 0; m < demand.size(); ++m) {
    sum += served[m] * ratio(demand[m] * one_month * token, token);
  }
  return sum;
}

/// Tokens that a serving workload handles over the horizon, and what one of each kind costs.
inline void count_tokens(const Stage& last, Position at, Workspace& room) {
  const auto& written = std::get<Serving>(last.plan.workloads.entries[at].value);
  WorkloadMonths& months = room.workloads[at];
  months.moved = {};
  for (Position w = 0; w < room.workloads.size(); ++w) {
    const WorkloadMonths& other = room.workloads[w];
    const double tasks = other.steps.empty() ? 0.0 : met(other.mean, other.served);
    for (Position s = 0; s < other.steps.size(); ++s) {
      if (last.workloads[w].calls[s] == at)
        months.moved = months.moved + tasks * other.uses[s].tokens;
    }
  }
  months.tokens = met(months.own, months.served) * tokens_of(written) + months.moved;
}

/// Tokens of a serving workload, and what one of each kind costs.
template <class Step>
void cost_tokens(const Scenario& scenario, Position at, Workspace& room, Step& step) {
  const Stage& last = scenario.last();
  const auto& written = std::get<Serving>(last.plan.workloads.entries[at].value);
  WorkloadMonths& months = room.workloads[at];
  const auto callers = [&](const WorkloadMonths& each, std::size_t w) {
    const auto& calls = last.workloads[w].calls;
    const bool asks = std::find(calls.begin(), calls.end(), std::optional(at)) != calls.end();
    using Series = const std::vector<double>*;
    return asks ? std::tuple(&each.mean, Series{&each.served}, &each.uses)
                : std::tuple<const std::vector<Frequency>*, Series,
                             const std::vector<application::StepUse>*>();
  };
  const auto& shape = written.traffic;
  step(
      tokens_card, parts(months.tokens, months.moved), [&] { count_tokens(last, at, room); },
      months.own, months.served, shape.input, shape.output, shape.prefix_cache_hit,
      across(room.workloads, callers));
  const ServingState& state = room.stages.back().workloads[at].serving;
  const auto split = [&] {
    months.unit_cost = {};
    if (!state.works()) return;
    const auto time = phase_requests(state, written, months.tokens);
    const auto cost =
        economics::token_cost(months.cost, time, months.tokens, written.engine.cached_effort);
    months.unit_cost = economics::unit_token_cost(cost, months.tokens);
  };
  step(economics::token_cost_card, months.unit_cost, split, months.cost, months.tokens,
       state.limit.prefill_share, state.unit, shape.input, shape.output, shape.prefix_cache_hit,
       written.engine.cached_effort);
}

/// Pays the tools that an application uses, month by month, and counts them over the horizon.
inline void book_tools(double tasks, WorkloadMonths& months, Workspace& room) {
  for (std::size_t m = 0; m < months.mean.size(); ++m) {
    const double done = months.served[m] * ratio(months.mean[m] * one_month * token, token);
    for (const auto& use : months.uses) room.paid[m] += done * use.tools;
  }
  for (const auto& use : months.uses) room.tools += tasks * use.tools;
}

/// Moves the cost of the tokens of one step, and its share of the network's cost.
inline void move_cost(Money moved, WorkloadMonths& from, WorkloadMonths& to) {
  const double share = from.cost > Money{} ? ratio(moved, from.cost) : 0.0;
  const Money network = share * from.network_cost;
  from.cost -= moved;
  from.network_cost -= network;
  to.cost += moved;
  to.network_cost += network;
}

/// Moves the cost of tokens that applications use from the serving workloads to them.
template <class Step>
void move_to_applications(const Scenario& scenario, Workspace& room, Step& step) {
  const Stage& last = scenario.last();
  for (Position w = 0; w < room.workloads.size(); ++w) {
    WorkloadMonths& months = room.workloads[w];
    if (months.steps.empty()) continue;
    fill_steps(last, w, room, months, step);
    const double tasks = met(months.mean, months.served);
    step(
        tools_card, parts(room.tools, room.paid), [&] { book_tools(tasks, months, room); },
        room.paid, months.mean, months.served, months.uses);
    for (Position s = 0; s < months.steps.size(); ++s) {
      const auto& use = months.uses[s];
      const auto called = last.workloads[w].calls[s];
      WorkloadMonths* from = called ? &room.workloads[*called] : nullptr;
      const auto move = [&] {
        months.cost += tasks * use.tools;
        if (from) move_cost(tasks * use.charge.total(), *from, months);
      };
      const auto gives =
          std::tuple(from ? &from->cost : nullptr, from ? &from->network_cost : nullptr);
      step(moved_cost_card, parts(months.cost, months.network_cost, gives), move, months.cost,
           months.network_cost, gives, months.mean, months.served, months.uses);
    }
  }
}

}  // namespace weft::plan
