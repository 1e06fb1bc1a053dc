// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"

#include <cstdint>

namespace weft::fabric {

inline constexpr Reason not_a_prime_power{
    "fabric.not-a-prime-power",
    "finite fields exist only of prime powers: the nearest one below "
    "is available"};

/// Whether q = p^n of a prime p, n >= 1.
[[nodiscard]] constexpr bool is_prime_power(std::int64_t q) {
  if (q < 2) return false;
  std::int64_t prime = 2;
  while (prime * prime <= q && q % prime != 0) ++prime;
  if (q % prime != 0) return true;
  while (q % prime == 0) q /= prime;
  return q == 1;
}

/// The prime powers around a number; itself twice where it is one.
struct PrimePowers {
  std::int64_t below = 0;  ///< 0: none
  std::int64_t above = 0;
  friend constexpr bool operator==(const PrimePowers&, const PrimePowers&) = default;
};
[[nodiscard]] constexpr PrimePowers nearest_prime_powers(std::int64_t q) {
  PrimePowers nearest{q, q < 2 ? 2 : q};
  while (nearest.below > 1 && !is_prime_power(nearest.below)) --nearest.below;
  if (nearest.below < 2) nearest.below = 0;
  while (!is_prime_power(nearest.above)) ++nearest.above;
  return nearest;
}
static_assert(is_prime_power(2) && is_prime_power(27) && is_prime_power(64) && is_prime_power(61));
static_assert(!is_prime_power(1) && !is_prime_power(28) && !is_prime_power(36));
static_assert(nearest_prime_powers(28) == PrimePowers{27, 29});

namespace detail {
/// Square root for constant expressions, by Newton's method.
constexpr double square_root(double of) {
  if (!(of > 0.0)) return 0.0;
  double root = of < 1.0 ? 1.0 : of;
  double next = 0.5 * (root + of / root);
  while (next < root) {
    root = next;
    next = 0.5 * (root + of / root);
  }
  return root;
}
static_assert(square_root(49.0) == 7.0 && square_root(0.0) == 0.0);
}  // namespace detail
}  // namespace weft::fabric
