// SPDX-License-Identifier: Apache-2.0
// The coefficients that a calibration moves, and where rows move them.
#pragma once

#include "least_squares.hpp"
#include "serving_fit_rows.hpp"
#include "weft/catalog/serving_fit.hpp"
#include "weft/io/walk.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace weft::report {

/// The coefficients that move, by address in one record.
class ServingFitValues {
 public:
  /// \throws std::domain_error where a prior names no coefficient.
  explicit ServingFitValues(const catalog::ServingFit& start);
  ServingFitValues(const ServingFitValues&) = delete;
  ServingFitValues& operator=(const ServingFitValues&) = delete;

  [[nodiscard]] const std::vector<FitParameter>& parameters() const { return parameters_; }
  [[nodiscard]] const catalog::ServingFit& at(std::span<const double> values);

 private:
  catalog::ServingFit fit_;
  std::vector<FitParameter> parameters_;
  std::vector<io::Place> places_;
};

/// How much the errors of one row count in a fit, and in the choice between two: outliers less than
/// by their square.
[[nodiscard]] double serving_loss(const ServingLogErrors& of);

/// Where the rows at `which` move the coefficients from `from`, in so many rounds.
[[nodiscard]] std::vector<double> fit_serving(const ServingFitRows& rows,
                                              const std::vector<std::size_t>& which,
                                              ServingFitValues& moving,
                                              std::vector<FitParameter> from, std::size_t rounds);

}  // namespace weft::report
