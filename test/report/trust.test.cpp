// SPDX-License-Identifier: Apache-2.0
#include "weft/report/trust.hpp"

#include "weft/io/library.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace weft::report {

void PrintTo(const TrustLine& line, std::ostream* out) { *out << line.id << " " << line.metric; }

namespace {

using testing::HasSubstr;

TrustReport report_of(const std::string& text, const std::string& kind = {}) {
  io::Sources sources;
  Diagnostics diagnostics;
  const auto rows = trust_rows("rows", text, sources, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors());
  return trust(rows, kind);
}

const TrustLine& only(const TrustReport& report) {
  EXPECT_EQ(report.lines.size(), 1U);
  return report.lines.front();
}

std::vector<TrustLine> shipped() {
  const auto text = io::shipped_text("reference/fabric-published");
  EXPECT_TRUE(text);
  return report_of(std::string(text.value_or(""))).lines;
}

class ShippedLine : public testing::TestWithParam<TrustLine> {};

TEST_P(ShippedLine, IsPredicted) {
  const TrustLine& line = GetParam();
  ASSERT_TRUE(line.unsupported.empty()) << line.unsupported;
  EXPECT_TRUE(line.pass) << trust_plain({{line}, 1});
}

std::string name_of(const testing::TestParamInfo<TrustLine>& info) {
  std::string name = info.param.id + "_" + info.param.metric;
  for (char& each : name) {
    if (std::isalnum(static_cast<unsigned char>(each)) == 0) each = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Rows, ShippedLine, testing::ValuesIn(shipped()), name_of);

std::vector<TrustLine> collectives() {
  const auto text = io::shipped_text("reference/collective-published");
  EXPECT_TRUE(text);
  return report_of(std::string(text.value_or(""))).lines;
}

TEST(Trust, EveryExactRowOfCollectivesIsExact) {
  std::size_t exact = 0;
  for (const TrustLine& line : collectives()) {
    if (line.kind != "exact" && line.kind != "exact-from-measured-row") continue;
    ++exact;
    EXPECT_TRUE(line.unsupported.empty() && line.pass) << trust_plain({{line}, 1});
  }
  EXPECT_GT(exact, 100U);
}

TEST(Trust, MeasuredCollectivesKeepTheirErrors) {
  const TrustReport report{collectives(), 187};
  // Kernels for many tokens differ by 20 % between runs of their own authors; a shared cluster's
  // runs beside neighbours are among those of rdma-400g.
  const std::set<std::string> loose{"rdma-400g-expert-normal", "rdma-400g",
                                    "nvlink-4-expert-short"};
  for (const TrustGroup& group : trust_groups(report)) {
    if (loose.contains(group.technology)) continue;
    EXPECT_LE(group.mean, 0.10) << group.technology;
    EXPECT_LE(group.short_mean, 0.25) << group.technology;
  }
}

TEST(Trust, MeasuredCollectivesAreWithinWhatWasWanted) {
  // Two rows of a shared cluster, three times slower than its links, are among them.
  const TrustOverall overall = trust_overall(trust_groups({collectives(), 187}));
  EXPECT_GT(overall.all.points, 130U);
  EXPECT_LE(overall.all.mean, 0.08);
  EXPECT_LE(overall.worst_mean, 0.15) << overall.worst_group;
  EXPECT_GT(overall.all.short_points, 10U);
  EXPECT_LE(overall.all.short_mean, 0.25);
}

TEST(Trust, EveryMeasuredPointCountsOnce) {
  const std::vector<TrustGroup> groups{{.technology = "one",
                                        .points = 3,
                                        .mean = 0.10,
                                        .worst = 0.20,
                                        .short_points = 1,
                                        .short_mean = 0.40,
                                        .inside = 2},
                                       {.technology = "other",
                                        .points = 1,
                                        .mean = 0.30,
                                        .worst = 0.30,
                                        .short_points = 0,
                                        .short_mean = 0.0,
                                        .inside = 1}};
  const TrustOverall overall = trust_overall(groups);
  EXPECT_EQ(overall.all.points, 4U);
  EXPECT_NEAR(overall.all.mean, 0.15, 1e-12);
  EXPECT_EQ(overall.all.worst, 0.30);
  EXPECT_EQ(overall.all.short_mean, 0.40);
  EXPECT_EQ(overall.all.inside, 3U);
  EXPECT_EQ(overall.worst_group, "other");
  EXPECT_EQ(trust_overall({}).all.points, 0U);
}

TEST(Trust, StatedBandsOfCollectivesHoldWhatTheySay) {
  std::size_t points = 0;
  std::size_t inside = 0;
  for (const TrustGroup& group : trust_groups({collectives(), 187})) {
    points += group.points + group.short_points;
    inside += group.inside;
  }
  // P10 to P90: eight of ten, and neither band that is too wide nor one that is too narrow.
  const double share = static_cast<double>(inside) / static_cast<double>(points);
  EXPECT_GE(share, 0.75);
  EXPECT_LE(share, 0.90);
}

TEST(Trust, EveryRowOfFinanceIsWithinItsTolerance) {
  const auto text = io::shipped_text("reference/finance-published");
  ASSERT_TRUE(text);
  const TrustReport report = report_of(std::string(*text), "finance");
  EXPECT_EQ(report.rows, 176U);
  for (const TrustLine& line : report.lines) {
    EXPECT_TRUE(line.unsupported.empty() && line.pass) << trust_plain({{line}, 1});
  }
}

TEST(Trust, AnAcquisitionIsRestatedWhereTheRowGivesAnIndex) {
  const TrustReport report = report_of(
      R"({"rows": [{"id": "then", "function": "acquisition",
                    "inputs": {"chips": 3, "price": 100, "share": 0.25}, "expected": 400},
                   {"id": "now", "function": "acquisition",
                    "inputs": {"chips": 3, "price": 100, "share": 0.25,
                               "index_then": 80, "index_now": 100}, "expected": 500}]
})");
  EXPECT_EQ(report.rows, 2U);
  EXPECT_TRUE(report.good()) << trust_plain(report);
}

TEST(Trust, ARowMayNameAFunctionAndExpectOneNumber) {
  const TrustReport report = report_of(
      R"({"rows": [{"id": "x", "function": "pct change", "tolerance": {"abs": 1e-9},
                    "inputs": {"p0": 2, "p1": 3}, "expected": 0.5}]})");
  EXPECT_EQ(only(report).metric, "value");
  EXPECT_TRUE(report.good());
  const TrustReport named = report_of(
      R"({"id": "x", "function": "pct change", "tolerance": {"abs": 1e-9},
          "inputs": {"p0": 2, "p1": 3}, "expected": {"change": 0.5}})");
  EXPECT_EQ(only(named).metric, "change");
  EXPECT_TRUE(named.good());
}

TEST(Trust, AFunctionIsNoKindOfAnotherDomain) {
  const TrustReport report =
      report_of(R"({"id": "x", "function": "dragonfly", "inputs": {"p": 2}, "expected": 1})");
  EXPECT_THAT(only(report).unsupported, HasSubstr("no rule for rows of this kind"));
}

TEST(Trust, WhereThereIsNoRateTheAnswerSaysSo) {
  const TrustReport report = report_of(
      R"({"id": "x", "function": "irr", "inputs": {"cashflows": [1, 2, 3]},
          "expected": "no_real_solution", "tolerance": {"abs": 0}})");
  EXPECT_TRUE(only(report).pass);
}

TEST(Trust, WhatAFormulaRefusesIsUnsupportedWithItsReason) {
  const TrustReport report = report_of(
      R"({"id": "x", "function": "sln", "inputs": {"cost": 1, "salvage": 0, "life": 0},
          "expected": 1})");
  EXPECT_THAT(only(report).unsupported, HasSubstr("life must be positive"));
}

TEST(Trust, ARowMayTakeTheInputsOfAnother) {
  const TrustReport report = report_of(
      R"({"id": "a", "function": "pct change", "inputs": {"p0": 2, "p1": 3}, "expected": 0.5}
{"id": "b", "function": "cost ratio", "inputs": {"see": "a"}, "expected": 1.5})");
  ASSERT_EQ(report.lines.size(), 2U);
  EXPECT_TRUE(report.good());
}

TEST(Trust, TheShippedRowsAreMany) {
  std::set<std::string> ids;
  std::set<std::string> kinds;
  for (const TrustLine& each : shipped()) {
    ids.insert(each.id);
    kinds.insert(each.kind);
    EXPECT_FALSE(each.source.empty()) << each.id;
  }
  EXPECT_GE(ids.size(), 80U);
  EXPECT_GE(kinds.size(), 25U);
}

TEST(Trust, AWrongFigureFailsWithItsError) {
  const TrustReport report = report_of(
      R"({"id": "x", "kind": "clos2", "inputs": {"radix": 64}, "expected": {"endpoints": 1024}})");
  const TrustLine& line = only(report);
  EXPECT_FALSE(line.pass);
  EXPECT_DOUBLE_EQ(line.error, 1.0);
  EXPECT_EQ(report.failed(), 1U);
  EXPECT_FALSE(report.good());
  EXPECT_EQ(report.worst(), &line);
}

TEST(Trust, AToleranceIsRelativeOrAbsolute) {
  const auto pass = [](const std::string& tolerance) {
    return only(report_of(R"({"id": "x", "kind": "clos2", "inputs": {"radix": 64},
                              "expected": {"endpoints": 2000}, "tolerance": )" +
                          tolerance + "}"))
        .pass;
  };
  EXPECT_FALSE(pass("0"));
  EXPECT_FALSE(pass("0.02"));
  EXPECT_TRUE(pass("0.025"));
  EXPECT_TRUE(pass(R"({"rel": 0.025})"));
  EXPECT_TRUE(pass(R"({"abs": 48})"));
  EXPECT_FALSE(pass(R"({"abs": 47})"));
}

TEST(Trust, ListsAndTablesAreComparedElementByElement) {
  const TrustReport report = report_of(R"({"id": "x", "kind": "slimfly", "inputs": {"q": [3, 5]},
                    "expected": {"router_degree": [[18, 5], [50, 8]]}})");
  ASSERT_EQ(report.lines.size(), 4U);
  EXPECT_EQ(report.lines[0].metric, "router_degree[0][0]");
  EXPECT_EQ(report.lines[3].metric, "router_degree[1][1]");
  EXPECT_TRUE(report.lines[2].pass);
  EXPECT_FALSE(report.lines[3].pass);
}

TEST(Trust, WhatNoRuleGivesIsUnsupportedAndFailsNothing) {
  const TrustReport kind =
      report_of(R"({"id": "x", "kind": "moebius", "inputs": {}, "expected": {"a": 1}})");
  EXPECT_THAT(only(kind).unsupported, HasSubstr("no rule for rows of this kind"));
  EXPECT_TRUE(kind.good());
  const TrustReport metric = report_of(
      R"({"id": "x", "kind": "clos2", "inputs": {"radix": 64}, "expected": {"colour": 1}})");
  EXPECT_THAT(only(metric).unsupported, HasSubstr("no rule gives this metric"));
  EXPECT_EQ(metric.unsupported(), 1U);
  const TrustReport refused = report_of(
      R"({"id": "x", "kind": "clos2", "inputs": {"radix": 64, "endpoints": 4096},
          "expected": {"switches": 1}})");
  EXPECT_THAT(only(refused).unsupported, HasSubstr("needs 4096, there is 2048"));
}

TEST(Trust, ADesignThatCannotBeBuiltIsRejectedWithReasons) {
  const TrustReport report =
      report_of(R"({"id": "x", "kind": "validator", "case_class": "must_reject",
                    "inputs": {"leaf": 32, "up": 16, "spine": 8, "spine_ports": 32},
                    "expected": {"feasible": false, "uplinks": 512}})");
  ASSERT_EQ(report.lines.size(), 3U);
  EXPECT_EQ(report.lines[0].metric, "rejected");
  EXPECT_EQ(report.lines[0].predicted, TrustValue(true));
  EXPECT_THAT(report.lines[0].reasons, testing::ElementsAre(HasSubstr("bom.spine-ports: ")));
  EXPECT_TRUE(report.good());
}

TEST(Trust, ASoundDesignIsNotRejected) {
  const TrustReport report =
      report_of(R"({"id": "x", "kind": "validator", "case_class": "must_reject",
                    "inputs": {"leaf": 32, "up": 16, "spine": 16, "spine_ports": 32},
                    "expected": {"uplinks": 512}})");
  EXPECT_EQ(report.lines[0].predicted, TrustValue(false));
  EXPECT_FALSE(report.good());
}

TEST(Trust, APeersWrongNumberIsComparedWithTheRightOne) {
  const TrustReport report = report_of(R"({"id": "x", "kind": "clos3", "case_class": "peer_defect",
                    "inputs": {"radix": 4}, "expected": {"wrong_switches": 16,
                                                         "right_switches": 20}})");
  ASSERT_EQ(report.lines.size(), 2U);
  EXPECT_THAT(report.lines[0].reasons, testing::Contains(HasSubstr("16 and is 20")));
  EXPECT_TRUE(report.good());
}

TEST(Trust, OneConstantIsCalibratedAndTheRestIsPredicted) {
  const TrustReport report =
      report_of(R"({"id": "x", "kind": "latency", "inputs": {"bytes": 64}, "tolerance": 0.1,
                    "expected": {"us": {"ib_same_leaf": 2.8, "ib_cross_leaf": 9.9}}})");
  ASSERT_EQ(report.lines.size(), 2U);
  EXPECT_TRUE(report.lines[0].fitted);
  EXPECT_TRUE(report.lines[0].pass);
  EXPECT_FALSE(report.lines[1].fitted);
  EXPECT_FALSE(report.lines[1].pass);  // the cross-leaf figure is not looked at
  EXPECT_EQ(report.worst(), &report.lines[1]);
}

TEST(Trust, RowsComeAsAListAnObjectOrLines) {
  const std::string row =
      R"({"id": "x", "kind": "fullmesh", "inputs": {"n": 4}, "expected": {"links": 6}})";
  for (const std::string& text :
       {row, row + "\n\n" + row + "\n", "[" + row + "]", R"({"rows": [)" + row + "]}",
        "{\n\"what\": \"rows\",\n\"rows\": [" + row + "]}"}) {
    const TrustReport report = report_of(text);
    EXPECT_GE(report.rows, 1U) << text;
    EXPECT_TRUE(report.good()) << text;
  }
}

TEST(Trust, AKindOrADomainLeavesTheRestOut) {
  const std::string rows =
      R"({"id": "a", "kind": "fullmesh", "inputs": {"n": 4}, "expected": {"links": 6}}
{"id": "b", "kind": "slimfly", "inputs": {"q": 3}, "expected": {"routers": 18}})";
  EXPECT_EQ(report_of(rows).rows, 2U);
  EXPECT_EQ(report_of(rows, "fabric").rows, 2U);
  EXPECT_EQ(report_of(rows, "slimfly").rows, 1U);
  EXPECT_EQ(report_of(rows, "training").rows, 0U);
}

TEST(Trust, InputsThatNobodyReadAreNamed) {
  const TrustReport report = report_of(
      R"({"id": "x", "kind": "fullmesh", "inputs": {"n": 4, "hue": 3}, "expected": {"links": 6}})");
  EXPECT_THAT(only(report).ignored, testing::ElementsAre("hue"));
  EXPECT_EQ(trust_ndjson(report),
            "{\"id\": \"x\", \"kind\": \"fullmesh\", \"metric\": \"links\", \"expected\": 6, "
            "\"predicted\": 6, \"error\": 0, \"pass\": true, \"ignored\": [\"hue\"]}\n");
}

TEST(Trust, TheTableEndsWithCountsAndTheWorstError) {
  const TrustReport report = report_of(
      R"({"id": "x", "kind": "clos2", "inputs": {"radix": 64}, "expected": {"endpoints": 2000},
          "tolerance": 0.025})");
  EXPECT_THAT(trust_table(report, {}),
              HasSubstr("1 row, 1 metric: 1 pass; worst error +2.4 % (x endpoints)\n"));
}

}  // namespace
}  // namespace weft::report
