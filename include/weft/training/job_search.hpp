// SPDX-License-Identifier: Apache-2.0
// How many accelerators a job takes, and how it is split over them.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/training/split_search.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace weft::training {

/// What a search wants least of. More tokens a second is less time. At one price and one power an
/// accelerator, cost and energy of a token are both accelerator-time: they rank alike.
enum class Objective : std::uint8_t { time, cost, energy };

inline constexpr Formula objective_card{
    "training.objective", "time: T/B; cost, energy: n T/B",
    "definition: price and power of an accelerator are taken as the same in every split"};

/// What is wanted least of, up to a constant: seconds, or accelerator-seconds, a token.
/// \param step  of `batch` tokens on `accelerators`.
[[nodiscard]] constexpr double objective(Objective want, std::int64_t accelerators, Time step,
                                         Tokens batch) {
  const double each = ratio(step, second) / ratio(batch, token);
  return want == Objective::time ? each : static_cast<double>(accelerators) * each;
}

/// Numbers of accelerators that a job may take of `most`: whole domains that divide it, and parts
/// of one domain that do.
[[nodiscard]] inline std::vector<std::int64_t> job_sizes(std::int64_t most, std::int64_t domain) {
  std::vector<std::int64_t> sizes = divisors(most);
  std::erase_if(sizes, [&](std::int64_t n) { return n > domain && n % domain != 0; });
  return sizes;
}

struct JobFound {
  std::int64_t accelerators = 0;
  SplitSearch splits;
};

inline constexpr Reason too_slow{"training.too-slow",
                                 "no number of these accelerators trains the tokens in time"};

/// The number of accelerators, and its fastest split, that want least.
/// \param of      its job has the most accelerators that may be taken.
/// \param within  longest run of the job's tokens, failures left out; nothing: as long as it takes.
/// \return of equals the largest. Infeasible as the largest number is where none works, or where
///         none is fast enough.
[[nodiscard]] inline Feasible<JobFound> search_job(const StepJob& of, const SplitLimits& limits,
                                                   Objective want,
                                                   std::optional<Time> within = std::nullopt) {
  const std::int64_t most = of.job.accelerators;
  std::vector<std::int64_t> sizes{most};
  if (want != Objective::time) sizes = job_sizes(most, of.rates->links.domain);
  std::optional<JobFound> best;
  double least = 0.0;
  std::optional<Infeasible> why;
  Time fastest{};
  for (auto n = sizes.rbegin(); n != sizes.rend(); ++n) {
    StepJob asked = of;
    asked.job.accelerators = *n;
    auto found = search_splits(asked, limits);
    if (!found) {
      if (!why) why = found.why();
      continue;
    }
    const Time step = found->best.front().step;
    const Time run = ratio(of.job.tokens, of.job.global_batch) * step;
    if (fastest == Time{} || run < fastest) fastest = run;
    if (within && run > *within) continue;
    const double wanted = objective(want, *n, step, of.job.global_batch);
    if (best && wanted >= least) continue;
    best = JobFound{*n, std::move(*found)};
    least = wanted;
  }
  if (best) return *best;
  if (within && fastest > Time{}) {
    return Infeasible{&too_slow, ratio(fastest, second), ratio(*within, second),
                      dimension_of<Time>};
  }
  return *why;
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr auto words<training::Objective> =
    std::array{Case{"time", "the shortest step, which is the most tokens a second"},
               Case{"cost", "the least accelerator-time a token, so the lowest $ a token"},
               Case{"energy", "the least energy a token: ranks as cost does"}};

}  // namespace weft
