// SPDX-License-Identifier: Apache-2.0
// Fits of a few coefficients to measured rows.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace weft {

/// One coefficient. What is known beforehand counts like one more measurement:
/// (value - prior) / deviation.
struct FitParameter {
  std::string name;
  double value = 0.0;  ///< where the search begins
  double prior = 0.0;
  double deviation = 1.0;  ///< of the prior; 0: the coefficient is held at `value`
  double low = 0.0;
  double high = 0.0;
};

/// Writes one weighted residual a measurement. Must depend on its arguments only.
using Residuals =
    std::function<void(std::span<const double> parameters, std::span<double> residuals)>;

struct FitOptions {
  std::size_t most_rounds = 60;
  double tolerance = 1e-9;      ///< relative gain of the last round
  double difference = 1e-4;     ///< step of the derivatives, in deviations of the prior
  double first_damping = 1e-2;  ///< share of the curvature that is added to it
  double robust_from = 0.0;     ///< residuals beyond it count linearly; 0: all as squares
};

struct FitResult {
  std::vector<double> values;       ///< of all parameters, held ones included
  std::vector<double> deviations;   ///< after the measurements; 0 of what was held
  std::vector<double> information;  ///< 1 - (deviation / prior deviation)^2: 0 learned nothing
  double objective = 0.0;           ///< half the sum of squares, priors included
  std::size_t rounds = 0;
  bool converged = false;
};

/// Levenberg-Marquardt from fixed starts in a fixed order: the same digits on every run.
/// Values stay between `low` and `high`.
/// \throws std::domain_error if a parameter has no room, or a residual is not a number at the
/// start.
[[nodiscard]] FitResult least_squares(std::vector<FitParameter> parameters,
                                      std::size_t residual_count, const Residuals& residuals,
                                      const FitOptions& options = {});

/// Nearest value of six significant digits: as coefficients are stored.
[[nodiscard]] double six_digits(double value);

}  // namespace weft
