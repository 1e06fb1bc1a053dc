// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/choices.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <vector>

namespace weft::plan {

/// The parallel split of one training workload: the author's, or the fastest that fits.
/// \param state  the stage, sized: splits need the rates of its fabrics.
/// \param told   the decision is added here; null: it is not told.
void choose_split(const Scenario& scenario, Stage& stage, const StageState& state, Position at,
                  std::vector<Decision>* told);

}  // namespace weft::plan
