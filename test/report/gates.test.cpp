// SPDX-License-Identifier: Apache-2.0
#include "weft/report/gates.hpp"

#include "weft/report/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace weft::report::gates_test {
namespace {

using testing::HasSubstr;

/// A plan with one cluster and these gates, in a folder that goes with the test.
class Gates : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("weft-gates-" +
               std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  [[nodiscard]] Answer with(const std::string& gates, const GateWish& wish = {}) const {
    return answer(write("plan.json", R"({ "weft": 1, "time": { "start": "2027-01" },
      "clusters": { "train": { "node": "dgx-h100", "count": 4 } },
      "variants": { "small": {}, "large": { "clusters": { "train": { "count": 8 } } } },
      "baseline": "small", "gates": { )" +
                                         gates + " } }"),
                  {.variant = variant_, .overlays = {}, .settings = {}}, wish);
  }
  [[nodiscard]] static std::string said(const Answer& of) {
    std::string text;
    for (const auto& each : of.loaded.diagnostics.items) text += each.code + " ";
    return text;
  }
  static GateWish on(const char* day) { return {{}, parse_date(day)}; }

  std::filesystem::path folder_;
  std::string variant_;
};

TEST_F(Gates, AreCountedInTheVerdict) {
  const auto made = with(R"("a": { "require": "site.accelerators >= 32" },
    "b": { "require": "site.accelerators >= 33" },
    "c": { "require": "site.accelerators >= 33", "level": "warn" },
    "d": { "require": "p90(finance.tco) <= $1" })");
  const auto& verdict = made.outcome().plan;
  EXPECT_EQ(verdict.limits_checked, 3);
  EXPECT_EQ(verdict.limits_failed, 1);
  EXPECT_EQ(verdict.limits_unchecked, 1);
  EXPECT_EQ(status(made), Status::limits_failed);
  EXPECT_EQ(made.gates[0].state, GateState::holds);
  EXPECT_EQ(made.gates[1].state, GateState::fails);
  EXPECT_EQ(made.gates[1].given, 32.0);
  EXPECT_EQ(made.gates[3].state, GateState::not_checked);
  EXPECT_THAT(made.gates[3].note, HasSubstr("scenarios"));
}

TEST_F(Gates, AWaiverHoldsOnlyByAGivenDay) {
  const std::string gate = R"("a": { "require": "site.accelerators >= 33",
    "waive": { "by": "a.planner", "until": "2027-06-30" } })";
  EXPECT_EQ(with(gate).gates[0].state, GateState::fails);
  const auto held = with(gate, on("2027-03-01"));
  EXPECT_EQ(held.gates[0].state, GateState::waived);
  EXPECT_EQ(held.outcome().plan.limits_waived, 1);
  EXPECT_EQ(held.outcome().plan.limits_failed, 0);
  EXPECT_EQ(said(held), "");
  const auto last = with(gate, on("2027-06-30"));
  EXPECT_EQ(last.gates[0].state, GateState::waived);
  EXPECT_EQ(said(last), "WF0707 ");
  const auto late = with(gate, on("2027-07-01"));
  EXPECT_EQ(late.gates[0].state, GateState::fails);
  EXPECT_EQ(said(late), "WF0707 ");
}

TEST_F(Gates, AWaiverThatRanOutMakesAWarningAnError) {
  const auto made = with(R"("a": { "require": "site.accelerators >= 33", "level": "warn",
    "waive": { "by": "a.planner", "until": "2026-12-31" } })",
                         on("2027-01-01"));
  EXPECT_EQ(made.outcome().plan.limits_failed, 1);
}

TEST_F(Gates, OfAFileAreCheckedBesideThoseOfThePlan) {
  GateWish wish;
  wish.files = {
      write("company.json", R"({ "gates": { "a": { "require": "site.it_power <= 1 W" } } })")};
  const auto made = with(R"("a": { "require": "site.accelerators >= 32" })", wish);
  ASSERT_EQ(made.gates.size(), 2U);
  EXPECT_EQ(made.gates[0].state, GateState::holds);
  EXPECT_EQ(made.gates[1].state, GateState::fails);
  EXPECT_EQ(made.gates[1].file, wish.files[0]);
}

TEST_F(Gates, AFileWithFaultsIsSaidWithItsPlace) {
  GateWish wish;
  wish.files = {
      write("company.json", R"({ "gates": { "a": { "require": "site.it_powr <= 1 W" } } })")};
  const auto made = with("", wish);
  EXPECT_FALSE(made.evaluated);
  EXPECT_EQ(said(made), "WF0702 ");
  const auto& fault = made.loaded.diagnostics.items[0];
  const auto& source = made.loaded.sources[fault.at->source];
  EXPECT_EQ(source.text.substr(fault.at->begin, fault.at->end - fault.at->begin), "site.it_powr");
  EXPECT_THAT(fault.hint, HasSubstr("site.it_power"));
  wish.files = {write("other.json", "[]")};
  EXPECT_EQ(said(with("", wish)), "WF0310 ");
  wish.files = {(folder_ / "missing.json").string()};
  EXPECT_EQ(said(with("", wish)), "WF0604 ");
}

TEST_F(Gates, AskForTheBaseline) {
  const std::string gate =
      R"("a": { "require": "site.accelerators <= 1.5 * baseline.site.accelerators" })";
  EXPECT_EQ(with(gate).gates[0].state, GateState::holds);
  variant_ = "large";
  EXPECT_EQ(with(gate).gates[0].state, GateState::fails);
  EXPECT_EQ(with(gate).gates[0].asked, 48.0);
  variant_ = "small";
  EXPECT_EQ(with(gate).gates[0].state, GateState::holds);
}

TEST_F(Gates, MayUseNumbersOfThePlan) {
  const auto made = with(R"("a": { "require": "site.accelerators = 8 * clusters.train.count" })");
  EXPECT_EQ(made.gates[0].state, GateState::holds);
}

TEST_F(Gates, OnWhatIsPlannedAreNotChecked) {
  const auto made = with(R"("a": { "require": "plan.out_of_domain_share <= 5 %" })");
  EXPECT_TRUE(made.evaluated);
  EXPECT_EQ(said(made), "WF0312 ");
  EXPECT_EQ(made.outcome().plan.limits_unchecked, 1);
}

TEST(PlannedMetrics, AreNotInAnyResult) {
  for (const MetricDoc& each : metric_table()) EXPECT_FALSE(is_planned_metric(each.id)) << each.id;
}

}  // namespace
}  // namespace weft::report::gates_test
