// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/clos.hpp"

#include "weft/fabric/topology.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace weft::fabric::clos_test {
namespace {

SizeRequest request(std::int64_t endpoints, std::int64_t radix, double taper = 1.0) {
  SizeRequest ask{.endpoints = endpoints, .oversubscription = taper, .spine_ports = radix};
  const Bandwidth rate = 400.0 * giga_bit / second;
  ask.leaf = {.either_down = radix, .either_up = radix, .down_rate = rate, .up_rate = rate};
  return ask;
}

/// The graph of one plane, cable by cable: uplink i of leaf j goes to spine (i mod S), or with
/// bundles of b to spine (i / b).
struct Graph {
  std::vector<std::int64_t> leaf_down, leaf_up, spine_down;
  std::int64_t cables = 0;
};
Graph build(const SizeRequest& ask, const Design& design) {
  const auto leaves = static_cast<std::size_t>(design.leaf / design.planes);
  const auto spines = static_cast<std::size_t>(design.spine / design.planes);
  Graph graph{std::vector<std::int64_t>(leaves), std::vector<std::int64_t>(leaves),
              std::vector<std::int64_t>(spines)};
  const auto rails = static_cast<std::size_t>(ask.rails);
  for (std::int64_t end = 0; end < ask.endpoints; ++end) {
    const auto node = static_cast<std::size_t>(end) / rails;
    const auto group = node / static_cast<std::size_t>(design.down);
    ++graph.leaf_down[group * rails + static_cast<std::size_t>(end) % rails];
    ++graph.cables;
  }
  for (std::size_t leaf = 0; leaf < leaves && spines > 0; ++leaf) {
    for (std::int64_t up = 0; up < design.up; ++up) {
      ++graph.leaf_up[leaf];
      ++graph.spine_down[static_cast<std::size_t>(up / design.bundle)];
      ++graph.cables;
    }
  }
  return graph;
}

SizeRequest any_request() {
  const auto radix = *rc::gen::element<std::int64_t>(4, 8, 16, 32, 36, 48, 64, 128, 144);
  auto ask = request(*rc::gen::inRange<std::int64_t>(2, 5000), radix,
                     *rc::gen::element(1.0, 1.5, 2.0, 3.0, 7.0));
  ask.rails = *rc::gen::element<std::int64_t>(1, 2, 4, 8);
  ask.endpoints = divide_up(ask.endpoints, ask.rails) * ask.rails;
  ask.planes = *rc::gen::inRange<std::int64_t>(1, 5);
  ask.reserved = *rc::gen::inRange<std::int64_t>(0, 3);
  return ask;
}

RC_GTEST_PROP(TwoTiers, EveryPortOfTheGraphExists, ()) {
  auto ask = any_request();
  ask.bundles = *rc::gen::element(Bundles::uniform, Bundles::shortest);
  const auto design = two_tiers(ask);
  RC_PRE(static_cast<bool>(design));
  const auto graph = build(ask, *design);
  RC_ASSERT(graph.cables * design->planes == design->links());
  for (std::size_t i = 0; i < graph.leaf_down.size(); ++i) {
    RC_ASSERT(graph.leaf_down[i] <= design->down);
    RC_ASSERT(graph.leaf_down[i] + graph.leaf_up[i] + ask.reserved <= ask.leaf.either_down);
  }
  for (const auto down : graph.spine_down) {
    RC_ASSERT(down > 0);
    RC_ASSERT(down <= ask.spine_ports);
  }
}

RC_GTEST_PROP(TwoTiers, UniformBundlesLoadEverySpineAlike, ()) {
  const auto ask = any_request();
  const auto design = two_tiers(ask);
  RC_PRE(static_cast<bool>(design));
  RC_PRE(design->spine > 0);
  const auto graph = build(ask, *design);
  for (const auto down : graph.spine_down) RC_ASSERT(down == graph.spine_down.front());
  RC_ASSERT(design->spine >= ask.least_spines * design->planes);
}

RC_GTEST_PROP(TwoTiers, RoundingIsNeverWorseThanAsked, ()) {
  const auto ask = any_request();
  const auto design = two_tiers(ask);
  RC_PRE(static_cast<bool>(design));
  RC_ASSERT(design->oversubscription <= ask.oversubscription * (1.0 + 1e-9));
  RC_ASSERT(design->spare_ports() >= 0.0);
  RC_ASSERT(design->spare_ports() < 1.0);
}

RC_GTEST_PROP(TwoTiers, TheMaximumFitsAndOneNodeMoreDoesNot, ()) {
  auto ask = any_request();
  const auto small = two_tiers(ask);
  RC_PRE(static_cast<bool>(small));
  RC_PRE(small->max_endpoints >= ask.rails);
  ask.endpoints = small->max_endpoints;
  RC_ASSERT(static_cast<bool>(two_tiers(ask)));
  ask.endpoints += ask.rails;
  const auto larger = two_tiers(ask);
  RC_ASSERT(!larger);
  RC_ASSERT(larger.why().needed > larger.why().available);
}

RC_GTEST_PROP(TwoTiers, MoreEndpointsNeverNeedFewerBoxes, ()) {
  auto ask = any_request();
  const auto small = two_tiers(ask);
  ask.endpoints += ask.rails;
  const auto large = two_tiers(ask);
  RC_PRE(static_cast<bool>(small));
  RC_PRE(static_cast<bool>(large));
  RC_ASSERT(large->leaf >= small->leaf);
  RC_ASSERT(large->spine >= small->spine);
}

RC_GTEST_PROP(ThreeTiers, PortsOfEveryTierAddUp, ()) {
  const auto ask = any_request();
  const auto design = three_tiers(ask);
  RC_PRE(static_cast<bool>(design));
  RC_PRE(design->tiers == 3);
  const auto half = ask.spine_ports / 2;
  RC_ASSERT(design->leaf_spine_links <= design->spine * half);
  RC_ASSERT(design->spine_core_links <= design->core * ask.spine_ports);
  RC_ASSERT(design->max_endpoints >= ask.endpoints);
  RC_ASSERT(design->core >= 2 * design->planes);
}

RC_GTEST_PROP(Planes, AreIndependentCopies, ()) {
  auto ask = any_request();
  const auto many = two_tiers(ask);
  const auto planes = ask.planes;
  ask.planes = 1;
  const auto one = two_tiers(ask);
  RC_PRE(static_cast<bool>(one));
  RC_ASSERT(many->switches() == planes * one->switches());
  RC_ASSERT(many->links() == planes * one->links());
}

TEST(ThreeTiers, FullSizeIsTheFatTree) {
  for (const std::int64_t k : {4, 8, 16, 64}) {
    const auto design = three_tiers(request(k * k * k / 4, k));
    ASSERT_TRUE(design);
    EXPECT_EQ(design->switches(), 5 * k * k / 4);
    EXPECT_EQ(design->links(), 3 * k * k * k / 4);
    EXPECT_FALSE(three_tiers(request(k * k * k / 4 + 1, k)));
  }
}

TEST(TwoTiers, OneEndpointIsNoFabric) {
  for (const std::int64_t few : {0, 1}) {
    const auto design = two_tiers(request(few, 64));
    ASSERT_FALSE(design);
    EXPECT_EQ(design.why(), (Infeasible{&too_few_endpoints, 2.0, static_cast<double>(few), {}}));
  }
}

TEST(TwoTiers, TwoEndpointsNeedOneLeaf) {
  const auto design = two_tiers(request(2, 64));
  EXPECT_EQ(design->leaf, 1);
  EXPECT_EQ(design->spine, 0);
  EXPECT_EQ(design->links(), 2);
  EXPECT_EQ(design->most_hops, 1);
  EXPECT_EQ(design->bisection_links, 1.0);
}

TEST(TwoTiers, OnePortMakesNoFabric) {
  EXPECT_EQ(two_tiers(request(2, 1)).why().reason, &no_uplinks);
}

TEST(TwoTiers, NonsenseIsRefused) {
  EXPECT_EQ(two_tiers(request(-1, 64)).why().reason, &not_a_size);
  EXPECT_EQ(two_tiers(request(8, 64, -3.0)).why().reason, &not_a_taper);
  EXPECT_EQ(two_tiers(request(8, 64, 0.5)).why().reason, &not_a_taper);
  EXPECT_EQ(two_tiers(request(8, 64, 0.0)).why().available, 0.0);
  auto ask = request(8, 64);
  ask.planes = 0;
  EXPECT_EQ(two_tiers(ask).why().reason, &not_a_size);
}

TEST(Topology, TooManyForTwoTiersSaysWhatFits) {
  const auto design = size(Topology{LeafSpine{.tiers = 2}}, request(2049, 64));
  ASSERT_FALSE(design);
  EXPECT_EQ(design.why().reason, &two_tiers_too_few);
  EXPECT_EQ(design.why().needed, 2049.0);
  EXPECT_EQ(design.why().available, 2048.0);
}

TEST(Topology, WithoutTiersTheThirdOneComesWhenNeeded) {
  EXPECT_EQ(size(LeafSpine{}, request(2048, 64))->tiers, 2);
  EXPECT_EQ(size(LeafSpine{}, request(2049, 64))->tiers, 3);
  EXPECT_EQ(size(LeafSpine{}, request(65537, 64)).why().reason, &too_many_endpoints);
}

TEST(Topology, RailOnlyGrowsFromOneTierToTwo) {
  auto ask = request(512, 64);
  ask.rails = 8;
  EXPECT_EQ(size(RailOnly{}, ask)->switches(), 8);
  ask.endpoints = 1024;
  const auto two = size(RailOnly{}, ask);
  EXPECT_EQ(two->switches(), 8 * 6);
  EXPECT_EQ(two->max_endpoints, 8 * 2048);
  EXPECT_EQ(size(RailOnly{.tiers = 1}, ask).why().available, 512.0);
}

TEST(Topology, ScaleUpBuysNothing) {
  const auto design = size(Topology{ScaleUp{}}, request(72, 64));
  EXPECT_EQ(design->switches(), 0);
  EXPECT_EQ(design->links(), 0);
}

TEST(Topology, TreeGrowsByPairs) {
  auto ask = request(40, 48);
  ask.leaf.up_only = 4;
  EXPECT_EQ(size(Tree{}, ask)->switches(), 1);
  ask.endpoints = 49;
  EXPECT_EQ(size(Tree{}, ask)->switches(), 2 + 2);
  ask.endpoints = 48 * 48;
  EXPECT_EQ(size(Tree{}, ask)->core, 0);
  ask.endpoints = 48 * 48 + 1;
  EXPECT_EQ(size(Tree{}, ask)->core, 2);
  ask.endpoints = 48 * 46 * 24 + 1;
  EXPECT_FALSE(size(Tree{}, ask));
}

}  // namespace
}  // namespace weft::fabric::clos_test
