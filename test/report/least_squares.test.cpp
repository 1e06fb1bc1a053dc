// SPDX-License-Identifier: Apache-2.0
#include "least_squares.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace weft {
namespace {

/// y = 2 exp(0.7 x) at twenty places.
void growth(std::span<const double> at, std::span<double> off) {
  for (std::size_t i = 0; i < off.size(); ++i) {
    const double x = 0.1 * static_cast<double>(i);
    off[i] = 100.0 * (at[0] * std::exp(at[1] * x) - 2.0 * std::exp(0.7 * x));
  }
}

TEST(LeastSquares, FindsWhatMadeTheNumbers) {
  const FitResult found =
      least_squares({{"a", 1, 1, 10, -100, 100}, {"b", 0.5, 0.5, 10, 0, 5}}, 20, growth);
  EXPECT_TRUE(found.converged);
  EXPECT_NEAR(found.values[0], 2.0, 1e-6);
  EXPECT_NEAR(found.values[1], 0.7, 1e-6);
  EXPECT_GT(found.information[0], 0.99);
}

TEST(LeastSquares, TheSameOnEveryRun) {
  const auto once = [] {
    return least_squares({{"a", 1, 1, 10, -100, 100}, {"b", 0.5, 0.5, 10, 0, 5}}, 20, growth);
  };
  EXPECT_EQ(once().values, once().values);
}

TEST(LeastSquares, KeepsThePriorWhereRowsSayNothing) {
  const FitResult found = least_squares(
      {{"a", 1, 1, 10, -100, 100}, {"b", 0.5, 0.5, 10, 0, 5}, {"c", 3, 4, 1, 0, 9}}, 20, growth);
  EXPECT_NEAR(found.values[2], 4.0, 1e-9);
  EXPECT_NEAR(found.information[2], 0.0, 1e-9);
}

TEST(LeastSquares, HoldsWhatHasNoDeviationAndStaysBetweenBounds) {
  const FitResult found =
      least_squares({{"a", 2.5, 1, 0, 0, 9}, {"b", 0.5, 0.5, 10, 0, 0.55}}, 20, growth);
  EXPECT_EQ(found.values[0], 2.5);
  EXPECT_EQ(found.deviations[0], 0.0);
  EXPECT_LE(found.values[1], 0.55);
}

TEST(LeastSquares, OneWrongRowPullsLessWhenRobust) {
  const auto spoiled = [](std::span<const double> at, std::span<double> off) {
    for (std::size_t i = 0; i < off.size(); ++i) off[i] = at[0] - (i == 0 ? 100.0 : 1.0);
  };
  const std::vector<FitParameter> start{{"a", 0, 0, 1000, -1000, 1000}};
  const double plain = least_squares(start, 11, spoiled).values[0];
  const double robust = least_squares(start, 11, spoiled, {.robust_from = 0.5}).values[0];
  EXPECT_NEAR(plain, 10.0, 1e-3);
  EXPECT_LT(robust, 1.5);
}

TEST(LeastSquares, RefusesAStartOutsideItsBounds) {
  EXPECT_THROW(
      (void)least_squares({{"a", 7, 1, 1, 0, 5}}, 1,
                          [](std::span<const double>, std::span<double> off) { off[0] = 0.0; }),
      std::domain_error);
}

}  // namespace
}  // namespace weft
