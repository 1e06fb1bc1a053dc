// SPDX-License-Identifier: Apache-2.0
#include "weft/study/plan_variance.hpp"

#include "weft/base/random.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace weft::study::plan_variance_test {
namespace {

MonthOfWork some_month(Random& random) {
  const auto maybe = [&](double most) {
    return random.uniform() < 0.3 ? std::optional<double>{}
                                  : std::optional(most * random.uniform());
  };
  MonthOfWork made;
  made.paid = 1e6 * random.uniform() * dollar;
  made.accelerators = random.uniform() < 0.2 ? 0.0 : std::floor(1000.0 * random.uniform());
  made.utilisation = maybe(1.0);
  made.work = maybe(500.0);
  return made;
}

std::vector<MonthOfWork> some_months(Random& random, std::size_t count) {
  std::vector<MonthOfWork> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(some_month(random));
  return made;
}

Money paid(const std::vector<MonthOfWork>& months, std::size_t first, std::size_t count) {
  Money sum{};
  for (std::size_t i = 0; i < count; ++i) sum = sum + months[first + i].paid;
  return sum;
}

TEST(PlanVariance, PartsSumToTheWholeWhateverTheMonths) {
  Random random(20270101, 1);
  for (int i = 0; i < 1000; ++i) {
    const auto planned = some_months(random, 24);
    const auto first = static_cast<std::size_t>(12.0 * random.uniform());
    const auto actual = some_months(random, 1 + static_cast<std::size_t>(11.0 * random.uniform()));
    const auto delay = static_cast<std::int64_t>(9.0 * random.uniform()) - 4;
    const PlanVariance parts = plan_variance(planned, actual, first, delay);
    const double whole =
        ratio(paid(actual, 0, actual.size()) - paid(planned, first, actual.size()), dollar);
    ASSERT_NEAR(ratio(parts.total(), dollar), whole, 1e-6 * 1e6);
  }
}

TEST(PlanVariance, APlanThatIsKeptHasNone) {
  Random random(20270101, 2);
  const auto planned = some_months(random, 12);
  EXPECT_EQ(plan_variance(planned, planned, 0, 0), PlanVariance{});
}

TEST(PlanVariance, EachPartIsMovedByItsOwnCauseAlone) {
  const MonthOfWork planned{100.0 * dollar, 10.0, 0.5, 20.0};
  // A tenth dearer: price at the actual quantity.
  EXPECT_EQ(month_variance(planned, {110.0 * dollar, 10.0, 0.5, 20.0}),
            (PlanVariance{.price = 10.0 * dollar}));
  // Twice the work on twice the accelerators.
  EXPECT_EQ(month_variance(planned, {200.0 * dollar, 20.0, 0.5, 40.0}),
            (PlanVariance{.volume = 100.0 * dollar}));
  // The same work on twice the accelerators, half as busy.
  EXPECT_EQ(month_variance(planned, {200.0 * dollar, 20.0, 0.25, 20.0}),
            (PlanVariance{.utilisation = 100.0 * dollar}));
  // The same work on twice the accelerators, as busy as planned: each does half.
  EXPECT_EQ(month_variance(planned, {200.0 * dollar, 20.0, 0.5, 20.0}),
            (PlanVariance{.performance = 100.0 * dollar}));
}

TEST(PlanVariance, APlanThatComesLaterIsTimingOnly) {
  const MonthOfWork none{};
  const MonthOfWork stands{100.0 * dollar, 10.0, 0.5, 20.0};
  const std::vector<MonthOfWork> planned{none, stands, stands, stands, stands};
  const std::vector<MonthOfWork> actual{none, none, none, stands};
  const auto late = months_late(planned, actual, 0);
  ASSERT_EQ(late, 2);
  EXPECT_EQ(plan_variance(planned, actual, 0, *late), (PlanVariance{.timing = -200.0 * dollar}));
}

TEST(PlanVariance, WhenAcceleratorsCameIsNotKnownWhereTheyStoodBefore) {
  const MonthOfWork stands{100.0 * dollar, 10.0, {}, {}};
  const std::vector<MonthOfWork> planned(6, stands);
  EXPECT_EQ(months_late(planned, std::vector<MonthOfWork>(3, stands), 2), std::nullopt);
  EXPECT_EQ(months_late(planned, std::vector<MonthOfWork>(3, MonthOfWork{}), 0), std::nullopt);
}

TEST(PlanVariance, RefusesMonthsOutsideThePlan) {
  const std::vector<MonthOfWork> planned(3);
  const std::vector<MonthOfWork> actual(2);
  EXPECT_THROW((void)plan_variance(planned, actual, 2, 0), std::domain_error);
  EXPECT_THROW((void)month_variance({{}, -1.0, {}, {}}, {}), std::domain_error);
}

}  // namespace
}  // namespace weft::study::plan_variance_test
