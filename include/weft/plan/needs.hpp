// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/evaluate.hpp"
#include "weft/plan/scenario.hpp"

namespace weft::plan {

/// What each network between nodes must give an accelerator: the slowest rate at which every SLO of
/// a workload that holds still does, and never less than what its flows ask. The scenario is
/// evaluated again at lower rates, one network at a time, sizes and choices held. Raises
/// `bandwidth_needed` of each fabric of the outcome.
void find_needs(const Scenario& scenario, Evaluation& into);
/// The same, recorded.
void find_needs(const Scenario& scenario, Evaluation& into, Recording& step);

}  // namespace weft::plan
