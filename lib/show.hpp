// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/report/metrics.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace weft::report {

/// "16384" -> "16,384".
[[nodiscard]] std::string grouped(std::string digits);
/// 0.183 -> "18.3 %".
[[nodiscard]] std::string show_share(double share);
/// A plain number: grouped where it is large, three significant digits where it is small.
[[nodiscard]] std::string show_number(double value);
/// A share of something: people read it in percent.
[[nodiscard]] bool is_share(std::string_view id);
/// For people: the shown unit, percent for shares, calendar months. `start` is the first month.
[[nodiscard]] std::string show_value(double value, const MetricDoc& metric, CalendarMonth start);

/// Money of a size is read in one unit: three to six digits for the whole. What is shown are whole
/// grains, so that shown parts add up.
struct MoneyScale {
  double grain = 0.01;
  int decimals = 2;
  std::string_view suffix{};
};
[[nodiscard]] MoneyScale money_scale(double whole);
[[nodiscard]] std::int64_t grains_of(double money, const MoneyScale& scale);
/// "-$3.64M".
[[nodiscard]] std::string money_text(std::int64_t grains, const MoneyScale& scale);

/// RFC 4180: in quotes where the text needs them.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace weft::report
