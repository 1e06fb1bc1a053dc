// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/training/step_time.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

namespace weft::training {

/// What the search may use and how far it may round.
struct SearchLimits {
  double memory_share = 0.95;     ///< of the usable memory
  double batch_tolerance = 0.05;  ///< how far the batch may be rounded
  std::int64_t largest_micro_batch = 8;
  friend bool operator==(const SearchLimits&, const SearchLimits&) = default;
};

/// A split with what it gives.
struct Candidate {
  Parallel split;
  Step step;
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// The split with most tokens a second, and the best one with another tensor or pipeline width.
struct Choice {
  Candidate best;
  std::optional<Candidate> runner_up;
  std::int64_t tried = 0;
  std::int64_t fitting = 0;
  /// How much faster the best one is: 0.02 is 2 %.
  [[nodiscard]] constexpr double lead() const {
    return runner_up ? ratio(best.step.tokens_per_second, runner_up->step.tokens_per_second) - 1.0
                     : 0.0;
  }
  friend bool operator==(const Choice&, const Choice&) = default;
};

inline constexpr Reason nothing_fits{
    "training.nothing-fits", "no split of this model on these accelerators fits their memory"};
inline constexpr Reason nothing_divides{
    "training.nothing-divides", "no split divides the model, the batch and these accelerators"};

namespace detail {

/// The running best of a search; ties go to what came first.
struct Podium {
  std::optional<Candidate> best, second;
  void take(const Candidate& one) {
    const auto faster = [&](const std::optional<Candidate>& than) {
      return !than || one.step.tokens_per_second > than->step.tokens_per_second;
    };
    const auto same_widths = [&](const Candidate& other) {
      return one.split.tensor == other.split.tensor && one.split.pipeline == other.split.pipeline;
    };
    if (faster(best)) {
      if (best && !same_widths(*best)) second = best;
      best = one;
    } else if (!same_widths(*best) && faster(second)) {
      second = one;
    }
  }
};

/// One search for the split of one job: the splits by order, and the best of those that fit.
class SplitSearch {
 public:
  SplitSearch(const compute::ModelWork& work, const Job& job, const compute::Machine& machine,
              const Overlap& overlap, const SearchLimits& limits)
      : work_(work),
        job_(job),
        machine_(machine),
        overlap_(overlap),
        limits_(limits),
        usable_(machine.usable_memory * limits.memory_share) {}

  [[nodiscard]] Feasible<Choice> run() {
    const auto domain = std::min(machine_.scale_up_domain, job_.accelerators);
    for (std::int64_t t = 1; t <= domain; t *= 2) {
      if (job_.accelerators % t == 0 && work_.heads % t == 0) try_pipelines(t);
    }
    if (!podium_.best) return nothing();
    made_.best = finished(*podium_.best);
    if (podium_.second) made_.runner_up = finished(*podium_.second);
    return made_;
  }

 private:
  void try_pipelines(std::int64_t tensor) {
    const auto groups = job_.accelerators / tensor;
    for (std::int64_t p = 1; p <= std::min(work_.layers, groups); ++p) {
      const bool whole = work_.layers % p == 0 || (work_.layers + 2) % p == 0;
      if (whole && groups % p == 0) try_experts(tensor, p);
    }
  }
  void try_experts(std::int64_t tensor, std::int64_t pipeline) {
    const auto data = job_.accelerators / tensor / pipeline;
    const auto most = work_.experts > 0 ? std::min(work_.experts, data * tensor) : 1;
    for (std::int64_t e = 1; e <= most; e *= 2) {
      try_interleaving({.tensor = tensor, .pipeline = pipeline, .data = data, .expert = e});
    }
  }
  void try_interleaving(Parallel split) {
    try_recompute(split);
    for (const std::int64_t v : {2, 4}) {
      split.virtual_stages = v;
      if (split.pipeline > 1 && work_.layers % (split.pipeline * v) == 0) try_recompute(split);
    }
  }
  void try_recompute(Parallel split) {
    for (const auto again : {Recompute::selective, Recompute::full}) {
      split.recompute = again;
      if (try_micro_batches(split)) return;  // computing more again only costs time
    }
  }
  /// False when not even the smallest micro-batch fits the memory.
  bool try_micro_batches(Parallel split) {
    bool fitted_one = false;
    for (split.micro_batch = 1; split.micro_batch <= limits_.largest_micro_batch;
         split.micro_batch *= 2) {
      if (!try_split(split)) break;  // a larger micro-batch holds more
      fitted_one = true;
    }
    return fitted_one;
  }
  /// False when it does not fit the memory. A split that does not divide the batch is passed over.
  bool try_split(const Parallel& split) {
    ++made_.tried;
    const auto plan = schedule(work_, job_, split);
    if (!plan) return true;
    const double rounded = ratio(plan->batch, job_.global_batch) - 1.0;
    if (std::fabs(rounded) > limits_.batch_tolerance) return true;
    const auto held = memory(work_, job_, split, *plan);
    if (least_ == Bytes{} || held.total() < least_) least_ = held.total();
    if (held.total() > usable_) return false;
    ++made_.fitting;
    Candidate one{.split = split,
                  .step = {.schedule = *plan,
                           .time = step_time(work_, job_, split, *plan, machine_, overlap_),
                           .memory = held}};
    one.step.tokens_per_second = plan->batch / one.step.time.total();
    podium_.take(one);
    return true;
  }
  [[nodiscard]] Infeasible nothing() const {
    if (least_ == Bytes{}) return {&nothing_divides, 0.0, 0.0, {}};
    return {&nothing_fits, ratio(least_, byte), ratio(usable_, byte), dimension_of<Bytes>};
  }
  /// Only what is reported needs its MFU.
  [[nodiscard]] Candidate finished(Candidate one) const {
    one.step.mfu =
        mfu(flops_per_token(work_, job_.sequence, job_.convention) * one.step.schedule.batch,
            job_.accelerators, machine_.dense_peak, one.step.time.total());
    return one;
  }

  const compute::ModelWork& work_;
  const Job& job_;
  const compute::Machine& machine_;
  const Overlap& overlap_;
  const SearchLimits& limits_;
  Bytes usable_;   ///< memory that a split may fill
  Bytes least_{};  ///< that any split holds; zero before the first
  Podium podium_;
  Choice made_;
};

}  // namespace detail

/// Tries each split by order: tensor in powers of two up to the scale-up domain, pipeline over the
/// divisors that leave whole stages, experts in powers of two, interleaving, micro-batch,
/// recompute.
[[nodiscard]] inline Feasible<Choice> choose_parallel(const compute::ModelWork& work,
                                                      const Job& job,
                                                      const compute::Machine& machine,
                                                      const Overlap& overlap = {},
                                                      const SearchLimits& limits = {}) {
  return detail::SplitSearch(work, job, machine, overlap, limits).run();
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::SearchLimits> = "training_search_limits";
template <>
inline constexpr auto fields<training::SearchLimits> =
    std::array{row<&training::SearchLimits::memory_share>("memory_share", "of the usable memory")
                   .between(0.1, 1)
                   .default_from("estimate"),
               row<&training::SearchLimits::batch_tolerance>("batch_tolerance",
                                                             "how far the batch may be rounded")
                   .between(0, 1)
                   .default_from("estimate"),
               row<&training::SearchLimits::largest_micro_batch>("largest_micro_batch", "sequences")
                   .between(1, 1024)
                   .default_from("estimate")};
static_assert(describes_all<training::SearchLimits>());

template <>
inline constexpr std::string_view type_name<training::Candidate> = "training_candidate";
template <>
inline constexpr auto fields<training::Candidate> = std::array{
    row<&training::Candidate::split>("split", ""), row<&training::Candidate::step>("step", "")};
static_assert(describes_all<training::Candidate>());

template <>
inline constexpr std::string_view type_name<training::Choice> = "training_choice";
template <>
inline constexpr auto fields<training::Choice> = std::array{
    row<&training::Choice::best>("best", "most tokens a second"),
    row<&training::Choice::runner_up>("runner_up", "best with another tensor or pipeline width"),
    row<&training::Choice::tried>("tried", "splits"),
    row<&training::Choice::fitting>("fitting", "splits that fit"),
    row<&training::Choice::lead>("lead", "of the best over the runner-up")};
static_assert(describes_all<training::Choice>());

}  // namespace weft
