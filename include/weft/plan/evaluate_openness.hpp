// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/openness.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/evaluate_lock_in.hpp"
#include "weft/plan/step_inputs.hpp"
#include "weft/plan/summary_money.hpp"

#include <optional>

namespace weft::plan {

/// How open a fabric is: what its author wrote, else by what the catalogue counts.
[[nodiscard]] inline economics::Openness profile_of(const Openness& written,
                                                    const fabric::Sources& sources) {
  const auto counted = [](std::int64_t count) {
    return economics::term_openness(static_cast<double>(count));
  };
  return {.asic = written.asic.value_or(counted(sources.silicon)),
          .nos = written.nos.value_or(counted(sources.nos)),
          .optics = written.optics.value_or(counted(sources.optics)),
          .management = written.management.value_or(sources.open_nos ? 1.0 : 0.0),
          .protocol = written.protocol.value_or(counted(sources.speakers)),
          .spares = written.spares.value_or(counted(sources.switches))};
}

/// What the author's fabric stakes on its openness.
[[nodiscard]] inline StakeTerms own_terms(const Plan& plan, const Workspace& room, Position at,
                                          const fabric::Sources& sources) {
  const Openness& written = plan.fabrics.entries[at].value.openness;
  const OpenReference& open = plan.ecosystem.reference;
  const Renewal& renewal = room.renewals[at];
  return {.bidders = bidders(sources.switches, plan.ecosystem.competition),
          .boxes = renewal.boxes,
          .switching = renewal.switching,
          .lag = written.adoption_lag.value_or(open.adoption_lag.value_or(Time{})),
          .licences = room.running[at].licences,
          .people = written.effort.value_or(sources.open_nos ? open.effort : 0.0)};
}

namespace detail {

/// The signed sum of one fabric, and its right to switch.
inline void evaluate_stakes(const Scenario& scenario, Position at, Workspace& room,
                            FabricOutcome& fabric) {
  const Plan& plan = scenario.last().plan;
  const fabric::Sources& sources = *scenario.last().fabrics[at].sources;
  const Renewal& renewal = room.renewals[at];
  FabricOpenness& made = *fabric.openness;
  const StakeTerms own = own_terms(plan, room, at, sources);
  if (renewal.times > 0.0) {
    const Time until = renewal.first * one_month;
    made.option_value = Money{};
    if (own.bidders > 1) {
      made.option_value =
          right_to_switch(exchange_of(renewal.list, until, own.bidders, plan.ecosystem.competition,
                                      plan.finance.discount_rate),
                          renewal.switching);
    }
  }
  const auto open = open_terms(plan.ecosystem, sources, renewal, room.running[at], own);
  if (!open) {
    made.lock_in_cost = Infeasible{&no_open_rival};
    return;
  }
  MoneyRate late{};
  if (fabric.lateness) late = fabric.lateness->late_cost_per_day.value_or(MoneyRate{});
  Stakes& stakes = room.stakes[at];
  stakes = {stake(scenario, room, at, own, late), stake(scenario, room, at, *open, late)};
  made.lock_in_cost = economics::lock_in(stakes.own, stakes.open);
}

/// Says what openness and its worth are made from.
template <class Step>
void name_sources(const Scenario& scenario, Position at, const Workspace& room,
                  FabricOutcome& fabric, Step& step) {
  const Stage& last = scenario.last();
  const Plan& plan = last.plan;
  const Openness& written = plan.fabrics.entries[at].value.openness;
  FabricOpenness& made = *fabric.openness;
  const auto done = [] {};  // before, all together
  const auto nos = last.fabrics[at].nos;
  const auto* system = nos ? &scenario.catalogue.nos.entries[*nos].value : nullptr;
  const auto boxes = boxes_of(scenario, last.fabrics[at]);
  step(fabric::sources_card, parts(made.switch_sources, made.optic_sources, made.nos_sources), done,
       boxes, optics_of(scenario, last.fabrics[at]), system);
  step(economics::openness_card, made.openness, done, written, plan.ecosystem.openness,
       made.switch_sources, made.optic_sources, made.nos_sources, boxes, system);
  step(as_is_card, made.adoption_lag, done, written);
  const auto stands = across(room.stages, [at](const StageState& each, std::size_t) {
    return std::tuple(&each.fabrics[at].parts, &each.fabrics[at].design);
  });
  step(economics::switching_cost_card, made.switching_cost, done, written, plan.operations, stands);
  step(economics::switching_option_card, made.option_value, done, made.switching_cost, stands,
       plan.ecosystem, plan.finance.discount_rate, boxes);
  step(economics::lock_in_card, made.lock_in_cost, done, made.switching_cost, made.option_value,
       plan.operations, system, room.spans, room.inflation, fabric.lateness);
}

}  // namespace detail

/// Openness and lock-in of one fabric.
template <class Step>
void evaluate_openness(const Scenario& scenario, Position at, Workspace& room,
                       FabricOutcome& fabric, Step& step) {
  const Stage& last = scenario.last();
  const auto& sources = last.fabrics[at].sources;
  const auto stand = [&] {
    if (!sources || !fabric.size) {
      fabric.openness = fabric.size ? Infeasible{&no_own_parts} : fabric.size.why();
    } else if (!fabric.openness) {
      fabric.openness = FabricOpenness{};
    }
  };
  step(fabric::sources_card, fabric.openness, stand, fabric.size);
  if (!fabric.openness) return;
  const Openness& written = last.plan.fabrics.entries[at].value.openness;
  FabricOpenness& made = *fabric.openness;
  made.switch_sources = sources->switches;
  made.optic_sources = sources->optics;
  made.nos_sources = sources->nos;
  made.openness = {profile_of(written, *sources), last.plan.ecosystem.openness};
  made.adoption_lag = Infeasible{&no_adoption_lag};
  if (written.adoption_lag) made.adoption_lag = *written.adoption_lag;
  made.switching_cost = made.option_value = Infeasible{&no_price};
  made.lock_in_cost = Infeasible{&no_price};
  if (fabric.money) {
    made.switching_cost = room.renewals[at].switching;
    made.option_value = Infeasible{&no_refresh};
    detail::evaluate_stakes(scenario, at, room, fabric);
  }
  detail::name_sources(scenario, at, room, fabric, step);
}

/// Openness of every fabric, and what the market brings to all.
template <class Step>
void evaluate_openness(const Scenario& scenario, Workspace& room, Outcome& outcome, Step& step) {
  EcosystemOutcome all;
  Money gain{};
  bool lags = false;
  for (Position f = 0; f < outcome.fabrics.size(); ++f) {
    FabricOutcome& fabric = outcome.fabrics.entries[f].value;
    evaluate_openness(scenario, f, room, fabric, step);
    if (!fabric.openness || !fabric.money) continue;
    const Renewal& renewal = room.renewals[f];
    if (renewal.times > 0.0)
      all.refresh_saving = all.refresh_saving.value_or(Money{}) + renewal.saved;
    if (!fabric.openness->lock_in_cost || !fabric.openness->adoption_lag) continue;
    lags = true;
    gain -= fabric.openness->lock_in_cost->lag;
  }
  if (lags) all.adoption_gain = gain;
  const auto locked = [](const auto& each, std::size_t) {
    return each.value.openness ? &each.value.openness->lock_in_cost : nullptr;
  };
  const auto options = [](const auto& each, std::size_t) {
    return each.value.openness ? &each.value.openness->option_value : nullptr;
  };
  step(
      sum_card, outcome.ecosystem, [&] { outcome.ecosystem = all; },
      across(outcome.fabrics.entries, locked), across(outcome.fabrics.entries, options),
      across(room.fabric_books, &CostBook::capex));
}

}  // namespace weft::plan
