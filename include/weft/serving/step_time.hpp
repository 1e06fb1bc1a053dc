// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/serving/exchanges.hpp"
#include "weft/serving/machine.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::serving {

/// Tokens that a cheap model guesses before each step; an input, never inferred.
struct Speculation {
  std::int64_t draft_tokens = 0;
  friend bool operator==(const Speculation&, const Speculation&) = default;
};

inline constexpr Formula accepted_tokens_card{"serving.accepted-tokens", "(1 - a^(g+1)) / (1 - a)",
                                              "Leviathan, Kalman & Matias 2023, arXiv:2211.17192"};
/// Tokens that one step yields for a sequence. \param acceptance  a < 1.
[[nodiscard]] constexpr double accepted_tokens(double acceptance, std::int64_t drafts) {
  return (1.0 - whole_power(acceptance, drafts + 1)) / (1.0 - acceptance);
}
static_assert(accepted_tokens(0.5, 0) == 1.0 && accepted_tokens(0.5, 1) == 1.5);

inline constexpr Formula smooth_larger_card{"serving.smooth-larger", "(a^3 + b^3)^(1/3)",
                                            "p-norm with p = 3: a roofline with a round knee"};
/// Two resources that work at the same time; never less than the slower one.
[[nodiscard]] inline Time smooth_larger(Time a, Time b) {
  if (a == Time{} || b == Time{}) return a + b;
  const Time most = weft::max(a, b);
  const double small = ratio(weft::min(a, b), most);
  return most * weft::cbrt(1.0 + small * small * small);
}

/// What a decode step of one worker costs, by sequence and by token; made once a deployment.
struct StepCosts {
  Time dense_read{}, dense_token{};
  Time expert_read{}, expert_token{};  ///< when every expert is read; a token of the worker
  Time cache_read{}, cache_token{};    ///< a sequence; a token
  Time kernels{};
  Time tensor_wait{}, tensor_token{};
  Time expert_wait{}, exchange_token{};
  Time scheduler{}, sampling{};  ///< a step; a token
  Time drafts{};
  double active_share = 0.0;  ///< of the experts, for one token
  double data = 1.0;
  double tokens = 1.0;    ///< that are computed for a sequence
  double accepted = 1.0;  ///< of them
  double factor = 1.0;    ///< of the whole step
  friend bool operator==(const StepCosts&, const StepCosts&) = default;
};

/// Time of one step; the terms add up.
struct StepTime {
  Time weights{};  ///< dense matrices, read or multiplied, whichever is slower
  Time experts{};  ///< that the batch touches
  Time cache{};
  Time kernels{};  ///< fixed
  Time tensor{};   ///< exchange between the ranks of a group
  Time expert{};   ///< exchange between groups
  Time scheduler{};
  Time drafts{};
  [[nodiscard]] constexpr Time total() const {
    return weights + experts + cache + kernels + tensor + expert + scheduler + drafts;
  }
  friend bool operator==(const StepTime&, const StepTime&) = default;
};

/// Fixed kernel time of one pass.
[[nodiscard]] inline Time kernel_time(const Coefficients& by, const RankWork& work) {
  return work.layers * (by.layer + (work.is_latent ? by.latent_layer : Time{}) +
                        (work.is_linear ? by.linear_layer : Time{})) +
         work.expert_layers * by.expert_layer;
}

/// \param apart  prefill runs in another pool.
[[nodiscard]] inline StepCosts step_costs(const Coefficients& by, const RankWork& work,
                                          const Machine& on, const Pool& pool,
                                          const Speculation& drafts, bool apart) {
  const auto g = static_cast<double>(drafts.draft_tokens);
  const auto tensor = detail::tensor_exchanges(by, work, on, pool);
  const auto expert = detail::expert_exchanges(by, work, on, pool);
  const auto stage = detail::stage_exchanges(by, work, on, pool);
  StepCosts made;
  made.dense_read = work.dense / (by.shares.dense_memory * on.memory_rate);
  made.dense_token = (work.dense_token + work.output_token) / by.shares.decode_matmul;
  made.expert_read = work.experts / (by.shares.expert_memory * on.memory_rate);
  made.expert_token = work.expert_token / by.shares.decode_matmul;
  made.cache_read = work.cache / (by.shares.cache_memory * on.memory_rate);
  made.cache_token = work.decode_core / by.shares.decode_matmul;
  made.kernels = kernel_time(by, work);
  made.tensor_wait = tensor.wait + stage.wait;
  made.tensor_token = tensor.token + stage.token;
  made.expert_wait = expert.wait;
  made.exchange_token = expert.token;
  made.scheduler = by.engine.step;
  made.sampling = by.overheads.token;
  made.drafts = g * by.overheads.draft;
  made.active_share = work.active_share;
  made.data = static_cast<double>(pool.data);
  made.tokens = 1.0 + g;
  made.accepted = accepted_tokens(by.overheads.acceptance, drafts.draft_tokens);
  made.factor = apart ? by.pools.step : 1.0;
  return made;
}

inline constexpr Formula step_time_card{
    "serving.step-time",
    "|dense/(W e), t 2N/(F e)| + |touched(T) experts/(W e), T 2N_e/(F e)| + |b kv/(W e), core| + "
    "kernels + 2L(a + 2(t-1)/t t h b/(N e)) + 2L_m(a + 3/4 t k h b f/(N e)) + "
    "(p-1)(a + t h b/(t N e)) + s + s_1 t + g d",
    "inference-sim/inference-sim docs/concepts/roofline.md; jax-ml/scaling-book inference.md; "
    "coefficients fitted, models/serving_fits"};

/// \param batch  sequences of the worker that decode together.
[[nodiscard]] inline StepTime step_time(const StepCosts& of, double batch) {
  const double tokens = batch * of.tokens;
  const double of_rank = tokens / of.data;
  const double missed = 1.0 - of.active_share;
  const double touched =
      of.active_share <= 0.0 ? 0.0 : (missed <= 0.0 ? 1.0 : 1.0 - weft::pow(missed, tokens));
  StepTime made;
  made.weights = of.factor * smooth_larger(of.dense_read, of_rank * of.dense_token);
  made.experts = of.factor * smooth_larger(touched * of.expert_read, tokens * of.expert_token);
  made.cache = of.factor * smooth_larger(batch / of.data * of.cache_read, of_rank * of.cache_token);
  made.kernels = of.factor * of.kernels;
  made.tensor = of.factor * (of.tensor_wait + of_rank * of.tensor_token);
  made.expert = of.factor * (of.expert_wait + of_rank * of.exchange_token);
  made.scheduler = of.factor * (of.scheduler + of_rank * of.sampling);
  made.drafts = of.factor * of.drafts;
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Speculation> = "speculation";
template <>
inline constexpr auto fields<serving::Speculation> = std::array{
    row<&serving::Speculation::draft_tokens>("draft_tokens", "guessed before each step; 0: off")
        .between(0, 64)};
static_assert(describes_all<serving::Speculation>());

template <>
inline constexpr std::string_view type_name<serving::StepCosts> = "step_costs";
template <>
inline constexpr auto fields<serving::StepCosts> = std::array{
    row<&serving::StepCosts::dense_read>("dense_read", "a step").in("ms"),
    row<&serving::StepCosts::dense_token>("dense_token", "a token of the rank").in("us"),
    row<&serving::StepCosts::expert_read>("expert_read", "every expert").in("ms"),
    row<&serving::StepCosts::expert_token>("expert_token", "a token of the worker").in("us"),
    row<&serving::StepCosts::cache_read>("cache_read", "a sequence").in("us"),
    row<&serving::StepCosts::cache_token>("cache_token", "a token").in("us"),
    row<&serving::StepCosts::kernels>("kernels", "a step").in("ms"),
    row<&serving::StepCosts::tensor_wait>("tensor_wait", "a step").in("ms"),
    row<&serving::StepCosts::tensor_token>("tensor_token", "a token").in("us"),
    row<&serving::StepCosts::expert_wait>("expert_wait", "a step").in("ms"),
    row<&serving::StepCosts::exchange_token>("exchange_token", "a token").in("us"),
    row<&serving::StepCosts::scheduler>("scheduler", "a step").in("us"),
    row<&serving::StepCosts::sampling>("sampling", "a token").in("us"),
    row<&serving::StepCosts::drafts>("drafts", "a step").in("us"),
    row<&serving::StepCosts::active_share>("active_share", "of the experts, for one token"),
    row<&serving::StepCosts::data>("data", "groups of ranks"),
    row<&serving::StepCosts::tokens>("tokens", "computed for a sequence"),
    row<&serving::StepCosts::accepted>("accepted", "of them"),
    row<&serving::StepCosts::factor>("factor", "of the whole step")};
static_assert(describes_all<serving::StepCosts>());

template <>
inline constexpr std::string_view type_name<serving::StepTime> = "step_time";
template <>
inline constexpr auto fields<serving::StepTime> = std::array{
    row<&serving::StepTime::weights>("weights", "attention and dense matrices").in("ms"),
    row<&serving::StepTime::experts>("experts", "that the batch touches").in("ms"),
    row<&serving::StepTime::cache>("cache", "attention over it").in("ms"),
    row<&serving::StepTime::kernels>("kernels", "fixed").in("ms").by(serving::kernel_time_card),
    row<&serving::StepTime::tensor>("tensor", "exchange").in("ms"),
    row<&serving::StepTime::expert>("expert", "exchange").in("ms"),
    row<&serving::StepTime::scheduler>("scheduler", "and sampling").in("ms"),
    row<&serving::StepTime::drafts>("drafts", "of the cheap model").in("ms"),
    row<&serving::StepTime::total>("total", "one step").in("ms").by(serving::step_time_card)};
static_assert(describes_all<serving::StepTime>());

}  // namespace weft
