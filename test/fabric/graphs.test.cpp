// SPDX-License-Identifier: Apache-2.0
#include "builders.hpp"
#include "graph.hpp"
#include "weft/fabric/topology.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

namespace weft::fabric::graphs_test {
namespace {

using test::Graph;

/// Counts, degrees and the longest path of a fabric of one kind of box.
template <class Shape>
void expect_same(const Shape& shape) {
  const auto design = build(shape);
  ASSERT_TRUE(design);
  const Graph graph = test::graph_of(shape);
  SCOPED_TRACE("switches " + std::to_string(graph.size()));
  EXPECT_EQ(design->switches(), static_cast<std::int64_t>(graph.size()));
  EXPECT_EQ(design->trunk_links(), graph.links());
  EXPECT_EQ(design->network_ports, graph.most_ports());
  EXPECT_EQ(design->most_hops, graph.hops(graph.size()));
}

/// The closed form of the bisection against all cuts, or against those that a search finds.
template <class Shape>
void expect_narrowest(const Shape& shape) {
  const auto design = build(shape);
  ASSERT_TRUE(design);
  const Graph graph = test::graph_of(shape);
  SCOPED_TRACE("switches " + std::to_string(graph.size()));
  const bool few = graph.size() <= 20;
  const std::int64_t found =
      few ? test::exact_bisection(graph) : test::searched_bisection(graph, 8);
  if (design->bisection_is == Known::at_least) {
    EXPECT_LE(design->bisection_links, static_cast<double>(found) + 1e-9);
  } else if (few) {
    EXPECT_EQ(design->bisection_links, static_cast<double>(found));
  } else {
    EXPECT_LE(design->bisection_links, static_cast<double>(found));
  }
}

const std::vector<DragonflyShape> dragonflies{{2, 4, 2, 9},
                                              {9, 18, 9, 19},
                                              {4, 8, 4, 33},
                                              {1, 2, 1, 3},
                                              {1, 4, 1, 5},
                                              {1, 4, 2, 4},
                                              {1, 3, 1, 4},
                                              {2, 4, 2, 5},
                                              {1, 2, 2, 5},
                                              {4, 8, 4, 10},
                                              {3, 6, 5, 16},
                                              {2, 4, 4, 3},
                                              {4, 16, 2, 33},
                                              {8, 16, 8, 129},
                                              {2, 4, 1, 1},
                                              {4, 1, 3, 4},
                                              {2, 3, 6, 3},
                                              {16, 32, 16, 30, 4},
                                              {2, 4, 2, 8, 0, Remainder::dark},
                                              {3, 5, 3, 7, 0, Remainder::dark}};

TEST(DragonflyGraph, AgreesWithTheClosedForm) {
  for (const auto& shape : dragonflies) {
    const auto design = build(shape);
    ASSERT_TRUE(design);
    const Graph graph = test::graph_of(shape);
    SCOPED_TRACE(std::to_string(shape.routers) + "x" + std::to_string(shape.groups));
    EXPECT_EQ(design->switches(), static_cast<std::int64_t>(graph.size()));
    EXPECT_EQ(design->trunk_links(), graph.links());
    EXPECT_GE(design->network_ports, graph.most_ports());
    EXPECT_EQ(design->most_hops, graph.hops(graph.size()));
  }
}

TEST(DragonflyGraph, UsesEveryPortWhenTheRemainderIsSpread) {
  for (const auto& shape : dragonflies) {
    if (shape.links_per_pair > 0 || shape.remainder == Remainder::dark) continue;
    const Graph graph = test::graph_of(shape);
    const std::int64_t dark = shape.groups * shape.routers * shape.global_ports % 2;
    const std::int64_t ports = build(shape)->network_ports;
    EXPECT_EQ(2 * graph.links(),
              ports * static_cast<std::int64_t>(graph.size()) - (shape.groups > 1 ? dark : 0));
  }
}

TEST(DragonflyGraph, NoCutIsNarrowerThanThatBetweenGroups) {
  for (const DragonflyShape& shape : {DragonflyShape{1, 2, 1, 3},
                                      {1, 4, 1, 5},
                                      {1, 3, 1, 4},
                                      {2, 4, 2, 9},
                                      {2, 4, 2, 5},
                                      {1, 4, 2, 1},
                                      {4, 8, 4, 9},
                                      {2, 6, 3, 19}}) {
    expect_narrowest(shape);
  }
}

TEST(DragonflyGraph, LinksThatDoNotDivideEvenlyMoveTheCutByLessThanOneAPair) {
  for (const DragonflyShape& shape :
       {DragonflyShape{1, 4, 2, 4}, {4, 8, 4, 10}, {2, 4, 3, 6}, {2, 4, 3, 8}}) {
    const auto design = build(shape);
    const Graph graph = test::graph_of(shape);
    const auto pairs = static_cast<double>(shape.groups * shape.groups) / 4.0;
    const auto found = static_cast<double>(graph.size() <= 20 ? test::exact_bisection(graph)
                                                              : test::searched_bisection(graph, 8));
    EXPECT_EQ(design->bisection_is, Known::about);
    EXPECT_GE(found, pairs * static_cast<double>(design->links_per_pair));
    EXPECT_NEAR(found, design->bisection_links, pairs);
  }
}

TEST(DragonflyPlusGraph, AgreesWithTheClosedForm) {
  for (const DragonflyPlusShape& shape : {DragonflyPlusShape{4, 4, 4, 4, 5},
                                          {16, 16, 16, 16, 33},
                                          {2, 2, 1, 2, 5},
                                          {4, 2, 3, 3, 7},
                                          {3, 5, 2, 2, 4},
                                          {8, 8, 8, 8, 65},
                                          {4, 4, 4, 0, 1},
                                          {2, 3, 2, 3, 4}}) {
    const auto design = build(shape);
    const Graph graph = test::graph_of(shape);
    SCOPED_TRACE(graph.size());
    EXPECT_EQ(design->switches(), static_cast<std::int64_t>(graph.size()));
    EXPECT_EQ(design->trunk_links(), graph.links());
    EXPECT_EQ(graph.degree(0), design->network_ports);
    const std::int64_t most = design->spine_down + design->spine_up;
    EXPECT_EQ(graph.most_ports(), std::max(most, design->up));
    EXPECT_EQ(design->most_hops, graph.hops(test::to_size(design->leaf)));
  }
}

TEST(DragonflyPlusGraph, NoCutIsNarrowerThanThatBetweenGroups) {
  for (const DragonflyPlusShape& shape :
       {DragonflyPlusShape{2, 2, 1, 2, 2}, {2, 2, 1, 2, 5}, {3, 3, 2, 1, 4}}) {
    const auto design = build(shape);
    const Graph graph = test::graph_of(shape);
    SCOPED_TRACE(graph.size());
    EXPECT_EQ(design->bisection_links, static_cast<double>(test::exact_bisection_of_ends(
                                           graph, test::to_size(design->leaf))));
  }
}

TEST(SlimFlyGraph, AgreesWithTheClosedForm) {
  for (const std::int64_t q : {3, 4, 5, 7, 8, 9, 11, 13, 16, 19, 25, 27, 31}) {
    SCOPED_TRACE(q);
    expect_same(SlimFlyShape{q});
    const Graph graph = test::graph_of(SlimFlyShape{q});
    for (std::size_t i = 0; i < graph.size(); ++i) ASSERT_EQ(graph.degree(i), slim_fly_degree(q));
  }
}

TEST(SlimFlyGraph, HalfTheBlocksOfEitherSideMakeTheCut) {
  for (const std::int64_t q : {3, 4, 5, 7, 8, 9, 13}) {
    const Graph graph = test::graph_of(SlimFlyShape{q});
    std::vector<bool> here(graph.size(), false);
    for (std::int64_t i = 0; i < q * q; ++i) {
      const std::int64_t block = i / q, half = q / 2;
      const bool first = block < half;
      here[test::to_size(first ? i : q * q + i - half * q)] = true;
    }
    EXPECT_EQ(static_cast<double>(test::cut(graph, here)), build(SlimFlyShape{q})->bisection_links);
  }
}

TEST(SlimFlyGraph, TheSecondEigenvalueLeavesNoNarrowerCut) {
  for (const std::int64_t q : {5, 7, 8, 9, 11, 13}) {
    const Graph graph = test::graph_of(SlimFlyShape{q});
    const auto gap = static_cast<double>(slim_fly_degree(q)) - test::second_eigenvalue(graph, 800);
    const double bound = gap * static_cast<double>(2 * q * q) / 4.0;
    const double closed = build(SlimFlyShape{q})->bisection_links;
    EXPECT_GE(closed, bound - 0.01);
    EXPECT_LE(closed, bound + static_cast<double>(q % 2 * q) / 2.0 + 0.01);
  }
}

TEST(SlimFlyGraph, NoCutOfTheSmallestIsNarrower) { expect_narrowest(SlimFlyShape{3}); }

TEST(PolarFlyGraph, AgreesWithTheClosedForm) {
  for (const std::int64_t q : {2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 23, 31, 43}) {
    SCOPED_TRACE(q);
    expect_same(PolarFlyShape{q});
    const Graph graph = test::graph_of(PolarFlyShape{q});
    std::int64_t fewer = 0;
    for (std::size_t i = 0; i < graph.size(); ++i) fewer += graph.degree(i) == q ? 1 : 0;
    EXPECT_EQ(fewer, q + 1);
  }
}

TEST(PolarFlyGraph, NoCutIsBelowTheBound) {
  for (const std::int64_t q : {2, 3, 5, 7}) expect_narrowest(PolarFlyShape{q});
}

TEST(HyperXGraph, AgreesWithTheClosedForm) {
  for (const HyperXShape& shape :
       {full_mesh(4, 1), full_mesh(17, 2), full_mesh(5, 1, 3), flattened_butterfly(4, 3),
        flattened_butterfly(8, 4), flattened_butterfly(6, 5), HyperXShape{{4, 3, 2}, {1, 2, 3}, 5},
        HyperXShape{{12, 13, 12}, {1, 1, 1, 1}, 12}, HyperXShape{{1, 5, 1, 7}, {1, 1, 1, 2}, 3}}) {
    expect_same(shape);
  }
}

TEST(HyperXGraph, TheNarrowestCutIsAcrossADimension) {
  for (std::int64_t n = 2; n <= 12; ++n) expect_narrowest(full_mesh(n, 1));
  for (const HyperXShape& shape : {HyperXShape{{3, 3}},
                                   {{4, 4}},
                                   {{4, 3}},
                                   {{5, 3}},
                                   {{2, 2, 2, 2}},
                                   {{3, 3, 2}},
                                   {{5, 2}, {1, 3}},
                                   {{4, 2, 2}, {2, 1, 1}},
                                   {{5, 5, 4}},
                                   {{7, 7}},
                                   {{6, 6, 3}, {1, 1, 2}}}) {
    expect_narrowest(shape);
  }
}

TEST(TorusGraph, AgreesWithTheClosedForm) {
  for (const TorusShape& shape : {TorusShape{{4, 4, 4}, 1, 2},
                                  {{2, 2, 2}},
                                  {{8}},
                                  {{5, 3}, 2},
                                  {{4, 2, 3}},
                                  {{3, 3, 3, 3}},
                                  {{2, 2, 2, 2, 2, 2}},
                                  {{12, 12, 12}},
                                  {{1, 6, 5}},
                                  {{3, 4, 2, 3, 2, 4}}}) {
    expect_same(shape);
    const double mean = test::graph_of(shape).mean_distance();
    EXPECT_NEAR(mean_hops(shape), mean, 1e-12);
  }
}

TEST(TorusGraph, TheNarrowestCutIsAcrossADimension) {
  for (const TorusShape& shape : {TorusShape{{4, 4}},
                                  {{3, 3}},
                                  {{4, 3}},
                                  {{5, 3}},
                                  {{2, 2, 2, 2}},
                                  {{3, 3, 2}},
                                  {{4, 2, 2}},
                                  {{5, 2}},
                                  {{7}},
                                  {{16}, 2},
                                  {{3, 5}},
                                  {{4, 4, 4}},
                                  {{5, 5}},
                                  {{6, 6}},
                                  {{4, 5, 2}}}) {
    expect_narrowest(shape);
  }
}

TEST(OcsCubesGraph, AgreesWithTheTorusOfItsChips) {
  for (const OcsCubesShape& shape :
       {OcsCubesShape{2, 1}, {2, 8}, {4, 1}, {4, 8}, {2, 12}, {3, 27}}) {
    const auto design = build(shape);
    const TorusShape torus = chips_of(shape);
    const Graph graph = test::graph_of(torus);
    std::int64_t inside = 0, optical = 0;
    test::each_line(torus.size, [&](auto, auto, std::size_t d, std::size_t i, std::size_t j) {
      const bool next = j == i + 1, around = i == 0 && j + 1 == test::to_size(torus.size[d]);
      const bool same_cube = j % test::to_size(shape.cube) != 0;
      if (next) ++(same_cube ? inside : optical);
      if (around) ++optical;
    });
    SCOPED_TRACE(graph.size());
    EXPECT_EQ(static_cast<std::int64_t>(graph.size()), design->max_endpoints);
    EXPECT_EQ(inside, design->local_links);
    EXPECT_EQ(2 * optical, design->global_links);
    EXPECT_EQ(design->global_links, design->leaf * design->network_ports);
    EXPECT_EQ(design->most_hops, graph.hops(graph.size()));
  }
}

TEST(XgftGraph, AgreesWithTheClosedForm) {
  for (const XgftShape& shape : {XgftShape{1, {8}},
                                 {2, {4, 8}, {4}},
                                 {3, {4, 4, 8}, {4, 4}},
                                 {3, {8, 8, 16}, {8, 8}},
                                 {3, {4, 4, 8}, {2, 4}},
                                 {4, {2, 2, 2, 4}, {2, 2, 2}},
                                 {3, {6, 3, 5}, {2, 4}},
                                 {5, {2, 3, 2, 2, 3}, {3, 2, 1, 2}},
                                 {3, {4, 3, 1}, {2, 2}}}) {
    const auto design = build(shape);
    ASSERT_TRUE(design);
    const Graph graph = test::graph_of(shape);
    SCOPED_TRACE(graph.size());
    EXPECT_EQ(design->switches(), static_cast<std::int64_t>(graph.size()));
    EXPECT_EQ(design->trunk_links(), graph.links());
    EXPECT_EQ(design->most_hops, graph.hops(test::to_size(design->leaf)));
    EXPECT_EQ(std::max({design->network_ports, design->spine_down + design->spine_up,
                        design->core_ports}),
              graph.most_ports());
  }
}

TEST(XgftGraph, HalfTheEndpointsOverTheTaperCrossIt) {
  for (const XgftShape& shape : {XgftShape{2, {4, 8}, {4}},
                                 {2, {6, 4}, {2}},
                                 {3, {2, 2, 4}, {2, 2}},
                                 {3, {4, 2, 2}, {2, 1}}}) {
    const auto design = build(shape);
    const Graph graph = test::graph_of(shape);
    EXPECT_EQ(design->bisection_links, static_cast<double>(test::exact_bisection_of_ends(
                                           graph, test::to_size(design->leaf))));
  }
}

TEST(JellyfishGraph, KeepsItsCountsAndItsBounds) {
  for (const JellyfishShape& shape : {JellyfishShape{16, 4, 1},
                                      {50, 7, 4},
                                      {100, 11, 5},
                                      {245, 10, 4},
                                      {600, 24, 12},
                                      {2000, 24, 8}}) {
    const auto design = build(shape);
    const Graph graph = test::graph_of(shape);
    SCOPED_TRACE(graph.size());
    EXPECT_EQ(design->local_links, graph.links());
    EXPECT_EQ(design->network_ports, graph.most_ports());
    EXPECT_LE(graph.hops(graph.size()), design->most_hops);
    if (graph.size() > 300) continue;
    EXPECT_LE(design->bisection_links, static_cast<double>(test::searched_bisection(graph, 4)));
    const auto n = static_cast<double>(graph.size());
    EXPECT_GE(graph.mean_distance() * n / (n - 1.0),
              least_mean_distance(shape.switches, shape.degree));
  }
}

SizeRequest request(std::int64_t endpoints, std::int64_t radix, double taper = 1.0,
                    double upper = 1.0) {
  SizeRequest ask{.endpoints = endpoints,
                  .oversubscription = taper,
                  .upper_oversubscription = upper,
                  .spine_ports = radix};
  const Bandwidth rate = 400.0 * giga_bit / second;
  ask.leaf = {.either_down = radix, .either_up = radix, .down_rate = rate, .up_rate = rate};
  return ask;
}

void expect_same_clos(const Feasible<Design>& design) {
  ASSERT_TRUE(design);
  const Graph graph = test::clos_graph(*design);
  SCOPED_TRACE(graph.size());
  EXPECT_EQ(design->switches(), design->planes * static_cast<std::int64_t>(graph.size()));
  EXPECT_EQ(design->trunk_links(), design->planes * graph.links());
  const auto leaves = test::to_size(design->leaf / design->planes);
  EXPECT_EQ(design->most_hops, graph.hops(leaves));
  EXPECT_EQ(graph.degree(0), design->network_ports);
  for (std::size_t i = leaves; i < graph.size(); ++i) {
    const bool spine = i < leaves + test::to_size(design->spine / design->planes);
    EXPECT_EQ(graph.degree(i), spine ? design->spine_down + design->spine_up : design->core_ports);
  }
}

TEST(ClosGraph, TwoTiersAgreeWithTheClosedForm) {
  for (const std::int64_t radix : {4, 8, 36, 64}) {
    for (const std::int64_t leaves : {2, 3, 4, 8}) {
      if (leaves <= radix) expect_same_clos(two_tiers(request(leaves * radix / 2, radix)));
    }
  }
  expect_same_clos(two_tiers(request(480, 64, 3.0)));
  expect_same_clos(two_tiers(request(64 * 32, 64)));
}

TEST(ClosGraph, ThreeTiersAgreeWithTheClosedForm) {
  for (const std::int64_t k : {4, 6, 8, 12, 16, 24}) {
    expect_same_clos(three_tiers(request(k * k * k / 4, k)));
    expect_same_clos(three_tiers(request(k * k / 2, k)));
  }
  expect_same_clos(three_tiers(request(36 * 36 / 4 * 11, 36)));
  auto pods = request(3072 * 8, 256, 1.0, 7.0);
  pods.leaf = {.down_only = 16,
               .up_only = 16,
               .down_rate = pods.leaf.down_rate,
               .up_rate = pods.leaf.up_rate};
  pods.pod = 3072;
  expect_same_clos(three_tiers(pods));
}

TEST(ClosGraph, HalfTheEndpointsOverTheTaperCrossIt) {
  for (const auto& design :
       {two_tiers(request(32, 8)), two_tiers(request(16, 8)), three_tiers(request(16, 4)),
        two_tiers(request(24, 8, 3.0)), three_tiers(request(48, 6, 2.0, 1.0))}) {
    ASSERT_TRUE(design);
    const Graph graph = test::clos_graph(*design);
    EXPECT_EQ(design->bisection_links, static_cast<double>(test::exact_bisection_of_ends(
                                           graph, test::to_size(design->leaf / design->planes))));
  }
}

}  // namespace
}  // namespace weft::fabric::graphs_test
