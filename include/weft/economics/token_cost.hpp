// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/token_use.hpp"
#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <stdexcept>

namespace weft::economics {

inline constexpr Reason no_tokens{"economics.no-tokens",
                                  "no tokens of this kind to put the cost on"};

inline constexpr Formula full_burden_cost_card{
    "economics.full-burden-token-cost", "c_hour / throughput",
    "SemiAnalysisAI/InferenceX-app@77ca49a useThroughputData.ts: $/h / (tok/s x 3600 / 1e6)"};

/// Money a token when the whole accelerator-hour is charged to one stream of tokens. Of two streams
/// each charged so the costs do not add up: 1/total = 1/input + 1/output. Use `token_cost` to add.
/// \param throughput  tokens a second an accelerator.
[[nodiscard]] inline Feasible<MoneyPerToken> full_burden_cost(MoneyRate accelerator_hour,
                                                              TokenRate throughput) {
  if (!(throughput > TokenRate{})) return Infeasible{&no_tokens};
  return accelerator_hour / throughput;
}

/// Accelerator time (or node time) of a serving workload by what it was spent on.
struct PhaseTime {
  Time prefill{};
  Time decode{};
  Time idle{};  ///< provisioned and not busy

  [[nodiscard]] constexpr Time busy() const { return prefill + decode; }
  [[nodiscard]] constexpr Time total() const { return prefill + decode + idle; }
  friend constexpr bool operator==(const PhaseTime&, const PhaseTime&) = default;
};

inline constexpr Formula phase_time_card{
    "economics.phase-time", "prefill = n_in / R_prefill, decode = n_out / R_decode",
    "deepseek-ai/open-infra-index day 6 (tokens a day and throughput a node close with its nodes)"};

/// Busy time from tokens and the throughput of one accelerator (or node) in each phase; what is
/// provisioned beyond that is idle.
/// \param input  tokens of the prompts, counted as `prefill_rate` counts them.
/// \throws std::domain_error if there are tokens and their rate is not positive.
[[nodiscard]] constexpr PhaseTime phase_time(Tokens input, Tokens output, TokenRate prefill_rate,
                                             TokenRate decode_rate, Time provisioned) {
  const auto over = [](Tokens tokens, TokenRate rate) {
    if (!(tokens > Tokens{})) return Time{};
    if (!(rate > TokenRate{})) throw std::domain_error("phase_time: rates must be positive");
    return Time{tokens / rate};
  };
  PhaseTime time{over(input, prefill_rate), over(output, decode_rate), {}};
  time.idle = max(provisioned - time.busy(), Time{});
  return time;
}
static_assert(phase_time(4.0 * token, token, 2.0 * token / second, token / second, 5.0 * second)
                  .idle == 2.0 * second);

/// What serving costs, by kind of token. The four add up to the cost that was split.
struct TokenCost {
  Money input{};
  Money cached_input{};
  Money output{};
  Money idle{};

  [[nodiscard]] constexpr Money total() const { return input + cached_input + output + idle; }
  friend constexpr bool operator==(const TokenCost&, const TokenCost&) = default;
};

inline constexpr Formula token_cost_card{
    "economics.token-cost", "share_prefill = t_prefill / (t_prefill + t_decode); idle apart",
    "phase-time split after deepseek-ai/open-infra-index day 6"};

/// Additive split of a cost by phase time. Prefill is charged to input, decode to output, idle time
/// to nobody. Inside prefill a cached token counts `cached_effort` of a computed one.
/// A phase whose tokens are zero has nobody to charge: its part goes to idle.
/// \param cost           of the workload, idle included.
/// \param cached_effort  0..1; 0 when the prefix cache costs no accelerator time.
/// `idle` is what the others leave, so that total() is the cost to one unit in the last place.
[[nodiscard]] constexpr TokenCost token_cost(Money cost, const PhaseTime& time,
                                             const application::TokenUse& use,
                                             double cached_effort) {
  TokenCost split;
  if (time.total() > Time{}) {
    const Tokens weighted = use.input + cached_effort * use.cached_input;
    if (weighted > Tokens{}) {
      const Money prefill = ratio(time.prefill, time.total()) * cost;
      split.input = ratio(use.input, weighted) * prefill;
      split.cached_input = ratio(cached_effort * use.cached_input, weighted) * prefill;
    }
    if (use.output > Tokens{}) split.output = ratio(time.decode, time.total()) * cost;
  }
  split.idle = cost - (split.input + split.cached_input + split.output);
  return split;
}
static_assert(token_cost(8.0 * dollar, {second, second, 2.0 * second}, {token, {}, token}, 0.0) ==
              TokenCost{2.0 * dollar, {}, 2.0 * dollar, 4.0 * dollar});
static_assert(token_cost(8.0 * dollar, {second, second, {}}, {token, {}, {}}, 0.0).idle ==
              4.0 * dollar);

inline constexpr Formula unit_token_cost_card{"economics.unit-token-cost",
                                              "cost of a kind / its tokens", "definition"};

/// Cost of one token of each kind; 0 where there are none, for then there is no cost either.
/// These three times their tokens, plus idle, are the cost that was split.
[[nodiscard]] constexpr application::TokenPrices unit_token_cost(const TokenCost& cost,
                                                                 const application::TokenUse& use) {
  const auto each = [](Money part, Tokens tokens) {
    return tokens > Tokens{} ? MoneyPerToken{part / tokens} : MoneyPerToken{};
  };
  return {.input = each(cost.input, use.input),
          .cached_input = each(cost.cached_input, use.cached_input),
          .output = each(cost.output, use.output)};
}

inline constexpr Formula levelised_token_cost_card{
    "economics.levelised-token-cost", "PV(cost) / PV(tokens)",
    "NREL ssc cmod_singleowner.cpp (lcoe_nom: NPV of costs / NPV of energy; tokens for kWh)"};

/// The constant price a token that pays the cost over the horizon.
/// \param cost    present value of all cost.
/// \param tokens  present value of input and output tokens at the same rate.
[[nodiscard]] inline Feasible<MoneyPerToken> levelised_token_cost(Money cost, Tokens tokens) {
  if (!(tokens > Tokens{})) return Infeasible{&no_tokens};
  return cost / tokens;
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::PhaseTime> =
    std::array{row<&economics::PhaseTime::prefill>("prefill", "reading prompts").in("h"),
               row<&economics::PhaseTime::decode>("decode", "generating").in("h"),
               row<&economics::PhaseTime::idle>("idle", "provisioned and not busy").in("h"),
               row<&economics::PhaseTime::total>("total", "provisioned").in("h")};
static_assert(describes_all<economics::PhaseTime>());
template <>
inline constexpr std::string_view type_name<economics::PhaseTime> = "phase time";

template <>
inline constexpr auto fields<economics::TokenCost> = std::array{
    row<&economics::TokenCost::input>("input", "computed prompt tokens").in("$"),
    row<&economics::TokenCost::cached_input>("cached_input", "prompt tokens from the cache")
        .in("$"),
    row<&economics::TokenCost::output>("output", "generated tokens").in("$"),
    row<&economics::TokenCost::idle>("idle", "capacity nobody used").in("$"),
    row<&economics::TokenCost::total>("total", "the cost that was split")
        .in("$")
        .by(economics::token_cost_card)};
static_assert(describes_all<economics::TokenCost>());
template <>
inline constexpr std::string_view type_name<economics::TokenCost> = "token cost";

}  // namespace weft
