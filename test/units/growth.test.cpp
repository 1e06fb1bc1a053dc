// SPDX-License-Identifier: Apache-2.0
#include "weft/units/growth.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace growth_test {
namespace {

using weft::factor;
using weft::per_month;
using weft::per_year;
using weft::Period;
using weft::PerPeriod;

constexpr PerPeriod yearly(double fraction) { return {fraction, Period::year}; }
constexpr PerPeriod monthly(double fraction) { return {fraction, Period::month}; }

TEST(Growth, TakesAYearForAYearlyRate) {
  EXPECT_DOUBLE_EQ(factor(yearly(0.08), 12.0), 1.08);
  EXPECT_DOUBLE_EQ(factor(yearly(0.08), 24.0), 1.08 * 1.08);
  EXPECT_DOUBLE_EQ(factor(monthly(0.02), 1.0), 1.02);
  EXPECT_DOUBLE_EQ(factor(monthly(0.02), 12.0), 1.2682417945625453);  // 1.02^12
  EXPECT_DOUBLE_EQ(factor(yearly(-0.6), 12.0), 0.4);
}

TEST(Growth, IsOneWhenNothingGrowsOrNoTimePasses) {
  EXPECT_EQ(factor(yearly(0.0), 100.0), 1.0);
  EXPECT_EQ(factor(yearly(0.3), 0.0), 1.0);
  EXPECT_EQ(factor(monthly(-1.0), 0.0), 1.0);
}

TEST(Growth, LosesEverythingAtMinusAHundredPercent) {
  EXPECT_EQ(factor(yearly(-1.0), 1.0), 0.0);
  EXPECT_EQ(per_month(yearly(-1.0)), -1.0);
  EXPECT_EQ(per_year(monthly(-1.0)), -1.0);
}

TEST(Growth, RefusesToLoseMoreThanThereIs) {
  EXPECT_THROW((void)factor(yearly(-1.1), 1.0), std::domain_error);
  EXPECT_THROW((void)per_month(yearly(-1.1)), std::domain_error);
  EXPECT_THROW((void)per_year(monthly(-1.1)), std::domain_error);
}

TEST(Growth, TakesATimeAsWellAsMonths) {
  EXPECT_DOUBLE_EQ(factor(yearly(0.08), weft::one_year), 1.08);
  EXPECT_DOUBLE_EQ(factor(monthly(0.02), weft::one_month), 1.02);
}

TEST(Growth, KeepsARateOfItsOwnPeriod) {
  EXPECT_EQ(per_year(yearly(0.08)), 0.08);
  EXPECT_EQ(per_month(monthly(0.02)), 0.02);
}

RC_GTEST_PROP(GrowthProperty, TwelveMonthsMakeAYear, ()) {
  const double fraction = 0.001 * *rc::gen::inRange(-900, 3000);
  const double month = per_month(yearly(fraction));
  const double year = per_year(monthly(month));
  RC_ASSERT(std::fabs(year - fraction) <= 1e-12 * (1.0 + std::fabs(fraction)));
  const double twelve = factor(monthly(month), 12.0);
  RC_ASSERT(std::fabs(twelve - (1.0 + fraction)) <= 1e-12 * (1.0 + fraction));
}

RC_GTEST_PROP(GrowthProperty, TimesAddUp, ()) {
  const PerPeriod growth = yearly(0.001 * *rc::gen::inRange(-900, 3000));
  const double a = *rc::gen::inRange(0, 120);
  const double b = *rc::gen::inRange(0, 120);
  const double whole = factor(growth, a + b);
  RC_ASSERT(std::fabs(factor(growth, a) * factor(growth, b) - whole) <= 1e-12 * whole);
}

}  // namespace
}  // namespace growth_test
