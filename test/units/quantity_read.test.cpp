// SPDX-License-Identifier: Apache-2.0
#include "fields.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <string>
#include <variant>
#include <vector>

namespace quantity_read_test {
namespace {

using namespace weft::test;
using weft::Period;
using weft::io::Currencies;
using weft::io::Expect;
using weft::io::read_quantity;
using weft::io::Reading;
using weft::io::TextFault;

const Currencies currencies{{"EUR", 1.08}, {"JPY", 0.0065}};

Reading read(std::string_view text, const Expect& expect) {
  const auto got = read_quantity(text, expect, currencies);
  if (const auto* reading = std::get_if<Reading>(&got)) return *reading;
  const auto& fault = *std::get_if<TextFault>(&got);
  ADD_FAILURE() << text << ": " << fault.code << " " << fault.message;
  return {std::nan(""), Period::year, std::nullopt};
}

struct Row {
  std::string_view text;
  Expect expect;
  double value;
};

constexpr double month = 2629800.0;
constexpr double year = 31557600.0;
constexpr double hour = 3600.0;
constexpr double day = 86400.0;
constexpr double week = 604800.0;

const std::vector<Row> rows{
    // rates
    {"800 Gb/s", rate, 1e11},
    {"800Gb/s", rate, 1e11},
    {"  800 Gb/s ", rate, 1e11},
    {"800 Gb / s", rate, 1e11},
    {"800\tGb/s", rate, 1e11},
    {"400 Gbit/s", rate, 5e10},
    {"900 GB/s", rate, 9e11},
    {"3.2 Tb/s", rate, 4e11},
    {"0.4 GB/s", rate, 4e8},
    {"3 Gb/s", rate, 3.75e8},
    {"85 GB/s", rate, 8.5e10},
    {"3.35 TB/s", rate, 3.35e12},
    {"1 GiB/s", rate, 1073741824.0},
    {"8 b/s", rate, 1.0},
    {"8 bits/s", rate, 1.0},
    {"1 byte/s", rate, 1.0},
    {"60 MB/min", rate, 1e6},
    {"1 Pb/s", rate, 1.25e14},
    {"1e3 Gb/s", rate, 1.25e11},
    {"1E3 Gb/s", rate, 1.25e11},
    {"+5 GB/s", rate, 5e9},
    // sizes: GB is never GiB
    {"141 GB", size, 141e9},
    {"141 GiB", size, 141.0 * 1073741824.0},
    {"80 GiB", size, 85899345920.0},
    {"80 Gib", size, 10737418240.0},
    {"700 TB", size, 7e14},
    {"4 KiB", size, 4096.0},
    {"4 kB", size, 4000.0},
    {"1 MiB", size, 1048576.0},
    {"2 TiB", size, 2199023255552.0},
    {"1 PiB", size, 1125899906842624.0},
    {"1 EB", size, 1e18},
    {"1 EiB", size, 0x1p60},
    {"12 bytes", size, 12.0},
    {"16 bit", size, 2.0},
    {"0 GB", size, 0.0},
    {"8 Mb", size, 1e6},
    // times
    {"12 us", latency, 12e-6},
    {"12.3 us", latency, 12.3e-6},
    {"15 us", latency, 15e-6},
    {"12 \u00b5s", latency, 12e-6},
    {"12 \u03bcs", latency, 12e-6},
    {"500 ns", latency, 500e-9},
    {"3 ps", latency, 3e-12},
    {"800 ms", latency, 0.8},
    {"30 ms", latency, 0.03},
    {"45 s", span, 45.0},
    {"10 min", span, 600.0},
    {"50677 h", span, 50677.0 * hour},
    {"60 days", span, 60.0 * day},
    {"1 day", span, day},
    {"60 weeks", span, 60.0 * week},
    {"1 week", span, week},
    {"6 months", span, 6.0 * month},
    {"1 month", span, month},
    {"5 yr", span, 5.0 * year},
    {"5 years", span, 5.0 * year},
    {"1 year", span, year},
    {"2 hours", span, 2.0 * hour},
    {"1 hour", span, hour},
    {"3 minutes", span, 180.0},
    {"2 seconds", span, 2.0},
    {"0 weeks", span, 0.0},
    {"48 months", span, 4.0 * year},
    {"12 months", span, year},
    // power and energy
    {"10.2 kW", draw, 10200.0},
    {"42 MW", draw, 4.2e7},
    {"100 W", draw, 100.0},
    {"1.2 GW", draw, 1.2e9},
    {"250 mW", draw, 0.25},
    {"10 kWh/h", draw, 10000.0},
    {"3 J/s", draw, 3.0},
    {"1 kWh", used, 3.6e6},
    {"5 MWh", used, 1.8e10},
    {"7 J", used, 7.0},
    {"2 kJ", used, 2000.0},
    {"3 Wh", used, 10800.0},
    {"2 kW*h", used, 7.2e6},
    {"2 kW h", used, 7.2e6},
    // money
    {"$3.6M", amount, 3.6e6},
    {"$1.2B", amount, 1.2e9},
    {"$430k", amount, 430e3},
    {"$0.05", amount, 0.05},
    {"$ 5", amount, 5.0},
    {"-$5M", amount, -5e6},
    {"$-5M", amount, -5e6},
    {"$0.0003", amount, 0.0003},
    {"$20M", amount, 2e7},
    {"$0.3M", amount, 0.3e6},
    {"USD 5", amount, 5.0},
    {"USD 5k", amount, 5000.0},
    {"EUR 12.5k", amount, 12500.0 * 1.08},
    {"EUR 5M", amount, 5e6 * 1.08},
    {"EUR5", amount, 5.4},
    {"-EUR 5", amount, -5.4},
    {"JPY 100", amount, 0.65},
    {"$1e3", amount, 1000.0},
    {"$0.085 /kWh", energy_price, 0.085 / 3.6e6},
    {"$0.085/kWh", energy_price, 0.085 / 3.6e6},
    {"EUR 0.1 /kWh", energy_price, 0.1 * 1.08 / 3.6e6},
    {"$125 /kW/month", space_price, 125e-3 / month},
    {"$125 /kW /month", space_price, 125e-3 / month},
    {"$1.5k /kW/yr", space_price, 1.5 / year},
    {"$11 /W", build_price, 11.0},
    {"$2.60 /h", rent, 2.6 / hour},
    {"$210k /yr", salary, 210e3 / year},
    {"$210k/yr", salary, 210e3 / year},
    {"$1M /month", salary, 1e6 / month},
    {"$100 /switch/yr", licence, 100.0 / year},
    {"$0.30 /Mtok", token_price, 0.3e-6},
    {"$0.06 /Mtok", token_price, 0.06e-6},
    {"$1.20 /Mtok", token_price, 1.2e-6},
    {"$0.0000003 /tok", token_price, 0.3e-6},
    {"$300 /Gtok", token_price, 0.3e-6},
    // tokens, work, counts of requests
    {"4 Ttok", tokens, 4e12},
    {"15 Ttok", tokens, 15e12},
    {"80 Gtok", tokens, 80e9},
    {"16 Mtok", tokens, 16e6},
    {"8192 tok", tokens, 8192.0},
    {"1 token", tokens, 1.0},
    {"300 tokens", tokens, 300.0},
    {"2 ktok", tokens, 2000.0},
    {"0 tok", tokens, 0.0},
    {"50 tok/s", token_rate, 50.0},
    {"1 Mtok/day", token_rate, 1e6 / day},
    {"38 Yflop", work, 3.8e25},
    {"1 Zflop", work, 1e21},
    {"989 Tflop/s", speed, 989e12},
    {"989.5 TFLOP/s", speed, 989.5e12},
    {"2.5 Pflop/s", speed, 2.5e15},
    {"1979 Top/s", speed, 1979e12},
    {"4 POP/s", speed, 4e15},
    {"1 Eflop/s", speed, 1e18},
    {"40 /s", arrivals, 40.0},
    {"1800 /s", arrivals, 1800.0},
    {"20/s", arrivals, 20.0},
    {"900 req/s", arrivals, 900.0},
    {"1 request/day", arrivals, 1.0 / day},
    {"86400 /day", arrivals, 1.0},
    {"2 GHz", arrivals, 2e9},
    // lengths and mass
    {"0.6 m", way, 0.6},
    {"3 km", way, 3000.0},
    {"4 m", way, 4.0},
    {"25 cm", way, 0.25},
    {"7 mm", way, 7e-3},
    {"850 nm", way, 850e-9},
    {"3 kg", mass, 3.0},
    {"250 g", mass, 0.25},
    // counts
    {"5632", number, 5632.0},
    {"1e3", number, 1000.0},
    {"1.5e3", number, 1500.0},
    {"0", number, 0.0},
    {"-3", number, -3.0},
    {"8 GPU", gpus, 8.0},
    {"8 GPUs", gpus, 8.0},
    {"8GPU", gpus, 8.0},
    {"8", gpus, 8.0},
    {"9007199254740992", number, 0x1p53},
    // ratios
    {"2x", share, 2.0},
    {"1.3x", share, 1.3},
    {"3:1", share, 3.0},
    {"1:1", share, 1.0},
    {"2:1", share, 2.0},
    {"3.5 : 1", share, 3.5},
    {"1:4", share, 0.25},
    {"30 %", share, 0.3},
    {"30%", share, 0.3},
    {"99.95 %", share, 0.9995},
    {"-6 %", share, -0.06},
    {"0.7", share, 0.7},
    {"0.7 FTE", staff, 0.7},
    {"2 FTEs", staff, 2.0},
    {"6", staff, 6.0},
    {"0 %", share, 0.0},
};

TEST(ReadQuantity, GivesTheNearestDoubleOfEachText) {
  for (const Row& row : rows) {
    EXPECT_DOUBLE_EQ(read(row.text, row.expect).value, row.value) << row.text;
    EXPECT_FALSE(read(row.text, row.expect).range) << row.text;
  }
}

TEST(ReadQuantity, TakesGigabytesAndGibibytesForWhatTheyAre) {
  EXPECT_EQ(read("141 GB", size).value, 141e9);
  EXPECT_EQ(read("141 GiB", size).value, 151397597184.0);
  EXPECT_EQ(read("141 GB", size).value, (141.0 * weft::giga_byte).value());
  EXPECT_EQ(read("80 GiB", size).value, (80.0 * weft::gibi_byte).value());
}

TEST(ReadQuantity, IsExactWhereDecimalPrefixesMultipliedWouldNotBe) {
  for (int i = 1; i < 2000; ++i) {
    const std::string digits = std::to_string(i / 10) + "." + std::to_string(i % 10);
    EXPECT_EQ(read(digits + " us", latency).value, std::stod(digits + "e-6")) << digits;
    EXPECT_EQ(read(digits + " Gb/s", rate).value, std::stod(digits + "e9") / 8.0) << digits;
    EXPECT_EQ(read("$" + digits + " /Mtok", token_price).value, std::stod(digits + "e-6"))
        << digits;
    EXPECT_EQ(read(digits + " %", share).value, std::stod(digits + "e-2")) << digits;
  }
}

TEST(ReadQuantity, AgreesWithTheConstantsOfTheModel) {
  EXPECT_EQ(read("1 month", span).value, weft::one_month.value());
  EXPECT_EQ(read("1 yr", span).value, weft::one_year.value());
  EXPECT_EQ(read("1 week", span).value, weft::one_week.value());
  EXPECT_EQ(read("1 kWh", used).value, weft::kilowatt_hour.value());
  EXPECT_EQ(read("1 bit", size).value, weft::bit.value());
}

TEST(ReadQuantity, KeepsGrowthAsFractionAndPeriod) {
  EXPECT_EQ(read("8 %/yr", growth).value, 0.08);
  EXPECT_EQ(read("8 %/yr", growth).period, Period::year);
  EXPECT_EQ(read("2 % /month", growth).value, 0.02);
  EXPECT_EQ(read("2 % /month", growth).period, Period::month);
  EXPECT_EQ(read("-60 % /yr", growth).value, -0.6);
  EXPECT_EQ(read("0 %/year", growth).period, Period::year);
  EXPECT_EQ(read("2.5 % /yr", growth).value, 0.025);
}

TEST(ReadQuantity, TakesTheGeometricMeanOfAPositiveRange) {
  const auto got = read("$27k to $34k", amount);
  ASSERT_TRUE(got.range);
  EXPECT_EQ(got.range->low, 27000.0);
  EXPECT_EQ(got.range->high, 34000.0);
  EXPECT_DOUBLE_EQ(got.value, std::sqrt(27000.0 * 34000.0));
  EXPECT_EQ(read("2 GB to 8 GB", size).value, 4e9);
  EXPECT_EQ(read("$0.055 /kWh to $0.08 /kWh", energy_price).range->high, 0.08 / 3.6e6);
  EXPECT_EQ(read("12 weeks to 20 weeks", span).range->low, 12.0 * week);
  EXPECT_EQ(read("1.8x to 2.5x", share).range->high, 2.5);
  EXPECT_EQ(read("1.15 to 1.25", share).range->low, 1.15);
  EXPECT_EQ(read("65 % to 90 %", share).range->high, 0.9);
  EXPECT_EQ(read("1:1 to 4:1", share).value, 2.0);
  EXPECT_EQ(read("EUR 5M to EUR 6M", amount).range->low, 5e6 * 1.08);
  EXPECT_EQ(read("8 GPU to 32 GPU", gpus).value, 16.0);
}

TEST(ReadQuantity, TakesTheArithmeticMeanOfARangeThatReachesZero) {
  EXPECT_EQ(read("0 months to 6 months", span).value, 3.0 * month);
  EXPECT_EQ(read("-60 % /yr to -30 % /yr", growth).value, 0.5 * -0.6 + 0.5 * -0.3);
  EXPECT_EQ(read("-20 % /yr to 5 % /yr", growth).range->low, -0.2);
  EXPECT_EQ(read("0 W to 0 W", draw).value, 0.0);
}

TEST(ReadQuantity, RoundsTheMiddleOfARangeOfCounts) {
  EXPECT_EQ(read("8 to 16", number).value, 11.0);
}

TEST(ReadQuantity, KeepsTheMedianBetweenExtremeEnds) {
  const auto wide = read("1e-300 s to 1e300 s", span);
  EXPECT_GT(wide.value, 0.5);
  EXPECT_LT(wide.value, 2.0);
  EXPECT_TRUE(std::isfinite(read("1e300 s to 1e301 s", span).value));
  EXPECT_EQ(read("3 s to 3 s", span).value, 3.0);
}

TEST(ReadNumber, IsOnlyForCountsAndRatios) {
  const auto count = weft::io::read_number(5632.0, number);
  EXPECT_EQ(std::get<Reading>(count).value, 5632.0);
  EXPECT_EQ(std::get<Reading>(weft::io::read_number(0.3, share)).value, 0.3);
  EXPECT_EQ(std::get<TextFault>(weft::io::read_number(800.0, rate)).code, "WF0203");
  EXPECT_EQ(std::get<TextFault>(weft::io::read_number(0.0, rate)).code, "WF0203");
  EXPECT_EQ(std::get<TextFault>(weft::io::read_number(0.08, growth)).code, "WF0212");
  EXPECT_EQ(std::get<TextFault>(weft::io::read_number(1.5, number)).code, "WF0211");
}

TEST(BitByteHint, SwapsTheOneWordThatIsDoubtful) {
  using weft::io::bit_byte_hint;
  EXPECT_EQ(bit_byte_hint("800 GB/s"), "800 Gb/s");
  EXPECT_EQ(bit_byte_hint("80 Gib"), "80 GiB");
  EXPECT_EQ(bit_byte_hint("$5 /GB"), "$5 /Gb");
  EXPECT_EQ(bit_byte_hint("10 GB to 20 GB"), std::nullopt);
  EXPECT_EQ(bit_byte_hint("$5B"), std::nullopt);
  EXPECT_EQ(bit_byte_hint("12 kW"), std::nullopt);
  EXPECT_EQ(bit_byte_hint(""), std::nullopt);
}

TEST(ReadQuantity, DoesNotAskTheLocale) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8"}) {
    if (std::setlocale(LC_ALL, name) == nullptr) continue;
    EXPECT_EQ(read("1.5 kW", draw).value, 1500.0);
    EXPECT_EQ(weft::io::write_quantity(1500.0, draw.dimension, "kW"), "1.5 kW");
  }
  std::setlocale(LC_ALL, before.c_str());
}

}  // namespace
}  // namespace quantity_read_test
