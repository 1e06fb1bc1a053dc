// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/collective_levels.hpp"

#include "weft/fabric/congestion.hpp"
#include "weft/fabric/uneven_exchange.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace weft::fabric::collective_levels_test {
namespace {

constexpr Bandwidth gbps = giga_bit / second;
constexpr Time us = micro * second;

std::vector<CollectiveLevel> some_levels() {
  std::vector<CollectiveLevel> levels;
  const int count = *rc::gen::inRange(1, 5);
  for (int i = 0; i < count; ++i) {
    levels.push_back({.fan_out = *rc::gen::inRange(1, 9),
                      .rate = static_cast<double>(*rc::gen::inRange(10, 4000)) * gbps,
                      .oversubscription = 1.0 + 0.5 * *rc::gen::inRange(0, 4),
                      .hop = static_cast<double>(*rc::gen::inRange(0, 20)) * us});
  }
  return levels;
}

TEST(HierarchicalAllReduce, OfOneLevelIsTheRing) {
  const std::vector<CollectiveLevel> domain{{.fan_out = 8, .rate = 3600.0 * gbps, .hop = us}};
  EXPECT_EQ(hierarchical_all_reduce(giga_byte, domain).time,
            ring_all_reduce(giga_byte, 8, 3600.0 * gbps, us));
  EXPECT_EQ(hierarchical_all_reduce(giga_byte, {}).time.total(), Time{});
}

TEST(HierarchicalAllReduce, SaysWhichLevelBinds) {
  const std::vector<CollectiveLevel> levels{
      {.fan_out = 8, .rate = 3600.0 * gbps},
      {.fan_out = 4, .rate = 400.0 * gbps},
      {.fan_out = 16, .rate = 400.0 * gbps, .oversubscription = 8.0}};
  EXPECT_EQ(hierarchical_all_reduce(giga_byte, levels).bottleneck, 2U);
  EXPECT_THROW((void)hierarchical_all_reduce(giga_byte, levels, 1.5), std::domain_error);
}

RC_GTEST_PROP(HierarchicalAllReduce, OverlapLiesBetweenTheSumAndTheLongest, ()) {
  const auto levels = some_levels();
  const double overlap = *rc::gen::inRange(0, 101) / 100.0;
  const Time serial = hierarchical_all_reduce(giga_byte, levels).time.total();
  const Time hidden = hierarchical_all_reduce(giga_byte, levels, 1.0).time.total();
  const Time made = hierarchical_all_reduce(giga_byte, levels, overlap).time.total();
  const Time rounding = 1e-12 * serial;
  RC_ASSERT(hidden <= made + rounding);
  RC_ASSERT(made <= serial + rounding);
}

RC_GTEST_PROP(HierarchicalAllReduce, IsAReduceScatterAndAnAllGather, ()) {
  const auto levels = some_levels();
  const auto reduce = hierarchical_all_reduce(giga_byte, levels).time;
  const auto gather = hierarchical_all_gather(giga_byte, levels).time;
  RC_ASSERT(std::abs(ratio(reduce.total() + second, 2.0 * gather.total() + second) - 1.0) < 1e-12);
}

RC_GTEST_PROP(HierarchicalAllToAll, CountsTheBytesThatCrossEachLevel, ()) {
  // The twin sends a block between each pair and asks which levels it crosses.
  const auto levels = some_levels();
  std::vector<std::int64_t> span{1};
  for (const auto& each : levels) span.push_back(span.back() * each.fan_out);
  const std::int64_t ranks = span.back();
  RC_PRE(ranks <= 1024);
  Time slowest{};
  for (std::size_t level = 0; level < levels.size(); ++level) {
    std::int64_t blocks = 0;
    for (std::int64_t to = 1; to < ranks; ++to) {
      if (to / span[level] != 0) ++blocks;  // rank 0 and `to` differ above the level below
    }
    const Bytes crossing = static_cast<double>(blocks) / static_cast<double>(ranks) * giga_byte;
    if (levels[level].fan_out > 1) slowest = max(slowest, crossing / levels[level].share());
  }
  const auto made = hierarchical_all_to_all(giga_byte, levels);
  RC_ASSERT(std::abs(ratio(made.time.transfer + second, slowest + second) - 1.0) < 1e-12);
}

RC_GTEST_PROP(RanksInDomain, AgreeWithRanksThatAreCountedOneByOne, ()) {
  const std::int64_t stride = *rc::gen::inRange(1, 20);
  const std::int64_t ranks = *rc::gen::inRange(1, 40);
  const std::int64_t domain = *rc::gen::element(1, 2, 4, 8, 16, 72);
  std::map<std::int64_t, std::int64_t> held;
  for (std::int64_t i = 0; i < ranks; ++i) ++held[i * stride / domain];
  std::set<std::int64_t> sizes;
  for (const auto& each : held) sizes.insert(each.second);
  const std::int64_t inside = ranks_in_domain(ranks, stride, domain);
  RC_ASSERT(inside >= 1 && ranks % inside == 0);
  // Where the group lies evenly and its stride divides the domain, the count is exact.
  if (sizes.size() == 1 && domain % stride == 0) RC_ASSERT(*sizes.begin() == inside);
}

TEST(AllToAllV, OfEqualPairsIsThePairwiseExchange) {
  const std::vector<Bytes> pairs(64, giga_byte);
  const auto made = all_to_all_v(pairs, 8, 400.0 * gbps, us);
  const auto even = pairwise_all_to_all(8.0 * giga_byte, 8, 400.0 * gbps, us);
  EXPECT_NEAR(ratio(made.time.total(), even.total()), 1.0, 1e-12);
  EXPECT_NEAR(made.imbalance, 1.0, 1e-12);
  EXPECT_THROW((void)all_to_all_v(pairs, 7, gbps, us), std::domain_error);
}

TEST(AllToAllV, ARankThatAllSendToBinds) {
  std::vector<Bytes> pairs(16, Bytes{});
  for (std::size_t from = 1; from < 4; ++from) pairs[from * 4] = giga_byte;
  const auto made = all_to_all_v(pairs, 4, giga_byte / second, Time{});
  EXPECT_EQ(made.time.transfer, 3.0 * second);
  EXPECT_EQ(made.imbalance, 4.0);
}

TEST(RingCrossing, AgreesWithARingThatIsWalked) {
  // Packed: 32 nodes in order under leaves of 8.
  int crossings = 0;
  for (int node = 0; node < 32; ++node) crossings += node / 8 != (node + 1) % 32 / 8 ? 1 : 0;
  EXPECT_EQ(ring_crossing(8, 32, JobPlacement::packed), crossings / 32.0);
  // Scattered: every ordered pair of nodes is as likely to be neighbours.
  int apart = 0;
  for (int a = 0; a < 32; ++a) {
    for (int b = 0; b < 32; ++b) apart += a != b && a / 8 != b / 8 ? 1 : 0;
  }
  EXPECT_NEAR(ring_crossing(8, 32, JobPlacement::scattered), apart / (32.0 * 31.0), 1e-12);
  EXPECT_THROW((void)ring_crossing(0, 4, JobPlacement::packed), std::domain_error);
}

RC_GTEST_PROP(TenantRate, NeverRisesWithTheLoadOfOthers, ()) {
  const double taper = 1.0 + *rc::gen::inRange(0, 8);
  const double crossing = *rc::gen::inRange(0, 101) / 100.0;
  const double others = *rc::gen::inRange(0, 50) / 10.0;
  const auto line = 400.0 * gbps;
  RC_ASSERT(tenant_rate(line, taper, crossing, others + 0.1) <=
            tenant_rate(line, taper, crossing, others));
  RC_ASSERT(tenant_rate(line, taper, crossing, others) <= line);
}

}  // namespace
}  // namespace weft::fabric::collective_levels_test
