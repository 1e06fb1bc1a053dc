// SPDX-License-Identifier: Apache-2.0
#include "weft/base/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>

namespace random_test {
namespace {

using weft::philox;
using weft::Random;
using Four = std::array<std::uint32_t, 4>;

// The three "philox4x32 10" lines of tests/kat_vectors in Random123 1.14.0.
static_assert(philox({0, 0, 0, 0}, {0, 0}) == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
static_assert(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
              Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
static_assert(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
              Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});

TEST(Random, GivesPublishedBitsFirst) {
  Random stream(0, 0);
  EXPECT_EQ(stream.bits(), 0xe169c58d6627e8d5U);
  EXPECT_EQ(stream.bits(), 0x9b00dbd8bc57ac4cU);
}

TEST(Random, DependsOnSeedAndStreamAlone) {
  Random first(20270101, 7);
  const auto a = first.bits();
  const auto b = first.bits();
  Random again(20270101, 7);
  EXPECT_EQ(again.at(1), b);
  EXPECT_EQ(again.bits(), a);
  EXPECT_NE(Random(20270101, 8).bits(), a);
  EXPECT_NE(Random(20270102, 7).bits(), a);
  EXPECT_NE(Random(20270101, std::uint64_t{7} << 32U).bits(), a);
}

TEST(Random, StaysInsideTheOpenInterval) {
  static_assert(Random::unit(0) == 0x1p-53);
  EXPECT_EQ(Random::unit(~std::uint64_t{0}), 1.0 - 0x1p-53);
}

TEST(Random, IsUniformAndUncorrelated) {
  Random stream(1, 2);
  constexpr int draws = 50000;
  double sum = 0.0;
  double squares = 0.0;
  double products = 0.0;
  double before = 0.5;
  std::array<int, 10> cells{};
  for (int i = 0; i < draws; ++i) {
    const double x = stream.uniform();
    sum += x;
    squares += x * x;
    products += (x - 0.5) * (before - 0.5);
    before = x;
    ++cells[static_cast<std::size_t>(10.0 * x)];
  }
  // Five standard errors.
  EXPECT_NEAR(sum / draws, 0.5, 5.0 * std::sqrt(1.0 / 12.0 / draws));
  EXPECT_NEAR(squares / draws, 1.0 / 3.0, 5.0 * std::sqrt(4.0 / 45.0 / draws));
  EXPECT_NEAR(products / draws, 0.0, 5.0 / 12.0 / std::sqrt(draws));
  for (const int each : cells) EXPECT_NEAR(each, draws / 10, 5.0 * std::sqrt(0.09 * draws));
}

TEST(Random, HasIndependentFirstDrawsAcrossStreams) {
  double sum = 0.0;
  constexpr int streams = 20000;
  for (std::uint64_t i = 0; i < streams; ++i) sum += Random(3, i).uniform();
  EXPECT_NEAR(sum / streams, 0.5, 5.0 * std::sqrt(1.0 / 12.0 / streams));
}

}  // namespace
}  // namespace random_test
