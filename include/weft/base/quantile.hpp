// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
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

/// The smallest value whose cumulated weight reaches the share p of the whole: no value that does
/// not happen is ever returned. Weights need not add up to 1.
/// \param items   ascending by value, weights >= 0 with a sum above 0.  \param p  0 to 1.
/// \param value   of an item: a member.   \param weight  of an item: a member of type double.
/// \throws std::domain_error otherwise; the order is not checked.
template <class Items, class Value, class Weight>
[[nodiscard]] constexpr auto weighted_quantile(const Items& items, double p, Value value,
                                               Weight weight) {
  if (!(p >= 0.0 && p <= 1.0))
    throw std::domain_error("weighted_quantile: p must be within 0 to 1");
  double whole = 0.0;
  for (const auto& each : items) {
    if (!(std::invoke(weight, each) >= 0.0))
      throw std::domain_error("weighted_quantile: a weight must not be negative");
    whole += std::invoke(weight, each);
  }
  if (!(whole > 0.0))
    throw std::domain_error("weighted_quantile: the weights must have a sum above 0");
  auto reached = std::invoke(value, *std::begin(items));
  double sum = 0.0;
  for (const auto& each : items) {
    if (std::invoke(weight, each) == 0.0) continue;
    reached = std::invoke(value, each);
    sum += std::invoke(weight, each);
    if (sum >= p * whole) break;
  }
  return reached;
}

}  // namespace weft
