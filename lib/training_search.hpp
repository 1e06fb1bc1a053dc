// SPDX-License-Identifier: Apache-2.0
// The best split of a job that does not say how it is split.
#pragma once

#include "training_case.hpp"
#include "weft/training/job_search.hpp"

#include <optional>
#include <string>

namespace weft::report {

/// \param allowed  which splits may be taken; empty: all.
[[nodiscard]] Feasible<training::SplitSearch> choose_split(
    const TrainingCase& of, const catalog::TrainingFit& fit,
    const training::SplitFilter& allowed = {});

/// The number of accelerators and its split that want least of `want`; at most those of the job.
[[nodiscard]] Feasible<training::JobFound> choose_job(const TrainingCase& of,
                                                      const catalog::TrainingFit& fit,
                                                      const training::SplitLimits& limits,
                                                      training::Objective want,
                                                      std::optional<Time> within);

/// "tensor 8, pipeline 8, data 16, micro-batch 2, full recompute".
[[nodiscard]] std::string split_text(const training::Parallel& split);

}  // namespace weft::report
