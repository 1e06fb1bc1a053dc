// SPDX-License-Identifier: Apache-2.0
// The normal distribution and the two that a "5 % to 95 %" interval stands for.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <stdexcept>

namespace weft {

inline constexpr Formula normal_card{
    "units.normal", "Phi(x) = erfc(-x / sqrt 2) / 2",
    "definition; inverse: Wichura 1988, AS 241, Appl. Statist. 37"};

/// Density of the standard normal distribution.
[[nodiscard]] inline double normal_density(double x) {
  return exp(-0.5 * x * x) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

/// Probability that a standard normal variable is at most x.
[[nodiscard]] inline double normal_below(double x) { return 0.5 * erfc(-x / std::numbers::sqrt2); }

namespace detail {

[[nodiscard]] constexpr double polynomial(std::span<const double> rising, double x) {
  double sum = 0.0;
  for (std::size_t i = rising.size(); i > 0; --i) sum = sum * x + rising[i - 1];
  return sum;
}

// Coefficients of PPND16, in rising powers.
inline constexpr std::array middle_over{3.3871328727963666080e0,  1.3314166789178437745e+2,
                                        1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                        4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                        3.3430575583588128105e+4, 2.5090809287301226727e+3};
inline constexpr std::array middle_under{1.0,
                                         4.2313330701600911252e+1,
                                         6.8718700749205790830e+2,
                                         5.3941960214247511077e+3,
                                         2.1213794301586595867e+4,
                                         3.9307895800092710610e+4,
                                         2.8729085735721942674e+4,
                                         5.2264952788528545610e+3};
inline constexpr std::array outer_over{1.42343711074968357734e0,  4.63033784615654529590e0,
                                       5.76949722146069140550e0,  3.64784832476320460504e0,
                                       1.27045825245236838258e0,  2.41780725177450611770e-1,
                                       2.27238449892691845833e-2, 7.74545014278341407640e-4};
inline constexpr std::array outer_under{1.0,
                                        2.05319162663775882187e0,
                                        1.67638483018380384940e0,
                                        6.89767334985100004550e-1,
                                        1.48103976427480074590e-1,
                                        1.51986665636164571966e-2,
                                        5.47593808499534494600e-4,
                                        1.05075007164441684324e-9};
inline constexpr std::array far_over{6.65790464350110377720e0,  5.46378491116411436990e0,
                                     1.78482653991729133580e0,  2.96560571828504891230e-1,
                                     2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                     2.71155556874348757815e-5, 2.01033439929228813265e-7};
inline constexpr std::array far_under{1.0,
                                      5.99832206555887937690e-1,
                                      1.36929880922735805310e-1,
                                      1.48753612908506148525e-2,
                                      7.86869131145613259100e-4,
                                      1.84631831751005468180e-5,
                                      1.42151175831644588870e-7,
                                      2.04426310338993978564e-15};

}  // namespace detail

/// The x with normal_below(x) == p, to 1e-16 relative.
/// \throws std::domain_error unless 0 < p < 1.
[[nodiscard]] inline double normal_quantile(double p) {
  if (!(p > 0.0 && p < 1.0)) throw std::domain_error("normal_quantile: p must be within 0 and 1");
  constexpr double middle = 0.425;
  constexpr double middle_offset = 0.180625;  // its square
  constexpr double outer = 5.0;
  constexpr double outer_offset = 1.6;
  const double q = p - 0.5;
  if (std::fabs(q) <= middle) {
    const double r = middle_offset - q * q;
    return q * detail::polynomial(detail::middle_over, r) /
           detail::polynomial(detail::middle_under, r);
  }
  const double r = sqrt(-log(q < 0.0 ? p : 1.0 - p));
  const double x = r <= outer ? detail::polynomial(detail::outer_over, r - outer_offset) /
                                    detail::polynomial(detail::outer_under, r - outer_offset)
                              : detail::polynomial(detail::far_over, r - outer) /
                                    detail::polynomial(detail::far_under, r - outer);
  return q < 0.0 ? -x : x;
}

inline constexpr Formula interval_card{
    "units.interval", "P5..P95 = m -+ z s (normal), exp(m -+ z s) (lognormal), z = 1.645",
    "definition; Squiggle and Guesstimate read \"5 to 10\" as a 90 % interval"};

/// A normal variable.
struct Normal {
  double mean = 0.0;
  double deviation = 1.0;

  /// \param p  0 < p < 1.
  [[nodiscard]] double quantile(double p) const { return mean + deviation * normal_quantile(p); }
  friend constexpr bool operator==(const Normal&, const Normal&) = default;
};

/// A variable whose logarithm is normal.
struct Lognormal {
  double mean_of_log = 0.0;
  double deviation_of_log = 0.0;

  [[nodiscard]] double mean() const {
    return exp(mean_of_log + 0.5 * deviation_of_log * deviation_of_log);
  }
  [[nodiscard]] double median() const { return exp(mean_of_log); }
  /// \param p  0 < p < 1.
  [[nodiscard]] double quantile(double p) const {
    return exp(mean_of_log + deviation_of_log * normal_quantile(p));
  }
  /// E[max(0, X - floor)].
  [[nodiscard]] double expected_above(double floor) const {
    if (!(floor > 0.0)) return mean() - floor;
    if (!(deviation_of_log > 0.0)) return std::fmax(median() - floor, 0.0);
    const double d = (mean_of_log - log(floor)) / deviation_of_log;
    return mean() * normal_below(d + deviation_of_log) - floor * normal_below(d);
  }
  friend constexpr bool operator==(const Lognormal&, const Lognormal&) = default;
};

namespace detail {
/// Standard deviations from the median to P95.
[[nodiscard]] inline double deviations_at_p95() {
  constexpr double p95 = 0.95;
  return normal_quantile(p95);
}
}  // namespace detail

/// \param low, high  P5 and P95, low <= high.  \throws std::domain_error otherwise.
[[nodiscard]] inline Normal normal_between(double low, double high) {
  if (!(low <= high)) throw std::domain_error("normal_between: P5 must not exceed P95");
  return {0.5 * (low + high), 0.5 * (high - low) / detail::deviations_at_p95()};
}

/// \param low, high  P5 and P95, 0 < low <= high.  \throws std::domain_error otherwise.
[[nodiscard]] inline Lognormal lognormal_between(double low, double high) {
  if (!(low > 0.0 && low <= high)) {
    throw std::domain_error("lognormal_between: 0 < P5 <= P95 is needed");
  }
  return {0.5 * (log(low) + log(high)), 0.5 * (log(high) - log(low)) / detail::deviations_at_p95()};
}

}  // namespace weft
