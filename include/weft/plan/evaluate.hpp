// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/step.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <vector>

namespace weft::plan {

/// An outcome with the room that it is computed in.
struct Evaluation {
  Outcome outcome;
  Workspace room;
};

/// Finds what the plan leaves open ("auto"): parallel splits, deployments, cables. Writes the
/// choices into the scenario, where they stay while inputs vary. \return what was chosen, and the
/// runner-up, for people.
std::vector<Decision> choose(Scenario& scenario);

/// Makes all the room that evaluate() needs; nothing is allocated after that.
[[nodiscard]] Evaluation shape(const Scenario& scenario);

/// Evaluates a scenario whose choices are made. Pure: no search, no files, no clock. Inputs of the
/// scenario may change from one evaluation to the next; profiles of links may not: what their
/// probes read is remembered in `into`.
void evaluate(const Scenario& scenario, Evaluation& into);

/// The same calls in the same order, each recorded with what went in and what came out.
[[nodiscard]] Recording evaluate_recorded(const Scenario& scenario, Evaluation& into);

}  // namespace weft::plan
