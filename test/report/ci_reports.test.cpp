// SPDX-License-Identifier: Apache-2.0
#include "weft/report/ci_reports.hpp"

#include "findings.hpp"
#include "markup.hpp"
#include "plan_checks.hpp"
#include "weft/report/result_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <string>

namespace weft::report::ci_reports_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Answer evaluated(const std::string& more) {
  return answer(io::load_text("plan.json", R"({ "weft": 1,
    "clusters": { "main": { "node": "dgx-h100", "count": 4 } },
    "fabrics": { "backend": { "role": "scale-out", "attach": { "main": {} },
      "topology": "rail-optimized", "switch": "sn5600",
      "budget": { "latency_unloaded": "1 ns" } } })" +
                                               more + "}"));
}

std::vector<std::string> codes(const Answer& of) {
  std::vector<std::string> made;
  const NamedAnswer named{"", &of};
  for (const Finding& each : findings({&named, 1})) made.push_back(each.what.code);
  return made;
}

const PlanCheck& check(const std::vector<PlanCheck>& all, const std::string& path) {
  return *std::find_if(all.begin(), all.end(),
                       [&](const PlanCheck& each) { return each.said.path == path; });
}

TEST(PlanChecks, ALimitPointsAtItsLineAndAtItsSection) {
  const Answer of = evaluated("");
  const auto all = plan_checks(of);
  const PlanCheck& limit = check(all, "fabrics.backend.budget.latency_unloaded");
  EXPECT_EQ(limit.state, PlanCheck::State::fails);
  EXPECT_EQ(limit.said.code, "WF0709");
  ASSERT_TRUE(limit.said.at);
  EXPECT_EQ(io::position_of(*limit.said.at, of.loaded.sources).line, 5U);
  ASSERT_EQ(limit.drivers.size(), 1U);
  EXPECT_EQ(limit.drivers[0].path, "fabrics.backend");
  EXPECT_EQ(io::position_of(limit.drivers[0].at, of.loaded.sources).line, 3U);
}

TEST(PlanChecks, AGatePointsAtTheValuesAndLimitsThatItNames) {
  const Answer of = evaluated(R"(, "gates": { "a": { "require":
    "clusters.main.count >= 8 and fabrics.backend.latency_unloaded <= 1 ns and site.it_power <= 1 W" } })");
  const auto all = plan_checks(of);
  const PlanCheck& gate = check(all, "gates.a");
  EXPECT_EQ(gate.said.code, "WF0708");
  std::vector<std::string> paths;
  for (const CheckDriver& each : gate.drivers) paths.push_back(each.path);
  EXPECT_THAT(paths, ElementsAre("clusters.main.count", "fabrics.backend.budget.latency_unloaded"));
}

TEST(Findings, TellWhatFailsAndWhatCannotBeBuilt) {
  EXPECT_THAT(codes(evaluated("")), testing::Contains("WF0709"));
  EXPECT_THAT(codes(evaluated(R"(, "gates": { "a": { "require": "finance.capex <= $1" } })")),
              testing::IsSupersetOf({"WF0708", "WF0709"}));
  const Answer stuck = answer(io::load_text("plan.json", R"({ "weft": 1,
    "clusters": { "main": { "node": "dgx-h100", "count": 4000 } },
    "fabrics": { "backend": { "role": "scale-out", "attach": { "main": {} },
      "topology": "single-switch", "switch": "sn5600" } } })"));
  EXPECT_THAT(codes(stuck), testing::Contains("WF0710"));
}

TEST(Findings, WhatAllAnswersShareIsSaidOnce) {
  const Answer first = evaluated("");
  const Answer second = evaluated(R"(, "gates": { "a": { "require": "finance.capex <= $1" } })");
  const std::vector<NamedAnswer> both{{"x", &first}, {"y", &second}};
  for (const Finding& each : findings(both)) {
    if (each.what.code == "WF0709") {
      EXPECT_TRUE(each.of.empty());
    }
    if (each.what.code == "WF0708") {
      EXPECT_THAT(each.of, ElementsAre("y"));
    }
  }
  EXPECT_THAT(github_report(both), HasSubstr("::in y: gates.a does not hold"));
}

TEST(Sarif, HasTheShapeThatToolsRead) {
  const Answer of = evaluated(R"(, "gates": { "a": { "require": "finance.capex <= $1" } })");
  const NamedAnswer named{"", &of};
  const auto json = nlohmann::json::parse(sarif_report({&named, 1}));
  EXPECT_EQ(json["version"], "2.1.0");
  const auto& run = json["runs"][0];
  const auto& rules = run["tool"]["driver"]["rules"];
  ASSERT_FALSE(run["results"].empty());
  for (const auto& each : run["results"]) {
    EXPECT_EQ(rules[each["ruleIndex"].get<std::size_t>()]["id"], each["ruleId"]);
    EXPECT_FALSE(each["message"]["text"].get<std::string>().empty());
  }
}

TEST(Sarif, AFileNameIsAUriReference) {
  Answer of = evaluated("");
  of.loaded.sources[0].name = "a b/%20 \"plan\".json";
  const NamedAnswer named{"", &of};
  EXPECT_THAT(sarif_report({&named, 1}), HasSubstr("a%20b/%2520%20%22plan%22.json"));
}

TEST(Junit, StringsOfThePlanAreNoMarkup) {
  const Answer of = evaluated(R"(, "gates": { "a": { "require": "finance.capex <= $1" } })");
  const NamedAnswer named{"<script>\"&'\x01", &of};
  const std::string text = junit_report({&named, 1});
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, HasSubstr("&lt;script&gt;&quot;&amp;&#39;\xEF\xBF\xBD: gates"));
}

TEST(Ndjson, EachLineIsARecord) {
  const Answer of = evaluated("");
  const NamedAnswer named{"", &of};
  std::istringstream lines(result_ndjson({&named, 1}));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_TRUE(nlohmann::json::parse(line).contains("record")) << line;
  }
  EXPECT_GT(count, 50U);
}

TEST(Bills, OfSeveralAnswersNameThem) {
  const Answer of = evaluated("");
  const std::vector<NamedAnswer> both{{"x", &of}, {"y, z", &of}};
  const std::string text = bills_csv(both);
  EXPECT_TRUE(text.starts_with("of,owner,"));
  EXPECT_THAT(text, HasSubstr("\r\nx,clusters.main,"));
  EXPECT_THAT(text, HasSubstr("\r\n\"y, z\",clusters.main,"));
}

}  // namespace
}  // namespace weft::report::ci_reports_test
