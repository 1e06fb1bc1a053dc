// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/fabric/latency.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::fabric::performance_test {
namespace {

constexpr Bandwidth gbps = giga_bit / second;

RC_GTEST_PROP(Collectives, MoreBandwidthIsNeverSlower, ()) {
  const auto size = static_cast<double>(*rc::gen::inRange(0, 1 << 30)) * byte;
  const auto ranks = *rc::gen::inRange<std::int64_t>(1, 4096);
  const Bandwidth rate = static_cast<double>(*rc::gen::inRange(1, 1600)) * gbps;
  const Time hop = static_cast<double>(*rc::gen::inRange(0, 20)) * micro * second;
  const Bandwidth more = 1.5 * rate;
  RC_ASSERT(ring_all_reduce(size, ranks, more, hop).total() <=
            ring_all_reduce(size, ranks, rate, hop).total());
  RC_ASSERT(pairwise_all_to_all(size, ranks, more, hop).total() <=
            pairwise_all_to_all(size, ranks, rate, hop).total());
  RC_ASSERT(point_to_point(size, more, hop).total() <= point_to_point(size, rate, hop).total());
}

RC_GTEST_PROP(Collectives, AnAllReduceIsAReduceScatterAndAnAllGather, ()) {
  const auto ranks = *rc::gen::inRange<std::int64_t>(1, 4096);
  const auto half = ring_all_gather(giga_byte, ranks, 400.0 * gbps, micro * second);
  const auto whole = ring_all_reduce(giga_byte, ranks, 400.0 * gbps, micro * second);
  RC_ASSERT((half + half).total() == whole.total());
}

RC_GTEST_PROP(Collectives, BusBandwidthOfARingIsTheLinkRate, ()) {
  const auto ranks = *rc::gen::inRange<std::int64_t>(2, 4096);
  const Bandwidth rate = 400.0 * gbps;
  const auto time = ring_all_reduce(giga_byte, ranks, rate, Time{}).total();
  const auto bus = bus_bandwidth(Collective::all_reduce, giga_byte, ranks, time);
  RC_ASSERT(std::abs(ratio(bus, rate) - 1.0) < 1e-12);
}

TEST(Collectives, NoRanksIsAMistakeOfTheProgrammer) {
  EXPECT_THROW((void)ring_all_reduce(byte, 0, gbps, Time{}), std::domain_error);
}

RC_GTEST_PROP(QueueWait, GrowsWithLoad, ()) {
  const double load = static_cast<double>(*rc::gen::inRange(0, 990)) / 1000.0;
  const auto less = *queue_wait(load, second);
  const auto more = *queue_wait(load + 0.009, second);
  RC_ASSERT(less.mean <= more.mean);
  RC_ASSERT(less.p99 <= more.p99);
}

TEST(QueueWait, AnIdleQueueDoesNotWait) { EXPECT_EQ(*queue_wait(0.0, second), QueueWait{}); }

TEST(QueueWait, AFullLinkHasNoLatency) {
  const auto wait = queue_wait(1.2, second);
  ASSERT_FALSE(wait);
  EXPECT_EQ(wait.why().reason, &overloaded);
  EXPECT_FALSE(latency_p99(second, 3, 1.0, second));
}

TEST(LatencyP99, OfAnIdleFabricIsTheUnloadedOne) {
  EXPECT_EQ(latency_p99(second, 3, 0.0, second)->total(), second);
  EXPECT_EQ(latency_p99(second, 0, 0.9, second)->total(), second);
}

TEST(PathLatency, AddsOneLinkMoreThanSwitches) {
  const auto path =
      path_latency({.switches = 3, .per_switch = second, .fec = second, .rate = gbps});
  EXPECT_EQ(path.switching, 3.0 * second);
  EXPECT_EQ(path.fec, 4.0 * second);
  EXPECT_EQ(path.total(), 7.0 * second);
}

TEST(EffectiveBandwidth, OneSwitchNeedsNoBalancing) {
  const auto seen = effective_bandwidth(400.0 * gbps, 0.6, 1.0, {.tiers = 1});
  EXPECT_EQ(seen.total(), 400.0 * gbps);
}

TEST(EffectiveBandwidth, OnlyWhatCrossesIsTapered) {
  const Design design{.tiers = 2, .oversubscription = 3.0};
  EXPECT_EQ(effective_bandwidth(300.0 * gbps, 1.0, 1.0, design, 0.0).total(), 300.0 * gbps);
  EXPECT_EQ(effective_bandwidth(300.0 * gbps, 1.0, 1.0, design).total(), 100.0 * gbps);
}

TEST(Bisection, UndersubscribedFabricsAreBoundByTheirEndpoints) {
  EXPECT_EQ(bisection(2, gbps, 0.5), gbps);
}

TEST(AfterLoss, ASingleLinkIsEverything) {
  const auto left = after_loss(gbps, 1, 1, {.spine = 4});
  EXPECT_EQ(left.link, Bandwidth{});
  EXPECT_EQ(left.leaf, Bandwidth{});
  EXPECT_EQ(left.spine, 0.75 * gbps);
}

TEST(AfterLoss, WithoutSpinesNoneIsLost) { EXPECT_EQ(after_loss(gbps, 8, 1, {}).spine, gbps); }

TEST(Availability, NeverLeavesTheUnitInterval) {
  EXPECT_EQ(availability({}, one_hour), 1.0);
  EXPECT_EQ(availability(2.0 / one_hour, one_hour), 0.0);
}

}  // namespace
}  // namespace weft::fabric::performance_test
