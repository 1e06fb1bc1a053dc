// SPDX-License-Identifier: Apache-2.0
// The whole way from a text to an outcome, as properties that hold whatever the numbers are.
#include "allocations.hpp"
#include "tried.hpp"
#include "weft/io/walk.hpp"
#include "weft/plan/bill.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using tried::Tried;
namespace io = weft::io;
namespace plan = weft::plan;

const std::string minimal = std::string(WEFT_ROOT) + "/examples/minimal.json";

Tried with(std::vector<std::string> settings, const std::string& file = minimal) {
  return tried::file(file, {.variant = {}, .overlays = {}, .settings = std::move(settings)});
}

const plan::CostOutcome& cost(const Tried& made) { return *made.outcome().finance.cost; }

double number(const Tried& made, const std::string& path) {
  plan::Outcome outcome = made.outcome();
  const auto found = io::find(weft::type_of<plan::Outcome>(), &outcome, path);
  if (!found || !found->number()) ADD_FAILURE() << "no number at " << path;
  return found && found->number() ? *found->number() : 0.0;
}

/// Small variations of the smallest plan: each must keep every property below.
std::vector<std::vector<std::string>> variations() {
  return {
      {},
      {"clusters.main.count=1"},
      {"clusters.main.count=100"},
      {"site.pue=1.2"},
      {"site.tenure={\"kind\": \"own\", \"capex\": \"$10 /W\"}"},
      {"site.tenure={\"kind\": \"colocation\", \"price\": \"$150 /kW/month\"}"},
      {"operations.spares={\"node\": \"3 %\", \"switch\": \"5 %\", \"optic\": \"2 %\"}"},
      {"operations.support={\"accelerator\": \"4 %/yr\", \"network\": \"8 %/yr\"}"},
      {"operations.salary=$200k /yr", "operations.staff={\"base\": 4, \"per_1000_devices\": 3}"},
      {"workloads.chat.price={\"input\": \"$0.5 /Mtok\", \"output\": \"$2 /Mtok\"}"},
      {"workloads.chat.traffic.requests=200 /s"},
      {"workloads.lent={\"kind\": \"rental\", \"on\": \"main\", \"accelerators\": 64, "
       "\"occupancy\": \"70 %\", \"price\": {\"accelerator\": \"$3 /h\"}}"},
      {"fabrics.backend.topology=leaf-spine"},
      {"clusters.main.owned={\"count\": 10}"},
      {"ramp.half={\"from\": \"2027-03\", \"clusters\": {\"main\": {\"count\": 16}}}",
       "ramp.full={\"from\": \"2028-01\", \"clusters\": {\"main\": {\"count\": 32}}}"}};
}

class Vertical : public testing::TestWithParam<std::size_t> {
 protected:
  void SetUp() override {
    made_ = with(variations()[GetParam()]);
    ASSERT_TRUE(made_.good()) << made_.said();
  }
  Tried made_;
};

TEST_P(Vertical, TheBillIsTheCapexBitForBit) {
  ASSERT_TRUE(made_.outcome().finance.cost);
  const auto bill = plan::bill(*made_.scenario, *made_.evaluated);
  EXPECT_EQ(bill.total(), cost(made_).capex.total());
  EXPECT_EQ(bill.total(), cost(made_).tco.capex);
}

TEST_P(Vertical, WorkloadsAndIdleCapacityAddUpToTheWholeCost) {
  weft::Money sum = cost(made_).idle_cost;
  for (const auto& each : made_.outcome().workloads) {
    std::visit([&](const auto& of) { sum += of.money->cost; }, each.value);
  }
  const double all = cost(made_).tco.total().value();
  EXPECT_NEAR(sum.value(), all, 1e-9 * all);
}

TEST_P(Vertical, TermsAddUp) {
  const auto& [accelerators, servers, networks, spares, facility] = cost(made_).capex;
  EXPECT_EQ(cost(made_).capex.total(), accelerators + servers + networks + spares + facility);
  const auto& tco = cost(made_).tco;
  EXPECT_EQ(tco.total(), tco.capex + tco.opex + tco.residual);
  EXPECT_EQ(tco.opex, cost(made_).opex.total());
}

TEST_P(Vertical, EvaluatingAgainChangesNothingAndAllocatesNothing) {
  const auto& scenario = *made_.scenario;
  auto again = *made_.evaluated;
  plan::evaluate(scenario, again);
  EXPECT_EQ(again.outcome, made_.outcome());
  const std::size_t before = allocations();
  for (int i = 0; i < 10; ++i) plan::evaluate(scenario, again);
  EXPECT_EQ(allocations(), before);
  EXPECT_EQ(again.outcome, made_.outcome());
}

TEST_P(Vertical, TheRecordedEvaluationIsTheSame) {
  auto again = plan::shape(*made_.scenario);
  const auto recording = plan::evaluate_recorded(*made_.scenario, again);
  EXPECT_EQ(again.outcome, made_.outcome());
  EXPECT_FALSE(recording.edges().empty());
}

TEST_P(Vertical, ReadingAndChoosingAreRepeatable) {
  const Tried again = with(variations()[GetParam()]);
  EXPECT_EQ(*again.scenario, *made_.scenario);
  EXPECT_EQ(again.outcome(), made_.outcome());
}

INSTANTIATE_TEST_SUITE_P(Variations, Vertical, testing::Range(std::size_t{0}, variations().size()));

TEST(Cost, TwiceTheNodePriceIsTwiceTheNodes) {
  const Tried once = with({"clusters.main.price=$400k"});
  const Tried twice = with({"clusters.main.price=$800k"});
  EXPECT_EQ(cost(twice).capex.accelerators, 2.0 * cost(once).capex.accelerators);
  EXPECT_EQ(cost(twice).capex.networks, cost(once).capex.networks);
  EXPECT_NEAR((cost(twice).capex.total() - cost(once).capex.total()).value(), 32 * 400e3, 1e-6);
}

TEST(Cost, OwnedUnitsAreNotBought) {
  const Tried owned = with({"clusters.main.owned={\"count\": 32}"});
  EXPECT_EQ(cost(owned).capex.accelerators, weft::Money{});
}

TEST(Bandwidth, MoreOfItNeverTakesLonger) {
  const std::string job =
      "workloads.job={\"kind\": \"training\", \"model\": \"llama-3.1-70b\", \"on\": \"main\", "
      "\"tokens\": \"1 Ttok\", \"sequence\": \"8192 tok\", \"global_batch\": \"4 Mtok\"}";
  double step = 0.0;
  double first_token = 0.0;
  for (const char* efficiency : {"40 %", "60 %", "80 %", "99 %"}) {
    const Tried made =
        with({job, "fabrics.backend.load_balancing={\"kind\": \"ecmp\", \"efficiency\": \"" +
                       std::string(efficiency) + "\"}"});
    ASSERT_TRUE(made.good()) << made.said();
    const double now = number(made, "workloads.job.run.step_time.total");
    const double token = number(made, "workloads.chat.service.ttft_p95");
    if (step > 0.0) {
      EXPECT_LE(now, step * (1.0 + 1e-12)) << efficiency;
    }
    if (step > 0.0) {
      EXPECT_LE(token, first_token * (1.0 + 1e-12)) << efficiency;
    }
    step = now;
    first_token = token;
  }
}

/// Prefill and decode apart, limits far away, deployed as written: only the network changes.
Tried apart(const std::string& efficiency, const std::string& overlap) {
  return with(
      {"workloads.chat.engine={\"name\": \"vllm\", \"mode\": \"disaggregated\", "
       "\"kv_overlap\": \"" +
           overlap + "\", \"deploy\": {\"tensor\": 4}}",
       "workloads.chat.slo={\"ttft_p95\": \"60 s\", \"tpot_p95\": \"40 ms\"}",
       "fabrics.backend.load_balancing={\"kind\": \"ecmp\", \"efficiency\": \"" + efficiency +
           "\"}"});
}

TEST(Bandwidth, HalfOfItBetweenPoolsNeverImprovesTheFirstToken) {
  for (const char* overlap : {"0 %", "50 %", "100 %"}) {
    double before = 0.0;
    for (const char* efficiency : {"80 %", "40 %", "20 %", "10 %"}) {
      const Tried made = apart(efficiency, overlap);
      ASSERT_TRUE(made.good()) << made.said();
      const double token = number(made, "workloads.chat.service.ttft_p95");
      if (overlap == std::string("0 %")) {
        EXPECT_GT(token, before) << efficiency;
      } else {
        EXPECT_GE(token, before * (1.0 - 1e-12)) << overlap << " " << efficiency;
      }
      before = token;
    }
  }
}

TEST(Bandwidth, TransfersBetweenPoolsTakeTwiceAsLongOnHalfOfIt) {
  const Tried whole = apart("80 %", "0 %");
  const Tried half = apart("40 %", "0 %");
  ASSERT_TRUE(whole.good()) << whole.said();
  const double full = number(whole, "workloads.chat.service.kv_transfer_p95");
  EXPECT_NEAR(number(half, "workloads.chat.service.kv_transfer_p95") / full, 2.0, 0.01);
}

TEST(Engine, AnUnknownOneIsSaid) {
  const Tried made = with({"workloads.chat.engine.name=vlm"});
  EXPECT_FALSE(made.good());
  EXPECT_EQ(made.loaded.diagnostics.items.front().code, "WF0304");
}

TEST(Demand, MoreOfItNeverNeedsFewerAccelerators) {
  double before = 0.0;
  for (const char* requests : {"0 /s", "1 /s", "5 /s", "20 /s", "100 /s", "1000 /s"}) {
    const Tried made = with({"workloads.chat.traffic.requests=" + std::string(requests)});
    ASSERT_TRUE(made.good()) << made.said();
    const double needed = made.outcome().clusters.entries[0].value.accelerators_needed.value;
    EXPECT_GE(needed, before) << requests;
    before = needed;
  }
  EXPECT_GT(before, 0.0);
}

TEST(Return, WithoutDiscountingItIsTheSumOfTheFlows) {
  const Tried made =
      with({"finance.discount_rate=0 %/yr",
            "workloads.chat.price={\"input\": \"$0.5 /Mtok\", \"output\": \"$2 /Mtok\"}"});
  ASSERT_TRUE(made.good()) << made.said();
  const auto& gain = *made.outcome().finance.gain;
  weft::Money sum = cost(made).residual;
  for (const auto& month : gain.net_cash.months) sum += month;
  EXPECT_NEAR(gain.npv.value(), sum.value(), 1e-9 * cost(made).tco.total().value());
}

TEST(Return, NothingSoldIsNotALoss) {
  const Tried made = with({});
  EXPECT_FALSE(made.outcome().finance.gain);
  EXPECT_NE(made.outcome().finance.gain.why().reason, nullptr);
}

TEST(Infeasible, AFabricThatCannotBeBuiltSaysWhy) {
  const Tried made = with({"fabrics.backend.topology=single-switch", "clusters.main.count=400"});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_EQ(made.outcome().plan.feasible, 0.0);
  const auto& size = made.outcome().fabrics.entries[0].value.size;
  ASSERT_FALSE(size);
  EXPECT_FALSE(size.why().reason->text.empty());
}

TEST(Infeasible, AReplicaThatMissesItsLimitsSaysWhy) {
  const Tried made = with({"workloads.chat.slo.ttft_p95=1 us"});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_EQ(made.outcome().plan.feasible, 0.0);
  EXPECT_FALSE(std::get<plan::ServingOutcome>(made.outcome().workloads.entries[0].value).service);
}

TEST(Ramp, PhasesStandInTheOrderOfTheCalendar) {
  const std::string a = "ramp.a={\"from\": \"2027-03\", \"clusters\": {\"main\": {\"count\": 8}}}";
  const std::string b = "ramp.b={\"from\": \"2027-09\", \"clusters\": {\"main\": {\"count\": 16}}}";
  const std::string c = "ramp.c={\"from\": \"2028-03\", \"clusters\": {\"main\": {\"count\": 32}}}";
  EXPECT_TRUE(with({a, b, c}).good());
  for (const auto& order : {std::vector{a, c, b}, {b, a, c}, {b, c, a}, {c, a, b}, {c, b, a}}) {
    const Tried made = with(order);
    EXPECT_FALSE(made.good());
    EXPECT_EQ(made.loaded.diagnostics.items.front().code, "WF0405");
  }
}

TEST(Ramp, AClusterMayShrinkAndIsNotBoughtAgain) {
  const auto phase = [](const char* name, const char* from, int count) {
    return "ramp." + std::string(name) + "={\"from\": \"" + from +
           "\", \"clusters\": {\"main\": {\"count\": " + std::to_string(count) + "}}}";
  };
  const Tried made =
      with({phase("a", "2027-03", 32), phase("b", "2027-09", 8), phase("c", "2028-03", 32)});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_EQ(cost(made).capex.accelerators, cost(with({})).capex.accelerators);
}

}  // namespace
