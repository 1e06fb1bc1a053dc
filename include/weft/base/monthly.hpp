// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace weft {

/// A value that may change month by month: linear between the months that were written, constant
/// outside them. One point without a month is a constant.
template <class Q>
struct Monthly {
  struct Point {
    CalendarMonth month{};
    Q value{};
    friend bool operator==(const Point&, const Point&) = default;
  };
  std::vector<Point> points;  ///< ascending by month; never empty once read

  Monthly() = default;
  Monthly(Q constant) : points{{CalendarMonth{}, constant}} {}

  /// \param month  month asked for, the same calendar as the points.
  [[nodiscard]] Q at(CalendarMonth month) const {
    if (points.empty()) return Q{};
    if (points.size() == 1 || month <= points.front().month) return points.front().value;
    for (std::size_t i = 1; i < points.size(); ++i) {
      if (month > points[i].month) continue;
      const auto& a = points[i - 1];
      const auto& b = points[i];
      const double part = static_cast<double>(months_between(a.month, month)) /
                          static_cast<double>(months_between(a.month, b.month));
      return a.value + part * (b.value - a.value);
    }
    return points.back().value;
  }

  friend bool operator==(const Monthly&, const Monthly&) = default;
};

}  // namespace weft
