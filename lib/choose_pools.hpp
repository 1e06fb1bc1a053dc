// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/choices.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <string>
#include <vector>

namespace weft::plan {

/// Deployments of serving workloads: the author's, or those that need the fewest accelerators. It
/// remembers what a stage asked: most phases of a ramp only add units, and ask the same again.
class PoolChooser {
 public:
  /// \param at     position of the stage, and of the workload in it.
  /// \param state  the stage, sized: deployments need the rates of its fabrics.
  /// \param told   the decision is added here; null: it is not told.
  void choose(const Scenario& scenario, Position at, Stage& stage, const StageState& state,
              Position workload, std::vector<Decision>* told);

 private:
  struct Detail {
    std::string chosen, runner_up;
    double lead = 0.0;
  };
  [[nodiscard]] Feasible<ServingPools> search(const Scenario& scenario, const Stage& stage,
                                              Position workload, const serving::Server& server);
  [[nodiscard]] Decision decision(const Stage& stage, Position workload) const;

  std::vector<serving::Server> servers_;
  std::vector<Detail> details_;
};

}  // namespace weft::plan
