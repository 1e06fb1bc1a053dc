// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/annuity.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>

namespace weft::economics {

/// A debt and equity share with what each asks for, nominal, effective a year.
struct Capital {
  double debt = 0.0;       ///< share D, 0..1
  double interest = 0.0;   ///< of the debt, real
  double return_on = 0.0;  ///< of the equity, real
  double inflation = 0.0;  ///< i
  double tax = 0.0;        ///< T, 0..1

  friend constexpr bool operator==(const Capital&, const Capital&) = default;
};

inline constexpr Formula real_capital_cost_card{
    "economics.real-capital-cost",
    "(1 + (1-D)((1+R_e)(1+i) - 1) + D((1+R_d)(1+i) - 1)(1-T)) / (1+i) - 1",
    "NREL ssc cmod_lcoefcr_design"};

/// Weighted cost of capital after tax and inflation, a year.
[[nodiscard]] constexpr double real_capital_cost(const Capital& of) {
  const double prices = 1.0 + of.inflation;
  const double equity = (1.0 + of.return_on) * prices - 1.0;
  const double debt = (1.0 + of.interest) * prices - 1.0;
  return (1.0 + (1.0 - of.debt) * equity + of.debt * debt * (1.0 - of.tax)) / prices - 1.0;
}
static_assert(real_capital_cost({.return_on = 0.25}) == 0.25);

inline constexpr Formula project_financing_card{"economics.project-financing-factor",
                                                "(1 - T sum d_k ((1+WACC)(1+i))^-k) / (1 - T)",
                                                "NREL ssc cmod_lcoefcr_design"};

/// How much dearer capital is because tax is paid before depreciation has been deducted.
/// \param deductions  d_k, shares of the cost by year from the first.   \param real_cost  WACC.
/// \throws std::domain_error if tax takes everything.
[[nodiscard]] inline double project_financing_factor(std::span<const double> deductions, double tax,
                                                     double real_cost, double inflation) {
  if (!(tax < 1.0)) throw std::domain_error("project_financing_factor: tax must be below 1");
  const double a_year = 1.0 / ((1.0 + real_cost) * (1.0 + inflation));
  double worth = 0.0;
  for (std::size_t i = deductions.size(); i > 0; --i) worth = a_year * (deductions[i - 1] + worth);
  return (1.0 - tax * worth) / (1.0 - tax);
}

inline constexpr Formula construction_financing_card{
    "economics.construction-financing-factor",
    "sum over k = 0.. of c_k (1 + (1-T)((1+i_c)^(k+1/2) - 1))", "NREL ssc cmod_lcoefcr_design"};

/// Interest on what is paid while it is built, in the middle of each year.
/// \param schedule  c_k, shares of the cost, the last year of building first; they add up to 1.
[[nodiscard]] inline double construction_financing_factor(std::span<const double> schedule,
                                                          double tax, double interest) {
  constexpr double middle = 0.5;
  double sum = 0.0;
  for (std::size_t k = 0; k < schedule.size(); ++k) {
    const double grown = pow(1.0 + interest, static_cast<double>(k) + middle) - 1.0;
    sum += schedule[k] * (1.0 + (1.0 - tax) * grown);
  }
  return sum;
}

inline constexpr Formula fixed_charge_rate_card{
    "economics.fixed-charge-rate", "CRF(WACC, n) PFIN CFIN", "NREL ssc cmod_lcoefcr_design"};

/// Share of the capital cost to be earned each year so that capital, tax and interest are paid.
/// \param project, construction  the factors above; 1 leaves them out.
[[nodiscard]] inline double fixed_charge_rate(double real_cost, double years, double project,
                                              double construction) {
  return capital_recovery_factor(real_cost, years) * project * construction;
}

/// What a token, or any unit counted as one, costs over a life.
struct LevelisedCost {
  MoneyPerToken capital{};
  MoneyPerToken fixed{};
  MoneyPerToken variable{};

  [[nodiscard]] constexpr MoneyPerToken total() const { return capital + fixed + variable; }
  friend constexpr bool operator==(const LevelisedCost&, const LevelisedCost&) = default;
};

inline constexpr Formula levelised_cost_card{"economics.levelised-cost", "(FCR C + F) / U + v",
                                             "NREL ssc cmod_lcoefcr.cpp"};

/// Steady case of `levelised_token_cost`: every year like the other.
/// \param charge    FCR, of the capital a year.   \param capital  C.   \param fixed  F.
/// \param variable  v, a unit.                    \param units  U, made a time.
/// Absent when nothing is made.
[[nodiscard]] inline Feasible<LevelisedCost> levelised_cost(double charge, Money capital,
                                                            MoneyRate fixed, MoneyPerToken variable,
                                                            TokenRate units) {
  if (!(units > TokenRate{})) return Infeasible{&no_tokens};
  return LevelisedCost{
      .capital = charge * capital / one_year / units, .fixed = fixed / units, .variable = variable};
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::Capital> = std::array{
    row<&economics::Capital::debt>("debt", "share of debt").between(0, 1),
    row<&economics::Capital::interest>("interest", "of the debt, real, a year"),
    row<&economics::Capital::return_on>("return_on", "what the equity asks for, real, a year"),
    row<&economics::Capital::inflation>("inflation", "a year"),
    row<&economics::Capital::tax>("tax", "on profit").between(0, 1)};
static_assert(describes_all<economics::Capital>());
template <>
inline constexpr std::string_view type_name<economics::Capital> = "capital";

template <>
inline constexpr auto fields<economics::LevelisedCost> = std::array{
    row<&economics::LevelisedCost::capital>("capital", "what pays for the assets").in("$/Mtok"),
    row<&economics::LevelisedCost::fixed>("fixed", "running cost that does not vary").in("$/Mtok"),
    row<&economics::LevelisedCost::variable>("variable", "running cost of each").in("$/Mtok"),
    row<&economics::LevelisedCost::total>("total", "the constant price that pays the cost")
        .in("$/Mtok")
        .by(economics::levelised_cost_card)};
static_assert(describes_all<economics::LevelisedCost>());
template <>
inline constexpr std::string_view type_name<economics::LevelisedCost> = "levelised cost";

}  // namespace weft
