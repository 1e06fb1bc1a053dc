// SPDX-License-Identifier: Apache-2.0
#include "fields.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

namespace quantity_write_test {
namespace {

using namespace weft::test;
using weft::Dimension;
using weft::Shape;
using weft::io::Expect;
using weft::io::read_quantity;
using weft::io::Reading;
using weft::io::write_quantity;

const std::vector<Expect> fields{rate,
                                 size,
                                 span,
                                 latency,
                                 draw,
                                 used,
                                 amount,
                                 salary,
                                 rent,
                                 energy_price,
                                 space_price,
                                 build_price,
                                 token_price,
                                 tokens,
                                 token_rate,
                                 arrivals,
                                 work,
                                 speed,
                                 way,
                                 mass,
                                 licence,
                                 share,
                                 growth,
                                 quantity<weft::Bytes>("GiB"),
                                 quantity<weft::Bandwidth>("Tb/s"),
                                 quantity<weft::Time>("h"),
                                 quantity<weft::Time>("ms"),
                                 quantity<weft::Time>("days"),
                                 quantity<weft::Time>("months"),
                                 quantity<weft::Time>("yr"),
                                 quantity<weft::Time>(""),
                                 quantity<weft::Power>(""),
                                 quantity<weft::Energy>("MWh"),
                                 quantity<weft::Frequency>("req/s"),
                                 quantity<weft::Frequency>("/day"),
                                 quantity<weft::TokensPerMoney>("Mtok/$"),
                                 quantity<weft::TokensPerEnergy>("tok/J"),
                                 quantity<weft::Area>("m*m"),
                                 quantity<weft::MoneyRate>("USD/h"),
                                 quantity<weft::MoneyPerBandwidth>(""),
                                 quantity<weft::TimePerLength>("ns/m"),
                                 quantity<weft::FlopsPerByte>("flop/B"),
                                 Expect{Shape::ratio, {}, "x", {}},
                                 Expect{Shape::ratio, {}, ":1", {}},
                                 Expect{Shape::ratio, {}, {}, {}}};

std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(value); }

/// The text that was written, when it does not come back to the same bits; else empty.
std::string lost(double value, const Expect& field) {
  const std::string text = write_quantity(value, field.dimension, field.shown);
  const auto got = read_quantity(text, field);
  const auto* reading = std::get_if<Reading>(&got);
  const bool same = reading != nullptr && bits(reading->value) == bits(value);
  return same ? std::string() : text + " in " + std::string(field.shown);
}

TEST(WriteQuantity, IsWhatOneWouldType) {
  const auto write = [](double value, const Expect& field) {
    return write_quantity(value, field.dimension, field.shown);
  };
  EXPECT_EQ(write(1e11, rate), "800 Gb/s");
  EXPECT_EQ(write(141e9, size), "141 GB");
  EXPECT_EQ(write(12.3e-6, latency), "12.3 us");
  EXPECT_EQ(write(10200.0, draw), "10.2 kW");
  EXPECT_EQ(write(3.6e6, amount), "$3.6M");
  EXPECT_EQ(write(430e3, amount), "$430k");
  EXPECT_EQ(write(125.0, amount), "$125");
  EXPECT_EQ(write(-4.56e6, amount), "-$4.56M");
  EXPECT_EQ(write(0.085 / 3.6e6, energy_price), "$0.085 /kWh");
  EXPECT_EQ(write(0.3e-6, token_price), "$0.3 /Mtok");
  EXPECT_EQ(write(40.0, arrivals), "40 /s");
  EXPECT_EQ(write(0.08, growth), "8 %/yr");
  EXPECT_EQ(write(0.3, share), "30 %");
  EXPECT_EQ(write(0.0, draw), "0 kW");
  EXPECT_EQ(write(5632.0, number), "5632");
  EXPECT_EQ(write(1e300, draw), "1e297 kW");
  EXPECT_EQ(write_quantity(1.3, {}, "x"), "1.3x");
  EXPECT_EQ(write_quantity(3.0, {}, ":1"), "3:1");
  EXPECT_EQ(write_quantity(6.0 * 604800.0, span.dimension, "weeks"), "6 weeks");
  EXPECT_EQ(write_quantity(80.0 * 0x1p30, size.dimension, "GiB"), "80 GiB");
  EXPECT_EQ(write_quantity(5.0, draw.dimension), "5 W");
  EXPECT_EQ(write_quantity(5.0, {.dollar = 2, .token = -1}), "$5 $/tok");
}

TEST(WriteQuantity, FallsBackToTheBaseUnitWhenTheShownOneDoesNotFit) {
  EXPECT_EQ(write_quantity(5.0, draw.dimension, "Gb/s"), "5 W");
  EXPECT_EQ(write_quantity(5.0, {.metre = 1, .second = -2}, ""), "5 m/s/s");
}

TEST(WriteQuantity, NamesWhatIsNotFinite) {
  EXPECT_EQ(write_quantity(std::nan(""), draw.dimension, "kW"), "nan");
  EXPECT_EQ(write_quantity(std::numeric_limits<double>::infinity(), draw.dimension, "kW"), "inf");
  EXPECT_EQ(write_quantity(-std::numeric_limits<double>::infinity(), {}, ""), "-inf");
}

TEST(WriteQuantity, ReadsBackAtTheEdgesOfDouble) {
  using limits = std::numeric_limits<double>;
  for (const auto& field : fields) {
    for (const double value :
         {0.0, -0.0, limits::denorm_min(), limits::min(), limits::max(), limits::lowest(),
          limits::epsilon(), 1.0, -1.0, 0.1, 1e22, 1e23, 5e-324, 9007199254740993.0}) {
      EXPECT_EQ(lost(value, field), "") << value;
    }
  }
}

TEST(WriteQuantity, ReadsBackForNumbersThatPeopleType) {
  for (const auto& field : fields) {
    for (int i = 1; i < 500; ++i) {
      const double value = 0.01 * i;
      EXPECT_EQ(lost(value, field), "");
      EXPECT_EQ(lost(value * 1e9, field), "");
      EXPECT_EQ(lost(value * 3600.0, field), "");
      EXPECT_EQ(lost(value * 31557600.0, field), "");
    }
  }
}

TEST(WriteQuantity, ReturnsAnyTypedTextOfAWholeNumberOfUnits) {
  for (const char* unit : {"h", "min", "day", "week", "month", "yr"}) {
    for (int i = 1; i < 500; ++i) {
      const std::string text = std::to_string(i) + " " + unit;
      const auto got = read_quantity(text, quantity<weft::Time>(unit));
      EXPECT_EQ(write_quantity(std::get<Reading>(got).value, span.dimension, unit), text);
    }
  }
}

RC_GTEST_PROP(WriteQuantityProperty, ReadsBackToTheSameBits, ()) {
  const auto pattern = *rc::gen::arbitrary<std::uint64_t>();
  const double value = std::bit_cast<double>(pattern);
  RC_PRE(std::isfinite(value));
  const auto& field = fields[*rc::gen::inRange<std::size_t>(0, fields.size())];
  const auto text = lost(value, field);
  RC_ASSERT(text.empty());
}

RC_GTEST_PROP(WriteQuantityProperty, ReadsBackOrdinaryMagnitudes, (std::uint32_t mantissa)) {
  const int exponent = *rc::gen::inRange(-40, 60);
  const double value = std::ldexp(static_cast<double>(mantissa) + 0.1, exponent);
  for (const auto& field : fields) {
    const auto text = lost(value, field);
    RC_ASSERT(text.empty());
  }
}

RC_GTEST_PROP(WriteQuantityProperty, AnyReadableRandomTextSurvivesTheRoundTrip, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("0123456789.eE+- $%/kMGTBbsWhx:toyrmnEUR")));
  for (const auto& field : fields) {
    const auto got = read_quantity(text, field);
    if (const auto* reading = std::get_if<Reading>(&got)) {
      RC_ASSERT(lost(reading->value, field).empty());
    }
  }
}

}  // namespace
}  // namespace quantity_write_test
