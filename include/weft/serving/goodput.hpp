// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/root.hpp"
#include "weft/serving/open_loop.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace weft::serving {

inline constexpr Reason ttft_floor{"serving.ttft-floor",
                                   "even an idle deployment needs longer to the first token"};
inline constexpr Reason tpot_floor{"serving.tpot-floor",
                                   "even a single request waits longer between tokens"};

/// Share of time that prompts keep a worker busy at most: beyond it the queue has no end.
inline constexpr double stable = 0.999;

namespace detail {

using NamedTime = std::pair<std::string_view, Time>;

template <std::size_t N>
[[nodiscard]] std::string_view longest_of(const std::array<NamedTime, N>& terms) {
  return std::max_element(terms.begin(), terms.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}
[[nodiscard]] inline std::string_view longest_term(const FirstTokenTime& of, Time longer) {
  return longest_of(std::array{NamedTime{"outside the accelerators", of.request},
                               NamedTime{"prefill", of.prompt + longer},
                               NamedTime{"transfer of the cache", of.transfer},
                               NamedTime{"steps until the token leaves", of.admission}});
}
[[nodiscard]] inline std::string_view longest_term(const StepTime& of) {
  return longest_of(
      std::array{NamedTime{"weights", of.weights}, NamedTime{"experts", of.experts},
                 NamedTime{"cache", of.cache}, NamedTime{"kernels", of.kernels},
                 NamedTime{"tensor exchange", of.tensor}, NamedTime{"expert exchange", of.expert},
                 NamedTime{"scheduler", of.scheduler}, NamedTime{"drafts", of.drafts}});
}

}  // namespace detail

/// Of the limits, the one that even an idle deployment breaks, with the term that takes longest.
[[nodiscard]] inline std::optional<Infeasible> broken_floor(const Loaded& of,
                                                            const Limits& limits) {
  const auto said = [](const Reason& why, Time needed, Time asked, std::string_view term) {
    return Infeasible{&why, ratio(needed, second), ratio(asked, second), dimension_of<Time>, term};
  };
  const bool decodes = of.lengths.output > Tokens{};
  const StepTime step = decodes ? step_time(of.step, 1.0) : StepTime{};
  const FirstTokenTime alone = detail::first_token(of, step.total());
  const Time first = alone.total() + of.longer.p95;
  if (limits.ttft_p95 > Time{} && first > limits.ttft_p95) {
    return said(ttft_floor, first, limits.ttft_p95, detail::longest_term(alone, of.longer.p95));
  }
  const Time each = step.total() / of.step.accepted;
  if (decodes && limits.tpot_p95 > Time{} && each > limits.tpot_p95) {
    return said(tpot_floor, each, limits.tpot_p95, detail::longest_term(step));
  }
  return std::nullopt;
}

namespace detail {

/// What a load leaves of the tightest limit, as a share of it; negative beyond. Falls with the
/// load.
[[nodiscard]] inline double slack(const Loaded& of, const Limits& limits, double batch,
                                  Frequency rate) {
  const double busy = prompts_busy(of, rate);
  double left = stable - busy;
  if (left < 0.0) return left;
  if (limits.ttft_p95 > Time{}) {
    const Time alone = first_token(of, decoding_step(of, batch)).total();
    left =
        std::min(left, 1.0 - ratio(ttft_at(of, alone, busy, p95, of.longer.p95), limits.ttft_p95));
  }
  if (of.lengths.output > Tokens{} && limits.tpot_p95 > Time{}) {
    left = std::min(left, 1.0 - ratio(tpot_at(of, batch, p95).total(), limits.tpot_p95));
  }
  return left;
}

inline constexpr double goodput_precision = 1e-6;

/// The largest value in (0, most] at which `slack`, which falls, is not negative.
template <class Slack>
[[nodiscard]] double largest_kept(double most, const Slack& slack) {
  if (slack(most) >= 0.0) return most;
  const auto root =
      find_root(slack, 0.0, most, {.relative = goodput_precision, .evaluations = 100});
  return root ? (1.0 - 2.0 * goodput_precision) * *root : 0.0;  // where the limits are kept
}

}  // namespace detail

inline constexpr Formula goodput_card{
    "serving.goodput", "largest rate with TTFT_p95 and TPOT_p95 within their limits", "definition"};

/// The most requests a second that see their limits kept, or the limit that none does.
[[nodiscard]] inline Feasible<Frequency> goodput(const Loaded& of, const Limits& limits) {
  if (const auto broken = broken_floor(of, limits)) return *broken;
  constexpr double below = 1.0 - 1e-6;  // open_loop() takes only less than the capacity
  if (of.lengths.output <= Tokens{}) {
    const Frequency most = detail::most_prompts(of);
    return most * detail::largest_kept(stable, [&](double busy) {
             return detail::slack(of, limits, 0.0, busy * most);
           });
  }
  const double most = below * detail::most_decoding(of);
  const double batch = detail::largest_kept(most, [&](double each) {
    return each <= 0.0 ? 1.0 : detail::slack(of, limits, each, detail::rate_of(of, each));
  });
  return batch > 0.0 ? detail::rate_of(of, batch) : Frequency{};
}

inline constexpr Formula matched_prefillers_card{
    "serving.matched-prefillers", "R(TPOT_p95 = limit) x spacing / load", "definition"};

/// Prefill workers for the workers that decode, when these are at their limit of TPOT and prompts
/// keep each prefill worker busy for the share `load` of its time.
[[nodiscard]] inline double matched_prefillers(const Loaded& of, const Limits& limits,
                                               double load) {
  Loaded free = of;
  free.prefillers = 1e12;  // prompts never wait
  const auto most = goodput(free, {.ttft_p95 = {}, .tpot_p95 = limits.tpot_p95});
  if (!most) return 1.0;  // goodput() of the deployment says the same
  return ratio(*most, 1.0 / weft::max(of.prompt.spacing, of.links)) / load;
}

}  // namespace weft::serving
