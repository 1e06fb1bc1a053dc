// SPDX-License-Identifier: Apache-2.0
// Any text, read as a plan: no crash, no exception, no hang; each diagnostic has a known code and a
// place within its text. What has no errors is resolved and, when it is small, evaluated.
#include "weft/io/codes.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/load.hpp"
#include "weft/plan/bill.hpp"
#include "weft/plan/evaluate.hpp"
#include "weft/plan/resolve.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const weft::Diagnostics& diagnostics, const weft::io::Sources& sources) {
  for (const auto& each : diagnostics.items) {
    require(weft::io::find_code(each.code) != nullptr && !each.message.empty());
    if (!each.at) continue;
    require(each.at->source < sources.size() && each.at->begin <= each.at->end);
    require(each.at->end <= sources[each.at->source].text.size());
  }
  (void)weft::io::render(diagnostics, sources, {.ascii = true});
  (void)weft::io::render_json(diagnostics, sources);
}

/// A file that a plan names may be anything on this machine: such plans are not tried.
bool names_files(const std::string& text) {
  weft::io::Sources sources{{"plan.json", text}};
  weft::Diagnostics ignored;
  const auto document = weft::io::parse(0, sources, ignored);
  const auto* uses = document.find("uses");
  return uses != nullptr && !uses->items.empty();
}

/// Searches take longer the more there is to split; the fuzzer wants many small plans instead.
bool is_small(const weft::plan::Scenario& scenario) {
  constexpr std::int64_t most_units = 100'000;
  constexpr std::size_t most = 8;
  if (scenario.months > 120 || scenario.stages.size() > 4) return false;
  for (const auto& stage : scenario.stages) {
    const auto& plan = stage.plan;
    if (plan.clusters.size() > most || plan.fabrics.size() > most || plan.workloads.size() > most) {
      return false;
    }
    for (const auto& each : plan.clusters) {
      if (each.value.count > most_units) return false;
    }
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (names_files(text)) return 0;
  const auto loaded = weft::io::load_text("plan.json", text);
  check(loaded.diagnostics, loaded.sources);
  if (loaded.diagnostics.has_errors()) return 0;

  std::vector<weft::plan::PhasePlan> phases;
  for (const auto& each : loaded.phases) phases.push_back({each.name, each.from, &each.plan});
  weft::Diagnostics found;
  auto scenario = weft::plan::resolve(phases, loaded.catalogue, found);
  weft::io::settle(found, loaded.document);
  check(found, loaded.sources);
  if (found.has_errors() || !is_small(scenario)) return 0;

  (void)weft::plan::choose(scenario);
  auto evaluated = weft::plan::shape(scenario);
  weft::plan::evaluate(scenario, evaluated);
  const auto first = evaluated.outcome.plan;
  weft::plan::evaluate(scenario, evaluated);
  require(first.feasible == evaluated.outcome.plan.feasible);
  const auto bill = weft::plan::bill(scenario, evaluated);
  if (evaluated.outcome.finance.cost && std::isfinite(bill.total().value())) {
    require(bill.total() == evaluated.outcome.finance.cost->capex.total());
  }
  return 0;
}
