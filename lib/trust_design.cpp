// SPDX-License-Identifier: Apache-2.0
#include "trust_design.hpp"

#include "weft/fabric/cables.hpp"
#include "weft/fabric/topology.hpp"

#include <vector>

namespace weft::report {

using fabric::Design;

namespace {

std::vector<double> levels(const Design& design) {
  std::vector<double> made{static_cast<double>(design.leaf), static_cast<double>(design.spine)};
  if (design.tiers > 2) made.push_back(static_cast<double>(design.core));
  return made;
}

}  // namespace

void say_boxes(const Design& design, TrustPrediction& out) {
  out.set("leaf", design.leaf);
  out.set("spine", design.spine);
  out.set("core", design.core);
  out.set("switches", design.switches());
  out.set("routers_per_level", levels(design));
  out.set("leaf_per_plane", design.leaf / design.planes);
  out.set("t0_per_plane", design.leaf / design.planes);
  out.set("t1_per_plane", design.spine / design.planes);
  out.set("nics_per_t0", design.down);
  out.set("up", design.up);
  out.set("bundle", design.bundle);
  out.set("pods", design.groups);
  out.set("hops", design.most_hops);
  out.set("oversub", design.oversubscription);
  out.set("bisection_links", design.bisection_links);
}

void say_links(const Design& design, std::int64_t links_per_cable, TrustPrediction& out) {
  const auto cables = [&](std::int64_t links) {
    return fabric::count_cables({.links = links, .links_per_cable = links_per_cable}).cables;
  };
  out.set("node_leaf_links", design.node_links);
  out.set("leaf_spine_links", design.leaf_spine_links);
  out.set("spine_core_links", design.spine_core_links);
  out.set("inter_switch_links", design.trunk_links());
  out.set("node_leaf_cables", cables(design.node_links));
  out.set("leaf_spine_cables", cables(design.leaf_spine_links));
  out.set("spine_core_cables", cables(design.spine_core_links));
  out.set("cables", cables(design.node_links) + cables(design.trunk_links()));
  out.set("transceivers", 2 * design.links());
}

void say_graph(const Design& design, std::int64_t gpus, std::int64_t each, TrustPrediction& out) {
  const std::int64_t inner = fabric::divide_up(gpus, each);
  out.set("nvswitches", inner);
  out.set("total_nodes", gpus + inner + design.switches());
  out.set("total_links", gpus + design.links());
  out.set("single_tor_links", gpus + design.links());
  out.set("dual_tor_links", gpus + 2 * design.node_links + design.trunk_links());
}

}  // namespace weft::report
