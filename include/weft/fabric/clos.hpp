// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/leaf.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::fabric {

inline constexpr Reason too_many_endpoints{"fabric.too-many-endpoints",
                                           "more endpoints than a fabric of this kind can hold"};
inline constexpr Reason two_tiers_too_few{"fabric.two-tiers-too-few",
                                          "two tiers of these switches cannot hold the endpoints"};
inline constexpr Reason no_uplinks{"fabric.no-uplinks",
                                   "the oversubscription leaves a leaf without ports up or down"};
inline constexpr Reason not_a_size{
    "fabric.not-a-size", "endpoints, planes, rails and oversubscription must be positive"};

/// How the uplinks of a leaf are spread over spines.
enum class Bundles : std::uint8_t { uniform, shortest };

/// A folded Clos to be sized. Counts are of one plane unless said otherwise.
struct ClosRequest {
  std::int64_t endpoints = 0;     ///< NIC ports of one plane
  std::int64_t extra = 0;         ///< further edge ports: border, storage, fabric managers
  std::int64_t planes = 1;        ///< independent copies
  std::int64_t rails = 1;         ///< leaves come in groups of this many; endpoints divide evenly
  double oversubscription = 1.0;  ///< down over up at the leaf, as bandwidth
  std::int64_t reserved = 0;      ///< ports of each leaf kept free, before sizing
  std::int64_t least_spines = 2;  ///< a lone spine is a single point of failure
  Bundles bundles = Bundles::uniform;
  LeafPorts leaf{};
  std::int64_t spine_ports = 0;
  std::int64_t core_ports = 0;  ///< of three tiers; 0: as the spine
};

/// A sized folded Clos. Boxes and links are of all planes; the rest is of one.
struct ClosDesign {
  std::int64_t leaf = 0;
  std::int64_t spine = 0;
  std::int64_t core = 0;
  std::int64_t node_links = 0;
  std::int64_t leaf_spine_links = 0;
  std::int64_t spine_core_links = 0;
  std::int64_t tiers = 0;
  std::int64_t planes = 1;
  std::int64_t down = 0;           ///< ports of a leaf for endpoints
  std::int64_t up = 0;             ///< uplinks of a leaf
  std::int64_t bundle = 0;         ///< links between a leaf and a spine
  std::int64_t edge_ports = 0;     ///< ports for endpoints, all planes
  std::int64_t max_endpoints = 0;  ///< the largest fabric of this kind, one plane
  double oversubscription = 1.0;   ///< worst tier, after rounding
  friend constexpr bool operator==(const ClosDesign&, const ClosDesign&) = default;

  [[nodiscard]] constexpr std::int64_t switches() const { return leaf + spine + core; }
  [[nodiscard]] constexpr std::int64_t links() const {
    return node_links + leaf_spine_links + spine_core_links;
  }
  /// Free edge ports / all edge ports.
  [[nodiscard]] constexpr double spare_ports() const {
    if (edge_ports == 0) return 0.0;
    return static_cast<double>(edge_ports - node_links) / static_cast<double>(edge_ports);
  }
  /// Most switches on a minimal path.
  [[nodiscard]] constexpr std::int64_t hops() const { return tiers == 0 ? 0 : 2 * tiers - 1; }
};

namespace detail {

constexpr bool is_a_size(const ClosRequest& ask) {
  return ask.endpoints >= 0 && ask.extra >= 0 && ask.planes >= 1 && ask.rails >= 1 &&
         ask.reserved >= 0 && ask.oversubscription > 0.0;
}
constexpr Infeasible not_a_size_of(const ClosRequest& ask) {
  return {&not_a_size, 1.0, static_cast<double>(ask.endpoints), {}};
}
constexpr Infeasible exceeds(const Reason& reason, std::int64_t needed, std::int64_t available) {
  return {&reason, static_cast<double>(needed), static_cast<double>(available), {}};
}
/// Leaves of one plane: whole groups of one leaf a rail, enough for the extra ports too.
constexpr std::int64_t leaves(const ClosRequest& ask, std::int64_t down) {
  const std::int64_t nodes = divide_up(ask.endpoints, ask.rails);
  const std::int64_t for_nodes = ask.rails * divide_up(nodes, down);
  const std::int64_t for_all = divide_up(ask.endpoints + ask.extra, down);
  return for_nodes < for_all ? ask.rails * divide_up(for_all, ask.rails) : for_nodes;
}
/// What every Clos design has in common; boxes and links of all planes.
constexpr ClosDesign edge(const ClosRequest& ask, const LeafSplit& split, std::int64_t leaf) {
  return {.leaf = ask.planes * leaf,
          .node_links = ask.planes * (ask.endpoints + ask.extra),
          .leaf_spine_links = ask.planes * leaf * split.up,
          .planes = ask.planes,
          .down = split.down,
          .up = split.up,
          .edge_ports = ask.planes * leaf * split.down,
          .oversubscription =
              oversubscription(split.down, ask.leaf.down_rate, split.up, ask.leaf.up_rate)};
}
/// One leaf needs no spine.
constexpr ClosDesign alone(ClosDesign design) {
  design.leaf_spine_links = design.up = 0;
  design.tiers = 1;
  design.oversubscription = 1.0;
  return design;
}

}  // namespace detail

inline constexpr Formula single_switch_card{"fabric.single-switch", "N <= k - reserve",
                                            "definition"};

/// One box a plane and rail, nothing above it.
[[nodiscard]] constexpr Feasible<ClosDesign> single_switch(const ClosRequest& ask) {
  if (!detail::is_a_size(ask)) return detail::not_a_size_of(ask);
  const std::int64_t ports = ask.leaf.either_down + ask.leaf.down_only - ask.reserved;
  const std::int64_t each = divide_up(ask.endpoints, ask.rails) + divide_up(ask.extra, ask.rails);
  if (each > ports) {
    return detail::exceeds(too_many_endpoints, ask.endpoints + ask.extra, ports * ask.rails);
  }
  const std::int64_t boxes = each == 0 ? 0 : ask.planes * ask.rails;
  return ClosDesign{.leaf = boxes,
                    .node_links = ask.planes * (ask.endpoints + ask.extra),
                    .tiers = each == 0 ? 0 : 1,
                    .planes = ask.planes,
                    .down = ports,
                    .edge_ports = boxes * ports,
                    .max_endpoints = ports * ask.rails - ask.extra};
}

inline constexpr Formula clos2_card{
    "fabric.leaf-spine",
    "L = R ceil(N/R/d); S = least divisor of u with S >= ceil(L u / k); links N + L u",
    "NVIDIA DGX SuperPOD reference architectures (B200, B300), component count tables"};

/// Two tiers. With `uniform` bundles every leaf has the same number of links to every spine: the
/// rule that gives the vendor's tables. With `shortest` the bundle is as thick as spine ports
/// allow and the last spine may be half empty.
[[nodiscard]] constexpr Feasible<ClosDesign> two_tiers(const ClosRequest& ask) {
  if (!detail::is_a_size(ask)) return detail::not_a_size_of(ask);
  if (ask.endpoints + ask.extra == 0) return ClosDesign{.planes = ask.planes};
  const auto split = leaf_split(ask.leaf, ask.reserved, ask.oversubscription, ask.least_spines);
  if (split.down < 1 || split.up < ask.least_spines) {
    return detail::exceeds(no_uplinks, ask.least_spines, split.up);
  }
  const std::int64_t leaf = detail::leaves(ask, split.down);
  const std::int64_t most_leaves = ask.spine_ports / ask.rails * ask.rails;
  ClosDesign design = detail::edge(ask, split, leaf);
  design.max_endpoints = most_leaves * split.down - ask.extra;
  if (leaf == 1) return detail::alone(design);
  if (leaf > most_leaves) {
    return detail::exceeds(two_tiers_too_few, ask.endpoints + ask.extra, most_leaves * split.down);
  }
  std::int64_t spine = divide_up(leaf * split.up, ask.spine_ports);
  if (ask.bundles == Bundles::shortest) {
    const std::int64_t fits = ask.spine_ports / leaf;
    spine = divide_up(split.up, fits < split.up ? fits : split.up);
  }
  if (spine < ask.least_spines) spine = ask.least_spines;
  if (ask.bundles == Bundles::uniform) spine = divisor_from(split.up, spine);
  design.spine = ask.planes * spine;
  design.bundle = divide_up(split.up, spine);
  design.tiers = 2;
  return design;
}

inline constexpr Formula clos3_card{
    "fabric.three-tiers",
    "edge = ceil(N/d); agg = ceil(edge u / h); core = u x least divisor of h with S >= pods h / k",
    "Al-Fares, Loukissas, Vahdat, SIGCOMM 2008 (fat tree); DGX SuperPOD B200 table, 16 to 64 SU"};

/// Three tiers, partial: taper only at the leaf, non-blocking above. A pod holds h leaves, h half
/// the ports of a spine; spines of the last pod are only as many as its leaves need.
[[nodiscard]] constexpr Feasible<ClosDesign> three_tiers(const ClosRequest& ask) {
  if (!detail::is_a_size(ask)) return detail::not_a_size_of(ask);
  if (ask.endpoints + ask.extra == 0) return ClosDesign{.planes = ask.planes};
  const auto split = leaf_split(ask.leaf, ask.reserved, ask.oversubscription, ask.least_spines);
  const std::int64_t half = ask.spine_ports / 2;
  if (split.down < 1 || split.up < ask.least_spines || half < 1) {
    return detail::exceeds(no_uplinks, ask.least_spines, split.up);
  }
  const std::int64_t core_ports = ask.core_ports > 0 ? ask.core_ports : ask.spine_ports;
  const std::int64_t leaf = detail::leaves(ask, split.down);
  const std::int64_t most_leaves = core_ports * half / ask.rails * ask.rails;
  ClosDesign design = detail::edge(ask, split, leaf);
  design.max_endpoints = most_leaves * split.down - ask.extra;
  if (leaf == 1) return detail::alone(design);
  if (leaf > most_leaves) {
    return detail::exceeds(too_many_endpoints, ask.endpoints + ask.extra, most_leaves * split.down);
  }
  const std::int64_t pods = divide_up(leaf, half);
  const std::int64_t last = leaf - (pods - 1) * half;  // leaves of the last pod
  const std::int64_t spine = (pods - 1) * split.up + divide_up(last * split.up, half);
  design.spine = ask.planes * spine;
  design.core = ask.planes * split.up * divisor_from(half, divide_up(pods * half, core_ports));
  design.spine_core_links = design.leaf_spine_links;
  design.bundle = 1;
  design.tiers = 3;
  return design;
}

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr std::string_view type_name<fabric::ClosDesign> = "clos_design";
template <>
inline constexpr auto fields<fabric::ClosDesign> = std::array{
    row<&fabric::ClosDesign::leaf>("leaf", "boxes of the first tier, all planes"),
    row<&fabric::ClosDesign::spine>("spine", "boxes of the second tier, all planes"),
    row<&fabric::ClosDesign::core>("core", "boxes of the third tier, all planes"),
    row<&fabric::ClosDesign::node_links>("node_links", "to endpoints, all planes"),
    row<&fabric::ClosDesign::leaf_spine_links>("leaf_spine_links", "all planes"),
    row<&fabric::ClosDesign::spine_core_links>("spine_core_links", "all planes"),
    row<&fabric::ClosDesign::tiers>("tiers", "0: no switch of its own"),
    row<&fabric::ClosDesign::planes>("planes", "independent copies"),
    row<&fabric::ClosDesign::down>("down", "ports of a leaf for endpoints"),
    row<&fabric::ClosDesign::up>("up", "uplinks of a leaf"),
    row<&fabric::ClosDesign::bundle>("bundle", "links between a leaf and a spine"),
    row<&fabric::ClosDesign::edge_ports>("edge_ports", "for endpoints, all planes"),
    row<&fabric::ClosDesign::max_endpoints>("max_endpoints", "of one plane of this kind"),
    row<&fabric::ClosDesign::oversubscription>("oversubscription", "worst tier, after rounding"),
    row<&fabric::ClosDesign::switches>("switches", "all tiers and planes"),
    row<&fabric::ClosDesign::links>("links", "all tiers and planes"),
    row<&fabric::ClosDesign::spare_ports>("spare_ports", "free share of edge ports"),
    row<&fabric::ClosDesign::hops>("hops", "most switches on a minimal path")};
static_assert(describes_all<fabric::ClosDesign>());

}  // namespace weft
