// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/training/parallel.hpp"
#include "weft/training/ring_time.hpp"
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
  RankState made;
  made.dense = (work.parameters - routed) / (static_cast<double>(split.tensor) * p);
  made.experts = routed / (static_cast<double>(plan.expert_shards) * p);
  made.dense_copies = split.data * split.context;
  made.expert_copies = plan.expert_replicas;
  return made;
}

[[nodiscard]] constexpr Time both_groups(const RankState& state, const Parallel& split, Bytes each,
                                         const StepRates& rates) {
  const std::int64_t domain = rates.links.domain;
  Time made =
      gather_time(state.dense * each, group_place(state.dense_copies, split.tensor, domain), rates);
  if (state.experts > 0.0) {
    made += gather_time(
        state.experts * each,
        group_place(state.expert_copies, std::max(split.tensor, split.expert), domain), rates);
  }
  return made;
}

inline constexpr Formula gradient_time_card{"training.gradient-time",
                                            "reduce-scatter + all-gather of 2 bytes a parameter",
                                            "Rajbhandari et al. 2020, arXiv:1910.02054, section 7"};

/// Gradients are summed and weights given back once a step.
[[nodiscard]] constexpr Time gradient_time(const RankState& state, const Parallel& split,
                                           const StepRates& rates) {
  return both_groups(state, split, 4.0 * byte, rates);
}

inline constexpr Formula weight_gather_card{
    "training.weight-gather", "3 gathers of 2 bytes a parameter each micro-batch",
    "Rajbhandari et al. 2020, arXiv:1910.02054, section 7.2"};

/// Sharded weights are gathered forward and backward, and gradients scattered, each micro-batch.
[[nodiscard]] constexpr Time weight_gather_time(const RankState& state, const Parallel& split,
                                                const StepRates& rates) {
  constexpr Bytes each = 6.0 * byte;
  if (rates.sharded_rate > Bandwidth{}) {
    return (state.dense + state.experts) * each / rates.sharded_rate;
  }
  return both_groups(state, split, each, rates) / rates.layer.sharded_share;
}

inline constexpr Formula optimizer_time_card{
    "training.optimizer-time", "(28 q N/shards + 4 N)/B",
    "Rajbhandari et al. 2020, arXiv:1910.02054, section 3.1 "
    "(state of Adam, read and written)"};

/// Adam reads and writes its state where it is kept, and rewrites the weights.
[[nodiscard]] constexpr Time optimizer_time(const RankState& state, const Parallel& split,
                                            const StepRates& rates) {
  constexpr Bytes kept = 28.0 * byte;
  constexpr Bytes rewritten = 4.0 * byte;
  const auto shards = [&](std::int64_t copies) {
    return split.zero >= 1 ? static_cast<double>(copies) : 1.0;
  };
  const double updated =
      state.dense / shards(state.dense_copies) + state.experts / shards(state.expert_copies);
  const double held = split.zero >= 3 ? updated : state.dense + state.experts;
  return (rates.layer.optimizer * updated * kept + held * rewritten) / rates.memory;
}

}  // namespace weft::training
