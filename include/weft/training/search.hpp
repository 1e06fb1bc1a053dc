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

}  // namespace detail

/// Tries each split by order: tensor in powers of two up to the scale-up domain, pipeline over the
/// divisors that leave whole stages, experts in powers of two, interleaving, micro-batch,
/// recompute.
[[nodiscard]] inline Feasible<Choice> choose_parallel(const compute::ModelWork& work,
                                                      const Job& job,
                                                      const compute::Machine& machine,
                                                      const Overlap& overlap = {},
                                                      const SearchLimits& limits = {}) {
  detail::Podium podium;
  Choice made;
  Bytes least{};
  const Bytes usable = machine.usable_memory * limits.memory_share;
  const auto evaluate = [&](const Parallel& split) {
    ++made.tried;
    const auto plan = schedule(work, job, split);
    if (!plan) return true;
    const double rounded = ratio(plan->batch, job.global_batch) - 1.0;
    if (std::fabs(rounded) > limits.batch_tolerance) return true;
    const auto held = memory(work, job, split, *plan);
    if (least == Bytes{} || held.total() < least) least = held.total();
    if (held.total() > usable) return false;
    ++made.fitting;
    Candidate one{.split = split,
                  .step = {.schedule = *plan,
                           .time = step_time(work, job, split, *plan, machine, overlap),
                           .memory = held}};
    const auto total = one.step.time.total();
    one.step.tokens_per_second = plan->batch / total;
    podium.take(one);
    return true;
  };
  const auto try_micro_batches = [&](Parallel split) {
    for (const auto again : {Recompute::selective, Recompute::full}) {
      split.recompute = again;
      bool fitted_one = false;
      for (split.micro_batch = 1; split.micro_batch <= limits.largest_micro_batch;
           split.micro_batch *= 2) {
        const bool fits = evaluate(split);
        if (!fits) break;  // a larger micro-batch holds more
        fitted_one = true;
      }
      if (fitted_one) break;  // computing again only costs time
    }
  };
  const auto domain = std::min(machine.scale_up_domain, job.accelerators);
  for (std::int64_t t = 1; t <= domain; t *= 2) {
    if (job.accelerators % t != 0 || work.heads % t != 0) continue;
    for (std::int64_t p = 1; p <= std::min(work.layers, job.accelerators / t); ++p) {
      const bool whole = work.layers % p == 0 || (work.layers + 2) % p == 0;
      if (!whole || (job.accelerators / t) % p != 0) continue;
      const auto data = job.accelerators / t / p;
      const auto most_experts = work.experts > 0 ? std::min(work.experts, data * t) : 1;
      for (std::int64_t e = 1; e <= most_experts; e *= 2) {
        Parallel split{.tensor = t, .pipeline = p, .data = data, .expert = e};
        try_micro_batches(split);
        for (const std::int64_t v : {2, 4}) {
          split.virtual_stages = v;
          if (p > 1 && work.layers % (p * v) == 0) try_micro_batches(split);
        }
      }
    }
  }
  if (!podium.best) {
    if (least == Bytes{}) return Infeasible{&nothing_divides, 0.0, 0.0, {}};
    return Infeasible{&nothing_fits, ratio(least, byte), ratio(usable, byte), dimension_of<Bytes>};
  }
  const auto finish = [&](Candidate& one) {
    one.step.mfu =
        mfu(flops_per_token(work, job.sequence, job.convention) * one.step.schedule.batch,
            job.accelerators, machine.dense_peak, one.step.time.total());
  };
  finish(*podium.best);
  if (podium.second) finish(*podium.second);
  made.best = *podium.best;
  made.runner_up = podium.second;
  return made;
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
