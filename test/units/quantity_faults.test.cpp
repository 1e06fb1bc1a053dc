// SPDX-License-Identifier: Apache-2.0
#include "fields.hpp"

#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

namespace quantity_faults_test {
namespace {

using namespace weft::test;
using weft::io::Currencies;
using weft::io::Expect;
using weft::io::read_quantity;
using weft::io::Reading;
using weft::io::TextFault;

const Currencies currencies{{"EUR", 1.08}};

struct Row {
  std::string text;
  Expect expect;
  std::string_view code;
  std::string_view hint;  ///< a part of it
};

const std::vector<Row> rows{
    {"kW", draw, "WF0201", "10 kW"},
    {"abc", number, "WF0201", ""},
    {"-", draw, "WF0201", ""},
    {".5 kW", draw, "WF0201", "0.5 kW"},
    {"5. kW", draw, "WF0201", "5.0 kW"},
    {"--5 kW", draw, "WF0201", ""},
    {"3:0", share, "WF0201", "3:1"},
    {"3:x", share, "WF0201", "3:1"},
    {"3:", share, "WF0201", "3:1"},
    {"3:1.2.3", share, "WF0201", "3:1"},
    {"$", amount, "WF0201", "$10"},
    {"0x10", number, "WF0210", "0"},
    {"to", draw, "WF0201", ""},
    {"$$5", amount, "WF0201", ""},

    {"12 kW", rate, "WF0202", "400 Gb/s"},
    {"800 Gb", rate, "WF0202", "800 Gb/s"},
    {"80 Gb/s", size, "WF0202", "10 GB"},
    {"8 GB", share, "WF0202", ""},
    {"$5", draw, "WF0202", "10 kW"},
    {"5 s", way, "WF0202", "10 m"},
    {"30 %", rate, "WF0202", ""},
    {"10 tok", token_rate, "WF0202", "10 tok/s"},
    {"2x", rate, "WF0204", ""},
    {"$1 /tok", energy_price, "WF0202", "/kWh"},
    {"10 GB/s/s", rate, "WF0202", ""},

    {"800", rate, "WF0203", "800 Gb/s"},
    {"5", draw, "WF0203", "5 kW"},
    {"0", span, "WF0203", "0 weeks"},
    {"430", amount, "WF0203", "$430"},
    {"27k", amount, "WF0203", "$27k"},
    {"0.3", token_price, "WF0203", "$0.3 /Mtok"},
    {"1.5 to 2", draw, "WF0203", "1.5 kW"},
    {"8192", tokens, "WF0203", "8192 tok"},

    {"10 foo", draw, "WF0204", "10 kW"},
    {"10 KW", draw, "WF0204", "10 kW"},
    {"10 kw", draw, "WF0204", "10 kW"},
    {"400 Gbps", rate, "WF0204", "400 Gb/s"},
    {"400 GBps", rate, "WF0204", "400 GB/s"},
    {"10 TFLOPS", speed, "WF0204", "10 TFLOP/s"},
    {"10 Tflops", speed, "WF0204", "10 Tflop/s"},
    {"10 TOPS", speed, "WF0204", "10 Top/s"},
    {"10 hrs", span, "WF0204", "10 h"},
    {"3 mo", span, "WF0204", "3 month"},
    {"15 Ttokens", tokens, "WF0204", "15 Ttok"},
    {"2 GBytes", size, "WF0204", "2 GB"},
    {"12 uS", latency, "WF0204", "12 us"},
    {"$0.3 /MTok", token_price, "WF0204", "$0.3 /Mtok"},
    {"5 percent", share, "WF0204", "5 %"},
    {"5 secnds", span, "WF0204", "5 seconds"},
    {"4 metres", way, "WF0204", "4 m"},

    {"12 kWh", draw, "WF0205", "10 kW"},
    {"12 kW", used, "WF0205", "10 kWh"},
    {"$0.08 /kW", energy_price, "WF0205", "$10 /kWh"},
    {"$11 /kWh", build_price, "WF0205", ""},
    {"$125 /kWh", space_price, "WF0205", ""},
    {"$0.1 /kW/h", energy_price, "WF0205", ""},
    {"12 MJ", draw, "WF0205", ""},

    {"80 GIB", size, "WF0206", "80 GiB"},
    {"80 gib", size, "WF0206", "80 Gi"},
    {"80 KB", size, "WF0206", "80 kB"},
    {"80 gb", size, "WF0207", "b = bit, B = byte"},
    {"800 gb/s", rate, "WF0207", "800 G"},
    {"80 mb", size, "WF0207", ""},

    {"$5 /yr", amount, "WF0208", "$10"},
    {"$210k", salary, "WF0208", "$210k /month"},
    {"$125 /kW", space_price, "WF0208", "/month"},
    {"$125 /kW/month", build_price, "WF0208", "$10 /W"},
    {"$2", rent, "WF0208", "/yr"},

    {"80 Btok", tokens, "WF0209", "80 Gtok"},
    {"80 B tok", tokens, "WF0209", "80 Gtok"},
    {"$0.3 /Btok", token_price, "WF0209", "$0.3 /Gtok"},
    {"5k", number, "WF0209", "5000"},
    {"7B", number, "WF0209", ""},
    {"$5 M", amount, "WF0209", "$3.6M"},
    {"$5T", amount, "WF0209", ""},
    {"400 G", rate, "WF0209", "400 Gb/s"},
    {"3 Bflop", work, "WF0209", "3 Gflop"},

    {"8 GB", number, "WF0210", "8"},
    {"8 switches", gpus, "WF0210", "8 GPU"},
    {"8 GPUss", gpus, "WF0210", "8 GPU"},
    {"$5", number, "WF0210", ""},
    {"8 %", number, "WF0210", ""},
    {"2x", number, "WF0210", ""},
    {"5 req", share, "WF0210", "5"},
    {"8 gpu", gpus, "WF0210", "8 GPU"},
    {"2.5", number, "WF0211", "2"},
    {"1e-3", number, "WF0211", ""},
    {"2.5 GPU", gpus, "WF0211", ""},
    {"8 %", growth, "WF0212", "8 %/yr"},
    {"8", growth, "WF0212", "8 %/yr"},
    {"8 %/week", growth, "WF0212", "/yr"},
    {"10 kW", growth, "WF0212", "/yr"},
    {"0.08 /yr", growth, "WF0212", "%/yr"},
    {"8 %/yr", share, "WF0212", "8 %"},
    {"$5 /yr", growth, "WF0212", ""},

    {"10 to 20 kW", draw, "WF0213", "\"10 kW to 20 kW\""},
    {"10 kW to 20", draw, "WF0213", "\"10 kW to 20 kW\""},
    {"$27k to 34k", amount, "WF0213", "\"$27k to $34k\""},
    {"27k to $34k", amount, "WF0213", "\"$27k to $34k\""},
    {"30 to 40 %", share, "WF0213", "\"30 % to 40 %\""},
    {"EUR 5M to 6M", amount, "WF0213", "EUR 5M to EUR 6M"},
    {"$0.05 to $0.08 /kWh", energy_price, "WF0213", "\"$0.05 /kWh to $0.08 /kWh\""},
    {"4 to 8 GPU", gpus, "WF0213", "\"4 GPU to 8 GPU\""},
    {"10-20 kW", draw, "WF0213", " to "},
    {"10\u201320 kW", draw, "WF0213", " to "},
    {"10 kW to ", draw, "WF0213", " to "},
    {"8 %/yr to 1 %/month", growth, "WF0213", "per year"},
    {"20 kW to 10 kW", draw, "WF0214", "\"10 kW to 20 kW\""},
    {"-30 % /yr to -60 % /yr", growth, "WF0214", ""},

    {"GBP 5", amount, "WF0215", "\"exchange\""},
    {"CHF 0.1 /kWh", energy_price, "WF0215", "\"CHF\""},
    {"5 EUR", amount, "WF0216", "EUR 5"},
    {"5M EUR", amount, "WF0216", "EUR 5M"},
    {"5 USD", amount, "WF0216", "USD 5"},
    {"\u20ac5M", amount, "WF0216", "EUR 5M"},
    {"\u00a3 5", amount, "WF0216", "GBP 5"},
    {"5 $", amount, "WF0216", "$5"},
    {"0.085 $/kWh", energy_price, "WF0216", "$0.085 /kWh"},

    {"1e999 kW", draw, "WF0217", ""},
    {"1e-999 kW", draw, "WF0217", ""},
    {"1e300 YFLOP*YFLOP", work, "WF0202", ""},
    {"1e308 yr", span, "WF0217", ""},
    {"1e300", number, "WF0217", ""},
    {"1e99999999999999999999 W", draw, "WF0217", ""},
    {"nan", draw, "WF0218", ""},
    {"NaN kW", draw, "WF0218", ""},
    {"inf", number, "WF0218", ""},
    {"-Infinity", share, "WF0218", ""},
    {"", draw, "WF0219", "10 kW"},
    {"   ", number, "WF0219", ""},
    {" to 5 kW", draw, "WF0219", ""},
    {"10 kW max", draw, "WF0220", "\"10 kW\""},
    {"800 Gb/s per port", rate, "WF0220", "\"800 Gb/s\""},
    {"5 W/s m", draw, "WF0220", ""},
    {"1,000 kW", draw, "WF0221", "1000 kW"},
    {"1_000 kW", draw, "WF0221", "1000 kW"},
    {"1'000", number, "WF0221", "1000"},
    {"1,5 kW", draw, "WF0221", ""},
    {"10 kW/", draw, "WF0222", ""},
    {"800 Gb//s", rate, "WF0222", ""},
    {"5 * W", draw, "WF0222", ""},
    {"1 s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s*s", span, "WF0222", ""},
};

TEST(ReadQuantity, SaysWhatIsWrongAndWhatToType) {
  for (const Row& row : rows) {
    const auto got = read_quantity(row.text, row.expect, currencies);
    const auto* fault = std::get_if<TextFault>(&got);
    ASSERT_NE(fault, nullptr) << row.text << " was read as " << std::get_if<Reading>(&got)->value;
    EXPECT_EQ(fault->code, row.code) << row.text << ": " << fault->message;
    EXPECT_NE(fault->hint.find(row.hint), std::string::npos)
        << row.text << " wants \"" << row.hint << "\" in: " << fault->hint;
    EXPECT_FALSE(fault->message.empty()) << row.text;
    EXPECT_FALSE(fault->hint.empty()) << row.text;
    EXPECT_LE(fault->begin, fault->end) << row.text;
    EXPECT_LE(fault->end, row.text.size()) << row.text;
  }
}

TEST(ReadQuantity, PointsAtTheWordThatIsWrong) {
  const auto at = [](std::string_view text, const Expect& expect) {
    const auto got = read_quantity(text, expect, currencies);
    const auto& fault = std::get<TextFault>(got);
    return std::string(text.substr(fault.begin, fault.end - fault.begin));
  };
  EXPECT_EQ(at("10 foo", draw), "foo");
  EXPECT_EQ(at(" 10 foo/s ", draw), "foo");
  EXPECT_EQ(at("10 kW to 20 foo", draw), "foo");
  EXPECT_EQ(at("10 kW to 20 GB", draw), "20 GB");
  EXPECT_EQ(at("80 Btok", tokens), "Btok");
  EXPECT_EQ(at("12 kW", rate), "12 kW");
  EXPECT_EQ(at("10 kW max", draw), "max");
}

TEST(ReadQuantity, KeepsAMessageShortAndPrintable) {
  const std::string text = "5 " + std::string(5000, 'x') + "\n\x01";
  const auto got = read_quantity(text, draw);
  const auto& fault = std::get<TextFault>(got);
  EXPECT_LT(fault.message.size(), 120U);
  EXPECT_EQ(fault.message.find('\n'), std::string::npos);
  EXPECT_LT(fault.hint.size(), 120U);
}

}  // namespace
}  // namespace quantity_faults_test
