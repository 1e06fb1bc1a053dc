// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/serving/steady.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::serving {

/// Time to the first token; the terms add up.
struct Ttft {
  Time fixed{};  ///< interface and tokenizer
  Time queue{};  ///< prompts ahead
  Time prefill{};
  Time transfer{};  ///< of the cache to another pool
  Time step{};      ///< decode step that is under way
  [[nodiscard]] constexpr Time total() const { return fixed + queue + prefill + transfer + step; }
  friend bool operator==(const Ttft&, const Ttft&) = default;
};

/// What requests see, by percentile of requests.
struct Latency {
  Ttft ttft_p50, ttft_p95, ttft_p99;
  Time tpot_p50{}, tpot_p95{}, tpot_p99{};
  Time e2e_p50{}, e2e_p95{}, e2e_p99{};
  double network_share = 0.0;  ///< of the mean request's time, what waits on a fabric
  friend bool operator==(const Latency&, const Latency&) = default;
};

/// A percentile with the deviate of the normal distribution that it stands for.
struct Percentile {
  double share;
  double deviate;
};
inline constexpr Percentile p50{0.50, 0.0};
inline constexpr Percentile p95{0.95, 1.6448536269514722};
inline constexpr Percentile p99{0.99, 2.3263478740408408};

inline constexpr Formula queue_wait_card{"serving.queue-wait", "rate S^2 (1 + c^2) / (2 (1 - rho))",
                                         "Pollaczek-Khinchine, M/G/1"};
/// Mean wait before a server with Poisson arrivals. \param squared_variation  of the service time.
/// \param busy  rho < 1.
[[nodiscard]] constexpr Time queue_wait(Time service, double busy, double squared_variation) {
  return busy * (1.0 + squared_variation) / (2.0 * (1.0 - busy)) * service;
}

inline constexpr Formula wait_percentile_card{"serving.wait-percentile",
                                              "-E[W]/rho ln((1-p)/rho), at least 0",
                                              "exponential tail, exact for M/M/1"};
/// The wait that a share `p` of requests does not exceed.
[[nodiscard]] inline Time wait_percentile(Time mean, double busy, double p) {
  if (busy <= 1.0 - p) return {};
  return -weft::log((1.0 - p) / busy) / busy * mean;
}

/// Prefill times of the prompts that percentiles need; made once, they do not depend on load.
struct Prompts {
  Time mean{}, at_p50{}, at_p95{}, at_p99{};
  double squared_variation = 0.0;
};
[[nodiscard]] inline Prompts prompts(const Server& of, const Deployment& on,
                                     const Traffic& traffic) {
  const double spread = length_spread(traffic.input);
  const auto time = [&](double deviate) {
    const auto length = length_at(traffic.input, spread, deviate);
    return prefill(of, on, length, traffic.prefix_cache_hit).total();
  };
  Prompts made;
  made.mean = prefill(of, on, traffic.input.mean, traffic.prefix_cache_hit).total();
  made.at_p50 = spread > 0.0 ? time(p50.deviate) : made.mean;
  made.at_p95 = spread > 0.0 ? time(p95.deviate) : made.mean;
  made.at_p99 = spread > 0.0 ? time(p99.deviate) : made.mean;
  made.squared_variation = weft::expm1(spread * spread);
  return made;
}

inline constexpr Formula ttft_card{
    "serving.ttft", "fixed + wait_p + prefill(I_p) + transfer + step",
    "definition; an upper estimate: the long prompt meets the long queue"};

/// TTFT when `busy` of the time goes into prompts.
/// \param prompt  prefill of the length at this percentile.
[[nodiscard]] inline Ttft ttft(const Engine& engine, const Prompts& all, Time prompt, double busy,
                               Percentile at, Time step, Time transfer = {}) {
  const auto mean = queue_wait(all.mean, busy, all.squared_variation);
  return {.fixed = engine.per_request,
          .queue = wait_percentile(mean, busy, at.share),
          .prefill = prompt,
          .transfer = transfer,
          .step = step};
}

inline constexpr Formula batch_percentile_card{
    "serving.batch-percentile", "min(max(1, B + z sqrt(B)), B_max)",
    "normal approximation of a Poisson number in service, M/G/infinity"};
/// Sequences that decode together when a share of requests sees fewer.
[[nodiscard]] inline double batch_percentile(double mean, double most, Percentile at) {
  return std::min(std::max(1.0, mean + at.deviate * weft::sqrt(mean)), std::max(1.0, most));
}

/// All percentiles of a replica in the state `now`.
/// \param most  sequences that fit.  \param interference  as in steady().
[[nodiscard]] inline Latency latency(const Server& of, const Deployment& on, const Traffic& traffic,
                                     const Steady& now, const Prompts& all, double most,
                                     double interference = 1.0) {
  Latency made;
  const double busy = std::min(now.prefill_share, 1.0 - 1e-9);
  const auto step = now.step.total();
  made.ttft_p50 = ttft(of.engine, all, all.at_p50, busy, p50, step);
  made.ttft_p95 = ttft(of.engine, all, all.at_p95, busy, p95, step);
  made.ttft_p99 = ttft(of.engine, all, all.at_p99, busy, p99, step);
  const double decoded = decoded_tokens(traffic);
  if (decoded > 0.0) {
    const auto at = [&](Percentile which) {
      return tpot(of, on, traffic, batch_percentile(now.batch, most, which), all.mean, interference)
          .total();
    };
    made.tpot_p50 = at(p50);
    made.tpot_p95 = at(p95);
    made.tpot_p99 = at(p99);
  }
  const double spread = length_spread(traffic.output);
  const auto whole = [&](const Ttft& first, Percentile which) {
    const double tokens = ratio(length_at(traffic.output, spread, which.deviate), token);
    return first.total() + std::max(0.0, tokens - 1.0) * made.tpot_p50;
  };
  made.e2e_p50 = whole(made.ttft_p50, p50);
  made.e2e_p95 = whole(made.ttft_p95, p95);
  made.e2e_p99 = whole(made.ttft_p99, p99);
  const auto prompt_wait = now.prompt.network();
  const double of_prompt = ratio(prompt_wait, now.prompt.total());
  const auto waits =
      prompt_wait + decoded * (now.step.network() + of_prompt * now.tpot.interference);
  const auto mean_queue = queue_wait(all.mean, busy, all.squared_variation);
  const auto request =
      of.engine.per_request + mean_queue + now.prompt.total() + decoded * now.tpot.total();
  made.network_share = ratio(waits + of_prompt * mean_queue, request);
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Ttft> = "ttft";
template <>
inline constexpr auto fields<serving::Ttft> = std::array{
    row<&serving::Ttft::fixed>("fixed", "interface and tokenizer").in("ms"),
    row<&serving::Ttft::queue>("queue", "prompts ahead").in("ms").by(serving::wait_percentile_card),
    row<&serving::Ttft::prefill>("prefill", "").in("ms").by(serving::prefill_card),
    row<&serving::Ttft::transfer>("transfer", "of the cache to another pool").in("ms"),
    row<&serving::Ttft::step>("step", "decode step that is under way")
        .in("ms")
        .by(serving::decode_step_card),
    row<&serving::Ttft::total>("total", "time to the first token").in("ms").by(serving::ttft_card)};
static_assert(describes_all<serving::Ttft>());

template <>
inline constexpr std::string_view type_name<serving::Prompts> = "prompts";
template <>
inline constexpr auto fields<serving::Prompts> = std::array{
    row<&serving::Prompts::mean>("mean", "prefill of the mean length")
        .in("ms")
        .by(serving::prefill_card),
    row<&serving::Prompts::at_p50>("at_p50", "").in("ms"),
    row<&serving::Prompts::at_p95>("at_p95", "").in("ms"),
    row<&serving::Prompts::at_p99>("at_p99", "").in("ms"),
    row<&serving::Prompts::squared_variation>("squared_variation", "of the service time")};
static_assert(describes_all<serving::Prompts>());

template <>
inline constexpr std::string_view type_name<serving::Latency> = "latency";
template <>
inline constexpr auto fields<serving::Latency> =
    std::array{row<&serving::Latency::ttft_p50>("ttft_p50", "time to the first token"),
               row<&serving::Latency::ttft_p95>("ttft_p95", "time to the first token"),
               row<&serving::Latency::ttft_p99>("ttft_p99", "time to the first token"),
               row<&serving::Latency::tpot_p50>("tpot_p50", "between output tokens")
                   .in("ms")
                   .by(serving::tpot_card),
               row<&serving::Latency::tpot_p95>("tpot_p95", "between output tokens")
                   .in("ms")
                   .by(serving::batch_percentile_card),
               row<&serving::Latency::tpot_p99>("tpot_p99", "between output tokens")
                   .in("ms")
                   .by(serving::batch_percentile_card),
               row<&serving::Latency::e2e_p50>("e2e_p50", "whole request").in("s"),
               row<&serving::Latency::e2e_p95>("e2e_p95", "whole request").in("s"),
               row<&serving::Latency::e2e_p99>("e2e_p99", "whole request").in("s"),
               row<&serving::Latency::network_share>(
                   "network_share", "of a request's time, what waits on a fabric")};
static_assert(describes_all<serving::Latency>());

}  // namespace weft
