// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>

namespace weft::economics {

inline constexpr Formula allocation_card{
    "economics.allocation", "part_i = cost w_i / sum of w",
    "OpenCost specification (shared cost by a custom metric); opencost PR 883 (all weights zero)"};

/// Divides a shared cost by weights: bytes carried, accelerator-months, ports.
/// The parts, summed in index order, and what is returned are the cost to one unit in the last
/// place; the last part with a weight takes the rounding, and no part has the other sign.
/// \param cost     may be negative: a credit.
/// \param weights  finite, >= 0.   \param parts  receives one part a weight.
/// \return what nobody can be charged for: the whole cost when all weights are zero, else nothing.
/// \throws std::logic_error if the lengths differ, std::domain_error for a bad weight.
constexpr Money allocate(Money cost, std::span<const double> weights, std::span<Money> parts) {
  if (weights.size() != parts.size()) throw std::logic_error("allocate: one part for each weight");
  double sum = 0.0;
  std::size_t last = weights.size();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] >= 0.0 && weights[i] <= std::numeric_limits<double>::max())) {
      throw std::domain_error("allocate: a weight must be finite and not negative");
    }
    parts[i] = Money{};
    sum += weights[i];
    if (weights[i] > 0.0) last = i;
  }
  if (last == weights.size()) return cost;
  const double sign = cost < Money{} ? -1.0 : 1.0;
  const Money size = sign * cost;
  Money given{};
  for (std::size_t i = 0; i <= last; ++i) {
    const Money left = max(size - given, Money{});
    const Money part = i == last ? left : min(weights[i] / sum * size, left);
    given = given + part;
    parts[i] = sign * part;
  }
  return {};
}

}  // namespace weft::economics
