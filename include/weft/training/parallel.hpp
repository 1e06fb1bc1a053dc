// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace weft::training {

/// What the backward pass computes again instead of keeping it.
enum class Recompute : std::uint8_t { none, selective, full };

/// How one training job is split over its accelerators.
struct Parallel {
  std::int64_t tensor = 1;
  std::int64_t pipeline = 1;
  std::int64_t data = 1;
  std::int64_t context = 1;
  std::int64_t expert = 1;          ///< taken from the ranks of data, context and tensor
  std::int64_t virtual_stages = 1;  ///< model chunks a pipeline rank holds
  std::int64_t micro_batch = 1;     ///< sequences
  std::int64_t zero = 1;            ///< stage of state sharding over data ranks, 0..3
  Recompute recompute = Recompute::selective;
  bool sequence_parallel = true;  ///< norms and residuals split over the tensor ranks too

  [[nodiscard]] constexpr std::int64_t accelerators() const {
    return tensor * pipeline * data * context;
  }
  friend bool operator==(const Parallel&, const Parallel&) = default;
};

/// What is trained and on how many accelerators.
struct Job {
  Tokens sequence{};
  Tokens global_batch{};  ///< of one optimizer step
  Tokens tokens{};        ///< of the whole run
  std::int64_t accelerators = 0;
  compute::AttentionFlops convention = compute::AttentionFlops::causal;
  friend bool operator==(const Job&, const Job&) = default;
};

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
inline constexpr Reason no_work{"training.no-work",
                                "a job needs a sequence, a batch and at least one rank each way"};

inline constexpr Formula schedule_card{"training.schedule",
                                       "m = round(B / (b d)), L_s = ceil(L / p)", "definition"};

/// Micro-batches and layers of one rank. A batch that is no multiple of data x micro-batch is
/// rounded to the nearest one; `batch` says what runs.
[[nodiscard]] inline Feasible<Schedule> schedule(const compute::ModelWork& work, const Job& job,
                                                 const Parallel& split) {
  const auto no = [](const Reason& why, std::int64_t needed, std::int64_t available) {
    return Infeasible{&why, static_cast<double>(needed), static_cast<double>(available), {}};
  };
  const double s = ratio(job.sequence, token);
  const auto least = std::min({split.tensor, split.pipeline, split.data, split.context,
                               split.expert, split.virtual_stages, split.micro_batch});
  if (least < 1 || s < 1.0 || job.global_batch <= Tokens{}) return no(no_work, 1, least);
  if (split.accelerators() != job.accelerators) {
    return no(wrong_accelerators, split.accelerators(), job.accelerators);
  }
  if (work.heads % split.tensor != 0) return no(heads_not_divisible, split.tensor, work.heads);
  const auto chunks = split.pipeline * split.virtual_stages;
  constexpr std::int64_t ends = 2;  // embedding and output layer may take the place of a layer
  if (chunks > work.layers + ends) return no(too_many_stages, chunks, work.layers);
  const auto length = static_cast<std::int64_t>(s);
  if (length % split.context != 0) return no(context_not_divisible, split.context, length);
  if (split.expert > 1) {
    if (work.experts == 0 || work.experts % split.expert != 0) {
      return no(experts_not_divisible, split.expert, work.experts);
    }
    const auto ranks = split.data * split.context * split.tensor;
    if (ranks % split.expert != 0) return no(expert_ranks_not_divisible, split.expert, ranks);
  }
  const double per_round = static_cast<double>(split.data * split.micro_batch);
  const double rounds = ratio(job.global_batch, job.sequence) / per_round;
  const auto micro_batches = static_cast<std::int64_t>(std::floor(rounds + 0.5));
  if (micro_batches < 1) {
    return no(batch_too_small, split.data * split.micro_batch,
              static_cast<std::int64_t>(ratio(job.global_batch, job.sequence)));
  }
  if (split.virtual_stages > 1 && micro_batches % split.pipeline != 0) {
    return no(interleaving_uneven, split.pipeline, micro_batches);
  }
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

/// Parameters of the fullest stage on one rank.
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
  return {.dense = dense / t, .experts = routed * share / static_cast<double>(plan.expert_shards)};
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr auto words<training::Recompute> = std::array{
    Case{"none", "everything is kept"},
    Case{"selective", "the attention core, as flash attention does"}, Case{"full", "every layer"}};

template <>
inline constexpr std::string_view type_name<training::Parallel> = "parallel";
template <>
inline constexpr auto fields<training::Parallel> = std::array{
    row<&training::Parallel::tensor>("tensor", "ranks that split each matrix").between(1, 4096),
    row<&training::Parallel::pipeline>("pipeline", "stages of layers").between(1, 4096),
    row<&training::Parallel::data>("data", "ranks that each take a part of the batch")
        .between(1, 1e6),
    row<&training::Parallel::context>("context", "ranks that split each sequence").between(1, 4096),
    row<&training::Parallel::expert>("expert", "ranks that split the experts").between(1, 4096),
    row<&training::Parallel::virtual_stages>("virtual_stages", "model chunks a pipeline rank holds")
        .between(1, 1024),
    row<&training::Parallel::micro_batch>("micro_batch", "sequences").between(1, 65536),
    row<&training::Parallel::zero>(
        "zero", "what is sharded over data ranks: 1 optimizer, 2 gradients, 3 weights")
        .between(0, 3),
    row<&training::Parallel::recompute>("recompute", "what the backward pass computes again"),
    row<&training::Parallel::sequence_parallel>("sequence_parallel",
                                                "norms split over tensor ranks"),
    row<&training::Parallel::accelerators>("accelerators", "tensor x pipeline x data x context")};
static_assert(describes_all<training::Parallel>());

template <>
inline constexpr std::string_view type_name<training::Job> = "training_job";
template <>
inline constexpr auto fields<training::Job> =
    std::array{row<&training::Job::sequence>("sequence", "").in("tok").at_least(0),
               row<&training::Job::global_batch>("global_batch", "of one optimizer step")
                   .in("Mtok")
                   .at_least(0),
               row<&training::Job::tokens>("tokens", "of the whole run").in("Ttok").at_least(0),
               row<&training::Job::accelerators>("accelerators", "of the job").at_least(0),
               row<&training::Job::convention>("convention", "how attention is counted in MFU")};
static_assert(describes_all<training::Job>());

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
