// SPDX-License-Identifier: Apache-2.0
// What systems kept in MLPerf's Server and Interactive scenarios, and what Weft says of them.
#include "../reference_rows.hpp"
#include "weft/report/trust.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace weft::report {
namespace {

TrustReport report_on(const std::vector<test::Json>& rows) {
  std::string text;
  for (const test::Json& each : rows) text += each.dump() + "\n";
  io::Sources sources;
  Diagnostics diagnostics;
  const auto read = trust_rows("rows", text, sources, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors());
  return trust(read);
}

TrustKept all_of(const TrustReport& report) {
  for (const TrustKept& each : trust_kept(report)) {
    if (each.model == "all") return each;
  }
  return {};
}

std::vector<test::Json> mlperf_rows() { return test::reference_rows("serving-mlperf"); }

test::Json one_row() { return mlperf_rows().front(); }

/// What a report says of one metric of its only row.
bool said(const TrustReport& report, const std::string& metric) {
  for (const TrustLine& each : report.lines) {
    if (each.metric == metric) return std::get<bool>(each.predicted.value());
  }
  ADD_FAILURE() << metric << " is not there";
  return false;
}

// As measured when the rows were added; a change that loses one says so here.
TEST(MlperfLimits, AsManyLimitsAreKeptAsWhenTheRowsWereAdded) {
  const TrustReport report = report_on(mlperf_rows());
  const TrustKept all = all_of(report);
  EXPECT_EQ(all.rows, 36U);
  EXPECT_GE(all.ttft, 27U);
  EXPECT_GE(all.tpot, 30U);
  EXPECT_GE(all.both, 26U);
  EXPECT_GE(all.in_band, 28U);
}

TEST(MlperfLimits, LayoutsOfItsOwnKeepAsManyAsWhenTheRowsWereAdded) {
  auto rows = mlperf_rows();
  for (test::Json& each : rows) {
    for (const char* const said : {"mode", "aggregated", "prefill", "decode"}) {
      each["inputs"].erase(said);
    }
  }
  const TrustKept all = all_of(report_on(rows));
  EXPECT_EQ(all.rows, 36U);
  EXPECT_GE(all.both, 27U);
  EXPECT_GE(all.in_band, 31U);
}

// The check would be empty if Weft thought that any rate could be answered.
TEST(MlperfLimits, NoSystemIsSaidToKeepThemAtFourTimesItsRate) {
  auto rows = mlperf_rows();
  for (test::Json& each : rows) {
    each["inputs"]["rate"] = 4.0 * each["inputs"]["rate"].get<double>();
  }
  EXPECT_EQ(all_of(report_on(rows)).both, 0U);
}

TEST(MlperfLimits, ATighterLimitIsBroken) {
  test::Json row = one_row();
  EXPECT_TRUE(said(report_on({row}), "tpot_kept"));
  row["inputs"]["tpot_p99_limit_ms"] = 1;
  const TrustReport tighter = report_on({row});
  EXPECT_FALSE(said(tighter, "tpot_kept"));
  EXPECT_FALSE(said(tighter, "kept_in_band"));
  EXPECT_TRUE(said(tighter, "ttft_kept"));
  EXPECT_FALSE(tighter.good());
}

TEST(MlperfLimits, TheBandIsLooserThanThePrediction) {
  test::Json row = one_row();
  double predicted = 0.0;
  for (const TrustLine& each : report_on({row}).lines) {
    if (each.metric == "tpot_p99_ms") predicted = std::get<double>(each.predicted.value());
  }
  row["inputs"]["tpot_p99_limit_ms"] = 0.95 * predicted;  // above the stated P10
  const TrustReport between = report_on({row});
  EXPECT_FALSE(said(between, "tpot_kept"));
  EXPECT_TRUE(said(between, "kept_in_band"));
}

TEST(MlperfLimits, BeyondItsCapacityASystemKeepsNothing) {
  test::Json row = one_row();
  row["inputs"]["rate"] = 1e4;
  const TrustReport report = report_on({row});
  for (const char* const each : {"ttft_kept", "tpot_kept", "kept_in_band"}) {
    EXPECT_FALSE(said(report, each));
  }
  EXPECT_EQ(report.unsupported(), 3U);  // the times
  EXPECT_THAT(trust_plain(report), testing::HasSubstr("/s at most"));
}

TEST(MlperfLimits, ARowWithoutLengthsIsUnsupportedAndFailsNothing) {
  test::Json row = one_row();
  row["inputs"].erase("input_tokens");
  const TrustReport report = report_on({row});
  EXPECT_EQ(report.unsupported(), report.lines.size());
  EXPECT_EQ(report.failed(), 0U);
  EXPECT_TRUE(trust_kept(report).empty());
}

TEST(MlperfLimits, AreNoDeploymentsInTheTablesOfErrors) {
  EXPECT_TRUE(trust_errors(report_on({one_row()})).empty());
}

}  // namespace
}  // namespace weft::report
