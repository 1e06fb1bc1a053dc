// SPDX-License-Identifier: Apache-2.0
// At what price a fabric is bought again, and from whom: settled before anything is paid.
#pragma once

#include "weft/economics/lock_in.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/economics/refresh_price.hpp"
#include "weft/plan/renewals.hpp"

#include <algorithm>
#include <cstdint>

namespace weft::plan {

[[nodiscard]] inline economics::Competition bidding(const Competition& market) {
  return {market.per_extra_source, market.incumbent_counter};
}

/// Makers that really bid: of those who could, as many as one buyer asks.
[[nodiscard]] inline std::int64_t bidders(std::int64_t sources, const Competition& market) {
  return std::min(sources, market.most_bidders);
}

/// What another maker takes beside his price, by the parts: every link is moved once, and the boxes
/// on the shelf are of no more use.
[[nodiscard]] inline economics::SwitchingCost switching_cost(const FabricState& fabric,
                                                             const Operations& operations) {
  economics::SwitchingCost cost;
  cost.migration = fabric.design->links() * operations.recabling;
  const auto& parts = fabric.parts;
  for (const auto* each : {&parts.leaf, &parts.spine, &parts.core}) {
    cost.stranded_spares +=
        fabric::spare_count(each->count, operations.spares.switch_box) * each->price;
  }
  return cost;
}

namespace detail {

/// What all parts of one kind cost at a refresh, at list prices.
[[nodiscard]] inline Money list_price(const Stage& stage, const Workspace& room,
                                      const FabricState& fabric, Position at, bool optics,
                                      double month) {
  const PriceChange& change = stage.plan.ecosystem.price_change;
  Money sum{};
  for (const FabricLine& line : fabric_lines) {
    const fabric::PartLine& part = fabric.parts.*line.line;
    if (part.count == 0 || line.optic != optics || line.kind == Purchase::Kind::nic) continue;
    sum += economics::refresh_wave({.units = part.count,
                                    .price = part.price,
                                    .change = optics ? change.optic : change.switch_box,
                                    .adoption_lag = adoption_lag(stage, at)},
                                   room.networks, month)
               .capex;
  }
  return sum;
}

/// Month of the first refresh of a fabric, and how often it comes; the age is known.
inline void date_renewal(const Scenario& scenario, const Workspace& room, Position at, double age,
                         Renewal& made) {
  Position stage = 0;
  while (stage + 1 < room.stages.size() && !room.stages[stage].fabrics[at].design) ++stage;
  made.first = purchase_month(scenario, stage) + age;
  const PerPeriod rate = scenario.last().plan.finance.discount_rate;
  for (double month = made.first; month < static_cast<double>(scenario.months); month += age) {
    made.times += economics::discount_factor(rate, month);
  }
}

[[nodiscard]] inline double share_of(const economics::RefreshPrice& price, Money list) {
  return list > Money{} ? ratio(price.hardware, list) : 1.0;
}

}  // namespace detail

/// Settles the refreshes of every fabric: its first one decides who delivers them all.
template <class Step>
void settle_renewals(const Scenario& scenario, Workspace& room, Step& step) {
  const Stage& last = scenario.last();
  const Ecosystem& market = last.plan.ecosystem;
  read_generations(last.plan, room);
  for (Position f = 0; f < room.renewals.size(); ++f) {
    Renewal& made = room.renewals[f];
    made = {};
    const FabricState& fabric = room.stages.back().fabrics[f];
    const auto& sources = last.fabrics[f].sources;
    if (!fabric.design || !sources) continue;
    const auto& written = last.plan.fabrics.entries[f].value.openness.switching_cost;
    made.switching = written ? *written : switching_cost(fabric, last.plan.operations).total();
    if (!market.refresh.network) continue;
    detail::date_renewal(scenario, room, f, ratio(*market.refresh.network, one_month), made);
    if (made.times == 0.0) continue;
    made.list = detail::list_price(last, room, fabric, f, false, made.first);
    const Money optics = detail::list_price(last, room, fabric, f, true, made.first);
    const auto price = [&](std::int64_t makers, Money cost) {
      return [makers, cost](Money list, const Competition& rules) {
        return economics::refresh_price(list, bidders(makers, rules), bidding(rules), cost);
      };
    };
    step(economics::refresh_price_card, made.boxes, price(sources->switches, made.switching),
         made.list, market.competition);
    step(economics::refresh_price_card, made.optics, price(sources->optics, Money{}), optics,
         market.competition);
    made.optics.switches = false;  // one module takes the place of another: nothing is changed
    made.boxes_share = detail::share_of(made.boxes, made.list);
    made.optics_share = detail::share_of(made.optics, optics);
  }
}

/// Adds a renewal of a fabric to what is known of it: its price against the list.
inline void note_renewal(const Purchase& one, PerPeriod rate, Renewal& made) {
  if (one.renewal == 0 || one.kind == Purchase::Kind::switching) {
    if (one.renewal > 0) made.saved -= one.total;
    return;
  }
  const bool box = is_box(one.kind);
  const bool nic = one.kind == Purchase::Kind::nic;
  const double share = nic ? 1.0 : box ? made.boxes_share : made.optics_share;
  if (!(share > 0.0)) return;
  const Money list = 1.0 / share * one.total;
  made.saved += list - one.total;
  if (box) made.list_worth += economics::discount_factor(rate, one.month) * list;
}

}  // namespace weft::plan
