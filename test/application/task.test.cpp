// SPDX-License-Identifier: Apache-2.0
#include "weft/application/task.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <stdexcept>
#include <vector>

namespace weft::application::task_test {
namespace {

TEST(TaskUse, OfNoStepsIsNothing) {
  EXPECT_EQ(task_use({}), TaskUse{});
  EXPECT_EQ(task_cost({}, 0.5).total(), Money{});
}
TEST(CostPerSuccess, IsAbsentWhenNothingSucceeds) {
  EXPECT_FALSE(cost_per_success(dollar, 0.0));
  EXPECT_EQ(*cost_per_success(dollar, 1.0), dollar);
  EXPECT_THROW((void)cost_per_success(dollar, 1.5), std::domain_error);
}

TEST(TaskTime, AgreesWithPlayingManyTasks) {
  // Seven or eight calls of 2 s each, one of ten repeated, with half a second after each.
  const AgentStep step{.times = {7.5, 7.5},
                       .output = 101.0 * token,
                       .pause = 0.5 * second,
                       .latency = {second, second, 0.01 * second / token, 0.01 * second / token}};
  const std::array<AgentStep, 1> steps{step};
  std::array<StepUse, 1> each{};
  run_steps(steps, 0.1, each);
  const TaskUse task = task_use(each);

  std::mt19937_64 random(1);
  const auto uniform = [&] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
  std::vector<double> times;
  double sum = 0.0;
  for (int n = 0; n < 40000; ++n) {
    double time = 0.0;
    const int calls = uniform() < 0.5 ? 7 : 8;
    for (int call = 0; call < calls; ++call) {
      do time += 2.0;
      while (uniform() < 0.1);
      time += 0.5;
    }
    times.push_back(time);
    sum += time;
  }
  std::sort(times.begin(), times.end());
  EXPECT_NEAR(task.time.value(), sum / 40000.0, 0.01 * task.time.value());
  EXPECT_NEAR(task_time_p90(task).value(), times[36000], 0.05 * times[36000]);
}

RC_GTEST_PROP(TaskCost, IsWhatTheStepsAreChargedAndItsRetriesVanish, ()) {
  std::vector<StepUse> steps(static_cast<std::size_t>(*rc::gen::inRange(0, 6)));
  Money charged{};
  for (StepUse& each : steps) {
    const auto amount = [] { return *rc::gen::inRange(0, 1000) / 100.0 * dollar; };
    each.charge = {amount(), amount(), amount()};
    each.tools = amount();
    charged = charged + each.charge.total() + each.tools;
  }
  const double retry = *rc::gen::inRange(0, 90) / 100.0;
  RC_ASSERT(std::abs((task_cost(steps, retry).total() - charged).value()) < 1e-10);
  RC_ASSERT(task_cost(steps, 0.0).retries == Money{});
}
RC_GTEST_PROP(TaskCost, IsLinearInThePrices, ()) {
  const double price = *rc::gen::inRange(1, 1000) * 1e-9;
  const auto cost = [](double scale) {
    const MoneyPerToken each = scale * dollar / token;
    const std::array<AgentStep, 1> steps{AgentStep{.times = {4.0, 6.0},
                                                   .input = 800.0 * token,
                                                   .output = 200.0 * token,
                                                   .resends_history = true,
                                                   .cached_share = 0.5,
                                                   .prices = {each, each, each}}};
    std::array<StepUse, 1> use{};
    run_steps(steps, 0.06, use);
    return task_cost(use, 0.06).total();
  };
  RC_ASSERT(cost(2.0 * price) == 2.0 * cost(price));
}

}  // namespace
}  // namespace weft::application::task_test
