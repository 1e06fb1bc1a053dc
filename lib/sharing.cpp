// SPDX-License-Identifier: Apache-2.0
#include "weft/plan/sharing.hpp"

#include "weft/plan/cards.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace weft::plan {
namespace {

/// The scenario with one network on switches of its own, as those of the one that it shares.
Scenario apart(const Scenario& scenario, Position fabric) {
  Scenario made = scenario;
  for (Stage& stage : made.stages) {
    FabricRefs& refs = stage.fabrics[fabric];
    const Position carrier = refs.carrier;
    const FabricRefs& from = stage.fabrics[carrier];
    const auto attachments = refs.attachments;
    refs = from;
    refs.carrier = fabric;
    refs.every_switch = false;
    refs.attachments = attachments;
    for (Attachment& each : refs.attachments) each.own_ports = true;
    Fabric& written = stage.plan.fabrics.entries[fabric].value;
    const Fabric& other = stage.plan.fabrics.entries[carrier].value;
    written.shares.clear();
    written.topology = other.topology;
    written.load_balancing = other.load_balancing;
    written.build = other.build;
  }
  return made;
}

std::optional<Money> cost_of_networks(const Outcome& outcome) {
  Money sum{};
  for (const auto& each : outcome.fabrics) {
    if (each.value.money) sum += each.value.money->cost;
    // What stands and has no price leaves the sum without a meaning.
    if (!each.value.money && each.value.size) return std::nullopt;
  }
  return sum;
}

/// The smallest margin of the limits of a fabric; of its fullest link where it has none.
double margin_of(const Outcome& outcome, Position fabric) {
  const auto& entry = outcome.fabrics.entries[fabric];
  const std::string prefix = "fabrics." + entry.name + ".";
  std::optional<double> least;
  for (const Requirement& each : outcome.requirements) {
    if (each.verdict == Verdict::not_checked || !each.limit.starts_with(prefix)) continue;
    least = least ? std::min(*least, each.margin) : each.margin;
  }
  if (least) return *least;
  return entry.value.service ? 1.0 - entry.value.service->busiest_link : 0.0;
}

FabricSharing sharing_of(const Scenario& scenario, const Outcome& together, Position fabric) {
  const Position carrier = scenario.last().fabrics[fabric].carrier;
  const Scenario other = apart(scenario, fabric);
  Evaluation without = shape(other);
  evaluate(other, without);
  FabricSharing made;
  made.margin_loss = margin_of(without.outcome, carrier) - margin_of(together, carrier);
  const auto shared = cost_of_networks(together);
  const auto alone = cost_of_networks(without.outcome);
  made.saving = Infeasible{&no_price_for_sharing};
  if (shared && alone) made.saving = *alone - *shared;
  return made;
}

template <class Step>
void compare_each(const Scenario& scenario, Evaluation& into, Step& step) {
  const Stage& last = scenario.last();
  const auto costs = [](const auto& each, std::size_t) { return &each.value.money; };
  for (Position f = 0; f < last.fabrics.size(); ++f) {
    FabricOutcome& fabric = into.outcome.fabrics.entries[f].value;
    if (last.fabrics[f].carrier == f) {
      step(
          sharing_card, fabric.sharing, [] {}, last.plan.fabrics.entries[f].value.shares);
      continue;
    }
    const FabricOutcome& carrier = into.outcome.fabrics.entries[last.fabrics[f].carrier].value;
    step(
        sharing_card, fabric.sharing,
        [&] { fabric.sharing = sharing_of(scenario, into.outcome, f); },
        across(into.outcome.fabrics.entries, costs), carrier.service, into.outcome.requirements);
  }
}

}  // namespace

void compare_sharing(const Scenario& scenario, Evaluation& into) {
  Plainly step;
  compare_each(scenario, into, step);
}

void compare_sharing(const Scenario& scenario, Evaluation& into, Recording& step) {
  compare_each(scenario, into, step);
}

}  // namespace weft::plan
