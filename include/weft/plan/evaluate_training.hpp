// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/cards.hpp"
#include "weft/plan/step_inputs.hpp"
#include "weft/plan/training_job.hpp"
#include "weft/training/checkpoint.hpp"
#include "weft/training/run.hpp"
#include "weft/training/step_time.hpp"

#include <cstdint>
#include <optional>
#include <tuple>
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

/// Storage servers on the fabric that carries checkpoints.
[[nodiscard]] inline auto servers_behind(const Scenario& scenario, const Stage& stage,
                                         const StageState& state,
                                         const std::optional<Position>& fabric) {
  return across(state.clusters, [&scenario, &stage, &fabric](const ClusterState& each,
                                                             std::size_t at) {
    const auto& node = scenario.catalogue.nodes.entries[stage.clusters[at].node].value;
    const bool there = fabric && node.storage && detail::is_attached_to(stage.fabrics[*fabric], at);
    return there ? std::tuple(&each.units, &node.storage)
                 : std::tuple<const std::int64_t*, const std::optional<catalog::NodeStorage>*>();
  });
}

template <class Step>
void evaluate_training(const Scenario& scenario, const Stage& stage, Position at, StageState& state,
                       Step& step) {
  const auto& written = std::get<Training>(stage.plan.workloads.entries[at].value);
  const WorkloadRefs& refs = stage.workloads[at];
  TrainingState& made = state.workloads[at].training;
  made.traffic = {};
  step(
      job_size_card, made.accelerators,
      [&] { made.accelerators = job_size(written, state.clusters[*refs.cluster]); },
      written.accelerators, state.clusters[*refs.cluster].units,
      state.clusters[*refs.cluster].each);
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
  const auto machine =
      machine_inputs(scenario, stage, state, *refs.cluster, fabric::Role::scale_out);
  const ClusterState& cluster = state.clusters[*refs.cluster];
  const auto& parts_of = scenario.catalogue;
  step(
      training::step_terms_card, made.step, [&] { made.step = training::step(job, *split); },
      *split, parts(cluster.units, cluster.each), written.accelerators, written.sequence,
      written.global_batch, written.tokens, machine, parts_of.llms.entries[*refs.llm].value,
      parts_of.training_fits.entries[refs.training->fit].value,
      detail::record_at(parts_of.profiles, stage.clusters[*refs.cluster].profile));
  if (!made.step) {
    made.run = made.step.why();
    return;
  }
  const training::Reliability reliability{
      .accelerator_interruption = stage.plan.operations.interruption,
      .restart = written.checkpoint.restart,
      .every = written.checkpoint.every};
  Time write{};
  const Bytes size = training::checkpoint_bytes(job.model->work, reliability);
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
  const auto saves =
      std::tuple(&written.checkpoint, storage ? &state.fabrics[*storage].balancing : nullptr,
                 storage ? &state.fabrics[*storage].design : nullptr,
                 storage ? &state.fabrics[*storage].injection : nullptr);
  step(
      training::time_to_train_card, made.run,
      [&] { made.run = training::run(job.model->work, job.job, *made.step, reliability, write); },
      *made.step, written.tokens, stage.plan.operations.interruption, saves,
      servers_behind(scenario, stage, state, storage));
  step(
      training::traffic_card, made.traffic,
      [&] {
        made.traffic = training::traffic(job.model->work, job.job, *split, made.step->schedule,
                                         rates->links.domain, made.step->time.total(), size, write);
      },
      *made.step, *split, written.sequence, written.global_batch, saves,
      servers_behind(scenario, stage, state, storage));
}

}  // namespace weft::plan
