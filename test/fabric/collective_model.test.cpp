// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/collective_model.hpp"

#include "weft/fabric/expert_exchange.hpp"
#include "weft/fabric/nccl_tuner.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace weft::fabric::collective_model_test {
namespace {

constexpr Bandwidth gb_s = giga_byte / second;
constexpr Time us = micro * second;

catalog::LinkProfile domain() {
  catalog::LinkProfile made;
  made.rate = 450.0 * gb_s;
  made.ring = catalog::LinkFit{0.8, 7.0 * us, 0.6 * us, 8.0 * us};
  made.in_switch = catalog::LinkFit{0.72, 16.0 * us, {}, 8.0 * us};
  made.in_switch_from = 5;
  made.all_to_all = catalog::LinkFit{0.7, 8.0 * us, 0.7 * us, {}};
  made.direct = catalog::LinkFit{0.9, 8.0 * us, {}, {}};
  made.measured = {
      .least = kibi * byte, .most = 16.0 * gibi * byte, .ranks = 8, .rows = 20, .series = {}};
  made.error = {.low = 0.9, .high = 1.1, .mean = 0.05};
  return made;
}
catalog::LinkProfile adapters() {
  catalog::LinkProfile made;
  made.rate = 50.0 * gb_s;
  made.ring = catalog::LinkFit{0.95, 5.0 * us, 14.0 * us, {}};
  made.tree = catalog::LinkFit{0.98, {}, 80.0 * us, {}};
  made.short_tree = catalog::LinkFit{0.09, {}, 10.0 * us, {}};
  made.in_switch = catalog::LinkFit{0.61, 31.0 * us, {}, {}};
  made.all_to_all = catalog::LinkFit{0.75, 10.0 * us, 0.3 * us, {}};
  made.direct = catalog::LinkFit{0.95, 14.0 * us, {}, {}};
  return made;
}
const catalog::LinkProfile inside = domain();
const catalog::LinkProfile between = adapters();
const LinkProfiles links{&inside, &between};

RankGroup group(std::int64_t ranks, std::int64_t local = 8) {
  return {ranks, std::min(local, ranks), 450.0 * gb_s, 50.0 * gb_s};
}
double bus(Collective kind, Bytes size, const RankGroup& on) {
  const auto made = collective_time(kind, size, on, links);
  return ratio(bus_bandwidth(kind, size, on.ranks, made->time.total()), gb_s);
}

TEST(CollectiveModel, GigabytesAreTenToTheNinth) {
  // 1.0737 times off would fail: one rank a domain, adapters alone, no latency to speak of.
  const auto made = collective_time(Collective::point_to_point, 1e12 * byte, group(2, 1), links);
  EXPECT_NEAR(ratio(1e12 * byte / made->time.total(), 1e9 * byte / second), 47.5, 0.01);
}

TEST(CollectiveModel, OneRankAndNoBytes) {
  EXPECT_EQ(collective_time(Collective::all_reduce, gibi * byte, group(1), links)->time.total(),
            Time{});
  const auto empty = collective_time(Collective::all_reduce, Bytes{}, group(16), links);
  EXPECT_GT(empty->time.total(), Time{});
  EXPECT_EQ(empty->time.transfer, Time{});
  EXPECT_EQ(empty->bound, CollectiveBound::latency);
}

TEST(CollectiveModel, WhatCannotBeSaysWhy) {
  EXPECT_EQ(collective_time(Collective::all_reduce, byte, group(0, 1), links).why().reason,
            &empty_group);
  EXPECT_EQ(
      collective_time(Collective::all_reduce, byte, group(16), {&inside, nullptr}).why().reason,
      &no_link_profile);
  RankGroup apart = group(16);
  apart.net_rate = Bandwidth{};
  EXPECT_EQ(collective_time(Collective::all_reduce, byte, apart, links).why().reason,
            &not_connected);
  catalog::LinkProfile bare;
  EXPECT_EQ(collective_time(Collective::all_to_all, byte, group(8), {&bare, nullptr}).why().reason,
            &no_link_profile);
}

TEST(CollectiveModel, SwitchesAddFromFiveRanksOn) {
  const auto by = [](std::int64_t ranks) {
    return collective_time(Collective::all_reduce, gibi * byte, group(ranks), links)->algorithm;
  };
  EXPECT_EQ(by(4), CollectiveAlgorithm::ring);
  EXPECT_EQ(by(8), CollectiveAlgorithm::in_switch);
}

TEST(CollectiveModel, ShortMessagesTakeTheShortTree) {
  const auto small = collective_time(Collective::all_reduce, kibi * byte, group(64), links);
  EXPECT_LT(small->time.total(), 80.0 * us);
  const auto large = collective_time(Collective::all_reduce, gibi * byte, group(64), links);
  EXPECT_EQ(large->bound, CollectiveBound::net);
}

TEST(CollectiveModel, TwoDomainsMoveOnlyHalfThroughATree) {
  // With two domains a tree sends each part once, so the bus bandwidth may exceed the adapters'.
  EXPECT_GT(bus(Collective::all_reduce, 16.0 * gibi * byte, group(16)), 400.0);
  EXPECT_LT(bus(Collective::all_reduce, 16.0 * gibi * byte, group(64)), 400.0);
}

TEST(CollectiveModel, ReductionBetweenDomainsIsAChoice) {
  const LinkProfiles adds{&inside, &between, true};
  const auto plain = collective_time(Collective::all_reduce, 16.0 * gibi * byte, group(64), links);
  const auto added = collective_time(Collective::all_reduce, 16.0 * gibi * byte, group(64), adds);
  EXPECT_LT(added->time.total(), plain->time.total());
}

TEST(CollectiveModel, AMeshHasFewerLinksForFewerRanks) {
  catalog::LinkProfile mesh = inside;
  mesh.mesh = 8;
  mesh.in_switch.reset();
  const auto rate = [&](std::int64_t ranks) {
    const auto made = collective_time(Collective::all_gather, 64.0 * gibi * byte,
                                      group(ranks, ranks), {&mesh, nullptr});
    return ratio(
        bus_bandwidth(Collective::all_gather, 64.0 * gibi * byte, ranks, made->time.total()), gb_s);
  };
  EXPECT_NEAR(rate(2) / rate(8), 1.0 / 7.0, 0.005);
}

/// The adapters with a library that gathers in stages and knows no ring between nodes.
catalog::LinkProfile staging() {
  catalog::LinkProfile made = adapters();
  made.ring.reset();
  made.tree.reset();
  made.staged = catalog::LinkFit{0.8, 35.0 * us, {}, 6.0 * us};
  made.stages = 3;
  return made;
}
const catalog::LinkProfile by_turns = staging();
const LinkProfiles staging_links{&inside, &by_turns};

TEST(CollectiveModel, AStagedGatherCrossesOnceAndBeatsTheRing) {
  const Bytes size = 3.0 * gibi * byte;
  const RankGroup on = group(16);
  const auto made = collective_time(Collective::all_gather, size, on, staging_links);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->algorithm, CollectiveAlgorithm::staged);
  // The links inside are at work all the time: they bound it.
  EXPECT_EQ(made->bound, CollectiveBound::local);
  EXPECT_NEAR(ratio(made->time.transfer, 0.875 * size / (0.8 * on.local_rate)), 1.0, 1e-12);
  const auto ring = collective_time(Collective::all_gather, size, on, links);
  EXPECT_EQ(ring->algorithm, CollectiveAlgorithm::ring);
  EXPECT_LT(made->time.total(), ring->time.total());
}

TEST(CollectiveModel, AStagedAllReduceIsTwoGathers) {
  const Bytes size = 3.0 * gibi * byte;
  const RankGroup on = group(32);
  const auto gather = collective_time(Collective::all_gather, size, on, staging_links);
  const auto scatter = collective_time(Collective::reduce_scatter, size, on, staging_links);
  const auto reduce = collective_time(Collective::all_reduce, size, on, staging_links);
  EXPECT_EQ(gather->time, scatter->time);
  EXPECT_EQ(reduce->algorithm, CollectiveAlgorithm::staged);
  EXPECT_NEAR(ratio(reduce->time.transfer, gather->time.transfer), 2.0, 1e-12);
}

TEST(CollectiveModel, WithoutLinksInsideAStagedGatherIsItsAdapters) {
  const Bytes size = gibi * byte;
  const RankGroup on = group(4, 1);
  const auto made = collective_time(Collective::all_gather, size, on, staging_links);
  EXPECT_NEAR(ratio(made->time.transfer, 0.75 * size / (0.8 * on.net_rate)), 1.0, 1e-12);
}

TEST(CollectiveModel, ALibraryWithoutAWayBetweenNodesSaysSo) {
  EXPECT_EQ(collective_time(Collective::broadcast, byte, group(16), staging_links).why().reason,
            &no_link_profile);
}

RC_GTEST_PROP(CollectiveModel, AStagedGatherIsNeverFasterThanItsNetworks, ()) {
  const StagedGroup on{.local_ranks = *rc::gen::inRange<std::int64_t>(1, 73),
                       .domains = *rc::gen::inRange<std::int64_t>(1, 65),
                       .local_rate = *rc::gen::inRange(1, 900) * gb_s,
                       .net_rate = *rc::gen::inRange(1, 400) * gb_s,
                       .stages = *rc::gen::inRange<std::int64_t>(1, 64)};
  const Bytes size = gibi * byte;
  const auto g = static_cast<double>(on.local_ranks);
  const auto k = static_cast<double>(on.domains);
  const Time inside_time = (g - 1.0) / g * size / on.local_rate;
  const Time across_time = (k - 1.0) / (g * k) * size / on.net_rate;
  const Time made = staged_all_gather(size, on).total();
  RC_ASSERT(made >= (1.0 - 1e-12) * weft::max(inside_time, across_time));
  RC_ASSERT(made <= (1.0 + 1e-12) * (inside_time + across_time));
  StagedGroup faster = on;
  faster.net_rate = 2.0 * on.net_rate;
  RC_ASSERT(staged_all_gather(size, faster).total() <= made);
}

TEST(CollectiveModel, OutsideOfWhatWasMeasuredTheBandIsTwiceAsWide) {
  const auto within = collective_time(Collective::all_reduce, gibi * byte, group(8), links);
  EXPECT_FALSE(within->outside);
  EXPECT_DOUBLE_EQ(within->low, 0.9);
  const auto beyond = collective_time(Collective::all_reduce, byte, group(8), links);
  EXPECT_TRUE(beyond->outside);
  EXPECT_DOUBLE_EQ(beyond->low, 0.8);
  EXPECT_DOUBLE_EQ(beyond->high, 1.2);
}

constexpr std::array kinds{Collective::all_reduce,     Collective::all_gather,
                           Collective::reduce_scatter, Collective::all_to_all,
                           Collective::broadcast,      Collective::point_to_point};

RC_GTEST_PROP(CollectiveModel, MoreBytesAreNeverFaster, ()) {
  const auto kind = kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
  const auto ranks = *rc::gen::inRange<std::int64_t>(2, 4096);
  const double size = std::exp2(*rc::gen::inRange(0, 3500) / 100.0);
  const double more = size * (1.0 + *rc::gen::inRange(0, 100) / 100.0);
  RC_ASSERT(collective_time(kind, more * byte, group(ranks), links)->time.total() >=
            collective_time(kind, size * byte, group(ranks), links)->time.total());
}

RC_GTEST_PROP(CollectiveModel, MoreBandwidthIsNeverSlower, ()) {
  const auto kind = kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
  const RankGroup on = group(*rc::gen::inRange<std::int64_t>(2, 4096));
  RankGroup faster = on;
  faster.local_rate = *rc::gen::inRange(100, 300) / 100.0 * on.local_rate;
  faster.net_rate = *rc::gen::inRange(100, 300) / 100.0 * on.net_rate;
  const double size = std::exp2(*rc::gen::inRange(0, 3500) / 100.0);
  RC_ASSERT(collective_time(kind, size * byte, faster, links)->time.total() <=
            collective_time(kind, size * byte, on, links)->time.total());
}

RC_GTEST_PROP(CollectiveModel, AStepInSizeIsAStepInTime, ()) {
  // Changing the algorithm may bend the curve and never breaks it.
  const auto kind = kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
  const RankGroup on = group(*rc::gen::inRange<std::int64_t>(2, 4096));
  const double size = std::exp2(*rc::gen::inRange(0, 3500) / 100.0);
  const Time before = collective_time(kind, size * byte, on, links)->time.total();
  const Time after = collective_time(kind, 1.001 * size * byte, on, links)->time.total();
  RC_ASSERT(ratio(after, before) < 1.0015);
}

TEST(ExpertExchange, BothNetworksAreWrittenByTheSameKernels) {
  const Bytes sent = 8e6 * byte;
  const auto made = expert_exchange_time(sent, group(16), links);
  const Time local = 0.5 * sent / (0.7 * 450.0 * gb_s);
  const Time net = 0.5 * sent / (0.75 * 50.0 * gb_s);
  EXPECT_NEAR(ratio(made->time.transfer, local + net), 1.0, 1e-12);
  EXPECT_FALSE(expert_exchange_time(sent, group(16), {&inside, nullptr}));
}

TEST(ExpertExchange, ALimitOfNodesBoundsTheCopies) {
  EXPECT_NEAR(nodes_reached(2, 8, 0), 1.9921875, 1e-12);
  EXPECT_DOUBLE_EQ(nodes_reached(64, 8, 4), 4.0);
  EXPECT_THROW((void)nodes_reached(0, 8, 4), std::domain_error);
}

TEST(NcclTuner, HasNoAlgorithmWhereNcclHasNone) {
  nccl::Group pair{
      .ranks = 16, .nodes = 2, .channels = 16, .local = 20.0 * gb_s, .net = 20.0 * gb_s};
  EXPECT_FALSE(nccl::tuner_time(pair, byte, nccl::Algorithm::pat, nccl::Protocol::simple));
  EXPECT_FALSE(nccl::tuner_time(pair, byte, nccl::Algorithm::nvls, nccl::Protocol::ll));
  pair.operation = Collective::all_to_all;
  EXPECT_FALSE(nccl::choose(pair, gibi * byte));
}

TEST(NcclTuner, TakesLowLatencyForShortMessages) {
  const nccl::Group node{
      .ranks = 8, .nodes = 1, .channels = 16, .local = 20.0 * gb_s, .net = 20.0 * gb_s};
  EXPECT_EQ(nccl::choose(node, kibi * byte)->protocol, nccl::Protocol::ll);
  EXPECT_EQ(nccl::choose(node, gibi * byte)->protocol, nccl::Protocol::simple);
}

}  // namespace
}  // namespace weft::fabric::collective_model_test
