// SPDX-License-Identifier: Apache-2.0
#include "weft/report/actuals.hpp"

#include "weft/units/system.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace weft::report::actuals_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::size_t months = 12;

ResultMetric by_month(std::string id, std::string unit, std::vector<double> series) {
  ResultMetric made;
  made.id = std::move(id);
  made.unit = std::move(unit);
  made.series = std::move(series);
  return made;
}

/// A year from 2027-01: 100 accelerators from the third month on, half of them busy with 20
/// requests a second, at $1,000 each a month.
ResultDocument planned() {
  std::vector<double> stand(months, 100.0);
  std::vector<double> paid(months, 100'000.0);
  stand[0] = stand[1] = paid[0] = paid[1] = 0.0;
  ResultDocument made;
  made.start = parse_month("2027-01");
  made.metrics = {by_month("site.accelerators", "1", stand),
                  by_month("clusters.main.accelerators", "1", stand),
                  by_month("clusters.main.utilisation", "1", std::vector<double>(months, 0.5)),
                  by_month("workloads.chat.requests", "Hz", std::vector<double>(months, 20.0)),
                  by_month("finance.cash_out", "USD", paid),
                  by_month("finance.tco", "USD", {})};
  return made;
}

/// What was measured: the plan, with some of it otherwise.
struct Month {
  double stand = 100.0, utilisation = 0.5, requests = 20.0, paid = 100'000.0;
};
Actuals measured(std::size_t first, const std::vector<Month>& of) {
  Actuals made;
  for (std::size_t i = 0; i < of.size(); ++i) {
    made.values.push_back({first + i, "site.accelerators", of[i].stand});
    made.values.push_back({first + i, "clusters.main.utilisation", of[i].utilisation});
    made.values.push_back({first + i, "workloads.chat.requests", of[i].requests});
    made.values.push_back({first + i, "finance.cash_out", of[i].paid});
  }
  return made;
}

study::PlanVariance parts_of(const Month& month) {
  Actuals actuals = measured(4, {month, month});
  const auto made = against_plan(actuals, planned());
  return made ? made->parts : study::PlanVariance{};
}

/// Parts in dollars: timing, volume, utilisation, performance, price.
std::vector<double> dollars(const study::PlanVariance& of) {
  std::vector<double> made;
  for (const Money& each : {of.timing, of.volume, of.utilisation, of.performance, of.price}) {
    made.push_back(ratio(each, dollar));
  }
  return made;
}

MATCHER_P(AreNear, expected, "") {
  for (std::size_t i = 0; i < arg.size(); ++i) {
    if (std::fabs(arg[i] - expected[i]) > 1e-6) return false;
  }
  return arg.size() == expected.size();
}
using Dollars = std::vector<double>;

TEST(Actuals, APlanThatIsKeptHasNoParts) {
  EXPECT_THAT(dollars(parts_of({})), AreNear(Dollars{0, 0, 0, 0, 0}));
}

TEST(Actuals, ADearerAcceleratorMovesThePriceAlone) {
  EXPECT_THAT(dollars(parts_of({.paid = 110'000.0})), AreNear(Dollars{0, 0, 0, 0, 20'000}));
}

TEST(Actuals, MoreWorkOnMoreAcceleratorsMovesTheVolumeAlone) {
  EXPECT_THAT(dollars(parts_of({.stand = 120.0, .requests = 24.0, .paid = 120'000.0})),
              AreNear(Dollars{0, 40'000, 0, 0, 0}));
}

TEST(Actuals, IdleAcceleratorsMoveTheUtilisationAlone) {
  EXPECT_THAT(dollars(parts_of({.stand = 125.0, .utilisation = 0.4, .paid = 125'000.0})),
              AreNear(Dollars{0, 0, 50'000, 0, 0}));
}

TEST(Actuals, SlowerAcceleratorsMoveThePerformanceAlone) {
  EXPECT_THAT(dollars(parts_of({.stand = 125.0, .paid = 125'000.0})),
              AreNear(Dollars{0, 0, 0, 50'000, 0}));
}

TEST(Actuals, LateAcceleratorsMoveTheTimingAlone) {
  const Month none{.stand = 0.0, .paid = 0.0};
  Actuals actuals = measured(0, {none, none, none, none, {}, {}});
  const auto made = against_plan(actuals, planned());
  ASSERT_TRUE(made);
  EXPECT_EQ(made->late, 2);
  EXPECT_THAT(dollars(made->parts), AreNear(Dollars{-200'000, 0, 0, 0, 0}));
}

TEST(Actuals, ClustersThatTheFileNamesChangeTheSite) {
  Actuals actuals;
  actuals.values = {{4, "finance.cash_out", 100'000.0}, {4, "clusters.main.accelerators", 80.0}};
  const auto made = against_plan(actuals, planned());
  ASSERT_TRUE(made);
  // 80 did what 100 were to do, for as much money.
  EXPECT_THAT(dollars(made->parts), AreNear(Dollars{0, 0, 0, -20'000, 20'000}));
  EXPECT_THAT(made->held, testing::ElementsAre("utilisation", "volume"));
}

TEST(Actuals, WhatTheFileDoesNotSayIsAsPlannedAndSaidToBe) {
  Actuals actuals;
  actuals.values = {{4, "finance.cash_out", 90'000.0}};
  const auto made = against_plan(actuals, planned());
  ASSERT_TRUE(made);
  EXPECT_THAT(dollars(made->parts), AreNear(Dollars{0, 0, 0, 0, -10'000}));
  EXPECT_THAT(made->held, testing::ElementsAre("accelerators", "utilisation", "volume"));
}

RC_GTEST_PROP(Actuals, PartsSumToWhatWasPaidBeyondThePlan, ()) {
  const auto first = *rc::gen::inRange<std::size_t>(0, months);
  const auto count = *rc::gen::inRange<std::size_t>(1, months - first + 1);
  const auto some = [](int most) { return static_cast<double>(*rc::gen::inRange(0, most)); };
  std::vector<Month> of;
  double paid = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    of.push_back({some(300), some(101) / 100.0, some(50), some(500'000)});
    paid += of.back().paid;
  }
  Actuals actuals = measured(first, of);
  const ResultDocument plan = planned();
  const auto made = against_plan(actuals, plan);
  RC_ASSERT(made.has_value());
  double usual = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    usual += plan.find("finance.cash_out")->series[first + i];
  }
  RC_ASSERT(std::fabs(made->actual - paid) <= 1e-6);
  RC_ASSERT(std::fabs(made->planned - usual) <= 1e-6);
  RC_ASSERT(std::fabs(ratio(made->parts.total(), dollar) - (paid - usual)) <= 1e-4);
}

TEST(Actuals, WhatWasPaidMustBeThereWithoutGaps) {
  for (const std::vector<ActualValue>& each :
       {std::vector<ActualValue>{{4, "site.accelerators", 100.0}},
        std::vector<ActualValue>{{4, "finance.cash_out", 1.0}, {6, "finance.cash_out", 1.0}}}) {
    Actuals actuals;
    actuals.values = each;
    EXPECT_FALSE(against_plan(actuals, planned()));
    ASSERT_EQ(actuals.diagnostics.items.size(), 1U);
    EXPECT_EQ(actuals.diagnostics.items.front().code, "WF0804");
  }
}

// --- the file ------------------------------------------------------------------------------------

Actuals read(const std::string& text) {
  const std::string path = testing::TempDir() + "actuals.csv";
  std::ofstream(path, std::ios::binary) << text;
  return read_actuals(path, planned());
}

TEST(ReadActuals, TakesNumbersInBaseUnitsAndTextsWithUnits) {
  const Actuals made = read(
      "month,metric,value\n# measured\n2027-03,finance.cash_out,$1.2k\r\n"
      "2027-03,clusters.main.utilisation,35 %\n2027-04,\"finance.cash_out\",\"1200\"\n");
  EXPECT_FALSE(made.diagnostics.has_errors());
  ASSERT_EQ(made.values.size(), 3U);
  EXPECT_EQ(made.values[0].month, 2U);
  EXPECT_DOUBLE_EQ(made.values[0].value, 1200.0);
  EXPECT_DOUBLE_EQ(made.values[1].value, 0.35);
  EXPECT_EQ(made.values[2].month, 3U);
  EXPECT_DOUBLE_EQ(made.values[2].value, 1200.0);
}

TEST(ReadActuals, MoneyMayBeNegative) {
  EXPECT_THAT(read("2027-03,finance.cash_out,-500").diagnostics.items, IsEmpty());
}

struct BadLine {
  const char* what;
  const char* line;
  const char* code;
  const char* message;
};

class ReadBadActuals : public testing::TestWithParam<BadLine> {};

TEST_P(ReadBadActuals, IsRefusedAtItsPlace) {
  const BadLine& bad = GetParam();
  const std::string before = "month,metric,value\n2027-03,finance.cash_out,1\n";
  const Actuals made = read(before + bad.line + "\n2027-05,finance.cash_out,1\n");
  ASSERT_EQ(made.diagnostics.items.size(), 1U);
  const Diagnostic& said = made.diagnostics.items.front();
  EXPECT_EQ(said.code, bad.code);
  EXPECT_THAT(said.message, HasSubstr(bad.message));
  ASSERT_TRUE(said.at);
  EXPECT_GE(said.at->begin, before.size()) << "before its line";
  EXPECT_LE(said.at->end, before.size() + std::string(bad.line).size()) << "behind its line";
  EXPECT_EQ(made.values.size(), 2U) << "the lines around it are read";
}

INSTANTIATE_TEST_SUITE_P(
    Lines, ReadBadActuals,
    testing::Values(
        BadLine{"NoMonth", "2027-13,finance.cash_out,1", "WF0804", "is no month"},
        BadLine{"AWord", "March,finance.cash_out,1", "WF0804", "is no month"},
        BadLine{"AfterThePlan", "2028-01,finance.cash_out,1", "WF0804", "no month of the plan"},
        BadLine{"BeforeThePlan", "2026-12,finance.cash_out,1", "WF0804", "no month of the plan"},
        BadLine{"UnknownMetric", "2027-04,finance.cashout,1", "WF0607", "no result called"},
        BadLine{"NotByMonth", "2027-04,finance.tco,1", "WF0607", "no value of each month"},
        BadLine{"AColumnLess", "2027-04,finance.cash_out", "WF0804", "this has 2"},
        BadLine{"AColumnMore", "2027-04,finance.cash_out,1,2", "WF0804", "this has 4"},
        BadLine{"Twice", "2027-03,finance.cash_out,2", "WF0804", "stands twice"},
        BadLine{"NoNumber", "2027-04,site.accelerators,many", "WF0201", "number"},
        BadLine{"NoValue", "2027-04,site.accelerators,", "WF0219", ""},
        BadLine{"NotANumber", "2027-04,finance.cash_out,nan", "WF0218", ""},
        BadLine{"Infinity", "2027-04,site.accelerators,inf", "WF0218", ""},
        BadLine{"TooLarge", "2027-04,site.accelerators,1e400", "WF0217", ""},
        BadLine{"AnotherDimension", "2027-04,finance.cash_out,3 kW", "WF0202", "dimension"},
        BadLine{"NoCurrency", "2027-04,finance.cash_out,1M", "WF0203", "currency"},
        BadLine{"BelowZero", "2027-04,site.accelerators,-5", "WF0223", "cannot be"},
        BadLine{"AShareOfNine", "2027-04,clusters.main.utilisation,9", "WF0223", "cannot be"}),
    [](const auto& each) { return std::string(each.param.what); });

TEST(ReadActuals, AQuoteThatNeverClosesIsSaidWhereItOpens) {
  const std::string before = "2027-03,finance.cash_out,1\n2027-04,finance.cash_out,";
  const Actuals made = read(before + "\"1\n2027-05,finance.cash_out,1\n");
  ASSERT_TRUE(made.diagnostics.has_errors());
  EXPECT_TRUE(std::any_of(
      made.diagnostics.items.begin(), made.diagnostics.items.end(),
      [&](const Diagnostic& each) { return each.at && each.at->begin == before.size(); }));
}

TEST(ReadActuals, AFileThatIsNotThereIsSaid) {
  const Actuals made = read_actuals("no/such.csv", planned());
  ASSERT_EQ(made.diagnostics.items.size(), 1U);
  EXPECT_EQ(made.diagnostics.items.front().code, "WF0604");
}

}  // namespace
}  // namespace weft::report::actuals_test
