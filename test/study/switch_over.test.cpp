// SPDX-License-Identifier: Apache-2.0
#include "weft/study/switch_over.hpp"

#include "weft/fabric/bandwidth.hpp"
#include "weft/plan/evaluate.hpp"
#include "weft/report/answer.hpp"
#include "weft/study/inputs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace weft::study::switch_over_test {
namespace {

const std::string factory = std::string(WEFT_ROOT) + "/examples/ai-factory.json";

std::optional<double> cost(const plan::Outcome& of) {
  if (!of.finance.cost) return std::nullopt;
  return ratio(of.finance.cost->tco.total(), dollar);
}

report::Answer variant(const std::string& name) {
  return report::answer(factory, {.variant = name, .overlays = {}, .settings = {}});
}

Contender contender(const report::Answer& of) {
  return {&of.scenario, &of.loaded.phases.back().notes, &of.loaded.part_notes};
}

/// The difference of two plans with one input at another value in those that hold it.
double gap_at(const report::Answer& a, const report::Answer& b, const SwitchOver& of,
              double value) {
  const auto objective = [&](const report::Answer& answer, bool varied) {
    plan::Scenario scenario = answer.scenario;
    const Inputs inputs = inputs_of(scenario, answer.loaded.phases.back().notes);
    if (varied) inputs.at(of.path).set(value);
    plan::Evaluation evaluation = plan::shape(scenario);
    plan::evaluate(scenario, evaluation);
    return *cost(evaluation.outcome);
  };
  return objective(a, of.whose != Whose::second) - objective(b, of.whose != Whose::first);
}

TEST(SwitchOver, TheOrderTurnsAtEachValue) {
  const auto a = variant("spectrum_x");
  const auto b = variant("infiniband");
  const auto found = switch_overs(contender(a), contender(b), cost);
  ASSERT_FALSE(found.empty());
  for (const SwitchOver& each : found) {
    const double before = gap_at(a, b, each, each.now);
    const double step = each.type->shape == Shape::count ? 0.0 : 1e-4 * (each.at - each.now);
    EXPECT_GT(before * gap_at(a, b, each, each.now + 0.5 * (each.at - each.now)), 0.0) << each.path;
    EXPECT_LE(before * gap_at(a, b, each, each.at + step), 0.0) << each.path;
  }
}

TEST(SwitchOver, TheNearestStandsFirst) {
  const auto a = variant("spectrum_x");
  const auto b = variant("infiniband");
  const auto found = switch_overs(contender(a), contender(b), cost);
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end(), [](const auto& x, const auto& y) {
    return x.distance() < y.distance();
  }));
}

TEST(SwitchOver, EqualPlansHaveNone) {
  const auto a = variant("spectrum_x");
  EXPECT_TRUE(switch_overs(contender(a), contender(a), cost).empty());
}

/// Negative: what is ranked costs, and bandwidth is the better the more there is.
std::optional<double> effective(const plan::Outcome& of) {
  const auto* backend = of.fabrics.find("backend");
  if (!backend || !backend->service) return std::nullopt;
  return -ratio(backend->service->bandwidth_effective, giga_byte / second);
}

TEST(SwitchOver, TheEfficiencyOfLoadBalancingIsAnInputThoughNobodyWroteIt) {
  const auto a = variant("spectrum_x");  // packet spray
  const auto b = variant("infiniband");  // adaptive
  const auto found = switch_overs(contender(a), contender(b), effective);
  const auto of = [&](Whose whose) {
    return std::find_if(found.begin(), found.end(), [&](const SwitchOver& each) {
      return each.whose == whose && each.path == "fabrics.backend.load_balancing.efficiency";
    });
  };
  const fabric::BalancingEfficiency by_kind;
  ASSERT_NE(of(Whose::first), found.end());
  EXPECT_EQ(of(Whose::first)->now, by_kind.packet_spray);
  EXPECT_NEAR(of(Whose::first)->at, by_kind.adaptive, 1e-3);
  ASSERT_NE(of(Whose::second), found.end());
  EXPECT_NEAR(of(Whose::second)->at, by_kind.packet_spray, 1e-3);
  // The plans themselves stay as they were.
  EXPECT_FALSE(a.scenario.last().plan.fabrics.find("backend")->load_balancing->efficiency);
}

TEST(Inputs, ANameOfLetIsOneInput) {
  auto a = variant("spectrum_x");
  const Inputs inputs = inputs_of(a.scenario, a.loaded.phases.back().notes);
  ASSERT_TRUE(inputs.contains("let.growth"));
  EXPECT_EQ(inputs.at("let.growth").slots.size(), 2 * a.scenario.stages.size());
  EXPECT_FALSE(inputs.contains("workloads.chat.traffic.growth"));
  EXPECT_TRUE(inputs_of(a.scenario).contains("workloads.chat.traffic.growth"));
}

TEST(Inputs, WhatIsSetComesBackBitForBit) {
  auto a = variant("spectrum_x");
  const plan::Scenario before = a.scenario;
  for (const auto& [path, input] : inputs_of(a.scenario)) {
    const auto were = input.values();
    input.set(1.1 * input.now());
    input.set(were);
  }
  EXPECT_EQ(a.scenario, before);
}

}  // namespace
}  // namespace weft::study::switch_over_test
