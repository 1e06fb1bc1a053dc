// SPDX-License-Identifier: Apache-2.0
#include "weft/units/normal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <stdexcept>

namespace weft {
namespace {

RC_GTEST_PROP(Normal, TheQuantileIsTheInverse, ()) {
  const double p = (*rc::gen::inRange(0, 1000000) + 0.5) / 1000000.0;
  RC_ASSERT(std::abs(normal_below(normal_quantile(p)) - p) < 1e-15 + 1e-13 * p);
}
TEST(Normal, FarTailsAreExactToo) {
  EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-12);
  EXPECT_NEAR(normal_quantile(0.95), 1.6448536269514722, 1e-15);
  EXPECT_EQ(normal_quantile(0.5), 0.0);
  EXPECT_THROW((void)normal_quantile(0.0), std::domain_error);
  EXPECT_THROW((void)normal_quantile(1.0), std::domain_error);
}
TEST(Interval, GivesBackItsEnds) {
  const Normal plain = normal_between(2.0, 4.0);
  EXPECT_NEAR(plain.quantile(0.05), 2.0, 1e-14);
  EXPECT_NEAR(plain.quantile(0.95), 4.0, 1e-14);
  const Lognormal skewed = lognormal_between(5.0, 10.0);
  EXPECT_NEAR(skewed.quantile(0.05), 5.0, 1e-13);
  EXPECT_NEAR(skewed.quantile(0.95), 10.0, 1e-13);
  EXPECT_NEAR(skewed.median(), std::sqrt(50.0), 1e-13);
  EXPECT_GT(skewed.mean(), skewed.median());
  EXPECT_THROW((void)lognormal_between(0.0, 1.0), std::domain_error);
  EXPECT_THROW((void)normal_between(2.0, 1.0), std::domain_error);
}
TEST(Interval, WhatLiesAboveAndBelowAFloorIsTheMean) {
  const Lognormal of = lognormal_between(5.0, 10.0);
  EXPECT_NEAR(of.expected_above(0.0), of.mean(), 1e-13);
  EXPECT_NEAR(of.expected_above(-3.0), of.mean() + 3.0, 1e-13);
  EXPECT_NEAR(of.expected_above(1e6), 0.0, 1e-12);
  EXPECT_NEAR(lognormal_between(7.0, 7.0).expected_above(4.0), 3.0, 1e-13);
}

}  // namespace
}  // namespace weft
