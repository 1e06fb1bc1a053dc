// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <span>
#include <stdexcept>

// Rates here are plain fractions a period of any length, as in the tables of spreadsheets.

namespace weft::economics {

inline constexpr Formula effective_rate_card{"economics.effective-rate", "(1 + i/m)^m - 1",
                                             "Excel EFFECT; formulajs EFFECT"};

/// What a nominal rate earns in a year when it is added m times.
/// \param nominal  i, i/m > -1.   \param times  m > 0.
/// \throws std::domain_error outside these ranges.
[[nodiscard]] inline double effective_rate(double nominal, double times) {
  if (!(times > 0.0)) throw std::domain_error("effective_rate: it is added at least once");
  if (!(nominal / times > -1.0)) throw std::domain_error("effective_rate: the rate is too low");
  return expm1(times * log1p(nominal / times));
}

inline constexpr Formula nominal_rate_card{"economics.nominal-rate", "m ((1 + e)^(1/m) - 1)",
                                           "Excel NOMINAL; formulajs NOMINAL"};

/// The nominal rate that, added m times a year, makes an effective one.
/// \param effective  e > -1.   \param times  m > 0.   \throws std::domain_error outside.
[[nodiscard]] inline double nominal_rate(double effective, double times) {
  if (!(times > 0.0)) throw std::domain_error("nominal_rate: it is added at least once");
  if (!(effective > -1.0)) throw std::domain_error("nominal_rate: the rate must be above -1");
  return times * expm1(log1p(effective) / times);
}

inline constexpr Formula growth_rate_card{"economics.growth-rate", "(FV / PV)^(1/n) - 1",
                                          "Excel RRI; formulajs RRI"};

/// The constant rate a period that leads from one value to another.
/// \param from, to  PV and FV, one sign.   \param periods  n > 0.
/// \throws std::domain_error outside these ranges.
template <class Q>
[[nodiscard]] double growth_rate(Q from, Q to, double periods) {
  if (!(periods > 0.0)) throw std::domain_error("growth_rate: periods must be positive");
  const double times = ratio(to, from);
  if (!(times >= 0.0)) throw std::domain_error("growth_rate: values must have one sign");
  return pow(times, 1.0 / periods) - 1.0;
}

inline constexpr Formula periods_to_reach_card{"economics.periods-to-reach",
                                               "ln(FV / PV) / ln(1 + r)",
                                               "Excel PDURATION; formulajs PDURATION"};

/// Periods until a value has grown, or shrunk, to another.
/// \param from, to  PV and FV, one sign.   \param rate  r, above -1 and not 0.
/// \throws std::domain_error outside these ranges.
template <class Q>
[[nodiscard]] double periods_to_reach(Q from, Q to, double rate) {
  if (!(rate > -1.0) || rate == 0.0) {
    throw std::domain_error("periods_to_reach: the rate must be above -1 and not 0");
  }
  const double times = ratio(to, from);
  if (!(times > 0.0)) throw std::domain_error("periods_to_reach: values must have one sign");
  return log(times) / log1p(rate);
}

inline constexpr Formula scheduled_value_card{"economics.scheduled-value", "C prod (1 + r_i)",
                                              "Excel FVSCHEDULE (gnumeric finfuns.xls)"};

/// What a sum becomes at a rate that changes each period.
[[nodiscard]] constexpr Money scheduled_value(Money principal, std::span<const double> rates) {
  for (const double each : rates) principal = (1.0 + each) * principal;
  return principal;
}

}  // namespace weft::economics
