// SPDX-License-Identifier: Apache-2.0
// Who else could deliver, what a refresh costs, and the signed sum of lock-in.
#include "allocations.hpp"
#include "tried.hpp"
#include "weft/plan/bill.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace openness_test {
namespace {

using namespace weft;
using tried::Tried;

const std::string factory = std::string(WEFT_ROOT) + "/examples/ai-factory.json";

Tried with(std::vector<std::string> settings, std::string variant = {}) {
  return tried::file(
      factory, {.variant = std::move(variant), .overlays = {}, .settings = std::move(settings)});
}
const plan::FabricOutcome& fabric(const Tried& made, std::string_view name) {
  return *made.outcome().fabrics.find(name);
}
const plan::FabricOpenness& backend(const Tried& made) { return *fabric(made, "backend").openness; }
const economics::LockIn& lock_in(const Tried& made) { return *backend(made).lock_in_cost; }
const plan::CostOutcome& cost(const Tried& made) { return *made.outcome().finance.cost; }
double dollars(Money sum) { return ratio(sum, dollar); }

const std::string at_24 = "ecosystem.refresh.network=24 months";
const std::string competed =
    R"(ecosystem.competition={"per_extra_source": "-6 %", "incumbent_counter": "10 %"})";

TEST(Sources, OneMakersOperatingSystemHasOneSource) {
  const Tried closed = with({});
  ASSERT_TRUE(closed.good()) << closed.said();
  EXPECT_EQ(backend(closed).switch_sources, 1);  // cumulus runs on one maker's boxes
  EXPECT_EQ(backend(closed).nos_sources, 3);
  const Tried open = with({}, "open_sonic");
  ASSERT_TRUE(open.good()) << open.said();
  EXPECT_GT(backend(open).switch_sources, 5);
  EXPECT_GT(backend(open).openness.total(), backend(closed).openness.total());
  const Tried infiniband = with({}, "infiniband");
  ASSERT_TRUE(infiniband.good()) << infiniband.said();
  EXPECT_EQ(backend(infiniband).switch_sources, 1);
  EXPECT_EQ(backend(infiniband).openness.protocol(), 0.0);
  EXPECT_FALSE(fabric(closed, "nvlink").openness);
  EXPECT_FALSE(fabric(closed, "storage").openness);
}

TEST(Sources, APartOfTheAuthorIsASourceAsAnyOther) {
  const std::string twin =
      R"(parts={"my_box": {"kind": "switch", "record": {"vendor": "Ours"}, "protocol": "ethernet",
         "ports": [{"count": 64, "rate": "800 Gb/s"}], "breakouts": ["128x400", "256x200"],
         "nos": ["cumulus"]}})";
  const Tried made = with({twin});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_EQ(backend(made).switch_sources, 2);
}

TEST(Profile, WhatIsWrittenWins) {
  const Tried made =
      with({R"(fabrics.backend.openness={"asic": 1, "nos": 1, "optics": 1, "management": 1,
                "protocol": 1, "spares": 1})"});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_NEAR(backend(made).openness.total(), 1.0, 1e-12);
}

TEST(Refresh, BuysNetworksAgainAndTheBillAgrees) {
  const Tried once = with({});
  const Tried again = with({at_24});
  ASSERT_TRUE(again.good()) << again.said();
  EXPECT_GT(cost(again).capex.networks, cost(once).capex.networks);
  EXPECT_EQ(cost(again).capex.accelerators, cost(once).capex.accelerators);
  EXPECT_EQ(plan::bill(*again.scenario, *again.evaluated).total(), cost(again).capex.total());
  for (const auto& each : again.outcome().fabrics) {
    if (!each.value.money) continue;
    const auto& money = *each.value.money;
    EXPECT_NEAR(dollars(money.cost),
                dollars(money.capex.total() + money.opex.total() - money.residual), 1e-3);
  }
  // Cash pays capex and opex, less what the replaced was sold for.
  const Money traded = again.evaluated->room.traded;
  EXPECT_GT(traded, Money{});
  EXPECT_NEAR(dollars(cost(again).cash_out.value),
              dollars(cost(again).capex.total() + cost(again).opex.total() - traded), 1.0);
}

TEST(Refresh, BehindTheHorizonChangesNothing) {
  const Tried none = with({});
  const Tried late = with(
      {"ecosystem.refresh.network=60 months", "ecosystem.refresh.accelerator=60 months", competed});
  ASSERT_TRUE(late.good()) << late.said();
  EXPECT_EQ(cost(late).tco, cost(none).tco);
  EXPECT_FALSE(late.outcome().ecosystem.refresh_saving);
}

TEST(Refresh, AcceleratorsComeFromTheNewestGenerationThatThereIs) {
  const std::string next = R"(ecosystem.generations={"next": {"of": "accelerator",
      "available": "2028-01", "performance": 2, "price": 1.5}})";
  const Tried same = with({"ecosystem.refresh.accelerator=30 months"});
  const Tried better = with({"ecosystem.refresh.accelerator=30 months", next});
  const Tried lagging = with({"ecosystem.refresh.accelerator=30 months", next,
                              "fabrics.backend.openness.adoption_lag=36 months",
                              "fabrics.infer.openness.adoption_lag=36 months",
                              "ecosystem.reference.adoption_lag=0 months"});
  ASSERT_TRUE(lagging.good()) << lagging.said();
  EXPECT_LT(cost(better).capex.accelerators, cost(same).capex.accelerators);
  EXPECT_EQ(cost(lagging).capex.accelerators, cost(same).capex.accelerators);
  EXPECT_GT(lock_in(lagging).lag, Money{});
  EXPECT_EQ(plan::bill(*better.scenario, *better.evaluated).total(), cost(better).capex.total());
}

TEST(Refresh, EvaluatesWithoutAskingForMemory) {
  Tried made = tried::file(std::string(WEFT_ROOT) + "/examples/full.json");
  ASSERT_TRUE(made.good()) << made.said();
  const std::size_t before = allocations();
  plan::evaluate(*made.scenario, *made.evaluated);
  EXPECT_EQ(allocations(), before);
}

TEST(Competition, LowersTheRefreshOfAFabricWithRivals) {
  const Tried alone = with({at_24, competed});
  const Tried rivals =
      with({at_24, competed, "fabrics.backend.openness.switching_cost=$1"}, "open_sonic");
  ASSERT_TRUE(rivals.good()) << rivals.said();
  const plan::Renewal& closed = alone.evaluated->room.renewals[1];
  const plan::Renewal& open = rivals.evaluated->room.renewals[1];
  EXPECT_EQ(closed.boxes_share, 1.0);
  EXPECT_FALSE(closed.boxes.switches);
  EXPECT_TRUE(open.boxes.switches);
  EXPECT_NEAR(open.boxes_share, std::pow(0.94, 3.0), 1e-12);  // four bidders at most
  EXPECT_GT(*rivals.outcome().ecosystem.refresh_saving, Money{});
  EXPECT_EQ(plan::bill(*rivals.scenario, *rivals.evaluated).total(), cost(rivals).capex.total());
}

TEST(Competition, TheIncumbentStaysWhereChangingCostsTooMuch) {
  const Tried made =
      with({at_24, competed, "fabrics.backend.openness.switching_cost=$1B"}, "open_sonic");
  ASSERT_TRUE(made.good()) << made.said();
  const plan::Renewal& terms = made.evaluated->room.renewals[1];
  EXPECT_FALSE(terms.boxes.switches);
  EXPECT_NEAR(terms.boxes_share, 0.9, 1e-12);
}

TEST(LockIn, ItsTermsAddUpAndOpenFabricsHaveLess) {
  const Tried closed = with({at_24, competed});
  const Tried open = with({at_24, competed}, "open_sonic");
  ASSERT_TRUE(open.good()) << open.said();
  const auto& sum = lock_in(closed);
  EXPECT_GT(sum.price, Money{});
  EXPECT_LT(sum.effort, Money{});  // openness needs people
  EXPECT_NEAR(dollars(sum.total()),
              dollars(sum.price + sum.switching + sum.licences + sum.lag + sum.supply + sum.effort +
                      sum.option),
              1e-6);
  EXPECT_LT(lock_in(open).price, sum.price);
  EXPECT_EQ(lock_in(open).effort, Money{});
}

TEST(LockIn, EnoughEffortFavoursTheClosedFabric) {
  const Tried made = with({at_24, competed, "ecosystem.reference.effort=20"});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_LT(lock_in(made).total(), Money{});
}

TEST(LockIn, AFabricLikeItsReferenceHasNone) {
  const Tried made =
      with({at_24, competed, "ecosystem.reference.sources=1", "ecosystem.reference.effort=0",
            "ecosystem.reference.licence=$1139.8 /yr"});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_NEAR(dollars(lock_in(made).total()), 0.0, 1e-3);
}

TEST(LockIn, TheRightToSwitchIsWorthMoreWhenPricesMove) {
  const std::string moving =
      R"(ecosystem.competition={"per_extra_source": "-6 %", "incumbent_counter": "10 %", "volatility": 0.4})";
  const Tried still = with({at_24, competed}, "open_sonic");
  const Tried moved = with({at_24, moving}, "open_sonic");
  ASSERT_TRUE(moved.good()) << moved.said();
  EXPECT_GT(*backend(moved).option_value, *backend(still).option_value);
  EXPECT_EQ(*backend(with({at_24, moving})).option_value, Money{});  // nobody to switch to
}

TEST(LockIn, SupplyThatMayFailSpeaksForMoreMakers) {
  const Tried made = with({at_24, R"(ecosystem.supply={"failure": "10 %", "delay": "13 weeks"})"});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_GT(lock_in(made).supply, Money{});
}

TEST(Effort, ThatIsWrittenIsPaid) {
  const Tried none = with({});
  const Tried paid = with({"fabrics.backend.openness.effort=2"});
  ASSERT_TRUE(paid.good()) << paid.said();
  double standing = 0.0;
  for (const auto& span : paid.evaluated->room.spans) standing += span.stands ? span.months() : 0.0;
  EXPECT_NEAR(fabric(paid, "backend").money->staff - fabric(none, "backend").money->staff,
              2.0 * standing / 48.0, 1e-9);
  EXPECT_GT(cost(paid).opex.staff, cost(none).opex.staff);
}

TEST(Automation, LeavesLessOfTheEffortByHand) {
  const Tried manual = with({});
  const Tried full = with({"operations.automation=full"});
  ASSERT_TRUE(full.good()) << full.said();
  const double base = 4.0;
  EXPECT_NEAR(full.outcome().operations.staff - base,
              0.5 * (manual.outcome().operations.staff - base), 1e-9);
  const Tried own = with({R"(operations.automation={"kind": "full", "effort": 1})"});
  ASSERT_TRUE(own.good()) << own.said();
  EXPECT_EQ(own.outcome().operations.staff, manual.outcome().operations.staff);
}

TEST(Allocation, EveryRuleSharesTheWholeCost) {
  for (const std::string rule :
       {"bytes", "accelerators", "p95-bandwidth", "reserved-bandwidth", "ports"}) {
    const Tried made = with({"finance.allocate.fabrics=" + rule});
    ASSERT_TRUE(made.good()) << made.said();
    const auto& room = made.evaluated->room;
    Money parts{};
    Money networks{};
    Money work{};
    for (const auto& each : room.workloads) work += each.cost;
    for (std::size_t f = 0; f < room.fabric_books.size(); ++f) {
      networks += room.fabric_books[f].total();
      parts += room.leftover[f].idle + room.leftover[f].unallocated;
      EXPECT_GE(room.leftover[f].idle, Money{}) << rule;
    }
    for (const auto& each : room.workloads) parts += each.network_cost;
    EXPECT_NEAR(dollars(parts), dollars(networks), 1e-6 * dollars(networks)) << rule;
    EXPECT_NEAR(dollars(work + cost(made).idle_cost),
                dollars(cost(made).tco.total() - cost(made).tax), 1.0)
        << rule;
  }
}

TEST(Allocation, WhatNobodyUsesIsNotLost) {
  const Tried made = with({"finance.allocate.fabrics=bytes"});
  ASSERT_TRUE(made.good()) << made.said();
  const auto& oob = *fabric(made, "oob").money;  // no workload puts traffic on it
  EXPECT_GT(oob.unallocated_cost, Money{});
  EXPECT_NEAR(dollars(oob.unallocated_cost), dollars(oob.cost), 1e-3);
}

TEST(Availability, ServingStandsAndFallsWithNodesAndNetworks) {
  const Tried made = with({"workloads.chat.slo.availability=99 %"});
  ASSERT_TRUE(made.good()) << made.said();
  const auto& chat = std::get<plan::ServingOutcome>(*made.outcome().workloads.find("chat"));
  const auto& desk = std::get<plan::ApplicationOutcome>(*made.outcome().workloads.find("helpdesk"));
  const auto& serve = *made.outcome().clusters.find("serve");
  EXPECT_LT(chat.capacity.availability, serve.availability);
  EXPECT_GT(chat.capacity.availability, 0.99);
  EXPECT_EQ(desk.availability, chat.capacity.availability);
  const Tried slow = with({"operations.repair=2000 h", "workloads.chat.slo.availability=99 %"});
  EXPECT_GT(slow.outcome().plan.limits_failed, made.outcome().plan.limits_failed);
}

TEST(Operations, OneMoreFabricAndRepairsAreCounted) {
  const Tried made = with({});
  ASSERT_TRUE(made.good()) << made.said();
  const auto& operations = made.outcome().operations;
  EXPECT_GT(*operations.cost_of_next_fabric, 190e3 * dollar);  // half a person, and a system
  Frequency networks{};
  for (const auto& each : made.outcome().fabrics) {
    if (each.value.size) networks += each.value.size->failures.total();
  }
  EXPECT_GT(operations.repairs, networks);
}

}  // namespace
}  // namespace openness_test
