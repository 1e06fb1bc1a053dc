// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/payback.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace weft::economics::payback_test {
namespace {

std::vector<Money> dollars(const std::vector<double>& values) {
  std::vector<Money> flows;
  for (const double each : values) flows.push_back(each * dollar);
  return flows;
}

TEST(Payback, OfALosingPlanIsNeverAndSaysWhy) {
  const auto never = payback(dollars({-10.0, 9.0}));
  ASSERT_FALSE(never);
  EXPECT_EQ(never.why().reason, &never_pays_back);
}
TEST(Payback, OfAPlanThatNeverOwesIsZero) {
  EXPECT_EQ(*payback(dollars({5.0, 5.0})), Time{});
  EXPECT_EQ(*payback({}), Time{});
}
TEST(Payback, CountsTheLastWaveOfPurchases) {
  EXPECT_NEAR(ratio(*payback(dollars({-10, 20, -30, 40})), one_month), 2.5, 1e-12);
}
TEST(PeakCash, OfAPlanThatNeverOwesIsZero) {
  EXPECT_EQ(peak_cash(dollars({5.0, 5.0})), PeakCash{});
}

RC_GTEST_PROP(Payback, InterpolatesLinearlyBetweenMonths, ()) {
  const double income = *rc::gen::inRange(1, 1000);
  const double months = *rc::gen::inRange(1, 5900) / 100.0;
  std::vector<double> flows(61, income);
  flows[0] = -income * months;
  RC_ASSERT(std::abs(ratio(*payback(dollars(flows)), one_month) - months) < 1e-9);
}
RC_GTEST_PROP(PeakCash, IsTheDeepestCumulativeSum, ()) {
  const auto values = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-100, 100));
  double sum = 0.0;
  double deepest = 0.0;
  std::vector<double> flows(values.begin(), values.end());
  for (const double each : flows) {
    sum += each;
    deepest = std::min(deepest, sum);
  }
  RC_ASSERT(peak_cash(dollars(flows)).amount.value() == -deepest);
}

}  // namespace
}  // namespace weft::economics::payback_test
