// SPDX-License-Identifier: Apache-2.0
// What stands is bought again at its age, by the newest generation that can be used by then.
#pragma once

#include "weft/economics/refresh.hpp"
#include "weft/plan/purchases.hpp"

#include <optional>
#include <span>

namespace weft::plan {

/// Age at which a class of assets is replaced; none: it stays to the end.
[[nodiscard]] inline const std::optional<Time>& refresh_age(const Ecosystem& market, Asset asset) {
  static constexpr std::optional<Time> never;
  if (asset == Asset::accelerators) return market.refresh.accelerator;
  return asset == Asset::networks ? market.refresh.network : never;
}

/// Months after which what was bought at `month` is replaced; none where that is after the horizon.
[[nodiscard]] inline std::optional<double> replaced_after(const Scenario& scenario, Asset asset,
                                                          double month) {
  const auto& age = refresh_age(scenario.last().plan.ecosystem, asset);
  if (!age) return std::nullopt;
  const double months = ratio(*age, one_month);
  if (month + months >= static_cast<double>(scenario.months)) return std::nullopt;
  return months;
}

/// The fabric that a cluster's accelerators plug into: the one that carries its inference or, where
/// there is none, its scale-out traffic.
[[nodiscard]] inline std::optional<Position> plugs_into(const Stage& stage, Position cluster) {
  const auto at =
      stage.clusters[cluster].fabric_of[static_cast<std::size_t>(fabric::Role::inference)];
  return at ? std::optional(stage.fabrics[*at].carrier) : std::nullopt;
}

/// From the release of a generation to its use on a fabric.
[[nodiscard]] inline Time adoption_lag(const Stage& stage, std::optional<Position> fabric) {
  if (!fabric) return {};
  return stage.plan.fabrics.entries[*fabric].value.openness.adoption_lag.value_or(Time{});
}

/// Generations to come as formulas take them, months from time.start.
inline void read_generations(const Plan& plan, Workspace& room) {
  room.accelerators.clear();
  room.networks.clear();
  for (const auto& each : plan.ecosystem.generations) {
    const Generation& one = each.value;
    auto& list = one.of == GenerationOf::network ? room.networks : room.accelerators;
    list.push_back({static_cast<double>(months_between(plan.time.start, one.available)),
                    one.performance, one.price, one.power});
  }
}

/// A switch, of whatever tier.
[[nodiscard]] constexpr bool is_box(Purchase::Kind kind) {
  using Kind = Purchase::Kind;
  return kind == Kind::leaf || kind == Kind::spine || kind == Kind::core;
}

namespace detail {

/// How one purchase is renewed.
struct Renewing {
  double age = 0.0;  ///< months
  PerPeriod change{};
  Time lag{};
  std::span<const economics::HardwareGeneration> generations;
  double share = 1.0;  ///< of the list price that is paid
};

template <class Visit>
void renew(const Purchase& first, const Renewing& how, double horizon, const Visit& visit) {
  Purchase one = first;
  for (one.month += how.age; one.month < horizon; one.month += how.age) {
    ++one.renewal;
    if (one.month < 0.0) continue;  // what stood before the plan was renewed before it, too
    const auto wave = economics::refresh_wave(
        {.units = first.count, .price = first.today, .change = how.change, .adoption_lag = how.lag},
        how.generations, one.month);
    one.count = wave.units;
    one.price = how.share / static_cast<double>(wave.units) * wave.capex;
    one.total = one.count * one.price;
    visit(one);
  }
}

template <class Visit>
void renew_nodes(const Scenario& scenario, const Workspace& room, const Visit& visit) {
  const Stage& last = scenario.last();
  const Ecosystem& market = last.plan.ecosystem;
  if (!market.refresh.accelerator) return;
  const auto horizon = static_cast<double>(scenario.months);
  const auto again = [&](const Purchase& one) {
    if (one.asset != Asset::accelerators) return;
    renew(one,
          {ratio(*market.refresh.accelerator, one_month), market.price_change.accelerator,
           adoption_lag(last, plugs_into(last, one.at)), room.accelerators},
          horizon, visit);
  };
  each_node_purchase(scenario, again);
  const Stage& first = scenario.stages.front();
  for (Position c = 0; c < first.clusters.size(); ++c) {
    const auto& owned = first.plan.clusters.entries[c].value.owned;
    const auto price = unit_price(scenario, first, c);
    if (!owned || !owned->bought || !price || owned->count == 0) continue;
    const auto age = months_between(*owned->bought, first.plan.time.start);
    const bool accelerated = first.clusters[c].accelerator.has_value();
    again({.owner = Purchase::Owner::cluster,
           .at = c,
           .kind = Purchase::Kind::node,
           .asset = accelerated ? Asset::accelerators : Asset::servers,
           .count = owned->count,
           .today = *price,
           .month = -static_cast<double>(age)});
  }
}

/// Boxes and optics have prices of their own; with the boxes a fabric may change its maker.
template <class Visit>
void renew_fabrics(const Scenario& scenario, const Workspace& room, const Visit& visit) {
  const Stage& last = scenario.last();
  const Ecosystem& market = last.plan.ecosystem;
  if (!market.refresh.network) return;
  const auto horizon = static_cast<double>(scenario.months);
  const double age = ratio(*market.refresh.network, one_month);
  each_fabric_purchase(scenario, room, [&](const Purchase& one) {
    if (is_work(one.kind)) return;
    const bool optic = fabric_lines[one.line].optic;
    const Renewal& terms = room.renewals[one.at];
    renew(one,
          {age, optic ? market.price_change.optic : market.price_change.switch_box,
           adoption_lag(last, one.at), room.networks,
           optic              ? terms.optics_share
           : is_box(one.kind) ? terms.boxes_share
                              : 1.0},
          horizon, visit);
  });
  for (Position f = 0; f < room.renewals.size(); ++f) {
    const Renewal& terms = room.renewals[f];
    if (!terms.boxes.switches) continue;
    Purchase work{.owner = Purchase::Owner::fabric,
                  .at = f,
                  .stage = scenario.stages.size() - 1,
                  .kind = Purchase::Kind::switching,
                  .count = 1,
                  .today = terms.switching,
                  .price = terms.switching,
                  .total = terms.switching,
                  .month = terms.first};
    for (; work.month < horizon; work.month += age) {
      ++work.renewal;
      visit(work);
    }
  }
}

}  // namespace detail

/// Every purchase over the horizon, always in the same order: what the outcome adds up and what the
/// bill of materials lists.
template <class Visit>
void each_purchase(const Scenario& scenario, const Workspace& room, const Visit& visit) {
  each_node_purchase(scenario, visit);
  each_fabric_purchase(scenario, room, visit);
  detail::renew_nodes(scenario, room, visit);
  detail::renew_fabrics(scenario, room, visit);
  const Site& site = scenario.last().plan.site;
  const OwnFacility* own = site.tenure ? std::get_if<OwnFacility>(&*site.tenure) : nullptr;
  if (!own) return;
  const StageState& last = room.stages.back();
  const Power built = site.budget.it_power.value_or(last.node_peak + last.network);
  const Money price = economics::facility_capex(own->capex, built);
  visit(Purchase{.owner = Purchase::Owner::site,
                 .kind = Purchase::Kind::building,
                 .asset = Asset::facility,
                 .count = 1,
                 .today = price,
                 .price = price,
                 .total = price});
}

}  // namespace weft::plan
