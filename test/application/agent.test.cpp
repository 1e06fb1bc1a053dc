// SPDX-License-Identifier: Apache-2.0
#include "weft/application/agent.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>
#include <vector>

namespace weft::application::agent_test {
namespace {

std::vector<AgentStep> some_steps() {
  std::vector<AgentStep> steps;
  const auto count = *rc::gen::inRange(0, 5);
  for (int i = 0; i < count; ++i) {
    AgentStep step;
    const double times = *rc::gen::inRange(0, 12);
    step.times = {times, times};
    step.calls_model = *rc::gen::inRange(0, 4) != 0;
    step.input = *rc::gen::inRange(0, 5000) * 1.0 * token;
    step.output = *rc::gen::inRange(0, 800) * 1.0 * token;
    step.resends_history = *rc::gen::arbitrary<bool>();
    step.cached_share = *rc::gen::inRange(0, 101) / 100.0;
    step.tool_cost = *rc::gen::inRange(0, 10) * 0.001 * dollar;
    steps.push_back(step);
  }
  return steps;
}

/// The twin that plays one task turn by turn and remembers all that was said.
TokenUse played(const std::vector<AgentStep>& steps) {
  TokenUse use;
  double said = 0.0;
  for (const AgentStep& step : steps) {
    if (!step.calls_model) continue;
    for (int turn = 0; turn < static_cast<int>(step.times.mean); ++turn) {
      const double again = step.resends_history ? said : 0.0;
      use.cached_input = use.cached_input + step.cached_share * again * token;
      use.input = use.input + step.input + (1.0 - step.cached_share) * again * token;
      use.output = use.output + step.output;
      said += (step.input + step.output).value();
    }
  }
  return use;
}

TokenUse summed(const std::vector<StepUse>& each) {
  TokenUse sum;
  for (const StepUse& one : each) sum = sum + one.tokens;
  return sum;
}
void expect_same(const TokenUse& a, const TokenUse& b) {
  const double allowed = 1e-12 * (1.0 + b.total().value());
  RC_ASSERT(std::abs((a.input - b.input).value()) < allowed);
  RC_ASSERT(std::abs((a.cached_input - b.cached_input).value()) < allowed);
  RC_ASSERT(std::abs((a.output - b.output).value()) < allowed);
}

TEST(RunSteps, OfNoStepsUsesNothing) { EXPECT_NO_THROW(run_steps({}, 0.0, {})); }
TEST(RunSteps, WantsOnePlaceAStep) {
  const std::vector<AgentStep> steps(2);
  std::vector<StepUse> each(1);
  EXPECT_THROW(run_steps(steps, 0.0, each), std::logic_error);
}
TEST(RunSteps, OfOneCallSendsNoHistory) {
  const std::vector<AgentStep> steps{
      {.input = 100.0 * token, .output = 10.0 * token, .resends_history = true}};
  std::vector<StepUse> each(1);
  run_steps(steps, 0.0, each);
  EXPECT_EQ(each[0].tokens, (TokenUse{100.0 * token, {}, 10.0 * token}));
  EXPECT_EQ(each[0].calls, 1.0);
}
TEST(StepTokens, GrowsWithTheSquareOfTheTurns) {
  const auto input = [](double turns) {
    const AgentStep step{.times = {turns, turns}, .input = token, .resends_history = true};
    return step_tokens(step, {}, 0.0).input.value();
  };
  EXPECT_EQ(input(10.0), 55.0);
  EXPECT_EQ(input(20.0), 210.0);
}
TEST(StepUse, OfAToolCallsNoModel) {
  const AgentStep tool{.times = {2.0, 2.0},
                       .calls_model = false,
                       .input = token,
                       .tool_time = second,
                       .tool_cost = dollar};
  const StepUse use = step_use(tool, 1000.0 * token, 0.5);
  EXPECT_EQ(use.calls, 0.0);
  EXPECT_EQ(use.tokens, TokenUse{});
  EXPECT_EQ(use.time, 4.0 * second);
  EXPECT_EQ(use.tools, 4.0 * dollar);
}
TEST(StepUse, WithoutSpreadHasNoVariance) {
  const AgentStep step{
      .times = {3.0, 3.0}, .output = 5.0 * token, .latency = {second, second, {}, {}}};
  EXPECT_EQ(step_use(step, {}, 0.0).time_variance, 0.0);
  EXPECT_GT(step_use(step, {}, 0.1).time_variance, 0.0);
}

RC_GTEST_PROP(RunSteps, AgreesWithPlayingTheTask, ()) {
  const auto steps = some_steps();
  std::vector<StepUse> each(steps.size());
  run_steps(steps, 0.0, each);
  expect_same(summed(each), played(steps));
}
RC_GTEST_PROP(RunSteps, RepeatsEachCallByTheRetries, ()) {
  const auto steps = some_steps();
  std::vector<StepUse> plain(steps.size());
  std::vector<StepUse> again(steps.size());
  run_steps(steps, 0.0, plain);
  run_steps(steps, 0.2, again);
  expect_same(summed(again), 1.25 * summed(plain));
}
RC_GTEST_PROP(RunSteps, UsesNoFewerTokensWithoutACache, ()) {
  auto steps = some_steps();
  std::vector<StepUse> cached(steps.size());
  std::vector<StepUse> computed(steps.size());
  run_steps(steps, 0.0, cached);
  for (AgentStep& step : steps) step.cached_share = 0.0;
  run_steps(steps, 0.0, computed);
  RC_ASSERT(summed(computed).input.value() >= summed(cached).input.value() * (1.0 - 1e-12));
}

}  // namespace
}  // namespace weft::application::agent_test
