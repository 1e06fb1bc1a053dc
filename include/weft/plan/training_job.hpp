// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/compute/precision.hpp"
#include "weft/plan/evaluate_fabrics.hpp"
#include "weft/plan/work_reasons.hpp"
#include "weft/training/links.hpp"
#include "weft/training/step_job.hpp"

#include <algorithm>
#include <cstdint>
#include <variant>

namespace weft::plan {

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

/// Links of the accelerators of a cluster, or that a job of this size has none between domains.
[[nodiscard]] inline Feasible<training::Links> links_for(const Scenario& scenario,
                                                         const Stage& stage,
                                                         const StageState& state, Position cluster,
                                                         std::int64_t accelerators,
                                                         const catalog::LayerFit& layer) {
  const ClusterRefs& refs = stage.clusters[cluster];
  const catalog::Accelerator& part =
      scenario.catalogue.accelerators.entries[*refs.accelerator].value;
  const catalog::LinkProfile* profile =
      refs.profile ? &scenario.catalogue.profiles.entries[*refs.profile].value : nullptr;
  const std::int64_t domain = std::min(
      part.scale_up.domain, scenario.catalogue.nodes.entries[refs.node].value.scale_up_domain);
  const Bandwidth effective = effective_for(stage, state, cluster, fabric::Role::scale_out);
  if (effective > Bandwidth{}) {
    const Bandwidth line = line_rate_for(stage, state, cluster, fabric::Role::scale_out);
    return training::links_of(part, profile, domain, training::planned_net(line, effective, layer),
                              layer);
  }
  if (accelerators > domain) return Infeasible{&no_fabric_between};
  // Nothing leaves the domain: what would is on its links.
  return training::links_of(part, profile, domain, part.scale_up.rate.value_or(layer.adapters),
                            layer);
}

/// Rates of the steps of a training workload on its cluster and the networks of the plan.
[[nodiscard]] inline Feasible<training::StepRates> step_rates_of(const Scenario& scenario,
                                                                 const Stage& stage,
                                                                 const StageState& state,
                                                                 Position at,
                                                                 std::int64_t accelerators) {
  const auto& written = std::get<Training>(stage.plan.workloads.entries[at].value);
  const WorkloadRefs& refs = stage.workloads[at];
  const catalog::TrainingFit& fit =
      scenario.catalogue.training_fits.entries[refs.training->fit].value;
  const catalog::Accelerator& part =
      scenario.catalogue.accelerators.entries[*stage.clusters[*refs.cluster].accelerator].value;
  const auto links = links_for(scenario, stage, state, *refs.cluster, accelerators, fit.layer);
  if (!links) return links.why();
  const auto stack_at = [&](Position which) { return &fit.stacks.entries[which].value; };
  return training::step_rates(
      {.accelerator = &part,
       .kernels = &fit.kernels.entries[refs.training->kernels].value,
       .stack = stack_at(refs.training->stack),
       .like = refs.training->like ? stack_at(*refs.training->like) : nullptr,
       .layer = &fit.layer,
       .links = *links,
       .precision = compute::widened(part.peak, written.precision)});
}

/// The job of a training workload on some accelerators.
[[nodiscard]] inline training::StepJob step_job(const Scenario& scenario, const Stage& stage,
                                                Position at, std::int64_t accelerators,
                                                const training::StepRates& rates) {
  const auto& written = std::get<Training>(stage.plan.workloads.entries[at].value);
  const WorkloadRefs& refs = stage.workloads[at];
  const catalog::TrainingFit& fit =
      scenario.catalogue.training_fits.entries[refs.training->fit].value;
  const catalog::Accelerator& part =
      scenario.catalogue.accelerators.entries[*stage.clusters[*refs.cluster].accelerator].value;
  return {
      .model = &refs.training->model,
      .job = job_of(written, accelerators),
      .rates = &rates,
      .memory = part.memory.usable.value_or(Bytes{}),
      .style = training::memory_style(fit.stacks.entries[refs.training->stack].value, fit.layer)};
}

}  // namespace weft::plan
