// SPDX-License-Identifier: Apache-2.0
#include "weft/units/math.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <type_traits>

namespace math_test {
namespace {

using weft::byte;
using weft::ceil_count;
using weft::floor_count;
using weft::metre;
using weft::second;

TEST(Math, PassesOnToTheStandardLibrary) {
  EXPECT_EQ(weft::exp(0.0), 1.0);
  EXPECT_EQ(weft::log(1.0), 0.0);
  EXPECT_EQ(weft::log2(8.0), 3.0);
  EXPECT_EQ(weft::log10(1000.0), 3.0);
  EXPECT_EQ(weft::expm1(0.0), 0.0);
  EXPECT_EQ(weft::log1p(0.0), 0.0);
  EXPECT_EQ(weft::pow(2.0, 10.0), 1024.0);
  EXPECT_DOUBLE_EQ(weft::cbrt(27.0), 3.0);
  EXPECT_EQ(weft::erf(0.0), 0.0);
  EXPECT_EQ(weft::erfc(0.0), 1.0);
  EXPECT_DOUBLE_EQ(weft::tgamma(5.0), 24.0);
  EXPECT_DOUBLE_EQ(weft::lgamma(5.0), weft::log(24.0));
  EXPECT_EQ(weft::sqrt(9.0), 3.0);
}

TEST(WholePower, MultipliesAndRefusesNegativeExponents) {
  EXPECT_EQ(weft::whole_power(10.0, 3), 1000.0);
  EXPECT_EQ(weft::whole_power(0.0, 0), 1.0);
  EXPECT_EQ(weft::whole_power(-2.0, 3), -8.0);
  EXPECT_THROW((void)weft::whole_power(2.0, -1), std::domain_error);
}

TEST(Sqrt, HalvesTheDimension) {
  const auto side = sqrt(9.0 * metre * metre);
  static_assert(std::is_same_v<std::remove_const_t<decltype(side)>, weft::Length>);
  EXPECT_EQ(side.value(), 3.0);
  const auto spread = sqrt(4.0 * second * second);
  static_assert(std::is_same_v<std::remove_const_t<decltype(spread)>, weft::Time>);
  EXPECT_EQ(spread.value(), 2.0);
}

TEST(CeilCount, CountsALastPartFully) {
  EXPECT_EQ(ceil_count(2.1), 3);
  EXPECT_EQ(ceil_count(2.0), 2);
  EXPECT_EQ(ceil_count(-2.1), -2);
  EXPECT_EQ(floor_count(2.9), 2);
  EXPECT_EQ(floor_count(-2.1), -3);
  EXPECT_EQ(ceil_count(10.0 * byte, 4.0 * byte), 3);
  EXPECT_EQ(floor_count(10.0 * byte, 4.0 * byte), 2);
  EXPECT_EQ(ceil_count(0.0 * byte, 4.0 * byte), 0);
}

TEST(CeilCount, RefusesWhatCannotBeCounted) {
  EXPECT_THROW((void)ceil_count(1e17), std::domain_error);
  EXPECT_THROW((void)ceil_count(std::nan("")), std::domain_error);
  EXPECT_THROW((void)floor_count(std::numeric_limits<double>::infinity()), std::domain_error);
  EXPECT_EQ(ceil_count(0x1p53), 9007199254740992);
}

}  // namespace
}  // namespace math_test
