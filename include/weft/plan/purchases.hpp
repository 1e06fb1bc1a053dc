// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/capex.hpp"
#include "weft/plan/evaluate_fabrics.hpp"
#include "weft/plan/outcome_finance.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"
#include "weft/units/growth.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace weft::plan {

/// The class of an asset decides its book life, its decay and its line in finance.capex.
enum class Asset : std::uint8_t { accelerators, servers, networks, spares, facility };
inline constexpr std::size_t asset_count = 5;

/// What is bought at once: so many of one part, by one owner, in one phase.
struct Purchase {
  enum class Owner : std::uint8_t { cluster, fabric, site };
  enum class Kind : std::uint8_t {
    node,
    leaf,
    spine,
    core,
    nic,
    node_module,
    trunk_module,
    node_cable,
    trunk_cable,
    building
  };
  Owner owner = Owner::site;
  Position at = 0;  ///< of the owner
  Position stage = 0;
  Kind kind = Kind::node;
  Asset asset = Asset::networks;
  bool spare = false;
  std::int64_t count = 0;
  Money price{};  ///< of one, in its month
  Money total{};
  double month = 0.0;  ///< from time.start
};

inline void add(SiteCapex& to, Asset asset, Money amount) {
  switch (asset) {
    case Asset::accelerators:
      to.accelerators += amount;
      break;
    case Asset::servers:
      to.servers += amount;
      break;
    case Asset::networks:
      to.networks += amount;
      break;
    case Asset::spares:
      to.spares += amount;
      break;
    case Asset::facility:
      to.facility += amount;
      break;
  }
}

/// Price of one unit of a cluster: what the author wrote, else the catalogue's with its price
/// books.
[[nodiscard]] inline std::optional<Money> unit_price(const Scenario& scenario, const Stage& stage,
                                                     Position cluster) {
  const auto& written = stage.plan.clusters.entries[cluster].value.price;
  if (written) return written;
  return scenario.catalogue.nodes.entries[stage.clusters[cluster].node].value.price;
}

/// True when every unit that a cluster buys has a price.
[[nodiscard]] inline bool is_priced(const Scenario& scenario, Position cluster) {
  return std::all_of(scenario.stages.begin(), scenario.stages.end(), [&](const Stage& stage) {
    const Cluster& written = stage.plan.clusters.entries[cluster].value;
    const std::int64_t owned = written.owned ? written.owned->count : 0;
    return written.count <= owned || unit_price(scenario, stage, cluster).has_value();
  });
}
/// True when there is nothing to buy for a fabric, as against a design that cannot be built.
[[nodiscard]] inline bool needs_nothing(const FabricState& fabric) {
  if (fabric.design) return false;
  const Reason* why = fabric.design.why().reason;
  return why == &uses_other_hardware || why == &comes_with_the_node || why == &nothing_attached;
}
/// A fabric that cannot be built has no price: it is not free.
[[nodiscard]] inline bool is_priced(const Workspace& room, Position fabric) {
  return std::all_of(room.stages.begin(), room.stages.end(), [&](const StageState& stage) {
    const FabricState& one = stage.fabrics[fabric];
    return needs_nothing(one) || (one.design && one.priced);
  });
}

[[nodiscard]] inline double purchase_month(const Scenario& scenario, Position stage) {
  const CalendarMonth start = scenario.stages.front().plan.time.start;
  return static_cast<double>(
      std::max<std::int64_t>(0, months_between(start, scenario.stages[stage].from)));
}

namespace detail {

using Line = fabric::PartLine fabric::FabricParts::*;
struct FabricLine {
  Line line;
  Purchase::Kind kind;
  bool optic;
};
inline constexpr std::array fabric_lines{
    FabricLine{&fabric::FabricParts::leaf, Purchase::Kind::leaf, false},
    FabricLine{&fabric::FabricParts::spine, Purchase::Kind::spine, false},
    FabricLine{&fabric::FabricParts::core, Purchase::Kind::core, false},
    FabricLine{&fabric::FabricParts::nics, Purchase::Kind::nic, false},
    FabricLine{&fabric::FabricParts::node_modules, Purchase::Kind::node_module, true},
    FabricLine{&fabric::FabricParts::trunk_modules, Purchase::Kind::trunk_module, true},
    FabricLine{&fabric::FabricParts::node_cables, Purchase::Kind::node_cable, true},
    FabricLine{&fabric::FabricParts::trunk_cables, Purchase::Kind::trunk_cable, true}};

}  // namespace detail

/// Visits what the clusters buy: units beyond those that are owned or stood before, and spares.
template <class Visit>
void each_node_purchase(const Scenario& scenario, const Visit& visit) {
  const auto clusters = scenario.last().clusters.size();
  for (Position s = 0; s < scenario.stages.size(); ++s) {
    const Stage& stage = scenario.stages[s];
    const double month = purchase_month(scenario, s);
    for (Position c = 0; c < clusters; ++c) {
      const Cluster& written = stage.plan.clusters.entries[c].value;
      const auto price = unit_price(scenario, stage, c);
      if (!price) continue;
      const std::int64_t owned = written.owned ? written.owned->count : 0;
      std::int64_t before = owned;
      for (Position p = 0; p < s; ++p) {
        before = std::max(before, scenario.stages[p].plan.clusters.entries[c].value.count);
      }
      const bool accelerated = stage.clusters[c].accelerator.has_value();
      const PerPeriod change =
          accelerated ? stage.plan.ecosystem.price_change.accelerator : PerPeriod{};
      Purchase one{.owner = Purchase::Owner::cluster,
                   .at = c,
                   .stage = s,
                   .kind = Purchase::Kind::node,
                   .asset = accelerated ? Asset::accelerators : Asset::servers,
                   .count = std::max<std::int64_t>(0, written.count - before),
                   .price = factor(change, month) * *price,
                   .month = month};
      one.total = one.count * one.price;
      if (one.count > 0) visit(one);
      const double share = stage.plan.operations.spares.node;
      one.spare = true;
      one.asset = Asset::spares;
      one.count =
          economics::spare_units(std::max(written.count, before), share) -
          (s == 0 ? economics::spare_units(owned, share) : economics::spare_units(before, share));
      one.total = one.count * one.price;
      if (one.count > 0) visit(one);
    }
  }
}

/// Visits what the fabrics buy: of each part what the stages before did not have, and spares.
template <class Visit>
void each_fabric_purchase(const Scenario& scenario, const Workspace& room, const Visit& visit) {
  const auto fabrics = scenario.last().fabrics.size();
  for (Position s = 0; s < scenario.stages.size(); ++s) {
    const Stage& stage = scenario.stages[s];
    const double month = purchase_month(scenario, s);
    const auto& change = stage.plan.ecosystem.price_change;
    const auto& spares = stage.plan.operations.spares;
    const double optics_now = factor(change.optic, month);
    const double switches_now = factor(change.switch_box, month);
    for (Position f = 0; f < fabrics; ++f) {
      if (!room.stages[s].fabrics[f].design) continue;
      for (const auto& [line, kind, optic] : detail::fabric_lines) {
        const fabric::PartLine& part = room.stages[s].fabrics[f].parts.*line;
        if (part.count == 0) continue;
        std::int64_t before = 0;
        for (Position p = 0; p < s; ++p) {
          if (room.stages[p].fabrics[f].design) {
            before = std::max(before, (room.stages[p].fabrics[f].parts.*line).count);
          }
        }
        Purchase one{.owner = Purchase::Owner::fabric,
                     .at = f,
                     .stage = s,
                     .kind = kind,
                     .asset = Asset::networks,
                     .count = std::max<std::int64_t>(0, part.count - before),
                     .price = (optic ? optics_now : switches_now) * part.price,
                     .month = month};
        one.total = one.count * one.price;
        if (one.count > 0) visit(one);
        if (kind == Purchase::Kind::nic || part.price == Money{}) continue;
        const double share = optic ? spares.optic : spares.switch_box;
        one.spare = true;
        one.count = fabric::spare_count(std::max(part.count, before), share) -
                    fabric::spare_count(before, share);
        one.total = one.count * one.price;
        if (one.count > 0) visit(one);
      }
    }
  }
}

/// Every purchase over the horizon, always in the same order: what the outcome adds up and what the
/// bill of materials lists.
template <class Visit>
void each_purchase(const Scenario& scenario, const Workspace& room, const Visit& visit) {
  each_node_purchase(scenario, visit);
  each_fabric_purchase(scenario, room, visit);
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
                 .price = price,
                 .total = price});
}

}  // namespace weft::plan
