// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/training/job_memory.hpp"
#include "weft/training/parallel.hpp"
#include "weft/training/step_rates.hpp"
#include "weft/training/trainee.hpp"
#include "weft/units/system.hpp"

namespace weft::training {

/// A job with everything that its step depends on but the split.
struct StepJob {
  const Trainee* model = nullptr;
  Job job;
  const StepRates* rates = nullptr;
  Bytes memory{};  ///< of one accelerator
  MemoryStyle style;
};

/// Share of an accelerator's memory that a planned job may fill.
inline constexpr double planned_memory = 0.95;

}  // namespace weft::training
