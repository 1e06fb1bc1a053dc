// SPDX-License-Identifier: Apache-2.0
// The only header that calls the transcendental functions of <cmath>: programs that must give the
// same digits with every compiler build with -fno-builtin- for each of them.
#pragma once

#include "weft/units/system.hpp"

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <type_traits>

namespace weft {

[[nodiscard]] inline double exp(double x) { return std::exp(x); }
[[nodiscard]] inline double expm1(double x) { return std::expm1(x); }
[[nodiscard]] inline double log(double x) { return std::log(x); }
[[nodiscard]] inline double log1p(double x) { return std::log1p(x); }
[[nodiscard]] inline double log2(double x) { return std::log2(x); }
[[nodiscard]] inline double log10(double x) { return std::log10(x); }
[[nodiscard]] inline double pow(double base, double exponent) { return std::pow(base, exponent); }
[[nodiscard]] inline double sin(double x) { return std::sin(x); }
[[nodiscard]] inline double cos(double x) { return std::cos(x); }
[[nodiscard]] inline double cbrt(double x) { return std::cbrt(x); }
[[nodiscard]] inline double erf(double x) { return std::erf(x); }
[[nodiscard]] inline double erfc(double x) { return std::erfc(x); }
[[nodiscard]] inline double lgamma(double x) { return std::lgamma(x); }
[[nodiscard]] inline double tgamma(double x) { return std::tgamma(x); }
[[nodiscard]] inline double sqrt(double x) { return std::sqrt(x); }

/// base^exponent by multiplication, the same bits everywhere.
/// \param exponent >= 0.  \throws std::domain_error if it is negative.
[[nodiscard]] constexpr double whole_power(double base, std::int64_t exponent) {
  if (exponent < 0) throw std::domain_error("whole_power: exponent must be at least 0");
  double result = 1.0;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 != 0) result *= base;
    base *= base;
  }
  return result;
}
static_assert(whole_power(2.0, 10) == 1024.0 && whole_power(3.0, 0) == 1.0);

namespace units {
/// Half the exponents. Found by argument-dependent look-up: sqrt(area) is a length.
template <class D>
[[nodiscard]] inline auto sqrt(bu::quantity<bu::unit<D, system>, double> square) {
  using Root = typename bu::root_typeof_helper<bu::unit<D, system>, bu::static_rational<2>>::type;
  return bu::quantity<Root, double>::from_value(std::sqrt(square.value()));
}
}  // namespace units

/// The smallest whole number that is at least x.
/// \throws std::domain_error if x is not finite or beyond what a double counts exactly (2^53).
[[nodiscard]] inline std::int64_t ceil_count(double x) {
  const double up = std::ceil(x);
  if (!(std::fabs(up) <= 0x1p53)) throw std::domain_error("ceil_count: x must be below 2^53");
  return static_cast<std::int64_t>(up);
}
/// The largest whole number that is at most x. \throws as ceil_count.
[[nodiscard]] inline std::int64_t floor_count(double x) { return -ceil_count(-x); }

/// How many `each` are needed for `whole`; a last part counts fully.
template <class Q>
[[nodiscard]] inline std::int64_t ceil_count(Q whole, std::type_identity_t<Q> each) {
  return ceil_count(ratio(whole, each));
}
/// How many whole `each` fit into `whole`.
template <class Q>
[[nodiscard]] inline std::int64_t floor_count(Q whole, std::type_identity_t<Q> each) {
  return floor_count(ratio(whole, each));
}

}  // namespace weft
