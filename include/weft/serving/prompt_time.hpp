// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/serving/step_time.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>

namespace weft::serving {

/// What the prefill of one prompt takes on one worker.
struct PromptTime {
  Time matmul{};    ///< of its own group of ranks
  Time exchange{};  ///< between ranks
  Time pass{};      ///< kernels and weights of one pass
  Time spacing{};   ///< of prompts when all groups have one
  Time stall{};     ///< that a prompt takes from decoding on the same ranks
  [[nodiscard]] constexpr Time total() const { return matmul + exchange + pass; }
  friend bool operator==(const PromptTime&, const PromptTime&) = default;
};

namespace detail {

/// Time to send the copies of one token of a prompt to its experts. Kernels for prompts send one
/// copy to each domain, where it is handed on over scale-up.
[[nodiscard]] inline Time prompt_dispatched(const Coefficients& by, const RankWork& work,
                                            const Machine& on, const Pool& pool) {
  const Bytes copy = routed_share * work.hidden;
  const Time inside = work.experts_active * (copy / (by.shares.expert_links * on.scale_up_rate));
  const double domains =
      static_cast<double>(pool.ranks()) / static_cast<double>(on.scale_up_domain);
  if (domains <= 1.0) return inside;
  const double met = 1.0 - weft::pow(1.0 - 1.0 / domains, work.experts_active);
  const Time beyond = (domains - 1.0) * met * (copy / (by.shares.expert_links * on.scale_out_rate));
  return on.scale_up_domain > 1 ? weft::max(inside, beyond) : beyond;
}

}  // namespace detail

inline constexpr Formula prompt_time_card{
    "serving.prompt-time",
    "I (2N/t + core + 2N_e/n)/(F e) + 2L 2(t-1)/t I h b/(N e) + 2L_m 3/4 I k h b/(N e) + "
    "(p-1)(a + I h b/(t N e)) + pass",
    "definition; one copy a domain: deepseek-ai/DeepEP README; coefficients fitted, "
    "models/serving_fits"};

/// \param input  tokens of the prompt, I.  \param cached  share of them that the cache holds.
[[nodiscard]] inline PromptTime prompt_time(const Coefficients& by, const RankWork& work,
                                            const Machine& on, const Pool& pool, Tokens input,
                                            double cached = 0.0) {
  const double fresh = ratio(input, token) * (1.0 - cached);
  const auto groups = static_cast<double>(pool.data);
  const double linear = work.is_linear ? by.overheads.linear_prefill : 1.0;
  const Time group = linear * fresh * (work.dense_token + work.prompt_core);
  const Time shared = linear * fresh * work.expert_token;
  const double t = pool.tensor();
  Time exchange{};
  if (t > 1.0) {
    exchange += 2.0 * work.layers * fresh * detail::all_reduced(by, work, on, t);
  }
  if (pool.data > 1 && work.expert_layers > 0.0) {
    exchange += 2.0 * work.expert_layers * fresh * detail::prompt_dispatched(by, work, on, pool);
  }
  const auto handed = detail::stage_exchanges(by, work, on, pool);
  exchange += handed.wait + fresh * handed.token;
  const Time alone = (group + shared) / by.shares.prefill_matmul + exchange;
  const Time crowded = (group / groups + shared) / by.shares.prefill_matmul + exchange / groups;
  PromptTime made;
  made.matmul = (group + shared) / by.shares.prompt_matmul;
  made.exchange = exchange;
  made.pass = kernel_time(by, work) + work.dense / (by.shares.dense_memory * on.memory_rate) +
              work.experts / (by.shares.expert_memory * on.memory_rate);
  made.spacing = (group / groups + shared) / by.shares.prompt_matmul + exchange / groups;
  made.stall = crowded + by.overheads.other_ranks * (alone - crowded);
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::PromptTime> = "prompt_time";
template <>
inline constexpr auto fields<serving::PromptTime> = std::array{
    row<&serving::PromptTime::matmul>("matmul", "on its own ranks").in("ms"),
    row<&serving::PromptTime::exchange>("exchange", "between ranks").in("ms"),
    row<&serving::PromptTime::pass>("pass", "kernels and weights").in("ms"),
    row<&serving::PromptTime::spacing>("spacing", "of prompts, all groups busy").in("ms"),
    row<&serving::PromptTime::stall>("stall", "taken from decoding on the same ranks").in("ms"),
    row<&serving::PromptTime::total>("total", "of one prompt alone")
        .in("ms")
        .by(serving::prompt_time_card)};
static_assert(describes_all<serving::PromptTime>());

}  // namespace weft
