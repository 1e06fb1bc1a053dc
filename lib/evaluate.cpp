// SPDX-License-Identifier: Apache-2.0
#include "weft/plan/evaluate.hpp"

#include "weft/economics/ramp.hpp"
#include "weft/facility/power.hpp"
#include "weft/facility/racks.hpp"
#include "weft/plan/evaluate_fabrics.hpp"
#include "weft/plan/evaluate_money.hpp"
#include "weft/plan/evaluate_months.hpp"
#include "weft/plan/evaluate_traffic.hpp"
#include "weft/plan/evaluate_workloads.hpp"
#include "weft/plan/requirements.hpp"
#include "weft/plan/summary_applications.hpp"
#include "weft/plan/summary_capacity.hpp"
#include "weft/plan/summary_fabrics.hpp"
#include "weft/plan/summary_money.hpp"
#include "weft/plan/summary_workloads.hpp"

#include <algorithm>

namespace weft::plan {
namespace {

// --- clusters and dates --------------------------------------------------------------------------

void size_cluster(const Scenario& scenario, const Stage& stage, Position at, ClusterState& made) {
  const catalog::Node& node = scenario.catalogue.nodes.entries[stage.clusters[at].node].value;
  made.units = stage.plan.clusters.entries[at].value.count;
  made.each = std::max<std::int64_t>(1, node.accelerators);
  const auto unit = [&](facility::PowerRule rule) {
    return facility::unit_power(node.power.max, node.power.typical, rule).value_or(Power{});
  };
  made.peak = made.units * unit(facility::PowerRule::peak);
  made.sustained = made.units * unit(facility::PowerRule::sustained);
  const auto racks = facility::racks({made.units, node.rack_units, unit(facility::PowerRule::peak)},
                                     {.power = stage.plan.site.budget.rack_power});
  made.racks = racks ? static_cast<double>(racks->total()) : static_cast<double>(made.units);
  made.rack_power = racks ? racks->fullest : unit(facility::PowerRule::peak);
}

double ready_month(double from, const std::optional<Delivery>& delivery) {
  if (!delivery) return from;
  return economics::arrival({from, delivery->order_ahead, delivery->lead_time, delivery->install,
                             delivery->acceptance})
      .ready;
}

/// When each part of a phase can be used, and the phase: with the last of them, never before the
/// phase that it follows.
void date_stage(const Scenario& scenario, Position at, Workspace& room) {
  const Stage& stage = scenario.stages[at];
  StageState& state = room.stages[at];
  const double from = purchase_month(scenario, at);
  room.latest.clear();
  state.clusters_ready = from;
  for (Position c = 0; c < state.clusters.size(); ++c) {
    const double before = at == 0 ? 0.0 : room.stages[at - 1].clusters[c].capacity();
    state.clusters[c].ready = ready_month(from, stage.plan.clusters.entries[c].value.delivery);
    if (state.clusters[c].capacity() <= before) continue;  // nothing new arrives
    room.latest.push_back(state.clusters[c].ready);
    state.clusters_ready = std::max(state.clusters_ready, state.clusters[c].ready);
  }
  for (Position f = 0; f < state.fabrics.size(); ++f) {
    const Position on = stage.fabrics[f].carrier;
    state.fabrics[f].ready = ready_month(from, stage.plan.fabrics.entries[on].value.delivery);
    const bool grows = at == 0 || !room.stages[at - 1].fabrics[f].design ||
                       !state.fabrics[f].design ||
                       state.fabrics[f].parts != room.stages[at - 1].fabrics[f].parts;
    if (on == f && state.fabrics[f].design && grows) room.latest.push_back(state.fabrics[f].ready);
  }
  if (at == 0) room.latest.push_back(ready_month(from, stage.plan.site.delivery));
  const double earliest = at == 0 ? from : std::max(from, room.stages[at - 1].usable);
  state.usable = economics::usable(earliest, room.latest);
}

void assign_months(const Scenario& scenario, Workspace& room) {
  room.asked_from = static_cast<std::size_t>(purchase_month(scenario, 0));
  for (std::size_t m = 0; m < room.stage_of.size(); ++m) {
    room.stage_of[m] = -1;
    for (std::size_t s = 0; s < room.stages.size(); ++s) {
      if (room.stages[s].usable <= static_cast<double>(m))
        room.stage_of[m] = static_cast<std::int64_t>(s);
    }
  }
}

// --- stages --------------------------------------------------------------------------------------

template <class Step>
void evaluate_stages(const Scenario& scenario, Workspace& room, Step& step) {
  const std::size_t stages = scenario.stages.size();
  read_boxes(scenario.catalogue, room.boxes);
  for (Position s = 0; s < stages; ++s) {
    StageState& state = room.stages[s];
    state.node_peak = state.node_sustained = {};
    for (Position c = 0; c < state.clusters.size(); ++c) {
      size_cluster(scenario, scenario.stages[s], c, state.clusters[c]);
      state.node_peak += state.clusters[c].peak;
      state.node_sustained += state.clusters[c].sustained;
    }
  }
  // The last stage first: its trunks are bought with the first one where `build` is full.
  for (Position back = stages; back > 0; --back) {
    evaluate_fabrics(scenario, scenario.stages[back - 1], room.boxes, room.stages[back - 1],
                     room.stages.back());
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
    date_stage(scenario, s, room);
  }
  assign_months(scenario, room);
}

// --- money ---------------------------------------------------------------------------------------

bool all_priced(const Scenario& scenario, const Workspace& room) {
  const Stage& last = scenario.last();
  for (Position c = 0; c < last.clusters.size(); ++c) {
    if (!is_priced(scenario, c)) return false;
  }
  for (Position f = 0; f < last.fabrics.size(); ++f) {
    if (!is_priced(room, f)) return false;
  }
  return true;
}

void clear_money(Workspace& room) {
  for (CostBook& each : room.cluster_books) each = {};
  for (CostBook& each : room.fabric_books) each = {};
  room.site_book = {};
  room.tools = {};
  room.arrivals.clear();
  for (auto* each : {&room.paid, &room.received, &room.net, &room.inflows, &room.outflows}) {
    std::fill(each->begin(), each->end(), Money{});
  }
}

void evaluate_money(const Scenario& scenario, Workspace& room, SiteCapex& capex) {
  clear_money(room);
  book_purchases(scenario, room, capex);
  book_months(scenario, room);
  provision(scenario, room);
  allocate_to_clusters(scenario, room);
  allocate_to_workloads(scenario, room);
  for (Position w = 0; w < room.workloads.size(); ++w) {
    if (std::holds_alternative<Serving>(scenario.last().plan.workloads.entries[w].value)) {
      cost_tokens(scenario, w, room);
    }
  }
  move_to_applications(scenario, room);
}

// --- the outcome ---------------------------------------------------------------------------------

void summarise_workload(const Scenario& scenario, Workspace& room, Position at, bool priced,
                        Outcome& outcome, bool& earned) {
  const auto revenue = summarise_revenue(scenario, at, room);
  earned = earned || revenue;
  const auto money = money_of(room, at, revenue, priced);
  WorkloadOutcome& held = outcome.workloads.entries[at].value;
  if (auto* one = std::get_if<TrainingOutcome>(&held)) {
    summarise_capacity(room, at, one->capacity);
    summarise_headroom(scenario, room, at, one->capacity);
    summarise_training(scenario, room, at, *one);
    one->money = money;
    if (one->run && money && room.workloads[at].runs > 0.0) {
      one->run->cost_per_run = money->cost / room.workloads[at].runs;
    }
  } else if (auto* served = std::get_if<ServingOutcome>(&held)) {
    summarise_capacity(room, at, served->capacity);
    summarise_headroom(scenario, room, at, served->capacity);
    summarise_serving(scenario, room, at, *served);
    summarise_token_money(scenario, room, at, priced, *served);
    served->money = money;
  } else if (auto* rented = std::get_if<RentalOutcome>(&held)) {
    summarise_capacity(room, at, rented->capacity);
    summarise_headroom(scenario, room, at, rented->capacity);
    const auto& written = std::get<Rental>(scenario.last().plan.workloads.entries[at].value);
    rented->hours_sold = room.workloads[at].used_months * written.occupancy * one_month;
    rented->money = money;
  } else if (auto* tasks = std::get_if<ApplicationOutcome>(&held)) {
    summarise_application(scenario, room, at, priced, *tasks);
    tasks->money = money;
  } else if (auto* servers = std::get_if<TraditionalOutcome>(&held)) {
    summarise_capacity(room, at, servers->capacity);
    summarise_headroom(scenario, room, at, servers->capacity);
    summarise_traditional(scenario, room, at, outcome.fabrics, priced, *servers);
    servers->money = money;
  }
}

/// Every part can be built, and every job and replica works, at least once it stands.
bool works(const Scenario& scenario, const Workspace& room) {
  const StageState& last = room.stages.back();
  for (const FabricState& each : last.fabrics) {
    if (!each.design && !needs_nothing(each)) return false;
  }
  for (Position w = 0; w < last.workloads.size(); ++w) {
    const Workload& written = scenario.last().plan.workloads.entries[w].value;
    const WorkloadState& state = last.workloads[w];
    if (std::holds_alternative<Training>(written) && (!state.training.step || !state.training.run))
      return false;
    if (std::holds_alternative<Serving>(written) && !state.serving.works()) return false;
  }
  return true;
}

void summarise_costs(const Scenario& scenario, Workspace& room, const SiteCapex& capex, bool priced,
                     bool earned, Outcome& outcome) {
  FinanceOutcome& finance = outcome.finance;
  if (!priced) {
    finance.cost = Infeasible{&no_price};
    finance.gain = Infeasible{&no_price};
    return;
  }
  if (!finance.cost) {  // the room for its series is made once
    CostOutcome fresh;
    fresh.cash_out.months.resize(room.paid.size());
    finance.cost = fresh;
  }
  summarise_cost(scenario, room, capex, *finance.cost);
  finance.cost->stranded_cost = {};
  for (auto& phase : outcome.ramp.phases) {
    const auto& hour = finance.cost->cost_per_accelerator_hour;
    phase.value.stranded_cost = Infeasible{&no_price};
    if (!hour) continue;
    phase.value.stranded_cost = *hour * phase.value.stranded_hours;
    finance.cost->stranded_cost += *phase.value.stranded_cost;
  }
  summarise_return(scenario, room, *finance.cost, finance.gain, earned);
}

void summarise(const Scenario& scenario, Workspace& room, const SiteCapex& capex,
               Outcome& outcome) {
  const bool priced = all_priced(scenario, room);
  summarise_site(scenario, room, outcome.site);
  for (Position f = 0; f < outcome.fabrics.size(); ++f) {
    summarise_fabric(scenario, room, f, outcome.fabrics.entries[f].value);
  }
  summarise_ramp(scenario, room, outcome.ramp);
  summarise_operations(scenario, room, outcome.operations);
  for (Position c = 0; c < outcome.clusters.size(); ++c) {
    ClusterOutcome& cluster = outcome.clusters.entries[c].value;
    summarise_cluster(scenario, room, c, cluster);
    cluster.money = Infeasible{&no_price};
    if (priced) summarise_cluster_money(scenario, room, c, cluster);
  }
  bool earned = false;
  for (Position w = 0; w < outcome.workloads.size(); ++w) {
    summarise_workload(scenario, room, w, priced, outcome, earned);
  }
  summarise_costs(scenario, room, capex, priced, earned, outcome);
  Feasible<Money> tco = Infeasible{&no_price};
  if (outcome.finance.cost) tco = outcome.finance.cost->tco.total();
  outcome.operations.part_kinds = 0.0;
  for (Position f = 0; f < outcome.fabrics.size(); ++f) {
    FabricOutcome& fabric = outcome.fabrics.entries[f].value;
    summarise_fabric_money(scenario, room, f, tco, fabric);
    if (fabric.size) outcome.operations.part_kinds += static_cast<double>(fabric.size->part_kinds);
  }
  if (outcome.finance.cost) outcome.operations.cost = outcome.finance.cost->opex.staff;
  Tokens output{};
  for (const WorkloadMonths& each : room.workloads) output += each.tokens.output;
  outcome.finance.power_performance = Infeasible{&economics::no_tokens};
  if (output > Tokens{} && outcome.site.energy > Energy{}) {
    outcome.finance.power_performance = output / outcome.site.energy;
  }
  outcome.plan.feasible = works(scenario, room) ? 1.0 : 0.0;
  check_requirements(scenario, outcome);
}

/// The order in which a plan is computed; DESIGN calls it the table of contents.
template <class Step>
void run(const Scenario& scenario, Evaluation& into, Step& step) {
  Workspace& room = into.room;
  evaluate_stages(scenario, room, step);  // sizes, steps, replicas: once a stage
  evaluate_months(scenario, room);        // demand and need: arithmetic only
  evaluate_peaks(scenario, room);
  evaluate_latencies(room);
  for (Position s = 0; s < room.stages.size(); ++s) {
    evaluate_traffic(scenario.stages[s], static_cast<double>(scenario.months - 1), room.stages[s]);
  }
  SiteCapex capex;
  evaluate_money(scenario, room, capex);
  summarise(scenario, room, capex, into.outcome);
}

// --- room ----------------------------------------------------------------------------------------

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

void shape_room(const Scenario& scenario, Workspace& room) {
  const auto months = static_cast<std::size_t>(scenario.months);
  const Stage& last = scenario.last();
  const std::size_t clusters = last.clusters.size();
  const std::size_t fabrics = last.fabrics.size();
  room.stages.resize(scenario.stages.size());
  for (StageState& each : room.stages) {
    each.clusters.resize(clusters);
    for (ClusterState& cluster : each.clusters) cluster.load.resize(fabrics);
    each.fabrics.resize(fabrics);
    each.workloads.resize(last.workloads.size());
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
  room.stage_of.resize(months);
  for (auto* one :
       {&room.inflation, &room.input_price, &room.cached_price, &room.output_price, &room.rent}) {
    one->resize(months);
  }
  for (auto* one : {&room.paid, &room.received, &room.support}) one->resize(months);
  room.supported.resize(months);
  for (auto* one : {&room.net, &room.inflows, &room.outflows}) one->resize(months + 1);
  room.latest.reserve(clusters + fabrics + 1);
  room.cluster_needed.assign(clusters, std::vector<double>(months));
  room.kept.resize(clusters);
  room.serving.resize(clusters);
  room.cluster_months.resize(clusters);
  room.cluster_books.resize(clusters);
  room.fabric_books.resize(fabrics);
  room.arrivals.reserve(scenario.stages.size() * (2 * clusters + 16 * fabrics) + 1);
  room.cluster_cost.resize(clusters);
  room.cluster_network_cost.resize(clusters);
  room.weights.resize(clusters);
  room.shares.resize(clusters);
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

void evaluate(const Scenario& scenario, Evaluation& into) {
  Plainly step;
  run(scenario, into, step);
}

Recording evaluate_recorded(const Scenario& scenario, Evaluation& into) {
  Recording step;
  run(scenario, into, step);
  return step;
}

}  // namespace weft::plan
