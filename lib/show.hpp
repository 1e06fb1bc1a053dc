// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/report/metrics.hpp"

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

}  // namespace weft::report
