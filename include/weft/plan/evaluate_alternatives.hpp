// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/alternatives.hpp"
#include "weft/plan/evaluate_money.hpp"
#include "weft/plan/outcome.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <tuple>
#include <variant>

namespace weft::plan {

inline constexpr Reason replaces_nothing{"plan.replaces-nothing",
                                         "none of its workloads costs anything in this plan"};
inline constexpr Reason not_rented{"plan.not-rented", "no alternative rents what runs here"};

namespace detail {

/// Tokens that workloads take in one month: their own, and those of applications that call them.
[[nodiscard]] inline application::TokenUse month_tokens(const Stage& stage, const Workspace& room,
                                                        Position at, std::size_t m) {
  const WorkloadMonths& months = room.workloads[at];
  const auto count = [&](Frequency rate, double served) {
    return served * ratio(rate * one_month * token, token);
  };
  const Workload& written = stage.plan.workloads.entries[at].value;
  application::TokenUse sum;
  if (const auto* served = std::get_if<Serving>(&written)) {
    sum = count(months.own[m], months.served[m]) * tokens_of(*served);
    for (Position w = 0; w < room.workloads.size(); ++w) {
      const WorkloadMonths& other = room.workloads[w];
      for (Position s = 0; s < other.steps.size(); ++s) {
        if (stage.workloads[w].calls[s] != at) continue;
        sum = sum + count(other.mean[m], other.served[m]) * other.uses[s].tokens;
      }
    }
    return sum;
  }
  for (const auto& use : months.uses) {
    sum = sum + count(months.mean[m], months.served[m]) * use.tokens;
  }
  return sum;
}

/// Terms of a rent, at the prices of time.start.
[[nodiscard]] inline economics::Rent rent_of(const Stage& stage, const RentAlternative& how) {
  const auto& price = how.price.accelerator;
  return {.price = price ? price->at(stage.plan.time.start) : MoneyRate{},
          .change = stage.plan.ecosystem.price_change.accelerator,
          .months = std::max<std::int64_t>(1, std::llround(ratio(how.commitment, one_month)))};
}

/// What an alternative costs, month by month.
inline void price_alternative(const Stage& stage, const RentAlternative& how,
                              const std::vector<Position>& replaced, Workspace& room) {
  std::fill(room.rented.begin(), room.rented.end(), 0.0);
  for (const Position w : replaced) {
    const bool runs = std::holds_alternative<Training>(stage.plan.workloads.entries[w].value);
    const WorkloadMonths& months = room.workloads[w];
    for (std::size_t m = 0; m < room.rented.size(); ++m) {
      room.rented[m] += months.used[m] * (runs ? months.busy[m] : 1.0);
    }
  }
  economics::rent_cost(rent_of(stage, how), room.rented, room.other);
}
inline void price_alternative(const Stage& stage, const ApiAlternative& how,
                              const std::vector<Position>& replaced, Workspace& room) {
  const auto today = [&](const std::optional<Monthly<MoneyPerToken>>& one) {
    return one ? one->at(stage.plan.time.start) : MoneyPerToken{};
  };
  const auto& cached = how.price.cached_input ? how.price.cached_input : how.price.input;
  const PriceChange& change = stage.plan.ecosystem.price_change;
  const application::TokenPrices prices{today(how.price.input), today(cached),
                                        today(how.price.output)};
  for (std::size_t m = 0; m < room.other.size(); ++m) {
    application::TokenUse used;
    for (const Position w : replaced) used = used + month_tokens(stage, room, w, m);
    const auto now = economics::price_at(
        prices,
        {change.input, how.price.cached_input ? change.cached_input : change.input, change.output},
        static_cast<double>(m));
    room.other[m] = application::token_charge(used, now).total();
  }
}

/// The plan's own cost of some workloads, month by month: their part of what is paid; at the end
/// their part of what is left comes back.
inline void price_plan(double share, const CostOutcome& cost, Workspace& room) {
  for (std::size_t m = 0; m < room.plan_cost.size(); ++m) {
    room.plan_cost[m] = share * room.paid[m];
  }
  room.plan_cost.back() += share * (room.owed_after + room.traded - cost.residual);
}

/// The first alternative that rents what runs on a cluster; null where there is none.
[[nodiscard]] inline const RentAlternative* rent_for(const Stage& stage, Position cluster) {
  for (Position a = 0; a < stage.replaced.size(); ++a) {
    const auto* rent = std::get_if<RentAlternative>(&stage.plan.alternatives.entries[a].value);
    if (!rent) continue;
    for (const Position w : stage.replaced[a]) {
      if (stage.workloads[w].cluster == cluster) return rent;
    }
  }
  return nullptr;
}

}  // namespace detail

/// How busy a cluster must be so that owning it costs no more than renting just that.
[[nodiscard]] inline Feasible<double> break_even_cluster(const Scenario& scenario, Position c,
                                                         const CostOutcome* cost, Workspace& room) {
  const Stage& last = scenario.last();
  const RentAlternative* rent = detail::rent_for(last, c);
  if (!rent || !cost || !(cost->tco.total() > Money{})) return Infeasible{&not_rented};
  detail::price_plan(ratio(room.cluster_cost[c], cost->tco.total()), *cost, room);
  std::fill(room.rented.begin(), room.rented.end(), 0.0);
  each_month(room, [&](std::size_t m, const StageState& stage) {
    room.rented[m] = stage.clusters[c].capacity();
  });
  return economics::break_even_utilisation(
      room.plan_cost, room.rented, detail::rent_of(last, *rent), last.plan.finance.discount_rate);
}

template <class Step>
void break_even_clusters(const Scenario& scenario, Workspace& room, Outcome& outcome, Step& step) {
  const Stage& last = scenario.last();
  const CostOutcome* cost = outcome.finance.cost ? &*outcome.finance.cost : nullptr;
  for (Position c = 0; c < outcome.clusters.size(); ++c) {
    auto& money = outcome.clusters.entries[c].value.money;
    if (!money) continue;
    const RentAlternative* rent = detail::rent_for(last, c);
    const auto units = across(room.stages, [c](const StageState& each, std::size_t) {
      return std::tuple(&each.clusters[c].units, &each.clusters[c].each);
    });
    const auto break_even = [&] {
      money->break_even_utilisation = break_even_cluster(scenario, c, cost, room);
    };
    step(economics::break_even_path_card, money->break_even_utilisation, break_even, money->cost,
         room.paid, rent, units, last.plan.ecosystem.price_change.accelerator,
         last.plan.finance.discount_rate, cost ? &cost->tco : nullptr,
         cost ? &cost->residual : nullptr, room.owed_after, room.spans);
  }
}

/// What an alternative saves or costs against the plan.
inline void compare_alternative(const Scenario& scenario, Position a, const CostOutcome& cost,
                                Workspace& room, Feasible<Comparison>& made) {
  const Stage& last = scenario.last();
  const std::vector<Position>& replaced = last.replaced[a];
  made = Infeasible{&replaces_nothing};
  Money own{};
  for (const Position w : replaced) own += room.workloads[w].cost;
  const Money whole = cost.tco.total();
  if (!(own > Money{}) || !(whole > Money{})) return;
  detail::price_plan(ratio(own, whole), cost, room);
  std::visit([&](const auto& how) { detail::price_alternative(last, how, replaced, room); },
             last.plan.alternatives.entries[a].value);
  Comparison found;
  for (const Money& each : room.other) found.cost += each;
  found.saving = found.cost - own;
  const auto month = economics::break_even_month(room.plan_cost, room.other);
  found.break_even_month =
      month ? Feasible<double>(ratio(*month, one_month)) : Feasible<double>(month.why());
  made = found;
}

/// What each alternative saves or costs against the plan.
template <class Step>
void evaluate_alternatives(const Scenario& scenario, Workspace& room, Outcome& outcome,
                           Step& step) {
  const Stage& last = scenario.last();
  const auto& cost = outcome.finance.cost;
  for (Position a = 0; a < outcome.alternatives.size(); ++a) {
    auto& made = outcome.alternatives.entries[a].value.against;
    const auto& replaced = last.replaced[a];
    const auto compare = [&] {
      made = cost ? Feasible<Comparison>() : cost.why();
      if (cost) compare_alternative(scenario, a, *cost, room, made);
    };
    const auto works = [&](const WorkloadMonths& each, std::size_t w) {
      const bool there = std::find(replaced.begin(), replaced.end(), w) != replaced.end();
      return there ? std::tuple(&each.cost, &each.used, &each.busy, &each.own, &each.served)
                   : decltype(std::tuple(&each.cost, &each.used, &each.busy, &each.own,
                                         &each.served))();
    };
    const auto calls = [](const WorkloadMonths& each, std::size_t) {
      return each.steps.empty() ? decltype(std::tuple(&each.mean, &each.uses))()
                                : std::tuple(&each.mean, &each.uses);
    };
    step(alternative_card, made, compare, last.plan.alternatives.entries[a].value,
         last.plan.ecosystem.price_change, across(room.workloads, works),
         across(room.workloads, calls), cost ? &cost->tco : nullptr,
         cost ? &cost->residual : nullptr, room.paid, room.owed_after);
  }
}

}  // namespace weft::plan
