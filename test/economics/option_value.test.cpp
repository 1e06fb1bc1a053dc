// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/option_value.hpp"

#include "weft/economics/american_option.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <stdexcept>

namespace weft::economics::option_value_test {
namespace {

OptionTerms some_terms() {
  return {.spot = *rc::gen::inRange(20, 200) * dollar,
          .strike = *rc::gen::inRange(20, 200) * dollar,
          .yield = *rc::gen::inRange(0, 15) / 100.0,
          .rate = *rc::gen::inRange(0, 15) / 100.0,
          .volatility = *rc::gen::inRange(1, 80) / 100.0,
          .time = *rc::gen::inRange(1, 60) * one_month};
}

RC_GTEST_PROP(EuropeanOption, CallLessPutIsTheForward, ()) {
  const OptionTerms of = some_terms();
  const double years = ratio(of.time, one_year);
  const Money forward =
      std::exp(-of.yield * years) * of.spot - std::exp(-of.rate * years) * of.strike;
  const Money both = european_option(Right::call, of) - european_option(Right::put, of);
  RC_ASSERT(std::abs((both - forward).value()) < 1e-9 * 200.0);
}
RC_GTEST_PROP(AmericanOption, IsWorthAtLeastTheEuropeanOneAndUsingItNow, ()) {
  const OptionTerms of = some_terms();
  for (const Right right : {Right::call, Right::put}) {
    const double american = american_option(right, of).value();
    const Money now = right == Right::call ? of.spot - of.strike : of.strike - of.spot;
    RC_ASSERT(american >= european_option(right, of).value() - 1e-9);
    RC_ASSERT(american >= now.value() - 1e-6);
  }
}
TEST(AmericanOption, WithoutYieldACallIsNeverUsedEarly) {
  const OptionTerms of{.spot = 110.0 * dollar,
                       .strike = 100.0 * dollar,
                       .rate = 0.1,
                       .volatility = 0.3,
                       .time = one_year};
  EXPECT_EQ(american_option(Right::call, of), european_option(Right::call, of));
  EXPECT_GT(american_option(Right::put, of), european_option(Right::put, of));
}
TEST(EuropeanOption, WithoutRiskIsWhatItWouldPay) {
  const OptionTerms of{.spot = 110.0 * dollar, .strike = 100.0 * dollar, .time = one_year};
  EXPECT_EQ(european_option(Right::call, of), 10.0 * dollar);
  EXPECT_EQ(european_option(Right::put, of), Money{});
  EXPECT_THROW((void)european_option(Right::call, {}), std::domain_error);
}
RC_GTEST_PROP(ExchangeOption, ToAndFroDifferByTheAssets, ()) {
  const auto price = [] { return *rc::gen::inRange(1, 100) * 1.0 * dollar; };
  ExchangeTerms there{.got = price(),
                      .given = price(),
                      .got_volatility = 0.2,
                      .given_volatility = 0.3,
                      .correlation = *rc::gen::inRange(-100, 101) / 100.0,
                      .time = *rc::gen::inRange(0, 60) * one_month};
  ExchangeTerms back = there;
  std::swap(back.got, back.given);
  std::swap(back.got_volatility, back.given_volatility);
  const Money difference = exchange_option(there) - exchange_option(back);
  RC_ASSERT(std::abs((difference - (there.got - there.given)).value()) < 1e-9 * 100.0);
}
TEST(ExchangeOption, RefusesACorrelationAboveOne) {
  EXPECT_THROW((void)exchange_option({.got = dollar, .given = dollar, .correlation = 1.5}),
               std::domain_error);
}

}  // namespace
}  // namespace weft::economics::option_value_test
