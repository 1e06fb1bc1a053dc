// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weft {

/// A month of the calendar, counted from year 0. Arithmetic with it is exact; it is never 30 days.
struct CalendarMonth {
  std::int64_t index = 0;  ///< 12 * year + (month - 1)

  friend constexpr auto operator<=>(const CalendarMonth&, const CalendarMonth&) = default;
};

/// \param year 1..9999.  \param month 1..12.
[[nodiscard]] constexpr CalendarMonth calendar_month(std::int64_t year, std::int64_t month) {
  return {12 * year + month - 1};
}
[[nodiscard]] constexpr std::int64_t months_between(CalendarMonth from, CalendarMonth to) {
  return to.index - from.index;
}
[[nodiscard]] constexpr CalendarMonth operator+(CalendarMonth month, std::int64_t later) {
  return {month.index + later};
}

/// Reads "2027-01". Nothing else is a month.
[[nodiscard]] constexpr std::optional<CalendarMonth> parse_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto digit = [&](std::size_t at) { return static_cast<std::int64_t>(text[at] - '0'); };
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U}) {
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
  }
  const std::int64_t year = 1000 * digit(0) + 100 * digit(1) + 10 * digit(2) + digit(3);
  const std::int64_t month = 10 * digit(5) + digit(6);
  if (year < 1 || month < 1 || month > 12) return std::nullopt;
  return calendar_month(year, month);
}

/// "2027-01".
[[nodiscard]] inline std::string format_month(CalendarMonth month) {
  const auto year = month.index / 12;
  const auto of_year = month.index % 12 + 1;
  std::string text = std::to_string(year);
  text.insert(0, text.size() < 4 ? 4 - text.size() : 0, '0');
  return text + (of_year < 10 ? "-0" : "-") + std::to_string(of_year);
}

static_assert(parse_month("2027-01") == calendar_month(2027, 1));
static_assert(!parse_month("2027-13") && !parse_month("2027-1"));

}  // namespace weft
