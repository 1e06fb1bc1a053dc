// SPDX-License-Identifier: Apache-2.0
#include "weft/serving/search.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>

namespace weft::serving::search_test {
namespace {

constexpr Limits limits{.ttft_p95 = 1.0 * second, .tpot_p95 = 20.0 * milli * second};
constexpr Demand demand{.requests = 500.0 / second};

TEST(ChooseDeployment, NothingElseNeedsFewerAccelerators) {
  const auto choice = choose_deployment(test::server(), test::chat(), limits, demand);
  ASSERT_TRUE(choice);
  for (std::int64_t t = 1; t <= 8; t *= 2) {
    for (std::int64_t q = 1; q <= 8 / t; q *= 2) {
      const Deployment on{.tensor = t, .data = q};
      const auto one = capacity(test::server(), on, test::chat(), limits);
      if (!one) continue;
      EXPECT_GE(replicas(demand.requests, one->requests, t * q).accelerators,
                choice->best.fleet.accelerators);
    }
  }
  EXPECT_GE(choice->best.fleet.requests_at_slo, demand.requests);
  EXPECT_GE(choice->lead(), 0.0);
}

TEST(ChooseDeployment, SaysWhyNothingServes) {
  const auto choice = choose_deployment(test::server(), test::chat(),
                                        {.ttft_p95 = {}, .tpot_p95 = 1e-6 * second}, demand);
  ASSERT_FALSE(choice);
  EXPECT_EQ(choice.why().reason, &tpot_below_floor);
}

TEST(ChooseDisaggregated, BothPoolsCarryTheDemand) {
  const auto choice = choose_disaggregated(test::server(), test::chat(), limits, demand);
  ASSERT_TRUE(choice);
  EXPECT_GE(choice->fleet.requests_at_slo(), demand.requests);
  EXPECT_LE(choice->pools.latency.ttft_p95.total(), limits.ttft_p95 * (1.0 + 1e-9));
  EXPECT_LE(choice->pools.latency.tpot_p95, limits.tpot_p95);
  EXPECT_GT(choice->fleet.cache_bandwidth, Bandwidth{});
}

}  // namespace
}  // namespace weft::serving::search_test
