// SPDX-License-Identifier: Apache-2.0
// The one equation of level payments, solved for each of its terms. Cash is signed as in
// spreadsheets: what is received is positive, what is paid negative.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/root.hpp"
#include "weft/economics/annuity.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <cmath>
#include <cstddef>
#include <stdexcept>

namespace weft::economics {

inline constexpr Reason no_such_annuity{"economics.no-such-annuity",
                                        "no term makes these payments balance"};

/// PV (1+r)^n + PMT (1 + r w) ((1+r)^n - 1) / r + FV = 0.
struct Annuity {
  double rate = 0.0;  ///< r, a period, > -1
  double periods = 0.0;
  Money payment{};
  Money present{};
  Money future{};
  Due due = Due::end;

  friend constexpr bool operator==(const Annuity&, const Annuity&) = default;
};

namespace detail {

struct AnnuityFactors {
  double growth;  ///< (1+r)^n
  double series;  ///< what n payments of 1 have become
};
[[nodiscard]] inline AnnuityFactors annuity_factors(double rate, double periods, Due due) {
  if (!(rate > -1.0)) throw std::domain_error("annuity: the rate must be above -1");
  if (rate == 0.0) return {1.0, periods};
  const double gain = expm1(periods * log1p(rate));
  return {1.0 + gain, (due == Due::begin ? 1.0 + rate : 1.0) * gain / rate};
}

}  // namespace detail

inline constexpr Formula annuity_future_card{"economics.annuity-future",
                                             "FV = -(PV (1+r)^n + PMT (1 + r w) ((1+r)^n - 1) / r)",
                                             "Excel FV; numpy-financial fv"};

/// What is there after the last period. `future` is not read. \throws std::domain_error if r <= -1.
[[nodiscard]] inline Money annuity_future(const Annuity& of) {
  const auto factors = detail::annuity_factors(of.rate, of.periods, of.due);
  return -(factors.growth * of.present + factors.series * of.payment);
}

inline constexpr Formula annuity_present_card{
    "economics.annuity-present", "PV = -(FV + PMT (1 + r w) ((1+r)^n - 1) / r) (1+r)^-n",
    "Excel PV; numpy-financial pv"};

/// What the payments are worth at the start. `present` is not read. \throws as annuity_future().
[[nodiscard]] inline Money annuity_present(const Annuity& of) {
  const auto factors = detail::annuity_factors(of.rate, of.periods, of.due);
  return -(of.future + factors.series * of.payment) / factors.growth;
}

inline constexpr Formula annuity_periods_card{
    "economics.annuity-periods", "n = ln((P - FV) / (P + PV)) / ln(1+r), P = PMT (1 + r w) / r",
    "Excel NPER; numpy-financial nper"};

/// How many periods balance the rest; need not be whole. `periods` is not read. Absent when the
/// payments never do. \throws as annuity_future().
[[nodiscard]] inline Feasible<double> annuity_periods(const Annuity& of) {
  if (!(of.rate > -1.0)) throw std::domain_error("annuity: the rate must be above -1");
  const double step = of.due == Due::begin ? 1.0 + of.rate : 1.0;
  if (of.rate == 0.0) {
    if (of.payment == Money{}) return Infeasible{&no_such_annuity};
    return -ratio(of.present + of.future, of.payment);
  }
  const Money perpetual = step / of.rate * of.payment;
  const Money under = perpetual + of.present;
  if (under == Money{}) return Infeasible{&no_such_annuity};
  const double growth = ratio(perpetual - of.future, under);
  if (!(growth > 0.0)) return Infeasible{&no_such_annuity};
  return log(growth) / log1p(of.rate);
}

inline constexpr Formula annuity_rate_card{
    "economics.annuity-rate", "r with PV (1+r)^n + PMT (1 + r w) ((1+r)^n - 1) / r + FV = 0",
    "Excel RATE; numpy-financial rate"};

/// The rate that balances the rest: the smallest that is not negative, else the one nearest to
/// zero. `rate` is not read. Absent when there is none between -99.9 % and +100,000 % a period.
/// \throws std::domain_error unless there are periods.
[[nodiscard]] inline Feasible<double> annuity_rate(const Annuity& of) {
  if (!(of.periods > 0.0)) throw std::domain_error("annuity_rate: periods must be positive");
  const auto excess = [&](double log_growth) {
    const auto factors = detail::annuity_factors(expm1(log_growth), of.periods, of.due);
    // At the end or at the start, whichever keeps the powers small.
    const double scale = log_growth > 0.0 ? factors.growth : 1.0;
    return ratio(factors.growth * of.present + factors.series * of.payment + of.future, dollar) /
           scale;
  };
  constexpr double farthest = 6.9;  // e^6.9 is 1000
  constexpr std::size_t steps = 690;
  if (excess(0.0) == 0.0) return 0.0;
  for (const double way : {1.0, -1.0}) {
    double near = 0.0;
    for (std::size_t k = 1; k <= steps; ++k) {
      const double far = way * farthest * static_cast<double>(k) / steps;
      const auto root = find_root(excess, near, far, {.relative = 0.0});
      if (root) return expm1(*root);
      near = far;
    }
  }
  return Infeasible{&no_such_annuity};
}

}  // namespace weft::economics
