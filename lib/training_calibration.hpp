// SPDX-License-Identifier: Apache-2.0
// Refits the coefficients of training steps to measured rows.
#pragma once

#include "training_case.hpp"
#include "weft/catalog/training_fit.hpp"

#include <string>
#include <vector>

namespace weft::report {

/// One row beside what fits say of it, in seconds: one that saw all rows, and some that did not.
struct CalibratedRow {
  const TrainingCase* of = nullptr;
  double predicted = 0.0;
  double left_out = 0.0;    ///< by a fit of the other publications
  double fold = 0.0;        ///< by a fit of seven eighths of the rows
  double generation = 0.0;  ///< by a fit of the other generations, as of an unknown accelerator
};

struct TrainingCalibration {
  catalog::TrainingFit fit;
  std::vector<CalibratedRow> rows;
  std::size_t rounds = 0;
  bool converged = false;
};

/// The fit of the rows whose split is known, from the values and priors of `start`.
/// Coefficients are rounded to six digits before anything is predicted with them.
/// Stated errors are those of rows that a fit did not see: by eighths for what is known, by
/// publication for unknown software, by generation for unknown accelerators.
[[nodiscard]] TrainingCalibration calibrate_training(const std::vector<TrainingCase>& cases,
                                                     const catalog::TrainingFit& start);

/// The cases of rows that can be read; the others are counted in `skipped`.
[[nodiscard]] std::vector<TrainingCase> training_cases(const std::vector<io::Node>& rows,
                                                       const catalog::TrainingFit& fit,
                                                       std::size_t& skipped);

}  // namespace weft::report
