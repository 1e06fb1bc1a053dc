// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <stdexcept>

namespace weft::economics {

// Rates here are a period of any length, as in the tables of spreadsheets: the period of a loan.

inline constexpr Formula capital_recovery_factor_card{
    "economics.capital-recovery-factor", "r / (1 - (1 + r)^-n), 1/n at r = 0",
    "Excel PMT (gnumeric samples/excel/finfuns.xls); NREL ssc cmod_lcoefcr.cpp"};

/// Share of a present sum that has to be paid at the end of each period to repay it with interest.
/// \param rate     r, a period, r > -1.   \param periods  n > 0; need not be whole.
/// \throws std::domain_error outside these ranges.
[[nodiscard]] inline double capital_recovery_factor(double rate, double periods) {
  if (!(periods > 0.0))
    throw std::domain_error("capital_recovery_factor: periods must be positive");
  if (!(rate > -1.0)) throw std::domain_error("capital_recovery_factor: rate must be above -1");
  if (rate == 0.0) return 1.0 / periods;
  return rate / -expm1(-periods * log1p(rate));
}

/// When payments are made.
enum class Due { end, begin };

inline constexpr Formula annuity_payment_card{"economics.annuity-payment",
                                              "(PV + FV (1+r)^-n) CRF(r, n) / (1 + r w)",
                                              "Excel PMT; numpy-financial pmt; formulajs PMT"};

/// A level payment each period. Positive is paid; Excel's PMT is its negative.
/// \param present  PV, owed now.   \param future  FV, to be there after the last payment.
/// \param rate     r, a period.    \param periods n.    \param due  w = 1 when paid in advance.
[[nodiscard]] inline Money annuity_payment(Money present, double rate, double periods,
                                           Money future = {}, Due due = Due::end) {
  const Money owed = present + pow(1.0 + rate, -periods) * future;
  const Money at_end = capital_recovery_factor(rate, periods) * owed;
  return due == Due::begin ? at_end / (1.0 + rate) : at_end;
}

inline constexpr Formula loan_balance_card{"economics.loan-balance", "PV CRF(r, n) / CRF(r, n - k)",
                                           "definition; numpy-financial ppmt, ipmt"};

/// What is still owed of a level loan after k payments: the present value of those to come.
/// \param paid  k; 0 gives the principal, n and more nothing.
[[nodiscard]] inline Money loan_balance(Money principal, double rate, double periods, double paid) {
  if (paid >= periods) return {};
  if (paid <= 0.0) return principal;
  return capital_recovery_factor(rate, periods) / capital_recovery_factor(rate, periods - paid) *
         principal;
}

inline constexpr Formula equivalent_annual_cost_card{
    "economics.equivalent-annual-cost", "C (CRF(r, L) - s r / ((1 + r)^L - 1))",
    "definition; annuity of the cost less that of the salvage"};

/// Level cost of each period of an asset's life, interest included.
/// \param cost  C.   \param salvage  s, share of the cost got back at the end.
/// \param rate  r, a period.   \param periods  L.
[[nodiscard]] inline Money equivalent_annual_cost(Money cost, double salvage, double rate,
                                                  double periods) {
  const double recovery = capital_recovery_factor(rate, periods);
  return (recovery - salvage * (recovery - rate)) * cost;  // r / ((1+r)^L - 1) = CRF - r
}

}  // namespace weft::economics
