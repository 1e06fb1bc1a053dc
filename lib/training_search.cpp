// SPDX-License-Identifier: Apache-2.0
#include "training_search.hpp"

#include <array>
#include <utility>

namespace weft::report {
namespace {

training::StepJob planned_job(const TrainingCase& of, const catalog::TrainingFit& fit,
                              const training::StepRates& rates) {
  return {.model = &of.model,
          .job = of.job,
          .rates = &rates,
          .memory = training::planned_memory * of.accelerator.memory.usable.value_or(Bytes{}),
          .style = training::memory_style(*fit.stacks.find(of.stack), fit.layer)};
}

}  // namespace

Feasible<training::SplitSearch> choose_split(const TrainingCase& of,
                                             const catalog::TrainingFit& fit,
                                             const training::SplitFilter& allowed) {
  const auto rates = rates_of(of, fit);
  if (!rates) return rates.why();
  training::SplitLimits limits;
  limits.allowed = allowed;
  return training::search_splits(planned_job(of, fit, *rates), limits);
}

Feasible<training::JobFound> choose_job(const TrainingCase& of, const catalog::TrainingFit& fit,
                                        const training::SplitLimits& limits,
                                        training::Objective want, std::optional<Time> within) {
  const auto rates = rates_of(of, fit);
  if (!rates) return rates.why();
  return training::search_job(planned_job(of, fit, *rates), limits, want, within);
}

std::string split_text(const training::Parallel& split) {
  std::string made;
  const std::array<std::pair<std::string_view, std::int64_t>, 7> parts{
      {{"tensor", split.tensor},
       {"pipeline", split.pipeline},
       {"chunks", split.virtual_stages},
       {"data", split.data},
       {"context", split.context},
       {"expert", split.expert},
       {"micro-batch", split.micro_batch}}};
  for (const auto& [name, count] : parts) {
    if (count == 1) continue;
    made += (made.empty() ? "" : ", ") + std::string(name) + " " + std::to_string(count);
  }
  if (split.zero >= 3) made += (made.empty() ? "" : ", ") + std::string("weights sharded");
  if (split.recompute == training::Recompute::full) made += ", full recompute";
  return made;
}

}  // namespace weft::report
