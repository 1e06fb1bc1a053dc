// SPDX-License-Identifier: Apache-2.0
// What a right without a duty is worth: to defer, to abandon, to exchange one supplier for another.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/normal.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::economics {

/// To buy at the strike, or to sell at it.
enum class Right : std::uint8_t { call, put };

/// Rates are continuous, a year; volatility is that of the logarithm of the price, a root of a
/// year.
struct OptionTerms {
  Money spot{};
  Money strike{};
  double yield = 0.0;  ///< what holding the asset earns
  double rate = 0.0;   ///< free of risk
  double volatility = 0.0;
  Time time{};  ///< until the right ends

  friend constexpr bool operator==(const OptionTerms&, const OptionTerms&) = default;
};

namespace detail {

/// \throws std::domain_error
inline void check_option(Money first, Money second, double volatility, Time time) {
  if (!(first > Money{} && second > Money{})) {
    throw std::domain_error("option: prices must be positive");
  }
  if (!(volatility >= 0.0)) throw std::domain_error("option: volatility must not be negative");
  if (time < Time{}) throw std::domain_error("option: the time must not be negative");
}

/// The right to give `paid` for `got` at the end, both as of today: max(0, got - paid) without
/// risk.
[[nodiscard]] inline Money exchange_value(Money got, Money paid, double deviation) {
  if (!(deviation > 0.0)) return max(got - paid, Money{});
  const double d = log(ratio(got, paid)) / deviation + 0.5 * deviation;
  return normal_below(d) * got - normal_below(d - deviation) * paid;
}

}  // namespace detail

inline constexpr Formula european_option_card{
    "economics.european-option",
    "S e^(-qT) N(d1) - K e^(-rT) N(d2), d1 = (ln(S/K) + (r - q + s^2/2) T) / (s sqrt T)",
    "Black & Scholes 1973, Merton 1973; QuantLib test-suite europeanoption.cpp (Haug)"};

/// A right that can be used on its last day only.
/// \throws std::domain_error unless prices are positive, volatility and time not negative.
[[nodiscard]] inline Money european_option(Right right, const OptionTerms& of) {
  detail::check_option(of.spot, of.strike, of.volatility, of.time);
  const double years = ratio(of.time, one_year);
  const double deviation = of.volatility * sqrt(years);
  const Money asset = exp(-of.yield * years) * of.spot;
  const Money price = exp(-of.rate * years) * of.strike;
  return right == Right::call ? detail::exchange_value(asset, price, deviation)
                              : detail::exchange_value(price, asset, deviation);
}

/// Two assets of which one may be given for the other. On costs, `got` is the cost that is avoided
/// and `given` that of the alternative.
struct ExchangeTerms {
  Money got{};
  Money given{};
  double got_yield = 0.0;
  double given_yield = 0.0;
  double got_volatility = 0.0;
  double given_volatility = 0.0;
  double correlation = 0.0;  ///< -1..1
  Time time{};

  friend constexpr bool operator==(const ExchangeTerms&, const ExchangeTerms&) = default;
};

namespace detail {
[[nodiscard]] inline double joint_volatility(const ExchangeTerms& of, double weight) {
  if (!(of.correlation >= -1.0 && of.correlation <= 1.0)) {
    throw std::domain_error("option: a correlation lies in -1 to 1");
  }
  const double other = weight * of.given_volatility;
  const double variance = of.got_volatility * of.got_volatility -
                          2.0 * of.correlation * of.got_volatility * other + other * other;
  return variance > 0.0 ? sqrt(variance) : 0.0;
}
}  // namespace detail

inline constexpr Formula exchange_option_card{
    "economics.exchange-option",
    "S1 e^(-q1 T) N(d1) - S2 e^(-q2 T) N(d2), s^2 = s1^2 + s2^2 - 2 rho s1 s2",
    "Margrabe 1978, Journal of Finance 33(1); QuantLib test-suite margrabeoption.cpp"};

/// The right to exchange on the last day. \throws as european_option(), or for a bad correlation.
[[nodiscard]] inline Money exchange_option(const ExchangeTerms& of) {
  detail::check_option(of.got, of.given, of.got_volatility, of.time);
  detail::check_option(of.got, of.given, of.given_volatility, of.time);
  const double years = ratio(of.time, one_year);
  return detail::exchange_value(exp(-of.got_yield * years) * of.got,
                                exp(-of.given_yield * years) * of.given,
                                detail::joint_volatility(of, 1.0) * sqrt(years));
}

inline constexpr Formula switching_option_card{
    "economics.switching-option",
    "as the exchange with S2 + K e^(-rT) for S2, s^2 = s1^2 - 2 rho s1 s2 w + s2^2 w^2, "
    "w = S2 / (S2 + K e^(-rT))",
    "Kirk 1995, Correlation in the energy markets (approximation; exact at K = 0)"};

/// The right to exchange when doing so costs a fixed sum.
/// \param cost  K, of switching, paid on the day; >= 0.   \param rate  r, continuous, a year.
/// \throws as exchange_option(), or for a negative cost.
[[nodiscard]] inline Money switching_option(const ExchangeTerms& of, Money cost, double rate) {
  detail::check_option(of.got, of.given, of.got_volatility, of.time);
  detail::check_option(of.got, of.given, of.given_volatility, of.time);
  if (cost < Money{}) throw std::domain_error("switching_option: the cost must not be negative");
  const double years = ratio(of.time, one_year);
  const Money given = exp(-of.given_yield * years) * of.given;
  const Money paid = given + exp(-rate * years) * cost;
  return detail::exchange_value(exp(-of.got_yield * years) * of.got, paid,
                                detail::joint_volatility(of, ratio(given, paid)) * sqrt(years));
}

}  // namespace weft::economics
