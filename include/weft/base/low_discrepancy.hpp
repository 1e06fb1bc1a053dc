// SPDX-License-Identifier: Apache-2.0
// Points that fill the unit cube evenly, for integrals and quantiles with fewer draws than chance
// needs.
#pragma once

#include "weft/base/formula.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace weft {

inline constexpr Formula van_der_corput_card{"base.van-der-corput",
                                             "the binary digits of n, mirrored at the point",
                                             "van der Corput 1935; QuantLib low-discrepancy tests"};

/// \param n  from 1; 0 gives 0.
[[nodiscard]] constexpr double van_der_corput(std::uint32_t n) {
  std::uint32_t mirrored = 0;
  for (int digit = 0; digit < 32; ++digit) {
    mirrored = (mirrored << 1U) | (n & 1U);
    n >>= 1U;
  }
  return static_cast<double>(mirrored) * 0x1p-32;
}
static_assert(van_der_corput(1) == 0.5 && van_der_corput(6) == 0.375);

namespace detail {

/// A primitive polynomial over GF(2) and the first direction numbers that go with it.
struct SobolStart {
  std::uint32_t degree;
  std::uint32_t inner;  ///< coefficients between the first and the last, as bits
  std::array<std::uint32_t, 5> first;
};

/// Of the second dimension and those after it.
inline constexpr std::array<SobolStart, 9> sobol_starts{{{1, 0, {1}},
                                                         {2, 1, {1, 3}},
                                                         {3, 1, {1, 3, 1}},
                                                         {3, 2, {1, 1, 1}},
                                                         {4, 1, {1, 1, 3, 3}},
                                                         {4, 4, {1, 3, 5, 13}},
                                                         {5, 2, {1, 1, 5, 5, 17}},
                                                         {5, 4, {1, 1, 5, 5, 5}},
                                                         {5, 7, {1, 1, 7, 11, 19}}}};

using Directions = std::array<std::uint32_t, 32>;

[[nodiscard]] constexpr Directions sobol_directions(std::size_t dimension) {
  Directions made{};
  if (dimension == 0) {
    for (std::uint32_t i = 0; i < 32; ++i) made[i] = 1U << (31U - i);
    return made;
  }
  const SobolStart& start = sobol_starts[dimension - 1];
  for (std::uint32_t i = 0; i < 32; ++i) {
    if (i < start.degree) {
      made[i] = start.first[i] << (31U - i);
      continue;
    }
    made[i] = made[i - start.degree] ^ (made[i - start.degree] >> start.degree);
    for (std::uint32_t k = 1; k < start.degree; ++k) {
      const bool has = ((start.inner >> (start.degree - 1 - k)) & 1U) != 0;
      if (has) made[i] ^= made[i - k];
    }
  }
  return made;
}

}  // namespace detail

inline constexpr Formula sobol_card{
    "base.sobol-sequence", "x_n = x_{n-1} xor v_c, c = lowest zero bit of n - 1 (Gray code)",
    "Antonov & Saleev 1979; direction numbers of Joe & Kuo 2008, SIAM J. Sci. Comput. 30"};

/// One coordinate of the Sobol sequence in the order of Gray codes.
class SobolAxis {
 public:
  static constexpr std::size_t most = 10;

  /// \param dimension  0 .. most - 1.  \throws std::domain_error beyond.
  constexpr explicit SobolAxis(std::size_t dimension) {
    if (dimension >= most) throw std::domain_error("SobolAxis: there are 10 dimensions");
    directions_ = detail::sobol_directions(dimension);
  }

  /// Coordinate of point n. \param n  from 1; point 0 is the corner, which a sample leaves out.
  [[nodiscard]] constexpr double at(std::uint32_t n) const {
    std::uint32_t gray = n ^ (n >> 1U);
    std::uint32_t x = 0;
    while (gray != 0) {
      x ^= directions_[static_cast<std::size_t>(std::countr_zero(gray))];
      gray &= gray - 1U;
    }
    return static_cast<double>(x) * 0x1p-32;
  }

 private:
  detail::Directions directions_{};
};
static_assert(SobolAxis(0).at(1) == 0.5 && SobolAxis(0).at(4) == 0.375);
static_assert(SobolAxis(1).at(2) == 0.25 && SobolAxis(1).at(3) == 0.75);

}  // namespace weft
