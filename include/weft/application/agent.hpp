// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/repeats.hpp"
#include "weft/application/token_use.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>

namespace weft::application {

/// Latency of the serving workload that a step calls.
struct CallLatency {
  Time ttft{};  ///< mean
  Time ttft_p95{};
  TimePerToken tpot{};  ///< mean; without the first token
  TimePerToken tpot_p95{};

  friend constexpr bool operator==(const CallLatency&, const CallLatency&) = default;
};

/// One step of a task, in order. A tool has no tokens and no latency of a model; a call has no
/// tool.
struct AgentStep {
  Repeats times{};
  bool calls_model = true;
  Tokens input{};                ///< new in each run, before any history
  Tokens output{};               ///< of each run
  bool resends_history = false;  ///< the prompt also holds all input and output of the task so far
  double cached_share = 0.0;     ///< of the history sent again, from the prefix cache, 0..1
  Time pause{};                  ///< after each run: a person, a timer
  Time tool_time{};
  Money tool_cost{};
  CallLatency latency{};
  TokenPrices prices{};  ///< unit costs of the serving workload that is called

  friend constexpr bool operator==(const AgentStep&, const AgentStep&) = default;
};

/// What one step costs in one task, retries included.
struct StepUse {
  double calls = 0.0;  ///< of a serving workload
  TokenUse tokens{};
  Time time{};
  double time_variance = 0.0;  ///< s^2
  TokenCharge charge{};        ///< of all attempts
  Money tools{};               ///< of all attempts

  friend constexpr bool operator==(const StepUse&, const StepUse&) = default;
};

inline constexpr Formula step_time_card{
    "application.step-time", "n ((TTFT + TPOT max(0, m_out - 1) + t_tool) / (1 - q) + pause)",
    "definition; TPOT excludes the first token"};

/// Mean time of one attempt of a step: the call or the tool.
[[nodiscard]] constexpr Time attempt_time(const AgentStep& step, Time ttft, TimePerToken tpot) {
  if (!step.calls_model) return step.tool_time;
  const Tokens after_first = max(step.output - token, Tokens{});
  return ttft + tpot * after_first + step.tool_time;
}

inline constexpr Formula step_tokens_card{
    "application.step-tokens",
    "(n (m_in + H) + (m_in + m_out) E[N(N-1)/2]) / (1 - q) in, n m_out / (1 - q) out",
    "definition: a resent history holds all input and output of the task so far"};

/// Tokens of one step in one task.
/// \param history  H, input and output of all earlier steps of the task.
/// \param retry    probability q that an attempt is repeated; a repeated call sends its whole
/// prompt
///                 again, and its failed answer does not enter the history.
[[nodiscard]] constexpr TokenUse step_tokens(const AgentStep& step, Tokens history, double retry) {
  if (!step.calls_model) return {};
  const double tries = attempts(retry);
  const Tokens fresh = step.times.mean * step.input;
  const Tokens again =
      step.resends_history
          ? step.times.mean * history + resent_turns(step.times) * (step.input + step.output)
          : Tokens{};
  const TokenUse prompt = split_by_cache(again, step.cached_share, step.times.mean * step.output);
  return tries * (TokenUse{fresh, {}, {}} + prompt);
}

/// One step: tokens, time and money. Runs, attempts and latencies are independent of each other and
/// of the other steps; a latency known by mean and P95 has a normal tail. The variance of the time
/// is that of a sum of a random number of terms: E[N] Var(run) + Var(N) E[run]^2. \throws
/// std::domain_error if retry is outside [0, 1) or the step runs a negative number of times.
[[nodiscard]] constexpr StepUse step_use(const AgentStep& step, Tokens history, double retry) {
  const double tries = attempts(retry);
  const Time mean = attempt_time(step, step.latency.ttft, step.latency.tpot);
  const Time high = attempt_time(step, step.latency.ttft_p95, step.latency.tpot_p95);
  const double spread = high > mean ? ratio(high - mean, second) / normal_p95 : 0.0;
  const double one = ratio(mean, second);
  const double run = ratio(tries * mean + step.pause, second);
  const double run_variance = tries * spread * spread + one * one * retry * tries * tries;

  StepUse use;
  use.tokens = step_tokens(step, history, retry);
  use.calls = step.calls_model ? step.times.mean * tries : 0.0;
  use.time = step.times.mean * (tries * mean + step.pause);
  use.time_variance = step.times.mean * run_variance + variance(step.times) * run * run;
  use.charge = token_charge(use.tokens, step.prices);
  use.tools = step.times.mean * tries * step.tool_cost;
  return use;
}
static_assert(step_use({.times = {2.0, 2.0}, .output = 5.0 * token}, {}, 0.5).calls == 4.0);

/// What the history of a task grows by when the step has run: its answers that were kept.
[[nodiscard]] constexpr Tokens history_growth(const AgentStep& step) {
  return step.calls_model ? step.times.mean * (step.input + step.output) : Tokens{};
}

/// Runs the steps in order.
/// \param each  receives one StepUse a step; must be as long as `steps`.
/// \throws std::logic_error if it is not.
constexpr void run_steps(std::span<const AgentStep> steps, double retry, std::span<StepUse> each) {
  if (each.size() != steps.size()) throw std::logic_error("run_steps: one StepUse for each step");
  Tokens history{};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    each[i] = step_use(steps[i], history, retry);
    history = history + history_growth(steps[i]);
  }
}

}  // namespace weft::application

namespace weft {

template <>
inline constexpr auto fields<application::CallLatency> = std::array{
    row<&application::CallLatency::ttft>("ttft", "time to first token, mean").in("ms"),
    row<&application::CallLatency::ttft_p95>("ttft_p95", "time to first token, P95").in("ms"),
    row<&application::CallLatency::tpot>("tpot", "time per output token, mean").in("ms/tok"),
    row<&application::CallLatency::tpot_p95>("tpot_p95", "time per output token, P95")
        .in("ms/tok")};
static_assert(describes_all<application::CallLatency>());
template <>
inline constexpr std::string_view type_name<application::CallLatency> = "call latency";

template <>
inline constexpr auto fields<application::AgentStep> = std::array{
    row<&application::AgentStep::times>("times", "runs in a task"),
    row<&application::AgentStep::calls_model>("calls_model",
                                              "a call of a serving workload, not a tool"),
    row<&application::AgentStep::input>("input", "new prompt tokens of a run").in("tok"),
    row<&application::AgentStep::output>("output", "tokens a run generates").in("tok"),
    row<&application::AgentStep::resends_history>("resends_history",
                                                  "the prompt holds the task so far"),
    row<&application::AgentStep::cached_share>("cached_share",
                                               "of the history, from the prefix cache")
        .between(0.0, 1.0),
    row<&application::AgentStep::pause>("pause", "wait after each run").in("s"),
    row<&application::AgentStep::tool_time>("tool_time", "time of the tool").in("ms"),
    row<&application::AgentStep::tool_cost>("tool_cost", "money of the tool").in("$"),
    row<&application::AgentStep::latency>("latency", "of the serving workload called"),
    row<&application::AgentStep::prices>("prices", "unit costs of the serving workload called")};
static_assert(describes_all<application::AgentStep>());
template <>
inline constexpr std::string_view type_name<application::AgentStep> = "agent step";

template <>
inline constexpr auto fields<application::StepUse> = std::array{
    row<&application::StepUse::calls>("calls", "calls of a serving workload, retries included"),
    row<&application::StepUse::tokens>("tokens", "retries and history included")
        .by(application::step_tokens_card),
    row<&application::StepUse::time>("time", "mean").in("s").by(application::step_time_card),
    row<&application::StepUse::time_variance>("time_variance", "variance of the time, in s^2"),
    row<&application::StepUse::charge>("charge", "tokens at the unit costs of the workload called"),
    row<&application::StepUse::tools>("tools", "money of the tools").in("$")};
static_assert(describes_all<application::StepUse>());
template <>
inline constexpr std::string_view type_name<application::StepUse> = "step use";

}  // namespace weft
