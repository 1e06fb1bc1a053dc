// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/evaluate_fabrics.hpp"
#include "weft/plan/work_reasons.hpp"
#include "weft/serving/machine.hpp"

#include <algorithm>
#include <cstddef>

namespace weft::plan {

/// The accelerator of a cluster with the networks of the plan.
/// \param between  the role whose fabric joins scale-up domains for this work.
[[nodiscard]] inline Feasible<serving::Machine> machine_of(const Scenario& scenario,
                                                           const Stage& stage,
                                                           const StageState& state,
                                                           Position cluster, fabric::Role between) {
  const ClusterRefs& refs = stage.clusters[cluster];
  const catalog::Node& node = scenario.catalogue.nodes.entries[refs.node].value;
  auto made = serving::machine(scenario.catalogue.accelerators.entries[*refs.accelerator].value);
  if (!made) return made.why();
  made->scale_up_domain = std::min(made->scale_up_domain, node.scale_up_domain);
  made->scale_out_rate = effective_for(stage, state, cluster, between);
  if (const auto at = refs.fabric_of[static_cast<std::size_t>(between)]) {
    const FabricState& fabric = state.fabrics[*at];
    if (fabric.hop > Time{}) made->scale_out_hop = fabric.hop;
  }
  return made;
}

}  // namespace weft::plan
