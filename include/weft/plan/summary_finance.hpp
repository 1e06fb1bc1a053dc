// SPDX-License-Identifier: Apache-2.0
// What the whole costs and what it returns.
#pragma once

#include "weft/economics/internal_rate.hpp"
#include "weft/economics/payback.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/economics/price_performance.hpp"
#include "weft/economics/returns.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/committed.hpp"
#include "weft/plan/summary_money.hpp"
#include "weft/plan/tax.hpp"
#include "weft/plan/worth.hpp"

#include <algorithm>
#include <functional>
#include <span>
#include <vector>

namespace weft::plan {

/// One sum over the books of all owners.
[[nodiscard]] inline Money over_books(const Workspace& room, Money CostBook::*of) {
  Money sum{};
  for (const CostBook& each : room.cluster_books) sum += each.*of;
  for (const CostBook& each : room.fabric_books) sum += each.*of;
  return sum + room.site_book.*of;
}

/// What the books of all owners add up to.
template <class Step>
void sum_books(const Workspace& room, CostOutcome& cost, Step& step) {
  const auto from_books = [&](Money& into, Money CostBook::*of) {
    step(
        sum_card, into, [&] { into = over_books(room, of); }, across(room.cluster_books, of),
        across(room.fabric_books, of), room.site_book.*of);
  };
  const auto bought = [](const CostBook& each, std::size_t) { return &each.capex; };
  step(
      sum_card, cost.capex, [&] { cost.capex = room.capex; }, across(room.cluster_books, bought),
      across(room.fabric_books, bought), room.site_book.capex);
  from_books(cost.opex.energy, &CostBook::energy);
  from_books(cost.opex.space, &CostBook::space);
  from_books(cost.opex.support, &CostBook::support);
  from_books(cost.opex.licences, &CostBook::licences);
  from_books(cost.opex.staff, &CostBook::staff);
  step(as_is_card, cost.opex.tools, std::identity{}, room.tools);
  from_books(cost.residual, &CostBook::residual);
  const auto books = [&] { cost.book_value = over_books(room, &CostBook::book) + room.owned_book; };
  step(sum_card, cost.book_value, books, across(room.cluster_books, &CostBook::book),
       across(room.fabric_books, &CostBook::book), room.site_book.book, room.owned_book);
}

/// What the whole comes to for each unit of what it gives.
template <class Step>
void summarise_unit_costs(const Scenario& scenario, const Workspace& room, CostOutcome& cost,
                          Step& step) {
  const Money tco = cost.tco.total();
  const auto accelerated = [&](const double& each, std::size_t c) {
    return scenario.last().clusters[c].accelerator ? &each : nullptr;
  };
  const auto rent = [&] {
    double hours = 0.0;
    for (Position c = 0; c < room.cluster_months.size(); ++c) {
      if (scenario.last().clusters[c].accelerator) hours += room.cluster_months[c];
    }
    cost.cost_per_accelerator_hour = Infeasible{&no_accelerators};
    if (hours > 0.0) cost.cost_per_accelerator_hour = tco / (hours * one_month);
  };
  step(economics::accelerator_hour_card, cost.cost_per_accelerator_hour, rent, cost.tco,
       across(room.cluster_months, accelerated));
  const auto perform = [&] {
    Tokens output{};
    for (const WorkloadMonths& each : room.workloads) output += each.tokens.output;
    cost.price_performance = Infeasible{&economics::no_tokens};
    if (output > Tokens{} && tco > Money{}) cost.price_performance = output / tco;
  };
  const auto tokens = [](const WorkloadMonths& each, std::size_t) { return &each.tokens.output; };
  step(economics::tokens_per_money_card, cost.price_performance, perform, cost.tco,
       across(room.workloads, tokens));
}

/// What was paid, month by month.
inline void sum_cash(const Workspace& room, OverMonths<Money>& cash) {
  std::copy(room.paid.begin(), room.paid.end(), cash.months.begin());
  cash.value = {};
  for (const Money& each : room.paid) cash.value += each;
}

template <class Step>
void summarise_cost(const Scenario& scenario, const Workspace& room, CostOutcome& cost,
                    Step& step) {
  const Site& site = scenario.last().plan.site;
  sum_books(room, cost, step);
  step(as_is_card, cost.financing_cost, std::identity{}, room.financing);
  step(as_is_card, cost.tax, std::identity{}, room.tax);
  step(
      committed_card, cost.committed, [&] { cost.committed = most_committed(scenario, room); },
      room.paid, room.owed, site.tenure, site.budget.it_power);
  step(
      economics::impairment_card, cost.impairment_risk,
      [&] { cost.impairment_risk = impairment_risk(room); }, room.book, room.market);
  step(
      tco_card, cost.tco,
      [](const SiteCapex& capex, const SiteOpex& opex, Money financing, Money tax, Money residual) {
        return TotalCost{capex.total(), opex.total(), financing, tax, Money{} - residual};
      },
      cost.capex, cost.opex, cost.financing_cost, cost.tax, cost.residual);
  const Money tco = cost.tco.total();
  const auto share = [&] {
    Money networks{};
    for (const CostBook& each : room.fabric_books) networks += each.total();
    cost.network_share = tco > Money{} ? ratio(networks, tco) : 0.0;
  };
  step(share_of_card, cost.network_share, share, room.fabric_books, cost.tco);
  const auto idle = [&] {
    Money used{};
    for (const WorkloadMonths& each : room.workloads) used += each.cost;
    cost.idle_cost = tco - cost.tax - used;
  };
  step(idle_card, cost.idle_cost, idle, cost.tco, cost.tax,
       across(room.workloads, &WorkloadMonths::cost));
  summarise_unit_costs(scenario, room, cost, step);
  step(
      over_months_card, cost.cash_out, [&] { sum_cash(room, cost.cash_out); }, room.paid);
}

/// What is left over, month by month; the last entry is the day after the horizon, on which only
/// what remains and what is owed stand.
inline void net_cash(const CostOutcome& cost, Workspace& room, ReturnOutcome& made) {
  made.revenue = made.net_cash.value = {};
  for (std::size_t m = 0; m < room.paid.size(); ++m) {
    room.net[m] = room.received[m] - room.paid[m];
    made.revenue += room.received[m];
    made.net_cash.months[m] = room.net[m];
    made.net_cash.value += room.net[m];
    room.inflows[m] = room.received[m];
    room.outflows[m] = room.paid[m];
  }
  const Money left = cost.residual - room.traded;
  room.net.back() = left - room.owed_after;
  room.inflows.back() = left;
  room.outflows.back() = room.owed_after;
}

/// What the flows are worth.
template <class Step>
void summarise_worth(const Scenario& scenario, const Workspace& room, const CostOutcome& cost,
                     ReturnOutcome& made, Step& step) {
  const std::span<const Money> within(room.net.data(), room.paid.size());
  step(
      economics::peak_cash_card, made.peak_cash,
      [&] { made.peak_cash = economics::peak_cash(within).amount; }, room.net);
  const auto pay_back = [&] {
    const auto month = economics::payback(within);
    made.payback =
        month ? Feasible<double>(ratio(*month, one_month)) : Feasible<double>(month.why());
  };
  step(economics::payback_card, made.payback, pay_back, room.net);
  const PerPeriod& rate = scenario.last().plan.finance.discount_rate;
  step(
      economics::net_present_value_card, made.npv,
      [](const std::vector<Money>& net, const PerPeriod& discount) {
        return economics::net_present_value(net, discount);
      },
      room.net, rate);
  step(
      economics::profitability_index_card, made.profitability_index,
      [](const std::vector<Money>& in, const std::vector<Money>& out, const PerPeriod& discount) {
        return economics::profitability_index(
            economics::present_value(std::span<const Money>(in), discount),
            economics::present_value(std::span<const Money>(out), discount));
      },
      room.inflows, room.outflows, rate);
  step(
      economics::internal_rate_card, made.irr,
      [](const std::vector<Money>& net) {
        const auto internal = economics::internal_rate(net);
        return internal ? Feasible<double>(per_year(*internal)) : Feasible<double>(internal.why());
      },
      room.net);
  step(
      economics::return_on_investment_card, made.roi,
      [](Money revenue, Money residual, Money traded, const std::vector<Money>& outflows) {
        Money out{};
        for (const Money& each : outflows) out += each;
        return economics::return_on_investment(revenue + (residual - traded), out).value_or(0.0);
      },
      made.revenue, cost.residual, room.traded, room.outflows);
}

/// \param earned  nothing when no workload has a price.
template <class Step>
void summarise_return(const Scenario& scenario, Workspace& room, const CostOutcome& cost,
                      Feasible<ReturnOutcome>& gain, bool earned, Step& step) {
  const auto stand = [&] {
    if (!earned) {
      gain = Infeasible{&not_asked};
    } else if (!gain) {  // the room for its series is made once
      ReturnOutcome fresh;
      fresh.net_cash.months.resize(room.paid.size());
      gain = fresh;
    }
  };
  step(received_card, gain, stand, room.received);
  if (!earned) return;
  ReturnOutcome& made = *gain;
  step(
      net_card, parts(room.net, room.inflows, room.outflows, made.net_cash),
      [&] { net_cash(cost, room, made); }, room.received, room.paid, cost.residual,
      room.owed_after);
  step(
      received_card, made.revenue, [] {}, room.received);  // summed with the net flows
  summarise_worth(scenario, room, cost, made, step);
}

}  // namespace weft::plan
