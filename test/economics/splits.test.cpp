// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/fabric_allocation.hpp"
#include "weft/economics/shapley.hpp"
#include "weft/economics/token_split.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace weft::economics::splits_test {
namespace {

using application::TokenPrices;
using application::TokenUse;

TokenUse some_use() {
  const auto tokens = [] { return *rc::gen::inRange(0, 1000000) * 1.0 * token; };
  return {tokens(), tokens(), tokens()};
}
bool is_close(Money a, Money b, double size) { return std::abs((a - b).value()) <= 1e-9 * size; }

RC_GTEST_PROP(TokenSplit, EveryWayAddsUpToTheCost, ()) {
  const Money cost = *rc::gen::inRange(1, 100000) * dollar;
  const TokenUse use = some_use();
  const auto weight = [] { return *rc::gen::inRange(0, 100) / 10.0; };
  const TokenWeights weights{weight(), weight(), weight()};
  const double idle = *rc::gen::inRange(0, 101) / 100.0;
  const PhaseFleets fleets{0.5 * cost, 0.7 * cost, 0.9 * cost};
  const TokenCost by_weight = weighted_split(cost, idle, use, weights);
  const TokenCost by_fleet = shapley_split(cost, fleets, use, 0.1);
  RC_ASSERT(is_close(by_weight.total(), cost, cost.value()));
  RC_ASSERT(is_close(by_fleet.total(), cost, cost.value()));
  RC_ASSERT(is_close(spread_idle(by_weight).total(), cost, cost.value()));
  RC_ASSERT(is_close(spread_idle(by_fleet).total(), cost, cost.value()));
}
RC_GTEST_PROP(TokenSplit, IsLinearInTheCost, ()) {
  const TokenUse use = some_use();
  const TokenWeights weights{1.0, 0.1, 3.0};
  const TokenCost once = weighted_split(100.0 * dollar, 0.25, use, weights);
  const TokenCost thrice = weighted_split(300.0 * dollar, 0.25, use, weights);
  RC_ASSERT(is_close(3.0 * once.output, thrice.output, 300.0));
  RC_ASSERT(is_close(3.0 * once.idle, thrice.idle, 300.0));
}
TEST(TokenSplit, ByPricesEveryKindHasOneMargin) {
  const TokenPrices prices{2.0 * dollar / token, 0.5 * dollar / token, 8.0 * dollar / token};
  const TokenUse use{30.0 * token, 40.0 * token, 10.0 * token};
  const TokenCost split = weighted_split(100.0 * dollar, 0.0, use, price_weights(prices));
  const auto revenue = application::token_charge(use, prices);
  EXPECT_NEAR(ratio(split.input, revenue.input), ratio(split.output, revenue.output), 1e-12);
  EXPECT_NEAR(ratio(split.input, revenue.input), ratio(split.cached_input, revenue.cached_input),
              1e-12);
  EXPECT_THROW((void)price_weights({-1.0 * dollar / token, {}, {}}), std::domain_error);
}
TEST(TokenSplit, ByWorkTheSlowerOfBothLimitsCounts) {
  const FlopRate peak = 100.0 * flop / second;
  const Bandwidth bandwidth = 10.0 * byte / second;
  EXPECT_EQ(work_weight({200.0 * flop / token, 10.0 * byte / token}, peak, bandwidth), 2.0);
  EXPECT_EQ(work_weight({200.0 * flop / token, 40.0 * byte / token}, peak, bandwidth), 4.0);
  EXPECT_THROW((void)work_weight({}, FlopRate{}, bandwidth), std::domain_error);
}
TEST(TokenSplit, WhatWeighsNothingLeavesAllToIdle) {
  const TokenCost split = weighted_split(100.0 * dollar, 0.2, {}, {1.0, 1.0, 1.0});
  EXPECT_EQ(split.idle, 100.0 * dollar);
  EXPECT_EQ(spread_idle(split).idle, 100.0 * dollar);
  EXPECT_THROW((void)weighted_split(dollar, 1.5, {}, {}), std::domain_error);
  EXPECT_THROW((void)weighted_split(dollar, 0.0, {}, {-1.0, 0.0, 0.0}), std::domain_error);
}
TEST(TokenSplit, ByFleetsWhoSharesWellPaysLess) {
  // Alone 60 and 80; together 100: each saves half of the 40 that sharing saves.
  const TokenCost split = shapley_split(
      120.0 * dollar, {60.0 * dollar, 80.0 * dollar, 100.0 * dollar}, {token, {}, token}, 0.0);
  EXPECT_EQ(split.input, 40.0 * dollar);
  EXPECT_EQ(split.output, 60.0 * dollar);
  EXPECT_EQ(split.idle, 20.0 * dollar);
}

RC_GTEST_PROP(Shapley, PartsAreTheCostOfAll, ()) {
  const auto players = static_cast<std::size_t>(*rc::gen::inRange(1, 6));
  std::vector<Money> cost{Money{}};
  for (std::size_t set = 1; set < std::size_t{1} << players; ++set) {
    cost.push_back(*rc::gen::inRange(0, 1000) * dollar);
  }
  std::vector<Money> parts(players);
  shapley(cost, parts);
  Money sum{};
  for (const Money& each : parts) sum = sum + each;
  RC_ASSERT(is_close(sum, cost.back(), 1000.0));
}
TEST(Shapley, WhoAddsNothingPaysNothing) {
  const std::array<Money, 4> cost{Money{}, 7.0 * dollar, Money{}, 7.0 * dollar};
  std::array<Money, 2> parts{};
  shapley(cost, parts);
  EXPECT_EQ(parts[0], 7.0 * dollar);
  EXPECT_EQ(parts[1], Money{});
  EXPECT_THROW(shapley(std::array{dollar}, parts), std::logic_error);
}

TEST(FabricAllocation, IdleCapacityIsShownAndCanBeSpread) {
  const std::vector<FabricUse> users{{.ports = 10.0}, {.ports = 30.0}};
  std::vector<Money> parts(2);
  FabricRest rest =
      allocate_fabric(100.0 * dollar, FabricBasis::ports, {.ports = 80.0}, users, parts);
  EXPECT_NEAR(rest.idle.value(), 50.0, 1e-12);
  EXPECT_NEAR(parts[1].value(), 37.5, 1e-12);
  spread_idle(rest, parts);
  EXPECT_EQ(rest.idle, Money{});
  EXPECT_NEAR(parts[0].value(), 25.0, 1e-12);
  EXPECT_NEAR(parts[1].value(), 75.0, 1e-12);
}
TEST(FabricAllocation, WithoutAnyWeightAllIsUnallocated) {
  const std::vector<FabricUse> users{{.ports = 10.0}, {.ports = 30.0}};
  std::vector<Money> parts(2);
  FabricRest rest =
      allocate_fabric(100.0 * dollar, FabricBasis::bytes, {.bytes = byte}, users, parts);
  EXPECT_EQ(rest.unallocated, 100.0 * dollar);
  EXPECT_EQ(rest.idle, Money{});
  spread_idle(rest, parts);
  EXPECT_EQ(rest.unallocated, 100.0 * dollar);
}
RC_GTEST_PROP(FabricAllocation, ClosesOnEveryBasis, ()) {
  const auto basis = static_cast<FabricBasis>(*rc::gen::inRange(0, 4));
  const auto some = [] { return *rc::gen::inRange(0, 1000) * 1.0; };
  std::vector<FabricUse> users;
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) {
    users.push_back({some() * byte, some() * byte / second, some() * byte / second, some()});
  }
  const FabricUse whole{some() * byte, some() * byte / second, some() * byte / second, some()};
  std::vector<Money> parts(users.size());
  const Money cost = some() * dollar;
  FabricRest rest = allocate_fabric(cost, basis, whole, users, parts);
  const auto sum = [&] {
    Money all = rest.idle + rest.unallocated;
    for (const Money& each : parts) all = all + each;
    return all;
  };
  RC_ASSERT(is_close(sum(), cost, 1000.0));
  spread_idle(rest, parts);
  RC_ASSERT(is_close(sum(), cost, 1000.0));
}

}  // namespace
}  // namespace weft::economics::splits_test
