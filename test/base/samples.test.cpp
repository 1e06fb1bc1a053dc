// SPDX-License-Identifier: Apache-2.0
#include "weft/base/all_roots.hpp"
#include "weft/base/day_count.hpp"
#include "weft/base/low_discrepancy.hpp"
#include "weft/base/monotone_curve.hpp"
#include "weft/base/variance_indices.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

namespace weft {
namespace {

RC_GTEST_PROP(Date, DaysAreCountedWithoutGaps, ()) {
  const Date day{*rc::gen::inRange(1900, 2200), *rc::gen::inRange(1, 13), 28};
  const Date next = day.day < days_in_month(day.year, day.month)
                        ? Date{day.year, day.month, day.day + 1}
                        : add_months({day.year, day.month, 1}, 1);
  RC_ASSERT(days_between(day, next) == 1);
  RC_ASSERT(days_between(next, day) == -1);
}
RC_GTEST_PROP(DayCount, AFewYearsAreAFewYearsByEachCount, ()) {
  const auto count = static_cast<DayCount>(*rc::gen::inRange(0, 11));
  const std::int64_t years = *rc::gen::inRange(1, 40);
  const Date from{*rc::gen::inRange(2000, 2030), *rc::gen::inRange(1, 13), 15};
  const double counted = year_fraction(count, from, add_months(from, 12 * years));
  RC_ASSERT(std::abs(counted / static_cast<double>(years) - 1.0) < 0.02);
  RC_ASSERT(year_fraction(count, add_months(from, 12 * years), from) == -counted);
}
TEST(DayCount, ConventionsDifferAtTheEndOfFebruary) {
  const Date from{2023, 2, 28};
  const Date to{2023, 8, 31};
  EXPECT_DOUBLE_EQ(year_fraction(DayCount::thirty_360_us, from, to), 0.5);
  EXPECT_DOUBLE_EQ(year_fraction(DayCount::thirty_360_isda, from, to), 183.0 / 360.0);
  EXPECT_DOUBLE_EQ(year_fraction(DayCount::thirty_e_360, from, to), 182.0 / 360.0);
  EXPECT_DOUBLE_EQ(year_fraction(DayCount::thirty_e_plus_360, from, to), 183.0 / 360.0);
  EXPECT_DOUBLE_EQ(year_fraction(DayCount::thirty_e_360_isda, from, to), 0.5);
  EXPECT_DOUBLE_EQ(year_fraction(DayCount::actual_360, from, to), 184.0 / 360.0);
}

TEST(Sobol, EachAxisFillsEveryCellOnce) {
  for (std::size_t dimension = 0; dimension < SobolAxis::most; ++dimension) {
    const SobolAxis axis(dimension);
    std::set<int> cells;
    for (std::uint32_t n = 0; n < 256; ++n) cells.insert(static_cast<int>(axis.at(n) * 256.0));
    EXPECT_EQ(cells.size(), 256U) << dimension;
  }
  EXPECT_THROW((void)SobolAxis(SobolAxis::most), std::domain_error);
}
TEST(Sobol, PairsOfAxesFillEverySquareAlike) {
  for (std::size_t other = 1; other < SobolAxis::most; ++other) {
    const SobolAxis x(0);
    const SobolAxis y(other);
    std::array<int, 4> squares{};
    for (std::uint32_t n = 0; n < 256; ++n) {
      ++squares[2 * static_cast<std::size_t>(x.at(n) * 2.0) +
                static_cast<std::size_t>(y.at(n) * 2.0)];
    }
    for (const int points : squares) EXPECT_EQ(points, 64) << other;
  }
}
TEST(VarianceIndices, OfASumAreTheSharesOfItsTerms) {
  std::array<VarianceIndex, 3> indices{};
  variance_indices([](std::span<const double> x) { return 3.0 * x[0] + 4.0 * x[1]; }, 1U << 14U,
                   indices);
  EXPECT_NEAR(indices[0].first, 9.0 / 25.0, 1e-3);
  EXPECT_NEAR(indices[1].total, 16.0 / 25.0, 1e-3);
  EXPECT_EQ(indices[2].total, 0.0);
}
TEST(VarianceIndices, OfAConstantAreZero) {
  std::array<VarianceIndex, 2> indices{};
  variance_indices([](std::span<const double>) { return 7.0; }, 64, indices);
  EXPECT_EQ(indices[0], VarianceIndex{});
  std::array<VarianceIndex, 6> many{};
  EXPECT_THROW(variance_indices([](std::span<const double>) { return 0.0; }, 64, many),
               std::domain_error);
}

RC_GTEST_PROP(MonotoneCurve, NeverLeavesTheRangeOfItsNeighbours, ()) {
  const auto count = static_cast<std::size_t>(*rc::gen::inRange(2, 9));
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t i = 0; i < count; ++i) {
    x.push_back(static_cast<double>(i) + *rc::gen::inRange(0, 90) / 100.0);
    y.push_back(*rc::gen::inRange(-100, 100));
  }
  std::vector<double> slopes(count);
  monotone_slopes(x, y, slopes);
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const double at = x[i] + *rc::gen::inRange(0, 101) / 100.0 * (x[i + 1] - x[i]);
    const auto value = monotone_value(x, y, slopes, std::min(at, x.back()));
    RC_ASSERT(value.has_value());
    RC_ASSERT(*value >= std::min(y[i], y[i + 1]) - 1e-9);
    RC_ASSERT(*value <= std::max(y[i], y[i + 1]) + 1e-9);
  }
  RC_ASSERT(!monotone_value(x, y, slopes, x.back() + 0.1));
}
TEST(MonotoneCurve, RefusesPointsThatDoNotAscend) {
  std::vector<double> slopes(2);
  EXPECT_THROW(monotone_slopes(std::array{1.0, 1.0}, std::array{0.0, 1.0}, slopes),
               std::domain_error);
  EXPECT_THROW(monotone_slopes(std::array{1.0, 2.0, 3.0}, std::array{0.0, 1.0}, slopes),
               std::logic_error);
}

TEST(AllRoots, FindsCrossingsAndTouches) {
  const auto f = [](double x) { return (x - 1.0) * (x - 2.5) * (x - 2.5) * (x - 4.0); };
  std::vector<double> roots;
  find_all_roots(
      f, [](double) { return 100.0; }, [](std::size_t k) { return 0.07 * static_cast<double>(k); },
      {.points = 80}, [&](double x) { roots.push_back(x); });
  ASSERT_EQ(roots.size(), 3U);
  EXPECT_NEAR(roots[0], 1.0, 1e-12);
  EXPECT_NEAR(roots[1], 2.5, 1e-6);
  EXPECT_NEAR(roots[2], 4.0, 1e-12);
}

}  // namespace
}  // namespace weft
