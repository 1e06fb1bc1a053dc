// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/capex.hpp"
#include "weft/plan/evaluate_fabrics.hpp"
#include "weft/plan/outcome_finance.hpp"
#include "weft/plan/purchase.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"
#include "weft/units/growth.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::plan {

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

/// Visits a purchase and, after it, the spares that come with it; nothing is bought of what is
/// there.
template <class Visit>
void buy(Purchase one, std::int64_t more, std::int64_t spares, Asset spare_asset,
         const Visit& visit) {
  one.count = more;
  one.total = more * one.price;
  if (more > 0) visit(one);
  one.spare = true;
  one.asset = spare_asset;
  one.count = spares;
  one.total = spares * one.price;
  if (spares > 0) visit(one);
}

/// Units of a cluster that are owned, or stood in a phase before.
[[nodiscard]] inline std::int64_t units_before(const Scenario& scenario, Position stage,
                                               Position cluster) {
  const auto& written = scenario.stages[stage].plan.clusters.entries[cluster].value;
  std::int64_t before = written.owned ? written.owned->count : 0;
  for (Position p = 0; p < stage; ++p) {
    before = std::max(before, scenario.stages[p].plan.clusters.entries[cluster].value.count);
  }
  return before;
}

/// Units of a part of a fabric that stood in a phase before.
[[nodiscard]] inline std::int64_t parts_before(const Workspace& room, Position stage, Position at,
                                               fabric::PartLine fabric::FabricParts::*line) {
  std::int64_t before = 0;
  for (Position p = 0; p < stage; ++p) {
    const FabricState& fabric = room.stages[p].fabrics[at];
    if (fabric.design) before = std::max(before, (fabric.parts.*line).count);
  }
  return before;
}

/// Links between switches that move when a fabric that grows gets more spines: each leaf spreads
/// its uplinks anew, so that every old spine keeps only its share of them.
[[nodiscard]] inline std::int64_t moved_links(const Workspace& room, Position stage, Position at) {
  if (stage == 0) return 0;
  const auto& before = room.stages[stage - 1].fabrics[at].design;
  const auto& now = room.stages[stage].fabrics[at].design;
  if (!before || !now || before->spine == 0 || now->spine <= before->spine) return 0;
  return before->leaf_spine_links - before->leaf_spine_links * before->spine / now->spine;
}

template <class Visit>
void buy_units(const Scenario& scenario, Position s, Position c, const Visit& visit) {
  const Stage& stage = scenario.stages[s];
  const auto price = unit_price(scenario, stage, c);
  if (!price) return;
  const Cluster& written = stage.plan.clusters.entries[c].value;
  const double month = purchase_month(scenario, s);
  const bool accelerated = stage.clusters[c].accelerator.has_value();
  const PerPeriod change =
      accelerated ? stage.plan.ecosystem.price_change.accelerator : PerPeriod{};
  const std::int64_t before = units_before(scenario, s, c);
  const double share = stage.plan.operations.spares.node;
  buy({.owner = Purchase::Owner::cluster,
       .at = c,
       .stage = s,
       .kind = Purchase::Kind::node,
       .asset = accelerated ? Asset::accelerators : Asset::servers,
       .today = *price,
       .price = factor(change, month) * *price,
       .month = month},
      std::max<std::int64_t>(0, written.count - before),
      economics::spare_units(std::max(written.count, before), share) -
          economics::spare_units(before, share),
      Asset::spares, visit);
}

/// What the parts of one fabric cost in one phase.
struct PartPrices {
  double optics = 1.0;  ///< against time.start
  double switches = 1.0;
  double month = 0.0;
};

template <class Visit>
void buy_parts(const Scenario& scenario, const Workspace& room, Position s, Position f,
               const PartPrices& now, const Visit& visit) {
  const Stage& stage = scenario.stages[s];
  const FabricState& fabric = room.stages[s].fabrics[f];
  Purchase one{.owner = Purchase::Owner::fabric, .at = f, .stage = s, .month = now.month};
  for (std::size_t l = 0; l < fabric_lines.size(); ++l) {
    const FabricLine& line = fabric_lines[l];
    const fabric::PartLine& part = fabric.parts.*line.line;
    if (part.count == 0) continue;
    const std::int64_t before = parts_before(room, s, f, line.line);
    const auto& spares = stage.plan.operations.spares;
    const bool shelved = line.kind != Purchase::Kind::nic && part.price > Money{};
    const double share = !shelved ? 0.0 : line.optic ? spares.optic : spares.switch_box;
    one.kind = line.kind;
    one.line = l;
    one.today = part.price;
    one.price = (line.optic ? now.optics : now.switches) * part.price;
    buy(one, std::max<std::int64_t>(0, part.count - before),
        fabric::spare_count(std::max(part.count, before), share) -
            fabric::spare_count(before, share),
        Asset::networks, visit);
  }
  if (stage.plan.fabrics.entries[f].value.build != Build::grow) return;
  one.kind = Purchase::Kind::recabling;
  one.today = one.price = stage.plan.operations.recabling;
  buy(one, moved_links(room, s, f), 0, Asset::networks, visit);
}

}  // namespace detail

/// Visits what the clusters buy: units beyond those that are owned or stood before, and spares.
template <class Visit>
void each_node_purchase(const Scenario& scenario, const Visit& visit) {
  for (Position s = 0; s < scenario.stages.size(); ++s) {
    for (Position c = 0; c < scenario.last().clusters.size(); ++c) {
      detail::buy_units(scenario, s, c, visit);
    }
  }
}

/// Visits what the fabrics buy: of each part what the stages before did not have, and spares; and
/// the links that a growing fabric moves.
template <class Visit>
void each_fabric_purchase(const Scenario& scenario, const Workspace& room, const Visit& visit) {
  for (Position s = 0; s < scenario.stages.size(); ++s) {
    const auto& change = scenario.stages[s].plan.ecosystem.price_change;
    const double month = purchase_month(scenario, s);
    const detail::PartPrices now{factor(change.optic, month), factor(change.switch_box, month),
                                 month};
    for (Position f = 0; f < scenario.last().fabrics.size(); ++f) {
      if (room.stages[s].fabrics[f].design) detail::buy_parts(scenario, room, s, f, now, visit);
    }
  }
}

}  // namespace weft::plan
