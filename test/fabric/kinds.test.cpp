// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/failures.hpp"
#include "weft/fabric/sizing.hpp"
#include "weft/fabric/topology.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <string>

namespace weft::fabric::kinds_test {
namespace {

constexpr Bandwidth gbps = giga_bit / second;

SizeRequest request(std::int64_t endpoints, std::int64_t radix) {
  SizeRequest ask{.endpoints = endpoints, .spine_ports = radix};
  ask.leaf = {
      .either_down = radix, .either_up = radix, .down_rate = 400.0 * gbps, .up_rate = 400.0 * gbps};
  return ask;
}

const std::vector<Topology> every_kind{SingleSwitch{},
                                       LeafSpine{},
                                       RailOptimized{},
                                       RailOnly{},
                                       Tree{},
                                       DualTor{},
                                       DualTor{.dual_plane = false},
                                       MultiPlane{},
                                       MultiPlane{.use = PlaneUse::own_adapters},
                                       Dragonfly{},
                                       Dragonfly{.oversubscription = 2.0},
                                       DragonflyPlus{},
                                       SlimFly{},
                                       PolarFly{},
                                       HyperX{},
                                       HyperX{.dimensions = 2, .oversubscription = 2.0},
                                       FullMesh{},
                                       Torus{},
                                       OcsCubes{},
                                       Xgft{},
                                       ScaleUpDomain{.links = 18},
                                       ScaleUpDomain{.links = 63, .mesh = true},
                                       Jellyfish{}};

Topology any_kind() { return every_kind[*rc::gen::inRange<std::size_t>(0, every_kind.size())]; }
SizeRequest any_request() {
  auto ask = request(*rc::gen::inRange<std::int64_t>(2, 20000),
                     *rc::gen::element<std::int64_t>(4, 8, 16, 36, 48, 64, 128, 144));
  ask.extra = *rc::gen::inRange<std::int64_t>(0, 5);
  ask.reserved = *rc::gen::inRange<std::int64_t>(0, 3);
  return ask;
}

RC_GTEST_PROP(EveryKind, HasAPortForEveryCable, ()) {
  const auto ask = any_request();
  const auto design = size(any_kind(), ask);
  RC_PRE(static_cast<bool>(design));
  if (design->leaf > 0) {
    RC_ASSERT(design->down + design->network_ports + ask.reserved <= ask.leaf.either_down);
  }
  RC_ASSERT(design->spine_down + design->spine_up <= ask.spine_ports);
  RC_ASSERT(design->core_ports <= ask.spine_ports);
  if (design->edge_ports > 0) RC_ASSERT(design->edge_ports >= design->node_links);
  RC_ASSERT(design->most_hops >= (design->leaf > 0 ? 1 : 0));
  RC_ASSERT(design->bisection_links >= 0.0);
  RC_ASSERT(design->oversubscription > 0.0);
}

RC_GTEST_PROP(EveryKind, HoldsItsLargestAndNothingMore, ()) {
  const auto kind = any_kind();
  auto ask = any_request();
  const auto most = largest(kind, ask);
  RC_PRE(static_cast<bool>(most));
  RC_PRE(*most >= 2 && *most < 10'000'000);
  ask.endpoints = *most;
  const auto design = size(kind, ask);
  RC_ASSERT(static_cast<bool>(design));
  ask.endpoints = *most + 1;
  const auto more = size(kind, ask);
  RC_ASSERT(!more);
  RC_ASSERT(more.why().needed > more.why().available);
}

RC_GTEST_PROP(EveryKind, IsLargestWhateverIsAsked, ()) {
  const auto kind = any_kind();
  auto ask = any_request();
  const auto most = largest(kind, ask);
  const auto design = size(kind, ask);
  RC_PRE(static_cast<bool>(most) && static_cast<bool>(design));
  const auto planes = std::holds_alternative<MultiPlane>(kind) &&
                              std::get<MultiPlane>(kind).use == PlaneUse::own_adapters
                          ? design->planes
                          : 1;
  RC_ASSERT(ask.endpoints <= *most);
  RC_ASSERT(design->max_endpoints * planes <= *most);
}

RC_GTEST_PROP(EveryKind, NeverNeedsFewerBoxesForMoreEndpoints, ()) {
  const auto kind = any_kind();
  RC_PRE(!std::holds_alternative<Jellyfish>(kind));  // more switches can mean fewer ports a switch
  auto ask = any_request();
  const auto small = size(kind, ask);
  ask.endpoints += *rc::gen::inRange<std::int64_t>(1, 100);
  const auto large = size(kind, ask);
  RC_PRE(static_cast<bool>(small) && static_cast<bool>(large));
  RC_ASSERT(large->leaf >= small->leaf);
}

RC_GTEST_PROP(EveryKind, ReservedPortsNeverMakeItLarger, ()) {
  const auto kind = any_kind();
  auto ask = any_request();
  const auto most = largest(kind, ask);
  ++ask.reserved;
  const auto less = largest(kind, ask);
  RC_PRE(static_cast<bool>(most) && static_cast<bool>(less));
  RC_ASSERT(*less <= *most);
}

TEST(EveryKind, RefusesLessThanTwoEndpoints) {
  for (std::size_t i = 0; i < every_kind.size(); ++i) {
    SCOPED_TRACE(i);
    for (const std::int64_t few : {0, 1}) {
      const auto design = size(every_kind[i], request(few, 64));
      ASSERT_FALSE(design);
      EXPECT_EQ(design.why(), (Infeasible{&too_few_endpoints, 2.0, static_cast<double>(few), {}}));
    }
    EXPECT_EQ(size(every_kind[i], request(-1, 64)).why().reason, &not_a_size);
  }
}

TEST(EveryKind, RefusesSwitchesOfOnePort) {
  for (std::size_t i = 0; i < every_kind.size(); ++i) {
    SCOPED_TRACE(i);
    if (every_kind[i] == Topology{ScaleUpDomain{.links = 63, .mesh = true}}) continue;  // no switch
    const auto design = size(every_kind[i], request(16, 1));
    ASSERT_FALSE(design);
    EXPECT_GT(design.why().needed, design.why().available);
  }
}

TEST(EveryKind, RefusesATaperThatIsNone) {
  for (const double taper : {-1.0, 0.0, 0.5}) {
    for (const Topology& kind :
         {Topology{LeafSpine{.oversubscription = taper}},
          Topology{LeafSpine{.upper_oversubscription = taper}},
          Topology{Dragonfly{.oversubscription = taper}},
          Topology{DragonflyPlus{.oversubscription = taper}},
          Topology{HyperX{.oversubscription = taper}},
          Topology{FullMesh{.oversubscription = taper}},
          Topology{Jellyfish{.oversubscription = taper}}, Topology{Xgft{.oversubscription = taper}},
          Topology{MultiPlane{.oversubscription = taper}},
          Topology{DualTor{.oversubscription = taper}}}) {
      const auto design = size(kind, request(64, 64));
      ASSERT_FALSE(design);
      EXPECT_EQ(design.why(), (Infeasible{&not_a_taper, 1.0, taper, {}}));
    }
  }
}

TEST(EveryKind, PlanesAreIndependentCopies) {
  const auto ask = request(500, 64);
  const std::vector<std::array<Topology, 2>> pairs{
      {Dragonfly{}, Dragonfly{.planes = 3}}, {SlimFly{}, SlimFly{.planes = 3}},
      {PolarFly{}, PolarFly{.planes = 3}},   {HyperX{}, HyperX{.planes = 3}},
      {Torus{}, Torus{.planes = 3}},         {OcsCubes{}, OcsCubes{.planes = 3}},
      {Xgft{}, Xgft{.planes = 3}},           {Jellyfish{}, Jellyfish{.planes = 3}},
      {FullMesh{}, FullMesh{.planes = 3}},   {DragonflyPlus{}, DragonflyPlus{.planes = 3}}};
  for (const auto& [one, three] : pairs) {
    const auto single = size(one, ask), triple = size(three, ask);
    ASSERT_TRUE(single && triple);
    EXPECT_EQ(triple->switches(), 3 * single->switches());
    EXPECT_EQ(triple->links(), 3 * single->links());
    EXPECT_EQ(triple->bisection_links, 3.0 * single->bisection_links);
    EXPECT_EQ(triple->max_endpoints, single->max_endpoints);
    EXPECT_FALSE(size(Topology{Dragonfly{.planes = 0}}, ask));
  }
}

TEST(Dragonfly, IsBalancedAsLargeAsThePortsAllow) {
  const auto shape = shape_for(Dragonfly{}, request(10000, 35));
  ASSERT_TRUE(shape);
  EXPECT_EQ(shape->hosts, 9);
  EXPECT_EQ(shape->routers, 18);
  EXPECT_EQ(shape->global_ports, 9);
  EXPECT_EQ(*largest(Dragonfly{}, request(2, 35)), 9 * 18 * (18 * 9 + 1));
}

TEST(Dragonfly, OneGroupNeedsNoGlobalLink) {
  const auto design = size(Dragonfly{}, request(100, 35));
  EXPECT_EQ(design->global_links, 0);
  EXPECT_EQ(design->leaf, 12);
  EXPECT_EQ(design->most_hops, 2);
}

TEST(Dragonfly, MoreGroupsThanGlobalPortsAreRefused) {
  const auto design = build(DragonflyShape{4, 8, 4, 34});
  ASSERT_FALSE(design);
  EXPECT_EQ(design.why(), (Infeasible{&too_many_groups, 34.0, 33.0, {}}));
  EXPECT_EQ(build(DragonflyShape{4, 8, 4, 10, 4}).why().available, 9.0);
}

TEST(SlimFly, AnOrderWithoutAFieldIsRefusedWithItsNeighbours) {
  const auto design = size(SlimFly{.q = 28, .hosts = 21}, request(32928, 64));
  ASSERT_FALSE(design);
  EXPECT_EQ(design.why(), (Infeasible{&not_a_prime_power, 28.0, 27.0, {}}));
  EXPECT_EQ(nearest_prime_powers(28), (PrimePowers{27, 29}));
  const auto on_paper =
      size(SlimFly{.q = 28, .hosts = 21, .constructible = false}, request(32928, 64));
  ASSERT_TRUE(on_paper);
  EXPECT_EQ(on_paper->local_links, 32928);
  const auto too_large = size(SlimFly{.q = 29}, request(100, 64));  // 22 endpoints and 43 others
  EXPECT_EQ(too_large.why(), (Infeasible{&too_few_ports, 65.0, 64.0, {}}));
  EXPECT_EQ(build(SlimFlyShape{6, 0, false}).why().reason, &not_slim_fly);
  EXPECT_EQ(size(PolarFly{.q = 6}, request(100, 64)).why().reason, &not_a_prime_power);
}

TEST(FullMesh, IsTheSmallestThatHoldsTheEndpoints) {
  for (const std::int64_t radix : {8, 33, 64}) {
    for (std::int64_t ends = radix + 1; ends < radix * radix / 4; ends += 7) {
      std::int64_t least = 2;
      while (least * std::min(least, radix - least + 1) < ends) ++least;
      EXPECT_EQ(size(FullMesh{}, request(ends, radix))->leaf, least);
    }
  }
}

TEST(Torus, GrowsWithoutEnd) {
  EXPECT_EQ(largest(Torus{}, request(2, 64)).why().reason, &no_largest);
  EXPECT_EQ(shape_for(Torus{}, request(65, 64))->size, (TorusSize{5, 4, 4}));
  EXPECT_EQ(size(Torus{}, request(65, 6)).why().reason, &too_few_ports);
}

TEST(OcsCubes, TakeTwoPortsOfACircuitSwitchEach) {
  EXPECT_EQ(*largest(OcsCubes{}, request(2, 136)), 68 * 64);
  EXPECT_EQ(size(OcsCubes{}, request(4096, 136))->network_ports, 128);
  EXPECT_EQ(chips_of({4, 64}).size, (TorusSize{16, 16, 16}));
  EXPECT_EQ(build(OcsCubesShape{4, 64})->bisection_links, 512.0);
}

TEST(ScaleUpDomain, OneLinkToEachChip) {
  const auto design = size(ScaleUpDomain{.links = 18}, request(72, 72));
  EXPECT_EQ(design->leaf, 18);
  EXPECT_EQ(design->planes, 18);
  EXPECT_EQ(size(ScaleUpDomain{.links = 18}, request(73, 72)).why().available, 72.0);
  EXPECT_EQ(build(ScaleUpShape{8, 18, 4}).why().reason, &uneven_links);
  EXPECT_EQ(build(ScaleUpShape{8, 8, 1, true}).why().reason, &uneven_links);
  EXPECT_THROW((void)leaving_oversubscription(8, gbps, 0, gbps), std::domain_error);
}

TEST(Jellyfish, NeedsMoreSwitchesThanPorts) {
  EXPECT_EQ(build(JellyfishShape{4, 4, 1}).why().reason, &no_regular_graph);
  EXPECT_EQ(build(JellyfishShape{5, 3, 1}).why().reason, &no_regular_graph);
  EXPECT_EQ(build(JellyfishShape{6, 2, 1}).why().reason, &no_regular_graph);
  EXPECT_EQ(build(JellyfishShape{3, 2, 1})->most_hops, 2);
  EXPECT_EQ(least_mean_distance(5, 4), 1.0);
}

TEST(Pods, HoldWhatIsAskedOrSayHowManyLeavesFit) {
  auto ask = request(1024, 16);
  ask.pod = 32;
  const auto design = three_tiers(ask);
  ASSERT_TRUE(design || design.why().reason == &too_many_endpoints);
  ask.endpoints = 256;
  const auto pods = three_tiers(ask);
  ASSERT_TRUE(pods);
  EXPECT_EQ(pods->groups, 8);
  EXPECT_EQ(pods->leaf, 32);
  ask.pod = 128;
  EXPECT_EQ(three_tiers(ask).why(), (Infeasible{&pod_too_large, 16.0, 8.0, {}}));
}

TEST(UpperTaper, FreesPortsTowardsLeaves) {
  auto ask = request(20000, 64);
  const auto flat = largest(LeafSpine{.tiers = 3}, ask);
  const auto tapered = largest(LeafSpine{.tiers = 3, .upper_oversubscription = 15.0}, ask);
  EXPECT_EQ(*tapered * 8, *flat * 15);  // 60 ports down in place of 32
  const auto design = size(LeafSpine{.tiers = 3, .upper_oversubscription = 15.0}, ask);
  EXPECT_EQ(design->spine_down, 60);
  EXPECT_EQ(design->spine_up, 4);
  EXPECT_NEAR(design->upper_oversubscription, 15.0, 0.05);
}

TEST(SizedFor, CablesFewerThanItHolds) {
  auto ask = request(248, 64);
  ask.extra = 4;
  ask.rails = 8;
  const auto own = two_tiers(ask);
  ask.endpoints = 100;
  ask.sized_for = 256;
  const auto fewer = two_tiers(ask);
  EXPECT_EQ(fewer->leaf, own->leaf);
  EXPECT_EQ(fewer->leaf_spine_links, own->leaf_spine_links);
  EXPECT_EQ(fewer->node_links, 104);
}

TEST(DualTor, SharedSpinesSeeTwoEndsOfEveryAdapter) {
  auto ask = request(1024, 64);
  ask.rails = 8;
  const auto apart = size(DualTor{}, ask);
  const auto shared = size(DualTor{.dual_plane = false}, ask);
  EXPECT_EQ(apart->leaf, 64);
  EXPECT_EQ(shared->leaf, 64);
  EXPECT_EQ(apart->node_links, 2048);
  EXPECT_EQ(shared->node_links, 2048);
  EXPECT_EQ(apart->planes, 2);
  EXPECT_EQ(shared->planes, 1);
  EXPECT_EQ(apart->max_endpoints, 2 * shared->max_endpoints);
}

TEST(MultiPlane, OwnAdaptersDivideAmongPlanes) {
  const auto split = size(MultiPlane{.planes = 8}, request(2048, 64));
  const auto own = size(MultiPlane{.planes = 8, .use = PlaneUse::own_adapters}, request(16384, 64));
  EXPECT_EQ(own->switches(), split->switches());
  EXPECT_EQ(own->node_links, 16384);
  EXPECT_EQ(own->bisection_links, 0.0);
  EXPECT_EQ(split->bisection_links, 8192.0);
  EXPECT_EQ(
      *largest(MultiPlane{.tiers = 2, .planes = 8, .use = PlaneUse::own_adapters}, request(2, 64)),
      16384);
}

TEST(RailOnly, NothingCrossesRails) {
  auto ask = request(1024, 64);
  ask.rails = 8;
  EXPECT_EQ(size(RailOnly{}, ask)->bisection_links, 0.0);
  ask.rails = 1;
  EXPECT_EQ(size(RailOnly{}, ask)->bisection_links, 512.0);
}

TEST(AfterLoss, EveryKindLosesAShareOfItsWays) {
  const Bandwidth whole = 400.0 * gbps;
  for (const Topology& kind : every_kind) {
    auto ask = request(1000, 64);
    if (std::holds_alternative<SingleSwitch>(kind)) ask.endpoints = 60;
    if (std::holds_alternative<ScaleUpDomain>(kind)) ask.endpoints = 64;
    if (std::holds_alternative<OcsCubes>(kind)) ask.endpoints = 2048;
    const auto design = size(kind, ask);
    ASSERT_TRUE(design);
    const auto left = after_loss(whole, 8, 1, *design);
    EXPECT_EQ(left.link, whole * 0.875);
    EXPECT_LE(left.trunk, whole);
    EXPECT_EQ(left.trunk<whole, design->network_ports> 0);
    EXPECT_EQ(left.spine<whole, design->spine> 0);
    EXPECT_EQ(left.core<whole, design->core> 0);
    EXPECT_EQ(left.plane, whole * (static_cast<double>(design->planes - 1) /
                                   static_cast<double>(design->planes)));
  }
}

TEST(AfterLoss, ASpineOfThreeTiersIsOneOfItsPod) {
  const auto design = three_tiers(request(65536, 64));
  const auto left = after_loss(gbps, 8, 1, *design);
  EXPECT_EQ(left.spine, gbps * (31.0 / 32.0));
  EXPECT_EQ(left.core, gbps * (1023.0 / 1024.0));
}

SwitchBox box(std::int64_t ports) {
  SwitchBox made;
  made.any = {ports, 400.0 * gbps};
  made.capacity = ports * (400.0 * gbps);
  made.cages = ports / 2;
  made.cage_power = 20.0 * watt;
  return made;
}

/// 64 cages of 800 Gb/s with every split down to 100 Gb/s.
SwitchBox breakable() {
  SwitchBox made;
  made.any = {64, 800.0 * gbps};
  made.splits = {PortGroup{128, 400.0 * gbps}, {256, 200.0 * gbps}, {512, 100.0 * gbps}};
  made.split_count = 3;
  made.capacity = 51200.0 * gbps;
  made.cages = 64;
  return made;
}

RC_GTEST_PROP(SizeFabric, NeverCablesWhatTheBoxesCannotHold, ()) {
  const auto kind = any_kind();
  SizeRequest ask{.endpoints = *rc::gen::inRange<std::int64_t>(2, 20000)};
  ask.reserved = *rc::gen::inRange<std::int64_t>(0, 4);
  ask.rails = *rc::gen::element<std::int64_t>(1, 2, 8);
  ask.endpoints = divide_up(ask.endpoints, ask.rails) * ask.rails;
  const Bandwidth link = *rc::gen::element(100.0, 200.0, 400.0, 800.0) * gbps;
  const auto sized = size_fabric(kind, ask, breakable(), breakable(), link);
  if (sized) {
    RC_ASSERT(sized->leaf.holds() && sized->spine.holds() && sized->core.holds());
    return;
  }
  for (const Reason* proof : {&ports_exhausted, &capacity_exceeded, &cages_exhausted}) {
    RC_ASSERT(sized.why().reason != proof);
  }
}

TEST(SizeFabric, ProvesEveryTierCoreIncluded) {
  const auto sized = size_fabric(LeafSpine{}, {.endpoints = 8192}, box(64), box(64), 400.0 * gbps);
  ASSERT_TRUE(sized);
  EXPECT_EQ(sized->design.tiers, 3);
  EXPECT_EQ(sized->core.ports_needed, 64);
  EXPECT_EQ(sized->core.ports_available, 64);
  EXPECT_TRUE(sized->leaf.holds() && sized->spine.holds() && sized->core.holds());
}

TEST(SizeFabric, TakesADirectKind) {
  const auto sized = size_fabric(Dragonfly{}, {.endpoints = 9000}, box(64), box(64), 400.0 * gbps);
  ASSERT_TRUE(sized);
  EXPECT_EQ(sized->leaf.ports_needed, sized->design.down + sized->design.network_ports);
  EXPECT_EQ(*largest_fabric(Dragonfly{}, {}, box(64), box(64), box(64), 400.0 * gbps),
            16 * 32 * 513);
}

TEST(PortBudget, AHotModuleIsRefused) {
  const auto sized = size_fabric(LeafSpine{}, {.endpoints = 100, .module = 25.0 * watt}, box(64),
                                 box(64), 400.0 * gbps);
  ASSERT_FALSE(sized);
  EXPECT_EQ(sized.why().reason, &module_too_hot);
  EXPECT_EQ(sized.why().needed, 25.0);
  EXPECT_EQ(sized.why().available, 20.0);
  EXPECT_TRUE(size_fabric(LeafSpine{}, {.endpoints = 100, .module = 20.0 * watt}, box(64), box(64),
                          400.0 * gbps));
}

TEST(PortBudget, PortsForTheNextTierTakeNoEndpoint) {
  SwitchBox tor;
  tor.any = {136, 200.0 * gbps};
  tor.up = {60, 400.0 * gbps};
  tor.capacity = 51200.0 * gbps;
  const auto cabled = [&](std::int64_t down, std::int64_t up, bool any_way) {
    return port_budget(tor, {.down = down,
                             .down_rate = 200.0 * gbps,
                             .up = up,
                             .up_rate = any_way ? 200.0 * gbps : 400.0 * gbps,
                             .any_way = any_way});
  };
  EXPECT_TRUE(cabled(136, 60, false).holds());
  EXPECT_EQ(cabled(137, 0, false).why().reason, &ports_exhausted);
  EXPECT_EQ(cabled(100, 61, false).why().available, 160.0);
  EXPECT_TRUE(cabled(196, 0, true).holds());
}

}  // namespace
}  // namespace weft::fabric::kinds_test
