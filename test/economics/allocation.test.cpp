// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/allocation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace weft::economics::allocation_test {
namespace {

TEST(Allocate, KeepsTheCostApartWhenNobodyHasAWeight) {
  const std::vector<double> weights{0.0, 0.0};
  std::vector<Money> parts(2, dollar);
  EXPECT_EQ(allocate(90.0 * dollar, weights, parts), 90.0 * dollar);
  EXPECT_EQ(parts[0], Money{});
  EXPECT_EQ(allocate(90.0 * dollar, {}, {}), 90.0 * dollar);
}
TEST(Allocate, GivesAllToTheOnlyOne) {
  const std::vector<double> weights{0.0, 1e-300, 0.0};
  std::vector<Money> parts(3);
  EXPECT_EQ(allocate(0.1 * dollar, weights, parts), Money{});
  EXPECT_EQ(parts[1], 0.1 * dollar);
}
TEST(Allocate, RefusesWeightsThatAreNone) {
  std::vector<Money> parts(1);
  EXPECT_THROW((void)allocate(dollar, std::vector{-1.0}, parts), std::domain_error);
  EXPECT_THROW((void)allocate(dollar, std::vector{std::nan("")}, parts), std::domain_error);
  EXPECT_THROW((void)allocate(dollar, std::vector{1.0, 1.0}, parts), std::logic_error);
}

RC_GTEST_PROP(Allocate, PartsInOrderAreTheCostToOneUnitInTheLastPlace, ()) {
  const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000000));
  std::vector<double> weights;
  for (const int each : raw) weights.push_back(each / 7.0);
  const double cost = *rc::gen::inRange(-1000000000, 1000000000) / 3.0;
  std::vector<Money> parts(weights.size());
  Money sum{};
  const Money rest = allocate(cost * dollar, weights, parts);
  for (const Money& each : parts) {
    sum = sum + each;
    RC_ASSERT(each.value() * cost >= 0.0);
  }
  const double whole = (sum + rest).value();
  RC_ASSERT(std::nextafter(whole, -INFINITY) <= cost);
  RC_ASSERT(cost <= std::nextafter(whole, INFINITY));
}

}  // namespace
}  // namespace weft::economics::allocation_test
