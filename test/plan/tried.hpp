// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/io/diagnostics_text.hpp"
#include "weft/io/load.hpp"
#include "weft/plan/evaluate.hpp"
#include "weft/plan/resolve.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tried {

/// A plan that was taken as far as it goes: read, resolved, evaluated.
struct Tried {
  weft::io::Loaded loaded;  ///< its diagnostics hold those of resolving too, settled
  std::optional<weft::plan::Scenario> scenario;
  std::optional<weft::plan::Evaluation> evaluated;

  [[nodiscard]] bool good() const { return evaluated.has_value(); }
  [[nodiscard]] const weft::plan::Outcome& outcome() const { return evaluated->outcome; }
  /// What stands in the way, for messages of tests.
  [[nodiscard]] std::string said() const {
    return weft::io::render(loaded.diagnostics, loaded.sources, {.ascii = true});
  }
};

inline Tried resolve(weft::io::Loaded loaded) {
  Tried made;
  made.loaded = std::move(loaded);
  auto& diagnostics = made.loaded.diagnostics;
  if (diagnostics.has_errors()) return made;
  std::vector<weft::plan::PhasePlan> phases;
  for (const auto& each : made.loaded.phases)
    phases.push_back({each.name, each.from, &each.plan, &each.notes});
  weft::Diagnostics found;
  auto scenario = weft::plan::resolve(phases, made.loaded.catalogue, found);
  for (auto& each : found.items) diagnostics.add(std::move(each));
  weft::io::settle(diagnostics, made.loaded.document);
  if (!diagnostics.has_errors()) made.scenario = std::move(scenario);
  return made;
}

inline Tried evaluate(weft::io::Loaded loaded) {
  Tried made = resolve(std::move(loaded));
  if (!made.scenario) return made;
  (void)weft::plan::choose(*made.scenario);
  made.evaluated = weft::plan::shape(*made.scenario);
  weft::plan::evaluate(*made.scenario, *made.evaluated);
  return made;
}

inline Tried file(const std::string& path, const weft::io::Overrides& overrides = {}) {
  return evaluate(weft::io::load(path, overrides));
}
inline Tried text(std::string plan, const weft::io::Overrides& overrides = {}) {
  return evaluate(weft::io::load_text("plan.json", std::move(plan), overrides));
}

}  // namespace tried
