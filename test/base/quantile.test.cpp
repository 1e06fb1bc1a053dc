// SPDX-License-Identifier: Apache-2.0
#include "weft/base/quantile.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace quantile_test {
namespace {

using weft::quantile;

struct Weighted {
  double value = 0.0;
  double weight = 0.0;
};
template <class Items>
constexpr double weighted(const Items& items, double p) {
  return weft::weighted_quantile(items, p, &Weighted::value, &Weighted::weight);
}

constexpr std::array sample{1.0, 2.0, 4.0, 8.0, 16.0};
static_assert(quantile(std::span<const double>(sample), 0.5) == 4.0);

TEST(Quantile, IsLinearBetweenThePointsOfTheSample) {
  const std::span<const double> sorted(sample);
  EXPECT_EQ(quantile(sorted, 0.0), 1.0);
  EXPECT_EQ(quantile(sorted, 1.0), 16.0);
  EXPECT_EQ(quantile(sorted, 0.25), 2.0);
  EXPECT_DOUBLE_EQ(quantile(sorted, 0.1), 1.4);
  EXPECT_DOUBLE_EQ(quantile(sorted, 0.95), 14.4);
}

TEST(Quantile, OfOnePointIsThatPoint) {
  const std::array one{7.0};
  EXPECT_EQ(quantile(std::span<const double>(one), 0.3), 7.0);
}

TEST(Quantile, RefusesAnEmptySampleAndAShareOutsideOneAndZero) {
  const std::span<const double> sorted(sample);
  EXPECT_THROW((void)quantile(std::span<const double>{}, 0.5), std::domain_error);
  EXPECT_THROW((void)quantile(sorted, -0.1), std::domain_error);
  EXPECT_THROW((void)quantile(sorted, 1.1), std::domain_error);
  EXPECT_THROW((void)quantile(sorted, std::nan("")), std::domain_error);
}

TEST(WeightedQuantile, IsTheFirstValueThatReachesTheShare) {
  const std::array sorted{Weighted{12.0, 0.50}, Weighted{20.0, 0.35}, Weighted{36.0, 0.15}};
  EXPECT_EQ(weighted(sorted, 0.0), 12.0);
  EXPECT_EQ(weighted(sorted, 0.5), 12.0);
  EXPECT_EQ(weighted(sorted, 0.51), 20.0);
  EXPECT_EQ(weighted(sorted, 0.9), 36.0);
  EXPECT_EQ(weighted(sorted, 1.0), 36.0);
}

TEST(WeightedQuantile, SkipsWhatNeverHappensAndScalesWeights) {
  const std::array sorted{Weighted{1.0, 0.0}, Weighted{2.0, 30.0}, Weighted{3.0, 10.0},
                          Weighted{4.0, 0.0}};
  EXPECT_EQ(weighted(sorted, 0.0), 2.0);
  EXPECT_EQ(weighted(sorted, 0.75), 2.0);
  EXPECT_EQ(weighted(sorted, 1.0), 3.0);
}

TEST(WeightedQuantile, RefusesWeightsThatAreNone) {
  const std::array none{Weighted{1.0, 0.0}};
  const std::array negative{Weighted{1.0, -1.0}, Weighted{2.0, 3.0}};
  EXPECT_THROW((void)weighted(none, 0.5), std::domain_error);
  EXPECT_THROW((void)weighted(negative, 0.5), std::domain_error);
  EXPECT_THROW((void)weighted(std::array<Weighted, 0>{}, 0.5), std::domain_error);
}

}  // namespace
}  // namespace quantile_test
