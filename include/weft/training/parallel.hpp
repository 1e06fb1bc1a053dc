// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/training/pipelining.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::training {

/// What the backward pass computes again instead of keeping it.
enum class Recompute : std::uint8_t { none, selective, full };

/// What waits in the memory of the host between steps.
enum class Offload : std::uint8_t { none, optimizer };

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
  std::int64_t shard_ranks = 0;     ///< data ranks that share one copy of what is sharded; 0: all
  Pipelining pipelining = Pipelining::one_forward_one_backward;
  Offload offload = Offload::none;
  Recompute recompute = Recompute::selective;
  bool sequence_parallel = true;  ///< norms and residuals split over the tensor ranks too

  [[nodiscard]] constexpr std::int64_t accelerators() const {
    return tensor * pipeline * data * context;
  }
  /// Stages of the model on one rank: DualPipe feeds the pipeline from both ends.
  [[nodiscard]] constexpr std::int64_t stages_held() const {
    return pipelining == Pipelining::dual_pipe && pipeline > 1 ? 2 : 1;
  }
  /// Of the ranks with the same weights, those over which ZeRO spreads one copy.
  [[nodiscard]] constexpr std::int64_t shards_of(std::int64_t copies) const {
    return shard_ranks > 0 ? std::min(shard_ranks, copies) : copies;
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

}  // namespace weft::training

namespace weft {

template <>
inline constexpr auto words<training::Recompute> = std::array{
    Case{"none", "everything is kept"},
    Case{"selective", "the attention core, as flash attention does"}, Case{"full", "every layer"}};
template <>
inline constexpr auto words<training::Offload> =
    std::array{Case{"none", "everything stays on the accelerator"},
               Case{"optimizer", "the host keeps the optimizer state and updates the weights"}};

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
    row<&training::Parallel::shard_ranks>(
        "shard_ranks", "data ranks that share one copy of what is sharded (HSDP); 0: all of them")
        .between(0, 1e6)
        .default_from("all: the least memory"),
    row<&training::Parallel::pipelining>("pipelining", "order of passes in a pipeline")
        .default_from("1f1b: what published runs name"),
    row<&training::Parallel::offload>("offload", "what the host keeps between steps")
        .default_from("nothing: it costs time"),
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

}  // namespace weft
