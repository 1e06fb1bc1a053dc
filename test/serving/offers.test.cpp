// SPDX-License-Identifier: Apache-2.0
#include "weft/serving/offers.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::serving::offers_test {
namespace {

constexpr Limits limits{.ttft_p95 = 1.0 * second, .tpot_p95 = 20e-3 * second};

Wanted wanted(const Limits& asked = limits, const RequestLengths& lengths = test::uneven_chat) {
  Wanted made{.server = test::server(), .base = {}, .lengths = lengths, .limits = asked};
  made.base.handover = Handover{.rate = 5e10 * byte / second};
  return made;
}

TEST(Offers, KeepTheirLimits) {
  const auto made = offers(wanted());
  EXPECT_FALSE(made.found.empty());
  for (const Offer& each : made.found) {
    EXPECT_LE(each.seen.ttft_p95, limits.ttft_p95);
    EXPECT_LE(each.seen.tpot_p95, limits.tpot_p95);
    EXPECT_GT(each.unit.requests, Frequency{});
  }
}

TEST(Offers, AreRankedByAcceleratorsForTheDemand) {
  const Demand demand{.requests = 500.0 / second};
  const auto made = ranked(offers(wanted()).found, demand);
  for (std::size_t i = 1; i < made.size(); ++i) {
    EXPECT_LE(fleet(made[i - 1].unit, demand).accelerators,
              fleet(made[i].unit, demand).accelerators);
  }
}

TEST(Offers, SayWhichFloorALimitIsBelowAndWhatTakesLongest) {
  const auto made = offers(wanted({.ttft_p95 = {}, .tpot_p95 = 1e-6 * second}));
  EXPECT_TRUE(made.found.empty());
  EXPECT_EQ(made.last.reason, &tpot_floor);
  EXPECT_FALSE(made.last.at.empty());
  EXPECT_GT(made.last.needed, made.last.available);
}

TEST(Offers, SayHowMuchMemoryIsMissing) {
  auto ask = wanted();
  ask.server.machine.usable_memory = 1e8 * byte;
  const auto made = offers(ask);
  EXPECT_TRUE(made.found.empty());
  EXPECT_EQ(made.last.reason, &weights_too_large);
  EXPECT_GT(made.last.needed, made.last.available);
}

TEST(Offers, AnEmbedderHasNoTpotAndOnePool) {
  const auto made = offers(wanted({.ttft_p95 = 0.15 * second, .tpot_p95 = {}}, {400.0 * token}));
  ASSERT_FALSE(made.found.empty());
  for (const Offer& each : made.found) {
    EXPECT_FALSE(each.as.apart);
    EXPECT_EQ(each.seen.tpot_p95, Time{});
    EXPECT_LE(each.seen.ttft_p95, 0.15 * second);
  }
}

TEST(Offers, ModelsThatNoDomainHoldsAreServedByPipelines) {
  auto ask = wanted({.ttft_p95 = {}, .tpot_p95 = {}});
  ask.server.machine.usable_memory = 5e9 * byte;
  const auto made = offers(ask);
  ASSERT_FALSE(made.found.empty());
  for (const Offer& each : made.found) {
    EXPECT_GT(each.as.decode.stages, 1);
    EXPECT_EQ(each.as.decode.ranks(), ask.server.machine.scale_up_domain);
  }
  ask.server.machine.scale_out_rate = {};
  EXPECT_EQ(offers(ask).last.reason, &weights_too_large);
}

TEST(Pipeline, DoesTheWorkOfAsManyWorkersAndHoldsTheWeightsOnce) {
  Layout pair;
  pair.decode = {.workers = 2, .accelerators = 4, .data = 2};
  Layout staged;
  staged.decode = {.accelerators = 8, .data = 2, .stages = 2};
  const auto two = *loaded(test::server(), pair, test::chat);
  const auto one = *loaded(test::server(), staged, test::chat);
  EXPECT_EQ(one.decoders, two.decoders);
  EXPECT_GT(one.room, two.room);
  const StepTime alone = step_time(two.step, 16.0);
  const StepTime handed = step_time(one.step, 16.0);
  EXPECT_EQ(handed.weights, alone.weights);
  EXPECT_EQ(handed.cache, alone.cache);
  EXPECT_GT(handed.tensor, alone.tensor);
  EXPECT_LT(handed.total(), 1.2 * alone.total());
}

TEST(Misfit, APipelineHasNoMoreStagesThanLayers) {
  Layout layout;
  layout.decode = {.accelerators = 9, .stages = 9};
  const auto found = loaded(test::server(), layout, test::chat);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.why().reason, &too_many_stages);
}

TEST(Misfit, HeadsThatRanksDoNotDivideAreSaid) {
  Layout layout;
  layout.decode = {.accelerators = 5};
  const auto found = loaded(test::server(), layout, test::chat);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.why().reason, &heads_not_divisible);
}

TEST(Matched, PrefillKeepsUpWithDecode) {
  const auto load = *loaded(test::server(), test::apart(5e10 * byte / second), test::chat);
  const Limits tpot{.ttft_p95 = {}, .tpot_p95 = limits.tpot_p95};
  const auto half = matched(load, tpot, 0.5);
  const auto most = goodput(half, tpot);
  ASSERT_TRUE(most);
  EXPECT_NEAR(open_loop(half, *most)->prefill_busy, 0.5, 1e-4);
}

TEST(Fleet, OneReplicaThatServesAllIsEnough) {
  const auto made =
      fleet({.requests = 7.0 / second, .accelerators = 8}, {.requests = 7.0 / second});
  EXPECT_EQ(made.accelerators, 8);
  EXPECT_EQ(made.headroom, 0.0);
}

RC_GTEST_PROP(Fleet, NeverShrinksWithDemand, ()) {
  const double demand = *rc::gen::inRange(0, 100000);
  const Unit unit{
      .requests = 7.0 / second, .accelerators = 8, .prefillers = 0.3, .prefill_accelerators = 4};
  const auto count = [&](double rate) { return fleet(unit, {.requests = rate / second}); };
  RC_ASSERT(count(demand).accelerators <= count(demand + 1.0).accelerators);
  RC_ASSERT(count(demand).requests_at_slo >= demand / second);
}

RC_GTEST_PROP(Goodput, LooserLimitsNeverServeLess, ()) {
  const double factor = 1.0 + 0.01 * *rc::gen::inRange(0, 500);
  const auto load = *loaded(test::server(), test::deployed().layout, test::uneven_chat);
  const auto base = goodput(load, limits);
  const auto loose =
      goodput(load, {.ttft_p95 = factor * limits.ttft_p95, .tpot_p95 = factor * limits.tpot_p95});
  RC_ASSERT(*base * (1.0 - 1e-5) <= *loose);
}

RC_GTEST_PROP(Goodput, AFasterAcceleratorNeverServesLess, ()) {
  const double factor = 1.0 + 0.01 * *rc::gen::inRange(0, 300);
  const auto most = [](const catalog::Accelerator& on) {
    return *goodput(*loaded(test::server(on), test::deployed().layout, test::uneven_chat), limits);
  };
  auto memory = test::part();
  memory.memory.bandwidth = factor * memory.memory.bandwidth;
  auto links = test::part();
  links.scale_up.rate = factor * *links.scale_up.rate;
  const Frequency base = (1.0 - 1e-5) * most(test::part());
  RC_ASSERT(most(memory) >= base);
  RC_ASSERT(most(links) >= base);
}

}  // namespace
}  // namespace weft::serving::offers_test
