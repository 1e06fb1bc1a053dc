// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/delay_cost.hpp"
#include "weft/economics/stranded.hpp"
#include "weft/plan/dates.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/summary_money.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>

namespace weft::plan {

inline constexpr Reason nothing_waits{"plan.nothing-waits",
                                      "no accelerators of a first phase wait for this fabric"};

/// Accelerators that cannot work before a fabric is ready.
struct Waiting {
  Position stage = 0;
  double accelerators = 0.0;
  double ready = 0.0;          ///< months from time.start: the last of their clusters
  std::optional<Money> value;  ///< of one, its share of the node included
};

/// What waits in the first stage in which accelerators are on the fabric; none where there is none.
[[nodiscard]] inline std::optional<Waiting> waiting_for(const Scenario& scenario,
                                                        const Workspace& room, Position fabric) {
  for (Position s = 0; s < scenario.stages.size(); ++s) {
    const Stage& stage = scenario.stages[s];
    const StageState& state = room.stages[s];
    const bool stands{state.fabrics[stage.fabrics[fabric].carrier].design};
    Waiting made{.stage = s, .accelerators = 0.0, .ready = 0.0, .value = Money{}};
    Money worth{};
    for (const Attachment& each : stage.fabrics[fabric].attachments) {
      const ClusterState& cluster = state.clusters[each.cluster];
      if (!stands || cluster.units == 0 || !stage.clusters[each.cluster].accelerator) continue;
      made.accelerators += cluster.capacity();
      made.ready = std::max(made.ready, cluster.ready);
      const auto price = unit_price(scenario, stage, each.cluster);
      if (price) worth += cluster.units * *price;
      if (!price) made.value.reset();
    }
    if (made.accelerators <= 0.0) continue;
    if (made.value) made.value = worth / made.accelerators;
    return made;
  }
  return std::nullopt;
}

/// Power that is paid and not drawn, an accelerator of the site.
[[nodiscard]] inline MoneyRate idle_space(const Stage& stage, double accelerators) {
  const Site& site = stage.plan.site;
  const Colocation* hall = site.tenure ? std::get_if<Colocation>(&*site.tenure) : nullptr;
  if (!hall || !site.budget.it_power || accelerators <= 0.0) return {};
  return hall->take_or_pay * *site.budget.it_power * hall->price / accelerators;
}

/// What a provisioned accelerator earns over its running cost, where the plan earns.
[[nodiscard]] inline MoneyRate earned_margin(const Scenario& scenario, const Workspace& room,
                                             const FinanceOutcome& finance) {
  if (!finance.gain || !finance.cost) return {};
  double months = 0.0;
  for (Position c = 0; c < room.cluster_months.size(); ++c) {
    if (scenario.last().clusters[c].accelerator) months += room.cluster_months[c];
  }
  if (months <= 0.0) return {};
  const Money margin = finance.gain->revenue - finance.cost->opex.total();
  return max(margin, Money{}) / (months * one_month);
}

/// Lateness of one fabric by its lead time: a spread, or the one time that the plan says.
[[nodiscard]] inline economics::Lateness lateness_of(
    const economics::Delivery& part, const std::optional<economics::LeadTime>& spread,
    const economics::StrandedRate& waiting) {
  if (spread) return economics::lateness(part, *spread, waiting);
  const Time late = max(part.lead_time + part.install + part.acceptance - part.order_ahead, Time{});
  const MoneyRate rate = economics::total(waiting);
  return {.mean = late,
          .p90 = late,
          .cost_per_day = rate * one_day,
          .cost = rate * late,
          .cost_p90 = rate * late};
}

inline void fill_lateness(const Scenario& scenario, const Workspace& room, Position at,
                          const FinanceOutcome& finance, FabricOutcome& fabric) {
  const auto waits = waiting_for(scenario, room, at);
  if (!waits) {
    fabric.lateness = Infeasible{&nothing_waits};
    return;
  }
  const Stage& stage = scenario.stages[waits->stage];
  const Position carrier = stage.fabrics[at].carrier;
  const Delivery how = stage.plan.fabrics.entries[carrier].value.delivery.value_or(Delivery{});
  const auto& spread = stage.lead_times[carrier];
  const double from = purchase_month(scenario, waits->stage);
  economics::Delivery part{.from = waits->ready,
                           .order_ahead = how.order_ahead + (waits->ready - from) * one_month,
                           .lead_time = how.lead_time,
                           .install = how.install,
                           .acceptance = how.acceptance};
  FabricLateness made;
  made.order_by = spread ? economics::order_by(waits->ready, part, *spread)
                         : economics::order_by(waits->ready, part);
  double all = 0.0;
  for (const ClusterState& each : room.stages[waits->stage].clusters) all += each.capacity();
  const Finance& money = scenario.last().plan.finance;
  economics::StrandedRate rate;
  if (waits->value) {
    rate = economics::delay_cost_rate(
        waits->accelerators,
        economics::stranded_rate(*waits->value, money.discount_rate, money.value_decay.accelerator,
                                 idle_space(stage, all), earned_margin(scenario, room, finance)),
        0.0);
  }
  const economics::Lateness late = lateness_of(part, spread, rate);
  made.late_mean = late.mean;
  made.late_cost_per_day = late.cost_per_day / one_day;
  made.late_cost = late.cost;
  made.late_cost_p90 = late.cost_p90;
  if (!waits->value) {
    made.late_cost_per_day = Infeasible{&no_price};
    made.late_cost = made.late_cost_p90 = Infeasible{&no_price};
  }
  fabric.lateness = made;
}

/// The lateness of a fabric with what it reads.
template <class Step>
void summarise_lateness(const Scenario& scenario, const Workspace& room, Position at,
                        const FinanceOutcome& finance, FabricOutcome& fabric, Step& step) {
  const Stage& last = scenario.last();
  const Position carrier = last.fabrics[at].carrier;
  const auto waits = across(room.stages, [&, at](const StageState& each, std::size_t s) {
    return across(each.clusters, [&, at, s](const ClusterState& one, std::size_t c) {
      const bool there = detail::is_attached_to(scenario.stages[s].fabrics[at], c);
      return there ? std::tuple(&one.units, &one.each, &one.ready)
                   : std::tuple<const std::int64_t*, const std::int64_t*, const double*>();
    });
  });
  const auto stands = across(room.stages, [carrier](const StageState& each, std::size_t) {
    return &each.fabrics[carrier].design;
  });
  const auto deliveries = across(scenario.stages, [carrier](const Stage& each, std::size_t) {
    return &each.plan.fabrics.entries[carrier].value.delivery;
  });
  step(
      economics::lateness_card, fabric.lateness,
      [&] { fill_lateness(scenario, room, at, finance, fabric); }, waits, stands, deliveries);
  if (!fabric.lateness) return;
  const auto filled = [] {};  // with the dates, above
  FabricLateness& made = *fabric.lateness;
  const auto prices = across(last.clusters, [&](const ClusterRefs&, std::size_t c) {
    return unit_price_of(scenario, last, c);
  });
  const Finance& money = last.plan.finance;
  const auto* revenue = finance.gain && finance.cost ? &finance.gain->revenue : nullptr;
  const auto* opex = revenue ? &finance.cost->opex : nullptr;
  step(economics::order_by_p90_card, made.order_by, filled, waits, stands, deliveries);
  step(economics::delay_cost_card,
       parts(made.late_cost_per_day, made.late_cost, made.late_cost_p90), filled, waits, stands,
       deliveries, prices, money.discount_rate, money.value_decay.accelerator,
       last.plan.site.tenure, last.plan.site.budget.it_power, revenue, opex, room.cluster_months);
}

}  // namespace weft::plan
