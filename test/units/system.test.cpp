// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <type_traits>

namespace system_test {
namespace {

using namespace weft;

static_assert(std::is_same_v<Per<Bytes, Bandwidth>, Time>);
static_assert(std::is_same_v<Times<Power, Time>, Energy>);
static_assert(std::is_same_v<MoneyPerPowerTime, MoneyPerEnergy>);
static_assert(dimension_of<Bandwidth> == Dimension{.second = -1, .byte = 1});
static_assert(dimension_of<Power> == Dimension{.metre = 2, .kilogram = 1, .second = -3});
static_assert(dimension_of<MoneyPerToken> == Dimension{.dollar = 1, .token = -1});
static_assert(dimension_of<FlopsPerByte> == Dimension{.byte = -1, .flop = 1});
static_assert(is_quantity<Time> && !is_quantity<double>);
static_assert((8.0 * bit).value() == 1.0);
static_assert(gibi_byte.value() == 1073741824.0 && giga_byte.value() == 1e9);
static_assert(one_month.value() == 2629800.0 && one_year.value() == 31557600.0);
static_assert(kilowatt_hour.value() == 3.6e6);
static_assert((std::int64_t{3} * dollar).value() == 3.0);
static_assert((dollar * std::int64_t{3}).value() == 3.0);
static_assert((6.0 * dollar / std::int64_t{3}).value() == 2.0);
static_assert(Time{} == 0.0 * second);
static_assert(ratio(6.0 * byte, 3.0 * byte) == 2.0);
static_assert(min(1.0 * byte, 2.0 * byte) == 1.0 * byte &&
              max(1.0 * byte, 2.0 * byte) == 2.0 * byte);

TEST(Units, KeepGigabyteAndGibibyteApart) {
  EXPECT_NEAR(ratio(gibi_byte, giga_byte), 1.0737, 1e-4);
}

TEST(Units, CountAMonthAsTheTwelfthOfAJulianYear) {
  EXPECT_EQ(ratio(one_year, one_month), 12.0);
  EXPECT_NE(one_month.value(), 30.0 * one_day.value());
}

TEST(Units, ConvertLinkRatesOnce) {
  EXPECT_EQ((400.0 * giga_bit / second).value(), 5e10);
  EXPECT_EQ((100.0 * giga_byte / (400.0 * giga_bit / second)).value(), 2.0);
}

}  // namespace
}  // namespace system_test
