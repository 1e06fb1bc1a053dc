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
inline void read_steps(const Stage& stage, Position at, const Workspace& room,
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

/// The same with what it reads.
template <class Step>
void fill_steps(const Stage& stage, Position at, const Workspace& room, WorkloadMonths& into,
                Step& step) {
  const auto& written = std::get<Application>(stage.plan.workloads.entries[at].value);
  const auto seen = [&](const std::optional<Position>& called, std::size_t) {
    return called ? &room.stages.back().workloads[*called].serving.seen : nullptr;
  };
  const auto priced = [&](const std::optional<Position>& called, std::size_t) {
    return called ? &room.workloads[*called].unit_cost : nullptr;
  };
  const auto cached = [&](const std::optional<Position>& called, std::size_t) {
    using Served = const double*;
    return called ? Served{&std::get<Serving>(stage.plan.workloads.entries[*called].value)
                                .traffic.prefix_cache_hit}
                  : Served{};
  };
  const auto& calls = stage.workloads[at].calls;
  step(
      application::step_tokens_card, parts(into.steps, into.uses, into.task),
      [&] { read_steps(stage, at, room, into); }, written.steps, written.retry, across(calls, seen),
      across(calls, priced), across(calls, cached));
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

/// Growth of the demand of a workload; null where it cannot grow.
[[nodiscard]] inline const PerPeriod* growth_of(const Workload& workload) {
  if (const auto* served = std::get_if<Serving>(&workload)) return &served->traffic.growth;
  if (const auto* tasks = std::get_if<Application>(&workload)) return &tasks->growth;
  if (const auto* servers = std::get_if<Traditional>(&workload)) return &servers->growth;
  return nullptr;
}

/// What grows or falls by itself, month by month: demand, prices, operating cost.
template <class Step>
void compound_all(const Scenario& scenario, Workspace& room, Step& step) {
  const Plan& plan = scenario.last().plan;
  const auto grow = [&](const PerPeriod* rate, std::vector<double>& into) {
    step(
        growth_card, into, [&] { compound(rate ? *rate : PerPeriod{}, into); }, rate);
  };
  for (Position w = 0; w < room.workloads.size(); ++w) {
    grow(growth_of(plan.workloads.entries[w].value), room.workloads[w].growth);
  }
  const PriceChange& change = plan.ecosystem.price_change;
  grow(&plan.finance.price_inflation, room.inflation);
  grow(&change.input, room.input_price);
  grow(&change.cached_input, room.cached_price);
  grow(&change.output, room.output_price);
  grow(&change.accelerator, room.rent);
  const auto discount = [&] {
    const double month = 1.0 / factor(plan.finance.discount_rate, 1.0);
    double worth = 1.0;
    for (double& each : room.discount) {
      each = worth;
      worth *= month;
    }
  };
  step(discount_card, room.discount, discount, plan.finance.discount_rate);
}

/// Requests that users send to the serving workload `at` over a span of months.
template <class Step>
void direct_demand(const Stage& stage, Position at, const Span& span, Workspace& room, Step& step) {
  const auto* served = std::get_if<Serving>(&stage.plan.workloads.entries[at].value);
  if (!served) return;
  const CalendarMonth start = stage.plan.time.start;
  WorkloadMonths& months = room.workloads[at];
  const auto ask = [&] {
    for (std::size_t m = span.begin; m < span.end; ++m) {
      const auto demand = grown(served->traffic.requests.at(start + static_cast<std::int64_t>(m)),
                                months.growth[m], served->traffic.peak_to_mean);
      months.own[m] = months.mean[m] = demand.mean;
      months.peak[m] = demand.peak;
    }
  };
  step(application::demand_card, parts(months.own, months.mean, months.peak), ask,
       served->traffic.requests, served->traffic.peak_to_mean, months.growth, room.spans);
}

/// Demand of the application `at` over a span of months, and the requests that it makes.
template <class Step>
void application_demand(const Stage& stage, Position at, const Span& span, Workspace& room,
                        Step& step) {
  WorkloadMonths& months = room.workloads[at];
  if (months.steps.empty()) return;
  const auto& written = std::get<Application>(stage.plan.workloads.entries[at].value);
  const CalendarMonth start = stage.plan.time.start;
  const auto ask = [&] {
    for (std::size_t m = span.begin; m < span.end; ++m) {
      const auto demand = grown(written.tasks.at(start + static_cast<std::int64_t>(m)),
                                months.growth[m], written.peak_to_mean);
      months.mean[m] = demand.mean;
      months.peak[m] = demand.peak;
    }
  };
  step(application::demand_card, parts(months.mean, months.peak), ask, written.tasks,
       written.peak_to_mean, months.growth, room.spans);
  for (Position s = 0; s < months.steps.size(); ++s) {
    const auto called = stage.workloads[at].calls[s];
    if (!called) continue;
    const auto& served = std::get<Serving>(stage.plan.workloads.entries[*called].value);
    const ServingState& state = room.stages[span.stage].workloads[*called].serving;
    WorkloadMonths& asked = room.workloads[*called];
    const auto add = [&] {
      const double each = equivalent_requests(state, served, months.uses[s].tokens);
      for (std::size_t m = span.begin; m < span.end; ++m) {
        asked.mean[m] += each * months.mean[m];
        asked.peak[m] += each * months.peak[m];
      }
    };
    step(application::call_rate_card, parts(asked.mean, asked.peak), add, asked.own, asked.peak,
         months.mean, months.peak, months.uses, state.limit, state.unit, served.traffic.input,
         served.traffic.output, served.traffic.prefix_cache_hit, served.engine.cached_effort);
  }
}

}  // namespace weft::plan
