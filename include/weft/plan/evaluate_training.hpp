// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/compute/llm_work.hpp"
#include "weft/plan/machine.hpp"
#include "weft/training/checkpoint.hpp"
#include "weft/training/run.hpp"
#include "weft/training/search.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>

namespace weft::plan {

inline constexpr Reason no_storage_fabric{"plan.no-storage-fabric",
                                          "no fabric carries checkpoints of this cluster"};

/// Accelerators that a training workload runs on in a stage.
[[nodiscard]] inline std::int64_t job_size(const Training& training, const ClusterState& cluster) {
  const std::int64_t there = cluster.units * cluster.each;
  return std::min(training.accelerators.value_or(there), there);
}

[[nodiscard]] inline training::Job job_of(const Training& training, std::int64_t accelerators) {
  return {.sequence = training.sequence,
          .global_batch = training.global_batch,
          .tokens = training.tokens,
          .accelerators = accelerators};
}

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
  const auto machine =
      machine_of(scenario, stage, state, *refs.cluster, written.precision, fabric::Role::scale_out);
  const auto& split = stage.choices[at].split;
  if (!machine || !split) {
    made.step = machine ? split.why() : machine.why();
    made.run = made.step.why();
    return;
  }
  if (split->accelerators() > machine->scale_up_domain && machine->scale_out_rate == Bandwidth{}) {
    made.step = Infeasible{&no_fabric_between};
    made.run = Infeasible{&no_fabric_between};
    return;
  }
  const auto work = compute::model_work(scenario.catalogue.llms.entries[*refs.llm].value);
  const auto job = job_of(written, split->accelerators());
  step(
      training::step_time_card, made.step,
      [&](const training::Parallel& chosen, const compute::Machine& on) {
        return training::step(work, job, chosen, on);
      },
      *split, *machine);
  if (!made.step) {
    made.run = made.step.why();
    return;
  }
  const training::Reliability reliability{
      .accelerator_interruption = stage.plan.operations.interruption,
      .restart = written.checkpoint.restart,
      .every = written.checkpoint.every};
  Time write{};
  Bytes size = training::checkpoint_bytes(work, reliability);
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
        return training::run(work, job, pace, reliability, write);
      },
      *made.step);
  made.traffic = training::traffic(work, job, *split, made.step->schedule, *machine,
                                   made.step->time.total(), size, write);
}

}  // namespace weft::plan
