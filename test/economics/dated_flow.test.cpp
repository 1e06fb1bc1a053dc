// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/dated_flow.hpp"

#include "weft/economics/modified_internal_rate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace weft::economics::dated_flow_test {
namespace {

using Flows = std::vector<DatedFlow>;

Flows one_year_loan(double back) {
  return {{{2027, 1, 1}, -100.0 * dollar}, {{2028, 1, 1}, back * dollar}};
}

TEST(DatedFlow, AYearOf365DaysIsOnePeriod) {
  EXPECT_NEAR(dated_internal_rate(one_year_loan(110.0))->fraction, 0.1, 1e-12);
  EXPECT_NEAR(dated_present_value(one_year_loan(110.0), {0.1, Period::year}).value(), 0.0, 1e-12);
}
TEST(DatedFlow, AMonthlyRateIsTakenAsItsEffectiveYear) {
  const PerPeriod monthly{0.01, Period::month};
  const PerPeriod yearly{per_year(monthly), Period::year};
  EXPECT_EQ(dated_present_value(one_year_loan(110.0), monthly),
            dated_present_value(one_year_loan(110.0), yearly));
}
TEST(DatedFlow, TheValueDayIsTheFirstListedOrTheEarliest) {
  const Flows swapped{{{2028, 1, 1}, 110.0 * dollar}, {{2027, 1, 1}, -100.0 * dollar}};
  const PerPeriod rate{0.1, Period::year};
  const auto value = [&](ValueDay day) {
    return dated_present_value(swapped, {0.2, Period::year}, DayCount::actual_365_fixed, day);
  };
  EXPECT_NEAR(value(ValueDay::first_listed).value(), 1.2 * value(ValueDay::earliest).value(),
              1e-12);
  EXPECT_NEAR(dated_future_value(swapped, rate).value(), 0.0, 1e-12);
}
TEST(DatedFlow, WithoutLossOrGainThereIsNoRate) {
  const Flows gains{{{2027, 1, 1}, dollar}, {{2028, 1, 1}, dollar}};
  EXPECT_FALSE(dated_internal_rate(gains));
  EXPECT_EQ(dated_internal_rate(gains).why().reason, &no_internal_rate);
  EXPECT_THROW((void)dated_internal_rate({}), std::domain_error);
}
TEST(DatedFlow, AllRootsAreFoundAndTheSmallestGainIsChosen) {
  const Flows twice{{{2025, 1, 1}, -100.0 * dollar},
                    {{2026, 1, 1}, 230.0 * dollar},
                    {{2027, 1, 1}, -132.0 * dollar}};
  std::array<double, 4> rates{};
  ASSERT_EQ(dated_internal_rates(twice, rates), 2U);
  EXPECT_NEAR(rates[0], 0.1, 1e-12);
  EXPECT_NEAR(rates[1], 0.2, 1e-12);
  EXPECT_NEAR(dated_internal_rate(twice)->fraction, 0.1, 1e-12);
}
TEST(DatedFlow, TheRateDoesNotDependOnTheOrder) {
  Flows flows{{{2027, 3, 4}, -70.0 * dollar},
              {{2027, 1, 1}, -30.0 * dollar},
              {{2029, 6, 30}, 160.0 * dollar}};
  const double listed = dated_internal_rate(flows)->fraction;
  std::swap(flows[0], flows[2]);
  EXPECT_NEAR(dated_internal_rate(flows)->fraction, listed, 1e-13);
}

RC_GTEST_PROP(DatedFlow, ThePresentValueAtTheRateIsZero, ()) {
  const auto count = static_cast<DayCount>(*rc::gen::inRange(0, 11));
  Flows flows{{{2027, 1, 15}, -1000.0 * dollar}};
  double size = 1000.0;
  const int later = *rc::gen::inRange(1, 12);
  for (int i = 0; i < later; ++i) {
    const double amount = *rc::gen::inRange(1, 2000);
    flows.push_back({add_months({2027, 1, *rc::gen::inRange(1, 32)}, *rc::gen::inRange(12, 90)),
                     amount * dollar});
    size += amount;
  }
  const auto rate = dated_internal_rate(flows, count);
  RC_ASSERT(bool(rate));
  if (rate->fraction < 0.0) return;  // a loss magnifies late flows
  RC_ASSERT(std::abs(dated_present_value(flows, *rate, count).value()) < 1e-9 * size);
}

TEST(ModifiedInternalRate, OfAnOutlayAndItsReturnIsTheInternalRate) {
  const std::vector<Money> flows{-100.0 * dollar, Money{}, 121.0 * dollar};
  EXPECT_NEAR(*modified_internal_rate(flows, 0.05, 0.07), 0.1, 1e-14);
}
TEST(ModifiedInternalRate, NeedsAnInflowAnOutlayAndTwoPeriods) {
  EXPECT_FALSE(modified_internal_rate(std::vector{dollar, dollar}, 0.1, 0.1));
  EXPECT_FALSE(modified_internal_rate(std::vector{-dollar, -dollar}, 0.1, 0.1));
  EXPECT_FALSE(modified_internal_rate(std::vector{dollar}, 0.1, 0.1));
  EXPECT_THROW((void)modified_internal_rate(std::vector{-dollar, dollar}, -1.0, 0.1),
               std::domain_error);
}

}  // namespace
}  // namespace weft::economics::dated_flow_test
