// SPDX-License-Identifier: Apache-2.0
#include "weft/report/metrics.hpp"

#include "weft/io/walk.hpp"
#include "weft/plan/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

namespace weft::report::metrics_test {
namespace {

constexpr Reason no_price{"finance.no-price", "a part has no price"};

plan::Outcome filled() {
  plan::Outcome outcome;
  plan::FabricSize size;
  size.switches = {4, 2, 0};
  plan::FabricMoney money;
  money.capex.switches = 30.0 * dollar;
  money.capex.cables = 12.0 * dollar;
  auto& fabric = outcome.fabrics["backend"];
  fabric.size = size;
  fabric.money = money;
  outcome.fabrics["storage"].size = size;
  outcome.fabrics["storage"].money = Infeasible{&no_price};
  outcome.site.accelerators = {64, {32, 64}};
  outcome.workloads["chat"] = plan::ServingOutcome{};
  outcome.ramp.phases["wave_1"].ready = 3.0;
  return outcome;
}

double value_of(const std::vector<Metric>& all, std::string_view id) {
  const Metric* metric = find(all, id);
  return metric && metric->value ? *metric->value : -1.0;
}

TEST(Metrics, ARecordIsItsTotalAndHasItsTermsBelow) {
  const auto outcome = filled();
  const auto all = metrics(outcome);
  EXPECT_EQ(value_of(all, "fabrics.backend.switches"), 6.0);
  EXPECT_EQ(value_of(all, "fabrics.backend.switches.leaf"), 4.0);
  EXPECT_EQ(value_of(all, "fabrics.backend.capex"), 42.0);
  EXPECT_EQ(value_of(all, "fabrics.backend.capex.cables"), 12.0);
  EXPECT_TRUE(find(all, "fabrics.backend.capex.cables")->is_term);
  EXPECT_FALSE(find(all, "fabrics.backend.capex")->is_term);
  EXPECT_EQ(find(all, "fabrics.backend.switches.leaf")->better, Better::less);
}

TEST(Metrics, WhatIsAbsentHasTheReasonAtEachId) {
  const auto outcome = filled();
  const auto all = metrics(outcome);
  for (const char* id :
       {"fabrics.storage.capex", "fabrics.storage.capex.nics", "fabrics.storage.cost"}) {
    const Metric* metric = find(all, id);
    ASSERT_TRUE(metric) << id;
    EXPECT_FALSE(metric->value) << id;
    ASSERT_TRUE(metric->why) << id;
    EXPECT_EQ(metric->why->reason, &no_price) << id;
  }
}

TEST(Metrics, AMonthlyMetricHasOneIdAndASeries) {
  const auto outcome = filled();
  const auto all = metrics(outcome);
  const Metric* metric = find(all, "site.accelerators");
  ASSERT_TRUE(metric);
  EXPECT_EQ(metric->value, 64.0);
  EXPECT_EQ(metric->series, (std::vector<double>{32.0, 64.0}));
  EXPECT_FALSE(find(all, "site.accelerators.months"));
}

TEST(Metrics, PhasesStandDirectlyBelowTheRamp) {
  const auto outcome = filled();
  EXPECT_EQ(value_of(metrics(outcome), "ramp.wave_1.ready"), 3.0);
}

TEST(Metrics, IdsAreUnique) {
  const auto outcome = filled();
  std::set<std::string> seen;
  for (const Metric& each : metrics(outcome)) EXPECT_TRUE(seen.insert(each.id).second) << each.id;
}

TEST(Metrics, EveryMetricHasADirectionInTheTableOfTypes) {
  std::set<std::string> ids;
  for (const MetricDoc& each : metric_table()) EXPECT_TRUE(ids.insert(each.id).second) << each.id;
  EXPECT_TRUE(ids.contains("fabrics.<fabric>.capex.modules"));
  EXPECT_TRUE(ids.contains("ramp.<phase>.ready"));
  EXPECT_TRUE(ids.contains("workloads.<workload>.cost_output"));
}

/// Ids are what scripts are written against: none may disappear. A new one is added to the file.
TEST(Metrics, NoIdDisappears) {
  std::ifstream file(WEFT_ROOT "/test/metric_ids.txt");
  ASSERT_TRUE(file);
  std::set<std::string> pinned;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') pinned.insert(line);
  }
  std::set<std::string> now;
  for (const MetricDoc& each : metric_table()) now.insert(each.id);
  for (const std::string& id : pinned) EXPECT_TRUE(now.contains(id)) << "gone: " << id;
  for (const std::string& id : now)
    EXPECT_TRUE(pinned.contains(id)) << "add to metric_ids.txt: " << id;
}

/// The reference page is the table.
TEST(Metrics, ThePageInTheDocumentationIsUpToDate) {
  std::ifstream file(WEFT_ROOT "/docs/metrics.md");
  ASSERT_TRUE(file);
  const std::string kept((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(kept, metrics_page()) << "weft schema --result > docs/metrics.md";
}

/// Limits that nothing can be held against yet: reported as not checked, never as passed.
const std::set<std::string> unchecked{"fabrics.<fabric>.availability",
                                      "workloads.<workload>.availability"};

void expect_metrics(const Type& limits, const std::string& thing,
                    const std::vector<MetricDoc>& table) {
  for (const Row& each : limits.rows()) {
    const std::string id = thing + "." + std::string(each.name);
    if (unchecked.contains(id)) continue;
    const auto at = std::find_if(table.begin(), table.end(),
                                 [&](const MetricDoc& metric) { return metric.id == id; });
    ASSERT_NE(at, table.end()) << id << " limits no metric";
    EXPECT_EQ(at->dimension, io::inner(each.type()).dimension) << id;
    EXPECT_NE(at->better, Better::neither) << id << " has no direction";
  }
}

const Type& limits_of(std::string_view path) {
  const auto found = io::find_types(type_of<plan::Plan>(), path);
  return io::inner(*found.front().type);
}

TEST(Limits, EachNamesAMetricOfItsDimension) {
  const auto table = metric_table();
  expect_metrics(limits_of("fabrics.*.budget"), "fabrics.<fabric>", table);
  expect_metrics(limits_of("site.budget"), "site", table);
  for (const io::Meaning& each : io::find_types(type_of<plan::Plan>(), "workloads.*.slo")) {
    expect_metrics(io::inner(*each.type), "workloads.<workload>", table);
  }
}

TEST(Globs, StarStandsForAnything) {
  EXPECT_TRUE(matches("fabrics.*.capex", "fabrics.backend.capex"));
  EXPECT_TRUE(matches("*", "x"));
  EXPECT_TRUE(matches("fabrics.*", "fabrics.a.b"));
  EXPECT_FALSE(matches("fabrics.*.capex", "fabrics.backend.opex"));
  EXPECT_FALSE(matches("fabrics", "fabrics.backend"));
}

TEST(SiUnits, NameEveryDimensionOfTheTable) {
  EXPECT_EQ(si_unit(dimension_of<Power>), "W");
  EXPECT_EQ(si_unit(dimension_of<Energy>), "J");
  EXPECT_EQ(si_unit(dimension_of<EnergyPerToken>), "J/tok");
  EXPECT_EQ(si_unit(dimension_of<TokensPerEnergy>), "tok/J");
  EXPECT_EQ(si_unit(dimension_of<Bandwidth>), "B/s");
  EXPECT_EQ(si_unit(dimension_of<MoneyPerToken>), "USD/tok");
  EXPECT_EQ(si_unit(dimension_of<Frequency>), "1/s");
  EXPECT_EQ(si_unit({}), "1");
  for (const MetricDoc& each : metric_table()) {
    EXPECT_EQ(si_unit(each.dimension).find("kg"), std::string::npos) << each.id;
  }
}

}  // namespace
}  // namespace weft::report::metrics_test
