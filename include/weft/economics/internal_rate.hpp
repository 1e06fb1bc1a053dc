// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/all_roots.hpp"
#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

// Rates of return are searched as growth g = 1 + r a month, g > 0, where the sign of the net
// present value changes or touches zero. Nothing is allocated and no transcendental function is
// called before the answer.

namespace weft::economics {
namespace detail {

/// A number with the sign of the net present value at growth g: powers of whichever of g and 1/g is
/// at most 1, so that hundreds of months do not overflow. Even and odd powers are summed side by
/// side: each step of a sum waits for the one before.
[[nodiscard]] constexpr Money scaled_value(std::span<const Money> flows, double growth) {
  const bool gain = growth >= 1.0;
  const std::size_t count = flows.size();
  const auto times = [&](std::size_t power) { return flows[gain ? power : count - 1 - power]; };
  const double each = gain ? 1.0 / growth : growth;
  const double square = each * each;
  Money even{};
  Money odd{};
  std::size_t power = count;
  if (power % 2 == 1) even = times(--power);
  for (; power > 0; power -= 2) {
    odd = times(power - 1) + square * odd;
    even = times(power - 2) + square * even;
  }
  return even + each * odd;
}

[[nodiscard]] constexpr bool opposite(Money a, Money b) {
  return (a < Money{} && b > Money{}) || (a > Money{} && b < Money{});
}

/// Times that the sequence changes sign, zeros left out (Descartes: no more roots than that).
[[nodiscard]] constexpr std::size_t sign_changes(std::span<const Money> flows) {
  std::size_t changes = 0;
  Money last{};
  for (const Money& each : flows) {
    if (opposite(last, each)) ++changes;
    if (each < Money{} || each > Money{}) last = each;
  }
  return changes;
}

/// Times that the cumulative sum changes sign. Once: exactly one root above zero (Norstrom's
/// criterion).
[[nodiscard]] constexpr std::size_t cumulative_sign_changes(std::span<const Money> flows) {
  std::size_t changes = 0;
  Money last{};
  Money sum{};
  for (const Money& each : flows) {
    sum = sum + each;
    if (opposite(last, sum)) ++changes;
    if (sum < Money{} || sum > Money{}) last = sum;
  }
  return changes;
}

inline constexpr int most_steps = 200;
inline constexpr double relative_width = 4e-16;

/// Two growths with values of opposite sign.
struct GrowthBracket {
  double low, high;
  Money at_low, at_high;
  bool low_kept = false;  ///< the last step moved the other end
  bool high_kept = false;

  [[nodiscard]] constexpr bool contains(double growth) const {
    return growth > low && growth < high;
  }
  [[nodiscard]] constexpr double width() const { return high - low; }
  [[nodiscard]] constexpr double middle() const { return low + width() / 2.0; }
  /// Where the straight line between both ends is zero: false position.
  [[nodiscard]] constexpr double crossing() const {
    return low + ratio(at_low, at_low - at_high) * width();
  }
  /// Puts a growth between the ends in the place of one of them. The value of an end that is kept
  /// twice is halved (Illinois), so that it moves next.
  constexpr void narrow(double growth, Money value) {
    const bool root_below = opposite(at_low, value);
    if (root_below) {
      high = growth;
      at_high = value;
      if (low_kept) at_low = at_low / 2.0;
    } else {
      low = growth;
      at_low = value;
      if (high_kept) at_high = at_high / 2.0;
    }
    low_kept = root_below;
    high_kept = !root_below;
  }
};

/// The root between two growths with values of opposite sign: false position, and a bisection where
/// three steps did not halve the bracket, so that it cannot creep.
[[nodiscard]] constexpr double root_between(std::span<const Money> flows, GrowthBracket ends) {
  double before = ends.width();
  for (int step = 0; step < most_steps && ends.width() > relative_width * ends.high; ++step) {
    const bool creeps = step % 3 == 2 && ends.width() > 0.5 * before;
    if (step % 3 == 2) before = ends.width();
    double growth = ends.crossing();
    if (creeps || !ends.contains(growth)) growth = ends.middle();
    if (!ends.contains(growth)) break;
    const Money value = scaled_value(flows, growth);
    if (value == Money{}) return growth;
    ends.narrow(growth, value);
  }
  return ends.middle();
}

/// Growth of grid point k: from 1e-12 to 1e12 a month, dense around 1; symmetric in the logarithm.
inline constexpr std::size_t grid_points = 513;
inline constexpr double grid_end = 0.98;
[[nodiscard]] constexpr double grid_growth(std::size_t k) {
  const double w = grid_end * (2.0 * static_cast<double>(k) / (grid_points - 1) - 1.0);
  const double q = (1.0 + w * w * w) / (1.0 - w * w * w);
  const double square = q * q;
  const double fourth = square * square;
  return fourth * fourth;
}
static_assert(grid_growth((grid_points - 1) / 2) == 1.0);

/// What scaled_value() would be if no term had the other sign: how large its rounding can be.
[[nodiscard]] constexpr Money scaled_size(std::span<const Money> flows, double growth) {
  const auto size = [](Money flow) { return max(flow, Money{} - flow); };
  Money sum{};
  if (growth >= 1.0) {
    for (std::size_t i = flows.size(); i > 0; --i) sum = size(flows[i - 1]) + (1.0 / growth) * sum;
  } else {
    for (const Money& each : flows) sum = size(each) + growth * sum;
  }
  return sum;
}

}  // namespace detail

inline constexpr Reason no_internal_rate{
    "economics.no-internal-rate", "no rate of return makes the present value of these flows zero"};

inline constexpr Formula internal_rates_card{
    "economics.internal-rates", "all g with sum of CF_i g^-i = 0, r = g - 1 a month",
    "numpy-financial irr, formulajs IRR; sign changes and turning points on a fixed grid"};

/// All internal rates of return above -100 % a month, ascending, a month. A double root, which
/// touches zero without crossing, counts once.
/// \param flows  one a month, the first at the start; of other periods the rates are a period.
/// \param rates  receives as many as it holds.   \return how many there are.
[[nodiscard]] inline std::size_t internal_rates(std::span<const Money> flows,
                                                std::span<double> rates) {
  if (detail::sign_changes(flows) == 0) return 0;
  std::size_t found = 0;
  find_all_roots([&](double growth) { return ratio(detail::scaled_value(flows, growth), dollar); },
                 [&](double growth) { return ratio(detail::scaled_size(flows, growth), dollar); },
                 [](std::size_t k) { return detail::grid_growth(k); },
                 {.points = detail::grid_points},
                 [&](double growth) {
                   if (found < rates.size()) rates[found] = growth - 1.0;
                   ++found;
                 });
  return found;
}

inline constexpr Formula internal_rate_card{
    "economics.internal-rate", "the smallest r >= 0 with NPV(r) = 0, else the r < 0 nearest to 0",
    "numpy-financial irr (its choice among several roots)"};

/// The one of several rates that stands for all: the smallest that is not negative, else the one
/// nearest to zero; absent when there is none.
/// \param rates  ascending.
[[nodiscard]] inline Feasible<double> chosen_rate(std::span<const double> rates) {
  if (rates.empty()) return Infeasible{&no_internal_rate};
  for (const double each : rates) {
    if (each >= 0.0) return each;
  }
  return rates.back();
}

namespace detail {

/// The only root above g = 1 (gain) or below it, or Infeasible: brackets by doubling the distance.
[[nodiscard]] constexpr Feasible<double> only_root(std::span<const Money> flows, bool gain) {
  constexpr double first_step = 0.01;
  constexpr double farthest = 1e12;
  double near = 1.0;
  Money at_near = scaled_value(flows, near);
  if (at_near == Money{}) return near;
  double far = 1.0 + first_step;
  while (far < farthest) {
    const double growth = gain ? far : 1.0 / far;
    const Money value = scaled_value(flows, growth);
    if (opposite(at_near, value)) {
      return gain ? root_between(flows, {near, growth, at_near, value})
                  : root_between(flows, {growth, near, value, at_near});
    }
    near = growth;
    at_near = value;
    far = 1.0 + 2.0 * (far - 1.0);
  }
  return Infeasible{&no_internal_rate};
}

}  // namespace detail

/// The internal rate of return a period, whatever the period of the flows is. Several roots: the
/// smallest that is not negative, else the one nearest to zero. Absent when there is none.
[[nodiscard]] inline Feasible<double> internal_rate_per_period(std::span<const Money> flows) {
  const std::size_t changes = detail::sign_changes(flows);
  if (changes == 0) return Infeasible{&no_internal_rate};
  if (changes == 1 || detail::cumulative_sign_changes(flows) == 1) {
    if (const auto gain = detail::only_root(flows, true)) return *gain - 1.0;
  }
  if (changes == 1) {
    if (const auto loss = detail::only_root(flows, false)) return *loss - 1.0;
  }
  std::array<double, 64> rates{};
  const std::size_t found = internal_rates(flows, rates);
  return chosen_rate(std::span<const double>(rates).first(std::min(found, rates.size())));
}

/// The same of monthly flows, effective a year. `internal_rates` lists all roots; more than one
/// says that the number alone means little. \param flows  one a month, the first at the start.
[[nodiscard]] inline Feasible<PerPeriod> internal_rate(std::span<const Money> flows) {
  const auto a_month = internal_rate_per_period(flows);
  if (!a_month) return a_month.why();
  return PerPeriod{per_year({*a_month, Period::month}), Period::year};
}

}  // namespace weft::economics
