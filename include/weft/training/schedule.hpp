// SPDX-License-Identifier: Apache-2.0
// Whether a split divides a job, and what one rank then does.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/training/parallel.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

namespace weft::training {

/// A split that divides: what one rank does in one step.
struct Schedule {
  std::int64_t micro_batches = 1;     ///< of one step and data rank, m
  std::int64_t layers_per_stage = 1;  ///< of the fullest stage
  std::int64_t expert_shards = 1;     ///< ranks over which the experts of a stage are spread
  std::int64_t expert_replicas = 1;   ///< data-parallel ranks of one expert
  Tokens micro_tokens{};              ///< of one micro-batch on one rank: b s / c
  Tokens batch{};                     ///< as run: a whole number of micro-batches
  friend bool operator==(const Schedule&, const Schedule&) = default;
};

inline constexpr Reason wrong_accelerators{
    "training.wrong-accelerators",
    "tensor x pipeline x data x context is not the accelerators of the job"};
inline constexpr Reason heads_not_divisible{"training.heads-not-divisible",
                                            "the tensor ranks do not divide the heads"};
inline constexpr Reason too_many_stages{
    "training.too-many-stages",
    "more pipeline stages and chunks than layers, embedding and output layer"};
inline constexpr Reason context_not_divisible{"training.context-not-divisible",
                                              "the context ranks do not divide the sequence"};
inline constexpr Reason experts_not_divisible{"training.experts-not-divisible",
                                              "the expert ranks do not divide the experts"};
inline constexpr Reason expert_ranks_not_divisible{
    "training.expert-ranks-not-divisible",
    "the expert ranks do not divide data x context x tensor"};
inline constexpr Reason batch_too_small{"training.batch-too-small",
                                        "fewer sequences in a batch than data ranks x micro-batch"};
inline constexpr Reason interleaving_uneven{
    "training.interleaving-uneven",
    "an interleaved pipeline needs micro-batches in multiples of its stages"};
inline constexpr Reason fixed_chunks{
    "training.fixed-chunks",
    "only 1F1B takes a number of virtual stages; zb-v and dualpipe have 2"};
inline constexpr Reason pipeline_not_full{
    "training.pipeline-not-full",
    "zero-bubble and DualPipe pipelines want as many micro-batches as stages"};
inline constexpr Reason dual_pipe_odd{"training.dualpipe-odd",
                                      "DualPipe wants even numbers of stages and micro-batches"};
inline constexpr Reason shards_not_divisible{
    "training.shards-not-divisible", "the ranks of one sharded copy do not divide data x context"};
inline constexpr Reason no_work{"training.no-work",
                                "a job needs a sequence, a batch and at least one rank each way"};

namespace detail {

using Flaw = std::optional<Infeasible>;
[[nodiscard]] constexpr Flaw flaw(const Reason& why, std::int64_t needed, std::int64_t available) {
  return Infeasible{&why, static_cast<double>(needed), static_cast<double>(available), {}};
}

/// Ranks that do not divide what they split.
[[nodiscard]] constexpr Flaw rank_flaw(const compute::ModelWork& work, const Job& job,
                                       const Parallel& split) {
  if (split.accelerators() != job.accelerators)
    return flaw(wrong_accelerators, split.accelerators(), job.accelerators);
  if (work.heads % split.tensor != 0) return flaw(heads_not_divisible, split.tensor, work.heads);
  const auto chunks = split.pipeline * chunks_of(split.pipelining, split.virtual_stages);
  constexpr std::int64_t ends = 2;  // embedding and output layer may take the place of a layer
  if (chunks > work.layers + ends) return flaw(too_many_stages, chunks, work.layers);
  const auto length = static_cast<std::int64_t>(ratio(job.sequence, token));
  if (length % split.context != 0) return flaw(context_not_divisible, split.context, length);
  const std::int64_t copies = split.data * split.context;
  if (split.shard_ranks > 0 && copies % split.shard_ranks != 0)
    return flaw(shards_not_divisible, split.shard_ranks, copies);
  return std::nullopt;
}

[[nodiscard]] constexpr Flaw expert_flaw(const compute::ModelWork& work, const Parallel& split) {
  if (split.expert <= 1) return std::nullopt;
  if (work.experts == 0 || work.experts % split.expert != 0)
    return flaw(experts_not_divisible, split.expert, work.experts);
  const auto ranks = split.data * split.context * split.tensor;
  if (ranks % split.expert != 0) return flaw(expert_ranks_not_divisible, split.expert, ranks);
  return std::nullopt;
}

/// What the order of passes asks of stages and micro-batches.
[[nodiscard]] constexpr Flaw pipeline_flaw(const Parallel& split, std::int64_t micro_batches) {
  const std::int64_t p = split.pipeline;
  const Pipelining how = split.pipelining;
  const bool chunked = split.virtual_stages > 1;
  if (how == Pipelining::one_forward_one_backward) {
    if (chunked && micro_batches % p != 0) return flaw(interleaving_uneven, p, micro_batches);
    return std::nullopt;
  }
  if (chunked) return flaw(fixed_chunks, 1, split.virtual_stages);
  if (p == 1 || how == Pipelining::gpipe) return std::nullopt;
  if (micro_batches < p) return flaw(pipeline_not_full, p, micro_batches);
  const bool even = p % 2 == 0 && micro_batches % 2 == 0;
  if (how == Pipelining::dual_pipe && !even) return flaw(dual_pipe_odd, 2, 1);
  return std::nullopt;
}

}  // namespace detail

inline constexpr Formula schedule_card{"training.schedule",
                                       "m = round(B / (b d)), L_s = ceil(L / p)", "definition"};

/// Micro-batches and layers of one rank. A batch that is no multiple of data x micro-batch is
/// rounded to the nearest one; `batch` says what runs.
[[nodiscard]] inline Feasible<Schedule> schedule(const compute::ModelWork& work, const Job& job,
                                                 const Parallel& split) {
  const auto least = std::min({split.tensor, split.pipeline, split.data, split.context,
                               split.expert, split.virtual_stages, split.micro_batch});
  if (least < 1 || job.sequence < token || job.global_batch <= Tokens{})
    return *detail::flaw(no_work, 1, least);
  if (const auto wrong = detail::rank_flaw(work, job, split)) return *wrong;
  if (const auto wrong = detail::expert_flaw(work, split)) return *wrong;
  const double per_round = static_cast<double>(split.data * split.micro_batch);
  const double sequences = ratio(job.global_batch, job.sequence);
  const auto micro_batches = static_cast<std::int64_t>(std::floor(sequences / per_round + 0.5));
  if (micro_batches < 1) {
    return *detail::flaw(batch_too_small, split.data * split.micro_batch,
                         static_cast<std::int64_t>(sequences));
  }
  if (const auto wrong = detail::pipeline_flaw(split, micro_batches)) return *wrong;
  Schedule made;
  made.micro_batches = micro_batches;
  made.layers_per_stage = (work.layers + split.pipeline - 1) / split.pipeline;
  made.expert_shards = std::max(split.expert, split.tensor);
  made.expert_replicas =
      std::max<std::int64_t>(1, split.data * split.context * split.tensor / made.expert_shards);
  made.micro_tokens = static_cast<double>(split.micro_batch) * job.sequence / split.context;
  made.batch = static_cast<double>(micro_batches) * per_round * job.sequence;
  return made;
}

/// Parameters of the fullest rank.
struct RankParameters {
  double dense = 0.0;
  double experts = 0.0;
};
[[nodiscard]] constexpr RankParameters rank_parameters(const compute::ModelWork& work,
                                                       const Parallel& split,
                                                       const Schedule& plan) {
  const double share =
      static_cast<double>(plan.layers_per_stage) / static_cast<double>(work.layers);
  const auto t = static_cast<double>(split.tensor);
  const double routed = compute::routed_parameters(work);
  const double dense = split.pipeline > 1 ? work.dense_parameters * share + work.output_parameters
                                          : work.parameters - routed;
  const auto held = static_cast<double>(split.stages_held());
  return {.dense = held * dense / t,
          .experts = held * routed * share / static_cast<double>(plan.expert_shards)};
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::Schedule> = "schedule";
template <>
inline constexpr auto fields<training::Schedule> = std::array{
    row<&training::Schedule::micro_batches>("micro_batches", "of one step and data rank")
        .by(training::schedule_card),
    row<&training::Schedule::layers_per_stage>("layers_per_stage", "of the fullest stage"),
    row<&training::Schedule::expert_shards>("expert_shards",
                                            "ranks that the experts of a stage are spread over"),
    row<&training::Schedule::expert_replicas>("expert_replicas", "data ranks of one expert"),
    row<&training::Schedule::micro_tokens>("micro_tokens", "of one micro-batch on one rank")
        .in("tok"),
    row<&training::Schedule::batch>("batch", "as run").in("Mtok")};
static_assert(describes_all<training::Schedule>());

}  // namespace weft
