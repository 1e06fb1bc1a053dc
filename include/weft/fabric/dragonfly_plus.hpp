// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/direct.hpp"
#include "weft/fabric/groups.hpp"
#include "weft/fabric/leaf.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

/// Groups of leaves and spines, every group joined to every other through its spines. What is
/// absent is chosen: as many leaves as spines have ports down, half of a spine's ports.
struct DragonflyPlus {
  std::optional<std::int64_t> leaves{};          ///< of a group, l
  std::optional<std::int64_t> spines{};          ///< of a group, s
  std::optional<std::int64_t> hosts{};           ///< endpoints of a leaf, p
  std::optional<std::int64_t> global_ports{};    ///< of a spine, h
  std::optional<std::int64_t> groups{};          ///< G
  std::optional<std::int64_t> links_per_pair{};  ///< of two groups
  Remainder remainder = Remainder::spread;
  std::int64_t planes = 1;
  double oversubscription = 1.0;  ///< down over up at the leaf
  friend constexpr bool operator==(const DragonflyPlus&, const DragonflyPlus&) = default;
};

/// A dragonfly+ in all its numbers.
struct DragonflyPlusShape {
  std::int64_t leaves = 1;          ///< l
  std::int64_t spines = 1;          ///< s
  std::int64_t hosts = 1;           ///< p
  std::int64_t global_ports = 0;    ///< h
  std::int64_t groups = 1;          ///< G
  std::int64_t links_per_pair = 0;  ///< 0: as many as the ports allow
  Remainder remainder = Remainder::spread;
  friend constexpr bool operator==(const DragonflyPlusShape&, const DragonflyPlusShape&) = default;
};

inline constexpr Formula dragonfly_plus_card{
    "fabric.dragonfly-plus", "N = l p G; local l s G; global s h G/2; G <= s h + 1",
    "Shpiner et al., Dragonfly+: Low Cost Topology for Scaling Datacenters, HiPINEB 2017"};

/// Counts of a dragonfly+; its links inside a group are `leaf_spine_links`.
[[nodiscard]] constexpr Feasible<Design> build(const DragonflyPlusShape& shape) {
  for (const std::int64_t count : {shape.leaves, shape.spines, shape.hosts, shape.groups}) {
    if (!detail::countable(count)) return detail::not_countable(count);
  }
  if (shape.global_ports < 0) return detail::not_countable(shape.global_ports);
  const auto global = global_links(shape.groups, shape.spines * shape.global_ports,
                                   shape.links_per_pair, shape.remainder);
  if (!global) return global.why();
  const std::int64_t leaf = shape.leaves * shape.groups;
  Design design{.leaf = leaf,
                .spine = shape.spines * shape.groups,
                .node_links = leaf * shape.hosts,
                .leaf_spine_links = leaf * shape.spines,
                .global_links = global->all,
                .tiers = 2,
                .groups = shape.groups,
                .down = shape.hosts,
                .up = shape.spines,
                .network_ports = shape.spines,
                .spine_down = shape.leaves,
                .spine_up = shape.groups > 1 ? shape.global_ports : 0,
                .bundle = 1,
                .links_per_pair = global->per_pair,
                .edge_ports = leaf * shape.hosts,
                .max_endpoints = leaf * shape.hosts,
                .most_hops = shape.groups > 1 ? 4 : 3};
  design.oversubscription = static_cast<double>(shape.hosts) / static_cast<double>(shape.spines);
  if (shape.groups > 1) {
    const double way_out = detail::group_taper(shape.leaves * shape.hosts, shape.groups, *global);
    design.upper_oversubscription = way_out / design.oversubscription;
    if (way_out > design.oversubscription) design.oversubscription = way_out;
  }
  design.bisection_links =
      detail::group_cut(shape.groups, *global, (shape.leaves * shape.spines + 1) / 2);
  if (shape.groups > 1) design.bisection_is = Known::about;
  return design;
}

namespace detail {

/// The largest group that the ports allow; groups are not yet counted.
constexpr Feasible<DragonflyPlusShape> group_of(const DragonflyPlus& kind, const SizeRequest& ask) {
  const auto split = leaf_split(ask.leaf, ask.reserved, kind.oversubscription, 1);
  DragonflyPlusShape shape{.leaves = kind.leaves.value_or(ask.spine_ports / 2),
                           .spines = kind.spines.value_or(split.up),
                           .hosts = kind.hosts.value_or(split.down),
                           .links_per_pair = kind.links_per_pair.value_or(0),
                           .remainder = kind.remainder};
  shape.global_ports = kind.global_ports.value_or(ask.spine_ports - shape.leaves);
  for (const std::int64_t count : {shape.leaves, shape.spines, shape.hosts}) {
    if (!countable(count)) return not_countable(count);
  }
  if (!fits(ask, shape.hosts, shape.spines)) return no_ports(ask, shape.hosts, shape.spines);
  if (shape.global_ports < 0 || shape.leaves + shape.global_ports > ask.spine_ports) {
    return exceeds(too_few_ports, shape.leaves + shape.global_ports, ask.spine_ports);
  }
  return shape;
}
constexpr std::int64_t most_groups(const DragonflyPlusShape& shape) {
  const std::int64_t each = shape.links_per_pair < 1 ? 1 : shape.links_per_pair;
  return shape.spines * shape.global_ports / each + 1;
}

}  // namespace detail

/// Endpoints of the largest dragonfly+ of these switches, one plane, `ask.extra` left out.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const DragonflyPlus& kind,
                                                       const SizeRequest& ask) {
  const auto group = detail::group_of(kind, ask);
  if (!group) return group.why();
  const std::int64_t groups = kind.groups.value_or(detail::most_groups(*group));
  return group->hosts * group->leaves * groups - ask.extra;
}

/// As many whole groups as the endpoints need.
[[nodiscard]] constexpr Feasible<DragonflyPlusShape> shape_for(const DragonflyPlus& kind,
                                                               const SizeRequest& ask) {
  const auto group = detail::group_of(kind, ask);
  if (!group) return group.why();
  DragonflyPlusShape shape = *group;
  const std::int64_t ends = detail::ends(ask);
  const std::int64_t each = shape.hosts * shape.leaves;
  shape.groups = kind.groups.value_or(divide_up(ends, each));
  const std::int64_t most = kind.groups ? shape.groups : detail::most_groups(shape);
  if (ends > each * most) return detail::exceeds(too_many_endpoints, ends, each * most);
  if (shape.groups == 1 && !kind.leaves) shape.leaves = divide_up(ends, shape.hosts);
  return shape;
}

[[nodiscard]] constexpr Feasible<Design> size(const DragonflyPlus& kind, const SizeRequest& ask) {
  return detail::cabled(kind, ask, kind.oversubscription);
}

static_assert([] {
  const auto made = build(DragonflyPlusShape{16, 16, 16, 16, 33});
  return made->node_links == 8448 && made->global_links == 4224 && made->links_per_pair == 8;
}());

}  // namespace weft::fabric
