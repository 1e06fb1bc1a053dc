// SPDX-License-Identifier: Apache-2.0
// Every result is derived, and its derivation is whole: what moves a result is in it.
#include "weft/report/explain.hpp"

#include "weft/plan/evaluate.hpp"
#include "weft/study/inputs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace weft::report::explain_test {
namespace {

std::string example(const std::string& name) {
  return std::string(WEFT_ROOT) + "/examples/" + name + ".json";
}

void each_node(const Derivation& of, const std::function<void(const Derivation&)>& visit) {
  visit(of);
  for (const Derivation& one : of.inputs) each_node(one, visit);
}

class Explained : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { ASSERT_TRUE(answer_.evaluated); }
  const Answer answer_ = answer(example(GetParam()));
  const Explanation all_{answer_};
};

TEST_P(Explained, EveryMetricHasADerivationWithItsVeryValue) {
  for (const Metric& each : metrics(answer_.outcome())) {
    const auto made = all_.of(each.id);
    ASSERT_TRUE(made) << each.id;
    EXPECT_EQ(made->value, each.value) << each.id;
    EXPECT_EQ(made->why == nullptr, each.why == nullptr) << each.id;
    EXPECT_TRUE(made->card) << each.id << " has no formula";
  }
}

TEST_P(Explained, EveryValueEndsInThePlanARecordOrADefaultWithItsSource) {
  std::set<std::string> faults;
  for (const Metric& each : all_.metrics()) {
    each_node(*all_.of(each.id), [&](const Derivation& one) {
      const bool computed = one.origin == Origin::computed;
      if (computed && !one.card && one.inputs.empty())
        faults.insert(one.id + " comes from nowhere");
      if (!computed && one.source.empty() && one.place.empty()) {
        faults.insert(one.id + " has no source");
      }
    });
  }
  EXPECT_EQ(faults, std::set<std::string>());
}

// --- what moves a result is in its derivation ----------------------------------------------------

std::set<std::string> leaves_of(const Derivation& root) {
  std::set<std::string> leaves;
  each_node(root, [&](const Derivation& one) {
    if (one.origin != Origin::computed) leaves.insert(one.id);
  });
  return leaves;
}

/// True when a leaf is the value or a record that holds it.
bool holds(const std::set<std::string>& leaves, std::string path) {
  for (;;) {
    if (leaves.contains(path)) return true;
    const auto dot = path.rfind('.');
    if (dot == std::string::npos) return false;
    path.erase(dot);
  }
}

std::vector<std::optional<double>> numbers(const plan::Outcome& outcome) {
  std::vector<std::optional<double>> all;
  for (const Metric& each : metrics(outcome)) all.push_back(each.value);
  return all;
}

TEST_P(Explained, WhatMovesAResultIsInItsDerivation) {
  plan::Scenario scenario = answer_.scenario;
  plan::Evaluation evaluation = plan::shape(scenario);
  plan::evaluate(scenario, evaluation);
  const auto base = numbers(evaluation.outcome);
  std::vector<std::set<std::string>> leaves;
  for (const Metric& each : all_.metrics()) leaves.push_back(leaves_of(*all_.of(each.id)));
  ASSERT_EQ(leaves.size(), base.size());
  std::set<std::string> missing;
  for (const auto& [path, input] : study::inputs_of(scenario)) {
    const double value = input.now();
    const double moved = input.legal(value == 0.0 ? 0.1 : 0.8 * value);
    if (moved == value) continue;
    const std::vector<double> were = input.values();
    input.set(moved);
    plan::evaluate(scenario, evaluation);
    const auto now = numbers(evaluation.outcome);
    input.set(were);
    if (now.size() != base.size()) continue;
    for (std::size_t i = 0; i < base.size(); ++i) {
      if (!now[i] || !base[i]) continue;  // what cannot be had says why
      if (now[i] == base[i] || holds(leaves[i], path)) continue;
      missing.insert(all_.metrics()[i].id + " moves with " + path);
    }
  }
  EXPECT_EQ(missing, std::set<std::string>());
}

INSTANTIATE_TEST_SUITE_P(Examples, Explained,
                         testing::Values("minimal", "ai-factory", "full", "network-options"));

TEST(Explain, ADepthLeavesOutWhatIsBelow) {
  const Answer made = answer(example("minimal"));
  const Explanation all(made);
  const auto shallow = all.of("finance.tco", 1);
  ASSERT_TRUE(shallow);
  ASSERT_FALSE(shallow->inputs.empty());
  for (const Derivation& each : shallow->inputs) EXPECT_TRUE(each.inputs.empty()) << each.id;
  EXPECT_TRUE(std::any_of(shallow->inputs.begin(), shallow->inputs.end(),
                          [](const Derivation& each) { return each.is_cut; }));
  EXPECT_GT(explain_plain(*all.of("finance.tco")).size(), explain_plain(*shallow).size());
}

TEST(Explain, AnUnknownResultHasNoDerivation) {
  const Answer made = answer(example("minimal"));
  EXPECT_FALSE(Explanation(made).of("finance.tcoo"));
}

TEST(Explain, AValueOfThePlanSaysItsLine) {
  const Answer made = answer(example("minimal"));
  const auto found = Explanation(made).of("clusters.main.capex");
  ASSERT_TRUE(found);
  bool count = false;
  each_node(*found, [&](const Derivation& one) {
    if (one.id != "clusters.main.count") return;
    count = true;
    EXPECT_EQ(one.origin, Origin::written);
    EXPECT_NE(one.place.find("minimal.json:"), std::string::npos) << one.place;
  });
  EXPECT_TRUE(count);
}

}  // namespace
}  // namespace weft::report::explain_test
