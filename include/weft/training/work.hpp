// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/units/system.hpp"

#include <cstdint>

namespace weft::training {

/// Forward, gradient of the inputs, gradient of the weights.
inline constexpr double passes = 3.0;

inline constexpr Formula flops_per_token_card{
    "training.flops-per-token", "6 N_mm + 6 L a d s causal, + 12 L a d s full square",
    "NVIDIA/Megatron-LM training.py num_floating_point_operations; full square: arXiv:2204.02311, "
    "app. B"};

/// Model arithmetic of one trained token, forward and backward, nothing computed twice.
[[nodiscard]] constexpr FlopsPerToken flops_per_token(const compute::ModelWork& work,
                                                      Tokens sequence,
                                                      compute::AttentionFlops convention) {
  return passes * compute::forward_flops(work, sequence, convention).total();
}

inline constexpr Formula six_n_card{"training.six-n", "C = 6 N D",
                                    "Hoffmann et al. 2022, arXiv:2203.15556"};

/// Arithmetic of a run by the rule of thumb that leaves attention out.
[[nodiscard]] constexpr Flops six_n(double active_parameters, Tokens tokens) {
  return 6.0 * active_parameters * ratio(tokens, token) * flop;
}

/// A GPT as the closed forms of the Megatron papers see it: FFN of 4h, all heads with a cache.
struct Gpt {
  double layers = 0.0;
  double hidden = 0.0;
  double vocabulary = 0.0;
  double sequence = 0.0;
};

inline constexpr Formula gpt_parameters_card{"training.gpt-parameters",
                                             "12 L h^2 (1 + 13/(12h) + (V+s)/(12 L h))",
                                             "Narayanan et al. 2021, SC'21, eq. 2"};
/// Parameters of a GPT, biases and position embedding included.
[[nodiscard]] constexpr double gpt_parameters(const Gpt& gpt) {
  const auto h = gpt.hidden;
  return 12.0 * gpt.layers * h * h *
         (1.0 + 13.0 / (12.0 * h) + (gpt.vocabulary + gpt.sequence) / (12.0 * gpt.layers * h));
}

inline constexpr Formula gpt_model_flops_card{"training.gpt-model-flops",
                                              "72 B L s h^2 (1 + s/(6h) + V/(12 h L))",
                                              "Korthikanti et al. 2022, arXiv:2205.05198, eq. 7"};
/// Model arithmetic of one step of `batch` sequences, full square.
[[nodiscard]] constexpr Flops gpt_model_flops(const Gpt& gpt, double batch) {
  const auto h = gpt.hidden;
  return 72.0 * batch * gpt.layers * gpt.sequence * h * h *
         (1.0 + gpt.sequence / (6.0 * h) + gpt.vocabulary / (12.0 * h * gpt.layers)) * flop;
}

inline constexpr Formula gpt_selective_flops_card{
    "training.gpt-selective-flops", "72 B L s h^2 (1 + s/(3h) + V/(12 h L))",
    "Korthikanti et al. 2022, arXiv:2205.05198, eq. 8"};
/// Hardware arithmetic of one step with selective recomputation.
[[nodiscard]] constexpr Flops gpt_selective_flops(const Gpt& gpt, double batch) {
  const auto h = gpt.hidden;
  return 72.0 * batch * gpt.layers * gpt.sequence * h * h *
         (1.0 + gpt.sequence / (3.0 * h) + gpt.vocabulary / (12.0 * h * gpt.layers)) * flop;
}

inline constexpr Formula gpt_full_flops_card{"training.gpt-full-flops",
                                             "96 B s L h^2 (1 + s/(6h) + V/(16 L h))",
                                             "Narayanan et al. 2021, SC'21, eq. 3"};
/// Hardware arithmetic of one step with full recomputation.
[[nodiscard]] constexpr Flops gpt_full_flops(const Gpt& gpt, double batch) {
  const auto h = gpt.hidden;
  return 96.0 * batch * gpt.layers * gpt.sequence * h * h *
         (1.0 + gpt.sequence / (6.0 * h) + gpt.vocabulary / (16.0 * h * gpt.layers)) * flop;
}

}  // namespace weft::training
