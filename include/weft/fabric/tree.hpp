// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/clos.hpp"
#include "weft/fabric/clos_kinds.hpp"

#include <cstdint>

namespace weft::fabric {

/// Access switches under pairs of aggregation switches: light traffic, such as management.
struct Tree {
  friend constexpr bool operator==(const Tree&, const Tree&) = default;
};

inline constexpr Formula tree_card{
    "fabric.tree", "L = ceil(N/d); A = 2 where L <= k, else 2 ceil(L/(k-2)) under a pair of cores",
    "definition"};

/// Access switches give all ports but their uplinks to endpoints and have one link to each of two
/// aggregation switches; above more than one pair stands a pair of cores.
[[nodiscard]] constexpr Feasible<Design> size(const Tree&, SizeRequest ask) {
  ask.planes = ask.rails = 1;
  if (const auto why = detail::refused(ask)) return *why;
  const std::int64_t own_up = ask.leaf.up_only > 0 ? 0 : 2;
  const std::int64_t down = ask.leaf.either_down + ask.leaf.down_only - own_up - ask.reserved;
  const std::int64_t below = ask.spine_ports - 2;
  const std::int64_t core_ports = ask.core_ports > 0 ? ask.core_ports : ask.spine_ports;
  if (down < 1 || below < 1) return detail::exceeds(no_uplinks, 2, 2 - own_up);
  const std::int64_t most = down * below * (core_ports / 2);
  const std::int64_t leaf = divide_up(detail::ends(ask), down);
  if (detail::ends(ask) > most && leaf > ask.spine_ports) {
    return detail::exceeds(too_many_endpoints, detail::ends(ask), most);
  }
  Design design = detail::edge(ask, {down, 2}, leaf);
  design.max_endpoints = most - ask.extra;
  if (leaf == 1) return detail::alone(design, ask.leaf);
  design.bundle = 1;
  design.spine = leaf <= ask.spine_ports ? 2 : 2 * divide_up(leaf, below);
  design.spine_down = design.spine == 2 ? leaf : below;
  design.tiers = 2;
  design.most_hops = 3;
  if (design.spine > 2) {
    design.core = design.spine_up = 2;
    design.core_ports = design.spine;
    design.spine_core_links = 2 * design.spine;
    design.upper_oversubscription =
        static_cast<double>(design.leaf_spine_links) / static_cast<double>(design.spine_core_links);
    if (design.upper_oversubscription > 1.0) {
      design.oversubscription *= design.upper_oversubscription;
    }
    design.groups = design.spine / 2;
    design.tiers = 3;
    design.most_hops = 5;
  }
  design.bisection_links = detail::half_cut(design, ask.leaf);
  return design;
}

[[nodiscard]] constexpr Feasible<std::int64_t> largest(const Tree& kind, const SizeRequest& ask) {
  return detail::limit(kind, ask, 2);
}

}  // namespace weft::fabric
