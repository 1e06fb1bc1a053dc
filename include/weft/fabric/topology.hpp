// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/clos.hpp"
#include "weft/fabric/leaf.hpp"

#include <cstdint>
#include <optional>
#include <variant>

namespace weft::fabric {

/// One box a plane.
struct SingleSwitch {
  std::int64_t planes = 1;
  friend constexpr bool operator==(const SingleSwitch&, const SingleSwitch&) = default;
};
/// A folded Clos. Without `tiers`: two, or three where two cannot hold the endpoints.
struct LeafSpine {
  std::optional<std::int64_t> tiers{};
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  friend constexpr bool operator==(const LeafSpine&, const LeafSpine&) = default;
};
/// NIC i of every node on leaf i of its group, spines above.
struct RailOptimized {
  std::optional<std::int64_t> tiers{};
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  friend constexpr bool operator==(const RailOptimized&, const RailOptimized&) = default;
};
/// One network a rail and nothing across. Without `tiers`: one, or two where needed.
struct RailOnly {
  std::optional<std::int64_t> tiers{};
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  friend constexpr bool operator==(const RailOnly&, const RailOnly&) = default;
};
/// Access switches under pairs of aggregation switches: light traffic, such as management.
struct Tree {
  friend constexpr bool operator==(const Tree&, const Tree&) = default;
};
/// The network inside the nodes: its switches are bought and powered with them.
struct ScaleUp {
  friend constexpr bool operator==(const ScaleUp&, const ScaleUp&) = default;
};

using Topology = std::variant<SingleSwitch, LeafSpine, RailOptimized, RailOnly, Tree, ScaleUp>;

// `ask` carries endpoints, ports and reserve; planes, rails and taper come from the topology.

[[nodiscard]] constexpr Feasible<ClosDesign> size(const SingleSwitch& kind, ClosRequest ask) {
  ask.planes = kind.planes;
  ask.rails = 1;
  return single_switch(ask);
}

namespace detail {
constexpr Feasible<ClosDesign> tiered(std::optional<std::int64_t> tiers, const ClosRequest& ask) {
  if (tiers == 1) return single_switch(ask);
  if (tiers == 3) return three_tiers(ask);
  const auto two = two_tiers(ask);
  if (two || tiers || two.why().reason != &two_tiers_too_few) return two;
  return three_tiers(ask);
}
}  // namespace detail

[[nodiscard]] constexpr Feasible<ClosDesign> size(const LeafSpine& kind, ClosRequest ask) {
  ask.planes = kind.planes;
  ask.rails = 1;
  ask.oversubscription = kind.oversubscription;
  return detail::tiered(kind.tiers, ask);
}

[[nodiscard]] constexpr Feasible<ClosDesign> size(const RailOptimized& kind, ClosRequest ask) {
  ask.planes = kind.planes;
  ask.oversubscription = kind.oversubscription;
  return detail::tiered(kind.tiers, ask);
}

inline constexpr Formula rail_only_card{"fabric.rail-only",
                                        "R networks of N/R endpoints, sized one by one",
                                        "Wang et al., Rail-only, arXiv 2307.12169"};

/// Each rail is a network of its own, so the rails count as planes while sizing.
[[nodiscard]] constexpr Feasible<ClosDesign> size(const RailOnly& kind, ClosRequest ask) {
  ask.planes = kind.planes;
  ask.oversubscription = kind.oversubscription;
  const auto one = single_switch(ask);
  if (kind.tiers == 1 || (!kind.tiers && one)) return one;
  if (!detail::is_a_size(ask)) return detail::not_a_size_of(ask);
  const std::int64_t rails = ask.rails;
  ask.endpoints = divide_up(ask.endpoints, rails);
  ask.extra = divide_up(ask.extra, rails);
  ask.planes *= rails;
  ask.rails = 1;
  auto design = detail::tiered(kind.tiers, ask);
  if (!design) {
    Infeasible why = design.why();
    const bool counts = why.reason == &too_many_endpoints || why.reason == &two_tiers_too_few;
    const double scale = counts ? static_cast<double>(rails) : 1.0;
    return Infeasible{why.reason, why.needed * scale, why.available * scale, why.of};
  }
  design->planes = kind.planes;
  design->max_endpoints *= rails;
  return design;
}

inline constexpr Formula tree_card{
    "fabric.tree", "L = ceil(N/d); A = 2 ceil(L/k); above more than one pair: a pair of cores",
    "definition"};

/// Access switches give all ports but their uplinks to endpoints and have one link to each of two
/// aggregation switches; above more than one pair stands a pair of cores.
[[nodiscard]] constexpr Feasible<ClosDesign> size(const Tree&, ClosRequest ask) {
  ask.planes = ask.rails = 1;
  if (!detail::is_a_size(ask)) return detail::not_a_size_of(ask);
  const std::int64_t ends = ask.endpoints + ask.extra;
  if (ends == 0) return ClosDesign{};
  const std::int64_t own_up = ask.leaf.up_only > 0 ? 0 : 2;
  const std::int64_t down = ask.leaf.either_down + ask.leaf.down_only - own_up - ask.reserved;
  const std::int64_t below = ask.spine_ports - 2;
  const std::int64_t core_ports = ask.core_ports > 0 ? ask.core_ports : ask.spine_ports;
  if (down < 1 || below < 1) return detail::exceeds(no_uplinks, 2, 2 - own_up);
  const std::int64_t most = down * below * (core_ports / 2);
  const std::int64_t leaf = divide_up(ends, down);
  if (ends > most && leaf > ask.spine_ports) {
    return detail::exceeds(too_many_endpoints, ends, most);
  }
  ClosDesign design = detail::edge(ask, {down, 2}, leaf);
  design.max_endpoints = most - ask.extra;
  if (leaf == 1) return detail::alone(design);
  design.bundle = 1;
  design.spine = leaf <= ask.spine_ports ? 2 : 2 * divide_up(leaf, below);
  design.tiers = 2;
  if (design.spine > 2) {
    design.core = 2;
    design.spine_core_links = 2 * design.spine;
    design.tiers = 3;
  }
  return design;
}

/// Comes with the node: no switch and no cable of its own to buy.
[[nodiscard]] constexpr Feasible<ClosDesign> size(const ScaleUp&, const ClosRequest& ask) {
  return ClosDesign{.max_endpoints = ask.endpoints};
}

[[nodiscard]] constexpr Feasible<ClosDesign> size(const Topology& topology,
                                                  const ClosRequest& ask) {
  return std::visit([&](const auto& kind) { return size(kind, ask); }, topology);
}

}  // namespace weft::fabric
