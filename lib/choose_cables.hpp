// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/choices.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <span>
#include <vector>

namespace weft::plan {

/// Modules and cables of a stage: the cheapest pair that fits where the author names nothing, the
/// mate of what is named elsewhere.
/// \param state  the stage, sized; \param last  the last stage: its trunks are bought with the
///               first one where `build` is full.
/// \param made   decisions are added here; null: they are not told.
void choose_cables(const Scenario& scenario, Stage& stage, const StageState& state,
                   const StageState& last, std::span<const fabric::SwitchBox> boxes,
                   std::vector<Decision>* made);

}  // namespace weft::plan
