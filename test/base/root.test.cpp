// SPDX-License-Identifier: Apache-2.0
#include "weft/base/root.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <optional>

namespace root_test {
namespace {

using weft::find_root;

TEST(FindRoot, FindsTheRootOfALine) {
  EXPECT_EQ(find_root([](double x) { return x - 3.0; }, 0.0, 10.0), 3.0);
  EXPECT_EQ(find_root([](double x) { return 3.0 - x; }, 0.0, 10.0), 3.0);
}

TEST(FindRoot, FindsTheCaseOfDekker) {  // x^3 - 2x - 5, root 2.0945514815423265
  const auto root = find_root([](double x) { return x * x * x - 2.0 * x - 5.0; }, 2.0, 3.0);
  ASSERT_TRUE(root);
  EXPECT_NEAR(*root, 2.0945514815423265, 1e-12);
}

TEST(FindRoot, TakesAnEndThatIsARoot) {
  EXPECT_EQ(find_root([](double x) { return x; }, 0.0, 1.0), 0.0);
  EXPECT_EQ(find_root([](double x) { return x - 1.0; }, 0.0, 1.0), 1.0);
}

TEST(FindRoot, FindsNothingWithoutAChangeOfSign) {
  EXPECT_EQ(find_root([](double x) { return x * x + 1.0; }, -1.0, 1.0), std::nullopt);
  EXPECT_EQ(find_root([](double) { return std::nan(""); }, -1.0, 1.0), std::nullopt);
  EXPECT_EQ(find_root([](double x) { return x == 1.0    ? 1.0
                                            : x == -1.0 ? -1.0
                                                        : std::nan(""); },
                      -1.0, 1.0),
            std::nullopt);
}

TEST(FindRoot, StopsAtTheCapOfEvaluations) {
  int calls = 0;
  const auto hard = [&](double x) {
    ++calls;
    return x < 0.3 ? -1.0 : 1.0;
  };
  EXPECT_EQ(find_root(hard, 0.0, 1.0, {.relative = 1e-12, .absolute = 0.0, .evaluations = 10}),
            std::nullopt);
  EXPECT_EQ(calls, 10);
}

TEST(FindRoot, BisectsAStep) {
  int calls = 0;
  const auto root = find_root(
      [&](double x) {
        ++calls;
        return x < 0.3 ? -1.0 : 1.0;
      },
      0.0, 1.0);
  ASSERT_TRUE(root);
  EXPECT_NEAR(*root, 0.3, 1e-12);
  EXPECT_LT(calls, 100);
}

TEST(FindRoot, NeedsFewEvaluationsForASmoothFunction) {
  int calls = 0;
  const auto root = find_root(
      [&](double x) {
        ++calls;
        return std::exp(x) - 5.0;
      },
      0.0, 10.0);
  ASSERT_TRUE(root);
  EXPECT_NEAR(*root, 1.6094379124341003, 1e-12);
  EXPECT_LT(calls, 20);
}

TEST(FindRoot, UsesTheAbsoluteToleranceNearZero) {
  const auto root = find_root([](double x) { return x * x * x; }, -1.0, 2.0,
                              {.relative = 0.0, .absolute = 1e-6, .evaluations = 200});
  ASSERT_TRUE(root);
  EXPECT_NEAR(*root, 0.0, 1e-6);
}

RC_GTEST_PROP(FindRootProperty, FindsCubicRootsInEitherDirection, ()) {
  const double wanted = 0.01 * *rc::gen::inRange(-9000, 9000);
  const bool falling = *rc::gen::arbitrary<bool>();
  const auto f = [&](double x) {
    const double away = x - wanted;
    return (falling ? -1.0 : 1.0) * (away * away * away + away);
  };
  const auto root = find_root(f, -100.0, 120.0);
  RC_ASSERT(root.has_value());
  RC_ASSERT(std::fabs(*root - wanted) <= 1e-10 * (1.0 + std::fabs(wanted)));
}

}  // namespace
}  // namespace root_test
