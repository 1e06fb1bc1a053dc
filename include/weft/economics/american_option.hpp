// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/base/root.hpp"
#include "weft/economics/option_value.hpp"
#include "weft/units/math.hpp"
#include "weft/units/normal.hpp"
#include "weft/units/system.hpp"

namespace weft::economics {

inline constexpr Formula american_option_card{
    "economics.american-option", "european + A (S / S*)^g below S*, else S - K",
    "Barone-Adesi & Whaley 1987, Journal of Finance 42(2); QuantLib test-suite americanoption.cpp"};

namespace detail {

/// The quadratic approximation: its exponent, and how far the price at which the right is used at
/// once is from being right.
struct EarlyUse {
  Right right;
  OptionTerms terms;
  double exponent;

  [[nodiscard]] double sign() const { return right == Right::call ? 1.0 : -1.0; }
  /// e^(-qT) N(sign d1): the change of the european value with the price.
  [[nodiscard]] double slope(Money spot) const {
    const double years = ratio(terms.time, one_year);
    const double deviation = terms.volatility * sqrt(years);
    const double d =
        (log(ratio(spot, terms.strike)) + (terms.rate - terms.yield) * years) / deviation +
        0.5 * deviation;
    return exp(-terms.yield * years) * normal_below(sign() * d);
  }
  /// What using it early adds at the price where one does.
  [[nodiscard]] Money premium(Money spot) const {
    return sign() * (1.0 - slope(spot)) / exponent * spot;
  }
  [[nodiscard]] Money excess(Money spot) const {
    OptionTerms at = terms;
    at.spot = spot;
    return sign() * (spot - terms.strike) - european_option(right, at) - premium(spot);
  }
};

[[nodiscard]] inline EarlyUse early_use(Right right, const OptionTerms& of) {
  constexpr double four = 4.0;  // of the quadratic equation
  const double variance = of.volatility * of.volatility;
  const double years = ratio(of.time, one_year);
  const double carry = 2.0 * (of.rate - of.yield) / variance;
  // 2 r / (s^2 (1 - e^(-rT))), which tends to 2 / (s^2 T).
  const double interest = of.rate == 0.0 ? 2.0 / (variance * years)
                                         : -2.0 * of.rate / (variance * expm1(-of.rate * years));
  const double root = sqrt((carry - 1.0) * (carry - 1.0) + four * interest);
  return {right, of, (-(carry - 1.0) + (right == Right::call ? root : -root)) / 2.0};
}

}  // namespace detail

/// A right that can be used on any day, by the quadratic approximation: within about 0.1 % of the
/// price of the asset. \throws as european_option().
[[nodiscard]] inline Money american_option(Right right, const OptionTerms& of) {
  const Money european = european_option(right, of);
  const bool never_early =
      right == Right::call ? of.yield <= 0.0 && of.rate >= 0.0 : of.rate <= 0.0;
  if (never_early || !(of.volatility > 0.0) || !(of.time > Time{})) {
    const Money now = right == Right::call ? of.spot - of.strike : of.strike - of.spot;
    return never_early ? european : max(european, now);
  }
  const detail::EarlyUse early = detail::early_use(right, of);
  constexpr double farthest = 20.0;  // e^20: a price that is never reached
  const double from = log(ratio(of.strike, dollar));
  const auto used_at = find_root(
      [&](double log_price) { return ratio(early.excess(exp(log_price) * dollar), of.strike); },
      from, from + early.sign() * farthest);
  if (!used_at) return european;
  const Money critical = exp(*used_at) * dollar;
  if (early.sign() * ratio(of.spot - critical, dollar) >= 0.0) {
    return early.sign() * (of.spot - of.strike);
  }
  return european + pow(ratio(of.spot, critical), early.exponent) * early.premium(critical);
}

}  // namespace weft::economics
