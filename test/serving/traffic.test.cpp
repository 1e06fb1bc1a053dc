// SPDX-License-Identifier: Apache-2.0
#include "weft/serving/traffic.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>

namespace weft::serving::traffic_test {
namespace {

PoolFlows flows(const Pool& on, double tokens, std::int64_t domain = 8) {
  return pool_flows(compute::model_work(test::model()), on, tokens * token / second, domain);
}

TEST(PoolFlows, OneRankExchangesNothing) { EXPECT_EQ(flows({}, 1e6), PoolFlows{}); }

TEST(PoolFlows, AreLinearInTokens) {
  const Pool on{.accelerators = 16, .data = 8};
  EXPECT_DOUBLE_EQ(ratio(flows(on, 10.0).tensor, flows(on, 1.0).tensor), 10.0);
  EXPECT_DOUBLE_EQ(ratio(flows(on, 10.0).expert_beyond, flows(on, 1.0).expert_beyond), 10.0);
}

TEST(PoolFlows, ExpertsBeyondADomainTakeWhatTheyDoNotTakeInside) {
  const Pool on{.accelerators = 16, .data = 16};
  const auto wide = flows(on, 1.0, 16);
  const auto split = flows(on, 1.0, 4);
  EXPECT_EQ(wide.expert_beyond, Bandwidth{});
  EXPECT_NEAR(ratio(split.expert + split.expert_beyond, wide.expert), 1.0, 1e-12);
}

TEST(PoolFlows, StagesHandOnEachTokenOnce) {
  const Pool staged{.accelerators = 12, .stages = 3};
  const Bytes hidden = 2.0 * 4096.0 * byte;
  EXPECT_EQ(flows(staged, 10.0).stage, 2.0 * 10.0 * hidden / second);
  EXPECT_EQ(flows(staged, 10.0).tensor, flows({.accelerators = 4}, 10.0).tensor);
}

}  // namespace
}  // namespace weft::serving::traffic_test
