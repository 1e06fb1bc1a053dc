// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/evaluate.hpp"
#include "weft/plan/scenario.hpp"

namespace weft::plan {

/// What each network that uses another's hardware saves, and what it takes from the other's
/// margin: the scenario is evaluated once more for each, with that network on switches of its own,
/// of the same kind. Adapters that a node would then need are left out, so that the saving is a
/// lower bound. Fills `sharing` of each fabric of the outcome; choices are held.
void compare_sharing(const Scenario& scenario, Evaluation& into);
/// The same, recorded.
void compare_sharing(const Scenario& scenario, Evaluation& into, Recording& step);

}  // namespace weft::plan
