// SPDX-License-Identifier: Apache-2.0
// Measured training steps: what a row says of a job, and what the model says of its step.
#pragma once

#include "trust_inputs.hpp"
#include "weft/base/feasible.hpp"
#include "weft/catalog/accelerator.hpp"
#include "weft/catalog/training_fit.hpp"
#include "weft/compute/precision.hpp"
#include "weft/training/job_memory.hpp"
#include "weft/training/parallel.hpp"
#include "weft/training/stated_band.hpp"
#include "weft/training/step_terms.hpp"
#include "weft/training/trainee.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// A job as a row describes it, in the model's own terms. Nothing in it depends on values of
/// coefficients: a fit evaluates it again and again.
struct TrainingCase {
  std::string id;
  std::string source;  ///< publication, without the place inside it
  std::string family;  ///< software, dense or experts, generation
  std::string stack;   ///< of the fit
  std::string kernels;
  bool known_stack = false;
  bool known_kernels = false;
  bool has_experts = false;
  bool is_auto = false;         ///< the row does not say how the job is split
  bool sharding_open = false;   ///< the row does not say what is sharded
  bool recompute_open = false;  ///< nor what is computed again
  training::Trainee model;
  training::Job job;
  training::Parallel split;
  catalog::Accelerator accelerator;
  training::Links links;
  compute::Precision precision = compute::Precision::bf16;
  double clock = 1.0;
  double measured = 0.0;  ///< seconds; 0: not known
  std::vector<std::string> assumed;
};

/// The shipped fit.
[[nodiscard]] const catalog::TrainingFit& shipped_training_fit();

/// Reads the inputs of a row. What cannot be read is said as the reason.
struct TrainingCaseRead {
  std::optional<TrainingCase> found;
  std::string why;
};
[[nodiscard]] TrainingCaseRead training_case(const TrustInputs& in,
                                             const catalog::TrainingFit& fit);

/// The software whose words occur in `text`; "other" when none does.
[[nodiscard]] std::string stack_of(const catalog::TrainingFit& fit, std::string_view text);

/// Rates of a job under a fit.
[[nodiscard]] Feasible<training::StepRates> rates_of(const TrainingCase& of,
                                                     const catalog::TrainingFit& fit);

/// The step of a job with a known split.
[[nodiscard]] Feasible<training::StepTerms> step_of(const TrainingCase& of,
                                                    const catalog::TrainingFit& fit);

/// What the fullest accelerator of a job holds. What is computed again may be open: then a job that
/// would not fit computes everything again.
[[nodiscard]] Feasible<training::Memory> memory_of(const TrainingCase& of,
                                                   const catalog::TrainingFit& fit);

/// How much of a job the rows of the fit have shown.
[[nodiscard]] training::Seen seen_of(const TrainingCase& of);

}  // namespace weft::report
