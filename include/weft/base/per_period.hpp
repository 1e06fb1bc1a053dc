// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace weft {

enum class Period : std::uint8_t { year, month };

/// A rate that compounds: "8 %/yr", "2 % /month". Not a quantity of 1/s: storing it so would lose
/// both the meaning and the digits.
struct PerPeriod {
  double fraction = 0.0;
  Period period = Period::year;

  friend constexpr bool operator==(const PerPeriod&, const PerPeriod&) = default;
};

}  // namespace weft
