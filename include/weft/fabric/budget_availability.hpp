// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/fabric/design.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/units/system.hpp"

namespace weft::fabric {

inline constexpr Formula budget_availability_card{
    "fabric.budget-availability",
    "1 - t_repair x sum of f_i n_i over losses that leave B_i < limit",
    "definition: rare failures, repaired one by one; a loss that the budget survives costs "
    "nothing"};

/// Share of time in which every endpoint has the bandwidth that it is promised.
/// \param after   what one accelerator of the worst hit node has left after each kind of loss.
/// \param limit   bandwidth per accelerator that is promised: the healthy one where no budget is
///                written, so that every loss counts.
/// \param rates   failures of one part, and the time of a repair.
[[nodiscard]] constexpr double budget_availability(const Design& design, const AfterLoss& after,
                                                   Bandwidth limit, const FailureRates& rates) {
  Frequency open{};
  const auto add = [&](Bandwidth left, std::int64_t parts, Frequency each) {
    if (left < limit) open += parts * each;
  };
  add(after.link, design.node_links, rates.link);
  add(after.trunk, design.trunk_links(), rates.link);
  add(after.leaf, design.leaf, rates.box);
  add(after.spine, design.spine, rates.box);
  add(after.core, design.core, rates.box);
  return availability(open, rates.repair);
}

static_assert(budget_availability({.leaf = 8}, {}, Bandwidth{}, {}) == 1.0);

}  // namespace weft::fabric
