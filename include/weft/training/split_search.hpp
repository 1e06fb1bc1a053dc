// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/training/split_keys.hpp"
#include "weft/training/step_job.hpp"
#include "weft/training/step_terms.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace weft::training {

/// A split that divides and fits, with its step.
struct SplitFound {
  Parallel split;
  Time step{};  ///< of the batch that was asked for, where the split rounds it
  friend bool operator==(const SplitFound&, const SplitFound&) = default;
};

struct SplitSearch {
  std::vector<SplitFound> best;  ///< the fastest first
  std::int64_t candidates = 0;   ///< that were timed
  std::int64_t keys = 0;         ///< layer shapes that were timed
  std::int64_t skipped = 0;      ///< layer shapes whose bound was no better than what was found
};

/// Which splits may be taken.
using SplitFilter = std::function<bool(const Parallel&)>;

struct SplitLimits {
  SplitStyle style;
  std::size_t top = 10;     ///< how many are kept
  bool exhaustive = false;  ///< times every candidate: the oracle of the bound
  SplitFilter allowed;      ///< empty: all
};

inline constexpr Reason nothing_splits{
    "training.no-split", "no split divides the model, the batch and these accelerators"};
inline constexpr Reason nothing_fits{
    "training.nothing-fits", "no split of this model on these accelerators fits their memory"};

inline constexpr Formula split_bound_card{
    "training.split-bound", "k B t c / (b n) lay(t, c, e, b, recompute)",
    "definition: m lay/p with d p = n/(t c); every other term of a step is at least 0"};

/// A layer shape with its times, and the least step of all splits that share it.
struct TimedKey {
  LayerSplit shape;
  Recompute recompute = Recompute::none;
  StepParts parts;
  Time bound{};
};

namespace detail {

/// Keeps the fastest few. Of equals, the one that came first.
inline void keep(std::vector<SplitFound>& best, const SplitFound& found, std::size_t top) {
  const auto at =
      std::upper_bound(best.begin(), best.end(), found,
                       [](const SplitFound& a, const SplitFound& b) { return a.step < b.step; });
  if (best.size() >= top && at == best.end()) return;
  best.insert(at, found);
  if (best.size() > top) best.pop_back();
}

[[nodiscard]] inline bool no_better(const std::vector<SplitFound>& best, Time bound,
                                    const SplitLimits& limits) {
  return !limits.exhaustive && best.size() >= limits.top && !(bound < best.back().step);
}

/// Times the splits that share a layer shape.
/// \param least  lowered to the least memory of those that divide and do not fit.
inline void time_splits(const StepJob& of, const TimedKey& key, const SplitLimits& limits,
                        SplitSearch& made, Bytes& least) {
  const LayerKey shape{key.shape, key.recompute};
  each_split(*of.model, of.job, shape, limits.style, [&](const Parallel& split) {
    if (limits.allowed && !limits.allowed(split)) return;
    const auto plan = schedule(of.model->work, of.job, split);
    if (!plan) return;
    const Memory held = job_memory(of.model->work, of.job, split, *plan, of.style);
    if (held.total() > of.memory) {
      least = least > Bytes{} ? min(least, held.total()) : held.total();
      return;
    }
    ++made.candidates;
    const Time step =
        step_terms(*of.model, of.job.sequence, key.parts, split, *plan, *of.rates).total();
    keep(made.best, {split, ratio(of.job.global_batch, plan->batch) * step}, limits.top);
  });
}

}  // namespace detail

/// Times layers of every shape that divides, the least bound first.
[[nodiscard]] inline std::vector<TimedKey> timed_keys(const StepJob& of) {
  std::vector<TimedKey> keys;
  const double sequences = ratio(of.job.global_batch, of.job.sequence);
  for (const LayerKey& each : layer_keys(*of.model, of.job, of.rates->links.domain)) {
    TimedKey made{.shape = each.shape, .recompute = each.recompute, .parts = {}, .bound{}};
    made.parts = {layer_time(*of.model, each.shape, each.recompute, *of.rates),
                  head_time(*of.model, each.shape, *of.rates)};
    const double rounds = sequences * static_cast<double>(each.shape.tensor * each.shape.context) /
                          static_cast<double>(each.shape.micro_batch * of.job.accelerators);
    made.bound = of.rates->factor * rounds * made.parts.layers.total();
    keys.push_back(made);
  }
  std::stable_sort(keys.begin(), keys.end(),
                   [](const TimedKey& a, const TimedKey& b) { return a.bound < b.bound; });
  return keys;
}

/// The fastest splits of a job. Layer shapes come in the order of their bounds; the first whose
/// bound is no better than the worst that is kept ends the search.
/// \param of  its memory is what a job may fill.
[[nodiscard]] inline Feasible<SplitSearch> search_splits(const StepJob& of,
                                                         const SplitLimits& limits) {
  if (!can_offload(limits.style.offload, *of.rates)) return Infeasible{&no_host_link};
  SplitSearch made;
  Bytes least{};  // of those that divide and do not fit
  const std::vector<TimedKey> keys = timed_keys(of);
  made.keys = static_cast<std::int64_t>(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const TimedKey& key = keys[i];
    if (detail::no_better(made.best, key.bound, limits)) {
      made.skipped = made.keys - static_cast<std::int64_t>(i);
      break;
    }
    detail::time_splits(of, key, limits, made, least);
  }
  if (!made.best.empty()) return made;
  if (least == Bytes{}) return Infeasible{&nothing_splits, 0.0, 0.0, {}};
  return Infeasible{&nothing_fits, ratio(least, byte), ratio(of.memory, byte), dimension_of<Bytes>};
}

}  // namespace weft::training
