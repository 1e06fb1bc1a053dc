// SPDX-License-Identifier: Apache-2.0
// What a fabric's openness is worth: its stake in it, held against that of an open fabric.
#pragma once

#include "weft/economics/lock_in.hpp"
#include "weft/economics/option_value.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/renewal_terms.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace weft::plan {

/// What decides a fabric's stake beside what it needs to run.
struct StakeTerms {
  std::int64_t bidders = 1;
  economics::RefreshPrice boxes{};  ///< at the first refresh
  Money switching{};
  Time lag{};
  Money licences{};  ///< present value
  double people = 0.0;
};

/// A year's interest that compounds at every instant.
[[nodiscard]] inline double continuous(PerPeriod rate) {
  constexpr double months_of_a_year = 12.0;
  return log(factor(rate, months_of_a_year));
}

/// Bidders at the first refresh, as an exchange: the incumbent's price for that of the best rival.
[[nodiscard]] inline economics::ExchangeTerms exchange_of(Money list, Time until,
                                                          std::int64_t makers,
                                                          const Competition& market,
                                                          PerPeriod discount) {
  const double rate = continuous(discount);
  const auto others = static_cast<double>(makers - 1);
  return {.got = (1.0 - market.incumbent_counter) * list,
          .given = pow(1.0 + market.per_extra_source, others) * list,
          .got_yield = rate,
          .given_yield = rate,
          .got_volatility = market.volatility,
          .given_volatility = market.volatility,
          .correlation = market.correlation,
          .time = until};
}

/// Worth of the right to take the best rival at the first refresh; nothing where there is none.
[[nodiscard]] inline Money right_to_switch(const economics::ExchangeTerms& of, Money cost) {
  if (!(of.got > Money{} && of.given > Money{})) return {};
  return economics::switching_option(of, cost, of.given_yield);
}

/// Of that worth, what is expected today is in the prices already: the rest is what not having to
/// decide yet is worth.
[[nodiscard]] inline Money worth_of_waiting(const economics::ExchangeTerms& of, Money cost) {
  const double years = ratio(of.time, one_year);
  const Money expected = exp(-of.given_yield * years) * (of.got - of.given - cost);
  return max(right_to_switch(of, cost) - max(expected, Money{}), Money{});
}

namespace detail {

/// What a better generation saves in each month, one maker's price and power against today's.
struct Owned {
  Money capex{};
  Money energy{};  ///< over the horizon
  Time age{};
};

/// Lost by taking up generations `lag` after they come out, each against the best before it.
[[nodiscard]] inline Money lost_by_lag(const Owned& what, Time lag, double horizon, PerPeriod rate,
                                       std::span<const economics::HardwareGeneration> all) {
  Money lost{};
  for (const auto& each : all) {
    double price = 1.0;
    double power = 1.0;
    for (const auto& other : all) {
      if (other.available >= each.available) continue;
      price = std::min(price, other.price / other.performance);
      power = std::min(power, other.power / other.performance);
    }
    const double left = horizon - std::max(0.0, each.available);
    if (left <= 0.0) continue;
    const MoneyRate gain =
        (price - each.price / each.performance) * what.capex / what.age +
        (power - each.power / each.performance) * what.energy / (horizon * one_month);
    if (!(gain > MoneyRate{})) continue;
    lost += economics::discount_factor(rate, std::max(0.0, each.available)) *
            economics::adoption_lag_cost(gain, min(lag, left * one_month));
  }
  return lost;
}

/// Chance that every bidder fails.
[[nodiscard]] inline double all_fail(const Supply& supply, std::int64_t makers) {
  std::array<double, 100> chances{};
  const auto count = static_cast<std::size_t>(
      std::clamp<std::int64_t>(makers, 1, static_cast<std::int64_t>(chances.size())));
  std::fill_n(chances.begin(), count, supply.failure);
  return economics::all_sources_late(std::span<const double>(chances.data(), count), supply.common);
}

}  // namespace detail

/// Lost by a lag of a fabric: by its own generations, and by those of the accelerators that plug
/// into it. Only what is renewed anyway gains by what is newer.
[[nodiscard]] inline Money lag_cost(const Scenario& scenario, const Workspace& room, Position at,
                                    Time lag) {
  const Stage& last = scenario.last();
  const Refresh& refresh = last.plan.ecosystem.refresh;
  const PerPeriod rate = last.plan.finance.discount_rate;
  const auto horizon = static_cast<double>(scenario.months);
  Money lost{};
  if (refresh.network) {
    const CostBook& book = room.fabric_books[at];
    lost += detail::lost_by_lag({book.capex, book.energy, *refresh.network}, lag, horizon, rate,
                                room.networks);
  }
  if (!refresh.accelerator) return lost;
  for (Position c = 0; c < last.clusters.size(); ++c) {
    if (!last.clusters[c].accelerator || plugs_into(last, c) != at) continue;
    const CostBook& book = room.cluster_books[c];
    lost += detail::lost_by_lag({book.capex, book.energy, *refresh.accelerator}, lag, horizon, rate,
                                room.accelerators);
  }
  return lost;
}

/// The stake of one of the two fabrics.
/// \param late  what a month of a fabric that does not come costs.
[[nodiscard]] inline economics::FabricStake stake(const Scenario& scenario, const Workspace& room,
                                                  Position at, const StakeTerms& of,
                                                  MoneyRate late) {
  const Plan& plan = scenario.last().plan;
  const Renewal& renewal = room.renewals[at];
  const Ecosystem& market = plan.ecosystem;
  economics::FabricStake made;
  made.licences = of.licences;
  made.effort =
      of.people * plan.operations.salary.value_or(MoneyRate{}) * room.running[at].standing;
  made.lag = lag_cost(scenario, room, at, of.lag);
  if (renewal.times == 0.0) return made;
  made.refresh = detail::share_of(of.boxes, renewal.list) * renewal.list_worth;
  if (of.boxes.switches) made.switching = renewal.times * of.switching;
  made.supply =
      renewal.times * detail::all_fail(market.supply, of.bidders) * market.supply.delay * late;
  if (of.bidders > 1) {
    made.option = worth_of_waiting(exchange_of(renewal.list, renewal.first * one_month, of.bidders,
                                               market.competition, plan.finance.discount_rate),
                                   of.switching);
  }
  return made;
}

/// The open fabric beside one: what is not written of it is counted, or as it is for the fabric.
[[nodiscard]] inline std::optional<StakeTerms> open_terms(const Ecosystem& market,
                                                          const fabric::Sources& sources,
                                                          const Renewal& renewal,
                                                          const RunningWorth& running,
                                                          const StakeTerms& fabric) {
  const OpenReference& open = market.reference;
  const std::int64_t makers = open.sources.value_or(sources.rivals);
  if (makers < 1) return std::nullopt;
  StakeTerms made;
  made.bidders = bidders(makers, market.competition);
  made.switching = open.switching_cost.value_or(fabric.switching);
  made.boxes = economics::refresh_price(renewal.list, made.bidders, bidding(market.competition),
                                        made.switching);
  made.lag = open.adoption_lag.value_or(fabric.lag);
  made.licences =
      open.licence.value_or(sources.rival_licence.value_or(MoneyRate{})) * running.boxes;
  made.people = open.effort;
  return made;
}

}  // namespace weft::plan
