// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <algorithm>
#include <cstddef>

namespace weft::plan {

inline constexpr Formula profit_tax_card{
    "plan.profit-tax", "t max(0, revenue - opex - depreciation - interest - losses before)",
    "definition: straight-line depreciation, losses carried forward without limit"};

/// Tax on the profit of each year from time.start, paid in its last month. What remains at the end
/// is sold at its market value: the gain over the books is profit of the last year.
/// \param gain  market value less book value at the end.
inline void levy_tax(double rate, Money gain, Workspace& room) {
  room.tax = {};
  if (!(rate > 0.0)) return;
  constexpr std::size_t year = 12;
  const std::size_t months = room.paid.size();
  Money lost{};
  for (std::size_t begin = 0; begin < months; begin += year) {
    const std::size_t end = std::min(begin + year, months);
    Money profit = end == months ? gain : Money{};
    for (std::size_t m = begin; m < end; ++m) {
      const Money running = room.paid[m] - room.invested[m];
      profit += room.received[m] - running - room.written_off[m] - room.interest[m];
    }
    const Money taxed = profit - lost;
    lost = max(Money{}, Money{} - taxed);
    const Money due = rate * max(Money{}, taxed);
    room.paid[end - 1] += due;
    room.tax += due;
  }
}

}  // namespace weft::plan
