// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/fabric_parts.hpp"
#include "weft/plan/rate_fabrics.hpp"
#include "weft/plan/size_fabrics.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace weft::plan {

/// Sizes, counts and rates every fabric of a stage.
/// \param last  the state of the last stage: its trunks are bought first where `build` is full.
inline void evaluate_fabrics(const Scenario& scenario, const Stage& stage,
                             std::span<const fabric::SwitchBox> boxes, StageState& state,
                             const StageState& last) {
  const std::size_t fabrics = stage.fabrics.size();
  std::int64_t switches = 0;
  for (int pass = 0; pass < 2; ++pass) {  // management networks count the switches of the others
    for (Position f = 0; f < fabrics; ++f) {
      const bool counts_switches = stage.fabrics[f].every_switch;
      if (counts_switches != (pass == 1)) continue;
      size_fabric(boxes, stage, f, counts_switches ? switches : 0, state);
      if (pass == 0 && state.fabrics[f].design) switches += state.fabrics[f].design->switches();
    }
  }
  for (Position f = 0; f < fabrics; ++f) {
    FabricState& made = state.fabrics[f];
    if (!made.design) continue;
    const bool full = stage.plan.fabrics.entries[f].value.build == Build::full;
    const auto& final_design = last.fabrics[f].design;
    count_parts(scenario, stage, f, full && final_design ? *final_design : *made.design, made);
  }
  for (Position f = 0; f < fabrics; ++f) rate_fabric(scenario, stage, f, state);
  state.network = {};
  for (const FabricState& each : state.fabrics) {
    if (each.design) state.network += each.power.total();
  }
}

}  // namespace weft::plan
