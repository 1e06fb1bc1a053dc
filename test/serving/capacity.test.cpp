// SPDX-License-Identifier: Apache-2.0
#include "weft/serving/capacity.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::serving::capacity_test {
namespace {

constexpr Limits strict{.ttft_p95 = 1.0 * second, .tpot_p95 = 20.0 * milli * second};

TEST(Capacity, KeepsItsLimits) {
  const auto found = capacity(test::server(), {.tensor = 2}, test::chat(), strict);
  ASSERT_TRUE(found);
  EXPECT_LE(found->latency.ttft_p95.total(), strict.ttft_p95);
  EXPECT_LE(found->latency.tpot_p95, strict.tpot_p95);
  EXPECT_GT(found->requests, Frequency{});
}

TEST(Capacity, SaysWhichLimitIsBelowItsFloor) {
  const auto tpot_floor =
      capacity(test::server(), {}, test::chat(), {.ttft_p95 = {}, .tpot_p95 = 1e-5 * second});
  ASSERT_FALSE(tpot_floor);
  EXPECT_EQ(tpot_floor.why().reason, &tpot_below_floor);
  const auto ttft_floor =
      capacity(test::server(), {}, test::chat(), {.ttft_p95 = 1e-3 * second, .tpot_p95 = {}});
  ASSERT_FALSE(ttft_floor);
  EXPECT_EQ(ttft_floor.why().reason, &ttft_below_floor);
}

TEST(Capacity, SaysHowMuchMemoryIsMissing) {
  auto small = test::server();
  small.machine.usable_memory = giga_byte;
  const auto found = capacity(small, {}, test::chat(), {});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.why().reason, &weights_do_not_fit);
  EXPECT_GT(found.why().needed, found.why().available);
}

TEST(Capacity, AnEmbedderHasNoTpot) {
  const auto found =
      capacity(test::server(), {}, test::embedder(), {.ttft_p95 = 0.15 * second, .tpot_p95 = {}});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->latency.tpot_p95, Time{});
  EXPECT_LE(found->latency.ttft_p95.total(), 0.15 * second);
  EXPECT_LT(found->state.prefill_share, 1.0);
}

TEST(AtLoad, GivesTheLoadBack) {
  const auto most = capacity(test::server(), {.tensor = 2}, test::chat(), {});
  ASSERT_TRUE(most);
  const auto half =
      at_load(test::server(), {.tensor = 2}, test::chat(), most->memory, 0.5 * most->requests);
  ASSERT_TRUE(half);
  EXPECT_NEAR(ratio(half->requests, most->requests), 0.5, 1e-5);
  EXPECT_FALSE(
      at_load(test::server(), {.tensor = 2}, test::chat(), most->memory, 1.1 * most->requests));
}

RC_GTEST_PROP(Capacity, MoreMemoryNeverHoldsFewerSequences, ()) {
  auto server = test::server();
  server.machine.usable_memory = static_cast<double>(*rc::gen::inRange(20, 400)) * giga_byte;
  const auto fewer = memory(server, {}, test::chat());
  server.machine.usable_memory = server.machine.usable_memory + giga_byte;
  const auto more = memory(server, {}, test::chat());
  RC_ASSERT((!fewer || fewer->sequences <= more->sequences));
}

RC_GTEST_PROP(Capacity, LooserLimitsNeverServeLess, ()) {
  const double factor = 1.0 + 0.01 * *rc::gen::inRange(0, 500);
  const auto base = capacity(test::server(), {.tensor = 2}, test::chat(), strict);
  const auto loose =
      capacity(test::server(), {.tensor = 2}, test::chat(),
               {.ttft_p95 = factor * strict.ttft_p95, .tpot_p95 = factor * strict.tpot_p95});
  RC_ASSERT(base->requests * (1.0 - 1e-5) <= loose->requests);
}

RC_GTEST_PROP(Replicas, RiseWithDemand, ()) {
  const double demand = *rc::gen::inRange(0, 100000);
  const auto count = [](double rate) { return replicas(rate / second, 7.0 / second, 8).replicas; };
  RC_ASSERT(count(demand) <= count(demand + 1.0));
  RC_ASSERT(static_cast<double>(count(demand)) * 7.0 >= demand);
}

}  // namespace
}  // namespace weft::serving::capacity_test
