// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/choices.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <vector>

namespace weft::plan {

/// Replaces each topology that is left to the program by the cheapest kind whose fabric, at its
/// largest, holds the limits that follow from the design alone: bandwidth, bisection,
/// oversubscription, unloaded latency and spare ports.
/// \param room  sized clusters and boxes of the scenario.
void choose_topologies(Scenario& scenario, Workspace& room, std::vector<Decision>& decisions);

}  // namespace weft::plan
