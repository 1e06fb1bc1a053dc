// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/token_cost.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace weft::economics::token_cost_test {
namespace {

using application::TokenUse;

TEST(TokenCost, OfAnEmbedderIsAllInputAndIdle) {
  const TokenCost cost =
      token_cost(6.0 * dollar, {one_hour, Time{}, one_hour}, {1e6 * token, {}, {}}, 0.0);
  EXPECT_EQ(cost.input, 3.0 * dollar);
  EXPECT_EQ(cost.output, Money{});
  EXPECT_EQ(cost.idle, 3.0 * dollar);
}
TEST(TokenCost, WithoutAnyTokensIsAllIdle) {
  EXPECT_EQ(token_cost(6.0 * dollar, {Time{}, Time{}, one_hour}, {}, 0.0).idle, 6.0 * dollar);
  EXPECT_EQ(token_cost(6.0 * dollar, {}, {}, 0.0).idle, 6.0 * dollar);
}
TEST(TokenCost, ChargesACachedTokenItsEffort) {
  const TokenUse use{1e6 * token, 1e6 * token, 1e6 * token};
  const TokenCost cost = token_cost(11.0 * dollar, {one_hour, Time{}, Time{}}, use, 0.1);
  EXPECT_NEAR(cost.input.value(), 10.0, 1e-12);
  EXPECT_NEAR(cost.cached_input.value(), 1.0, 1e-12);
}
TEST(UnitTokenCost, OfAnAbsentKindIsZero) {
  EXPECT_EQ(unit_token_cost({}, {}).output, MoneyPerToken{});
}
TEST(PhaseTime, RefusesTokensWithoutARate) {
  EXPECT_THROW((void)phase_time(token, Tokens{}, TokenRate{}, TokenRate{}, one_hour),
               std::domain_error);
}
TEST(PhaseTime, IsAllIdleWithoutTokens) {
  EXPECT_EQ(phase_time({}, {}, {}, {}, one_hour).idle, one_hour);
}
TEST(LevelisedTokenCost, IsAbsentWithoutTokens) {
  EXPECT_FALSE(levelised_token_cost(dollar, Tokens{}));
  EXPECT_FALSE(full_burden_cost(dollar / one_hour, TokenRate{}));
}

RC_GTEST_PROP(TokenCost, UnitCostsTimesTokensPlusIdleAreTheCost, ()) {
  const auto tokens = [] { return *rc::gen::inRange(0, 1000000) * 1e3 * token; };
  const auto hours = [] { return *rc::gen::inRange(0, 10000) * 1.0 * one_hour; };
  const TokenUse use{tokens(), tokens(), tokens()};
  const Money cost = *rc::gen::inRange(0, 100000000) * 1.0 * dollar;
  const double effort = *rc::gen::inRange(0, 101) / 100.0;
  const TokenCost split = token_cost(cost, {hours(), hours(), hours()}, use, effort);
  const Money charged = token_charge(use, unit_token_cost(split, use)).total() + split.idle;
  RC_ASSERT(std::abs((charged - cost).value()) <= 1e-12 * cost.value());
  RC_ASSERT(std::abs((split.total() - cost).value()) <= 3e-16 * cost.value());
  RC_ASSERT(split.idle.value() >= -1e-12 * cost.value());
}
RC_GTEST_PROP(TokenCost, IsLinearInTheCost, ()) {
  const TokenUse use{*rc::gen::inRange(1, 1000) * token, token, *rc::gen::inRange(1, 1000) * token};
  const PhaseTime time{*rc::gen::inRange(1, 100) * one_hour, one_hour, one_hour};
  const Money cost = *rc::gen::inRange(1, 1000) * dollar;
  RC_ASSERT(token_cost(2.0 * cost, time, use, 0.5).output ==
            2.0 * token_cost(cost, time, use, 0.5).output);
}
RC_GTEST_PROP(FullBurdenCost, OfTwoStreamsDoesNotAddUp, ()) {
  const MoneyRate hour = 2.0 * dollar / one_hour;
  const TokenRate in = *rc::gen::inRange(1, 100000) * token / second;
  const TokenRate out = *rc::gen::inRange(1, 100000) * token / second;
  const double sum =
      1.0 / full_burden_cost(hour, in)->value() + 1.0 / full_burden_cost(hour, out)->value();
  RC_ASSERT(std::abs(sum * full_burden_cost(hour, in + out)->value() - 1.0) < 1e-12);
}

}  // namespace
}  // namespace weft::economics::token_cost_test
