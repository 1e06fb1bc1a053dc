// SPDX-License-Identifier: Apache-2.0
// Lead times as what they are, a spread with a long tail: a median says "never late".
#pragma once

#include "weft/base/formula.hpp"
#include "weft/base/quantile.hpp"
#include "weft/units/math.hpp"
#include "weft/units/normal.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <variant>
#include <vector>

namespace weft::economics {

/// One of several times that a delivery may take, with its weight; weights need not add up to 1.
struct LeadTimeCase {
  Time time{};
  double chance = 0.0;

  friend constexpr bool operator==(const LeadTimeCase&, const LeadTimeCase&) = default;
};

/// Cases ascending by time.
using LeadTimeMixture = std::vector<LeadTimeCase>;

/// A range from P5 to P95 whose logarithm is normal.
struct LeadTimeRange {
  Time low{};
  Time high{};

  friend constexpr bool operator==(const LeadTimeRange&, const LeadTimeRange&) = default;
};

using LeadTime = std::variant<LeadTimeMixture, LeadTimeRange>;

namespace detail {

[[nodiscard]] inline double whole_chance(const LeadTimeMixture& cases) {
  double sum = 0.0;
  for (const LeadTimeCase& each : cases) {
    if (!(each.chance >= 0.0)) throw std::domain_error("lead time: a chance is not negative");
    sum += each.chance;
  }
  if (!(sum > 0.0)) throw std::domain_error("lead time: there is no case");
  return sum;
}

[[nodiscard]] inline Lognormal distribution(const LeadTimeRange& range) {
  return lognormal_between(ratio(range.low, second), ratio(range.high, second));
}

}  // namespace detail

inline constexpr Formula expected_delay_card{
    "economics.expected-delay", "sum of p_i max(0, t_i - a); of a range E[max(0, T - a)]",
    "definition; for the range Black & Scholes 1973 without discounting"};

/// Mean time past a date, over all cases: positive although the median may be in time.
/// \param allowed  a, from the order to the date; may be negative.
/// \throws std::domain_error without cases, or unless 0 < low <= high.
[[nodiscard]] inline Time expected_delay(const LeadTimeMixture& cases, Time allowed) {
  const double whole = detail::whole_chance(cases);
  Time sum{};
  for (const LeadTimeCase& each : cases) {
    sum = sum + each.chance / whole * max(each.time - allowed, Time{});
  }
  return sum;
}
[[nodiscard]] inline Time expected_delay(const LeadTimeRange& range, Time allowed) {
  return detail::distribution(range).expected_above(ratio(allowed, second)) * second;
}
[[nodiscard]] inline Time expected_delay(const LeadTime& lead_time, Time allowed) {
  return std::visit([&](const auto& each) { return expected_delay(each, allowed); }, lead_time);
}

inline constexpr Formula lead_time_quantile_card{
    "economics.lead-time-quantile", "the smallest t with P(T <= t) >= p", "definition"};

/// The time that a delivery takes at most in the share p of all cases.
/// \param p  0 < p < 1.   \throws std::domain_error as expected_delay(), or for another p.
[[nodiscard]] inline Time lead_time_quantile(const LeadTimeMixture& cases, double p) {
  return weighted_quantile(cases, p, &LeadTimeCase::time, &LeadTimeCase::chance);
}
[[nodiscard]] inline Time lead_time_quantile(const LeadTimeRange& range, double p) {
  return detail::distribution(range).quantile(p) * second;
}
[[nodiscard]] inline Time lead_time_quantile(const LeadTime& lead_time, double p) {
  return std::visit([&](const auto& each) { return lead_time_quantile(each, p); }, lead_time);
}

/// Chance that the delivery takes at most a time. \throws as expected_delay().
[[nodiscard]] inline double chance_within(const LeadTimeMixture& cases, Time time) {
  const double whole = detail::whole_chance(cases);
  double sum = 0.0;
  for (const LeadTimeCase& each : cases) sum += each.time <= time ? each.chance : 0.0;
  return sum / whole;
}
[[nodiscard]] inline double chance_within(const LeadTimeRange& range, Time time) {
  const Lognormal spread = detail::distribution(range);
  if (!(time > Time{})) return 0.0;
  const double past = log(ratio(time, second)) - spread.mean_of_log;
  if (!(spread.deviation_of_log > 0.0)) return past < 0.0 ? 0.0 : 1.0;
  return normal_below(past / spread.deviation_of_log);
}
[[nodiscard]] inline double chance_within(const LeadTime& lead_time, Time time) {
  return std::visit([&](const auto& each) { return chance_within(each, time); }, lead_time);
}

inline constexpr Formula latest_of_card{"economics.latest-of", "P(max <= t) = prod of P(T_i <= t)",
                                        "definition: parts are delivered independently"};

/// Distribution of the latest of several independent deliveries, all ordered on one day: what waits
/// for all of them waits so long. Each part in time in nine cases of ten does not make all so.
/// \throws std::domain_error as expected_delay(), or without parts.
[[nodiscard]] inline LeadTimeMixture latest_of(std::span<const LeadTimeMixture> parts) {
  if (parts.empty()) throw std::domain_error("latest_of: there are no parts");
  std::vector<Time> times;
  for (const LeadTimeMixture& each : parts) {
    for (const LeadTimeCase& one : each) times.push_back(one.time);
  }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  LeadTimeMixture latest;
  double before = 0.0;
  for (const Time& time : times) {
    double within = 1.0;
    for (const LeadTimeMixture& each : parts) within *= chance_within(each, time);
    if (within > before) latest.push_back({time, within - before});
    before = within;
  }
  return latest;
}

}  // namespace weft::economics
