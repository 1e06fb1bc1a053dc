// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/cards.hpp"
#include "weft/plan/renewals.hpp"
#include "weft/plan/step_inputs.hpp"

#include <cstdint>
#include <optional>
#include <tuple>

namespace weft::plan {

namespace detail {

/// When things are replaced and by what; null where this is bought for the first time.
[[nodiscard]] inline auto replaced_by(const Plan& plan, const Purchase& one) {
  const Ecosystem* market = one.renewal > 0 ? &plan.ecosystem : nullptr;
  return std::tuple(market ? &market->refresh : nullptr, market ? &market->generations : nullptr);
}

/// What a unit of a cluster costs and how many are bought in a phase.
[[nodiscard]] inline auto bought_units(const Scenario& scenario, const Purchase& one) {
  const Stage& stage = scenario.stages[one.stage];
  const Cluster& written = stage.plan.clusters.entries[one.at].value;
  const Ecosystem& market = stage.plan.ecosystem;
  const bool accelerated = stage.clusters[one.at].accelerator.has_value();
  return std::tuple(&written.count, unit_price_of(scenario, stage, one.at), &written.owned,
                    &stage.plan.operations.spares.node,
                    accelerated ? &market.price_change.accelerator : nullptr,
                    replaced_by(stage.plan, one));
}

/// What the parts of a fabric cost and how many are bought in a phase.
[[nodiscard]] inline auto bought_parts(const Scenario& scenario, const Workspace& room,
                                       const Purchase& one) {
  const Plan& plan = scenario.stages[one.stage].plan;
  const bool moves = one.kind == Purchase::Kind::recabling;
  return std::tuple(&room.stages[one.stage].fabrics[one.at].parts, &plan.operations.spares.optic,
                    &plan.operations.spares.switch_box, &plan.ecosystem.price_change.optic,
                    &plan.ecosystem.price_change.switch_box,
                    moves ? &plan.operations.recabling : nullptr, replaced_by(plan, one),
                    one.renewal > 0 ? &plan.ecosystem.competition : nullptr,
                    one.renewal > 0 ? &plan.fabrics.entries[one.at].value.openness : nullptr);
}

/// What a building costs.
[[nodiscard]] inline auto built(const Scenario& scenario, const Workspace& room) {
  const Site& site = scenario.last().plan.site;
  const auto* own = site.tenure ? std::get_if<OwnFacility>(&*site.tenure) : nullptr;
  const StageState& last = room.stages.back();
  return std::tuple(own ? &own->capex : nullptr, &site.budget.it_power, &last.node_peak,
                    &last.network);
}

}  // namespace detail

/// Enters a purchase into the books of its owner and those of the site.
/// \param spend  adds what it costs.  \param keep  adds what is left of it at the end.
template <class Spend, class Keep, class Step>
void enter_purchase(const Scenario& scenario, Workspace& room, const Purchase& one,
                    const Spend& spend, const Keep& keep, Step& step) {
  const Finance& finance = scenario.last().plan.finance;
  const auto book = [&](CostBook& owner, const auto& inputs) {
    step(purchases_card, parts(owner.capex, owner.parts), spend, inputs);
    step(left_over_card, parts(owner.residual, owner.book), keep, owner.capex, finance.book_life,
         finance.value_decay);
  };
  switch (one.owner) {
    case Purchase::Owner::cluster:
      return book(room.cluster_books[one.at], detail::bought_units(scenario, one));
    case Purchase::Owner::fabric:
      return book(room.fabric_books[one.at], detail::bought_parts(scenario, room, one));
    case Purchase::Owner::site:
      return book(room.site_book, detail::built(scenario, room));
  }
}

}  // namespace weft::plan
