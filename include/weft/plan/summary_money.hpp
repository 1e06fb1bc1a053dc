// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/accelerator_hour.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/evaluate_money.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/summary_capacity.hpp"
#include "weft/plan/summary_revenue.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>

namespace weft::plan {

inline constexpr Reason no_price{"plan.no-price", "a part has no price: weft validate names it"};
inline constexpr Reason nothing_used{"plan.nothing-used", "no hour of it is used"};

/// Cost of an hour of an accelerator: provisioned, that works, that is used.
inline void cost_hours(const Workspace& room, Position at, double availability,
                       ClusterMoney& money) {
  double used = 0.0;
  for (const double working : room.cluster_working[at]) used += working;
  const Time provisioned = room.cluster_months[at] * one_month;
  const auto hour =
      economics::accelerator_hour({.capex = money.cost}, {.provisioned = provisioned,
                                                          .available = availability * provisioned,
                                                          .used = used * one_month});
  money.cost_per_accelerator_hour = money.cost_per_available_hour = money.cost_per_used_hour =
      Infeasible{&nothing_used};
  if (hour) {
    money.cost_per_accelerator_hour = hour->total();
    money.cost_per_available_hour = hour->available;
    money.cost_per_used_hour = hour->used;
  }
}

template <class Step>
void summarise_cluster_money(const Workspace& room, Position at, ClusterOutcome& cluster,
                             Step& step) {
  cluster.money = ClusterMoney{};
  ClusterMoney& money = *cluster.money;
  step(as_is_card, money.capex, std::identity{}, room.cluster_books[at].capex);
  step(as_is_card, money.cost, std::identity{}, room.cluster_cost[at]);
  step(
      economics::accelerator_hour_card,
      parts(money.cost_per_accelerator_hour, money.cost_per_available_hour,
            money.cost_per_used_hour),
      [&] { cost_hours(room, at, cluster.availability, money); }, room.cluster_cost[at],
      room.cluster_months[at], cluster.availability, room.cluster_working[at]);
}

/// A cost divided by what it buys, where there is any.
template <class Quotient, class Amount>
[[nodiscard]] Feasible<Quotient> cost_per(Money cost, Amount amount) {
  if (!(amount > Amount{})) return Infeasible{&no_accelerators};
  return Quotient(cost / amount);
}

template <class Step>
void summarise_fabric_money(const Scenario& scenario, const Workspace& room, Position at,
                            const FinanceOutcome& finance, FabricOutcome& fabric, Step& step) {
  const FabricState& last = room.stages.back().fabrics[at];
  const auto stand = [&] {
    fabric.money = Infeasible{&no_price};
    if (!last.design) fabric.money = last.design.why();
    if (last.design && is_priced(room, at)) fabric.money = FabricMoney{};
  };
  const auto priced = [at](const StageState& each, std::size_t) {
    return &each.fabrics[at].priced;
  };
  step(purchases_card, fabric.money, stand, last.design, across(room.stages, priced));
  if (!fabric.money) return;
  const CostBook& book = room.fabric_books[at];
  FabricMoney& money = *fabric.money;
  step(as_is_card, money.capex, std::identity{}, book.parts);
  step(
      sum_card, money.opex,
      [](Money licences, Money support, Money energy, Money space, Money staff) {
        return FabricOpex{licences, support, energy, space, staff};
      },
      book.licences, book.support, book.energy, book.space, book.staff);
  step(as_is_card, money.residual, std::identity{}, book.residual);
  step(
      fabric_cost_card, money.cost,
      [](const fabric::FabricCapex& capex, Money residual, const FabricOpex& opex) {
        return capex.total() - residual + opex.total();
      },
      money.capex, money.residual, money.opex);
  const TotalCost* tco = finance.cost ? &finance.cost->tco : nullptr;
  const auto share = [&] {
    money.cost_share = Infeasible{&no_price};
    if (tco && tco->total() > Money{}) money.cost_share = ratio(money.cost, tco->total());
  };
  step(share_of_card, money.cost_share, share, money.cost, tco);
  step(
      share_of_card, money.cost_per_accelerator,
      [](Money cost, std::int64_t all) { return cost_per<Money>(cost, static_cast<double>(all)); },
      money.cost, last.accelerators);
  step(
      share_of_card, money.cost_per_bandwidth,
      [](Money cost, std::int64_t all, Bandwidth each) {
        return cost_per<MoneyPerBandwidth>(cost, static_cast<double>(all) * each);
      },
      money.cost, last.accelerators, last.effective);
  const economics::FabricRest& rest = room.leftover[at];
  step(as_is_card, money.idle_cost, std::identity{}, rest.idle);
  step(as_is_card, money.unallocated_cost, std::identity{}, rest.unallocated);
  const auto months = static_cast<double>(std::max<std::int64_t>(1, scenario.months));
  step(
      mean_people_card, money.staff, [&](double people) { return people / months; }, book.people);
}

}  // namespace weft::plan
