// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>

namespace weft {

/// The p-quantile of a sample: linear between its points, type 7 of Hyndman & Fan 1996,
/// "Sample Quantiles in Statistical Packages", The American Statistician 50(4).
/// \param sorted  ascending, not empty.  \param p  0 (least) to 1 (largest).
/// \throws std::domain_error otherwise; the order is not checked.
[[nodiscard]] constexpr double quantile(std::span<const double> sorted, double p) {
  if (sorted.empty()) throw std::domain_error("quantile: the sample must not be empty");
  if (!(p >= 0.0 && p <= 1.0)) throw std::domain_error("quantile: p must be within 0 to 1");
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), sorted.size() - 1);
  const auto above = std::min(below + 1, sorted.size() - 1);
  const double part = place - static_cast<double>(below);
  if (part == 0.0 || sorted[below] == sorted[above]) return sorted[below];
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

/// A value and how often it happens.
struct Weighted {
  double value = 0.0;
  double weight = 0.0;
  friend constexpr bool operator==(const Weighted&, const Weighted&) = default;
};

/// The smallest value whose cumulated weight reaches the share p of the whole: no value that does
/// not happen is ever returned. Weights need not add up to 1.
/// \param sorted  ascending by value, weights >= 0 with a sum above 0.  \param p  0 to 1.
/// \throws std::domain_error otherwise; the order is not checked.
[[nodiscard]] constexpr double quantile(std::span<const Weighted> sorted, double p) {
  if (!(p >= 0.0 && p <= 1.0)) throw std::domain_error("quantile: p must be within 0 to 1");
  double whole = 0.0;
  for (const auto& each : sorted) {
    if (!(each.weight >= 0.0)) throw std::domain_error("quantile: a weight must not be negative");
    whole += each.weight;
  }
  if (!(whole > 0.0)) throw std::domain_error("quantile: the weights must have a sum above 0");
  const Weighted* last = nullptr;
  double sum = 0.0;
  for (const auto& each : sorted) {
    if (each.weight == 0.0) continue;
    last = &each;
    sum += each.weight;
    if (sum >= p * whole) break;
  }
  return last->value;
}

}  // namespace weft
