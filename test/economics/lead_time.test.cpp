// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/lead_time.hpp"

#include "weft/economics/delay_cost.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>

namespace weft::economics::lead_time_test {
namespace {

const LeadTimeMixture usual{
    {12.0 * one_week, 0.50}, {20.0 * one_week, 0.35}, {36.0 * one_week, 0.15}};

double in_weeks(Time time) { return ratio(time, one_week); }

TEST(LeadTime, TheMedianSaysPunctualAndTheMeanSaysSixWeeks) {
  EXPECT_EQ(lead_time_quantile(usual, 0.5), 12.0 * one_week);
  EXPECT_NEAR(in_weeks(expected_delay(usual, 12.0 * one_week)), 6.4, 1e-12);
  EXPECT_EQ(lead_time_quantile(usual, 0.9), 36.0 * one_week);
}
TEST(LeadTime, OrderedEarlyEnoughIsNeverLate) {
  EXPECT_EQ(expected_delay(usual, 36.0 * one_week), Time{});
  EXPECT_EQ(chance_within(usual, 36.0 * one_week), 1.0);
  EXPECT_NEAR(chance_within(usual, 20.0 * one_week), 0.85, 1e-15);
}
TEST(LeadTime, WeightsNeedNotAddUpToOne) {
  LeadTimeMixture twice = usual;
  for (LeadTimeCase& each : twice) each.chance *= 2.0;
  EXPECT_EQ(expected_delay(twice, 12.0 * one_week), expected_delay(usual, 12.0 * one_week));
}
TEST(LeadTime, RefusesWhatIsNoSpread) {
  EXPECT_THROW((void)expected_delay(LeadTimeMixture{}, Time{}), std::domain_error);
  EXPECT_THROW((void)expected_delay(LeadTimeMixture{{one_week, -1.0}}, Time{}), std::domain_error);
  EXPECT_THROW((void)expected_delay(LeadTimeRange{one_week, Time{}}, Time{}), std::domain_error);
}
TEST(LeadTime, AllPartsTogetherAreLaterThanEach) {
  const std::array<LeadTimeMixture, 2> parts{usual, usual};
  const LeadTimeMixture both = latest_of(parts);
  EXPECT_NEAR(chance_within(both, 12.0 * one_week), 0.25, 1e-15);
  EXPECT_EQ(lead_time_quantile(both, 0.5), 20.0 * one_week);
  EXPECT_GT(expected_delay(both, 12.0 * one_week), expected_delay(usual, 12.0 * one_week));
  EXPECT_THROW((void)latest_of({}), std::domain_error);
}

RC_GTEST_PROP(LeadTime, ARangeIsTheSumOfItsPieces, ()) {
  const double low = *rc::gen::inRange(1, 20);
  const double high = low + *rc::gen::inRange(1, 40);
  const double allowed = *rc::gen::inRange(0, 60);
  const LeadTimeRange range{low * one_week, high * one_week};
  RC_ASSERT(std::abs(chance_within(range, range.low) - 0.05) < 1e-9);
  RC_ASSERT(std::abs(chance_within(range, range.high) - 0.95) < 1e-9);
  // The mean is the integral of the quantiles: the middles of many equal parts.
  constexpr int pieces = 4000;
  double sum = 0.0;
  for (int i = 0; i < pieces; ++i) {
    const Time drawn = lead_time_quantile(range, (i + 0.5) / pieces);
    sum += std::fmax(in_weeks(drawn) - allowed, 0.0) / pieces;
  }
  const double mean = in_weeks(expected_delay(range, allowed * one_week));
  RC_ASSERT(std::abs(mean - sum) < 2e-3 * (high + allowed));
}

const StrandedRate waiting{1.0 * dollar / one_day, 2.0 * dollar / one_day, 3.0 * dollar / one_day,
                           4.0 * dollar / one_day};

TEST(DelayCost, IsOfAllThatStandsAndIsNotUsedOtherwise) {
  const StrandedRate of_all = delay_cost_rate(100.0, waiting, 0.25);
  EXPECT_NEAR(ratio(total(of_all), dollar / one_day), 750.0, 1e-9);
  EXPECT_NEAR(ratio(of_all.lost_margin, dollar / one_day), 300.0, 1e-9);
}
TEST(Lateness, CountsInstallationAndAcceptance) {
  const Delivery part{
      .order_ahead = 20.0 * one_week, .install = 6.0 * one_week, .acceptance = 2.0 * one_week};
  const Lateness late = lateness(part, usual, waiting);
  EXPECT_NEAR(in_weeks(late.mean), 6.4, 1e-12);
  EXPECT_NEAR(in_weeks(late.p90), 24.0, 1e-12);
  EXPECT_NEAR(late.cost_per_day.value(), 10.0, 1e-12);
  EXPECT_NEAR(late.cost.value(), 6.4 * 7.0 * 10.0, 1e-9);
  EXPECT_NEAR(late.cost_p90.value(), 24.0 * 7.0 * 10.0, 1e-9);
}
TEST(Lateness, OrderedByThatMonthNineOfTenAreReady) {
  const Delivery part{.install = 4.0 * one_week};
  const double month = order_by(24.0, part, usual);
  EXPECT_NEAR(24.0 - month, ratio(40.0 * one_week, one_month), 1e-12);
}
TEST(Premium, OfAFasterVendorIsWhatWaitingWouldCost) {
  const LeadTimeMixture fast{{10.0 * one_week, 1.0}};
  const Money premium = break_even_premium(usual, fast, 12.0 * one_week, waiting);
  EXPECT_NEAR(premium.value(), 6.4 * 7.0 * 10.0, 1e-9);
  EXPECT_NEAR(in_weeks(*break_even_delay(premium, waiting)), 6.4, 1e-12);
  EXPECT_EQ(break_even_premium(fast, usual, 12.0 * one_week, waiting), -1.0 * premium);
  EXPECT_FALSE(break_even_delay(premium, {}));
}

}  // namespace
}  // namespace weft::economics::lead_time_test
