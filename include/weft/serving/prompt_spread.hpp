// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/serving/cache_transfer.hpp"
#include "weft/serving/prompt_time.hpp"
#include "weft/serving/rank_work.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::serving {

/// A prompt of one length.
struct Prompt {
  Tokens input{};
  Time core{};    ///< attention over the tokens before, one token
  Bytes cache{};  ///< that it leaves
  friend bool operator==(const Prompt&, const Prompt&) = default;
};

/// The mean prompt, and those that a share of prompts does not exceed.
struct Prompts {
  Prompt mean, p50, p95, p99;
  double spread = 0.0;  ///< of the logarithm of lengths; 0: all are alike
  friend bool operator==(const Prompts&, const Prompts&) = default;
};

[[nodiscard]] inline Prompts prompts(const compute::ModelWork& model, const Numerics& formats,
                                     const Pool& pool, const RequestLengths& lengths) {
  const auto of = [&](Tokens input) {
    return Prompt{input, prompt_core(model, formats, pool, input),
                  sequence_cache(model, formats, input)};
  };
  Prompts made;
  made.mean = of(lengths.input);
  made.spread = length_spread(lengths.input, lengths.input_p95);
  if (made.spread <= 0.0) return made;
  made.p50 = of(length_at(lengths.input, made.spread, p50));
  made.p95 = of(length_at(lengths.input, made.spread, p95));
  made.p99 = of(length_at(lengths.input, made.spread, p99));
  return made;
}

/// How much longer prompts of a percentile take than the mean one, all terms of TTFT that grow with
/// them together; the median is shorter than the mean.
struct PromptSpread {
  Time p50{}, p95{}, p99{};
  double variation = 0.0;  ///< squared, of the time that a prompt occupies its worker
  friend bool operator==(const PromptSpread&, const PromptSpread&) = default;
};

inline constexpr Formula prompt_variation_card{"serving.prompt-variation", "c^2 = exp(sigma^2) - 1",
                                               "log-normal distribution"};

/// \param time  what a prompt takes until its first token, without queues.
template <class TimeOf>
[[nodiscard]] PromptSpread prompt_spread(const Prompts& of, const TimeOf& time) {
  if (of.spread <= 0.0) return {};
  const Time mean = time(of.mean);
  return {.p50 = time(of.p50) - mean,
          .p95 = time(of.p95) - mean,
          .p99 = time(of.p99) - mean,
          .variation = weft::expm1(of.spread * of.spread)};
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::PromptSpread> = "prompt_spread";
template <>
inline constexpr auto fields<serving::PromptSpread> =
    std::array{row<&serving::PromptSpread::p50>("p50", "more than the mean prompt").in("ms"),
               row<&serving::PromptSpread::p95>("p95", "more than the mean prompt").in("ms"),
               row<&serving::PromptSpread::p99>("p99", "more than the mean prompt").in("ms"),
               row<&serving::PromptSpread::variation>("variation", "squared, of the service time")
                   .by(serving::prompt_variation_card)};
static_assert(describes_all<serving::PromptSpread>());

}  // namespace weft
