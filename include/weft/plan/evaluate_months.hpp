// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/demand.hpp"
#include "weft/plan/need.hpp"
#include "weft/plan/share_cluster.hpp"
#include "weft/serving/open_loop.hpp"

#include <algorithm>
#include <tuple>
#include <variant>

namespace weft::plan {

/// Nothing is asked before the first phase, and what is asked before anything stands is not served.
inline void clear_months(std::size_t asked_from, WorkloadMonths& months) {
  months.used_months = months.runs = 0.0;
  for (auto* each : {&months.mean, &months.peak, &months.own}) {
    std::fill(each->begin(), each->end(), Frequency{});
  }
  for (auto* each : {&months.needed, &months.used, &months.busy}) {
    std::fill(each->begin(), each->end(), 0.0);
  }
  for (std::size_t m = 0; m < months.served.size(); ++m) {
    months.served[m] = m < asked_from ? 1.0 : 0.0;
  }
}

/// What a training workload gets out of its accelerators: a job keeps them while it runs.
inline void count_runs(const TrainingState& job, const Span& span, WorkloadMonths& months) {
  for (std::size_t m = span.begin; m < span.end; ++m) {
    months.used_months += months.used[m] * months.busy[m];
    if (!job.run) {
      if (months.needed[m] > 0.0) months.served[m] = 0.0;
    } else if (months.used[m] > 0.0) {
      months.runs += months.busy[m] * months.served[m] / ratio(job.run->time.total(), one_month);
    }
  }
}

/// What a workload gets over the months of a span in which its cluster stands. Others than training
/// keep their accelerators for the whole month.
template <class Step>
void count_use(const Stage& stage, Position at, const Span& span, Workspace& room, Step& step) {
  WorkloadMonths& months = room.workloads[at];
  const Workload& written = stage.plan.workloads.entries[at].value;
  const WorkloadState& state = room.stages[span.stage].workloads[at];
  if (std::holds_alternative<Training>(written)) {
    step(
        use_card, parts(months.used_months, months.runs, months.served),
        [&] { count_runs(state.training, span, months); }, months.used, months.busy, months.served,
        months.needed, state.training.run);
    return;
  }
  const bool broken = std::holds_alternative<Serving>(written) && !state.serving.works();
  step(
      use_card, months.used_months,
      [&] {
        for (std::size_t m = span.begin; m < span.end; ++m) months.used_months += months.used[m];
      },
      months.used);
  if (!broken) return;
  const auto stop = [&] {
    for (std::size_t m = span.begin; m < span.end; ++m) {
      if (months.peak[m] > Frequency{}) months.served[m] = 0.0;
    }
  };
  step(use_card, months.served, stop, months.served, months.peak, state.serving.most);
}

/// An application is served as far as the workloads are that it calls.
template <class Step>
void serve_application(const Stage& stage, Position at, const Span& span, Workspace& room,
                       Step& step) {
  WorkloadMonths& months = room.workloads[at];
  if (months.steps.empty()) return;
  const auto& calls = stage.workloads[at].calls;
  const auto serve = [&] {
    for (const auto& called : calls) {
      if (!called) continue;
      const auto& served = room.workloads[*called].served;
      for (std::size_t m = span.begin; m < span.end; ++m) {
        months.served[m] = std::min(months.served[m], served[m]);
      }
    }
  };
  const auto served = [&](const std::optional<Position>& called, std::size_t) {
    return called ? &room.workloads[*called].served : nullptr;
  };
  step(served_by_calls_card, months.served, serve, across(calls, served), room.spans);
}

/// Accelerators of a cluster that work, month by month.
inline void count_working(const Stage& stage, Position cluster, const Span& span, Workspace& room) {
  auto& sum = room.cluster_working[cluster];
  for (std::size_t m = span.begin; m < span.end; ++m) sum[m] = 0.0;
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    if (stage.workloads[w].cluster != cluster) continue;
    const WorkloadMonths& months = room.workloads[w];
    for (std::size_t m = span.begin; m < span.end; ++m) sum[m] += months.used[m] * months.busy[m];
  }
}

/// Demand, need and use of a span of months in which one stage stands.
template <class Step>
void evaluate_span(const Stage& stage, const Span& span, Workspace& room, Step& step) {
  const Position workloads = stage.workloads.size();
  for (Position w = 0; w < workloads; ++w) {
    if (!span.stands) continue;
    auto& served = room.workloads[w].served;
    for (std::size_t m = span.begin; m < span.end; ++m) served[m] = 1.0;
  }
  for (Position w = 0; w < workloads; ++w) direct_demand(stage, w, span, room, step);
  for (Position w = 0; w < workloads; ++w) application_demand(stage, w, span, room, step);
  for (Position w = 0; w < workloads; ++w) workload_need(stage, w, span, room, step);
  for (Position c = 0; c < stage.clusters.size(); ++c) share_cluster(stage, c, span, room, step);
  if (span.stands) {
    for (Position w = 0; w < workloads; ++w) count_use(stage, w, span, room, step);
  }
  for (Position w = 0; w < workloads; ++w) serve_application(stage, w, span, room, step);
  for (Position c = 0; c < stage.clusters.size(); ++c) {
    const auto on_it = [&](auto member) {
      return across(room.workloads, [&, member](const WorkloadMonths& each, std::size_t w) {
        return stage.workloads[w].cluster == c ? &(each.*member) : nullptr;
      });
    };
    step(
        use_card, room.cluster_working[c], [&] { count_working(stage, c, span, room); },
        on_it(&WorkloadMonths::used), on_it(&WorkloadMonths::busy));
  }
}

/// Demand, need and use, month by month. Sizes nothing: what a replica or a run does was computed
/// for the stage.
template <class Step>
void evaluate_months(const Scenario& scenario, Workspace& room, Step& step) {
  compound_all(scenario, room, step);
  for (Position w = 0; w < room.workloads.size(); ++w) {
    WorkloadMonths& each = room.workloads[w];
    step(
        nothing_asked_card,
        parts(each.mean, each.peak, each.own, each.needed, each.used, each.busy, each.served,
              each.used_months, each.runs),
        [&] { clear_months(room.asked_from, each); }, room.spans);
    if (!room.workloads[w].steps.empty()) {
      fill_steps(scenario.last(), w, room, room.workloads[w], step);
    }
  }
  for (Position c = 0; c < room.cluster_needed.size(); ++c) {
    std::fill_n(room.cluster_needed[c].begin(), room.asked_from, 0.0);
    std::fill_n(room.cluster_working[c].begin(), room.asked_from, 0.0);
  }
  for (const Span& span : room.spans) {
    evaluate_span(scenario.stages[span.stage], span, room, step);
  }
}

/// Raises the peak of a workload to the busiest month of a span: with most accelerators in use, and
/// of these the one with most requests.
inline void raise_peak(const WorkloadMonths& months, const Span& span, WorkloadState& state) {
  for (std::size_t m = span.begin; m < span.end; ++m) {
    const Frequency requests = months.served[m] * months.peak[m];
    if (months.used[m] < state.peak || months.used[m] <= 0.0) continue;
    if (months.used[m] > state.peak || requests > state.peak_requests) {
      state.peak = months.used[m];
      state.peak_requests = requests;
    }
  }
}

/// The busiest month of each stage: what its networks must carry.
template <class Step>
void evaluate_peaks(Workspace& room, Step& step) {
  for (StageState& stage : room.stages) {
    for (WorkloadState& each : stage.workloads) {
      each.peak = 0.0;
      each.peak_requests = {};
    }
  }
  for (const Span& span : room.spans) {
    if (!span.stands) continue;
    StageState& stage = room.stages[span.stage];
    for (Position w = 0; w < stage.workloads.size(); ++w) {
      const WorkloadMonths& months = room.workloads[w];
      WorkloadState& state = stage.workloads[w];
      step(
          busiest_month_card, parts(state.peak, state.peak_requests),
          [&] { raise_peak(months, span, state); }, months.used, months.peak, months.served,
          room.spans);
    }
  }
}

/// Requests a second that one unit gets in the busiest month of a stage.
[[nodiscard]] inline Frequency unit_load(const WorkloadState& work) {
  if (!work.serving.works() || work.peak <= 0.0) return {};
  return work.serving.unit.total() / work.peak * work.peak_requests;
}

/// Load of one unit in the busiest month of all stages.
[[nodiscard]] inline Frequency busiest_load(const Workspace& room, Position at) {
  Frequency busiest{};
  for (const StageState& stage : room.stages) {
    busiest = max(busiest, unit_load(stage.workloads[at]));
  }
  return busiest;
}

/// What requests see at that load, or at the limit of the unit where there is none. A load that was
/// asked before is not computed again.
inline void see(ServingState& state, Frequency busiest) {
  const Frequency load = busiest > Frequency{} ? min(busiest, *state.most) : *state.most;
  if (state.seen_at == load) return;
  state.seen = serving::open_loop(*state.load, load).value_or(state.limit);
  state.seen_at = load;
}

/// Latencies at the busiest load of a unit over all stages that serve alike: whole replicas are
/// deployed, so that each runs a little below its limit.
template <class Step>
void evaluate_latencies(Workspace& room, Step& step) {
  for (Position w = 0; w < room.workloads.size(); ++w) {
    const Frequency busiest = busiest_load(room, w);
    for (StageState& stage : room.stages) {
      ServingState& state = stage.workloads[w].serving;
      if (!state.works()) continue;
      const auto peaks = [w](const StageState& each, std::size_t) {
        const WorkloadState& work = each.workloads[w];
        return std::tuple(&work.peak, &work.peak_requests);
      };
      step(
          serving::open_loop_card, state.seen, [&] { see(state, busiest); }, state.load, state.most,
          state.unit, across(room.stages, peaks));
    }
  }
}

}  // namespace weft::plan
