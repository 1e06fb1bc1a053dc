// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/roofline.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/collective_levels.hpp"
#include "weft/training/parallel.hpp"
#include "weft/training/work.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::training {

/// Shares of communication that arithmetic hides, and what stragglers add. The defaults hide
/// nothing but half a micro-batch of gradient exchange: a cautious figure for current stacks.
struct Overlap {
  double tensor = 0.0;
  double context = 0.0;
  double expert = 0.0;
  double pipeline = 0.0;
  double data = 0.5;  ///< part of one micro-batch's time under which gradients travel
  double straggler = 0.0;
  friend bool operator==(const Overlap&, const Overlap&) = default;
};

/// Ranks of a group that share one scale-up domain. `stride` is the distance between neighbours
/// of the group: tensor ranks lie closest, then context, data, pipeline.
[[nodiscard]] constexpr std::int64_t colocated(const compute::Machine& machine, std::int64_t ranks,
                                               std::int64_t stride) {
  return fabric::ranks_in_domain(ranks, stride, machine.scale_up_domain);
}

/// All-reduce of `size` over a group of which `inside` ranks share a scale-up domain: first there,
/// then each rank's part over the domains, then back.
[[nodiscard]] constexpr Time all_reduce_time(const compute::Machine& machine, Bytes size,
                                             std::int64_t ranks, std::int64_t inside) {
  const std::array levels{
      fabric::CollectiveLevel{
          .fan_out = inside, .rate = machine.scale_up_rate, .hop = machine.scale_up_hop},
      fabric::CollectiveLevel{
          .fan_out = ranks / inside, .rate = machine.scale_out_rate, .hop = machine.scale_out_hop}};
  return fabric::hierarchical_all_reduce(size, levels).time.total();
}

/// One activation of the hidden state, b s h / c, in bf16.
[[nodiscard]] constexpr Bytes hidden_bytes(const compute::ModelWork& work, const Schedule& plan) {
  return ratio(plan.micro_tokens, token) * work.hidden * 2.0 * byte;
}
/// Layers of the fullest stage that hold experts, as a share of all its layers.
[[nodiscard]] constexpr double expert_layers_per_stage(const compute::ModelWork& work,
                                                       const Schedule& plan) {
  return static_cast<double>(plan.layers_per_stage * work.expert_layers) /
         static_cast<double>(work.layers);
}

inline constexpr Formula elementwise_card{
    "training.elementwise",
    "T (8h norms + 12h residuals [/t] + 4(a d_k + kv/2)/t + (6|4) f/t) bytes", "definition"};

/// Memory traffic of norms, residual sums, rotations and activations, forward, all layers.
[[nodiscard]] constexpr Bytes elementwise_bytes(const compute::ModelWork& work,
                                                const Parallel& split, Tokens tokens) {
  const auto t = static_cast<double>(split.tensor);
  const double wide = split.sequence_parallel ? t : 1.0;
  const double norms_and_sums = 20.0 * work.hidden / wide;
  const double rotations = 4.0 * (work.query_width + work.key_value_width / 2.0) / t;
  const double activation = (work.gated ? 6.0 : 4.0) * work.ffn_width / t;
  return ratio(tokens, token) * static_cast<double>(work.layers) *
         (norms_and_sums + rotations + activation) * byte;
}

inline constexpr Formula tensor_card{"training.tensor",
                                     "2 (forward, backward) x 2 all-reduces of b s h a layer",
                                     "Shoeybi et al. 2019, arXiv:1909.08053"};
/// Tensor-parallel exchange of one micro-batch on the fullest stage; full recomputation repeats the
/// forward part.
[[nodiscard]] constexpr Time tensor_time(const compute::ModelWork& work, const Parallel& split,
                                         const Schedule& plan, const compute::Machine& machine) {
  if (split.tensor == 1) return {};
  const double times = split.recompute == Recompute::full ? 6.0 : 4.0;
  return times * static_cast<double>(plan.layers_per_stage) *
         all_reduce_time(machine, hidden_bytes(work, plan), split.tensor,
                         colocated(machine, split.tensor, 1));
}

inline constexpr Formula context_card{"training.context",
                                      "3 all-gathers of K and V, 2 b s k d / t, a layer",
                                      "Grattafiori et al. 2024, arXiv:2407.21783, section 3.3.2 "
                                      "(all-gather of K and V); 3: definition"};
/// Context-parallel exchange of one micro-batch on the fullest stage.
[[nodiscard]] constexpr Time context_time(const compute::ModelWork& work, const Parallel& split,
                                          const Schedule& plan, const compute::Machine& machine) {
  if (split.context == 1) return {};
  const bool inside = split.tensor * split.context <= machine.scale_up_domain;
  const Bytes whole = ratio(plan.micro_tokens, token) * static_cast<double>(split.context) *
                      work.key_value_width / static_cast<double>(split.tensor) * 2.0 * byte;
  return passes * static_cast<double>(plan.layers_per_stage) *
         fabric::ring_all_gather(whole, split.context,
                                 inside ? machine.scale_up_rate : machine.scale_out_rate,
                                 inside ? machine.scale_up_hop : machine.scale_out_hop)
             .total();
}

inline constexpr Formula pipeline_card{"training.pipeline",
                                       "b s h / t to the next stage and its gradient back",
                                       "Narayanan et al. 2021, SC'21, section 4.1"};
/// One micro-batch across one stage boundary, there and back.
[[nodiscard]] constexpr Time pipeline_time(const compute::ModelWork& work, const Parallel& split,
                                           const Schedule& plan, const compute::Machine& machine) {
  if (split.pipeline == 1) return {};
  const bool inside = split.accelerators() <= machine.scale_up_domain;
  return 2.0 * fabric::point_to_point(hidden_bytes(work, plan) / split.tensor,
                                      inside ? machine.scale_up_rate : machine.scale_out_rate,
                                      inside ? machine.scale_up_hop : machine.scale_out_hop)
                   .total();
}

inline constexpr Formula expert_card{"training.expert",
                                     "4 all-to-alls of b s k h / t a layer with experts",
                                     "DeepSeek-AI 2024, arXiv:2412.19437"};
/// Bytes that one rank sends in one dispatch or combine.
[[nodiscard]] constexpr Bytes expert_bytes(const compute::ModelWork& work, const Parallel& split,
                                           const Schedule& plan) {
  return hidden_bytes(work, plan) / split.tensor * static_cast<double>(work.experts_active);
}
/// Expert exchange of one micro-batch on the fullest stage: what stays in the domain uses the
/// scale-up network, the rest the scale-out network, one after the other; all messages are in
/// flight at once, so each network adds one hop.
[[nodiscard]] constexpr Time expert_time(const compute::ModelWork& work, const Parallel& split,
                                         const Schedule& plan, const compute::Machine& machine) {
  if (split.expert == 1) return {};
  const auto inside = colocated(machine, split.expert, 1);
  const auto outside = split.expert / inside;
  const auto sent = expert_bytes(work, split, plan);
  Time one{};
  if (inside > 1) {
    one = machine.scale_up_hop + fabric::pairwise_all_to_all(sent / outside, inside,
                                                             machine.scale_up_rate,
                                                             machine.scale_up_hop)
                                     .transfer;
  }
  if (outside > 1) {
    one = one + machine.scale_out_hop +
          fabric::pairwise_all_to_all(sent, outside, machine.scale_out_rate, machine.scale_out_hop)
              .transfer;
  }
  return 4.0 * expert_layers_per_stage(work, plan) * one;
}

inline constexpr Formula data_card{"training.data",
                                   "all-reduce of 2 bytes a parameter; ZeRO-3 half as much again",
                                   "Rajbhandari et al. 2020, arXiv:1910.02054, section 7"};
/// Data-parallel exchange: once a step, with ZeRO-3 once a micro-batch.
[[nodiscard]] constexpr Time data_time(const compute::ModelWork& work, const Parallel& split,
                                       const Schedule& plan, const compute::Machine& machine) {
  const auto ranks = split.data * split.context;
  const auto held = rank_parameters(work, split, plan);
  const double times = split.zero >= 3 ? 1.5 : 1.0;
  Time total{};
  if (ranks > 1) {
    total = all_reduce_time(machine, 2.0 * held.dense * byte, ranks,
                            colocated(machine, ranks, split.tensor));
  }
  if (held.experts > 0.0 && plan.expert_replicas > 1) {
    total = total + all_reduce_time(machine, 2.0 * held.experts * byte, plan.expert_replicas,
                                    colocated(machine, plan.expert_replicas, plan.expert_shards));
  }
  return times * total;
}

inline constexpr Formula optimizer_card{
    "training.optimizer",
    "30 bytes a parameter / memory rate: state and gradient read, state and weight written",
    "definition"};
/// Adam on the shard of one rank.
[[nodiscard]] constexpr Time optimizer_time(const compute::ModelWork& work, const Parallel& split,
                                            const Schedule& plan, const compute::Machine& machine) {
  constexpr Bytes moved = (12.0 + 4.0 + 12.0 + 2.0) * byte;
  const auto held = rank_parameters(work, split, plan);
  const bool sharded = split.zero >= 1;
  const double mine =
      held.dense / (sharded ? static_cast<double>(split.data * split.context) : 1.0) +
      held.experts / (sharded ? static_cast<double>(plan.expert_replicas) : 1.0);
  return mine * moved / compute::memory_rate(machine);
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::Overlap> = "overlap";
template <>
inline constexpr auto fields<training::Overlap> = std::array{
    row<&training::Overlap::tensor>("tensor", "hidden share")
        .between(0, 1)
        .default_from("estimate: nothing hidden"),
    row<&training::Overlap::context>("context", "hidden share")
        .between(0, 1)
        .default_from("estimate: nothing hidden"),
    row<&training::Overlap::expert>("expert", "hidden share")
        .between(0, 1)
        .default_from("estimate: nothing hidden"),
    row<&training::Overlap::pipeline>("pipeline", "hidden share")
        .between(0, 1)
        .default_from("estimate: nothing hidden"),
    row<&training::Overlap::data>("data", "part of a micro-batch under which gradients travel")
        .between(0, 1)
        .default_from("estimate"),
    row<&training::Overlap::straggler>("straggler", "added to each step")
        .between(0, 10)
        .default_from(
            "estimate: no scale term could be told from bubble and exposure in published runs")};
static_assert(describes_all<training::Overlap>());

}  // namespace weft
