// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/accelerator_hour.hpp"
#include "weft/plan/committed.hpp"
#include "weft/plan/evaluate_money.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/summary_capacity.hpp"
#include "weft/plan/tax.hpp"
#include "weft/plan/worth.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <variant>

namespace weft::plan {

inline constexpr Reason no_price{"plan.no-price", "a part has no price: weft validate names it"};
inline constexpr Reason not_asked{"plan.not-asked", "nothing is sold and nothing has a value"};
inline constexpr Reason nothing_used{"plan.nothing-used", "no hour of it is used"};

// --- money received ------------------------------------------------------------------------------

/// What a serving workload earns in one month at the prices of that month.
[[nodiscard]] inline Money serving_revenue(const Serving& served, CalendarMonth when, std::size_t m,
                                           double units, const Workspace& room) {
  const TokenPrices& price = served.price;
  const auto at_month = [&](const std::optional<Monthly<MoneyPerToken>>& one, double change) {
    return one ? change * one->at(when) : MoneyPerToken{};
  };
  const auto& cached = price.cached_input ? price.cached_input : price.input;
  const application::TokenPrices now{
      at_month(price.input, room.input_price[m]),
      at_month(cached, (price.cached_input ? room.cached_price : room.input_price)[m]),
      at_month(price.output, room.output_price[m])};
  return application::token_charge(units * tokens_of(served), now).total();
}

/// True when a workload is sold or has a value.
[[nodiscard]] inline bool is_sold(const Workload& workload) {
  if (const auto* served = std::get_if<Serving>(&workload)) {
    return served->price.input || served->price.output;
  }
  if (const auto* rented = std::get_if<Rental>(&workload)) {
    return rented->price.accelerator.has_value();
  }
  const auto* tasks = std::get_if<Application>(&workload);
  return tasks && (tasks->price.task || tasks->value.task);
}

/// What a workload earns in each month of a span: `visit(month, amount)`.
template <class Visit>
void each_revenue(const Stage& stage, Position at, const Span& span, const Workspace& room,
                  const Visit& visit) {
  const WorkloadMonths& months = room.workloads[at];
  const Workload& workload = stage.plan.workloads.entries[at].value;
  const CalendarMonth start = stage.plan.time.start;
  const auto when = [&](std::size_t m) { return start + static_cast<std::int64_t>(m); };
  const auto units = [&](const std::vector<Frequency>& rate, std::size_t m) {
    return months.served[m] * ratio(rate[m] * one_month * token, token);
  };
  if (const auto* served = std::get_if<Serving>(&workload)) {
    for (std::size_t m = span.begin; m < span.end; ++m) {
      visit(m, serving_revenue(*served, when(m), m, units(months.own, m), room));
    }
  } else if (const auto* rented = std::get_if<Rental>(&workload)) {
    for (std::size_t m = span.begin; m < span.end; ++m) {
      visit(m, months.used[m] * rented->occupancy * one_month *
                   (room.rent[m] * rented->price.accelerator->at(when(m))));
    }
  } else if (const auto* tasks = std::get_if<Application>(&workload)) {
    const auto& price = tasks->price.task ? tasks->price.task : tasks->value.task;
    for (std::size_t m = span.begin; m < span.end; ++m) {
      visit(m, units(months.mean, m) * tasks->success * price->at(when(m)));
    }
  }
}

/// Revenue of one workload over the horizon; adds each month to what the site receives. A workload
/// that is not sold in some phase has none.
[[nodiscard]] inline Feasible<Money> summarise_revenue(const Scenario& scenario, Position at,
                                                       Workspace& room) {
  for (const Stage& stage : scenario.stages) {
    if (!is_sold(stage.plan.workloads.entries[at].value)) return Infeasible{&not_asked};
  }
  Money sum{};
  for (const Span& span : room.spans) {
    if (!span.stands) continue;
    each_revenue(scenario.stages[span.stage], at, span, room, [&](std::size_t m, Money amount) {
      room.received[m] += amount;
      sum += amount;
    });
  }
  return sum;
}

// --- clusters and fabrics ------------------------------------------------------------------------

inline void summarise_cluster_money(const Workspace& room, Position at, ClusterOutcome& cluster) {
  ClusterMoney money;
  money.capex = room.cluster_books[at].capex;
  money.cost = room.cluster_cost[at];
  double used = 0.0;
  for (const double working : room.cluster_working[at]) used += working;
  const Time provisioned = room.cluster_months[at] * one_month;
  const auto hour = economics::accelerator_hour({.capex = money.cost},
                                                {.provisioned = provisioned,
                                                 .available = cluster.availability * provisioned,
                                                 .used = used * one_month});
  money.cost_per_accelerator_hour = money.cost_per_available_hour = money.cost_per_used_hour =
      Infeasible{&nothing_used};
  if (hour) {
    money.cost_per_accelerator_hour = hour->total();
    money.cost_per_available_hour = hour->available;
    money.cost_per_used_hour = hour->used;
  }
  cluster.money = money;
}

inline void summarise_fabric_money(const Scenario& scenario, const Workspace& room, Position at,
                                   Feasible<Money> tco, FabricOutcome& fabric) {
  const StageState& last = room.stages.back();
  if (!last.fabrics[at].design) {
    fabric.money = last.fabrics[at].design.why();
    return;
  }
  if (!is_priced(room, at)) {
    fabric.money = Infeasible{&no_price};
    return;
  }
  const CostBook& book = room.fabric_books[at];
  FabricMoney money;
  money.capex = book.parts;
  money.opex = {book.licences, book.support, book.energy, book.space, book.staff};
  money.residual = book.residual;
  money.cost = money.capex.total() - money.residual + money.opex.total();
  money.cost_share = Infeasible{&no_price};
  if (tco && *tco > Money{}) money.cost_share = ratio(money.cost, *tco);
  money.cost_per_accelerator = Infeasible{&no_accelerators};
  if (last.fabrics[at].accelerators > 0) {
    money.cost_per_accelerator = money.cost / last.fabrics[at].accelerators;
  }
  money.cost_per_bandwidth = Infeasible{&no_accelerators};
  const Bandwidth all =
      static_cast<double>(last.fabrics[at].accelerators) * last.fabrics[at].effective;
  if (all > Bandwidth{}) money.cost_per_bandwidth = money.cost / all;
  money.idle_cost = room.leftover[at].idle;
  money.unallocated_cost = room.leftover[at].unallocated;
  const auto months = static_cast<double>(std::max<std::int64_t>(1, scenario.months));
  money.staff = book.people / months;
  fabric.money = money;
}

// --- the whole -----------------------------------------------------------------------------------

inline void summarise_cost(const Scenario& scenario, const Workspace& room, const SiteCapex& capex,
                           CostOutcome& cost) {
  cost.capex = capex;
  cost.opex = {};
  cost.residual = cost.book_value = {};
  Money networks{};
  const auto take = [&](const CostBook& book) {
    cost.opex.energy += book.energy;
    cost.opex.space += book.space;
    cost.opex.support += book.support;
    cost.opex.licences += book.licences;
    cost.opex.staff += book.staff;
    cost.residual += book.residual;
    cost.book_value += book.book;
  };
  for (const CostBook& each : room.cluster_books) take(each);
  for (const CostBook& each : room.fabric_books) {
    take(each);
    networks += each.total();
  }
  take(room.site_book);
  cost.opex.tools = room.tools;
  cost.book_value += room.owned_book;
  cost.financing_cost = room.financing;
  cost.tax = room.tax;
  cost.committed = most_committed(scenario, room);
  cost.impairment_risk = impairment_risk(room);
  cost.tco = {cost.capex.total(), cost.opex.total(), cost.financing_cost, cost.tax,
              Money{} - cost.residual};
  const Money tco = cost.tco.total();
  cost.network_share = tco > Money{} ? ratio(networks, tco) : 0.0;
  Money used{};
  for (const WorkloadMonths& each : room.workloads) used += each.cost;
  cost.idle_cost = tco - cost.tax - used;
  double hours = 0.0;
  for (Position c = 0; c < room.cluster_months.size(); ++c) {
    if (scenario.last().clusters[c].accelerator) hours += room.cluster_months[c];
  }
  cost.cost_per_accelerator_hour = Infeasible{&no_accelerators};
  if (hours > 0.0) cost.cost_per_accelerator_hour = tco / (hours * one_month);
  Tokens output{};
  for (const WorkloadMonths& each : room.workloads) output += each.tokens.output;
  cost.price_performance = Infeasible{&economics::no_tokens};
  if (output > Tokens{} && tco > Money{}) cost.price_performance = output / tco;
  std::copy(room.paid.begin(), room.paid.end(), cost.cash_out.months.begin());
  cost.cash_out.value = {};
  for (const Money& each : room.paid) cost.cash_out.value += each;
}

/// \param earned  nothing when no workload has a price.
inline void summarise_return(const Scenario& scenario, Workspace& room, const CostOutcome& cost,
                             Feasible<ReturnOutcome>& gain, bool earned) {
  if (!earned) {
    gain = Infeasible{&not_asked};
    return;
  }
  if (!gain) {  // the room for its series is made once
    ReturnOutcome fresh;
    fresh.net_cash.months.resize(room.paid.size());
    gain = fresh;
  }
  ReturnOutcome& made = *gain;
  made.revenue = made.net_cash.value = {};
  for (std::size_t m = 0; m < room.paid.size(); ++m) {
    room.net[m] = room.received[m] - room.paid[m];
    made.revenue += room.received[m];
    made.net_cash.months[m] = room.net[m];
    made.net_cash.value += room.net[m];
    room.inflows[m] = room.received[m];
    room.outflows[m] = room.paid[m];
  }
  // The last entry is the day after the horizon: only the residual stands there.
  const std::span<const Money> within(room.net.data(), room.paid.size());
  made.peak_cash = economics::peak_cash(within).amount;
  const auto paid_back = economics::payback(within);
  made.payback = paid_back ? Feasible<double>(ratio(*paid_back, one_month))
                           : Feasible<double>(paid_back.why());
  const Money left = cost.residual - room.traded;
  room.net.back() = left - room.owed_after;
  room.inflows.back() = left;
  room.outflows.back() = room.owed_after;
  const PerPeriod rate = scenario.last().plan.finance.discount_rate;
  made.npv = economics::net_present_value(room.net, rate);
  made.profitability_index = economics::profitability_index(
      economics::present_value(std::span<const Money>(room.inflows), rate),
      economics::present_value(std::span<const Money>(room.outflows), rate));
  const auto internal = economics::internal_rate(room.net);
  made.irr = internal ? Feasible<double>(per_year(*internal)) : Feasible<double>(internal.why());
  Money out{};
  for (const Money& each : room.outflows) out += each;
  const auto roi = economics::return_on_investment(made.revenue + left, out);
  made.roi = roi.value_or(0.0);
}

}  // namespace weft::plan
