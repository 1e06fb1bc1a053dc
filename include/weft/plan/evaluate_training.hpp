// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/training_job.hpp"
#include "weft/training/checkpoint.hpp"
#include "weft/training/run.hpp"
#include "weft/training/step_time.hpp"

#include <cstdint>
#include <variant>

namespace weft::plan {

inline constexpr Reason no_storage_fabric{"plan.no-storage-fabric",
                                          "no fabric carries checkpoints of this cluster"};

/// Write rate of all storage servers on the fabric that carries checkpoints.
[[nodiscard]] inline Bandwidth storage_write_rate(const Scenario& scenario, const Stage& stage,
                                                  const StageState& state, Position fabric) {
  Bandwidth sum{};
  for (const Attachment& each : stage.fabrics[fabric].attachments) {
    const auto& node = scenario.catalogue.nodes.entries[stage.clusters[each.cluster].node].value;
    if (node.storage) sum += state.clusters[each.cluster].units * node.storage->write;
  }
  return sum;
}

template <class Step>
void evaluate_training(const Scenario& scenario, const Stage& stage, Position at, StageState& state,
                       Step& step) {
  const auto& written = std::get<Training>(stage.plan.workloads.entries[at].value);
  const WorkloadRefs& refs = stage.workloads[at];
  TrainingState& made = state.workloads[at].training;
  made.traffic = {};
  made.accelerators = job_size(written, state.clusters[*refs.cluster]);
  if (made.accelerators == 0) {
    made.step = Infeasible{&no_units};
    made.run = Infeasible{&no_units};
    return;
  }
  const auto& split = stage.choices[at].split;
  if (!split) {
    made.step = split.why();
    made.run = split.why();
    return;
  }
  const auto rates = step_rates_of(scenario, stage, state, at, split->accelerators());
  if (!rates) {
    made.step = rates.why();
    made.run = rates.why();
    return;
  }
  const auto job = step_job(scenario, stage, at, split->accelerators(), *rates);
  step(
      training::step_terms_card, made.step,
      [&](const training::Parallel& chosen, const training::Links&) {
        return training::step(job, chosen);
      },
      *split, rates->links);
  if (!made.step) {
    made.run = made.step.why();
    return;
  }
  const training::Reliability reliability{
      .accelerator_interruption = stage.plan.operations.interruption,
      .restart = written.checkpoint.restart,
      .every = written.checkpoint.every};
  Time write{};
  Bytes size = training::checkpoint_bytes(job.model->work, reliability);
  const auto storage =
      stage.clusters[*refs.cluster].fabric_of[static_cast<std::size_t>(fabric::Role::storage)];
  if (storage) {
    const Bandwidth attached = static_cast<double>(made.accelerators) *
                               effective_for(stage, state, *refs.cluster, fabric::Role::storage);
    if (attached > Bandwidth{}) {
      write = training::checkpoint_write(size, storage_write_rate(scenario, stage, state, *storage),
                                         attached);
    }
  }
  step(
      training::time_to_train_card, made.run,
      [&](const training::Step& pace) {
        return training::run(job.model->work, job.job, pace, reliability, write);
      },
      *made.step);
  made.traffic = training::traffic(job.model->work, job.job, *split, made.step->schedule,
                                   rates->links.domain, made.step->time.total(), size, write);
}

}  // namespace weft::plan
