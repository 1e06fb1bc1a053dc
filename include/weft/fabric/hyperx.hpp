// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/direct.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::fabric {

inline constexpr std::size_t hyperx_dimensions = 4;

/// A lattice whose lines are full meshes in every dimension. What is absent is chosen: nearly
/// equal dimensions, and as many endpoints as the taper and the ports allow.
struct HyperX {
  std::optional<std::int64_t> dimensions{};                       ///< 1..4, where `size` is empty
  std::array<std::int64_t, hyperx_dimensions> size{};             ///< switches along each; 0: none
  std::array<std::int64_t, hyperx_dimensions> width{1, 1, 1, 1};  ///< links of a pair
  std::optional<std::int64_t> hosts{};                            ///< endpoints of a switch, T
  std::int64_t planes = 1;
  double oversubscription = 1.0;  ///< of the fullest dimension under uniform traffic
  friend constexpr bool operator==(const HyperX&, const HyperX&) = default;
};

/// Switches in one full mesh: a HyperX of one dimension.
struct FullMesh {
  std::optional<std::int64_t> switches{};
  std::optional<std::int64_t> hosts{};  ///< endpoints of a switch
  std::int64_t width = 1;               ///< links of a pair
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  friend constexpr bool operator==(const FullMesh&, const FullMesh&) = default;
};

/// A HyperX in all its numbers; a dimension of 0 or 1 is none.
struct HyperXShape {
  std::array<std::int64_t, hyperx_dimensions> size{};
  std::array<std::int64_t, hyperx_dimensions> width{1, 1, 1, 1};
  std::int64_t hosts = 1;
  friend constexpr bool operator==(const HyperXShape&, const HyperXShape&) = default;
};

/// The k-ary n-flat: the flattened butterfly of k^n endpoints, n - 1 dimensions of k switches.
/// \param flat  n: 2 .. 5; what is larger makes no shape.
[[nodiscard]] constexpr HyperXShape flattened_butterfly(std::int64_t ary, std::int64_t flat) {
  HyperXShape shape{.hosts = ary};
  if (flat < 2 || flat > static_cast<std::int64_t>(hyperx_dimensions) + 1) return {.hosts = 0};
  for (std::int64_t i = 0; i + 1 < flat; ++i) shape.size[static_cast<std::size_t>(i)] = ary;
  return shape;
}
[[nodiscard]] constexpr HyperXShape full_mesh(std::int64_t switches, std::int64_t hosts,
                                              std::int64_t width = 1) {
  return {.size = {switches}, .width = {width, 1, 1, 1}, .hosts = hosts};
}

inline constexpr Formula hyperx_card{
    "fabric.hyperx", "P = prod S; links sum P K (S-1)/2; radix T + sum K (S-1); r = max T/(S K)",
    "Ahn, Binkert, Davis, McLaren, Schreiber, HyperX: Topology, Routing, and Packaging, SC 2009"};
inline constexpr Formula hyperx_bisection_card{
    "fabric.hyperx-bisection",
    "min over i: K P/S floor(S^2/4), S odd: + that of the other dimensions",
    "derived: the cut across one dimension; its middle layer, if any, is cut across another"};

namespace detail {

using HyperXDims = std::array<std::int64_t, hyperx_dimensions>;

constexpr std::int64_t lattice(const HyperXDims& size) {
  std::int64_t all = 1;
  for (const std::int64_t each : size) all *= each < 1 ? 1 : each;
  return all;
}
/// The narrowest cut across one dimension; the layer in the middle of an odd one is cut across
/// another dimension.
constexpr std::int64_t hyperx_cut(HyperXDims size, const HyperXDims& width) {
  const std::int64_t all = lattice(size);
  std::int64_t least = -1;
  for (std::size_t i = 0; i < size.size(); ++i) {
    const std::int64_t along = size[i];
    if (along < 2) continue;
    std::int64_t cut = width[i] * (all / along) * mesh_cut(along);
    if (along % 2 == 1) {
      size[i] = 1;
      cut += hyperx_cut(size, width);
      size[i] = along;
    }
    if (least < 0 || cut < least) least = cut;
  }
  return least < 0 ? 0 : least;
}

}  // namespace detail

/// Counts of a HyperX. Oversubscription is that of the fullest dimension under uniform traffic.
[[nodiscard]] constexpr Feasible<Design> build(const HyperXShape& shape) {
  if (!detail::countable(shape.hosts)) return detail::not_countable(shape.hosts);
  const std::int64_t boxes = detail::lattice(shape.size);
  Design design{.leaf = boxes, .tiers = 1, .down = shape.hosts, .most_hops = 1};
  for (std::size_t i = 0; i < hyperx_dimensions; ++i) {
    const std::int64_t along = shape.size[i];
    if (along < 0 || along > 1'000'000) return detail::not_countable(along);
    if (along < 2) continue;
    if (!detail::countable(shape.width[i])) return detail::not_countable(shape.width[i]);
    design.local_links += boxes / along * shape.width[i] * detail::pairs(along);
    design.network_ports += shape.width[i] * (along - 1);
    design.most_hops += 1;
    design.bundle = shape.width[i];
    const double taper =
        static_cast<double>(shape.hosts) / static_cast<double>(along * shape.width[i]);
    const bool first = design.most_hops == 2;
    if (first || taper > design.oversubscription) design.oversubscription = taper;
  }
  design.node_links = design.edge_ports = design.max_endpoints = boxes * shape.hosts;
  design.bisection_links = static_cast<double>(detail::hyperx_cut(shape.size, shape.width));
  return design;
}

static_assert([] {
  const auto mesh = build(full_mesh(4, 1));
  const auto flat = build(flattened_butterfly(4, 3));
  return mesh->local_links == 6 && mesh->bisection_links == 4.0 && flat->leaf == 16 &&
         flat->node_links == 64 && flat->network_ports == 6 && flat->most_hops == 3;
}());

}  // namespace weft::fabric
