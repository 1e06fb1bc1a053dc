// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/agent.hpp"
#include "weft/application/token_use.hpp"
#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cmath>
#include <span>
#include <stdexcept>

namespace weft::application {

/// One task from its first step to its last.
struct TaskUse {
  double calls = 0.0;  ///< of serving workloads, retries included
  TokenUse tokens{};
  Time time{};  ///< mean
  Time time_deviation{};

  friend constexpr bool operator==(const TaskUse&, const TaskUse&) = default;
};

inline constexpr Formula task_time_card{
    "application.task-time", "sum of step times; P90 = mean + 1.2816 sqrt(sum of variances)",
    "definition; normal approximation of a sum of independent steps"};

/// Sums the steps of a task. Steps run one after the other and do not influence each other.
[[nodiscard]] inline TaskUse task_use(std::span<const StepUse> steps) {
  TaskUse task;
  double variance_sum = 0.0;
  for (const StepUse& each : steps) {
    task.calls += each.calls;
    task.tokens = task.tokens + each.tokens;
    task.time = task.time + each.time;
    variance_sum += each.time_variance;
  }
  task.time_deviation = std::sqrt(variance_sum) * second;
  return task;
}

/// The time that nine tasks of ten do not exceed. A simplification: the task time is taken as
/// normal, which understates long tails of few steps and is close for many.
[[nodiscard]] constexpr Time task_time_p90(const TaskUse& task) {
  return task.time + normal_p90 * task.time_deviation;
}
static_assert(task_time_p90({.time = 3.0 * second}) == 3.0 * second);

/// What a task costs. The first four terms are of attempts that count; `retries` is what the
/// repeated ones add to all of them.
struct TaskCost {
  Money input{};
  Money cached_input{};
  Money output{};
  Money tools{};
  Money retries{};

  [[nodiscard]] constexpr Money total() const {
    return input + cached_input + output + tools + retries;
  }
  friend constexpr bool operator==(const TaskCost&, const TaskCost&) = default;
};

inline constexpr Formula task_cost_card{"application.task-cost",
                                        "(tokens x unit costs + tools) / (1 - q)",
                                        "definition; retries are geometric"};

/// \param steps  as written by run_steps with the same retry.
/// \param retry  probability q that an attempt is repeated.
/// \throws std::domain_error if retry is outside [0, 1).
[[nodiscard]] constexpr TaskCost task_cost(std::span<const StepUse> steps, double retry) {
  const double counted = 1.0 / attempts(retry);
  TaskCost cost;
  for (const StepUse& each : steps) {
    cost.input = cost.input + counted * each.charge.input;
    cost.cached_input = cost.cached_input + counted * each.charge.cached_input;
    cost.output = cost.output + counted * each.charge.output;
    cost.tools = cost.tools + counted * each.tools;
    cost.retries = cost.retries + retry * (each.charge.total() + each.tools);
  }
  return cost;
}

inline constexpr Reason never_succeeds{"application.never-succeeds",
                                       "no task succeeds, so that no cost can be put on a success"};

inline constexpr Formula cost_per_success_card{"application.cost-per-success", "cost / P(success)",
                                               "definition"};

/// \param success  share of the tasks that do what they were for, 0..1.
/// \throws std::domain_error outside that range.
[[nodiscard]] inline Feasible<Money> cost_per_success(Money cost_per_task, double success) {
  if (!(success >= 0.0 && success <= 1.0)) {
    throw std::domain_error("cost_per_success: success must be in [0, 1]");
  }
  if (success == 0.0) return Infeasible{&never_succeeds};
  return cost_per_task / success;
}

}  // namespace weft::application

namespace weft {

template <>
inline constexpr auto fields<application::TaskUse> = std::array{
    row<&application::TaskUse::calls>("calls", "calls of serving workloads, retries included"),
    row<&application::TaskUse::tokens>("tokens", "retries and history included"),
    row<&application::TaskUse::time>("time", "mean").in("s").by(application::task_time_card),
    row<&application::TaskUse::time_deviation>("time_deviation", "standard deviation of the time")
        .in("s")};
static_assert(describes_all<application::TaskUse>());
template <>
inline constexpr std::string_view type_name<application::TaskUse> = "task use";

template <>
inline constexpr auto fields<application::TaskCost> = std::array{
    row<&application::TaskCost::input>("input", "computed prompt tokens").in("$"),
    row<&application::TaskCost::cached_input>("cached_input", "prompt tokens from the cache")
        .in("$"),
    row<&application::TaskCost::output>("output", "generated tokens").in("$"),
    row<&application::TaskCost::tools>("tools", "tools").in("$"),
    row<&application::TaskCost::retries>("retries", "what repeated attempts add").in("$"),
    row<&application::TaskCost::total>("total", "one task, successful or not")
        .in("$")
        .by(application::task_cost_card)};
static_assert(describes_all<application::TaskCost>());
template <>
inline constexpr std::string_view type_name<application::TaskCost> = "task cost";

}  // namespace weft
