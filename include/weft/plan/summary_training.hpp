// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/evaluate_training.hpp"
#include "weft/plan/summary_money.hpp"

namespace weft::plan {

/// What a job does in a stage, or why it cannot run.
/// \param band    of measured over predicted steps.
/// \param stored  its checkpoints have a storage fabric to go to.
[[nodiscard]] inline Feasible<TrainingRun> training_run(const TrainingState& state,
                                                        const catalog::FitBand& band, bool stored) {
  if (!state.step) return state.step.why();
  if (!state.run) return state.run.why();
  TrainingRun now;
  now.step_time = state.step->time;
  now.step_time_low = band.low * now.step_time.total();
  now.step_time_high = band.high * now.step_time.total();
  now.mfu = state.step->mfu;
  now.tokens_per_second = state.step->tokens_per_second;
  now.memory_per_accelerator = state.step->memory.total();
  now.time_to_train = state.run->time.total();
  now.goodput = state.run->goodput();
  now.interruptions = state.run->interruptions;
  now.checkpoint_write = Infeasible{&no_storage_fabric};
  if (stored && state.run->checkpoint_write > Time{})
    now.checkpoint_write = state.run->checkpoint_write;
  now.cost_per_run = Infeasible{&no_price};
  return now;
}

/// The worst stage in which the job runs stands for all. One in which it does not run says nothing,
/// unless there is no other.
inline void summarise_training(const Scenario& scenario, const Workspace& room, Position at,
                               TrainingOutcome& made) {
  bool first = true;
  made.run = Infeasible{&no_units};
  const auto cluster = *scenario.last().workloads[at].cluster;
  const bool stored = scenario.last()
                          .clusters[cluster]
                          .fabric_of[static_cast<std::size_t>(fabric::Role::storage)]
                          .has_value();
  for (Position s = 0; s < room.stages.size(); ++s) {
    const StageState& stage = room.stages[s];
    const TrainingState& state = stage.workloads[at].training;
    const bool runs = stage.workloads[at].peak > 0.0;
    if (!runs && (!first || &stage != &room.stages.back())) continue;
    const auto now = training_run(state, scenario.stages[s].workloads[at].training->band, stored);
    if (!now) {
      if (first) made.run = now;
      continue;
    }
    if (first || now->time_to_train > made.run->time_to_train) made.run = now;
    first = false;
  }
}

}  // namespace weft::plan
