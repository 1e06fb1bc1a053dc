// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/cards.hpp"
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
template <class Step>
std::int64_t size_fabrics(const Scenario& scenario, const Stage& stage,
                          std::span<const fabric::SwitchBox> boxes, bool managing,
                          std::int64_t managed, StageState& state, Step& step) {
  std::int64_t switches = 0;
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    if (stage.fabrics[f].every_switch != managing) continue;
    const Fabric& written = stage.plan.fabrics.entries[f].value;
    FabricState& made = state.fabrics[f];
    const auto other = [&](const FabricState& each, Position at) {
      return managing && !stage.fabrics[at].every_switch ? &each.design : nullptr;
    };
    step(
        fabric::size_fabric_card,
        parts(made.design, made.endpoints, made.accelerators, made.nics, made.link, made.uplink),
        [&] { size_fabric(boxes, stage, f, managed, state); }, written.topology,
        boxes_of(scenario, stage.fabrics[f]), attached(stage, f, state), written.border,
        written.reserve, across(state.fabrics, other));
    if (state.fabrics[f].design) switches += state.fabrics[f].design->switches();
  }
  return switches;
}

}  // namespace detail

/// Sizes, counts and rates every fabric of a stage.
/// \param last  the state of the last stage: its trunks are bought first where `build` is full.
template <class Step>
void evaluate_fabrics(const Scenario& scenario, const Stage& stage,
                      std::span<const fabric::SwitchBox> boxes, StageState& state,
                      const StageState& last, Step&& step) {
  const std::int64_t switches = detail::size_fabrics(scenario, stage, boxes, false, 0, state, step);
  detail::size_fabrics(scenario, stage, boxes, true, switches, state, step);
  const std::size_t fabrics = stage.fabrics.size();
  for (Position f = 0; f < fabrics; ++f) {
    FabricState& made = state.fabrics[f];
    if (!made.design) continue;
    const bool full = stage.plan.fabrics.entries[f].value.build == Build::full;
    const FabricState& final_state = last.fabrics[f];
    step(
        fabric::link_lengths_card, made.lengths,
        [&] { made.lengths = lengths_of(scenario, stage, f, *made.design); }, made.design,
        stage.plan.site.floor, across(state.clusters, &ClusterState::racks));
    count_parts(scenario, stage, f, boxes, full && final_state.design ? final_state : made, made,
                step);
  }
  for (Position f = 0; f < fabrics; ++f) rate_fabric(scenario, stage, f, state, step);
  const auto add = [&] {
    state.network = {};
    for (const FabricState& each : state.fabrics) {
      if (each.design) state.network += each.power.total();
    }
  };
  step(sum_card, state.network, add, across(state.fabrics, &FabricState::power));
}

}  // namespace weft::plan
