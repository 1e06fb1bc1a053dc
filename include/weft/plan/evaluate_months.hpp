// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <variant>

#include "weft/application/demand.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/plan/evaluate_workloads.hpp"
#include "weft/plan/stage_state.hpp"
#include "weft/units/growth.hpp"

namespace weft::plan {

/// The steps of an application as its formulas take them. Prices and latencies of the called
/// workloads are those that are known when it is called.
inline void fill_steps(const Stage& stage, Position at, const Workspace& room, WorkloadMonths& into) {
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
    const serving::Latency& seen = state.seen;
    step.latency = {seen.ttft_p50.total(), seen.ttft_p95.total(), seen.tpot_p50 / token,
                    seen.tpot_p95 / token};
  }
  application::run_steps(into.steps, written.retry, into.uses);
  into.task = application::task_use(into.uses);
}

/// What a token from the prefix cache takes against a fresh one. No measurement gives it: sellers ask
/// 0.1 to 0.5 of the input price (price fact cache-read), and the low end is taken.
inline constexpr double cached_effort = 0.1;

/// Tokens of one request of the shape that a serving workload states.
[[nodiscard]] inline application::TokenUse tokens_of(const Serving& served) {
  return application::split_by_cache(served.traffic.input.mean, served.traffic.prefix_cache_hit,
                                     served.traffic.output.mean);
}

/// Accelerator time of prefill and of decode for some tokens, in requests of the stated shape.
[[nodiscard]] inline economics::PhaseTime phase_requests(const ServingState& of,
                                                         const application::TokenUse& shape,
                                                         const application::TokenUse& tokens) {
  const auto part = [](Tokens asked, Tokens each) {
    return each > Tokens{} ? ratio(asked, each) : 0.0;
  };
  const auto weighted = [](const application::TokenUse& use) {
    return use.input + cached_effort * use.cached_input;
  };
  double prefill = 1.0;
  if (shape.output > Tokens{}) {
    prefill = of.replica->state.prefill_share;
    if (of.pools) {
      const auto decode = static_cast<double>(of.apart->decode.deployment.accelerators());
      prefill = 1.0 - decode / of.accelerators;
    }
  }
  return {prefill * part(weighted(tokens), weighted(shape)) * second,
          (1.0 - prefill) * part(tokens.output, shape.output) * second, Time{}};
}

/// Requests of the stated shape that take the accelerators as long as the tokens of one task do.
[[nodiscard]] inline double equivalent_requests(const ServingState& of, const Serving& served,
                                                const application::TokenUse& tokens) {
  if (!of.works()) return 0.0;
  return ratio(phase_requests(of, tokens_of(served), tokens).busy(), second);
}

/// Demand of a month: application::demand_at with a growth that was compounded before.
[[nodiscard]] inline application::DemandAt grown(Frequency first, double growth, double peak_to_mean) {
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
}

/// Demand of the application `at` in a month, and the requests that it makes.
inline void application_demand(const Stage& stage, const StageState* state, Position at,
                               CalendarMonth start, std::size_t m, Workspace& room) {
  const auto& written = std::get<Application>(stage.plan.workloads.entries[at].value);
  WorkloadMonths& months = room.workloads[at];
  const application::DemandAt demand = grown(
      written.tasks.at(start + static_cast<std::int64_t>(m)), months.growth[m], written.peak_to_mean);
  months.mean[m] = demand.mean;
  months.peak[m] = demand.peak;
  if (!state) return;
  for (Position s = 0; s < months.steps.size(); ++s) {
    const auto called = stage.workloads[at].calls[s];
    if (!called) continue;
    const auto& served = std::get<Serving>(stage.plan.workloads.entries[*called].value);
    const double each =
        equivalent_requests(state->workloads[*called].serving, served, months.uses[s].tokens);
    room.workloads[*called].mean[m] += each * demand.mean;
    room.workloads[*called].peak[m] += each * demand.peak;
  }
}

/// Share of a month in which a training workload runs, and the runs that begin in it.
struct RunsInMonth {
  double active = 0.0;
  double begun = 0.0;
};
[[nodiscard]] inline RunsInMonth runs_in_month(const Training& written, CalendarMonth start, Time run,
                                               double month) {
  const double first = written.from ? static_cast<double>(months_between(start, *written.from)) : 0.0;
  const double length = ratio(run, one_month);
  if (!written.repeat || *written.repeat <= Time{}) {
    const double begin = std::max(first, month);
    const double end = std::min(first + length, month + 1.0);
    return {std::max(0.0, end - begin), first >= month && first < month + 1.0 ? 1.0 : 0.0};
  }
  const double every = std::max(ratio(*written.repeat, one_month), length);
  const auto active_before = [&](double date) {
    if (date <= first) return 0.0;
    const double cycles = std::floor((date - first) / every);
    return cycles * length + std::min(length, date - first - cycles * every);
  };
  const auto begun_before = [&](double date) {
    return date <= first ? 0.0 : std::ceil((date - first) / every);
  };
  return {active_before(month + 1.0) - active_before(month),
          begun_before(month + 1.0) - begun_before(month)};
}

/// What one workload needs in a month, before its cluster is asked whether it has that much.
inline void workload_need(const Stage& stage, const StageState* state, Position at,
                          CalendarMonth start, std::size_t m, Workspace& room) {
  WorkloadMonths& months = room.workloads[at];
  const Workload& workload = stage.plan.workloads.entries[at].value;
  const auto month = static_cast<double>(m);
  if (const auto* served = std::get_if<Serving>(&workload)) {
    if (!state) return;
    months.needed[m] = accelerators_for(state->workloads[at].serving, months.peak[m],
                                        stage.plan.operations.headroom);
    months.busy[m] = months.peak[m] > Frequency{} ? ratio(months.mean[m], months.peak[m]) : 0.0;
    if (served->accelerators && state->workloads[at].serving.works()) {
      // A fixed reservation is kept whether the demand fills it or not.
      const auto kept = static_cast<double>(*served->accelerators);
      if (months.needed[m] > 0.0) months.busy[m] *= std::min(1.0, months.needed[m] / kept);
      months.needed[m] = std::max(kept, months.needed[m]);
    }
  } else if (const auto* trained = std::get_if<Training>(&workload)) {
    if (!state || !state->workloads[at].training.run) return;
    const auto runs =
        runs_in_month(*trained, start, state->workloads[at].training.run->time.total(), month);
    const auto asked = trained->accelerators.value_or(state->workloads[at].training.accelerators);
    months.needed[m] = runs.active > 0.0 ? static_cast<double>(asked) : 0.0;
    months.busy[m] = runs.active;
    months.runs += runs.begun;
  } else if (const auto* rented = std::get_if<Rental>(&workload)) {
    months.needed[m] = static_cast<double>(rented->accelerators);
    months.busy[m] = rented->occupancy;
  } else if (const auto* servers = std::get_if<Traditional>(&workload)) {
    months.needed[m] = std::ceil(static_cast<double>(servers->servers) *
                                     months.growth[m] - 1e-9);
    months.busy[m] = 1.0 / servers->peak_to_mean;
  }
}

/// Gives the accelerators of each cluster to its workloads: training, rental and servers first, what
/// is left to serving in proportion to need.
inline void share_clusters(const Stage& stage, const StageState* state, std::size_t m, Workspace& room) {
  std::fill(room.kept.begin(), room.kept.end(), 0.0);
  std::fill(room.serving.begin(), room.serving.end(), 0.0);
  const auto serves = [&](Position w) {
    return std::holds_alternative<Serving>(stage.plan.workloads.entries[w].value);
  };
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    const auto cluster = stage.workloads[w].cluster;
    if (cluster) (serves(w) ? room.serving : room.kept)[*cluster] += room.workloads[w].needed[m];
  }
  for (Position c = 0; c < stage.clusters.size(); ++c) {
    room.cluster_needed[c][m] = room.kept[c] + room.serving[c];
  }
  if (!state) return;
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    const auto cluster = stage.workloads[w].cluster;
    WorkloadMonths& months = room.workloads[w];
    if (!cluster || months.needed[m] <= 0.0) continue;
    const double capacity = state->clusters[*cluster].capacity();
    const double kept = room.kept[*cluster];
    const double left = std::max(0.0, capacity - kept);
    const double share = serves(w) ? std::min(1.0, left / room.serving[*cluster])
                                   : std::min(1.0, capacity / kept);
    months.used[m] = share * months.needed[m];
    months.served[m] = share;
  }
}

/// Demand, need and use, month by month. Sizes nothing: what a replica or a run does was computed
/// for the stage.
inline void evaluate_months(const Scenario& scenario, Workspace& room) {
  compound_all(scenario, room);
  const Stage& first = scenario.stages.front();
  const CalendarMonth start = first.plan.time.start;
  for (Position w = 0; w < room.workloads.size(); ++w) {
    room.workloads[w].used_months = room.workloads[w].runs = 0.0;
    if (!room.workloads[w].steps.empty()) {
      fill_steps(scenario.last(), w, room, room.workloads[w]);
    }
  }
  for (std::size_t m = 0; m < static_cast<std::size_t>(scenario.months); ++m) {
    const auto s = room.stage_of[m];
    const Stage& stage = s < 0 ? first : scenario.stages[static_cast<std::size_t>(s)];
    const StageState* state = s < 0 ? nullptr : &room.stages[static_cast<std::size_t>(s)];
    for (Position w = 0; w < stage.workloads.size(); ++w) {
      WorkloadMonths& months = room.workloads[w];
      months.mean[m] = months.peak[m] = months.own[m] = {};
      months.needed[m] = months.used[m] = months.busy[m] = 0.0;
      months.served[m] = s < 0 && m >= room.asked_from ? 0.0 : 1.0;
      if (m < room.asked_from) continue;
      if (const auto* served = std::get_if<Serving>(&stage.plan.workloads.entries[w].value)) {
        const auto& traffic = served->traffic;
        const auto demand = grown(traffic.requests.at(start + static_cast<std::int64_t>(m)),
                                  months.growth[m], traffic.peak_to_mean);
        months.own[m] = months.mean[m] = demand.mean;
        months.peak[m] = demand.peak;
      }
    }
    if (m < room.asked_from) {
      for (auto& each : room.cluster_needed) each[m] = 0.0;
      continue;
    }
    for (Position w = 0; w < stage.workloads.size(); ++w) {
      if (!room.workloads[w].steps.empty()) application_demand(stage, state, w, start, m, room);
    }
    for (Position w = 0; w < stage.workloads.size(); ++w) {
      workload_need(stage, state, w, start, m, room);
    }
    share_clusters(stage, state, m, room);
    for (Position w = 0; w < stage.workloads.size(); ++w) {
      WorkloadMonths& months = room.workloads[w];
      months.used_months += months.used[m];
      if (state && std::holds_alternative<Serving>(stage.plan.workloads.entries[w].value) &&
          !state->workloads[w].serving.works() && months.peak[m] > Frequency{}) {
        months.served[m] = 0.0;  // no replica keeps the limits
      }
      if (!months.steps.empty()) {
        for (const auto& called : stage.workloads[w].calls) {
          if (called) months.served[m] = std::min(months.served[m], room.workloads[*called].served[m]);
        }
      }
    }
  }
}

/// The busiest month of each stage: what its networks must carry.
inline void evaluate_peaks(const Scenario& scenario, Workspace& room) {
  for (StageState& stage : room.stages) {
    for (WorkloadState& each : stage.workloads) {
      each.peak = 0.0;
      each.peak_requests = {};
    }
  }
  for (std::size_t m = 0; m < static_cast<std::size_t>(scenario.months); ++m) {
    if (room.stage_of[m] < 0) continue;
    StageState& stage = room.stages[static_cast<std::size_t>(room.stage_of[m])];
    for (Position w = 0; w < stage.workloads.size(); ++w) {
      const WorkloadMonths& months = room.workloads[w];
      const Frequency requests = months.served[m] * months.peak[m];
      if (months.used[m] < stage.workloads[w].peak || months.used[m] <= 0.0) continue;
      if (months.used[m] > stage.workloads[w].peak || requests > stage.workloads[w].peak_requests) {
        stage.workloads[w].peak = months.used[m];
        stage.workloads[w].peak_requests = requests;
      }
    }
  }
}

/// Requests a second that one replica gets in the busiest month of a stage.
[[nodiscard]] inline Frequency replica_load(const WorkloadState& work) {
  if (!work.serving.works() || work.peak <= 0.0) return {};
  return work.serving.accelerators / work.peak * work.peak_requests;
}

/// Latencies at the busiest load of a replica over all stages that serve alike: whole replicas are
/// deployed, so that each runs a little below its limit.
inline void evaluate_latencies(Workspace& room) {
  for (Position w = 0; w < room.workloads.size(); ++w) {
    Frequency busiest{};
    for (const StageState& stage : room.stages) {
      busiest = max(busiest, replica_load(stage.workloads[w]));
    }
    const ServingState* done = nullptr;
    for (StageState& stage : room.stages) {
      ServingState& state = stage.workloads[w].serving;
      if (!state.works()) continue;
      if (done && done->server == state.server && done->replica->deployment == state.replica->deployment) {
        state.seen = done->seen;
        continue;
      }
      state.seen = state.pools ? state.apart->latency : state.replica->latency;
      if (!state.pools && busiest > Frequency{}) {
        const auto at = serving::latency_at_load(state.server, state.replica->deployment, state.shape,
                                                 state.replica->memory, min(busiest, state.requests));
        if (at) state.seen = *at;
      }
      done = &state;
    }
  }
}

}  // namespace weft::plan
