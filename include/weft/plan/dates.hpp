// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/step.hpp"
#include "weft/economics/ramp.hpp"
#include "weft/plan/purchases.hpp"
#include "weft/plan/stage_state.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace weft::plan {

/// When something that is wanted at `from` can be used, in months from time.start.
inline double ready_month(double from, const std::optional<Delivery>& delivery) {
  if (!delivery) return from;
  return economics::arrival({from, delivery->order_ahead, delivery->lead_time, delivery->install,
                             delivery->acceptance})
      .ready;
}

/// When each part of a phase can be used, and the phase: with the last of them, never before the
/// phase that it follows.
template <class Step>
void date_stage(const Scenario& scenario, Position at, Workspace& room, Step& step) {
  const Stage& stage = scenario.stages[at];
  StageState& state = room.stages[at];
  const double from = purchase_month(scenario, at);
  const auto arrives = [&](const std::optional<Delivery>& how) { return ready_month(from, how); };
  room.latest.clear();
  for (Position c = 0; c < state.clusters.size(); ++c) {
    const double before = at == 0 ? 0.0 : room.stages[at - 1].clusters[c].capacity();
    step(economics::arrival_card, state.clusters[c].ready, arrives,
         stage.plan.clusters.entries[c].value.delivery);
    if (state.clusters[c].capacity() <= before) continue;  // nothing new arrives
    room.latest.push_back(state.clusters[c].ready);
  }
  for (Position f = 0; f < state.fabrics.size(); ++f) {
    const Position on = stage.fabrics[f].carrier;
    step(economics::arrival_card, state.fabrics[f].ready, arrives,
         stage.plan.fabrics.entries[on].value.delivery);
    const bool grows = at == 0 || !room.stages[at - 1].fabrics[f].design ||
                       !state.fabrics[f].design ||
                       state.fabrics[f].parts != room.stages[at - 1].fabrics[f].parts;
    if (on == f && state.fabrics[f].design && grows) room.latest.push_back(state.fabrics[f].ready);
  }
  if (at == 0) room.latest.push_back(ready_month(from, stage.plan.site.delivery));
  const double* before = at == 0 ? nullptr : &room.stages[at - 1].usable;
  const double earliest = before ? std::max(from, *before) : from;
  step(
      economics::usable_card, state.usable,
      [&] { state.usable = economics::usable(earliest, room.latest); },
      across(state.clusters, &ClusterState::ready), across(state.fabrics, &FabricState::ready),
      stage.plan.site.delivery, before);
}

/// A stage stands from its first whole month in use until that of the next.
inline void assign_months(const Scenario& scenario, Workspace& room) {
  const auto months = static_cast<double>(scenario.months);
  const auto first_month = [&](Position s) {
    return static_cast<std::size_t>(std::clamp(std::ceil(room.stages[s].usable), 0.0, months));
  };
  room.asked_from = std::min(static_cast<std::size_t>(purchase_month(scenario, 0)),
                             static_cast<std::size_t>(scenario.months));
  room.spans.clear();
  const std::size_t stands = std::max(first_month(0), room.asked_from);
  if (room.asked_from < stands) room.spans.push_back({0, false, room.asked_from, stands});
  for (Position s = 0; s < room.stages.size(); ++s) {
    const std::size_t begin = std::max(first_month(s), stands);
    const std::size_t end = s + 1 < room.stages.size() ? std::max(first_month(s + 1), begin)
                                                       : static_cast<std::size_t>(scenario.months);
    if (begin < end) room.spans.push_back({s, true, begin, end});
  }
}

}  // namespace weft::plan
