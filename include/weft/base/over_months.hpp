// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"

#include <array>
#include <vector>

namespace weft {

/// A metric that each month of the horizon has, and the single value that stands for it. The rule
/// that makes the one from the others (worst, mean, sum, end) is said in the row of the metric.
template <class Q>
struct OverMonths {
  Q value{};
  std::vector<Q> months;

  friend bool operator==(const OverMonths&, const OverMonths&) = default;
};

template <class Q>
inline constexpr std::string_view type_name<OverMonths<Q>> = "over_months";
template <class Q>
inline constexpr auto fields<OverMonths<Q>> =
    std::array{row<&OverMonths<Q>::value>("value", "by the rule of the metric").bare(),
               row<&OverMonths<Q>::months>("months", "one value a month of the horizon")};

}  // namespace weft
