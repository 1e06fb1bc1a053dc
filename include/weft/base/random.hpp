// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace weft {

/// Philox4x32-10: 128 random bits as a pure function of a counter and a key. Salmon, Moraes, Dror
/// & Shaw 2011, "Parallel Random Numbers: As Easy as 1, 2, 3", SC11.
[[nodiscard]] constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                            std::array<std::uint32_t, 2> key) {
  constexpr int rounds = 10;
  constexpr std::uint64_t multiplier_0 = 0xD2511F53U;
  constexpr std::uint64_t multiplier_1 = 0xCD9E8D57U;
  constexpr std::uint32_t weyl_0 = 0x9E3779B9U;  // golden ratio
  constexpr std::uint32_t weyl_1 = 0xBB67AE85U;  // sqrt(3) - 1
  const auto high = [](std::uint64_t wide) { return static_cast<std::uint32_t>(wide >> 32U); };
  const auto low = [](std::uint64_t wide) { return static_cast<std::uint32_t>(wide); };
  for (int round = 0; round < rounds; ++round) {
    const std::uint64_t first = multiplier_0 * counter[0];
    const std::uint64_t next = multiplier_1 * counter[2];
    counter = {high(next) ^ counter[1] ^ key[0], low(next), high(first) ^ counter[3] ^ key[1],
               low(first)};
    key = {key[0] + weyl_0, key[1] + weyl_1};
  }
  return counter;
}

/// The random numbers of one stream: they depend on (seed, stream) alone, so the draws of scenario
/// i are the same on any number of threads and in any order.
class Random {
 public:
  constexpr Random(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}

  /// 64 bits; the n-th call of a stream always gives the same.
  constexpr std::uint64_t bits() {
    const std::uint64_t drawn = at(next_);
    ++next_;
    return drawn;
  }
  /// The n-th 64 bits of the stream, whatever was drawn before.
  [[nodiscard]] constexpr std::uint64_t at(std::uint64_t n) const {
    const auto half = [](std::uint64_t wide, unsigned by) {
      return static_cast<std::uint32_t>(wide >> by);
    };
    const std::uint64_t block = n / 2;
    const auto four = philox({half(block, 0), half(block, 32), half(stream_, 0), half(stream_, 32)},
                             {half(seed_, 0), half(seed_, 32)});
    const std::size_t from = n % 2 == 0 ? 0 : 2;
    return (std::uint64_t{four[from + 1]} << 32U) | four[from];
  }
  /// Uniform in the open interval (0, 1): the middles of 2^52 equal cells, so that an inverse
  /// distribution function is never asked for 0 or 1.
  constexpr double uniform() { return unit(bits()); }

  [[nodiscard]] static constexpr double unit(std::uint64_t drawn) {
    return (static_cast<double>(drawn >> 12U) + 0.5) * 0x1p-52;
  }

 private:
  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t next_ = 0;
};
static_assert(Random::unit(0) > 0.0 && Random::unit(~std::uint64_t{0}) < 1.0);

}  // namespace weft
