// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/serving/prompt_spread.hpp"
#include "weft/serving/prompt_time.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>

namespace weft::serving {

/// A deployment under load, ready to be evaluated at any number of requests in flight.
struct Loaded {
  StepCosts step;     ///< of one worker that decodes
  PromptTime prompt;  ///< on one worker that prefills
  RequestLengths lengths;
  PromptSpread longer;
  double decoders = 1.0;    ///< workers
  double prefillers = 1.0;  ///< workers; a share where one serves several that decode
  bool apart = false;       ///< prefill in a pool of its own
  double room = 0.0;        ///< requests that the memory of all workers holds
  double stall = 0.0;       ///< share of prefill work that decoding waits for
  double pass = 0.0;        ///< share of a pass that each prompt costs decoding
  double burst = 0.0;
  double admission = 0.0;
  Time request{};      ///< outside the accelerators, each request
  Time input_token{};  ///< the same, each token of its prompt
  Time transfer{};     ///< of the cache between pools: what the prefill does not hide
  Time links{};        ///< that prompts keep the links of a worker busy, each
  friend bool operator==(const Loaded&, const Loaded&) = default;
};

/// Time between output tokens of a request, the first one left out.
struct TokenTime {
  StepTime step;  ///< of what decodes together
  double accepted = 1.0;
  Time stall{};  ///< prompts of others in between
  Time pass{};   ///< their passes over the weights
  [[nodiscard]] constexpr Time total() const { return step.total() / accepted + stall + pass; }
  friend bool operator==(const TokenTime&, const TokenTime&) = default;
};

/// Time to the first token.
struct FirstTokenTime {
  Time request{};    ///< outside the accelerators
  Time prompt{};     ///< its own prefill
  Time ahead{};      ///< prompts before it
  Time transfer{};   ///< of the cache to another pool
  Time admission{};  ///< decode steps until the token leaves
  Time queue{};      ///< until memory is free
  [[nodiscard]] constexpr Time total() const {
    return request + prompt + ahead + transfer + admission + queue;
  }
  friend bool operator==(const FirstTokenTime&, const FirstTokenTime&) = default;
};

/// A closed loop: whoever has an answer asks again at once.
struct ClosedLoop {
  double admitted = 0.0;  ///< requests in flight that memory holds
  double batch = 0.0;     ///< that decode together, a worker
  TokenTime tpot;
  FirstTokenTime ttft;
  Frequency requests{};  ///< of the whole deployment
  friend bool operator==(const ClosedLoop&, const ClosedLoop&) = default;
};

namespace detail {

inline constexpr int closed_loop_rounds = 10;

/// (a^4 + b^4)^(1/4): the larger of two waits, with a round corner.
[[nodiscard]] inline Time larger_wait(Time a, Time b) {
  const Time most = weft::max(a, b);
  if (most == Time{}) return most;
  const double small = ratio(weft::min(a, b), most);
  return most * weft::sqrt(weft::sqrt(1.0 + small * small * small * small));
}

/// Prompts ahead and its own, until a prompt is done.
[[nodiscard]] inline Time prompt_wait(const Loaded& of, double admitted, Time answer) {
  const Time burst =
      of.prompt.total() + of.burst * (admitted - 1.0) * of.prompt.spacing / of.prefillers;
  const Time saturated = admitted * of.prompt.spacing / of.prefillers - answer;
  return larger_wait(burst, weft::max(saturated, Time{}));
}

/// Time between tokens when a worker decodes `batch` requests of `output` tokens.
[[nodiscard]] inline TokenTime token_time(const Loaded& of, double batch, double output) {
  TokenTime made;
  made.step = step_time(of.step, batch);
  made.accepted = of.step.accepted;
  if (of.apart || output <= 0.0) return made;
  const double arrivals = batch / output;  // prompts a token
  made.stall = of.stall * arrivals * of.prompt.stall;
  made.pass = of.pass * std::min(arrivals, 1.0) * of.prompt.pass;
  return made;
}

}  // namespace detail

inline constexpr Formula closed_loop_card{
    "serving.closed-loop",
    "B = C O T/(R + O T), T = step(B)/tau + stall, R = |latency + k (C-1) x, C x - O T|_4",
    "Little 1961, Operations Research 9(3); coefficients fitted, models/serving_fits"};

/// \param in_flight  requests of the whole deployment, C >= 1.
[[nodiscard]] inline ClosedLoop closed_loop(const Loaded& of, double in_flight) {
  const double output = ratio(of.lengths.output, token);
  ClosedLoop made;
  made.admitted = std::min(in_flight, of.room);
  Time each = step_time(of.step, made.admitted / of.decoders).total() / of.step.accepted;
  for (int round = 0; round < detail::closed_loop_rounds; ++round) {
    const Time answer = output * each;
    const Time wait = detail::prompt_wait(of, made.admitted, answer);
    const double decoding = made.admitted * ratio(answer, wait + answer);
    const Time next = detail::token_time(of, decoding / of.decoders, output).total();
    each = 0.5 * (each + next);
    made.batch = decoding / of.decoders;
  }
  const Time answer = output * each;
  const Time wait = detail::prompt_wait(of, made.admitted, answer);
  made.batch = made.admitted * ratio(answer, wait + answer) / of.decoders;
  made.tpot = detail::token_time(of, made.batch, output);
  made.ttft.request = of.request + ratio(of.lengths.input, token) * of.input_token;
  made.ttft.prompt = of.prompt.total();
  made.ttft.ahead = wait - of.prompt.total();
  made.ttft.transfer = of.transfer;
  made.ttft.admission = of.admission * of.step.accepted * each;
  made.ttft.queue = (in_flight / made.admitted - 1.0) * answer;
  made.requests = in_flight / (made.ttft.total() + answer);
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Loaded> = "loaded_deployment";
template <>
inline constexpr auto fields<serving::Loaded> = std::array{
    row<&serving::Loaded::step>("step", "of one worker that decodes"),
    row<&serving::Loaded::prompt>("prompt", "on one worker that prefills"),
    row<&serving::Loaded::lengths>("lengths", ""),
    row<&serving::Loaded::longer>("longer", "prompts of percentiles"),
    row<&serving::Loaded::decoders>("decoders", "workers"),
    row<&serving::Loaded::prefillers>("prefillers", "workers"),
    row<&serving::Loaded::apart>("apart", "prefill in a pool of its own"),
    row<&serving::Loaded::room>("room", "requests that memory holds"),
    row<&serving::Loaded::stall>("stall", "share of prefill work that decoding waits for"),
    row<&serving::Loaded::pass>("pass", "share of a pass that each prompt costs decoding"),
    row<&serving::Loaded::burst>("burst", "share of requests that a prompt finds ahead"),
    row<&serving::Loaded::admission>("admission", "steps until the first token leaves"),
    row<&serving::Loaded::request>("request", "outside the accelerators").in("ms"),
    row<&serving::Loaded::input_token>("input_token", "outside the accelerators").in("us"),
    row<&serving::Loaded::transfer>("transfer", "of the cache").in("ms"),
    row<&serving::Loaded::links>("links", "busy with a prompt").in("ms")};
static_assert(describes_all<serving::Loaded>());

template <>
inline constexpr std::string_view type_name<serving::TokenTime> = "token_time";
template <>
inline constexpr auto fields<serving::TokenTime> =
    std::array{row<&serving::TokenTime::step>("step", "of what decodes together"),
               row<&serving::TokenTime::accepted>("accepted", "tokens of a step")
                   .by(serving::accepted_tokens_card),
               row<&serving::TokenTime::stall>("stall", "prompts of others").in("ms"),
               row<&serving::TokenTime::pass>("pass", "of prompts over the weights").in("ms"),
               row<&serving::TokenTime::total>("total", "between output tokens")
                   .in("ms")
                   .by(serving::closed_loop_card)};
static_assert(describes_all<serving::TokenTime>());

template <>
inline constexpr std::string_view type_name<serving::FirstTokenTime> = "first_token_time";
template <>
inline constexpr auto fields<serving::FirstTokenTime> = std::array{
    row<&serving::FirstTokenTime::request>("request", "outside the accelerators").in("ms"),
    row<&serving::FirstTokenTime::prompt>("prompt", "its own prefill")
        .in("ms")
        .by(serving::prompt_time_card),
    row<&serving::FirstTokenTime::ahead>("ahead", "prompts before it").in("ms"),
    row<&serving::FirstTokenTime::transfer>("transfer", "of the cache").in("ms"),
    row<&serving::FirstTokenTime::admission>("admission", "until the token leaves").in("ms"),
    row<&serving::FirstTokenTime::queue>("queue", "until memory is free").in("ms"),
    row<&serving::FirstTokenTime::total>("total", "to the first token")
        .in("ms")
        .by(serving::closed_loop_card)};
static_assert(describes_all<serving::FirstTokenTime>());

template <>
inline constexpr std::string_view type_name<serving::ClosedLoop> = "closed_loop";
template <>
inline constexpr auto fields<serving::ClosedLoop> = std::array{
    row<&serving::ClosedLoop::admitted>("admitted", "requests that memory holds"),
    row<&serving::ClosedLoop::batch>("batch", "that decode together, a worker"),
    row<&serving::ClosedLoop::tpot>("tpot", ""), row<&serving::ClosedLoop::ttft>("ttft", ""),
    row<&serving::ClosedLoop::requests>("requests", "of the deployment").in("/s")};
static_assert(describes_all<serving::ClosedLoop>());

}  // namespace weft
