// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/root.hpp"
#include "weft/fabric/queueing.hpp"
#include "weft/serving/closed_loop.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>

namespace weft::serving {

/// What requests see that arrive by themselves, by share of requests.
struct OpenLoop {
  double batch = 0.0;         ///< that decode together on average, a worker
  double prefill_busy = 0.0;  ///< share of time that prompts take of where they are prefilled
  Time ttft_mean{}, ttft_p50{}, ttft_p95{}, ttft_p99{};
  Time tpot_mean{}, tpot_p50{}, tpot_p95{}, tpot_p99{};
  Time e2e_p95{};              ///< whole request
  double prefill_share = 0.0;  ///< of the time of accelerators that decode too
  double network_share = 0.0;  ///< of a mean request's time, what waits on a fabric
  friend bool operator==(const OpenLoop&, const OpenLoop&) = default;
};

inline constexpr Reason beyond_capacity{"serving.beyond-capacity",
                                        "more requests arrive than the deployment can answer"};

inline constexpr Formula queue_wait_card{"serving.queue-wait", "rate S^2 (1 + c^2) / (2 (1 - rho))",
                                         "Pollaczek-Khinchine, M/G/1"};
/// Mean wait before a server with Poisson arrivals. \param squared_variation  of the service time.
/// \param busy  rho < 1.
[[nodiscard]] constexpr Time queue_wait(Time service, double busy, double squared_variation) {
  return busy * (1.0 + squared_variation) / (2.0 * (1.0 - busy)) * service;
}

inline constexpr Formula prompt_wait_card{
    "serving.prompt-wait", "(1 + c^2) W_p(M/D/1)",
    "the mean by Pollaczek-Khinchine, the tail by its limit at full load: Kingman 1962"};
/// The wait that a share of prompts does not exceed. \param busy  rho < 1.
[[nodiscard]] inline Time prompt_wait(Time service, double busy, double squared_variation,
                                      Percentile at) {
  return (1.0 + squared_variation) * *fabric::constant_wait_tail(busy, service, at.share);
}

inline constexpr Formula batch_percentile_card{
    "serving.batch-percentile", "min(max(1, B + z sqrt(B)), B_max)",
    "normal approximation of a Poisson number in service, M/G/infinity"};
/// Sequences that decode together when a share of requests sees fewer.
[[nodiscard]] inline double batch_percentile(double mean, double most, Percentile at) {
  return std::min(std::max(1.0, mean + at.deviate * weft::sqrt(mean)), std::max(1.0, most));
}

namespace detail {

inline constexpr double open_loop_precision = 1e-9;

[[nodiscard]] inline double output_of(const Loaded& of) { return ratio(of.lengths.output, token); }

/// Requests that memory and the scheduler let decode on one worker.
[[nodiscard]] inline double most_decoding(const Loaded& of) { return of.room / of.decoders; }

/// Requests a second of the whole deployment that keep `batch` decoding on each worker.
[[nodiscard]] inline Frequency rate_of(const Loaded& of, double batch) {
  const double output = output_of(of);
  return of.decoders * batch / (output * token_time(of, batch, output).total());
}

/// The batch of one worker under `rate`; `rate_of` rises with the batch.
[[nodiscard]] inline double batch_of(const Loaded& of, Frequency rate) {
  const double most = most_decoding(of);
  const auto lacking = [&](double batch) {
    return batch <= 0.0 ? ratio(rate, rate_of(of, open_loop_precision))
                        : ratio(rate - rate_of(of, batch), rate);
  };
  const auto root =
      find_root(lacking, 0.0, most, {.relative = open_loop_precision, .evaluations = 100});
  return root ? *root : most;
}

/// Prompts a second that keep the workers that prefill, or their links, busy all the time.
[[nodiscard]] inline Frequency most_prompts(const Loaded& of) {
  return of.prefillers / weft::max(of.prompt.spacing, of.links);
}
[[nodiscard]] inline double prompts_busy(const Loaded& of, Frequency rate) {
  return ratio(rate, most_prompts(of));
}
/// Service time of the queue for prompts: one worker, or several that share one queue.
[[nodiscard]] inline Time prompt_service(const Loaded& of) {
  return weft::max(of.prompt.spacing, of.links) / std::max(1.0, of.prefillers);
}

/// Time to the first token of a mean prompt that finds no other.
/// \param step  of what decodes when it is done.
[[nodiscard]] inline FirstTokenTime first_token(const Loaded& of, Time step) {
  FirstTokenTime made;
  made.request = of.request + ratio(of.lengths.input, token) * of.input_token;
  made.prompt = of.prompt.total();
  made.transfer = of.transfer;
  made.admission = of.admission * step;
  return made;
}
[[nodiscard]] inline Time decoding_step(const Loaded& of, double batch) {
  return of.lengths.output > Tokens{} ? step_time(of.step, batch).total() : Time{};
}

[[nodiscard]] inline Time ttft_at(const Loaded& of, Time alone, double busy, Percentile at,
                                  Time longer) {
  return alone + longer + prompt_wait(prompt_service(of), busy, of.longer.variation, at);
}
[[nodiscard]] inline TokenTime tpot_at(const Loaded& of, double batch, Percentile at) {
  return token_time(of, batch_percentile(batch, most_decoding(of), at), output_of(of));
}

/// Share of a mean request's time in which it waits for a network.
[[nodiscard]] inline double network_share(const Loaded& of, const OpenLoop& seen) {
  const double later = std::max(0.0, output_of(of) - 1.0);
  const TokenTime each = token_time(of, seen.batch, output_of(of));
  const double of_prompt = ratio(of.prompt.exchange, of.prompt.total());
  const Time waits =
      of.prompt.exchange + of.transfer +
      later * ((each.step.tensor + each.step.expert) / each.accepted + of_prompt * each.stall);
  return ratio(waits, seen.ttft_mean + later * seen.tpot_mean);
}

/// All that requests see when `batch` decode on each worker and `rate` arrive.
[[nodiscard]] inline OpenLoop seen_at(const Loaded& of, double batch, Frequency rate) {
  OpenLoop made;
  made.batch = batch;
  made.prefill_busy = prompts_busy(of, rate);
  const Time alone = first_token(of, decoding_step(of, batch)).total();
  made.ttft_mean = alone + queue_wait(prompt_service(of), made.prefill_busy, of.longer.variation);
  made.ttft_p50 = ttft_at(of, alone, made.prefill_busy, p50, of.longer.p50);
  made.ttft_p95 = ttft_at(of, alone, made.prefill_busy, p95, of.longer.p95);
  made.ttft_p99 = ttft_at(of, alone, made.prefill_busy, p99, of.longer.p99);
  made.prefill_share = 1.0;
  if (of.lengths.output > Tokens{}) {
    const TokenTime each = token_time(of, batch, output_of(of));
    made.tpot_mean = each.total();
    made.tpot_p50 = tpot_at(of, batch, p50).total();
    made.tpot_p95 = tpot_at(of, batch, p95).total();
    made.tpot_p99 = tpot_at(of, batch, p99).total();
    made.prefill_share = ratio(each.stall + each.pass, each.total());
  }
  const Tokens longest = weft::max(of.lengths.output, of.lengths.output_p95);
  made.e2e_p95 = made.ttft_p95 + std::max(0.0, ratio(longest, token) - 1.0) * made.tpot_p50;
  made.network_share = network_share(of, made);
  return made;
}

}  // namespace detail

inline constexpr Formula open_loop_card{
    "serving.open-loop",
    "B = rate O T(B); TTFT_p = request + I_p x token + prompt(I_p) + W_p + transfer(I_p) + "
    "admission x step; TPOT_p = T(B + z sqrt(B))",
    "Little 1961; normal approximation of M/G/infinity; an upper estimate: the long prompt meets "
    "the long queue"};

/// What Poisson arrivals see, or by how much they are too many.
/// \param rate  of the whole deployment, above 0.
[[nodiscard]] inline Feasible<OpenLoop> open_loop(const Loaded& of, Frequency rate) {
  Frequency most = detail::most_prompts(of);
  const bool decodes = of.lengths.output > Tokens{};
  if (decodes) most = weft::min(most, detail::rate_of(of, detail::most_decoding(of)));
  if (rate >= most) {
    return Infeasible{&beyond_capacity, ratio(rate, 1.0 / second), ratio(most, 1.0 / second),
                      dimension_of<Frequency>};
  }
  return detail::seen_at(of, decodes ? detail::batch_of(of, rate) : 0.0, rate);
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::OpenLoop> = "open_loop";
template <>
inline constexpr auto fields<serving::OpenLoop> = std::array{
    row<&serving::OpenLoop::batch>("batch", "that decode together, a worker"),
    row<&serving::OpenLoop::prefill_busy>("prefill_busy", "share of time"),
    row<&serving::OpenLoop::ttft_mean>("ttft_mean", "").in("ms").by(serving::queue_wait_card),
    row<&serving::OpenLoop::ttft_p50>("ttft_p50", "").in("ms").by(serving::open_loop_card),
    row<&serving::OpenLoop::ttft_p95>("ttft_p95", "").in("ms").by(serving::open_loop_card),
    row<&serving::OpenLoop::ttft_p99>("ttft_p99", "").in("ms").by(serving::open_loop_card),
    row<&serving::OpenLoop::tpot_mean>("tpot_mean", "").in("ms").by(serving::open_loop_card),
    row<&serving::OpenLoop::tpot_p50>("tpot_p50", "").in("ms").by(serving::open_loop_card),
    row<&serving::OpenLoop::tpot_p95>("tpot_p95", "").in("ms").by(serving::open_loop_card),
    row<&serving::OpenLoop::tpot_p99>("tpot_p99", "").in("ms").by(serving::open_loop_card),
    row<&serving::OpenLoop::e2e_p95>("e2e_p95", "whole request").in("s"),
    row<&serving::OpenLoop::prefill_share>("prefill_share", "of accelerators that decode too"),
    row<&serving::OpenLoop::network_share>("network_share", "of a request's time")};
static_assert(describes_all<serving::OpenLoop>());

}  // namespace weft
