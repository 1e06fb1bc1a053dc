// SPDX-License-Identifier: Apache-2.0
// Trees whose ports are stated level by level.
#include "trust_design.hpp"
#include "weft/fabric/topology.hpp"
#include "weft/fabric/xgft.hpp"

#include <string>
#include <vector>

namespace weft::report {
namespace {

/// A tree whose ports are stated level by level.
void say_tree(const fabric::XgftShape& shape, TrustPrediction& out) {
  const auto design = build(shape);
  const auto counts = fabric::level_counts(shape);
  if (!design || !counts) return out.refuse(design ? counts.why() : design.why());
  say_boxes(*design, out);
  say_links(*design, 1, out);
  std::vector<double> boxes;
  for (std::int64_t i = 0; i < shape.levels; ++i) {
    boxes.push_back(static_cast<double>((*counts)[static_cast<std::size_t>(i)]));
  }
  out.set("routers_per_level", boxes);
  out.set("endpoints", design->node_links);
}

/// "4,4:4,4:8": down and up of each level, from the leaves.
bool say_shape(const TrustInputs& in, TrustPrediction& out) {
  const std::string text = in.text({"shape"});
  if (text.empty()) return false;
  fabric::XgftShape shape{.levels = 0};
  std::int64_t* into = shape.down.data();
  for (const char each : ":" + text) {
    if (each == ':' && static_cast<std::size_t>(shape.levels) < shape.down.size()) {
      into = &shape.down[static_cast<std::size_t>(shape.levels++)];
    }
    if (each == ',') into = &shape.up[static_cast<std::size_t>(shape.levels - 1)];
    if (each >= '0' && each <= '9') *into = 10 * *into + (each - '0');
  }
  say_tree(shape, out);
  return true;
}

/// Every port of every tier stated: the counts follow.
bool say_stated_tiers(const TrustInputs& in, TrustPrediction& out) {
  const auto tor_down = in.count({"tor_down", "edge_down", "leaf_down"});
  const auto tor_up = in.count({"tor_up", "edge_up", "leaf_up"});
  const auto agg_down = in.count({"agg_down", "spine_down"});
  if (!tor_down || !tor_up || !agg_down) return false;
  const auto agg_up = in.count({"agg_up", "spine_up"});
  const auto core_down = in.count({"core_down"});
  const auto hosts = in.count({"nodes", "hosts", "endpoints", "gpus"});
  fabric::XgftShape shape{.levels = 2, .down = {*tor_down, *agg_down}, .up = {*tor_up}};
  if (agg_up && core_down) {
    shape.levels = 3;
    shape.up[1] = *agg_up;
    shape.down[2] = *core_down;
  }
  // A tree that is not full ends in fewer trees under its top.
  std::int64_t below = 1;
  const auto top = static_cast<std::size_t>(shape.levels - 1);
  for (std::size_t i = 0; i < top; ++i) below *= shape.down[i];
  const auto full = build(shape);
  const bool fewer = hosts && full && below > 0 && full->node_links > *hosts;
  if (fewer) shape.down[top] = fabric::divide_up(*hosts, below);
  say_tree(shape, out);
  const auto pod = in.count({"podsize", "pod_size", "pod"});
  if (hosts && pod) out.set("pods", fabric::divide_up(*hosts, *pod));
  return true;
}

}  // namespace

bool say_stated_tree(const TrustInputs& in, TrustPrediction& out) {
  return say_shape(in, out) || say_stated_tiers(in, out);
}

}  // namespace weft::report
