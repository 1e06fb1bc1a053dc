// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/fabric_parts.hpp"
#include "weft/plan/rate_fabrics.hpp"
#include "weft/plan/size_fabrics.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace weft::plan {

namespace detail {

/// Sizes the fabrics that manage the switches of others, or those that do not.
/// \return switches of those that were sized.
inline std::int64_t size_fabrics(const Stage& stage, std::span<const fabric::SwitchBox> boxes,
                                 bool managing, std::int64_t managed, StageState& state) {
  std::int64_t switches = 0;
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    if (stage.fabrics[f].every_switch != managing) continue;
    size_fabric(boxes, stage, f, managed, state);
    if (state.fabrics[f].design) switches += state.fabrics[f].design->switches();
  }
  return switches;
}

}  // namespace detail

/// Sizes, counts and rates every fabric of a stage.
/// \param last  the state of the last stage: its trunks are bought first where `build` is full.
inline void evaluate_fabrics(const Scenario& scenario, const Stage& stage,
                             std::span<const fabric::SwitchBox> boxes, StageState& state,
                             const StageState& last) {
  const std::int64_t switches = detail::size_fabrics(stage, boxes, false, 0, state);
  detail::size_fabrics(stage, boxes, true, switches, state);
  const std::size_t fabrics = stage.fabrics.size();
  for (Position f = 0; f < fabrics; ++f) {
    FabricState& made = state.fabrics[f];
    if (!made.design) continue;
    const bool full = stage.plan.fabrics.entries[f].value.build == Build::full;
    made.lengths = lengths_of(scenario, stage, f, *made.design);
    const FabricState& final_state = last.fabrics[f];
    count_parts(scenario, stage, f, boxes, full && final_state.design ? final_state : made, made);
  }
  for (Position f = 0; f < fabrics; ++f) rate_fabric(scenario, stage, f, state);
  state.network = {};
  for (const FabricState& each : state.fabrics) {
    if (each.design) state.network += each.power.total();
  }
}

}  // namespace weft::plan
