// SPDX-License-Identifier: Apache-2.0
#include "weft/application/demand.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <stdexcept>

namespace weft::application::demand_test {
namespace {

constexpr Frequency hertz = 1.0 / second;

TEST(Demand, InTheFirstMonthIsAsWritten) {
  const Demand demand{40.0 * hertz, {0.04, Period::month}, 3.0};
  EXPECT_EQ(demand_at(demand, 0.0), (DemandAt{40.0 * hertz, 120.0 * hertz}));
}
TEST(AddCallRates, SkipsToolsAndRefusesUnknownWorkloads) {
  const std::array<StepUse, 2> steps{StepUse{.calls = 2.0}, StepUse{}};
  std::array<Frequency, 1> rates{5.0 * hertz};
  add_call_rates(10.0 * hertz, steps, std::array<std::size_t, 2>{0, 99}, rates);
  EXPECT_EQ(rates[0], 25.0 * hertz);
  EXPECT_THROW(add_call_rates(hertz, steps, std::array<std::size_t, 2>{1, 0}, rates),
               std::logic_error);
  EXPECT_THROW(add_call_rates(hertz, steps, std::array<std::size_t, 1>{0}, rates),
               std::logic_error);
}
TEST(CostPerUser, IsAbsentWithoutUsers) {
  EXPECT_FALSE(cost_per_user(dollar, hertz, 0.0));
  EXPECT_FALSE(users_supported(10.0, hertz, Frequency{}));
}
TEST(CostPerUser, OfNoTasksIsZero) {
  EXPECT_EQ(*cost_per_user(dollar, Frequency{}, 10.0), MoneyRate{});
}

RC_GTEST_PROP(Demand, CompoundsMonthByMonth, ()) {
  const double growth = *rc::gen::inRange(-20, 30) / 100.0;
  const int months = *rc::gen::inRange(0, 60);
  double rate = 40.0;
  for (int m = 0; m < months; ++m) rate *= 1.0 + growth;
  const DemandAt at = demand_at({40.0 * hertz, {growth, Period::month}, 2.0}, months);
  RC_ASSERT(std::abs(at.mean.value() - rate) < 1e-11 * rate);
  RC_ASSERT(at.peak == 2.0 * at.mean);
}

}  // namespace
}  // namespace weft::application::demand_test
