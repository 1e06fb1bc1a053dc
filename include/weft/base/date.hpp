// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weft {

/// A day of the Gregorian calendar.
struct Date {
  std::int64_t year = 1970;
  std::int64_t month = 1;  ///< 1..12
  std::int64_t day = 1;    ///< 1..31

  friend constexpr bool operator==(const Date&, const Date&) = default;
  friend constexpr bool operator<(const Date& a, const Date& b) {
    if (a.year != b.year) return a.year < b.year;
    return a.month != b.month ? a.month < b.month : a.day < b.day;
  }
};

[[nodiscard]] constexpr bool is_leap_year(std::int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

[[nodiscard]] constexpr std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Leap days in the years 1 to `year`.
[[nodiscard]] constexpr std::int64_t leap_days_until(std::int64_t year) {
  return year / 4 - year / 100 + year / 400;
}

/// Days since the first day of year 1.
/// \param date  from year 1 on.
[[nodiscard]] constexpr std::int64_t day_number(const Date& date) {
  std::int64_t days = 365 * (date.year - 1) + leap_days_until(date.year - 1);
  for (std::int64_t month = 1; month < date.month; ++month) {
    days += days_in_month(date.year, month);
  }
  return days + date.day - 1;
}

/// Negative when `to` is earlier.
[[nodiscard]] constexpr std::int64_t days_between(const Date& from, const Date& to) {
  return day_number(to) - day_number(from);
}
static_assert(days_between({1970, 1, 1}, {2000, 3, 1}) == 11017);

/// The same day of a later month, or the last one of it where it has no such day.
/// \param months  may be negative.
[[nodiscard]] constexpr Date add_months(const Date& from, std::int64_t months) {
  const std::int64_t all = 12 * from.year + from.month - 1 + months;
  Date to{all / 12, all % 12 + 1, from.day};
  to.day = std::min(to.day, days_in_month(to.year, to.month));
  return to;
}
static_assert(add_months({2023, 12, 31}, 2) == Date{2024, 2, 29});

/// Reads "2027-01-31". Nothing else is a day.
[[nodiscard]] constexpr std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t digits) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    for (const char each : text.substr(from, digits)) {
      if (each < '0' || each > '9') return std::nullopt;
      value = 10 * value + (each - '0');
    }
    return value;
  };
  const auto year = number(0, 4);
  const auto month = number(5, 2);
  const auto day = number(8, 2);
  if (!year || !month || !day || *year < 1 || *month < 1 || *month > 12) return std::nullopt;
  if (*day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
  return Date{*year, *month, *day};
}
static_assert(parse_date("2024-02-29") == Date{2024, 2, 29});
static_assert(!parse_date("2023-02-29") && !parse_date("2023-2-9"));

}  // namespace weft
