// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/evaluate_training.hpp"
#include "weft/plan/summary_money.hpp"
#include "weft/training/memory.hpp"
#include "weft/training/stated_band.hpp"

#include <tuple>

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
inline void keep_worst_run(const Scenario& scenario, const Workspace& room, Position at,
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

template <class Step>
void summarise_training(const Scenario& scenario, const Workspace& room, Position at,
                        TrainingOutcome& made, Step& step) {
  const auto steps = across(room.stages, [at](const StageState& each, std::size_t) {
    return std::tuple(&each.workloads[at].training.step, &each.workloads[at].peak);
  });
  const auto runs = across(room.stages, [at](const StageState& each, std::size_t) {
    return &each.workloads[at].training.run;
  });
  step(
      worst_phase_card, made.run, [&] { keep_worst_run(scenario, room, at, made); }, steps, runs);
  if (!made.run) return;
  const auto kept = [] {};  // with the run, above
  TrainingRun& run = *made.run;
  step(training::step_terms_card, parts(run.step_time, run.tokens_per_second), kept, steps, runs);
  const auto& fits = scenario.catalogue.training_fits.entries;
  step(training::stated_band_card, parts(run.step_time_low, run.step_time_high), kept,
       run.step_time, fits[scenario.last().workloads[at].training->fit].value.bands);
  step(training::mfu_card, run.mfu, kept, steps, runs);
  step(training::state_memory_card, run.memory_per_accelerator, kept, steps, runs);
  step(training::time_to_train_card, run.time_to_train, kept, steps, runs);
  step(training::loss_card, parts(run.goodput, run.interruptions), kept, steps, runs);
  step(training::checkpoint_write_card, run.checkpoint_write, kept, steps, runs);
}

}  // namespace weft::plan
