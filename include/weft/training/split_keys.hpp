// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/training/parallel.hpp"
#include "weft/training/trainee.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace weft::training {

/// What the time of a layer depends on: a few hundred of these carry ten thousands of splits.
struct LayerKey {
  LayerSplit shape;
  Recompute recompute = Recompute::none;
};

/// Whole divisors of `whole`, ascending.
[[nodiscard]] inline std::vector<std::int64_t> divisors(std::int64_t whole) {
  std::vector<std::int64_t> low;
  std::vector<std::int64_t> high;
  for (std::int64_t each = 1; each * each <= whole; ++each) {
    if (whole % each != 0) continue;
    low.push_back(each);
    if (each * each != whole) high.push_back(whole / each);
  }
  low.insert(low.end(), high.rbegin(), high.rend());
  return low;
}

/// Sequences of a micro-batch that anybody runs.
inline constexpr std::int64_t most_micro_batch = 64;
/// Shorter pieces of a sequence starve the attention kernels.
inline constexpr std::int64_t least_piece = 512;

/// What a search holds beyond the job.
struct SplitStyle {
  std::vector<Pipelining> orders{Pipelining::one_forward_one_backward};  ///< that are tried
  std::int64_t shard_ranks = 0;  ///< data ranks that share one sharded copy; 0: all
  Offload offload = Offload::none;
  double rounding = 0.0;  ///< how far the batch may be rounded: 0.05 is 5 %
};

namespace detail {

[[nodiscard]] inline std::vector<std::int64_t> contexts(std::int64_t sequence) {
  std::vector<std::int64_t> made{1};
  for (std::int64_t c = 2; sequence % c == 0 && sequence / c >= 16 * least_piece; c *= 2) {
    made.push_back(c);
  }
  return made;
}

[[nodiscard]] inline std::vector<std::int64_t> expert_ranks(const Trainee& of,
                                                            std::int64_t accelerators) {
  if (of.work.experts == 0) return {1};
  std::vector<std::int64_t> made = divisors(of.work.experts);
  std::erase_if(made, [&](std::int64_t e) { return accelerators % e != 0; });
  return made;
}

/// Adds the shapes of one split of tensors and context: micro-batches, experts, recomputation.
inline void add_keys(const LayerSplit& of, const std::vector<std::int64_t>& batches,
                     const std::vector<std::int64_t>& experts, std::vector<LayerKey>& made) {
  LayerSplit shape = of;
  for (const std::int64_t b : batches) {
    shape.micro_batch = b;
    for (const std::int64_t e : experts) {
      shape.expert = e;
      made.push_back({shape, Recompute::selective});
      made.push_back({shape, Recompute::full});
    }
  }
}

/// Visits a split without a pipeline by sharding.
template <class Visit>
void each_sharding(Parallel split, const Visit& visit) {
  split.zero = 1;
  visit(split);
  if (split.data == 1) return;
  split.zero = 3;
  visit(split);
}

/// Visits a split of stages by order of passes and chunks.
/// \param rounds  micro-batches of a step.
template <class Visit>
void each_chunking(Parallel split, std::int64_t layers, std::int64_t rounds,
                   const SplitStyle& style, const Visit& visit) {
  const std::int64_t stage = (layers + split.pipeline - 1) / split.pipeline;
  for (const Pipelining order : style.orders) {
    split.pipelining = order;
    const bool chunked =
        order == Pipelining::one_forward_one_backward && rounds % split.pipeline == 0;
    for (std::int64_t v = 1; v <= (chunked ? stage : 1); ++v) {
      if (stage % v != 0) continue;
      split.virtual_stages = v;
      visit(split);
    }
  }
}

}  // namespace detail

/// Layer shapes of a job that divide. With fused attention selective recomputation keeps what none
/// keeps; with sequence parallelism a split holds less and moves the same: neither is tried twice.
[[nodiscard]] inline std::vector<LayerKey> layer_keys(const Trainee& of, const Job& job,
                                                      std::int64_t domain) {
  std::vector<LayerKey> made;
  const auto sequence = static_cast<std::int64_t>(ratio(job.sequence, token));
  const auto batch = static_cast<std::int64_t>(ratio(job.global_batch, job.sequence));
  const auto experts = detail::expert_ranks(of, job.accelerators);
  std::vector<std::int64_t> batches = divisors(batch);
  std::erase_if(batches, [](std::int64_t b) { return b > most_micro_batch; });
  for (const std::int64_t t : divisors(of.work.heads)) {
    if (t > domain || job.accelerators % t != 0) continue;
    for (const std::int64_t c : detail::contexts(sequence)) {
      if (job.accelerators % (t * c) != 0) continue;
      detail::add_keys({.tensor = t, .context = c, .sequence = job.sequence}, batches, experts,
                       made);
    }
  }
  return made;
}

/// Micro-batches of a step on one data rank; 0 where the batch would be rounded by more than may
/// be. \param each_round  sequences that all data ranks take at once.
[[nodiscard]] inline std::int64_t rounds_of(std::int64_t batch, std::int64_t each_round,
                                            double rounding) {
  const std::int64_t rounds = (batch + each_round / 2) / each_round;
  const auto off = static_cast<double>(std::abs(rounds * each_round - batch));
  return off <= rounding * static_cast<double>(batch) ? rounds : 0;
}

/// Visits every split of a job that has this layer shape: stages, chunks and sharding.
template <class Visit>
void each_split(const Trainee& of, const Job& job, const LayerKey& key, const SplitStyle& style,
                const Visit& visit) {
  const LayerSplit& shape = key.shape;
  const std::int64_t rest = job.accelerators / (shape.tensor * shape.context);
  const auto batch = static_cast<std::int64_t>(ratio(job.global_batch, job.sequence));
  const std::int64_t layers = of.work.layers;
  Parallel split{.tensor = shape.tensor,
                 .context = shape.context,
                 .expert = shape.expert,
                 .micro_batch = shape.micro_batch,
                 .shard_ranks = style.shard_ranks,
                 .offload = style.offload,
                 .recompute = key.recompute,
                 .sequence_parallel = shape.sequence_parallel};
  for (std::int64_t p = 1; p <= std::min(rest, layers + 2); ++p) {
    if (rest % p != 0) continue;
    split.pipeline = p;
    split.data = rest / p;
    const std::int64_t rounds = rounds_of(batch, split.data * split.micro_batch, style.rounding);
    if (rounds == 0) continue;
    if (p == 1) {
      detail::each_sharding(split, visit);
    } else {
      detail::each_chunking(split, layers, rounds, style, visit);
    }
  }
}

}  // namespace weft::training
