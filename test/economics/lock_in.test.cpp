// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/lock_in.hpp"

#include "weft/economics/openness.hpp"
#include "weft/economics/option_value.hpp"
#include "weft/economics/refresh_price.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>

namespace weft::economics::lock_in_test {
namespace {

constexpr Competition market{.per_extra_source = -0.35, .incumbent_counter = 0.15};

TEST(RefreshPrice, OneBidderAsksItsList) {
  const RefreshPrice paid = refresh_price(100.0 * dollar, 1, market, Money{});
  EXPECT_EQ(paid.total(), 100.0 * dollar);
  EXPECT_FALSE(paid.switches);
}
TEST(RefreshPrice, ARivalAloneBringsTheCounterDiscount) {
  const RefreshPrice stays = refresh_price(100.0 * dollar, 2, market, 30.0 * dollar);
  EXPECT_EQ(stays.total(), 85.0 * dollar);
  EXPECT_FALSE(stays.switches);
  const RefreshPrice leaves = refresh_price(100.0 * dollar, 2, market, 10.0 * dollar);
  EXPECT_EQ(leaves.total(), 75.0 * dollar);
  EXPECT_TRUE(leaves.switches);
}
TEST(RefreshPrice, RefusesWhatIsNoMarket) {
  EXPECT_THROW((void)refresh_price(dollar, 0, market, Money{}), std::domain_error);
  EXPECT_THROW((void)refresh_price(dollar, 2, {-2.0, 0.0}, Money{}), std::domain_error);
  EXPECT_THROW((void)refresh_price(dollar, 2, {0.0, 2.0}, Money{}), std::domain_error);
}
RC_GTEST_PROP(RefreshPrice, MoreBiddersNeverCostMore, ()) {
  const Competition rivals{-*rc::gen::inRange(0, 100) / 100.0, *rc::gen::inRange(0, 101) / 100.0};
  const Money cost = *rc::gen::inRange(0, 50) * dollar;
  const int bidders = *rc::gen::inRange(1, 8);
  const Money fewer = refresh_price(100.0 * dollar, bidders, rivals, cost).total();
  RC_ASSERT(refresh_price(100.0 * dollar, bidders + 1, rivals, cost).total() <= fewer);
}
RC_GTEST_PROP(RefreshPrice, IsLinearInThePrice, ()) {
  const Money cost = *rc::gen::inRange(0, 50) * dollar;
  const auto once = refresh_price(100.0 * dollar, 3, market, cost);
  const auto thrice = refresh_price(300.0 * dollar, 3, market, 3.0 * cost);
  RC_ASSERT(std::abs(3.0 * once.total().value() - thrice.total().value()) < 1e-9);
}

TEST(SupplyRisk, IndependentSourcesMultiplyAndACommonCauseDoesNot) {
  const std::array late{0.2, 0.1};
  EXPECT_NEAR(all_sources_late(late, 0.0), 0.02, 1e-15);
  EXPECT_NEAR(all_sources_late(late, 1.0), 0.1, 1e-15);
  EXPECT_THROW((void)all_sources_late({}, 0.0), std::domain_error);
  EXPECT_EQ(concentration(std::array{5.0, 5.0}), 0.5);
  EXPECT_EQ(concentration(std::array{7.0}), 1.0);
  EXPECT_EQ(concentration({}), 0.0);
}

TEST(Openness, OfAProfileLiesBetweenItsTerms) {
  const Openness closed{};
  const Openness open{1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
  EXPECT_EQ(openness(closed, equal_weights), 0.0);
  EXPECT_EQ(openness(open, equal_weights), 1.0);
  EXPECT_EQ(openness({.nos = 1.0}, {.nos = 3.0, .optics = 1.0}), 0.75);
  EXPECT_EQ(term_openness(1.0), 0.0);
  EXPECT_EQ(term_openness(4.0), 0.75);
  EXPECT_THROW((void)openness(open, {}), std::domain_error);
  EXPECT_THROW((void)openness({.asic = 2.0}, equal_weights), std::domain_error);
}

TEST(LockIn, MayFavourTheClosedFabric) {
  const FabricStake closed{.refresh = 100.0 * dollar, .licences = 20.0 * dollar};
  const FabricStake open{.refresh = 85.0 * dollar, .effort = 60.0 * dollar};
  const LockIn found = lock_in(closed, open);
  EXPECT_EQ(found.price, 15.0 * dollar);
  EXPECT_EQ(found.effort, -60.0 * dollar);
  EXPECT_EQ(found.total(), -25.0 * dollar);
}
RC_GTEST_PROP(LockIn, SeenFromTheOtherSideHasTheOtherSign, ()) {
  const auto some = [] { return *rc::gen::inRange(0, 1000) * 1.0 * dollar; };
  const FabricStake a{some(), some(), some(), some(), some(), some(), some()};
  const FabricStake b{some(), some(), some(), some(), some(), some(), some()};
  RC_ASSERT(lock_in(a, b).total() == -1.0 * lock_in(b, a).total());
  RC_ASSERT(lock_in(a, a).total() == Money{});
}
TEST(LockIn, SaysWhereTheRankingTurns) {
  // The closed fabric costs 40 more, the open one 10 of effort for each person.
  const auto difference = [](double people) {
    return ratio(lock_in({.refresh = 40.0 * dollar}, {.effort = people * 10.0 * dollar}).total(),
                 dollar);
  };
  EXPECT_NEAR(*turning_value(difference, 2.0, 0.0, 10.0), 4.0, 1e-9);
  EXPECT_FALSE(turning_value(difference, 2.0, 0.0, 3.0));
  EXPECT_EQ(turning_value(difference, 2.0, 0.0, 3.0).why().reason, &no_turning_value);
  EXPECT_THROW((void)turning_value(difference, 2.0, 3.0, 3.0), std::domain_error);
}
TEST(LockIn, TheNearestOfSeveralTurningValuesIsSaid) {
  const auto wave = [](double x) { return (x - 1.0) * (x - 5.0); };
  EXPECT_NEAR(*turning_value(wave, 0.0, -10.0, 10.0), 1.0, 1e-9);
  EXPECT_NEAR(*turning_value(wave, 4.0, -10.0, 10.0), 5.0, 1e-9);
}
TEST(LockIn, LagCostsWhatTheNewHardwareWouldHaveGained) {
  EXPECT_NEAR(adoption_lag_cost(10.0 * dollar / one_day, one_week).value(), 70.0, 1e-12);
  EXPECT_THROW((void)adoption_lag_cost(dollar / one_day, -one_week), std::domain_error);
}
TEST(SwitchingOption, IsWorthMoreWhereSwitchingCostsLess) {
  const ExchangeTerms right{.got = 100.0 * dollar,
                            .given = 90.0 * dollar,
                            .got_volatility = 0.2,
                            .given_volatility = 0.3,
                            .correlation = 0.4,
                            .time = 3.0 * one_year};
  EXPECT_EQ(switching_option(right, Money{}, 0.05), exchange_option(right));
  EXPECT_GT(switching_option(right, dollar, 0.05), switching_option(right, 20.0 * dollar, 0.05));
  EXPECT_THROW((void)switching_option(right, -dollar, 0.05), std::domain_error);
}

}  // namespace
}  // namespace weft::economics::lock_in_test
