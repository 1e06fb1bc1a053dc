// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/allocation.hpp"
#include "weft/economics/internal_rate.hpp"
#include "weft/economics/payback.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/economics/returns.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/plan/evaluate_costs.hpp"
#include "weft/plan/evaluate_months.hpp"
#include "weft/plan/evaluate_running.hpp"
#include "weft/plan/share_fabrics.hpp"

#include <algorithm>
#include <variant>

namespace weft::plan {

/// Support contracts: each purchase from its month on, in the months in which something stands.
inline void book_support(Workspace& room) {
  // Inflation of the standing months from m on: what a purchase of month m is supported for.
  const std::size_t months = room.inflation.size();
  const std::size_t first = room.spans.empty()          ? months
                            : room.spans.front().stands ? room.spans.front().begin
                                                        : room.spans.front().end;
  double rest = 0.0;
  for (std::size_t m = months; m > 0; --m) {
    if (m > first) rest += room.inflation[m - 1];
    room.supported[m - 1] = rest;
  }
  std::fill(room.support.begin(), room.support.end(), Money{});
  for (const Arrival& each : room.arrivals) {
    each.book->support += room.supported[each.month] * each.support;
    room.support[each.month] += each.support;
  }
  Money standing{};
  for (std::size_t m = 0; m < months; ++m) {
    standing += room.support[m];
    if (m >= first) room.paid[m] += room.inflation[m] * standing;
  }
}

/// Running cost: energy, space, licences, people of each stage, and support.
inline void book_months(const Scenario& scenario, Workspace& room) {
  for (const Span& span : room.spans) {
    if (!span.stands || span.begin == span.end) continue;
    const Stage& stage = scenario.stages[span.stage];
    const auto price = [&](std::size_t m) {
      return stage.plan.site.power_price.at(stage.plan.time.start + static_cast<std::int64_t>(m));
    };
    StageMonths over{.months = span.months()};
    for (std::size_t m = span.begin; m < span.end; ++m) {
      over.price += price(m);
      over.inflation += room.inflation[m];
      over.worth += room.discount[m] * room.inflation[m];
    }
    const StageMonth each = StageCost(scenario, span.stage, over, room).run();
    for (std::size_t m = span.begin; m < span.end; ++m) {
      room.paid[m] += price(m) * each.energy + room.inflation[m] * each.fixed;
    }
  }
  book_support(room);
}

/// Accelerator-months that stand, by cluster.
inline void provision(Workspace& room) {
  std::fill(room.cluster_months.begin(), room.cluster_months.end(), 0.0);
  for (const Span& span : room.spans) {
    if (!span.stands) continue;
    const StageState& stage = room.stages[span.stage];
    for (Position c = 0; c < stage.clusters.size(); ++c) {
      room.cluster_months[c] += span.months() * stage.clusters[c].capacity();
    }
  }
}

/// Brings the cost of fabrics and of the site home to clusters: fabrics by the accelerator-months
/// of the clusters on them, the site by what the clusters' own cost is.
inline void allocate_to_clusters(const Scenario& scenario, Workspace& room) {
  const Stage& last = scenario.last();
  const std::size_t clusters = last.clusters.size();
  for (Position c = 0; c < clusters; ++c) {
    room.cluster_cost[c] = room.cluster_books[c].total();
    room.cluster_network_cost[c] = {};
  }
  Money unplaced = room.site_book.total();
  for (Position f = 0; f < last.fabrics.size(); ++f) {
    std::fill(room.weights.begin(), room.weights.end(), 0.0);
    std::fill(room.shares.begin(), room.shares.end(), Money{});
    each_attachment(last, f, [&](const Attachment& each, Position) {
      room.weights[each.cluster] = room.cluster_months[each.cluster];
    });
    unplaced += economics::allocate(room.fabric_books[f].total(), room.weights, room.shares);
    for (Position c = 0; c < clusters; ++c) room.cluster_network_cost[c] += room.shares[c];
  }
  for (Position c = 0; c < clusters; ++c) room.cluster_cost[c] += room.cluster_network_cost[c];
  for (Position c = 0; c < clusters; ++c) {
    room.weights[c] = std::max(0.0, ratio(room.cluster_cost[c], dollar));
  }
  std::fill(room.shares.begin(), room.shares.end(), Money{});
  const Money nobody = economics::allocate(unplaced, room.weights, room.shares);
  for (Position c = 0; c < clusters; ++c) room.cluster_cost[c] += room.shares[c];
  if (clusters > 0) room.cluster_cost[0] += nobody;
}

/// Cost of a workload: its part of the accelerator-months of its cluster, and of the fabrics.
inline void allocate_to_workloads(const Scenario& scenario, Workspace& room) {
  for (Position w = 0; w < room.workloads.size(); ++w) {
    WorkloadMonths& months = room.workloads[w];
    months.cost = months.network_cost = {};
    months.network_share = 0.0;
    const auto cluster = scenario.last().workloads[w].cluster;
    if (!cluster || room.cluster_months[*cluster] <= 0.0) continue;
    const double share = months.used_months / room.cluster_months[*cluster];
    months.cost = share * (room.cluster_cost[*cluster] - room.cluster_network_cost[*cluster]);
  }
  share_fabrics(scenario, room);
  for (WorkloadMonths& months : room.workloads) {
    months.cost += months.network_cost;
    if (months.cost > Money{}) months.network_share = ratio(months.network_cost, months.cost);
  }
}

/// Demand that was met over the horizon: tasks, or direct requests.
[[nodiscard]] inline double met(const std::vector<Frequency>& demand,
                                const std::vector<double>& served) {
  double sum = 0.0;
  for (std::size_t m = 0; m < demand.size(); ++m) {
    sum += served[m] * ratio(demand[m] * one_month * token, token);
  }
  return sum;
}

/// Tokens that a serving workload handles over the horizon, and what one of each kind costs.
inline void cost_tokens(const Scenario& scenario, Position at, Workspace& room) {
  const Stage& last = scenario.last();
  const auto& written = std::get<Serving>(last.plan.workloads.entries[at].value);
  WorkloadMonths& months = room.workloads[at];
  months.moved = {};
  months.unit_cost = {};
  for (Position w = 0; w < room.workloads.size(); ++w) {
    const WorkloadMonths& other = room.workloads[w];
    const double tasks = other.steps.empty() ? 0.0 : met(other.mean, other.served);
    for (Position s = 0; s < other.steps.size(); ++s) {
      if (last.workloads[w].calls[s] == at)
        months.moved = months.moved + tasks * other.uses[s].tokens;
    }
  }
  months.tokens = met(months.own, months.served) * tokens_of(written) + months.moved;
  const ServingState& state = room.stages.back().workloads[at].serving;
  if (!state.works()) return;
  const auto time = phase_requests(state, written, months.tokens);
  const auto split =
      economics::token_cost(months.cost, time, months.tokens, written.engine.cached_effort);
  months.unit_cost = economics::unit_token_cost(split, months.tokens);
}

/// Pays the tools that an application uses, month by month, and counts them over the horizon.
inline void book_tools(double tasks, WorkloadMonths& months, Workspace& room) {
  for (std::size_t m = 0; m < months.mean.size(); ++m) {
    const double done = months.served[m] * ratio(months.mean[m] * one_month * token, token);
    for (const auto& use : months.uses) room.paid[m] += done * use.tools;
  }
  for (const auto& use : months.uses) room.tools += tasks * use.tools;
}

/// Moves the cost of the tokens of one step, and its share of the network's cost.
inline void move_cost(Money moved, WorkloadMonths& from, WorkloadMonths& to) {
  const double share = from.cost > Money{} ? ratio(moved, from.cost) : 0.0;
  const Money network = share * from.network_cost;
  from.cost -= moved;
  from.network_cost -= network;
  to.cost += moved;
  to.network_cost += network;
}

/// Moves the cost of tokens that applications use from the serving workloads to them.
inline void move_to_applications(const Scenario& scenario, Workspace& room) {
  const Stage& last = scenario.last();
  for (Position w = 0; w < room.workloads.size(); ++w) {
    WorkloadMonths& months = room.workloads[w];
    if (months.steps.empty()) continue;
    fill_steps(last, w, room, months);
    const double tasks = met(months.mean, months.served);
    book_tools(tasks, months, room);
    for (Position s = 0; s < months.steps.size(); ++s) {
      const auto& use = months.uses[s];
      months.cost += tasks * use.tools;
      const auto called = last.workloads[w].calls[s];
      if (called) move_cost(tasks * use.charge.total(), room.workloads[*called], months);
    }
  }
}

}  // namespace weft::plan
