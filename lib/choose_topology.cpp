// SPDX-License-Identifier: Apache-2.0
#include "choose_topology.hpp"

#include "weft/plan/evaluate_fabrics.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace weft::plan {
namespace {

/// What one kind comes to.
struct Tried {
  Topology kind;
  Money price{};
  bool priced = false;
  std::int64_t switches = 0;
  std::int64_t trunks = 0;
};

bool is_better(const Tried& a, const Tried& b) {
  if (a.priced && b.priced && a.price != b.price) return a.price < b.price;
  if (a.switches != b.switches) return a.switches < b.switches;
  return a.trunks < b.trunks;
}

std::string name_of(const Topology& kind) {
  return std::string(words<Topology>[kind.index()].word);
}

/// Clos kinds: what every switch can route. Others are taken only when the plan names them.
std::array<Topology, 3> kinds(const AutomaticTopology& asked) {
  return {fabric::SingleSwitch{}, fabric::LeafSpine{.oversubscription = asked.oversubscription},
          fabric::RailOptimized{.oversubscription = asked.oversubscription}};
}

bool holds(const FabricBudget& budget, const FabricState& made) {
  const fabric::Design& design = *made.design;
  const auto floor = [](const auto& limit, const auto& given) { return !limit || given >= *limit; };
  const auto ceiling = [](const auto& limit, const auto& given) {
    return !limit || given <= *limit;
  };
  return floor(budget.bandwidth_per_accelerator, made.injection.per_accelerator) &&
         floor(budget.bandwidth_per_node, made.injection.per_node) &&
         floor(budget.bandwidth_effective, made.effective) &&
         floor(budget.bisection, fabric::bisection(design, made.uplink)) &&
         ceiling(budget.oversubscription, design.oversubscription) &&
         ceiling(budget.latency_unloaded, made.latency.total()) &&
         floor(budget.spare_ports, design.spare_ports());
}

Tried measured(const Topology& kind, const FabricState& made) {
  const auto& parts = made.parts;
  return {.kind = kind,
          .price = price_of(parts.leaf) + price_of(parts.spine) + price_of(parts.core),
          .priced = made.priced,
          .switches = made.design->switches(),
          .trunks = made.design->trunk_links()};
}

class TopologyChoice {
 public:
  TopologyChoice(Scenario& scenario, Workspace& room)
      : scenario_(scenario), room_(room), last_(scenario.stages.back()) {}

  /// Tries the kinds for one fabric; the plan of the last stage is left with the best.
  std::optional<Decision> decide(Position fabric) {
    auto& written = last_.plan.fabrics.entries[fabric].value.topology;
    const auto asked = std::get<AutomaticTopology>(*written);
    std::vector<Tried> good;
    for (const Topology& kind : kinds(asked)) {
      written = kind;
      evaluate_fabrics(scenario_, last_, room_.boxes, room_.stages.back(), room_.stages.back(),
                       Plainly{});
      const FabricState& made = room_.stages.back().fabrics[fabric];
      if (made.design && holds(last_.plan.fabrics.entries[fabric].value.budget, made)) {
        good.push_back(measured(kind, made));
      }
    }
    std::stable_sort(good.begin(), good.end(), is_better);
    const Topology best =
        good.empty() ? Topology{fabric::LeafSpine{.oversubscription = asked.oversubscription}}
                     : good.front().kind;
    for (Stage& each : scenario_.stages) each.plan.fabrics.entries[fabric].value.topology = best;
    const std::string path = "fabrics." + last_.plan.fabrics.entries[fabric].name + ".topology";
    if (good.empty()) return Decision{path, name_of(best), "", "no kind holds every limit"};
    return Decision{path, name_of(best), good.size() > 1 ? name_of(good[1].kind) : "",
                    "the cheapest of " + std::to_string(good.size()) + " that hold every limit"};
  }

 private:
  Scenario& scenario_;
  Workspace& room_;
  Stage& last_;
};

}  // namespace

void choose_topologies(Scenario& scenario, Workspace& room, std::vector<Decision>& decisions) {
  TopologyChoice choice(scenario, room);
  const auto& fabrics = scenario.stages.back().plan.fabrics.entries;
  for (Position f = 0; f < fabrics.size(); ++f) {
    const auto& written = fabrics[f].value.topology;
    if (!written || !std::holds_alternative<AutomaticTopology>(*written)) continue;
    if (auto decision = choice.decide(f)) decisions.push_back(std::move(*decision));
  }
}

}  // namespace weft::plan
