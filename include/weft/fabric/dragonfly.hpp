// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/direct.hpp"
#include "weft/fabric/groups.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

/// Groups of fully joined routers, every group joined to every other. What is absent is chosen:
/// balanced, a = 2p = 2h, as large as the ports allow.
struct Dragonfly {
  std::optional<std::int64_t> hosts{};           ///< endpoints of a router, p
  std::optional<std::int64_t> routers{};         ///< of a group, a
  std::optional<std::int64_t> global_ports{};    ///< of a router, h
  std::optional<std::int64_t> groups{};          ///< G
  std::optional<std::int64_t> links_per_pair{};  ///< of two groups
  Remainder remainder = Remainder::spread;
  std::int64_t planes = 1;
  double oversubscription = 1.0;  ///< endpoints of a group over its global links
  friend constexpr bool operator==(const Dragonfly&, const Dragonfly&) = default;
};

/// A dragonfly in all its numbers.
struct DragonflyShape {
  std::int64_t hosts = 1;           ///< p
  std::int64_t routers = 1;         ///< a
  std::int64_t global_ports = 0;    ///< h
  std::int64_t groups = 1;          ///< G
  std::int64_t links_per_pair = 0;  ///< 0: as many as the ports allow
  Remainder remainder = Remainder::spread;
  friend constexpr bool operator==(const DragonflyShape&, const DragonflyShape&) = default;
};

inline constexpr Formula dragonfly_card{
    "fabric.dragonfly",
    "N = a p G; local G a (a-1)/2; global G a h/2; G <= a h + 1; r = max(a p G/2L, p (2G-1)/(a G))",
    "Kim, Dally, Scott, Abts, Technology-Driven, Highly-Scalable Dragonfly Topology, ISCA 2008"};

namespace detail {
/// Switches on the longest way local, global, local: where every router reaches every other group
/// one local link is saved.
constexpr std::int64_t dragonfly_hops(const DragonflyShape& shape, std::int64_t per_pair) {
  if (shape.groups < 2) return shape.routers > 1 ? 2 : 1;
  if (shape.routers == 1) return 2;
  return per_pair >= shape.routers ? 3 : 4;
}
}  // namespace detail

/// Counts of a dragonfly. The bisection is the cut between groups; the oversubscription that of
/// the fuller of local and global links under uniform traffic on minimal paths.
[[nodiscard]] constexpr Feasible<Design> build(const DragonflyShape& shape) {
  for (const std::int64_t count : {shape.hosts, shape.routers, shape.groups}) {
    if (!detail::countable(count)) return detail::not_countable(count);
  }
  if (shape.global_ports < 0) return detail::not_countable(shape.global_ports);
  const auto global = global_links(shape.groups, shape.routers * shape.global_ports,
                                   shape.links_per_pair, shape.remainder);
  if (!global) return global.why();
  const std::int64_t boxes = shape.routers * shape.groups;
  Design design{.leaf = boxes,
                .node_links = boxes * shape.hosts,
                .local_links = shape.groups * detail::pairs(shape.routers),
                .global_links = global->all,
                .tiers = 1,
                .groups = shape.groups,
                .down = shape.hosts,
                .network_ports = shape.routers - 1 + (shape.groups > 1 ? shape.global_ports : 0),
                .bundle = 1,
                .links_per_pair = global->per_pair,
                .edge_ports = boxes * shape.hosts,
                .max_endpoints = boxes * shape.hosts,
                .most_hops = detail::dragonfly_hops(shape, global->per_pair)};
  const auto p = static_cast<double>(shape.hosts);
  const auto a = static_cast<double>(shape.routers);
  const auto groups = static_cast<double>(shape.groups);
  if (shape.routers > 1) design.oversubscription = p * (2.0 * groups - 1.0) / (a * groups);
  if (shape.groups > 1) {
    design.upper_oversubscription =
        detail::group_taper(shape.routers * shape.hosts, shape.groups, *global);
    if (shape.routers == 1 || design.upper_oversubscription > design.oversubscription) {
      design.oversubscription = design.upper_oversubscription;
    }
  }
  design.bisection_links =
      detail::group_cut(shape.groups, *global, detail::mesh_cut(shape.routers));
  if (shape.groups > 1) design.bisection_is = Known::about;
  return design;
}

namespace detail {

/// What one group looks like: as written, and balanced where nothing is.
constexpr DragonflyShape balanced(const Dragonfly& kind, double rates, std::int64_t h) {
  const double hosts = kind.oversubscription / rates * static_cast<double>(h) * (1.0 + 1e-12);
  DragonflyShape shape{.links_per_pair = kind.links_per_pair.value_or(0),
                       .remainder = kind.remainder};
  shape.global_ports = h;
  shape.routers = kind.routers.value_or(2 * h);
  shape.hosts = kind.hosts.value_or(static_cast<std::int64_t>(hosts));
  return shape;
}
constexpr std::int64_t network(const DragonflyShape& shape) {
  return shape.routers - 1 + shape.global_ports;
}
/// Global ports of a router, where the kind says them or what they follow from.
constexpr std::optional<std::int64_t> written_ports(const Dragonfly& kind) {
  if (kind.global_ports) return kind.global_ports;
  if (kind.routers) return *kind.routers / 2;
  return kind.hosts;
}
/// The group with h global ports a router, where the ports allow it.
constexpr Feasible<DragonflyShape> group_with(const Dragonfly& kind, const SizeRequest& ask,
                                              std::int64_t h) {
  const DragonflyShape shape = balanced(kind, rates(ask.leaf), h);
  if (!countable(shape.hosts) || !countable(shape.routers)) {
    return not_countable(shape.hosts < 1 ? shape.hosts : shape.routers);
  }
  if (!fits(ask, shape.hosts, network(shape))) return no_ports(ask, shape.hosts, network(shape));
  return shape;
}
/// The largest group that the ports allow; groups are not yet counted.
constexpr Feasible<DragonflyShape> group_of(const Dragonfly& kind, const SizeRequest& ask) {
  if (const auto fixed = written_ports(kind)) return group_with(kind, ask, *fixed);
  const std::int64_t most = ask.leaf.either_up + ask.leaf.up_only;
  for (std::int64_t h = most / 3; h >= 0; --h) {
    const auto shape = group_with(kind, ask, h);
    if (shape) return shape;
  }
  return exceeds(too_few_ports, 4, most);  // a = 2, p = h = 1
}
constexpr std::int64_t most_groups(const DragonflyShape& shape) {
  const std::int64_t each = shape.links_per_pair < 1 ? 1 : shape.links_per_pair;
  return shape.routers * shape.global_ports / each + 1;
}

}  // namespace detail

/// Endpoints of the largest dragonfly of these switches, one plane, `ask.extra` left out.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const Dragonfly& kind,
                                                       const SizeRequest& ask) {
  const auto group = detail::group_of(kind, ask);
  if (!group) return group.why();
  const std::int64_t groups = kind.groups.value_or(detail::most_groups(*group));
  return group->hosts * group->routers * groups - ask.extra;
}

/// As many whole groups as the endpoints need; what fits into one group needs no global link.
[[nodiscard]] constexpr Feasible<DragonflyShape> shape_for(const Dragonfly& kind,
                                                           const SizeRequest& ask) {
  const auto group = detail::group_of(kind, ask);
  if (!group) return group.why();
  DragonflyShape shape = *group;
  const std::int64_t ends = detail::ends(ask);
  const std::int64_t each = shape.hosts * shape.routers;
  shape.groups = kind.groups.value_or(divide_up(ends, each));
  const std::int64_t most = kind.groups ? shape.groups : detail::most_groups(shape);
  if (ends > each * most) return detail::exceeds(too_many_endpoints, ends, each * most);
  if (shape.groups == 1 && !kind.routers) shape.routers = divide_up(ends, shape.hosts);
  return shape;
}

[[nodiscard]] constexpr Feasible<Design> size(const Dragonfly& kind, const SizeRequest& ask) {
  return detail::cabled(kind, ask, kind.oversubscription);
}

static_assert([] {
  const auto balanced = build(DragonflyShape{4, 8, 4, 33});
  return balanced->node_links == 1056 && balanced->leaf == 264 && balanced->links_per_pair == 1;
}());

}  // namespace weft::fabric
