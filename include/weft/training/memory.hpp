// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/training/schedule.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::training {

/// Bytes kept for one parameter by mixed-precision Adam.
struct StateBytes {
  Bytes weight = 2.0 * byte;
  Bytes gradient = 4.0 * byte;
  Bytes optimizer = 12.0 * byte;
  friend bool operator==(const StateBytes&, const StateBytes&) = default;
};

/// What the fullest accelerator holds.
struct Memory {
  Bytes weights{};
  Bytes gradients{};
  Bytes optimizer{};
  Bytes activations{};
  Bytes logits{};  ///< what the last stage holds beyond the activations of the first
  [[nodiscard]] constexpr Bytes total() const {
    return weights + gradients + optimizer + activations + logits;
  }
  friend bool operator==(const Memory&, const Memory&) = default;
};

inline constexpr Formula state_memory_card{
    "training.state-memory", "N_rank (w/d3 + g/d2 + o/d1), d_i = d where ZeRO shards it",
    "Rajbhandari et al. 2020, arXiv:1910.02054; NVIDIA/Megatron-LM theoretical_memory_usage.py"};

/// Weights, gradients and optimizer state of `parameters` parameters a rank.
/// \param shards  data ranks over which ZeRO spreads what it spreads.
[[nodiscard]] constexpr Memory state_memory(double parameters, std::int64_t zero,
                                            std::int64_t shards, const StateBytes& each = {}) {
  const auto over = static_cast<double>(shards);
  return {.weights = parameters / (zero >= 3 ? over : 1.0) * each.weight,
          .gradients = parameters / (zero >= 2 ? over : 1.0) * each.gradient,
          .optimizer = parameters / (zero >= 1 ? over : 1.0) * each.optimizer};
}

/// What the activations of one layer are counted from: one micro-batch on one rank.
struct LayerShape {
  double tokens = 0.0;    ///< s b / c
  double sequence = 0.0;  ///< s / c
  double hidden = 0.0;
  double heads = 0.0;
  std::int64_t tensor = 1;
  bool sequence_parallel = true;
};

inline constexpr Formula gpt_activations_card{
    "training.gpt-activations", "sbh(10 + 24/t + 5as/(ht)); sbh/t (34 + 5as/h); 34 sbh/t; 2 sbh",
    "Korthikanti et al. 2022, arXiv:2205.05198, eqs. 2, 4, 6 and section 5"};

/// Activations that one GPT layer keeps for the backward pass, dropout masks included.
[[nodiscard]] constexpr Bytes gpt_layer_activations(const LayerShape& shape, Recompute recompute) {
  const auto t = static_cast<double>(shape.tensor);
  const double split = shape.sequence_parallel ? t : 1.0;
  const double sbh = shape.tokens * shape.hidden;
  if (recompute == Recompute::full) return 2.0 * sbh / split * byte;
  const double core =
      recompute == Recompute::none ? 5.0 * shape.heads * shape.sequence / (shape.hidden * t) : 0.0;
  return sbh * (10.0 / split + 24.0 / t + core) * byte;
}

/// Activations that one layer of any model keeps: norms and inputs of the matrices, Q, K, V and
/// the attention output, and what the feed-forward layer needs; no dropout, no score matrix.
[[nodiscard]] constexpr Bytes layer_activations(const compute::ModelWork& work,
                                                const Parallel& split, Tokens micro_tokens) {
  const double tokens = ratio(micro_tokens, token);
  const auto t = static_cast<double>(split.tensor);
  const double wide = split.sequence_parallel ? t : 1.0;
  const double inputs = 6.0 * work.hidden / wide + 2.0 * work.ffn_inputs * work.hidden / wide;
  const double attention = (4.0 * work.query_width + 2.0 * work.key_value_width) / t;
  const double ffn = (work.gated ? 6.0 : 4.0) * work.ffn_width / t;
  return tokens * (inputs + attention + ffn) * byte;
}

/// Activations of one layer by the split's recompute mode. Attention is fused: the score matrix is
/// never kept, so `none` and `selective` hold the same. Plain models follow the paper, with
/// dropout.
[[nodiscard]] constexpr Bytes kept_activations(const compute::ModelWork& work, const Job& job,
                                               const Parallel& split, Tokens micro_tokens) {
  if (split.recompute != Recompute::full && work.gated) {
    return layer_activations(work, split, micro_tokens);
  }
  const auto mode = split.recompute == Recompute::full ? Recompute::full : Recompute::selective;
  return gpt_layer_activations(
      {.tokens = ratio(micro_tokens, token),
       .sequence = ratio(job.sequence, token) / static_cast<double>(split.context),
       .hidden = work.hidden,
       .heads = static_cast<double>(work.heads),
       .tensor = split.tensor,
       .sequence_parallel = split.sequence_parallel},
      mode);
}

/// Layers whose activations the fullest stage holds at once, each for one micro-batch.
[[nodiscard]] constexpr double layers_in_flight(double layers, const Parallel& split,
                                                std::int64_t micro_batches) {
  return batches_in_flight(split.pipelining, split.pipeline, split.virtual_stages, micro_batches) *
         layers / static_cast<double>(split.pipeline);
}

inline constexpr Reason out_of_memory{"training.out-of-memory",
                                      "the fullest accelerator needs more memory than it has"};

/// What the fullest accelerator holds, first stage or last.
[[nodiscard]] constexpr Memory memory(const compute::ModelWork& work, const Job& job,
                                      const Parallel& split, const Schedule& plan) {
  const auto t = static_cast<double>(split.tensor);
  const auto held = rank_parameters(work, split, plan);
  const std::int64_t twice = split.stages_held();
  const auto shards = [&](std::int64_t copies) { return split.shards_of(twice * copies); };
  const auto dense = state_memory(held.dense, split.zero, shards(split.data * split.context));
  const auto experts = state_memory(held.experts, split.zero, shards(plan.expert_replicas));
  Memory made{.weights = dense.weights + experts.weights,
              .gradients = dense.gradients + experts.gradients,
              .optimizer = dense.optimizer + experts.optimizer};
  if (split.offload == Offload::optimizer) made.optimizer = {};
  const auto layers = static_cast<double>(plan.layers_per_stage * split.pipeline);
  const auto kept = kept_activations(work, job, split, plan.micro_tokens);
  made.activations = layers_in_flight(layers, split, plan.micro_batches) * kept;
  if (split.recompute == Recompute::full) {
    Parallel live = split;
    live.recompute = Recompute::selective;
    made.activations = made.activations + kept_activations(work, job, live, plan.micro_tokens);
  }
  if (split.zero >= 3) {  // two layers are gathered at a time
    made.weights = made.weights + 2.0 * work.parameters / static_cast<double>(work.layers) / t *
                                      StateBytes{}.weight;
  }
  constexpr Bytes logit = 4.0 * byte;
  const auto loss = ratio(plan.micro_tokens, token) * work.vocabulary / t * logit;
  const auto last = static_cast<double>(plan.layers_per_stage) * kept + loss;
  made.logits = split.pipeline > 1 ? weft::max(last - made.activations, Bytes{}) : loss;
  return made;
}

/// The memory when it fits, else what is needed and what there is.
[[nodiscard]] constexpr Feasible<Memory> fitted(const Memory& held, Bytes usable) {
  if (held.total() <= usable) return held;
  return Infeasible{&out_of_memory, ratio(held.total(), byte), ratio(usable, byte),
                    dimension_of<Bytes>};
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::StateBytes> = "state_bytes";
template <>
inline constexpr auto fields<training::StateBytes> = std::array{
    row<&training::StateBytes::weight>("weight", "a parameter").in("B").default_from("bf16"),
    row<&training::StateBytes::gradient>("gradient", "a parameter")
        .in("B")
        .default_from("NVIDIA/Megatron-LM theoretical_memory_usage.py: 18 B a parameter less 2 "
                      "weight and 12 optimizer"),
    row<&training::StateBytes::optimizer>("optimizer", "a parameter")
        .in("B")
        .default_from("arXiv:1910.02054: fp32 master weight and two Adam moments")};
static_assert(describes_all<training::StateBytes>());

template <>
inline constexpr std::string_view type_name<training::Memory> = "training_memory";
template <>
inline constexpr auto fields<training::Memory> = std::array{
    row<&training::Memory::weights>("weights", "").in("GiB").by(training::state_memory_card),
    row<&training::Memory::gradients>("gradients", "").in("GiB").by(training::state_memory_card),
    row<&training::Memory::optimizer>("optimizer", "").in("GiB").by(training::state_memory_card),
    row<&training::Memory::activations>("activations", "").in("GiB").by(training::in_flight_card),
    row<&training::Memory::logits>("logits", "of the last stage").in("GiB"),
    row<&training::Memory::total>("total", "the fullest accelerator").in("GiB")};
static_assert(describes_all<training::Memory>());

}  // namespace weft
