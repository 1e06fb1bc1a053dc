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
  ClosDesign design{};
  Bandwidth link{};    ///< node to leaf, one direction
  Bandwidth uplink{};  ///< between switches, one direction
  PortBudget leaf{};
  PortBudget spine{};
  friend constexpr bool operator==(const SizedFabric&, const SizedFabric&) = default;
};

namespace detail {

/// Fills the port counts of `ask` for one rate of the uplinks and sizes.
constexpr Feasible<ClosDesign> size_at(const Topology& topology, ClosRequest ask,
                                       const SwitchBox& leaf, const SwitchBox& spine,
                                       const SwitchBox& core, Bandwidth link, Bandwidth uplink) {
  const auto ports = leaf_ports(leaf, link, uplink);
  if (!ports) return ports.why();
  ask.leaf = *ports;
  ask.spine_ports = spine_ports(spine, uplink).value_or(0);
  ask.core_ports = spine_ports(core, uplink).value_or(0);
  return size(topology, ask);
}

/// Load of the fullest spine. With uniform bundles every spine of two tiers carries the same; of
/// three tiers those of a full pod carry half of their ports each way.
/// \param ports  of a spine at the rate of the uplinks.
constexpr Cabled at_spine(const ClosDesign& design, std::int64_t ports, Bandwidth uplink) {
  const std::int64_t half = ports / 2;
  const auto least = [](std::int64_t a, std::int64_t b) { return a < b ? a : b; };
  const std::int64_t down = divide_up(design.leaf_spine_links, design.spine);
  const std::int64_t up = divide_up(design.spine_core_links, design.spine);
  const bool pods = design.tiers > 2;
  return {.down = pods ? least(down, half) : down,
          .down_rate = uplink,
          .up = pods ? least(up, half) : up,
          .up_rate = uplink};
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
                                                          const ClosRequest& ask,
                                                          const SwitchBox& leaf,
                                                          const SwitchBox& spine,
                                                          const SwitchBox& core, Bandwidth link) {
  if (std::holds_alternative<ScaleUp>(topology)) {
    return SizedFabric{.design = *size(topology, ask), .link = link, .uplink = link};
  }
  const bool light = std::holds_alternative<Tree>(topology);
  Bandwidth uplink = uplink_rate(leaf, light ? link : max(leaf.any.rate, link));
  auto design = detail::size_at(topology, ask, leaf, spine, core, link, uplink);
  if ((!design || design->tiers > 2) && link < uplink) {
    const auto broken_out = detail::size_at(topology, ask, leaf, spine, core, link, link);
    if (!design || (broken_out && broken_out->tiers < design->tiers)) {
      design = broken_out;
      uplink = link;
    }
  }
  if (!design) return design.why();
  SizedFabric sized{.design = *design, .link = link, .uplink = uplink};
  sized.leaf = port_budget(leaf, {.down = design->leaf > 0 ? design->down + ask.reserved : 0,
                                  .down_rate = link,
                                  .up = design->up,
                                  .up_rate = uplink});
  if (!sized.leaf.holds()) return sized.leaf.why();
  if (design->spine == 0) return sized;
  sized.spine =
      port_budget(spine, detail::at_spine(*design, spine_ports(spine, uplink).value_or(0), uplink));
  if (!sized.spine.holds()) return sized.spine.why();
  return sized;
}

/// The same where one box serves both upper tiers.
[[nodiscard]] constexpr Feasible<SizedFabric> size_fabric(const Topology& topology,
                                                          const ClosRequest& ask,
                                                          const SwitchBox& leaf,
                                                          const SwitchBox& spine, Bandwidth link) {
  return size_fabric(topology, ask, leaf, spine, spine, link);
}

}  // namespace weft::fabric
