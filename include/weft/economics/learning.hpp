// SPDX-License-Identifier: Apache-2.0
// How unit costs fall: with what has been made, or with time.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <stdexcept>

namespace weft::economics {

inline constexpr Formula learning_curve_card{"economics.learning-curve",
                                             "c_1 n^-b, b = -log2(1 - LR)",
                                             "Wright 1936, J. Aeronautical Sciences 3(4)"};

/// Cost of the n-th unit when each doubling of what was made takes off the same share.
/// \param first  c_1, of the first.   \param made  n >= 1.   \param rate  LR, 0 <= LR < 1.
/// \throws std::domain_error outside these ranges.
[[nodiscard]] inline Money learning_curve(Money first, double made, double rate) {
  if (!(made >= 1.0)) throw std::domain_error("learning_curve: the first unit is number 1");
  if (!(rate >= 0.0 && rate < 1.0)) {
    throw std::domain_error("learning_curve: the rate lies in 0 to below 1");
  }
  return pow(made, log2(1.0 - rate)) * first;
}

inline constexpr Formula decade_decline_card{
    "economics.decade-decline", "1 - 10^-k, k orders of magnitude a year",
    "Epoch AI training-cost-trends (0.14 a year for price per FLOP)"};

/// Compounding change of a price that falls by so many powers of ten a year.
[[nodiscard]] inline PerPeriod decade_decline(double orders_a_year) {
  constexpr double ten = 10.0;
  return {expm1(-orders_a_year * log(ten)), Period::year};
}

inline constexpr Formula halving_time_card{"economics.halving-time", "ln 2 / -ln(1 + g)",
                                           "definition"};

/// Time after which a price has halved.
/// \param change  g, -100 % < g < 0.   \throws std::domain_error if it does not fall.
[[nodiscard]] inline Time halving_time(PerPeriod change) {
  if (!(change.fraction < 0.0 && change.fraction > -1.0)) {
    throw std::domain_error("halving_time: the price must fall");
  }
  return log(2.0) / -log1p(change.fraction) * months_in(change.period) * one_month;
}

inline constexpr Formula decay_charge_card{
    "economics.decay-charge", "V k ln 10",
    "Epoch AI training-cost-trends (hardware capex per hour)"};

/// What an hour of holding an asset costs when its value falls continuously: the charge at which
/// replacing it later or sooner is the same.
/// \param value  V, now.   \param orders_a_year  k, powers of ten.
[[nodiscard]] inline MoneyRate decay_charge(Money value, double orders_a_year) {
  constexpr double ten = 10.0;
  return orders_a_year * log(ten) * value / one_year;
}

}  // namespace weft::economics
