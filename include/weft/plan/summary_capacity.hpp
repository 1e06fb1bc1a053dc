// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/ramp.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/evaluate_months.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/stage_cost.hpp"
#include "weft/plan/summary_site.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <tuple>
#include <variant>

namespace weft::plan {

inline constexpr Reason never_short{"plan.never-short", "the demand is met in every month"};
inline constexpr Reason no_demand{"plan.no-demand", "nothing is asked of it"};
inline constexpr Reason not_disaggregated{"serving.not-disaggregated",
                                          "prefill and decode share accelerators"};
inline constexpr Reason no_output{"serving.no-output", "requests have no output tokens"};

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

/// Last month to order more before need exceeds what stands.
[[nodiscard]] inline Feasible<double> order_before(const Feasible<double>& exhausted,
                                                   const std::optional<Delivery>& delivery) {
  if (!exhausted) return exhausted.why();
  economics::Delivery part;
  if (delivery) {
    part = {.lead_time = delivery->lead_time,
            .install = delivery->install,
            .acceptance = delivery->acceptance};
  }
  return economics::order_by(*exhausted, part);
}

template <class Step>
void summarise_cluster(const Scenario& scenario, const Workspace& room, Position at,
                       ClusterOutcome& cluster, Step& step) {
  const Stage& last = scenario.last();
  const auto units = across(room.stages, [at](const StageState& each, std::size_t) {
    return std::tuple(&each.clusters[at].units, &each.clusters[at].each);
  });
  const auto fill = [&] {
    clear_cluster(cluster);
    ClusterUse use;
    for (const Span& span : room.spans) add_span(room, span, at, use, cluster);
    cluster.accelerators.value =
        cluster.accelerators.months.empty() ? 0 : cluster.accelerators.months.back();
    cluster.utilisation.value = use.there > 0.0 ? use.busy / use.there : 0.0;
  };
  step(over_months_card, cluster.accelerators, fill, units, room.spans);
  const auto filled = [] {};  // with the accelerators, above
  step(over_months_card, cluster.accelerators_needed, filled, room.cluster_needed[at]);
  step(cluster_use_card, parts(cluster.headroom, cluster.exhausted), filled, units,
       room.cluster_needed[at], room.spans);
  step(cluster_use_card, cluster.utilisation, filled, units, room.cluster_working[at], room.spans);
  step(economics::order_by_card, cluster.order_by, order_before, cluster.exhausted,
       last.plan.clusters.entries[at].value.delivery);
  step(
      availability_card, cluster.availability,
      [&](Time, Time) { return node_availability(last, at); }, last.plan.operations.interruption,
      last.plan.operations.repair);
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

template <class Step>
void summarise_ramp(const Scenario& scenario, const Workspace& room, RampOutcome& ramp,
                    Step& step) {
  Position phase = 0;
  for (Position s = 0; s < room.stages.size(); ++s) {
    if (scenario.stages[s].name.empty()) continue;
    PhaseOutcome& made = ramp.phases.entries[phase++].value;
    const double from = purchase_month(scenario, s);
    const StageState& state = room.stages[s];
    step(as_is_card, made.ready, std::identity{}, state.usable);
    step(
        late_card, made.late, [&](double usable) { return economics::lateness(usable, from); },
        state.usable);
    const auto before = [&](const ClusterState&, std::size_t c) {
      return s == 0 ? nullptr : &room.stages[s - 1].clusters[c].units;
    };
    const auto there = [](const ClusterState& each, std::size_t) {
      return std::tuple(&each.units, &each.each, &each.ready);
    };
    step(
        stranded_hours_card, made.stranded_hours,
        [&] { made.stranded_hours = stranded_hours(scenario, room, s, from); },
        across(state.clusters, there), across(state.clusters, before), state.usable);
  }
  const auto needs = [](const WorkloadMonths& each, std::size_t) {
    return std::tuple(&each.needed, &each.served);
  };
  step(
      shortfall_card, parts(ramp.first_shortfall, ramp.unmet_share),
      [&] { summarise_shortfall(room, ramp); }, across(room.workloads, needs));
}

}  // namespace weft::plan
