// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/port_budget.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/fabric/topology.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <variant>

namespace weft::fabric {

/// A fabric sized for real boxes, with the proof that each of them can be cabled so.
struct SizedFabric {
  Design design{};
  Bandwidth link{};    ///< node to leaf, one direction
  Bandwidth uplink{};  ///< between switches, one direction
  PortBudget leaf{};
  PortBudget spine{};
  PortBudget core{};
  friend constexpr bool operator==(const SizedFabric&, const SizedFabric&) = default;
};

namespace detail {

/// Fills the port counts of `ask` for one rate of the uplinks.
constexpr Feasible<SizeRequest> with_ports(SizeRequest ask, const SwitchBox& leaf,
                                           const SwitchBox& spine, const SwitchBox& core,
                                           Bandwidth link, Bandwidth uplink) {
  const auto ports = leaf_ports(leaf, link, uplink);
  if (!ports) return ports.why();
  ask.leaf = *ports;
  ask.spine_ports = spine_ports(spine, uplink).value_or(0);
  ask.core_ports = spine_ports(core, uplink).value_or(0);
  return ask;
}
constexpr Feasible<Design> size_at(const Topology& topology, const SizeRequest& ask,
                                   const SwitchBox& leaf, const SwitchBox& spine,
                                   const SwitchBox& core, Bandwidth link, Bandwidth uplink) {
  const auto asked = with_ports(ask, leaf, spine, core, link, uplink);
  if (!asked) return asked.why();
  return size(topology, *asked);
}
/// The fastest that links between switches may be: a tree's are as light as those of endpoints.
constexpr Bandwidth fastest_uplink(const Topology& topology, const SwitchBox& leaf,
                                   Bandwidth link) {
  const bool light = std::holds_alternative<Tree>(topology);
  return uplink_rate(leaf, light ? link : max(leaf.any.rate, link));
}

/// What the design cables to the fullest box of each tier.
constexpr Cabled at_leaf(const SizedFabric& sized, const SizeRequest& ask) {
  const Design& design = sized.design;
  return {.down = design.leaf > 0 ? design.down + ask.reserved : 0,
          .down_rate = sized.link,
          .up = design.leaf > 0 ? design.network_ports : 0,
          .up_rate = sized.uplink,
          .module = ask.module};
}
constexpr Cabled at_spine(const SizedFabric& sized, const SizeRequest& ask) {
  return {.down = sized.design.spine_down,
          .down_rate = sized.uplink,
          .up = sized.design.spine_up,
          .up_rate = sized.uplink,
          .any_way = true,
          .module = ask.module};
}
constexpr Cabled at_core(const SizedFabric& sized, const SizeRequest& ask) {
  return {.up = sized.design.core_ports,
          .up_rate = sized.uplink,
          .any_way = true,
          .module = ask.module};
}

/// The proof of every tier that the fabric has; of the first that fails.
constexpr Feasible<SizedFabric> prove_ports(SizedFabric sized, const SizeRequest& ask,
                                            const SwitchBox& leaf, const SwitchBox& spine,
                                            const SwitchBox& core) {
  sized.leaf = port_budget(leaf, at_leaf(sized, ask));
  if (sized.design.spine > 0) sized.spine = port_budget(spine, at_spine(sized, ask));
  if (sized.design.core > 0) sized.core = port_budget(core, at_core(sized, ask));
  struct Tier {
    std::string_view name;
    const PortBudget& proof;
  };
  for (const Tier& each :
       {Tier{"leaf", sized.leaf}, Tier{"spine", sized.spine}, Tier{"core", sized.core}}) {
    if (each.proof.holds()) continue;
    Infeasible why = each.proof.why();
    why.at = each.name;
    return why;
  }
  return sized;
}

}  // namespace detail

inline constexpr Formula size_fabric_card{
    "fabric.size", "uplinks at the port's own rate, or at that of the endpoints where it must be",
    "definition: a breakout buys radix, an unbroken port buys fewer links"};

/// Sizes a fabric for boxes. Uplinks run at the rate of dedicated uplink ports, else at the whole
/// rate of a main port; where that is infeasible, at the rate of the endpoints, which gives spines
/// more ports. What is infeasible either way says why for the latter.
/// \param ask    endpoints, extra, rails, reserve and bundles; the rest is filled here.
/// \param leaf, spine, core  boxes of the tiers.
/// \param link   rate of an endpoint on one plane, one direction.
[[nodiscard]] constexpr Feasible<SizedFabric> size_fabric(const Topology& topology,
                                                          const SizeRequest& ask,
                                                          const SwitchBox& leaf,
                                                          const SwitchBox& spine,
                                                          const SwitchBox& core, Bandwidth link) {
  if (std::holds_alternative<ScaleUp>(topology)) {
    return SizedFabric{.design = *size(topology, ask), .link = link, .uplink = link};
  }
  Bandwidth uplink = detail::fastest_uplink(topology, leaf, link);
  auto design = detail::size_at(topology, ask, leaf, spine, core, link, uplink);
  if ((!design || design->tiers > 2) && link < uplink) {
    SizeRequest flatter = ask;
    if (design) flatter.most_tiers = 2;
    const auto broken_out = detail::size_at(topology, flatter, leaf, spine, core, link, link);
    if (!design || (broken_out && broken_out->tiers < design->tiers)) {
      design = broken_out;
      uplink = link;
    }
  }
  if (!design) return design.why();
  return detail::prove_ports({.design = *design, .link = link, .uplink = uplink}, ask, leaf, spine,
                             core);
}

/// The same where one box serves both upper tiers.
[[nodiscard]] constexpr Feasible<SizedFabric> size_fabric(const Topology& topology,
                                                          const SizeRequest& ask,
                                                          const SwitchBox& leaf,
                                                          const SwitchBox& spine, Bandwidth link) {
  return size_fabric(topology, ask, leaf, spine, spine, link);
}

/// Endpoints of the largest fabric of these boxes, counted as `ask.endpoints` are: with uplinks at
/// either rate, whichever holds more.
[[nodiscard]] constexpr Feasible<std::int64_t> largest_fabric(
    const Topology& topology, const SizeRequest& ask, const SwitchBox& leaf, const SwitchBox& spine,
    const SwitchBox& core, Bandwidth link) {
  const auto most_at = [&](Bandwidth uplink) -> Feasible<std::int64_t> {
    const auto asked = detail::with_ports(ask, leaf, spine, core, link, uplink);
    if (!asked) return asked.why();
    return largest(topology, *asked);
  };
  const auto whole = most_at(detail::fastest_uplink(topology, leaf, link));
  const auto broken_out = most_at(link);
  if (!broken_out || (whole && *broken_out < *whole)) return whole;
  return broken_out;
}

}  // namespace weft::fabric
