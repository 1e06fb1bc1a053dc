// SPDX-License-Identifier: Apache-2.0
#include "choose_cables.hpp"
#include "choose_pools.hpp"
#include "choose_split.hpp"
#include "choose_topology.hpp"
#include "weft/plan/evaluate.hpp"
#include "weft/plan/evaluate_fabrics.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

namespace weft::plan {
namespace {

/// Makes the choices of a scenario, stage by stage.
class Chooser {
 public:
  explicit Chooser(Scenario& scenario) : scenario_(scenario), room_(shape(scenario)) {}

  std::vector<Decision> run() {
    read_boxes(scenario_.catalogue, room_.room.boxes);
    for (Position s = 0; s < scenario_.stages.size(); ++s) {
      enter(s);
      stage_->choices.assign(stage_->workloads.size(), {});
      count();
    }
    choose_topologies(scenario_, room_.room, decisions_);
    for (Position s = 0; s < scenario_.stages.size(); ++s) {
      enter(s);
      size();
    }
    for (Position s = 0; s < scenario_.stages.size(); ++s) {
      enter(s);
      choose_cables(scenario_, *stage_, *state_, room_.room.stages.back(), room_.room.boxes,
                    is_last_ ? &decisions_ : nullptr);
      for (Position w = 0; w < stage_->workloads.size(); ++w) workload(s, w);
    }
    return std::move(decisions_);
  }

 private:
  void enter(Position s) {
    stage_ = &scenario_.stages[s];
    state_ = &room_.room.stages[s];
    is_last_ = s + 1 == scenario_.stages.size();
  }

  void count() {
    for (Position c = 0; c < stage_->clusters.size(); ++c) {
      const auto& node = scenario_.catalogue.nodes.entries[stage_->clusters[c].node].value;
      state_->clusters[c].units = stage_->plan.clusters.entries[c].value.count;
      state_->clusters[c].each = std::max<std::int64_t>(1, node.accelerators);
    }
  }
  /// Sizes the stage as evaluate() will: choices need the rates of the fabrics.
  void size() {
    evaluate_fabrics(scenario_, *stage_, room_.room.boxes, *state_, *state_, Plainly{});
  }

  void workload(Position s, Position w) {
    const Workload& written = stage_->plan.workloads.entries[w].value;
    auto* told = is_last_ ? &decisions_ : nullptr;
    if (std::holds_alternative<Training>(written)) {
      splits_.choose(scenario_, *stage_, *state_, w, told);
    }
    if (std::holds_alternative<Serving>(written)) {
      pools_.choose(scenario_, s, *stage_, *state_, w, told);
    }
  }

  Scenario& scenario_;
  Evaluation room_;
  Stage* stage_ = nullptr;
  StageState* state_ = nullptr;
  bool is_last_ = false;
  PoolChooser pools_;
  SplitChooser splits_;
  std::vector<Decision> decisions_;
};

}  // namespace

std::vector<Decision> choose(Scenario& scenario) { return Chooser(scenario).run(); }

}  // namespace weft::plan
