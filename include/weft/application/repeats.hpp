// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::application {

/// Standard deviations from the mean to the 95th and 90th percentile of a normal distribution:
/// the shape assumed for everything that is known by its mean and P95 only.
inline constexpr double normal_p95 = 1.6448536269514722;
inline constexpr double normal_p90 = 1.2815515655446004;

/// How often a step of a task runs: a whole number in each task, varying from task to task.
struct Repeats {
  double mean = 1.0;
  double p95 = 1.0;  ///< below the mean it says nothing, and the runs are taken as steady

  friend constexpr bool operator==(const Repeats&, const Repeats&) = default;
};

/// Variance of a whole number known by mean and P95: normal tail, but never less than f(1 - f), the
/// least that a whole number with a mean of fraction f can have.
[[nodiscard]] constexpr double variance(const Repeats& times) {
  const double fraction = times.mean - static_cast<double>(static_cast<std::int64_t>(times.mean));
  const double least = fraction * (1.0 - fraction);
  if (times.p95 <= times.mean) return least;
  const double deviation = (times.p95 - times.mean) / normal_p95;
  return deviation * deviation < least ? least : deviation * deviation;
}
static_assert(variance({7.0, 7.0}) == 0.0);
static_assert(variance({6.5, 6.5}) == 0.25);

inline constexpr Formula resent_turns_card{"application.resent-turns",
                                           "E[N(N-1)/2] = (Var N + n^2 - n) / 2",
                                           "definition: turn k re-sends the k-1 turns before it"};

/// Earlier turns that are sent again over a task of N turns, turn k sending k - 1 of them: the cost
/// of a resent history grows with the square of the turns. For a fractional mean n it is the
/// expectation over whole N, exact for the two neighbours of n when the spread is not known. \param
/// times  turns N by mean n and P95. \throws std::domain_error if the mean is negative.
[[nodiscard]] constexpr double resent_turns(const Repeats& times) {
  if (times.mean < 0.0) throw std::domain_error("resent_turns: mean must not be negative");
  return (variance(times) + times.mean * times.mean - times.mean) / 2.0;
}
static_assert(resent_turns({1.0, 1.0}) == 0.0, "one turn has nothing before it");
static_assert(resent_turns({0.0, 0.0}) == 0.0);
static_assert(resent_turns({4.0, 4.0}) == 0.0 + 1.0 + 2.0 + 3.0);
static_assert(resent_turns({0.5, 0.5}) == 0.0, "half the tasks take one turn, half take none");
static_assert(resent_turns({6.5, 6.5}) == (15.0 + 21.0) / 2.0, "half take 6 turns, half take 7");

inline constexpr Formula attempts_card{"application.attempts", "1 / (1 - q)",
                                       "definition: mean of the geometric distribution"};

/// Attempts until one succeeds.
/// \param retry  probability q that an attempt has to be repeated, 0 <= q < 1.
/// \throws std::domain_error outside that range.
[[nodiscard]] constexpr double attempts(double retry) {
  if (!(retry >= 0.0 && retry < 1.0)) throw std::domain_error("attempts: retry must be in [0, 1)");
  return 1.0 / (1.0 - retry);
}
static_assert(attempts(0.0) == 1.0);
static_assert(attempts(0.5) == 2.0);

}  // namespace weft::application

namespace weft {

template <>
inline constexpr auto fields<application::Repeats> =
    std::array{row<&application::Repeats::mean>("mean", "runs of the step in a task, on average")
                   .at_least(0.0),
               row<&application::Repeats::p95>("p95", "runs that 95 % of the tasks do not exceed")
                   .at_least(0.0)};
static_assert(describes_all<application::Repeats>());
template <>
inline constexpr std::string_view type_name<application::Repeats> = "repeats";

}  // namespace weft
