// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/token_use.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/evaluate_tokens.hpp"

#include <optional>
#include <tuple>
#include <variant>
#include <vector>

namespace weft::plan {

inline constexpr Reason not_asked{"plan.not-asked", "nothing is sold and nothing has a value"};

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
[[nodiscard]] inline Feasible<Money> sum_revenue(const Scenario& scenario, Position at,
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

/// The same with what it reads: `revenue` is where the result keeps it.
template <class Step>
void summarise_revenue(const Scenario& scenario, Position at, Workspace& room,
                       Feasible<Money>& revenue, Step& step) {
  const auto& workload = scenario.last().plan.workloads.entries[at].value;
  const WorkloadMonths& months = room.workloads[at];
  const auto earn = [&](const auto&... inputs) {
    step(
        revenue_card, parts(revenue, room.received),
        [&] { revenue = sum_revenue(scenario, at, room); }, inputs..., months.served, room.received,
        room.spans);
  };
  if (const auto* served = std::get_if<Serving>(&workload)) {
    const ServingTraffic& shape = served->traffic;
    return earn(months.own, shape.input, shape.output, shape.prefix_cache_hit, served->price,
                room.input_price, room.cached_price, room.output_price);
  }
  if (const auto* rented = std::get_if<Rental>(&workload)) {
    return earn(months.used, rented->occupancy, rented->price, room.rent);
  }
  if (const auto* tasks = std::get_if<Application>(&workload)) {
    return earn(months.mean, tasks->success, tasks->price, tasks->value);
  }
  earn();
}

}  // namespace weft::plan
