// SPDX-License-Identifier: Apache-2.0
#include "weft/plan/evaluate.hpp"
#include "weft/plan/purchase.hpp"
#include "weft/plan/requirements.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <variant>

namespace weft::plan {
namespace {

WorkloadOutcome empty_outcome(const Workload& workload, std::size_t months) {
  const auto room = [&](WorkloadCapacity& capacity) {
    capacity.accelerators.months.resize(months);
    capacity.served.months.resize(months);
  };
  switch (workload.index()) {
    case 0: {
      TrainingOutcome made;
      room(made.capacity);
      return made;
    }
    case 1: {
      ServingOutcome made;
      room(made.capacity);
      made.requests.months.resize(months);
      return made;
    }
    case 2: {
      RentalOutcome made;
      room(made.capacity);
      return made;
    }
    case 3: {
      ApplicationOutcome made;
      made.tasks.months.resize(months);
      made.served.months.resize(months);
      return made;
    }
    default: {
      TraditionalOutcome made;
      room(made.capacity);
      return made;
    }
  }
}

/// Of one purchase: each time that it is renewed, support begins and that of the old one ends.
std::size_t arrivals_of_one(const Scenario& scenario) {
  const auto months = static_cast<double>(scenario.months);
  const Refresh& refresh = scenario.last().plan.ecosystem.refresh;
  double times = 0.0;
  for (const auto& age : {refresh.accelerator, refresh.network}) {
    if (age) times = std::max(times, std::ceil(months / ratio(*age, one_month)));
  }
  return 1 + 2 * static_cast<std::size_t>(times);
}

void shape_room(const Scenario& scenario, Workspace& room) {
  const auto months = static_cast<std::size_t>(scenario.months);
  const Stage& last = scenario.last();
  const std::size_t clusters = last.clusters.size();
  const std::size_t fabrics = last.fabrics.size();
  room.stages.resize(scenario.stages.size());
  for (Position s = 0; s < room.stages.size(); ++s) {
    StageState& each = room.stages[s];
    each.clusters.resize(clusters);
    for (ClusterState& cluster : each.clusters) cluster.load.resize(fabrics);
    each.fabrics.resize(fabrics);
    for (Position f = 0; f < fabrics; ++f) {
      each.fabrics[f].probed.resize(scenario.stages[s].fabrics[f].attachments.size());
    }
    each.workloads.resize(last.workloads.size());
    for (WorkloadState& workload : each.workloads) workload.load.resize(fabrics);
  }
  room.workloads.resize(last.workloads.size());
  for (Position w = 0; w < room.workloads.size(); ++w) {
    WorkloadMonths& each = room.workloads[w];
    for (auto* one : {&each.mean, &each.peak, &each.own}) one->resize(months);
    for (auto* one : {&each.growth, &each.needed, &each.used, &each.busy, &each.served})
      one->resize(months);
    if (const auto* tasks = std::get_if<Application>(&last.plan.workloads.entries[w].value)) {
      each.steps.resize(tasks->steps.size());
      each.uses.resize(tasks->steps.size());
    }
  }
  room.spans.reserve(scenario.stages.size() + 1);
  for (auto* one :
       {&room.inflation, &room.input_price, &room.cached_price, &room.output_price, &room.rent}) {
    one->resize(months);
  }
  for (auto* one :
       {&room.paid, &room.received, &room.support, &room.invested, &room.borrowed, &room.interest,
        &room.owed, &room.unpaid, &room.book, &room.market, &room.written_off}) {
    one->resize(months);
  }
  room.rented.resize(months);
  room.other.resize(months);
  room.plan_cost.resize(months);
  room.bought.assign(asset_count, std::vector<Money>(months));
  room.supported.resize(months);
  for (auto* one : {&room.net, &room.inflows, &room.outflows}) one->resize(months + 1);
  room.latest.reserve(clusters + fabrics + 1);
  room.cluster_needed.assign(clusters, std::vector<double>(months));
  room.cluster_working.assign(clusters, std::vector<double>(months));
  room.left.resize(months);
  room.asked.resize(months);
  room.cluster_months.resize(clusters);
  room.cluster_books.resize(clusters);
  room.fabric_books.resize(fabrics);
  const std::size_t lines = 2 * detail::fabric_lines.size() + 2;  // parts, spares and work
  const std::size_t bought = scenario.stages.size() * (2 * clusters + lines * fabrics) + 1;
  room.arrivals.reserve(bought * arrivals_of_one(scenario));
  const std::size_t generations = last.plan.ecosystem.generations.size();
  room.accelerators.reserve(generations);
  room.networks.reserve(generations);
  room.renewals.resize(fabrics);
  room.running.resize(fabrics);
  room.stakes.resize(fabrics);
  room.discount.resize(months);
  room.cluster_cost.resize(clusters);
  room.cluster_network_cost.resize(clusters);
  room.weights.resize(clusters);
  room.shares.resize(clusters);
  room.uses.resize(last.workloads.size());
  room.parts.resize(last.workloads.size());
  room.leftover.resize(fabrics);
}

}  // namespace

Evaluation shape(const Scenario& scenario) {
  Evaluation made;
  shape_room(scenario, made.room);
  const auto months = static_cast<std::size_t>(scenario.months);
  const Plan& plan = scenario.last().plan;
  Outcome& outcome = made.outcome;
  outcome.site.accelerators.months.resize(months);
  outcome.site.it_power.months.resize(months);
  outcome.site.utility_power.months.resize(months);
  for (const auto& each : plan.clusters) {
    ClusterOutcome& cluster = outcome.clusters[each.name];
    cluster.accelerators.months.resize(months);
    for (auto* one : {&cluster.accelerators_needed, &cluster.headroom, &cluster.utilisation}) {
      one->months.resize(months);
    }
  }
  for (const auto& each : plan.fabrics) outcome.fabrics[each.name];
  for (const auto& each : plan.workloads) {
    outcome.workloads.entries.push_back({each.name, empty_outcome(each.value, months)});
  }
  for (const auto& each : plan.alternatives) outcome.alternatives[each.name];
  for (const Stage& each : scenario.stages) {
    if (!each.name.empty()) outcome.ramp.phases[each.name];
  }
  each_limit(
      scenario, outcome,
      [&](std::string_view owner, std::string_view name, std::string_view section,
          std::string_view metric, double, std::optional<double>, Better) {
        const std::string of = std::string(owner) + (name.empty() ? "" : ".") + std::string(name);
        outcome.requirements.push_back({of + "." + std::string(section) + "." + std::string(metric),
                                        of + "." + std::string(metric)});
      });
  return made;
}

}  // namespace weft::plan
