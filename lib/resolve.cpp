// SPDX-License-Identifier: Apache-2.0
#include "weft/plan/resolve.hpp"

#include "lead_times.hpp"
#include "phases.hpp"
#include "resolve_fit.hpp"
#include "resolve_sources.hpp"
#include "resolver.hpp"
#include "weft/io/quantity_text.hpp"

#include <cmath>
#include <utility>

namespace weft::plan {

void Resolver::run() {
  if (plan_.clusters.empty()) {
    diagnostics_.error("WF0302", "clusters", "the plan has no cluster, so there is nothing to size",
                       "for example \"main\": { \"node\": \"dgx-h100\", \"count\": 32 }");
  }
  for (const auto& each : plan_.clusters) cluster(each.value);
  for (Position i = 0; i < plan_.fabrics.size(); ++i) fabric(i);
  for (Position i = 0; i < plan_.fabrics.size(); ++i) carrier(i);
  for (Position i = 0; i < plan_.fabrics.size(); ++i) endpoints(i);
  for (Position c = 0; c < stage_.clusters.size(); ++c) roles(c);
  for (const auto& each : plan_.workloads) workload(each.name, each.value);
  for (const auto& each : plan_.alternatives) alternative(each.value);
  for (Position c = 0; c < stage_.clusters.size(); ++c) room(c);
  prices();
}

void Resolver::cluster(const Cluster& cluster) {
  ClusterRefs refs;
  refs.node = position(catalogue_.nodes, cluster.node).value_or(0);
  if (const catalog::Node* node = catalogue_.nodes.find(cluster.node)) {
    refs.accelerator = position(catalogue_.accelerators, node->accelerator);
    if (refs.accelerator) {
      const auto& part = catalogue_.accelerators.entries[*refs.accelerator].value;
      refs.profile = position(catalogue_.profiles, part.scale_up.profile);
    }
  }
  stage_.clusters.push_back(refs);
}

const catalog::Node& Resolver::node_of(Position cluster) const {
  return catalogue_.nodes.entries[stage_.clusters[cluster].node].value;
}

void Resolver::prices() {
  node_prices();
  for (Position f = 0; f < plan_.fabrics.size(); ++f) {
    if (!plan_.fabrics.entries[f].value.shares.empty()) continue;
    switch_prices(f);
    nic_prices(f);
  }
}

void Resolver::node_prices() {
  for (const auto& each : plan_.clusters) {
    const catalog::Node* node = catalogue_.nodes.find(each.value.node);
    const std::int64_t owned = each.value.owned ? each.value.owned->count : 0;
    if (node && !node->price && !each.value.price && each.value.count > owned) {
      no_price("clusters." + each.name + ".node", each.value.node,
               "write \"price\" beside it, or add a book to uses.prices");
    }
  }
}

void Resolver::switch_prices(Position at) {
  const Fabric& fabric = plan_.fabrics.entries[at].value;
  for (const auto& [key, id] :
       {std::pair<std::string_view, const std::string&>{"switch", fabric.switch_id},
        {"spine_switch", fabric.spine_switch},
        {"core_switch", fabric.core_switch}}) {
    const catalog::Switch* box = catalogue_.switches.find(id);
    if (box && !box->price) no_price(path(at, key), id, part_hint(id, "switch"));
  }
}

void Resolver::nic_prices(Position at) {
  for (const auto& each : plan_.fabrics.entries[at].value.attach) {
    const catalog::Nic* nic = catalogue_.nics.find(each.value.nic);
    if (!nic || nic->price) continue;
    no_price(path(at, "attach." + each.name + ".nic"), each.value.nic,
             part_hint(each.value.nic, "nic"));
  }
}

std::string Resolver::part_hint(const std::string& id, std::string_view kind) {
  return "\"parts\": { \"" + id + "\": { \"kind\": \"" + std::string(kind) +
         "\", \"price\": \"$...\" } }, or a book in uses.prices";
}

void Resolver::no_price(const std::string& at, const std::string& part, std::string hint) {
  diagnostics_.warn("WF0410", at, "\"" + part + "\" has no price, so the plan has no cost",
                    std::move(hint));
}

Scenario resolve(std::span<const PhasePlan> phases, const catalog::Catalogue& catalogue,
                 Diagnostics& diagnostics) {
  Scenario scenario;
  scenario.catalogue = catalogue;
  scenario.catalogue.market = {};  // it is counted here, and nothing else is read of it
  scenario.months =
      static_cast<std::int64_t>(std::lround(ratio(phases.front().plan->time.horizon, one_month)));
  const double months = ratio(phases.front().plan->time.horizon, one_month);
  constexpr double rounding = 1e-6;
  if (std::fabs(months - static_cast<double>(scenario.months)) > rounding) {
    diagnostics.error(
        "WF0211", "time.horizon",
        io::show_quantity(months, {}, {}) + " months are not a whole number of months",
        "for example \"60 months\" or \"5 yr\"");
  }
  check_calendar(phases, scenario.months, diagnostics);
  check_phases(phases, diagnostics);
  for (std::size_t i = 0; i < phases.size(); ++i) {
    Stage& stage = scenario.stages.emplace_back();
    stage.name = phases[i].name;
    stage.from = phases[i].from;
    stage.plan = *phases[i].plan;
    const auto until = i + 1 < phases.size() ? std::optional(phases[i + 1].from) : std::nullopt;
    Resolver(stage, until, scenario.catalogue, diagnostics).run();
    fit_parts(stage, scenario.catalogue, diagnostics);
    count_sources(stage, catalogue);
    if (phases[i].notes) stage.lead_times = spread_lead_times(stage.plan, *phases[i].notes);
    stage.lead_times.resize(stage.fabrics.size());
  }
  return scenario;
}

}  // namespace weft::plan
