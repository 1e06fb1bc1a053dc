// SPDX-License-Identifier: Apache-2.0
#include "weft/serving/traffic.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>

namespace weft::serving::traffic_test {
namespace {

TEST(ServingTraffic, OneRankPutsOnlyUsersOnNetworks) {
  const auto flows = traffic(test::server(), {}, test::chat(), 10.0 / second, false);
  EXPECT_EQ(flows.total(), flows.user);
}

TEST(ServingTraffic, IsLinearInRequests) {
  const Deployment on{.tensor = 2, .data = 4};
  const auto one = traffic(test::server(), on, test::chat(), 1.0 / second, true);
  const auto ten = traffic(test::server(), on, test::chat(), 10.0 / second, true);
  EXPECT_DOUBLE_EQ(ratio(ten.total(), one.total()), 10.0);
  EXPECT_GT(one.kv_transfer, Bandwidth{});
}

}  // namespace
}  // namespace weft::serving::traffic_test
