// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/step.hpp"
#include "weft/facility/power.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <tuple>

namespace weft::plan {

inline constexpr Reason no_accelerators{"plan.no-accelerators", "nothing with accelerators stands"};

/// What a site is in one stage: the same in each of its months.
struct SiteInStage {
  std::int64_t accelerators = 0;
  Power it{}, utility{}, sustained{};  ///< sustained: at the meter of the site
  double racks = 0.0;
  Power rack{};
};

[[nodiscard]] inline SiteInStage site_in(const Stage& stage, const StageState& state) {
  SiteInStage site;
  const double pue = stage.plan.site.pue;
  site.it = state.node_peak + state.network;
  site.utility = facility::utility_power(site.it, pue).total();
  site.sustained = pue * (state.node_sustained + state.network);
  for (Position c = 0; c < state.clusters.size(); ++c) {
    const ClusterState& each = state.clusters[c];
    site.racks += each.racks;
    site.rack = max(site.rack, each.rack_power);
    if (stage.clusters[c].accelerator) site.accelerators += each.units * each.each;
  }
  for (const FabricState& each : state.fabrics)
    site.racks += each.design ? std::ceil(each.racks) : 0.0;
  return site;
}

inline void sum_site(const Scenario& scenario, const Workspace& room, SiteOutcome& site) {
  std::fill(site.accelerators.months.begin(), site.accelerators.months.end(), 0);
  std::fill(site.it_power.months.begin(), site.it_power.months.end(), Power{});
  std::fill(site.utility_power.months.begin(), site.utility_power.months.end(), Power{});
  site.energy = {};
  site.racks = 0.0;
  site.rack_power = site.it_power.value = site.utility_power.value = {};
  site.network_power_share = 0.0;
  double per_accelerator = 0.0;
  for (const Span& span : room.spans) {
    if (!span.stands || span.begin == span.end) continue;
    const SiteInStage now = site_in(scenario.stages[span.stage], room.stages[span.stage]);
    for (std::size_t m = span.begin; m < span.end; ++m) {
      site.accelerators.months[m] = now.accelerators;
      site.it_power.months[m] = now.it;
      site.utility_power.months[m] = now.utility;
    }
    site.it_power.value = max(site.it_power.value, now.it);
    site.utility_power.value = max(site.utility_power.value, now.utility);
    site.racks = std::max(site.racks, now.racks);
    site.rack_power = max(site.rack_power, now.rack);
    site.energy += facility::site_energy(now.sustained, 1.0, span.months() * one_month);
    if (now.it > Power{}) {
      site.network_power_share =
          std::max(site.network_power_share, ratio(room.stages[span.stage].network, now.it));
    }
    if (now.accelerators > 0) {
      per_accelerator = std::max(per_accelerator,
                                 ratio(now.utility, watt) / static_cast<double>(now.accelerators));
    }
  }
  site.accelerators.value = site.accelerators.months.empty() ? 0 : site.accelerators.months.back();
  site.power_per_accelerator = Infeasible{&no_accelerators};
  if (per_accelerator > 0.0) site.power_per_accelerator = per_accelerator * watt;
}

/// The site with what it reads, metric by metric.
template <class Step>
void summarise_site(const Scenario& scenario, const Workspace& room, SiteOutcome& site,
                    Step& step) {
  const auto pue = [](const Stage& each, std::size_t) { return &each.plan.site.pue; };
  const auto stages = across(scenario.stages, pue);
  const auto at_peak = [](const StageState& each, std::size_t) {
    return std::tuple(&each.node_peak, &each.network);
  };
  const auto peaks = across(room.stages, at_peak);
  const auto units = across(room.stages, [](const StageState& each, std::size_t) {
    return across(each.clusters, [](const ClusterState& one, std::size_t) {
      return std::tuple(&one.units, &one.each);
    });
  });
  const auto racks = across(room.stages, [](const StageState& each, std::size_t) {
    return std::tuple(across(each.clusters, &ClusterState::racks),
                      across(each.fabrics, &FabricState::racks));
  });
  const auto fullest = across(room.stages, [](const StageState& each, std::size_t) {
    return across(each.clusters, &ClusterState::rack_power);
  });
  const auto sustained = across(room.stages, [](const StageState& each, std::size_t) {
    return std::tuple(&each.node_sustained, &each.network);
  });
  step(
      site_power_card, parts(site.it_power, site.network_power_share),
      [&] { sum_site(scenario, room, site); }, peaks, room.spans);
  const auto summed = [] {};  // all of the site at once, above
  step(over_months_card, site.accelerators, summed, units, room.spans);
  step(facility::utility_power_card, site.utility_power, summed, site.it_power, stages);
  step(share_of_card, site.power_per_accelerator, summed, peaks, stages, units, room.spans);
  step(facility::site_energy_card, site.energy, summed, sustained, stages, room.spans);
  step(worst_phase_card, site.racks, summed, racks, room.spans);
  step(worst_phase_card, site.rack_power, summed, fullest, room.spans);
}

}  // namespace weft::plan
