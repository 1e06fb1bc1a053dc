// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/demand.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/plan/evaluate_serving.hpp"
#include "weft/plan/stage_state.hpp"
#include "weft/units/growth.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace weft::plan {

/// The steps of an application as its formulas take them. Prices and latencies of the called
/// workloads are those that are known when it is called.
inline void fill_steps(const Stage& stage, Position at, const Workspace& room,
                       WorkloadMonths& into) {
  const auto& written = std::get<Application>(stage.plan.workloads.entries[at].value);
  const auto& calls = stage.workloads[at].calls;
  for (Position s = 0; s < into.steps.size(); ++s) {
    const Step& from = written.steps.entries[s].value;
    application::AgentStep& step = into.steps[s];
    step.times = {from.times.mean, from.times.p95.value_or(from.times.mean)};
    step.calls_model = calls[s].has_value();
    step.input = from.input;
    step.output = from.output;
    step.resends_history = from.history == History::resent;
    step.pause = from.pause;
    step.tool_time = from.time;
    step.tool_cost = from.cost;
    if (!calls[s]) continue;
    const auto& served = std::get<Serving>(stage.plan.workloads.entries[*calls[s]].value);
    step.cached_share = served.traffic.prefix_cache_hit;
    step.prices = room.workloads[*calls[s]].unit_cost;
    const ServingState& state = room.stages.back().workloads[*calls[s]].serving;
    if (!state.works()) continue;
    const serving::OpenLoop& seen = state.seen;
    step.latency = {seen.ttft_p50, seen.ttft_p95, seen.tpot_p50 / token, seen.tpot_p95 / token};
  }
  application::run_steps(into.steps, written.retry, into.uses);
  into.task = application::task_use(into.uses);
}

/// Tokens of one request of the shape that a serving workload states.
[[nodiscard]] inline application::TokenUse tokens_of(const Serving& served) {
  return application::split_by_cache(served.traffic.input.mean, served.traffic.prefix_cache_hit,
                                     served.traffic.output.mean);
}

/// Accelerator time of prefill and of decode for some tokens, in requests of the stated shape.
[[nodiscard]] inline economics::PhaseTime phase_requests(const ServingState& of,
                                                         const Serving& served,
                                                         const application::TokenUse& tokens) {
  const application::TokenUse shape = tokens_of(served);
  const auto part = [](Tokens asked, Tokens each) {
    return each > Tokens{} ? ratio(asked, each) : 0.0;
  };
  const auto weighted = [&](const application::TokenUse& use) {
    return use.input + served.engine.cached_effort * use.cached_input;
  };
  double prefill = of.limit.prefill_share;
  if (of.layout.apart) {
    prefill = 1.0 - static_cast<double>(of.unit.accelerators) / of.unit.total();
  }
  return {prefill * part(weighted(tokens), weighted(shape)) * second,
          (1.0 - prefill) * part(tokens.output, shape.output) * second, Time{}};
}

/// Requests of the stated shape that take the accelerators as long as the tokens of one task do.
[[nodiscard]] inline double equivalent_requests(const ServingState& of, const Serving& served,
                                                const application::TokenUse& tokens) {
  if (!of.works()) return 0.0;
  return ratio(phase_requests(of, served, tokens).busy(), second);
}

/// Demand of a month: application::demand_at with a growth that was compounded before.
[[nodiscard]] inline application::DemandAt grown(Frequency first, double growth,
                                                 double peak_to_mean) {
  const Frequency mean = growth * first;
  return {mean, peak_to_mean * mean};
}

/// Growth of the demand of a workload; none where it does not grow.
[[nodiscard]] inline PerPeriod growth_of(const Workload& workload) {
  if (const auto* served = std::get_if<Serving>(&workload)) return served->traffic.growth;
  if (const auto* tasks = std::get_if<Application>(&workload)) return tasks->growth;
  if (const auto* servers = std::get_if<Traditional>(&workload)) return servers->growth;
  return {};
}

/// What grows or falls by itself, month by month: demand, prices, operating cost.
inline void compound_all(const Scenario& scenario, Workspace& room) {
  const Plan& plan = scenario.last().plan;
  for (Position w = 0; w < room.workloads.size(); ++w) {
    compound(growth_of(plan.workloads.entries[w].value), room.workloads[w].growth);
  }
  const PriceChange& change = plan.ecosystem.price_change;
  compound(plan.finance.price_inflation, room.inflation);
  compound(change.input, room.input_price);
  compound(change.cached_input, room.cached_price);
  compound(change.output, room.output_price);
  compound(change.accelerator, room.rent);
  const double month = 1.0 / factor(plan.finance.discount_rate, 1.0);
  double worth = 1.0;
  for (double& each : room.discount) {
    each = worth;
    worth *= month;
  }
}

/// Requests that users send to the serving workload `at` over a span of months.
inline void direct_demand(const Stage& stage, Position at, const Span& span, Workspace& room) {
  const auto* served = std::get_if<Serving>(&stage.plan.workloads.entries[at].value);
  if (!served) return;
  const CalendarMonth start = stage.plan.time.start;
  WorkloadMonths& months = room.workloads[at];
  for (std::size_t m = span.begin; m < span.end; ++m) {
    const auto demand = grown(served->traffic.requests.at(start + static_cast<std::int64_t>(m)),
                              months.growth[m], served->traffic.peak_to_mean);
    months.own[m] = months.mean[m] = demand.mean;
    months.peak[m] = demand.peak;
  }
}

/// Demand of the application `at` over a span of months, and the requests that it makes.
inline void application_demand(const Stage& stage, Position at, const Span& span, Workspace& room) {
  WorkloadMonths& months = room.workloads[at];
  if (months.steps.empty()) return;
  const auto& written = std::get<Application>(stage.plan.workloads.entries[at].value);
  const CalendarMonth start = stage.plan.time.start;
  for (std::size_t m = span.begin; m < span.end; ++m) {
    const auto demand = grown(written.tasks.at(start + static_cast<std::int64_t>(m)),
                              months.growth[m], written.peak_to_mean);
    months.mean[m] = demand.mean;
    months.peak[m] = demand.peak;
  }
  for (Position s = 0; s < months.steps.size(); ++s) {
    const auto called = stage.workloads[at].calls[s];
    if (!called) continue;
    const auto& served = std::get<Serving>(stage.plan.workloads.entries[*called].value);
    const double each = equivalent_requests(room.stages[span.stage].workloads[*called].serving,
                                            served, months.uses[s].tokens);
    WorkloadMonths& asked = room.workloads[*called];
    for (std::size_t m = span.begin; m < span.end; ++m) {
      asked.mean[m] += each * months.mean[m];
      asked.peak[m] += each * months.peak[m];
    }
  }
}

}  // namespace weft::plan
