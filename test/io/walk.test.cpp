// SPDX-License-Identifier: Apache-2.0
#include "weft/io/walk.hpp"

#include "toy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace walk_test {
namespace {

using testing::ElementsAre;
using weft::type_of;
using weft::io::Place;

toy::Plan small() {
  toy::Plan plan;
  plan.clusters["a"].count = 7;
  plan.clusters["a"].price = 5.0 * weft::dollar;
  plan.traffic.cost.points = {{weft::calendar_month(2027, 1), 3.0 * weft::dollar}};
  plan.fabrics["f"].also = {"a", "b"};
  return plan;
}

std::vector<std::string> paths(const weft::Type& type, const void* value) {
  std::vector<std::string> made;
  weft::io::walk(type, value, "", [&](const Place& place) { made.push_back(place.path); });
  return made;
}

TEST(Walk, EveryLeafIsVisitedInTheOrderOfTheTables) {
  const toy::Plan plan = small();
  EXPECT_THAT(paths(type_of<toy::Plan>(), &plan),
              ElementsAre("name", "clusters.a.count", "clusters.a.price", "clusters.a.growth",
                          "clusters.a.from", "clusters.a.owned", "fabrics.f.role",
                          "fabrics.f.topology.kind", "fabrics.f.topology.tiers",
                          "fabrics.f.topology.oversubscription", "fabrics.f.border",
                          "fabrics.f.also.0", "fabrics.f.also.1", "traffic.requests",
                          "traffic.input.mean", "traffic.peak_to_mean", "traffic.cost.2027-01"));
}

TEST(Walk, ComputedRowsAndReasonsAreVisited) {
  toy::Outcome outcome;
  outcome.capital = 3.0 * weft::dollar;
  outcome.running = 4.0 * weft::dollar;
  std::vector<double> numbers;
  const weft::Infeasible* why = nullptr;
  const auto visit = [&](const Place& place) {
    if (place.why) why = place.why;
    if (const auto number = place.number()) numbers.push_back(*number);
  };
  weft::io::walk(type_of<toy::Outcome>(), &outcome, "finance", visit);
  EXPECT_THAT(numbers, ElementsAre(3.0, 4.0, 7.0));
  ASSERT_NE(why, nullptr);
  EXPECT_EQ(why->reason, &toy::no_demand);
  outcome.payback = 2.0 * weft::second;
  numbers.clear();
  weft::io::walk(type_of<toy::Outcome>(), &outcome, "finance", visit);
  EXPECT_THAT(numbers, ElementsAre(3.0, 4.0, 2.0, 7.0));
}

TEST(Walk, EveryWalkedPathIsFound) {
  toy::Plan plan = small();
  weft::io::walk(type_of<toy::Plan>(), &plan, "", [&](const Place& place) {
    const auto found = weft::io::find(type_of<toy::Plan>(), &plan, place.path);
    ASSERT_TRUE(found) << place.path;
    EXPECT_EQ(found->at, place.at) << place.path;
    EXPECT_EQ(found->type, place.type) << place.path;
    EXPECT_EQ(found->row.name, place.row.name) << place.path;
  });
}

TEST(Walk, PathsThatAreNotThereAreNotFound) {
  toy::Plan plan = small();
  for (const char* path :
       {"x", "clusters.b", "clusters.a.count.x", "fabrics.f.also.2", "fabrics.f.also.1x",
        "traffic.cost.2028-01", "fabrics.f.switch", "fabrics.f.topology.x", "name.", "."}) {
    EXPECT_FALSE(weft::io::find(type_of<toy::Plan>(), &plan, path)) << path;
  }
}

TEST(Walk, ABareRecordGivesItsLeaf) {
  toy::Plan plan = small();
  const auto found = weft::io::find_leaf(type_of<toy::Plan>(), &plan, "traffic.input");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->path, "traffic.input.mean");
  EXPECT_EQ(found->row.shown, "tok");
  EXPECT_EQ(found->at, &plan.traffic.input.mean);
}

TEST(Walk, AddressesHavePaths) {
  const toy::Plan plan = small();
  const weft::io::Index index(type_of<toy::Plan>(), &plan, "plan");
  EXPECT_EQ(index.path(&plan, &type_of<toy::Plan>()), "plan");
  EXPECT_EQ(index.path(&plan, &type_of<std::string>()), "plan.name");
  EXPECT_EQ(index.path(&plan.traffic.input, &type_of<weft::Tokens>()), "plan.traffic.input.mean");
  EXPECT_EQ(index.path(&plan.traffic.input, nullptr), "plan.traffic.input");
  EXPECT_EQ(index.path(plan.clusters.find("a"), &type_of<toy::Cluster>()), "plan.clusters.a");
  EXPECT_FALSE(index.path(&index, nullptr));
}

TEST(Walk, TypesAnswerForPathsWithoutValues) {
  EXPECT_EQ(weft::io::find_types(type_of<toy::Plan>(), "fabrics.*.topology.x").size(), 1U);
  EXPECT_EQ(weft::io::find_types(type_of<toy::Plan>(), "fabrics.*.topologie").size(), 0U);
}

}  // namespace
}  // namespace walk_test
