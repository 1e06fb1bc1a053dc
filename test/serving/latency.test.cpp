// SPDX-License-Identifier: Apache-2.0
#include "weft/serving/latency.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::serving::latency_test {
namespace {

TEST(LengthSpread, AllAlikeHaveNone) {
  EXPECT_EQ(length_spread({100.0 * token, Tokens{}}), 0.0);
  EXPECT_EQ(length_at({100.0 * token, Tokens{}}, 0.0, p99.deviate), 100.0 * token);
}

TEST(LengthAt, GivesTheP95Back) {
  const Lengths lengths{100.0 * token, 260.0 * token};
  EXPECT_NEAR(ratio(length_at(lengths, length_spread(lengths), p95.deviate), lengths.p95), 1.0,
              1e-12);
}

TEST(QueueWait, AnIdleServerHasNone) { EXPECT_EQ(queue_wait(second, 0.0, 1.0), Time{}); }

TEST(WaitPercentile, IsNoneWhileFewWait) { EXPECT_EQ(wait_percentile(second, 0.4, 0.5), Time{}); }

RC_GTEST_PROP(QueueWait, RisesWithLoad, ()) {
  const double busy = 0.001 * *rc::gen::inRange(1, 998);
  RC_ASSERT(queue_wait(second, busy, 0.5) <= queue_wait(second, busy + 0.001, 0.5));
}

}  // namespace
}  // namespace weft::serving::latency_test
