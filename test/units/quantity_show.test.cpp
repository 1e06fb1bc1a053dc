// SPDX-License-Identifier: Apache-2.0
#include "fields.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace quantity_show_test {
namespace {

using namespace weft::test;
using weft::io::Expect;
using weft::io::show_quantity;

std::string show(double value, const Expect& field, int digits = 4) {
  return show_quantity(value, field.dimension, field.shown, digits);
}

TEST(ShowQuantity, PicksThePrefix) {
  EXPECT_EQ(show(1e11, rate), "800 Gb/s");
  EXPECT_EQ(show(4e11, rate), "3.2 Tb/s");
  EXPECT_EQ(show(1.25e8, rate), "1 Gb/s");
  EXPECT_EQ(show(1.2345e12, quantity<weft::Bandwidth>("GB/s")), "1.234 TB/s");
  EXPECT_EQ(show(4e8, quantity<weft::Bandwidth>("GB/s")), "400 MB/s");
  EXPECT_EQ(show(10200.0, draw), "10.2 kW");
  EXPECT_EQ(show(600.0, draw), "600 W");
  EXPECT_EQ(show(4.2e7, draw), "42 MW");
  EXPECT_EQ(show(0.0, draw), "0 kW");
  EXPECT_EQ(show(-4.2e7, draw), "-42 MW");
  EXPECT_EQ(show(12.3e-6, latency), "12.3 us");
  EXPECT_EQ(show(0.537, latency), "537 ms");
  EXPECT_EQ(show(989e12, speed), "989 Tflop/s");
  EXPECT_EQ(show(80e9, tokens), "80 Gtok");
  EXPECT_EQ(show(8192.0, tokens), "8192 tok");
  EXPECT_EQ(show(80.0 * 0x1p30, quantity<weft::Bytes>("GiB")), "80 GiB");
  EXPECT_EQ(show(0x1p40, quantity<weft::Bytes>("GiB")), "1 TiB");
  EXPECT_EQ(show(0.6, way), "0.6 m");
  EXPECT_EQ(show(3.6e12, used), "1 GWh");
}

TEST(ShowQuantity, RoundsUpIntoTheNextPrefix) {
  EXPECT_EQ(show(999999.0, draw), "1 MW");
  EXPECT_EQ(show(999.9e3, draw), "999.9 kW");
}

TEST(ShowQuantity, WritesMoneyAsInAQuote) {
  EXPECT_EQ(show(4.56e6, amount), "$4.56M");
  EXPECT_EQ(show(430e3, amount), "$430k");
  EXPECT_EQ(show(1.2e9, amount), "$1.2B");
  EXPECT_EQ(show(2.5e13, amount), "$25000B");
  EXPECT_EQ(show(-4.56e6, amount), "-$4.56M");
  EXPECT_EQ(show(1234.0, amount), "$1234");
  EXPECT_EQ(show(125.0, amount), "$125");
  EXPECT_EQ(show(2.6, amount), "$2.60");
  EXPECT_EQ(show(0.0003, amount), "$0.0003");
  EXPECT_EQ(show(0.0, amount), "$0");
  EXPECT_EQ(show(2.6 / 3600.0, rent), "$2.60 /h");
  EXPECT_EQ(show(0.3e-6, token_price), "$0.30 /Mtok");
  EXPECT_EQ(show(0.085 / 3.6e6, energy_price), "$0.085 /kWh");
  EXPECT_EQ(show(210e3 / 31557600.0, salary), "$210k /yr");
  EXPECT_EQ(show(0.125 / 2629800.0, space_price), "$125 /kW/month");
}

TEST(ShowQuantity, WritesSharesGrowthAndCounts) {
  EXPECT_EQ(show(0.3, share), "30 %");
  EXPECT_EQ(show(0.99954, share, 4), "99.95 %");
  EXPECT_EQ(show(0.08, growth), "8 %/yr");
  EXPECT_EQ(show_quantity(1.8, {}, "x"), "1.8x");
  EXPECT_EQ(show_quantity(3.0, {}, ":1"), "3:1");
  EXPECT_EQ(show_quantity(123456.0, {}), "123456");
  EXPECT_EQ(show_quantity(1234567.8, {}), "1234568");
  EXPECT_EQ(show_quantity(0.123456, {}), "0.1235");
}

TEST(ShowQuantity, WritesTimesInWordsOfThePlan) {
  EXPECT_EQ(show(50677.0 * 3600.0, quantity<weft::Time>("h")), "50677 h");
  EXPECT_EQ(show(86400.0, quantity<weft::Time>("day")), "1 day");
  EXPECT_EQ(show(86400.0 * 60.0, quantity<weft::Time>("day")), "60 days");
  EXPECT_EQ(show(86400.0 * 60.0, quantity<weft::Time>("s")), "60 days");
  EXPECT_EQ(show(90.0, quantity<weft::Time>("s")), "90 s");
  EXPECT_EQ(show(600.0, quantity<weft::Time>("s")), "10 min");
  EXPECT_EQ(show(10800.0, quantity<weft::Time>("s")), "3 h");
  EXPECT_EQ(show(3.0 * 2629800.0, quantity<weft::Time>("months")), "3 months");
  EXPECT_EQ(show(2629800.0, quantity<weft::Time>("months")), "1 month");
  EXPECT_EQ(show(7.5 * 604800.0, span), "7.5 weeks");
}

TEST(ShowQuantity, ChoosesAUnitWhenNoneIsGiven) {
  EXPECT_EQ(show_quantity(1.23e12, rate.dimension), "1.23 TB/s");
  EXPECT_EQ(show_quantity(0.3e-6, token_price.dimension), "$0.30 /Mtok");
  EXPECT_EQ(show_quantity(0.085 / 3.6e6, energy_price.dimension), "$0.085 /kWh");
  EXPECT_EQ(show_quantity(2.6 / 3600.0, rent.dimension), "$2.60 /h");
  EXPECT_EQ(show_quantity(210e6 / 31557600.0, salary.dimension), "$210M /yr");
  EXPECT_EQ(show_quantity(3.6e9, used.dimension), "1 MWh");
  EXPECT_EQ(show_quantity(300.0, used.dimension), "300 J");
  EXPECT_EQ(show_quantity(1e6, draw.dimension), "1 MW");
}

TEST(ShowQuantity, KeepsToTheDigitsAskedFor) {
  EXPECT_EQ(show(12345.0, draw, 2), "12 kW");
  EXPECT_EQ(show(12345.0, draw, 3), "12.3 kW");
  EXPECT_EQ(show(4.5678e6, amount, 3), "$4.57M");
  EXPECT_EQ(show(12345.0, draw, 100), "12.345 kW");
  EXPECT_EQ(show(12345.0, draw, 0), "10 kW");
}

TEST(ShowQuantity, NamesWhatIsNotFinite) {
  EXPECT_EQ(show(std::numeric_limits<double>::infinity(), draw), "inf");
}

}  // namespace
}  // namespace quantity_show_test
