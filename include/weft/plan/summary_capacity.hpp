// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/ramp.hpp"
#include "weft/facility/power.hpp"
#include "weft/plan/evaluate_costs.hpp"
#include "weft/plan/evaluate_months.hpp"
#include "weft/plan/outcome.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace weft::plan {

inline constexpr Reason never_short{"plan.never-short", "the demand is met in every month"};
inline constexpr Reason no_demand{"plan.no-demand", "nothing is asked of it"};
inline constexpr Reason no_accelerators{"plan.no-accelerators", "nothing with accelerators stands"};
inline constexpr Reason not_disaggregated{"serving.not-disaggregated",
                                          "prefill and decode share accelerators"};
inline constexpr Reason no_output{"serving.no-output", "requests have no output tokens"};

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

inline void summarise_site(const Scenario& scenario, const Workspace& room, SiteOutcome& site) {
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

/// As if nothing stood and nothing were asked.
inline void clear_cluster(ClusterOutcome& cluster) {
  for (auto* each : {&cluster.accelerators_needed, &cluster.headroom, &cluster.utilisation}) {
    each->value = 0.0;
    std::fill(each->months.begin(), each->months.end(), 0.0);
  }
  std::fill(cluster.accelerators.months.begin(), cluster.accelerators.months.end(), 0);
  cluster.exhausted = Infeasible{&never_short};
  cluster.order_by = Infeasible{&never_short};
}

/// Accelerator-months of a cluster.
struct ClusterUse {
  double there = 0.0;
  double busy = 0.0;
  bool asked = false;  ///< in any month
};

/// Adds the months of one span: capacity, need and use.
inline void add_span(const Workspace& room, const Span& span, Position at, ClusterUse& use,
                     ClusterOutcome& cluster) {
  const double capacity = span.stands ? room.stages[span.stage].clusters[at].capacity() : 0.0;
  use.there += span.months() * capacity;
  for (std::size_t m = span.begin; m < span.end; ++m) {
    const double needed = room.cluster_needed[at][m];
    const double working = room.cluster_working[at][m];
    use.busy += working;
    cluster.accelerators.months[m] = static_cast<std::int64_t>(capacity);
    cluster.accelerators_needed.months[m] = needed;
    cluster.accelerators_needed.value = std::max(cluster.accelerators_needed.value, needed);
    if (capacity > 0.0) cluster.utilisation.months[m] = working / capacity;
    if (needed <= 0.0) continue;
    const double headroom = capacity / needed - 1.0;
    cluster.headroom.months[m] = headroom;
    cluster.headroom.value = use.asked ? std::min(cluster.headroom.value, headroom) : headroom;
    use.asked = true;
    if (span.stands && needed > capacity && !cluster.exhausted) {
      cluster.exhausted = static_cast<double>(m);
    }
  }
}

/// Share of time in which an accelerator of a cluster works.
[[nodiscard]] inline double node_availability(const Stage& stage, Position cluster) {
  const Time each = stage.plan.operations.interruption;
  const Time repair = stage.plan.operations.repair;
  return stage.clusters[cluster].accelerator ? ratio(each, each + repair) : 1.0;
}

inline void summarise_cluster(const Scenario& scenario, const Workspace& room, Position at,
                              ClusterOutcome& cluster) {
  const Stage& last = scenario.last();
  clear_cluster(cluster);
  ClusterUse use;
  for (const Span& span : room.spans) add_span(room, span, at, use, cluster);
  cluster.accelerators.value =
      cluster.accelerators.months.empty() ? 0 : cluster.accelerators.months.back();
  cluster.utilisation.value = use.there > 0.0 ? use.busy / use.there : 0.0;
  const auto& delivery = last.plan.clusters.entries[at].value.delivery;
  if (cluster.exhausted) {
    economics::Delivery parts;
    if (delivery) {
      parts = {.lead_time = delivery->lead_time,
               .install = delivery->install,
               .acceptance = delivery->acceptance};
    }
    cluster.order_by = economics::order_by(*cluster.exhausted, parts);
  }
  cluster.availability = node_availability(last, at);
}

/// Accelerator-hours that a stage adds and that wait, from their month or later, until the whole
/// stage is usable.
[[nodiscard]] inline Time stranded_hours(const Scenario& scenario, const Workspace& room,
                                         Position stage, double from) {
  const StageState& state = room.stages[stage];
  Time stranded{};
  for (Position c = 0; c < state.clusters.size(); ++c) {
    if (!scenario.last().clusters[c].accelerator) continue;
    const double before = stage == 0 ? 0.0 : room.stages[stage - 1].clusters[c].capacity();
    const double more = std::max(0.0, state.clusters[c].capacity() - before);
    const double stands = std::max(from, state.clusters[c].ready);
    stranded += more * std::max(0.0, state.usable - stands) * one_month;
  }
  return stranded;
}

/// What is asked for and not served, over the months of the plan.
inline void summarise_shortfall(const Workspace& room, RampOutcome& ramp) {
  double asked = 0.0;
  double unmet = 0.0;
  ramp.first_shortfall = Infeasible{&never_short};
  for (std::size_t m = room.asked_from; m < room.inflation.size(); ++m) {
    double short_by = 0.0;
    for (const WorkloadMonths& months : room.workloads) {
      const double need = months.needed[m];
      asked += need;
      short_by += need * (1.0 - months.served[m]);
    }
    unmet += short_by;
    if (short_by > 0.0 && !ramp.first_shortfall) ramp.first_shortfall = static_cast<double>(m);
  }
  ramp.unmet_share = asked > 0.0 ? unmet / asked : 0.0;
}

inline void summarise_ramp(const Scenario& scenario, const Workspace& room, RampOutcome& ramp) {
  Position phase = 0;
  for (Position s = 0; s < room.stages.size(); ++s) {
    if (scenario.stages[s].name.empty()) continue;
    PhaseOutcome& made = ramp.phases.entries[phase++].value;
    const double from = purchase_month(scenario, s);
    made.ready = room.stages[s].usable;
    made.late = economics::lateness(room.stages[s].usable, from);
    made.stranded_hours = stranded_hours(scenario, room, s, from);
  }
  summarise_shortfall(room, ramp);
}

}  // namespace weft::plan
