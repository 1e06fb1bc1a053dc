// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/date.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace weft {

/// How the time between two days is counted in years.
enum class DayCount : std::uint8_t {
  actual_365_fixed,
  actual_360,
  actual_364,
  actual_365_25,
  no_leap_365,
  actual_actual_isda,
  thirty_360_us,
  thirty_360_isda,
  thirty_e_360,
  thirty_e_plus_360,
  thirty_e_360_isda
};

template <>
inline constexpr auto words<DayCount> =
    std::array{Case{"act/365F", "days / 365: the usual one, that of XNPV and XIRR in spreadsheets"},
               Case{"act/360", "days / 360"},
               Case{"act/364", "days / 364"},
               Case{"act/365.25", "days / 365.25"},
               Case{"NL/365", "days without 29 February / 365"},
               Case{"act/act ISDA", "days / 365, those of leap years / 366"},
               Case{"30/360 SIA", "months of 30 days, ends of February count as the 30th (US)"},
               Case{"30/360 ISDA", "months of 30 days, bond basis"},
               Case{"30E/360", "months of 30 days, the 31st is the 30th (European)"},
               Case{"30E+/360", "months of 30 days, a 31st at the end is the 1st"},
               Case{"30E/360 ISDA", "months of 30 days, the last of a month is the 30th"}};

inline constexpr Formula year_fraction_card{
    "base.year-fraction", "days between / days of a year, by the convention",
    "ISDA 2006 Definitions, section 4.16; SIA Standard Securities Calculation Methods"};

namespace detail {

[[nodiscard]] constexpr double as_years(std::int64_t days, double days_of_a_year) {
  return static_cast<double>(days) / days_of_a_year;
}

[[nodiscard]] constexpr bool is_last_of_month(const Date& date) {
  return date.day == days_in_month(date.year, date.month);
}

/// Days after `from` up to `to` that are 29 February.
[[nodiscard]] constexpr std::int64_t leap_days_between(const Date& from, const Date& to) {
  const auto until = [](const Date& date) {
    const bool passed = date.month > 2 || (date.month == 2 && date.day == 29);
    return leap_days_until(passed ? date.year : date.year - 1);
  };
  return until(to) - until(from);
}

/// Months of 30 days, once both days of the month are settled.
[[nodiscard]] constexpr double in_months_of_30(const Date& from, const Date& to) {
  return as_years(360 * (to.year - from.year) + 30 * (to.month - from.month) + (to.day - from.day),
                  360.0);
}

[[nodiscard]] constexpr double thirty_us(Date from, Date to) {
  const bool from_february = from.month == 2 && is_last_of_month(from);
  if (from_february && to.month == 2 && is_last_of_month(to)) to.day = 30;
  if (from_february) from.day = 30;
  if (to.day == 31 && from.day >= 30) to.day = 30;
  if (from.day == 31) from.day = 30;
  return in_months_of_30(from, to);
}

[[nodiscard]] constexpr double thirty_isda(Date from, Date to) {
  from.day = std::min<std::int64_t>(from.day, 30);
  if (from.day == 30) to.day = std::min<std::int64_t>(to.day, 30);
  return in_months_of_30(from, to);
}

[[nodiscard]] constexpr double thirty_european(Date from, Date to) {
  from.day = std::min<std::int64_t>(from.day, 30);
  to.day = std::min<std::int64_t>(to.day, 30);
  return in_months_of_30(from, to);
}

[[nodiscard]] constexpr double thirty_european_plus(Date from, Date to) {
  from.day = std::min<std::int64_t>(from.day, 30);
  if (to.day == 31) to = {to.year, to.month + 1, 1};
  return in_months_of_30(from, to);
}

[[nodiscard]] constexpr double thirty_european_isda(Date from, Date to) {
  if (is_last_of_month(from)) from.day = 30;
  if (is_last_of_month(to)) to.day = 30;
  return in_months_of_30(from, to);
}

/// The part of each calendar year by that year's own length.
[[nodiscard]] constexpr double by_calendar_year(const Date& from, const Date& to) {
  const auto length = [](std::int64_t year) { return is_leap_year(year) ? 366.0 : 365.0; };
  if (from.year == to.year) return as_years(days_between(from, to), length(from.year));
  const Date next{from.year + 1, 1, 1};
  const Date last{to.year, 1, 1};
  return as_years(days_between(from, next), length(from.year)) +
         static_cast<double>(to.year - from.year - 1) +
         as_years(days_between(last, to), length(to.year));
}

[[nodiscard]] constexpr double forward_years(DayCount count, const Date& from, const Date& to) {
  const std::int64_t days = days_between(from, to);
  switch (count) {
    case DayCount::actual_365_fixed:
      return as_years(days, 365.0);
    case DayCount::actual_360:
      return as_years(days, 360.0);
    case DayCount::actual_364:
      return as_years(days, 364.0);
    case DayCount::actual_365_25:
      return as_years(days, 365.25);
    case DayCount::no_leap_365:
      return as_years(days - leap_days_between(from, to), 365.0);
    case DayCount::actual_actual_isda:
      return by_calendar_year(from, to);
    case DayCount::thirty_360_us:
      return thirty_us(from, to);
    case DayCount::thirty_360_isda:
      return thirty_isda(from, to);
    case DayCount::thirty_e_360:
      return thirty_european(from, to);
    case DayCount::thirty_e_plus_360:
      return thirty_european_plus(from, to);
    case DayCount::thirty_e_360_isda:
      return thirty_european_isda(from, to);
  }
  return 0.0;
}

}  // namespace detail

/// Years from one day to another; negative when `to` is earlier.
/// The end of a contract is not known here, so 30E/360 ISDA takes the end of February as the 30th.
[[nodiscard]] constexpr double year_fraction(DayCount count, const Date& from, const Date& to) {
  return to < from ? -detail::forward_years(count, to, from)
                   : detail::forward_years(count, from, to);
}
static_assert(year_fraction(DayCount::thirty_360_us, {2023, 2, 28}, {2023, 3, 31}) == 30.0 / 360.0);
static_assert(year_fraction(DayCount::actual_actual_isda, {2023, 7, 2}, {2024, 7, 1}) ==
              183.0 / 365.0 + 182.0 / 366.0);
static_assert(year_fraction(DayCount::no_leap_365, {2024, 2, 28}, {2024, 3, 1}) == 1.0 / 365.0);

}  // namespace weft
