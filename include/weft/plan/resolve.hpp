// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/base/diagnostic.hpp"
#include "weft/base/note.hpp"
#include "weft/catalog/catalogue.hpp"
#include "weft/plan/scenario.hpp"

#include <span>
#include <string>

namespace weft::plan {

/// The plan as it stands in one phase.
struct PhasePlan {
  std::string name;
  CalendarMonth from{};
  const Plan* plan = nullptr;
  const Notes* notes = nullptr;  ///< of its values; null where nobody kept them
};

/// Turns names into positions and checks that the parts fit together: protocols, rates, operating
/// systems, clusters that are large enough. Every fault is a diagnostic at its path in the plan.
/// \param phases  ascending; at least one.
/// \return a scenario that can be evaluated when `diagnostics` got no errors.
[[nodiscard]] Scenario resolve(std::span<const PhasePlan> phases,
                               const catalog::Catalogue& catalogue, Diagnostics& diagnostics);

}  // namespace weft::plan
