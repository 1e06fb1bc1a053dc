// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/plan/summary_money.hpp"

#include <cstddef>
#include <cstdint>
#include <variant>

namespace weft::plan {

inline constexpr Reason no_output_price{"plan.no-output-price", "its output has no price"};
inline constexpr Reason profit_is_taxed{"plan.profit-is-taxed",
                                        "with a tax on profit no one price decides"};

inline constexpr Formula break_even_price_card{"plan.break-even-price",
                                               "p_0 (1 - NPV / PV(revenue of output))",
                                               "definition: revenue is linear in the price"};

/// Present value of what the output tokens of a serving workload earn.
[[nodiscard]] inline Money output_value(const Scenario& scenario, const Workspace& room,
                                        Position at) {
  Money sum{};
  for (const Span& span : room.spans) {
    if (!span.stands) continue;
    const Stage& stage = scenario.stages[span.stage];
    const auto& served = std::get<Serving>(stage.plan.workloads.entries[at].value);
    if (!served.price.output) continue;
    const WorkloadMonths& months = room.workloads[at];
    for (std::size_t m = span.begin; m < span.end; ++m) {
      const auto when = stage.plan.time.start + static_cast<std::int64_t>(m);
      const double units = months.served[m] * ratio(months.own[m] * one_month * token, token);
      const double worth = room.discount[m] * room.output_price[m];
      sum += worth * units * tokens_of(served).output * served.price.output->at(when);
    }
  }
  return sum;
}

/// The output price of the first month that makes the plan worth nothing more and nothing less, all
/// other prices standing. Negative where the other revenue is enough.
[[nodiscard]] inline Feasible<MoneyPerToken> break_even_price(const Scenario& scenario,
                                                              const Workspace& room, Position at,
                                                              const FinanceOutcome& finance) {
  if (!finance.gain) return finance.gain.why();
  const auto& served = std::get<Serving>(scenario.stages.front().plan.workloads.entries[at].value);
  if (scenario.last().plan.finance.tax_rate > 0.0) return Infeasible{&profit_is_taxed};
  const Money value = output_value(scenario, room, at);
  if (!served.price.output || !(value > Money{})) return Infeasible{&no_output_price};
  const MoneyPerToken first = served.price.output->at(scenario.stages.front().plan.time.start);
  return (1.0 - ratio(finance.gain->npv, value)) * first;
}

template <class Step>
void summarise_break_even(const Scenario& scenario, const Workspace& room, Position at,
                          const FinanceOutcome& finance, ServingOutcome& made, Step& step) {
  const auto& served = std::get<Serving>(scenario.last().plan.workloads.entries[at].value);
  const WorkloadMonths& months = room.workloads[at];
  step(
      break_even_price_card, made.break_even_price,
      [&] { made.break_even_price = break_even_price(scenario, room, at, finance); },
      finance.gain ? &finance.gain->npv : nullptr, served.price.output, months.own, months.served,
      served.traffic.input, served.traffic.output, served.traffic.prefix_cache_hit,
      room.output_price, room.discount, scenario.last().plan.finance.tax_rate, room.spans);
}

}  // namespace weft::plan
