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

}  // namespace detail

/// Layer shapes of a job that divide. With fused attention selective recomputation keeps what none
/// keeps; with sequence parallelism a split holds less and moves the same: neither is tried twice.
[[nodiscard]] inline std::vector<LayerKey> layer_keys(const Trainee& of, const Job& job,
                                                      std::int64_t domain) {
  std::vector<LayerKey> made;
  const auto sequence = static_cast<std::int64_t>(ratio(job.sequence, token));
  const auto batch = static_cast<std::int64_t>(ratio(job.global_batch, job.sequence));
  const auto experts = detail::expert_ranks(of, job.accelerators);
  for (const std::int64_t t : divisors(of.work.heads)) {
    if (t > domain || job.accelerators % t != 0) continue;
    for (const std::int64_t c : detail::contexts(sequence)) {
      if (job.accelerators % (t * c) != 0) continue;
      for (const std::int64_t b : divisors(batch)) {
        if (b > most_micro_batch) break;
        for (const std::int64_t e : experts) {
          for (const Recompute r : {Recompute::selective, Recompute::full}) {
            made.push_back({{.tensor = t,
                             .context = c,
                             .expert = e,
                             .micro_batch = b,
                             .sequence = job.sequence,
                             .sequence_parallel = true},
                            r});
          }
        }
      }
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
/// \param rounding  how far the batch may be rounded.
template <class Visit>
void each_split(const Trainee& of, const Job& job, const LayerKey& key, double rounding,
                const Visit& visit) {
  const LayerSplit& shape = key.shape;
  const std::int64_t rest = job.accelerators / (shape.tensor * shape.context);
  const auto batch = static_cast<std::int64_t>(ratio(job.global_batch, job.sequence));
  const std::int64_t layers = of.work.layers;
  Parallel split{.tensor = shape.tensor,
                 .context = shape.context,
                 .expert = shape.expert,
                 .micro_batch = shape.micro_batch,
                 .recompute = key.recompute,
                 .sequence_parallel = shape.sequence_parallel};
  for (std::int64_t p = 1; p <= std::min(rest, layers + 2); ++p) {
    if (rest % p != 0) continue;
    split.pipeline = p;
    split.data = rest / p;
    const std::int64_t rounds = rounds_of(batch, split.data * split.micro_batch, rounding);
    if (rounds == 0) continue;
    const std::int64_t stage = (layers + p - 1) / p;
    for (std::int64_t v = 1; v <= (p > 1 ? stage : 1); ++v) {
      if (v > 1 && (stage % v != 0 || rounds % p != 0)) continue;
      split.virtual_stages = v;
      for (const std::int64_t zero : {std::int64_t{1}, std::int64_t{3}}) {
        if (zero == 3 && (p > 1 || split.data == 1)) continue;
        split.zero = zero;
        visit(split);
      }
    }
  }
}

}  // namespace weft::training
