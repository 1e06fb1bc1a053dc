// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/adoption.hpp"

#include "weft/economics/bass_fit.hpp"
#include "weft/economics/learning.hpp"
#include "weft/economics/newsvendor.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace weft::economics::adoption_test {
namespace {

constexpr Bass usual{0.03, 0.38, 1000.0};

TEST(Growth, TheLogisticIsAtOneHalfInItsMiddle) {
  const Frequency steepness = 2.0 / one_year;
  EXPECT_EQ(logistic(3.0 * one_year, 3.0 * one_year, steepness), 0.5);
  EXPECT_NEAR(logistic(4.0 * one_year, 3.0 * one_year, steepness), 1.0 / (1.0 + std::exp(-2.0)),
              1e-15);
  EXPECT_NEAR(gompertz(Time{}, 2.0, steepness), std::exp(-2.0), 1e-15);
}
TEST(Seasonality, HasTheMeanOfTheYear) {
  double sum = 0.0;
  for (int month = 0; month < 12; ++month) sum += seasonality(0.3, month, 11.0);
  EXPECT_NEAR(sum, 12.0, 1e-12);
  EXPECT_NEAR(seasonality(0.3, 11.0, 11.0), 1.3, 1e-15);
  EXPECT_THROW((void)seasonality(1.5, 0.0, 0.0), std::domain_error);
}
TEST(PeakToMean, OfAFlatDemandIsOne) {
  EXPECT_EQ(peak_to_mean(std::array{2.0, 2.0}), 1.0);
  EXPECT_EQ(peak_to_mean(std::array{1.0, 3.0}), 1.5);
  EXPECT_EQ(peak_to_mean({}), 1.0);
}
TEST(Bass, EverybodyAdoptsAtLast) {
  EXPECT_EQ(bass_adopted(usual, 0.0), 0.0);
  EXPECT_NEAR(bass_adopted(usual, 200.0), 1000.0, 1e-9);
  std::vector<double> steps(200);
  bass_steps(usual, steps);
  double sum = 0.0;
  for (const double each : steps) sum += each;
  EXPECT_NEAR(sum, 1000.0, 1e-6);
  EXPECT_THROW((void)bass_adopted({}, 1.0), std::domain_error);
}
TEST(Bass, TheSlopeIsWhatTheCurveGrowsBy) {
  constexpr double small = 1e-5;
  const double grown = bass_adopted(usual, 5.0 + small) - bass_adopted(usual, 5.0 - small);
  EXPECT_NEAR(bass_slope(usual, 5.0), grown / (2.0 * small), 1e-5);
  EXPECT_LT(bass_slope(usual, bass_peak_time(usual) + 1.0),
            bass_slope(usual, bass_peak_time(usual)));
}
TEST(BassFit, FindsTheCurveThatMadeTheNumbers) {
  for (const BassSample sample : {BassSample::growth_over_period, BassSample::slope_at_number}) {
    std::vector<double> adopting;
    for (int k = 1; k <= 15; ++k) adopting.push_back(bass_sample(usual, sample, k));
    const auto fit = bass_curve_fit(adopting, sample);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->innovation, usual.innovation, 1e-6);
    EXPECT_NEAR(fit->imitation, usual.imitation, 1e-5);
    EXPECT_NEAR(fit->market, usual.market, 1e-3);
    EXPECT_NEAR(*bass_error(*fit, adopting, sample), 0.0, 1e-4);
  }
}
TEST(BassFit, OfTheRecursionIsExactOnItsOwnNumbers) {
  std::vector<double> steps(8);
  bass_steps(usual, steps);
  const auto fit = bass_linear_fit(steps);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->innovation, usual.innovation, 1e-9);
  EXPECT_NEAR(fit->imitation, usual.imitation, 1e-9);
  EXPECT_NEAR(fit->market, usual.market, 1e-6);
}
TEST(BassFit, OfTooFewPeriodsThereIsNone) {
  EXPECT_FALSE(bass_linear_fit(std::array{1.0, 2.0}));
  EXPECT_FALSE(bass_curve_fit(std::array{1.0, 2.0, 3.0}, BassSample::growth_over_period));
  EXPECT_FALSE(bass_error(usual, std::array{1.0, 2.0, 3.0}, BassSample::growth_over_period));
}
TEST(Learning, EachDoublingTakesOffTheSameShare) {
  EXPECT_NEAR(learning_curve(100.0 * dollar, 8.0, 0.2).value(), 51.2, 1e-12);
  EXPECT_EQ(learning_curve(100.0 * dollar, 8.0, 0.0), 100.0 * dollar);
  EXPECT_THROW((void)learning_curve(dollar, 0.5, 0.2), std::domain_error);
  EXPECT_THROW((void)learning_curve(dollar, 2.0, 1.0), std::domain_error);
}
TEST(Decline, AFactorOfTenAYearHalvesInLogTwoOfOne) {
  EXPECT_NEAR(decade_decline(1.0).fraction, -0.9, 1e-15);
  EXPECT_NEAR(ratio(halving_time(decade_decline(1.0)), one_year), std::log10(2.0), 1e-12);
  EXPECT_THROW((void)halving_time({0.1, Period::year}), std::domain_error);
  EXPECT_NEAR((decay_charge(1000.0 * dollar, 0.14) * one_hour).value(),
              1000.0 * 0.14 * std::log(10.0) / 8766.0, 1e-12);
}
TEST(Newsvendor, WithEqualCostsBuysTheMedian) {
  EXPECT_NEAR(newsvendor(Normal{50.0, 20.0}, dollar, dollar), 50.0, 1e-12);
  EXPECT_GT(newsvendor(Normal{50.0, 20.0}, 2.0 * dollar, dollar), 50.0);
  EXPECT_THROW((void)critical_ratio(Money{}, dollar), std::domain_error);
}

}  // namespace
}  // namespace weft::economics::adoption_test
