// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/fabric/clos_kinds.hpp"
#include "weft/fabric/dragonfly.hpp"
#include "weft/fabric/dragonfly_plus.hpp"
#include "weft/fabric/hyperx_size.hpp"
#include "weft/fabric/jellyfish.hpp"
#include "weft/fabric/ocs_cubes.hpp"
#include "weft/fabric/polar_fly.hpp"
#include "weft/fabric/scale_up_domain.hpp"
#include "weft/fabric/slim_fly.hpp"
#include "weft/fabric/torus.hpp"
#include "weft/fabric/tree.hpp"
#include "weft/fabric/xgft.hpp"

#include <cstdint>
#include <variant>

namespace weft::fabric {

/// The network inside the nodes: its switches are bought and powered with them.
struct ScaleUp {
  friend constexpr bool operator==(const ScaleUp&, const ScaleUp&) = default;
};

using Topology = std::variant<SingleSwitch, LeafSpine, RailOptimized, RailOnly, Tree, ScaleUp,
                              DualTor, MultiPlane, Dragonfly, DragonflyPlus, SlimFly, PolarFly,
                              HyperX, FullMesh, Torus, OcsCubes, Xgft, ScaleUpDomain, Jellyfish>;

/// Comes with the node: no switch and no cable of its own to buy.
[[nodiscard]] constexpr Feasible<Design> size(const ScaleUp&, const SizeRequest& ask) {
  return Design{.max_endpoints = ask.endpoints};
}
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const ScaleUp&, const SizeRequest&) {
  return Infeasible{&no_largest};
}

/// The smallest fabric of a kind for the endpoints that are asked for.
[[nodiscard]] constexpr Feasible<Design> size(const Topology& topology, const SizeRequest& ask) {
  return std::visit([&](const auto& kind) { return size(kind, ask); }, topology);
}

/// Endpoints of the largest fabric of a kind, counted as `ask.endpoints` are, `ask.extra` left
/// out. How many are asked for does not matter.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const Topology& topology,
                                                       const SizeRequest& ask) {
  return std::visit([&](const auto& kind) { return largest(kind, ask); }, topology);
}

}  // namespace weft::fabric
