// SPDX-License-Identifier: Apache-2.0
// Book depreciation that is largest when the asset is new. Lives and numbers are periods of any
// length.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace weft::economics {

namespace detail {
inline void check_life(double life) {
  if (!(life > 0.0)) throw std::domain_error("depreciation: life must be positive");
}
}  // namespace detail

inline constexpr Formula sum_of_years_card{"economics.sum-of-years-digits",
                                           "(C - S) 2 (L - k + 1) / (L (L + 1))",
                                           "Excel SYD (gnumeric samples/excel/finfuns.xls)"};

/// Depreciation of period k by the sum of the years' digits.
/// \param cost  C.   \param salvage  S.   \param life  L > 0.   \param period  k, 1 .. L.
/// \throws std::domain_error outside these ranges.
[[nodiscard]] inline Money sum_of_years(Money cost, Money salvage, double life, double period) {
  detail::check_life(life);
  if (!(period >= 1.0 && period <= life)) {
    throw std::domain_error("sum_of_years: there is no such period");
  }
  return 2.0 * (life - period + 1.0) / (life * (life + 1.0)) * (cost - salvage);
}

inline constexpr Formula fixed_declining_card{
    "economics.fixed-declining-balance",
    "p = round(1 - (S/C)^(1/L), 3); C p m/12, then (C - sum) p, at last (C - sum) p (12 - m)/12",
    "Excel DB (Microsoft help; formulajs DB)"};

/// A fixed share of what is left, rounded to three digits as spreadsheets have it.
/// \param cost, salvage  C > 0, 0 <= S.   \param life  L, whole years.
/// \param year  1 .. L, and L + 1 when the first year was short.
/// \param months  m, of the first year, 1..12.   \throws std::domain_error outside these ranges.
[[nodiscard]] inline Money fixed_declining(Money cost, Money salvage, double life,
                                           std::int64_t year, double months = 12.0) {
  constexpr double year_months = 12.0;
  constexpr double three_digits = 1000.0;
  detail::check_life(life);
  if (!(cost > Money{}) || salvage < Money{}) {
    throw std::domain_error("fixed_declining: cost must be positive, salvage not negative");
  }
  const double last = months < year_months ? life + 1.0 : life;
  if (year < 1 || static_cast<double>(year) > last) {
    throw std::domain_error("fixed_declining: there is no such year");
  }
  if (!(months > 0.0 && months <= year_months)) {
    throw std::domain_error("fixed_declining: the first year has 1 to 12 months");
  }
  const double share =
      std::round((1.0 - pow(ratio(salvage, cost), 1.0 / life)) * three_digits) / three_digits;
  const double first = share * months / year_months;
  if (year == 1) return first * cost;
  const Money left = (1.0 - first) * whole_power(1.0 - share, year - 2) * cost;
  const bool is_rest = static_cast<double>(year) > life;
  return (is_rest ? share * (year_months - months) / year_months : share) * left;
}

inline constexpr double double_declining = 2.0;

inline constexpr Formula declining_balance_card{
    "economics.declining-balance", "max(0, min((C - sum) f / L, C - S - sum))",
    "Excel DDB (gnumeric samples/excel/finfuns.xls; formulajs DDB)"};

/// A multiple of the straight-line share of what is left, never below the salvage.
/// \param factor  f > 0; 2 is double declining.   \param period  1 .. life.
/// \throws std::domain_error outside these ranges.
[[nodiscard]] inline Money declining_balance(Money cost, Money salvage, double life, double period,
                                             double factor = double_declining) {
  detail::check_life(life);
  if (!(factor > 0.0)) throw std::domain_error("declining_balance: factor must be positive");
  if (!(period >= 1.0 && period <= std::ceil(life))) {
    throw std::domain_error("declining_balance: there is no such period");
  }
  const double kept = std::fmax(1.0 - factor / life, 0.0);
  const Money before = (period == 1.0 ? 1.0 : pow(kept, period - 1.0)) * cost;
  const Money after = kept * before;
  return max(before - max(after, salvage), Money{});
}

/// What charges the end of the life.
enum class LateMethod : std::uint8_t { straight_line, declining };

namespace detail {

/// Depreciation from the start to a point in time, linear within a period.
[[nodiscard]] inline Money depreciated_until(Money cost, Money salvage, double life, double end,
                                             double factor, LateMethod late) {
  Money left = cost;
  bool is_straight = false;
  Money level{};
  const std::int64_t periods = ceil_count(end);
  for (std::int64_t k = 0; k < periods; ++k) {
    const auto begin = static_cast<double>(k);
    Money charge = max(min(std::fmin(factor / life, 1.0) * left, left - salvage), Money{});
    if (late == LateMethod::straight_line && !is_straight) {
      const double remaining = life - begin;
      level = remaining > 1.0 ? (left - salvage) / remaining : left - salvage;
      is_straight = level > charge;
    }
    if (is_straight) charge = max(level, Money{});
    left = left - std::fmin(end - begin, 1.0) * charge;
  }
  return cost - left;
}

}  // namespace detail

inline constexpr Formula variable_declining_card{
    "economics.variable-declining-balance",
    "declining balance, and straight line over the rest of the life once that is more",
    "Excel VDB (gnumeric samples/excel/finfuns.xls; Microsoft help)"};

/// Depreciation between two points in time, in periods from the purchase; linear within a period.
/// \param start, end  0 <= start <= end <= life.
/// \throws std::domain_error outside these ranges.
[[nodiscard]] inline Money variable_declining(Money cost, Money salvage, double life, double start,
                                              double end, double factor = double_declining,
                                              LateMethod late = LateMethod::straight_line) {
  detail::check_life(life);
  if (!(factor > 0.0)) throw std::domain_error("variable_declining: factor must be positive");
  if (!(start >= 0.0 && start <= end && end <= life)) {
    throw std::domain_error("variable_declining: 0 <= start <= end <= life is needed");
  }
  const auto until = [&](double at) {
    return detail::depreciated_until(cost, salvage, life, at, factor, late);
  };
  return until(end) - until(start);
}

}  // namespace weft::economics
