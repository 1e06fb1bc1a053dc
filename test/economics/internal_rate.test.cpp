// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/internal_rate.hpp"

#include "weft/economics/present_value.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <vector>

namespace weft::economics::internal_rate_test {
namespace {

double size_of(const std::vector<Money>& flows) {
  double size = 0.0;
  for (const Money& each : flows) size += std::abs(each.value());
  return size;
}

TEST(InternalRate, IsAbsentWhenNothingIsEarned) {
  const std::vector<Money> flows{-1.0 * dollar, -2.0 * dollar};
  const auto rate = internal_rate(flows);
  ASSERT_FALSE(rate);
  EXPECT_EQ(rate.why().reason, &no_internal_rate);
  EXPECT_FALSE(internal_rate({}));
}
TEST(InternalRate, IsAbsentWhenNoRateBalances) {
  const std::vector<Money> flows{dollar, -1.0 * dollar, dollar};
  EXPECT_FALSE(internal_rate(flows));
}
TEST(InternalRate, OfALoanWithoutInterestIsZero) {
  const std::vector<Money> flows{-2.0 * dollar, dollar, dollar};
  ASSERT_TRUE(internal_rate(flows));
  EXPECT_EQ(internal_rate(flows)->fraction, 0.0);
}
TEST(InternalRates, CountsWhatTheStorageDoesNotHold) {
  const std::vector<Money> flows{-100.0 * dollar, 230.0 * dollar, -132.0 * dollar};
  std::array<double, 1> rates{};
  EXPECT_EQ(internal_rates(flows, rates), 2U);
  EXPECT_NEAR(rates[0], 0.1, 1e-12);
}
TEST(InternalRates, DoesNotOverflowOverManyMonths) {
  std::vector<Money> flows(1200, dollar);
  flows[0] = -50.0 * dollar;
  EXPECT_NEAR(per_month(*internal_rate(flows)), 0.02, 1e-6);  // a perpetuity of 2 %
}

TEST(InternalRates, FindsADoubleRootAndTwoThatLieCloseTogether) {
  const std::vector<Money> twice{-100.0 * dollar, 220.0 * dollar, -121.0 * dollar};
  std::array<double, 4> rates{};
  ASSERT_EQ(internal_rates(twice, rates), 1U);
  EXPECT_NEAR(rates[0], 0.1, 1e-6);
  // (g - 1.1)(g - 1.1001), between two points of the grid
  const std::vector<Money> close{-1e6 * dollar, 2.2001e6 * dollar, -1.21011e6 * dollar};
  ASSERT_EQ(internal_rates(close, rates), 2U);
  EXPECT_NEAR(rates[0], 0.1, 1e-9);
  EXPECT_NEAR(rates[1], 0.1001, 1e-9);
}
TEST(InternalRate, OfALossOfNearlyEverythingIsFound) {
  const std::vector<Money> flows{-3000.0 * dollar, 3e-6 * dollar};
  EXPECT_NEAR(*internal_rate_per_period(flows), -1.0 + 1e-9, 1e-15);
}
TEST(InternalRate, OfSeveralIsTheSmallestGainElseTheSmallestLoss) {
  EXPECT_EQ(*chosen_rate(std::array{-0.5, 0.1, 0.3}), 0.1);
  EXPECT_EQ(*chosen_rate(std::array{-0.5, -0.1}), -0.1);
  EXPECT_FALSE(chosen_rate({}));
}

RC_GTEST_PROP(InternalRates, EachMakesThePresentValueZero, ()) {
  std::vector<Money> flows;
  const auto periods = *rc::gen::inRange(2, 12);
  for (int m = 0; m < periods; ++m) flows.push_back(*rc::gen::inRange(-100, 101) * 1.0 * dollar);
  std::array<double, 16> rates{};
  const std::size_t found = internal_rates(flows, rates);
  for (std::size_t i = 0; i < found; ++i) {
    if (rates[i] < 0.0) continue;  // late flows are magnified without bound
    const Money value = net_present_value(flows, {rates[i], Period::month});
    RC_ASSERT(std::abs(value.value()) < 1e-9 * size_of(flows));
  }
}
RC_GTEST_PROP(InternalRate, MakesThePresentValueZero, ()) {
  std::vector<Money> flows{-1000.0 * dollar};
  const auto months = *rc::gen::inRange(1, 60);
  for (int m = 0; m < months; ++m) flows.push_back(*rc::gen::inRange(0, 100) * 1.0 * dollar);
  flows.push_back(dollar);
  const auto rate = internal_rate(flows);
  RC_ASSERT(bool(rate));
  // A deeply negative rate magnifies late flows without bound; gains must close to the cent.
  if (rate->fraction >= 0.0) {
    RC_ASSERT(std::abs(net_present_value(flows, *rate).value()) < 1e-9 * size_of(flows));
  }
}
RC_GTEST_PROP(InternalRate, IsAmongAllInternalRates, ()) {
  std::vector<Money> flows;
  const auto months = *rc::gen::inRange(2, 10);
  for (int m = 0; m < months; ++m) flows.push_back(*rc::gen::inRange(-100, 100) * 1.0 * dollar);
  std::vector<double> rates(32);
  const std::size_t found = internal_rates(flows, rates);
  RC_ASSERT(found <= rates.size());
  const auto chosen = internal_rate(flows);
  // At -99 % a month a year leaves nothing that a double could tell from -100 %.
  if (!chosen || chosen->fraction < -0.99) return;
  const double monthly = per_month(*chosen);
  bool listed = found == 0;  // a root that touches zero in the grid's blind spot
  for (std::size_t i = 0; i < found; ++i) {
    listed = listed || std::abs(rates[i] - monthly) < 1e-6 * (1.0 + std::abs(monthly));
  }
  RC_ASSERT(listed);
}
RC_GTEST_PROP(InternalRate, DoesNotDependOnTheCurrency, ()) {
  std::vector<Money> flows{-1000.0 * dollar};
  for (int m = 0; m < 24; ++m) flows.push_back(*rc::gen::inRange(1, 100) * 1.0 * dollar);
  const auto once = internal_rate(flows);
  for (Money& each : flows) each = 4.0 * each;
  RC_ASSERT(internal_rate(flows)->fraction == once->fraction);
}

}  // namespace
}  // namespace weft::economics::internal_rate_test
