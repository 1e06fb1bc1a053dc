// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/depreciation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace weft::economics::depreciation_test {
namespace {

constexpr Money cost = 1000.0 * dollar;

TEST(MarketValue, OfANewAssetIsItsCost) {
  EXPECT_EQ(market_value(cost, {0.28, Period::year}, Time{}), cost);
  EXPECT_EQ(market_value(cost, {0.28, Period::year}, -1.0 * one_year), cost);
}
TEST(MarketValue, WithoutDecayStaysTheCost) {
  EXPECT_EQ(market_value(cost, {0.0, Period::year}, 10.0 * one_year), cost);
}
TEST(MarketValue, LosesTheStatedShareInAYear) {
  EXPECT_NEAR(market_value(cost, {0.28, Period::year}, one_year).value(), 720.0, 1e-9);
}
TEST(MarketValue, RefusesToLoseEverything) {
  EXPECT_THROW((void)market_value(cost, {1.0, Period::year}, one_year), std::domain_error);
}
TEST(StraightLine, RefusesAnAssetWithoutLife) {
  EXPECT_THROW((void)straight_line(cost, Money{}, Time{}), std::domain_error);
}
TEST(BookValue, StopsAtTheSalvage) {
  EXPECT_EQ(book_value(cost, 100.0 * dollar, 5.0 * one_year, 5.0 * one_year), 100.0 * dollar);
  EXPECT_EQ(book_value(cost, 100.0 * dollar, 5.0 * one_year, 50.0 * one_year), 100.0 * dollar);
}

RC_GTEST_PROP(BookValue, NeverRisesWithAge, ()) {
  const double age = *rc::gen::inRange(0, 120);
  const Time life = *rc::gen::inRange(1, 100) * 1.0 * one_month;
  const auto value = [&](double months) {
    return book_value(cost, 50.0 * dollar, life, months * one_month);
  };
  RC_ASSERT(!(value(age) < value(age + 1.0)));
  RC_ASSERT(!(value(age + 1.0) < 49.999 * dollar));
}
RC_GTEST_PROP(MarketValue, ComposesOverTime, ()) {
  const PerPeriod decay{*rc::gen::inRange(0, 90) / 100.0, Period::year};
  const Time a = *rc::gen::inRange(0, 60) * 1.0 * one_month;
  const Time b = *rc::gen::inRange(0, 60) * 1.0 * one_month;
  const double apart = market_value(market_value(cost, decay, a), decay, b).value();
  RC_ASSERT(std::abs(market_value(cost, decay, a + b).value() - apart) <= 1e-9);
}

}  // namespace
}  // namespace weft::economics::depreciation_test
