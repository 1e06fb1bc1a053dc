// SPDX-License-Identifier: Apache-2.0
// What steps of a plan read, where it is more than one value: records of the catalogue behind a
// name, and the clusters on a fabric. Null where there is none.
#pragma once

#include "weft/base/step.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace weft::plan {

namespace detail {
template <class T>
[[nodiscard]] const T* record_at(const Named<T>& records, const std::optional<Position>& at) {
  return at ? &records.entries[*at].value : nullptr;
}
/// True where a network has ports of a cluster.
[[nodiscard]] inline bool is_attached_to(const FabricRefs& fabric, Position cluster) {
  const auto& all = fabric.attachments;
  return std::any_of(all.begin(), all.end(),
                     [&](const Attachment& each) { return each.cluster == cluster; });
}
/// True where ports of a cluster are on the hardware of a fabric.
[[nodiscard]] inline bool is_attached(const Stage& stage, Position hardware, Position cluster) {
  return std::any_of(stage.fabrics.begin(), stage.fabrics.end(), [&](const FabricRefs& each) {
    return each.carrier == hardware && is_attached_to(each, cluster);
  });
}
}  // namespace detail

/// The switches of a fabric, as the catalogue has them.
[[nodiscard]] inline auto boxes_of(const Scenario& scenario, const FabricRefs& refs) {
  const auto& all = scenario.catalogue.switches;
  return std::tuple(detail::record_at(all, refs.leaf), detail::record_at(all, refs.spine),
                    detail::record_at(all, refs.core));
}
/// Modules and cables of a fabric.
[[nodiscard]] inline auto optics_of(const Scenario& scenario, const FabricRefs& refs) {
  const auto ends = [&](const std::optional<LinkParts>& of) {
    const auto& all = scenario.catalogue.optics;
    return of ? std::tuple(&all.entries[of->below].value, &all.entries[of->above].value)
              : std::tuple<const catalog::Optic*, const catalog::Optic*>();
  };
  return std::tuple_cat(ends(refs.node_leaf), ends(refs.leaf_spine), ends(refs.spine_core));
}
/// Adapters on a fabric.
[[nodiscard]] inline auto adapters_of(const Scenario& scenario, const FabricRefs& refs) {
  return across(refs.attachments, [&scenario](const Attachment& each, std::size_t) {
    return detail::record_at(scenario.catalogue.nics, each.nic);
  });
}
/// Units of the clusters on the hardware of a fabric, and accelerators of one unit.
[[nodiscard]] inline auto attached(const Stage& stage, Position hardware, const StageState& state) {
  return across(state.clusters, [&stage, hardware](const ClusterState& each, std::size_t at) {
    const bool there = detail::is_attached(stage, hardware, at);
    return there ? std::tuple(&each.units, &each.each)
                 : std::tuple<const std::int64_t*, const std::int64_t*>();
  });
}
/// Units of these clusters as they are written.
[[nodiscard]] inline auto attached(const Stage& stage, Position hardware) {
  return across(stage.plan.clusters.entries, [&stage, hardware](const auto& each, std::size_t at) {
    return detail::is_attached(stage, hardware, at) ? &each.value.count : nullptr;
  });
}
/// What one unit of a cluster costs.
[[nodiscard]] inline auto unit_price_of(const Scenario& scenario, const Stage& stage,
                                        Position cluster) {
  const auto& written = stage.plan.clusters.entries[cluster].value.price;
  const auto& node = scenario.catalogue.nodes.entries[stage.clusters[cluster].node].value;
  return std::tuple(written ? &written : nullptr, written ? nullptr : &node.price);
}
/// A machine of a cluster: node, accelerator, and what it finds on the fabric of a role.
[[nodiscard]] inline auto machine_inputs(const Scenario& scenario, const Stage& stage,
                                         const StageState& state, Position cluster,
                                         fabric::Role role) {
  const ClusterRefs& refs = stage.clusters[cluster];
  const auto at = refs.fabric_of[static_cast<std::size_t>(role)];
  const FabricState* on = at ? &state.fabrics[*at] : nullptr;
  return std::tuple(&scenario.catalogue.nodes.entries[refs.node].value.scale_up_domain,
                    detail::record_at(scenario.catalogue.accelerators, refs.accelerator),
                    on ? &on->balancing : nullptr, on ? &on->hop : nullptr,
                    on ? &on->injection : nullptr,
                    on ? &state.fabrics[stage.fabrics[*at].carrier].design : nullptr);
}

}  // namespace weft::plan
