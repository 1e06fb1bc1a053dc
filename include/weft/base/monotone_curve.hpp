// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>

namespace weft {

inline constexpr Formula monotone_curve_card{
    "base.monotone-curve", "y' = (sgn s_l + sgn s_r) min(|s_l|, |s_r|, |p| / 2)",
    "Steffen 1990, Astron. Astrophys. 239, 443; two points: the straight line"};

namespace detail {
[[nodiscard]] inline double sign_of(double x) { return x == 0.0 ? 0.0 : std::copysign(1.0, x); }

/// Slope at an end: the parabola through three points, kept from overshooting.
[[nodiscard]] inline double end_slope(double near_width, double far_width, double near,
                                      double far) {
  const double p = near * (1.0 + near_width / (near_width + far_width)) -
                   far * near_width / (near_width + far_width);
  if (p * near <= 0.0) return 0.0;
  return std::fabs(p) > 2.0 * std::fabs(near) ? 2.0 * near : p;
}
}  // namespace detail

/// Slopes of a curve through points that never rises where the points fall, nor the other way.
/// \param x  strictly ascending, two points or more.   \param slopes  receives one a point.
/// \throws std::logic_error if the lengths differ, std::domain_error for other x.
inline void monotone_slopes(std::span<const double> x, std::span<const double> y,
                            std::span<double> slopes) {
  const std::size_t n = x.size();
  if (y.size() != n || slopes.size() != n) {
    throw std::logic_error("monotone_slopes: one y and one slope for each x");
  }
  if (n < 2) throw std::domain_error("monotone_slopes: at least two points");
  const auto width = [&](std::size_t i) { return x[i + 1] - x[i]; };
  const auto secant = [&](std::size_t i) { return (y[i + 1] - y[i]) / width(i); };
  for (std::size_t i = 0; i + 1 < n; ++i) {
    if (!(width(i) > 0.0)) throw std::domain_error("monotone_slopes: x must ascend");
  }
  if (n == 2) {
    slopes[0] = slopes[1] = secant(0);
    return;
  }
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double left = secant(i - 1);
    const double right = secant(i);
    const double p = (left * width(i) + right * width(i - 1)) / (width(i - 1) + width(i));
    slopes[i] = (detail::sign_of(left) + detail::sign_of(right)) *
                std::min({std::fabs(left), std::fabs(right), 0.5 * std::fabs(p)});
  }
  slopes[0] = detail::end_slope(width(0), width(1), secant(0), secant(1));
  slopes[n - 1] = detail::end_slope(width(n - 2), width(n - 3), secant(n - 2), secant(n - 3));
}

/// The value of the curve; none outside the points: nothing is extrapolated.
/// \param slopes  of monotone_slopes().
[[nodiscard]] inline std::optional<double> monotone_value(std::span<const double> x,
                                                          std::span<const double> y,
                                                          std::span<const double> slopes,
                                                          double at) {
  if (x.size() < 2 || !(at >= x.front() && at <= x.back())) return std::nullopt;
  const auto after = std::upper_bound(x.begin() + 1, x.end() - 1, at);
  const auto i = static_cast<std::size_t>(after - x.begin()) - 1;
  const double width = x[i + 1] - x[i];
  const double secant = (y[i + 1] - y[i]) / width;
  const double t = at - x[i];
  const double cubic = (slopes[i] + slopes[i + 1] - 2.0 * secant) / (width * width);
  const double square = (3.0 * secant - 2.0 * slopes[i] - slopes[i + 1]) / width;
  return ((cubic * t + square) * t + slopes[i]) * t + y[i];
}

}  // namespace weft
