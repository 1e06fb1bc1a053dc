// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/root.hpp"
#include "weft/fabric/queueing.hpp"
#include "weft/serving/closed_loop.hpp"
#include "weft/serving/latency.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace weft::serving {

/// What requests see that arrive by themselves, by share of requests.
struct OpenLoop {
  double batch = 0.0;         ///< that decode together on average, a worker
  double prefill_busy = 0.0;  ///< share of time that prompts take of where they are prefilled
  Time ttft_mean{}, ttft_p50{}, ttft_p95{}, ttft_p99{};
  Time tpot_mean{}, tpot_p50{}, tpot_p95{}, tpot_p99{};
  friend bool operator==(const OpenLoop&, const OpenLoop&) = default;
};

inline constexpr Reason beyond_capacity{"serving.beyond-capacity",
                                        "more requests arrive than the deployment can answer"};
inline constexpr Reason ttft_floor{"serving.ttft-floor",
                                   "even an idle deployment needs longer to the first token"};
inline constexpr Reason tpot_floor{"serving.tpot-floor",
                                   "even a single request waits longer between tokens"};

namespace detail {

inline constexpr double open_loop_precision = 1e-9;

/// Requests that memory and the scheduler let decode on one worker.
[[nodiscard]] inline double most_decoding(const Loaded& of) { return of.room / of.decoders; }

/// Requests a second of the whole deployment that keep `batch` decoding on each worker.
[[nodiscard]] inline Frequency rate_of(const Loaded& of, double batch) {
  const double output = ratio(of.lengths.output, token);
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

}  // namespace detail

inline constexpr Formula open_loop_card{
    "serving.open-loop",
    "B = rate O T(B); TTFT_p = request + I x token + prompt + W_p + admission x step; "
    "TPOT_p = T(B + z sqrt(B))",
    "Little 1961; M/D/1 by its asymptote; normal approximation of M/G/infinity"};

/// What Poisson arrivals of mean length see, or by how much they are too many.
/// \param rate  of the whole deployment, above 0.
[[nodiscard]] inline Feasible<OpenLoop> open_loop(const Loaded& of, Frequency rate) {
  const double output = ratio(of.lengths.output, token);
  OpenLoop made;
  made.prefill_busy = ratio(rate, of.prefillers / of.prompt.spacing);
  const Frequency most_prompts = of.prefillers / of.prompt.spacing;
  const Frequency most_answers =
      output > 0.0 ? detail::rate_of(of, detail::most_decoding(of)) : most_prompts;
  const Frequency most = weft::min(most_prompts, most_answers);
  if (rate >= most) {
    return Infeasible{&beyond_capacity, ratio(rate, 1.0 / second), ratio(most, 1.0 / second),
                      dimension_of<Frequency>};
  }
  made.batch = output > 0.0 ? detail::batch_of(of, rate) : 0.0;
  const Time step = output > 0.0 ? step_time(of.step, made.batch).total() : Time{};
  const Time fixed = of.request + ratio(of.lengths.input, token) * of.input_token +
                     of.prompt.total() + of.transfer + of.admission * step;
  const Time spacing = of.prompt.spacing / of.prefillers;
  const Time wait = queue_wait(spacing, made.prefill_busy, 0.0);
  const auto first = [&](Percentile at) {
    return fixed + *fabric::constant_wait_tail(made.prefill_busy, spacing, at.share);
  };
  made.ttft_mean = fixed + wait;
  made.ttft_p50 = first(p50);
  made.ttft_p95 = first(p95);
  made.ttft_p99 = first(p99);
  if (output <= 0.0) return made;
  const auto between = [&](Percentile at) {
    const double batch = batch_percentile(made.batch, detail::most_decoding(of), at);
    return detail::token_time(of, batch, output).total();
  };
  made.tpot_mean = detail::token_time(of, made.batch, output).total();
  made.tpot_p50 = between(p50);
  made.tpot_p95 = between(p95);
  made.tpot_p99 = between(p99);
  return made;
}

/// Of the limits, the one that even an idle deployment breaks.
[[nodiscard]] inline std::optional<Infeasible> broken_floor(const Loaded& of,
                                                            const Limits& limits) {
  const auto said = [](const Reason& why, Time needed, Time available) {
    return Infeasible{&why, ratio(needed, second), ratio(available, second), dimension_of<Time>};
  };
  const double output = ratio(of.lengths.output, token);
  const Time step = output > 0.0 ? step_time(of.step, 1.0).total() : Time{};
  const Time first = of.request + ratio(of.lengths.input, token) * of.input_token +
                     of.prompt.total() + of.transfer + of.admission * step;
  if (limits.ttft_p95 > Time{} && first > limits.ttft_p95) {
    return said(ttft_floor, first, limits.ttft_p95);
  }
  const Time each = step / of.step.accepted;
  if (output > 0.0 && limits.tpot_p95 > Time{} && each > limits.tpot_p95) {
    return said(tpot_floor, each, limits.tpot_p95);
  }
  return std::nullopt;
}

inline constexpr Formula goodput_card{
    "serving.goodput", "largest rate with TTFT_p95 and TPOT_p95 within their limits", "definition"};

/// The most requests a second that see their limits kept, or the limit that none does.
[[nodiscard]] inline Feasible<Frequency> goodput(const Loaded& of, const Limits& limits) {
  if (const auto broken = broken_floor(of, limits)) return *broken;
  const double output = ratio(of.lengths.output, token);
  Frequency most = of.prefillers / of.prompt.spacing;
  if (output > 0.0) most = weft::min(most, detail::rate_of(of, detail::most_decoding(of)));
  constexpr double below = 1.0 - 1e-6;
  const auto slack = [&](double share) {
    if (share <= 0.0) return 1.0;
    const auto seen = open_loop(of, share * most);
    if (!seen) return -1.0;
    double left = 1.0;
    if (limits.ttft_p95 > Time{}) left = 1.0 - ratio(seen->ttft_p95, limits.ttft_p95);
    if (output > 0.0 && limits.tpot_p95 > Time{}) {
      left = std::min(left, 1.0 - ratio(seen->tpot_p95, limits.tpot_p95));
    }
    return left;
  };
  if (slack(below) >= 0.0) return below * most;
  constexpr double precision = 1e-6;
  const auto root = find_root(slack, 0.0, below, {.relative = precision, .evaluations = 100});
  return root ? (1.0 - 2.0 * precision) * *root * most : Frequency{};
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::OpenLoop> = "open_loop";
template <>
inline constexpr auto fields<serving::OpenLoop> = std::array{
    row<&serving::OpenLoop::batch>("batch", "that decode together, a worker"),
    row<&serving::OpenLoop::prefill_busy>("prefill_busy", "share of time"),
    row<&serving::OpenLoop::ttft_mean>("ttft_mean", "").in("ms"),
    row<&serving::OpenLoop::ttft_p50>("ttft_p50", "").in("ms"),
    row<&serving::OpenLoop::ttft_p95>("ttft_p95", "").in("ms").by(serving::open_loop_card),
    row<&serving::OpenLoop::ttft_p99>("ttft_p99", "").in("ms"),
    row<&serving::OpenLoop::tpot_mean>("tpot_mean", "").in("ms"),
    row<&serving::OpenLoop::tpot_p50>("tpot_p50", "").in("ms"),
    row<&serving::OpenLoop::tpot_p95>("tpot_p95", "").in("ms").by(serving::open_loop_card),
    row<&serving::OpenLoop::tpot_p99>("tpot_p99", "").in("ms")};
static_assert(describes_all<serving::OpenLoop>());

}  // namespace weft
