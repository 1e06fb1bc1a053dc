// SPDX-License-Identifier: Apache-2.0
// Cash flows on days of the calendar.
#pragma once

#include "weft/base/all_roots.hpp"
#include "weft/base/date.hpp"
#include "weft/base/day_count.hpp"
#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/internal_rate.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace weft::economics {

struct DatedFlow {
  Date on;
  Money amount{};

  friend constexpr bool operator==(const DatedFlow&, const DatedFlow&) = default;
};

/// The day that flows are discounted to: spreadsheets take the one that is listed first, others the
/// earliest. In order of dates both are the same; the rate of return does not depend on it.
enum class ValueDay : std::uint8_t { first_listed, earliest };

namespace detail {

inline void check_flows(std::span<const DatedFlow> flows) {
  if (flows.empty()) throw std::domain_error("dated flows: at least one is needed");
}
[[nodiscard]] inline bool is_earlier(const DatedFlow& a, const DatedFlow& b) { return a.on < b.on; }
[[nodiscard]] inline Date first_day(std::span<const DatedFlow> flows) {
  return std::min_element(flows.begin(), flows.end(), is_earlier)->on;
}
[[nodiscard]] inline Date last_day(std::span<const DatedFlow> flows) {
  return std::max_element(flows.begin(), flows.end(), is_earlier)->on;
}

/// Value of all flows on a day.
[[nodiscard]] inline Money value_on(std::span<const DatedFlow> flows, double rate, DayCount count,
                                    const Date& day) {
  if (!(rate > -1.0)) throw std::domain_error("dated flows: the rate must be above -1");
  Money sum{};
  for (const DatedFlow& each : flows) {
    sum = sum + pow(1.0 + rate, year_fraction(count, each.on, day)) * each.amount;
  }
  return sum;
}

}  // namespace detail

inline constexpr Formula dated_present_value_card{
    "economics.dated-present-value", "sum of CF_i (1 + r)^-(t_i - t_0)",
    "Excel XNPV (gnumeric samples/excel/finfuns.xls); pyxirr xnpv"};

/// Present value of dated flows.
/// \param flows  CF_i, in any order.   \param rate  r, effective a year, above -100 %.
/// \param count  how the years t_i - t_0 are counted.   \param to  which day is t_0.
/// \throws std::domain_error without flows or for another rate.
[[nodiscard]] inline Money dated_present_value(std::span<const DatedFlow> flows, PerPeriod rate,
                                               DayCount count = DayCount::actual_365_fixed,
                                               ValueDay to = ValueDay::first_listed) {
  detail::check_flows(flows);
  const Date day = to == ValueDay::earliest ? detail::first_day(flows) : flows.front().on;
  return detail::value_on(flows, per_year(rate), count, day);
}

inline constexpr Formula dated_future_value_card{
    "economics.dated-future-value", "sum of CF_i (1 + r)^(t_last - t_i)", "pyxirr xnfv"};

/// Value of dated flows on the day of the last. \throws as dated_present_value().
[[nodiscard]] inline Money dated_future_value(std::span<const DatedFlow> flows, PerPeriod rate,
                                              DayCount count = DayCount::actual_365_fixed) {
  detail::check_flows(flows);
  return detail::value_on(flows, per_year(rate), count, detail::last_day(flows));
}

inline constexpr Formula dated_internal_rates_card{
    "economics.dated-internal-rates", "all r with sum of CF_i (1 + r)^-(t_i - t_0) = 0",
    "Excel XIRR (gnumeric samples/excel/finfuns.xls); pyxirr xirr"};

namespace detail {

/// The present value over ln(1 + r), scaled so that the largest factor is 1.
class DatedValue {
 public:
  DatedValue(std::span<const DatedFlow> flows, DayCount count)
      : flows_(flows), count_(count), first_(first_day(flows)), last_(last_day(flows)) {}

  [[nodiscard]] double at(double log_growth) const { return sum(log_growth, false); }
  [[nodiscard]] double size_at(double log_growth) const { return sum(log_growth, true); }

 private:
  [[nodiscard]] double sum(double log_growth, bool sizes) const {
    const Date& origin = log_growth < 0.0 ? last_ : first_;
    double made = 0.0;
    for (const DatedFlow& each : flows_) {
      const double amount = ratio(each.amount, dollar);
      const double factor = exp(-log_growth * year_fraction(count_, origin, each.on));
      made += factor * (sizes ? std::fabs(amount) : amount);
    }
    return made;
  }
  std::span<const DatedFlow> flows_;
  DayCount count_;
  Date first_, last_;
};

}  // namespace detail

/// All internal rates of return of dated flows, ascending, effective a year, between a loss of all
/// but 1e-10 and a gain of 1e10 a year. A double root counts once.
/// \param rates  receives as many as it holds.   \return how many there are.
/// \throws std::domain_error without flows.
[[nodiscard]] inline std::size_t dated_internal_rates(std::span<const DatedFlow> flows,
                                                      std::span<double> rates,
                                                      DayCount count = DayCount::actual_365_fixed) {
  detail::check_flows(flows);
  const auto has = [&](auto is) { return std::any_of(flows.begin(), flows.end(), is); };
  if (!has([](const DatedFlow& each) { return each.amount > Money{}; }) ||
      !has([](const DatedFlow& each) { return each.amount < Money{}; })) {
    return 0;
  }
  constexpr double farthest = 23.0;    // e^23 is 1e10
  constexpr std::size_t points = 921;  // a rate of 0 lies on the grid
  const detail::DatedValue value(flows, count);
  std::size_t found = 0;
  find_all_roots(
      [&](double u) { return value.at(u); }, [&](double u) { return value.size_at(u); },
      [](std::size_t k) { return farthest * (2.0 * static_cast<double>(k) / (points - 1) - 1.0); },
      {.points = points},
      [&](double u) {
        if (found < rates.size()) rates[found] = expm1(u);
        ++found;
      });
  return found;
}

/// The one that stands for all, as chosen_rate() has it; absent when there is none.
[[nodiscard]] inline Feasible<PerPeriod> dated_internal_rate(
    std::span<const DatedFlow> flows, DayCount count = DayCount::actual_365_fixed) {
  std::array<double, 64> rates{};
  const std::size_t found = dated_internal_rates(flows, rates, count);
  const auto chosen =
      chosen_rate(std::span<const double>(rates).first(std::min(found, rates.size())));
  if (!chosen) return chosen.why();
  return PerPeriod{*chosen, Period::year};
}

}  // namespace weft::economics
