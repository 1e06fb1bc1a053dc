// SPDX-License-Identifier: Apache-2.0
#include "weft/plan/evaluate.hpp"

#include "weft/facility/power.hpp"
#include "weft/facility/racks.hpp"
#include "weft/plan/dates.hpp"
#include "weft/plan/evaluate_fabrics.hpp"
#include "weft/plan/evaluate_money.hpp"
#include "weft/plan/evaluate_months.hpp"
#include "weft/plan/evaluate_openness.hpp"
#include "weft/plan/evaluate_serving.hpp"
#include "weft/plan/evaluate_tokens.hpp"
#include "weft/plan/evaluate_traffic.hpp"
#include "weft/plan/evaluate_training.hpp"
#include "weft/plan/summary.hpp"
#include "weft/plan/worth.hpp"

#include <algorithm>
#include <functional>
#include <variant>

namespace weft::plan {
namespace {

template <class Step>
void size_cluster(const Scenario& scenario, const Stage& stage, Position at, ClusterState& made,
                  Step& step) {
  const catalog::Node& node = scenario.catalogue.nodes.entries[stage.clusters[at].node].value;
  step(as_is_card, made.units, std::identity{}, stage.plan.clusters.entries[at].value.count);
  step(
      accelerators_each_card, made.each,
      [](std::int64_t accelerators) { return std::max<std::int64_t>(1, accelerators); },
      node.accelerators);
  const auto unit = [&](facility::PowerRule rule) {
    return facility::unit_power(node.power.max, node.power.typical, rule).value_or(Power{});
  };
  const auto all_of = [&](facility::PowerRule rule) {
    return
        [&unit, rule](std::int64_t units, const catalog::NodePower&) { return units * unit(rule); };
  };
  step(cluster_power_card, made.peak, all_of(facility::PowerRule::peak), made.units, node.power);
  step(cluster_power_card, made.sustained, all_of(facility::PowerRule::sustained), made.units,
       node.power);
  const Site& site = stage.plan.site;
  const auto stack = [&] {
    const auto racks =
        facility::racks({made.units, node.rack_units, unit(facility::PowerRule::peak)},
                        {.units = site.rack_units, .power = site.budget.rack_power});
    made.racks = racks ? static_cast<double>(racks->total()) : static_cast<double>(made.units);
    made.rack_power = racks ? racks->fullest : unit(facility::PowerRule::peak);
  };
  step(facility::racks_card, parts(made.racks, made.rack_power), stack, made.units, node.rack_units,
       node.power, site.rack_units, site.budget.rack_power);
}

/// What draws power in the halls of a stage, its networks apart.
template <class Step>
void sum_nodes(StageState& state, Step& step) {
  const auto sum = [&](Power ClusterState::*of, Power& into) {
    const auto add = [&] {
      into = {};
      for (const ClusterState& each : state.clusters) into += each.*of;
    };
    step(sum_card, into, add, across(state.clusters, of));
  };
  sum(&ClusterState::peak, state.node_peak);
  sum(&ClusterState::sustained, state.node_sustained);
}

template <class Step>
void evaluate_stages(const Scenario& scenario, Workspace& room, Step& step) {
  const std::size_t stages = scenario.stages.size();
  read_boxes(scenario.catalogue, room.boxes);
  for (Position s = 0; s < stages; ++s) {
    StageState& state = room.stages[s];
    for (Position c = 0; c < state.clusters.size(); ++c) {
      size_cluster(scenario, scenario.stages[s], c, state.clusters[c], step);
    }
    sum_nodes(state, step);
  }
  // The last stage first: its trunks are bought with the first one where `build` is full.
  for (Position back = stages; back > 0; --back) {
    evaluate_fabrics(scenario, scenario.stages[back - 1], room.boxes, room.stages[back - 1],
                     room.stages.back(), step);
  }
  for (Position s = 0; s < stages; ++s) {
    const Stage& stage = scenario.stages[s];
    for (Position w = 0; w < stage.workloads.size(); ++w) {
      const Workload& written = stage.plan.workloads.entries[w].value;
      if (std::holds_alternative<Training>(written)) {
        evaluate_training(scenario, stage, w, room.stages[s], step);
      } else if (std::holds_alternative<Serving>(written)) {
        evaluate_serving(scenario, stage, w, room.stages[s], s > 0 ? &room.stages[s - 1] : nullptr,
                         step);
      }
    }
    date_stage(scenario, s, room, step);
  }
  step(
      stands_card, room.spans, [&] { assign_months(scenario, room); },
      across(room.stages, &StageState::usable));
}

void clear_money(Workspace& room) {
  for (CostBook& each : room.cluster_books) each = {};
  for (CostBook& each : room.fabric_books) each = {};
  room.site_book = {};
  room.capex = {};
  room.tools = {};
  room.arrivals.clear();
  for (auto* each : {&room.paid, &room.received, &room.net, &room.inflows, &room.outflows,
                     &room.invested, &room.borrowed, &room.interest, &room.owed, &room.unpaid}) {
    std::fill(each->begin(), each->end(), Money{});
  }
  for (RunningWorth& each : room.running) each = {};
  room.traded = {};
  for (auto& each : room.bought) std::fill(each.begin(), each.end(), Money{});
  room.owed_after = room.financing = {};
}

template <class Step>
void evaluate_money(const Scenario& scenario, Workspace& room, Step& step) {
  clear_money(room);
  settle_renewals(scenario, room, step);
  book_purchases(scenario, room, step);
  evaluate_worth(scenario, room, step);
  book_months(scenario, room, step);
  provision(room, step);
  allocate_to_clusters(scenario, room, step);
  allocate_to_workloads(scenario, room, step);
  for (Position w = 0; w < room.workloads.size(); ++w) {
    if (std::holds_alternative<Serving>(scenario.last().plan.workloads.entries[w].value)) {
      cost_tokens(scenario, w, room, step);
    }
  }
  move_to_applications(scenario, room, step);
}

/// The order in which a plan is computed; DESIGN calls it the table of contents.
template <class Step>
void run(const Scenario& scenario, Evaluation& into, Step& step) {
  Workspace& room = into.room;
  evaluate_stages(scenario, room, step);  // sizes, steps, replicas: once a stage
  evaluate_months(scenario, room, step);  // demand and need: arithmetic only
  evaluate_peaks(room, step);
  evaluate_latencies(room, step);
  for (Position s = 0; s < room.stages.size(); ++s) {
    evaluate_traffic(scenario.stages[s], static_cast<double>(scenario.months - 1), room.stages[s],
                     step);
  }
  evaluate_money(scenario, room, step);
  summarise(scenario, room, into.outcome, step);
  evaluate_openness(scenario, room, into.outcome, step);
}

}  // namespace

void evaluate(const Scenario& scenario, Evaluation& into) {
  Plainly step;
  run(scenario, into, step);
}

Recording evaluate_recorded(const Scenario& scenario, Evaluation& into) {
  for (StageState& stage : into.room.stages) {
    for (WorkloadState& each : stage.workloads) each.serving.answered = false;  // every step shows
  }
  Recording step;
  run(scenario, into, step);
  return step;
}

}  // namespace weft::plan
