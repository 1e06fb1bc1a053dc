// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/allocation.hpp"
#include "weft/economics/internal_rate.hpp"
#include "weft/economics/payback.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/economics/returns.hpp"
#include "weft/plan/evaluate_costs.hpp"
#include "weft/plan/evaluate_months.hpp"
#include "weft/plan/share_fabrics.hpp"
#include "weft/plan/stage_cost.hpp"

#include <algorithm>
#include <tuple>

namespace weft::plan {

/// What a book was charged with.
[[nodiscard]] inline auto spent(const CostBook& each, std::size_t) {
  return std::tuple(&each.capex, &each.energy, &each.space, &each.support, &each.licences,
                    &each.staff);
}

/// Support contracts: each purchase from its month on, in the months in which something stands.
inline void pay_support(Workspace& room) {
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

/// The same with what it reads.
template <class Step>
void book_support(const Scenario& scenario, Workspace& room, Step& step) {
  step(
      support_card,
      parts(across(room.cluster_books, &CostBook::support),
            across(room.fabric_books, &CostBook::support)),
      [&] { pay_support(room); }, across(room.cluster_books, &CostBook::capex),
      across(room.fabric_books, &CostBook::capex), scenario.last().plan.operations.support,
      room.inflation, room.spans);
}

/// Running cost: energy, space, licences, people of each stage, and support.
template <class Step>
void book_months(const Scenario& scenario, Workspace& room, Step& step) {
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
    const StageMonth each = StageCost<Step>(scenario, span.stage, over, room, step).run();
    for (std::size_t m = span.begin; m < span.end; ++m) {
      room.paid[m] += price(m) * each.energy + room.inflation[m] * each.fixed;
    }
  }
  book_support(scenario, room, step);
  const Finance& finance = scenario.last().plan.finance;
  // Purchases, stages and support were paid above, each in its month.
  step(
      paid_card, room.paid, [] {}, across(room.cluster_books, spent),
      across(room.fabric_books, spent), room.site_book, finance.payment, finance.funding,
      room.inflation, room.spans);
}

/// Accelerator-months that stand, by cluster.
template <class Step>
void provision(Workspace& room, Step& step) {
  for (Position c = 0; c < room.cluster_months.size(); ++c) {
    const auto units = [c](const StageState& each, std::size_t) {
      return std::tuple(&each.clusters[c].units, &each.clusters[c].each);
    };
    const auto add = [&] {
      room.cluster_months[c] = 0.0;
      for (const Span& span : room.spans) {
        if (!span.stands) continue;
        room.cluster_months[c] += span.months() * room.stages[span.stage].clusters[c].capacity();
      }
    };
    step(provisioned_card, room.cluster_months[c], add, across(room.stages, units), room.spans);
  }
}

/// Brings the cost of fabrics and of the site home to clusters: fabrics by the accelerator-months
/// of the clusters on them, the site by what the clusters' own cost is.
inline void share_costs(const Scenario& scenario, Workspace& room) {
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

/// The same with what it reads.
template <class Step>
void allocate_to_clusters(const Scenario& scenario, Workspace& room, Step& step) {
  step(
      owner_cost_card, parts(room.cluster_cost, room.cluster_network_cost),
      [&] { share_costs(scenario, room); }, room.cluster_books, room.fabric_books, room.site_book,
      room.cluster_months);
}

/// Cost of a workload: its part of the accelerator-months of its cluster, and of the fabrics.
template <class Step>
void allocate_to_workloads(const Scenario& scenario, Workspace& room, Step& step) {
  const Stage& last = scenario.last();
  const auto networks = across(room.workloads, &WorkloadMonths::network_cost);
  const auto used = [](const WorkloadMonths& each, std::size_t) {
    return std::tuple(&each.used, &each.busy, &each.used_months);
  };
  const auto loads = [](const StageState& each, std::size_t) {
    return across(each.workloads, &WorkloadState::load);
  };
  const auto designs = [](const StageState& each, std::size_t) {
    return across(each.fabrics, &FabricState::design);
  };
  step(
      fabric_share_card, parts(networks, room.leftover),
      [&] {
        for (WorkloadMonths& each : room.workloads) each.network_cost = {};
        share_fabrics(scenario, room);
      },
      across(room.fabric_books, spent), across(room.fabric_books, &CostBook::residual),
      last.plan.finance.allocate, across(room.workloads, used), across(room.stages, loads),
      across(room.stages, designs), room.cluster_months, room.spans);
  for (Position w = 0; w < room.workloads.size(); ++w) {
    WorkloadMonths& months = room.workloads[w];
    const auto cluster = last.workloads[w].cluster;
    const bool stands = cluster && room.cluster_months[*cluster] > 0.0;
    const auto allocate = [&] {
      months.cost = {};
      months.network_share = 0.0;
      if (!stands) return;
      const double share = months.used_months / room.cluster_months[*cluster];
      months.cost = share * (room.cluster_cost[*cluster] - room.cluster_network_cost[*cluster]) +
                    months.network_cost;
      if (months.cost > Money{}) months.network_share = ratio(months.network_cost, months.cost);
    };
    step(workload_cost_card, parts(months.cost, months.network_share), allocate, months.used_months,
         months.network_cost, cluster ? &room.cluster_cost[*cluster] : nullptr,
         cluster ? &room.cluster_network_cost[*cluster] : nullptr,
         cluster ? &room.cluster_months[*cluster] : nullptr);
  }
}

}  // namespace weft::plan
