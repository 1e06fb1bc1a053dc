// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <algorithm>
#include <cstddef>
#include <variant>

namespace weft::plan {

/// What must still be paid if everything stops in the worst month: orders that were not delivered,
/// debt, and power that a contract reserves to its end.
[[nodiscard]] inline Money most_committed(const Scenario& scenario, const Workspace& room) {
  const Site& site = scenario.last().plan.site;
  const Colocation* hall = site.tenure ? std::get_if<Colocation>(&*site.tenure) : nullptr;
  Money reserved{};  // a month
  double term = 0.0;
  if (hall && site.budget.it_power) {
    reserved = hall->take_or_pay * *site.budget.it_power * one_month * hall->price;
    term = ratio(hall->term.value_or(scenario.months * one_month), one_month);
  }
  Money worst{};
  Money ordered{};
  for (std::size_t m = 0; m < room.paid.size(); ++m) {
    ordered += room.unpaid[m];
    const double rest = std::max(0.0, term - static_cast<double>(m) - 1.0);
    worst = max(worst, ordered + room.owed[m] + rest * reserved);
  }
  return worst;
}

}  // namespace weft::plan
