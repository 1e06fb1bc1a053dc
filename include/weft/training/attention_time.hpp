// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/training/step_rates.hpp"
#include "weft/training/trainee.hpp"

namespace weft::training {

/// Backward over forward time of fused attention: 2.5 times the arithmetic, 0.8 of the efficiency.
inline constexpr double attention_backward = 3.1;
/// Heads of this width or less leave half of a tensor core's tile empty.
inline constexpr std::int64_t narrow_head = 64;

inline constexpr Formula attention_time_card{
    "training.attention-time", "2 a (d_k + d_v) keys b s / (c t P e)",
    "Dao 2023, arXiv:2307.08691, section 3.1 (causal arithmetic); e is fitted"};

/// Forward time of fused attention over all layers, causal arithmetic.
[[nodiscard]] constexpr Time fused_attention_time(const Trainee& of, const LayerSplit& split,
                                                  const StepRates& rates) {
  const double keys = compute::keys_per_query(of.work, of.attention_span * split.sequence,
                                              compute::AttentionFlops::causal);
  const Flops work =
      2.0 * of.work.core_width * keys * split.tokens() / static_cast<double>(split.tensor) * flop;
  const bool narrow = !of.llm.latent && of.llm.head_dim <= narrow_head;
  return work / (rates.attention * (narrow ? rates.layer.attention_narrow : 1.0) * rates.bf16_peak);
}

inline constexpr Formula unfused_attention_card{
    "training.unfused-attention", "2 a (d_k + d_v) s b s L / (t P e) + 13 q a b s^2 L / (t B)",
    "Korthikanti et al. 2022, arXiv:2205.05198, section 4 (scores kept); e and q are fitted"};

/// Forward time of attention by separate kernels: the full square of scores goes to memory.
[[nodiscard]] constexpr Time unfused_attention_time(const Trainee& of, const LayerSplit& split,
                                                    const StepRates& rates) {
  constexpr Bytes score = 13.0 * byte;  // written and read by matmul, mask, softmax and dropout
  const double s = ratio(split.sequence, token);
  const double pairs =
      split.tokens() * s / static_cast<double>(split.tensor) * static_cast<double>(of.work.layers);
  const Flops work = 2.0 * of.work.core_width * pairs * flop;
  return work / (rates.layer.unfused_matmul * rates.bf16_peak) +
         rates.layer.unfused_traffic * static_cast<double>(of.work.heads) * pairs * score /
             rates.memory;
}

[[nodiscard]] constexpr Time attention_time(const Trainee& of, const LayerSplit& split,
                                            const StepRates& rates) {
  return rates.attention > 0.0 ? fused_attention_time(of, split, rates)
                               : unfused_attention_time(of, split, rates);
}

}  // namespace weft::training
