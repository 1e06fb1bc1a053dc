// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/demand.hpp"
#include "weft/plan/need.hpp"
#include "weft/serving/capacity.hpp"

#include <algorithm>
#include <variant>

namespace weft::plan {

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
      const Workload& written = stage.plan.workloads.entries[w].value;
      const bool trains = std::holds_alternative<Training>(written);
      // A job keeps its accelerators while it runs; others keep them for the whole month.
      months.used_months += months.used[m] * (trains ? months.busy[m] : 1.0);
      if (trains && state && state->workloads[w].training.run && months.used[m] > 0.0) {
        months.runs += months.busy[m] * months.served[m] /
                       ratio(state->workloads[w].training.run->time.total(), one_month);
      }
      if (trains && state && !state->workloads[w].training.run && months.needed[m] > 0.0) {
        months.served[m] = 0.0;
      }
      if (state && std::holds_alternative<Serving>(written) &&
          !state->workloads[w].serving.works() && months.peak[m] > Frequency{}) {
        months.served[m] = 0.0;  // no replica keeps the limits
      }
      if (!months.steps.empty()) {
        for (const auto& called : stage.workloads[w].calls) {
          if (called)
            months.served[m] = std::min(months.served[m], room.workloads[*called].served[m]);
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
      if (done && done->server == state.server &&
          done->replica->deployment == state.replica->deployment) {
        state.seen = done->seen;
        continue;
      }
      state.seen = state.pools ? state.apart->latency : state.replica->latency;
      if (!state.pools && busiest > Frequency{}) {
        const auto at =
            serving::latency_at_load(state.server, state.replica->deployment, state.shape,
                                     state.replica->memory, min(busiest, state.requests));
        if (at) state.seen = *at;
      }
      done = &state;
    }
  }
}

}  // namespace weft::plan
