// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/alternatives.hpp"

#include "weft/economics/price_path.hpp"
#include "weft/economics/price_performance.hpp"
#include "weft/economics/refresh.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

namespace weft::economics::alternatives_test {
namespace {

constexpr PerPeriod falling{-0.45, Period::year};

TEST(PricePath, FiveFlatYearsOverstateFallingPricesThreeTimes) {
  const double times = flat_price_overstatement(falling, 60);
  EXPECT_GT(times, 2.9);
  EXPECT_LT(times, 3.3);
  EXPECT_EQ(flat_price_overstatement({}, 60), 1.0);
}
TEST(PricePath, TheOverstatementIsThatOfTheRevenue) {
  double falls = 0.0;
  for (int m = 0; m < 60; ++m) falls += price_at(dollar / token, falling, m).value();
  EXPECT_NEAR(60.0 / falls, flat_price_overstatement(falling, 60), 1e-12);
}
TEST(PricePath, NeverFallsBelowItsFloor) {
  EXPECT_NEAR(price_at(100.0 * dollar, falling, 12.0).value(), 55.0, 1e-12);
  EXPECT_EQ(price_at(100.0 * dollar, falling, 120.0, 10.0 * dollar), 10.0 * dollar);
  EXPECT_THROW((void)mean_price(falling, 0), std::domain_error);
}

TEST(Rent, AContractKeepsItsPriceAndItsCount) {
  const Rent rent{dollar / one_month, {-0.5, Period::month}, 2};
  const std::vector<double> needed{10.0, 14.0, 4.0, 2.0};
  std::vector<Money> cost(4);
  rent_cost(rent, needed, cost);
  EXPECT_NEAR(cost[0].value(), 10.0, 1e-12);
  EXPECT_NEAR(cost[1].value(), 10.0 + 4.0 * 0.5, 1e-12);
  EXPECT_NEAR(cost[2].value(), 4.0 * 0.25, 1e-12);
  EXPECT_NEAR(cost[3].value(), 4.0 * 0.25, 1e-12);  // two are not needed any more
}
TEST(Rent, OfFewerMonthsThanTheDemandIsRefused) {
  std::vector<Money> cost(1);
  EXPECT_THROW(rent_cost({}, std::vector{1.0, 2.0}, cost), std::logic_error);
  EXPECT_THROW(rent_cost({.months = 0}, std::vector{1.0}, cost), std::domain_error);
}
TEST(Api, TokensAreBoughtAtThePriceOfTheirMonth) {
  const std::vector<application::TokenUse> used(3, {token, token, token});
  std::vector<Money> cost(3);
  api_cost({dollar / token, 2.0 * dollar / token, 3.0 * dollar / token},
           {{-0.5, Period::month}, {}, {}}, used, cost);
  EXPECT_NEAR(cost[0].value(), 6.0, 1e-12);
  EXPECT_NEAR(cost[2].value(), 5.25, 1e-12);
}
TEST(Lease, WithoutInterestPaysCostLessResidual) {
  const LeaseTerms lease{.cost = 3600.0 * dollar, .months = 36, .residual = 0.5};
  EXPECT_NEAR(lease_payment(lease).value(), 50.0, 1e-12);
  EXPECT_THROW((void)lease_payment({.months = 0}), std::domain_error);
  EXPECT_THROW((void)lease_payment({.residual = 2.0}), std::domain_error);
}
RC_GTEST_PROP(Lease, PaymentsAreWorthTheCost, ()) {
  const LeaseTerms lease{.cost = 1000.0 * dollar,
                         .nominal = *rc::gen::inRange(0, 40) / 100.0,
                         .months = *rc::gen::inRange(1, 72),
                         .residual = *rc::gen::inRange(0, 101) / 100.0};
  std::vector<Money> flows(static_cast<std::size_t>(lease.months), lease_payment(lease));
  flows.push_back(lease.residual * lease.cost);
  const PerPeriod rate{lease.nominal / 12.0, Period::month};
  RC_ASSERT(std::abs(net_present_value(flows, rate).value() - 1000.0) < 1e-9 * 1000.0);
}

TEST(BreakEvenMonth, IsWhenTheDearerStartIsMadeGood) {
  const std::vector<Money> owning{100.0 * dollar, 10.0 * dollar, 10.0 * dollar, 10.0 * dollar};
  const std::vector<Money> renting(4, 50.0 * dollar);
  EXPECT_NEAR(ratio(*break_even_month(owning, renting), one_month), 2.25, 1e-12);
  EXPECT_EQ(*break_even_month(renting, renting), Time{});
  EXPECT_FALSE(break_even_month(renting, owning));
  EXPECT_EQ(break_even_month(renting, owning).why().reason, &never_overtakes);
}
TEST(BreakEvenUtilisation, FallingRentsAskForMoreUse) {
  const std::vector<Money> cost(24, 50.0 * dollar);
  const std::vector<double> stand(24, 1.0);
  const Rent flat{100.0 * dollar / one_month, {}, 1};
  const Rent falls{100.0 * dollar / one_month, falling, 1};
  EXPECT_NEAR(*break_even_utilisation(cost, stand, flat, {}), 0.5, 1e-12);
  EXPECT_GT(*break_even_utilisation(cost, stand, falls, {}), 0.6);
  EXPECT_FALSE(break_even_utilisation(cost, stand, {}, {}));
}

const std::vector<HardwareGeneration> generations{{20.0, 2.0, 1.3, 1.4}, {50.0, 4.0, 1.5, 1.5}};

TEST(Refresh, TakesTheNewestGenerationThatCanBeUsed) {
  EXPECT_FALSE(newest(generations, {}, 19.0));
  EXPECT_EQ(*newest(generations, {}, 20.0), 0U);
  EXPECT_FALSE(newest(generations, 6.0 * one_month, 25.0));
  EXPECT_EQ(*newest(generations, 6.0 * one_month, 56.0), 1U);
}
TEST(Refresh, BuysTheSamePerformanceInFewerUnits) {
  const RefreshPolicy policy{.bought = 0.0,
                             .age = 24.0 * one_month,
                             .horizon = 60.0,
                             .units = 101,
                             .price = 10.0 * dollar,
                             .power = watt};
  const auto waves = refresh_waves(policy, generations);
  ASSERT_EQ(waves.size(), 2U);
  EXPECT_EQ(waves[0].month, 24.0);
  EXPECT_EQ(waves[0].units, 51);
  EXPECT_NEAR(waves[0].capex.value(), 51.0 * 13.0, 1e-9);
  EXPECT_NEAR(ratio(waves[0].power, watt), 51.0 * 1.4, 1e-9);
  EXPECT_EQ(*waves[1].generation, 0U);  // the second comes two months too late
}
TEST(Refresh, AnAdoptionLagBuysOldHardwareAgain) {
  RefreshPolicy policy{.age = 24.0 * one_month,
                       .horizon = 30.0,
                       .units = 100,
                       .price = 10.0 * dollar,
                       .adoption_lag = 6.0 * one_month};
  const auto waves = refresh_waves(policy, generations);
  ASSERT_EQ(waves.size(), 1U);
  EXPECT_FALSE(waves[0].generation);
  EXPECT_EQ(waves[0].units, 100);
  policy.age = 40.0 * one_month;
  EXPECT_TRUE(refresh_waves(policy, generations).empty()) << "it lives longer than the horizon";
  policy.age = Time{};
  EXPECT_THROW((void)refresh_waves(policy, generations), std::domain_error);
}

TEST(PriceIndex, OfTheSameBillIsOneAndFisherLiesBetween) {
  const std::vector<Money> base{10.0 * dollar, 20.0 * dollar};
  const std::vector<Money> other{12.0 * dollar, 18.0 * dollar};
  const std::vector<double> many{3.0, 1.0};
  const std::vector<double> few{1.0, 2.0};
  EXPECT_EQ(price_index(base, many, base, few)->fisher(), 1.0);
  const PriceIndex index = *price_index(base, many, other, few);
  EXPECT_NEAR(index.laspeyres, 54.0 / 50.0, 1e-15);
  EXPECT_NEAR(index.paasche, 48.0 / 50.0, 1e-15);
  EXPECT_LT(index.fisher(), index.laspeyres);
  EXPECT_GT(index.fisher(), index.paasche);
  EXPECT_FALSE(price_index(base, std::vector{0.0, 0.0}, other, few));
  EXPECT_THROW((void)price_index(base, many, other, std::vector{1.0}), std::logic_error);
}

}  // namespace
}  // namespace weft::economics::alternatives_test
