// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/training/ring_time.hpp"
#include "weft/training/schedule.hpp"
#include "weft/training/step_rates.hpp"

#include <algorithm>
#include <cstdint>

namespace weft::training {

/// Parameters of one rank and the groups that keep copies of them.
struct RankState {
  double dense = 0.0;
  double experts = 0.0;
  std::int64_t dense_copies = 1;
  std::int64_t expert_copies = 1;
};

/// An even share of the layers: what data traffic and optimizer see on average.
[[nodiscard]] constexpr RankState rank_state(const compute::ModelWork& work, const Parallel& split,
                                             const Schedule& plan) {
  const auto p = static_cast<double>(split.pipeline);
  const double routed = compute::routed_parameters(work);
  const std::int64_t held = split.stages_held();
  const double share = static_cast<double>(held) / p;
  RankState made;
  made.dense = share * (work.parameters - routed) / static_cast<double>(split.tensor);
  made.experts = share * routed / static_cast<double>(plan.expert_shards);
  made.dense_copies = held * split.data * split.context;
  made.expert_copies = held * plan.expert_replicas;
  return made;
}

/// Visits the parameters of dense layers and of experts: how many, their copies, and the ranks of
/// the job between two copies.
template <class Visit>
constexpr void each_kind(const RankState& state, const Parallel& split, const Visit& visit) {
  visit(state.dense, state.dense_copies, split.tensor);
  if (state.experts > 0.0)
    visit(state.experts, state.expert_copies, std::max(split.tensor, split.expert));
}

/// Gathers `each` of every parameter over the ranks that share a sharded copy.
[[nodiscard]] constexpr Time shard_time(const RankState& state, const Parallel& split, Bytes each,
                                        const StepRates& rates) {
  Time made{};
  each_kind(state, split, [&](double parameters, std::int64_t copies, std::int64_t stride) {
    const auto place = group_place(split.shards_of(copies), stride, rates.links.domain);
    made += gather_time(parameters * each, place, rates);
  });
  return made;
}

inline constexpr Formula replica_time_card{
    "training.replica-time", "all-reduce of 2 N/shards bytes over copies/shards ranks",
    "Zhao et al. 2023, arXiv:2304.11277, section 3.2.2 (hybrid sharding)"};

/// Where several sharded copies stand, each rank sums its part of the gradients over them.
[[nodiscard]] constexpr Time replica_time(const RankState& state, const Parallel& split,
                                          const StepRates& rates) {
  Time made{};
  each_kind(state, split, [&](double parameters, std::int64_t copies, std::int64_t stride) {
    const std::int64_t shards = split.shards_of(copies);
    const auto place = group_place(copies / shards, stride * shards, rates.links.domain);
    made += gather_time(parameters / static_cast<double>(shards) * 4.0 * byte, place, rates);
  });
  return made;
}

inline constexpr Formula gradient_time_card{"training.gradient-time",
                                            "reduce-scatter + all-gather of 2 bytes a parameter",
                                            "Rajbhandari et al. 2020, arXiv:1910.02054, section 7"};

/// Gradients are summed and weights given back once a step.
[[nodiscard]] constexpr Time gradient_time(const RankState& state, const Parallel& split,
                                           const StepRates& rates) {
  return shard_time(state, split, 4.0 * byte, rates) + replica_time(state, split, rates);
}

inline constexpr Formula weight_gather_card{
    "training.weight-gather", "3 gathers of 2 bytes a parameter each micro-batch",
    "Rajbhandari et al. 2020, arXiv:1910.02054, section 7.2"};

/// Sharded weights are gathered forward and backward, and gradients scattered, each micro-batch.
[[nodiscard]] constexpr Time weight_gather_time(const RankState& state, const Parallel& split,
                                                const StepRates& rates) {
  constexpr Bytes each = 6.0 * byte;
  if (rates.sharded_rate > Bandwidth{} && split.shard_ranks == 0) {
    return (state.dense + state.experts) * each / rates.sharded_rate;
  }
  return shard_time(state, split, each, rates) / rates.layer.sharded_share;
}

inline constexpr Formula optimizer_time_card{
    "training.optimizer-time", "(28 q N/shards + 4 N)/B; offloaded (4/B_link + 28/B_host) N/shards",
    "Rajbhandari et al. 2020, arXiv:1910.02054, section 3.1 (state of Adam, read and written); "
    "Ren et al. 2021, arXiv:2101.06840, section 3 (4 bytes a parameter to the host and back)"};

inline constexpr Reason no_host_link{"training.no-host-link",
                                     "nothing is known of the accelerator's link to its host"};
[[nodiscard]] constexpr bool can_offload(Offload what, const StepRates& rates) {
  return what == Offload::none || rates.host > Bandwidth{};
}

/// Memory bandwidth of a host for each accelerator: two processors with eight channels of
/// DDR5-4800 each (614 GB/s) for eight accelerators, as in a DGX H100.
inline constexpr Bandwidth host_memory = 77.0 * giga_byte / second;

/// Adam reads and writes its state where it is kept, and rewrites the weights. On the host it waits
/// for the gradients and its memory, and nothing hides it.
[[nodiscard]] constexpr Time optimizer_time(const RankState& state, const Parallel& split,
                                            const StepRates& rates) {
  constexpr Bytes kept = 28.0 * byte;
  constexpr Bytes rewritten = 4.0 * byte;
  const auto shards = [&](std::int64_t copies) {
    return split.zero >= 1 ? static_cast<double>(split.shards_of(copies)) : 1.0;
  };
  const double updated =
      state.dense / shards(state.dense_copies) + state.experts / shards(state.expert_copies);
  if (split.offload == Offload::optimizer)
    return updated * rewritten / rates.host + updated * kept / host_memory;
  const double held = split.zero >= 3 ? updated : state.dense + state.experts;
  return (rates.layer.optimizer * updated * kept + held * rewritten) / rates.memory;
}

}  // namespace weft::training
