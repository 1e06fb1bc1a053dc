// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <span>
#include <stdexcept>

namespace weft {

inline constexpr Formula growth_card{"units.growth", "(1 + g)^(t / period)", "definition"};

/// How many months the period of a rate has.
[[nodiscard]] constexpr double months_in(Period period) {
  return period == Period::year ? 12.0 : 1.0;
}

/// What becomes of 1 at a compounding rate.
/// \param growth  fraction a period, at least -1 (everything is lost).
/// \param months  time that passes; negative looks back.
/// \throws std::domain_error if the fraction is below -1.
[[nodiscard]] inline double factor(PerPeriod growth, double months) {
  if (!(growth.fraction >= -1.0)) {
    throw std::domain_error("factor: a rate cannot be below -100 % a period");
  }
  if (months == 0.0 || growth.fraction == 0.0) return 1.0;
  return pow(1.0 + growth.fraction, months / months_in(growth.period));
}

/// The same, over a time in seconds; a month is 1/12 year.
[[nodiscard]] inline double factor(PerPeriod growth, Time span) {
  return factor(growth, ratio(span, one_month));
}

/// The fraction that compounds to the same in each month.
[[nodiscard]] inline double per_month(PerPeriod growth) {
  if (growth.period == Period::month) return growth.fraction;
  if (!(growth.fraction >= -1.0)) {
    throw std::domain_error("per_month: a rate cannot be below -100 % a period");
  }
  return growth.fraction == -1.0 ? -1.0 : expm1(log1p(growth.fraction) / 12.0);
}

/// The fraction that compounds to the same in each year.
[[nodiscard]] inline double per_year(PerPeriod growth) {
  if (growth.period == Period::year) return growth.fraction;
  if (!(growth.fraction >= -1.0)) {
    throw std::domain_error("per_year: a rate cannot be below -100 % a period");
  }
  return growth.fraction == -1.0 ? -1.0 : expm1(log1p(growth.fraction) * 12.0);
}

/// factor(growth, 0), factor(growth, 1), ... by repeated multiplication: one power for all months.
/// After 600 months the rounding is below 1e-13.
inline void compound(PerPeriod growth, std::span<double> by_month) {
  const double each = factor(growth, 1.0);
  double now = 1.0;
  for (double& month : by_month) {
    month = now;
    now *= each;
  }
}

}  // namespace weft
