// SPDX-License-Identifier: Apache-2.0
#include "weft/application/repeats.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <stdexcept>

namespace weft::application::repeats_test {
namespace {

double counted_turns(int turns) {
  double again = 0.0;
  for (int k = 1; k <= turns; ++k) {
    for (int earlier = 1; earlier < k; ++earlier) again += 1.0;
  }
  return again;
}

TEST(ResentTurns, AgreesWithCountingAtWholeNumbers) {
  for (int n = 0; n <= 60; ++n) {
    EXPECT_EQ(resent_turns({n * 1.0, n * 1.0}), counted_turns(n)) << n;
  }
}
TEST(ResentTurns, IsTheMeanOfTheNeighboursBetweenWholeNumbers) {
  for (double mean = 0.0; mean < 20.0; mean += 0.125) {
    const double below = std::floor(mean);
    const double part = mean - below;
    const double expected = (1.0 - part) * counted_turns(static_cast<int>(below)) +
                            part * counted_turns(static_cast<int>(below) + 1);
    EXPECT_NEAR(resent_turns({mean, mean}), expected, 1e-12) << mean;
  }
}
TEST(ResentTurns, RefusesANegativeMean) {
  EXPECT_THROW((void)resent_turns({-1.0, 0.0}), std::domain_error);
}
TEST(Attempts, RefusesARetryThatNeverEnds) {
  EXPECT_THROW((void)attempts(1.0), std::domain_error);
  EXPECT_THROW((void)attempts(-0.1), std::domain_error);
  EXPECT_THROW((void)attempts(std::nan("")), std::domain_error);
}
TEST(Attempts, AgreesWithSummingTheSeries) {
  for (const double retry : {0.0, 0.06, 0.5, 0.9}) {
    double sum = 0.0;
    for (int k = 0; k < 2000; ++k) sum += std::pow(retry, k);
    EXPECT_NEAR(attempts(retry), sum, 1e-9);
  }
}

RC_GTEST_PROP(ResentTurns, NeverFallsWithTheSpread, ()) {
  const double mean = *rc::gen::inRange(0, 2000) / 100.0;
  const double more = *rc::gen::inRange(0, 1000) / 100.0;
  RC_ASSERT(resent_turns({mean, mean + more}) >= resent_turns({mean, mean}));
  RC_ASSERT(resent_turns({mean, mean}) >= -1e-13);
}
RC_GTEST_PROP(ResentTurns, AgreesWithADistributionOfThatVariance, ()) {
  // Two values, equally likely: mean in the middle, deviation half their distance.
  const int low = *rc::gen::inRange(0, 20);
  const int high = low + 2 * *rc::gen::inRange(0, 10);
  const double mean = (low + high) / 2.0;
  const double p95 = mean + normal_p95 * (high - low) / 2.0;
  const double expected = (counted_turns(low) + counted_turns(high)) / 2.0;
  RC_ASSERT(std::abs(resent_turns({mean, p95}) - expected) < 1e-9);
}

}  // namespace
}  // namespace weft::application::repeats_test
