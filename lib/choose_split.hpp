// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/choices.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"
#include "weft/training/split_search.hpp"

#include <optional>
#include <vector>

namespace weft::plan {

/// Parallel splits of training workloads: the author's, or the fastest that fits. It remembers what
/// a stage asked: most phases of a ramp leave a job as it is, and ask the same again.
class SplitChooser {
 public:
  /// \param state  the stage, sized: splits need the rates of its fabrics.
  /// \param told   the decision is added here; null: it is not told.
  void choose(const Scenario& scenario, Stage& stage, const StageState& state, Position workload,
              std::vector<Decision>* told);

 private:
  struct Asked {
    std::optional<Position> llm;
    training::Job job;
    Bytes memory{};
    training::StepRates rates;
    Feasible<training::SplitSearch> found;
  };
  std::vector<std::optional<Asked>> asked_;  ///< the last of each workload
};

}  // namespace weft::plan
