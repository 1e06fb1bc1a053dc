// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/design.hpp"
#include "weft/fabric/leaf.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/fabric/size_request.hpp"
#include "weft/units/system.hpp"

#include <cstdint>

namespace weft::fabric {

inline constexpr Reason two_tiers_too_few{"fabric.two-tiers-too-few",
                                          "two tiers of these switches cannot hold the endpoints"};

namespace detail {

/// Leaves of one plane: whole groups of one leaf a rail, enough for the extra ports too.
constexpr std::int64_t leaves(const SizeRequest& ask, std::int64_t down) {
  const std::int64_t full = ask.sized_for < ask.endpoints ? ask.endpoints : ask.sized_for;
  const std::int64_t for_nodes = ask.rails * divide_up(divide_up(full, ask.rails), down);
  const std::int64_t for_all = divide_up(ends(ask), down);
  return for_nodes < for_all ? ask.rails * divide_up(for_all, ask.rails) : for_nodes;
}
/// The split that leaves really use: of endpoints spread evenly a leaf has fewer, and fewer
/// uplinks.
constexpr LeafSplit used_split(const SizeRequest& ask, const LeafSplit& split, std::int64_t leaf) {
  if (ask.fill == Fill::dense) return split;
  const std::int64_t down = divide_up(divide_up(ends(ask), ask.rails), divide_up(leaf, ask.rails));
  std::int64_t up = ask.least_spines;
  while (up < split.up && oversubscription(down, ask.leaf.down_rate, up, ask.leaf.up_rate) >
                              ask.oversubscription * (1.0 + 1e-12)) {
    ++up;
  }
  return {down, up < split.up ? up : split.up};
}
/// Rate of endpoints over rate of uplinks; 1 where nothing is said of either.
constexpr double rates(const LeafPorts& leaf) {
  if (leaf.up_rate <= Bandwidth{}) return 1.0;
  return ratio(leaf.down_rate, leaf.up_rate);
}
/// Links of the uplink rate over the narrowest half cut of a folded Clos.
constexpr double half_cut(const Design& design, const LeafPorts& leaf) {
  const double taper = design.oversubscription < 1.0 ? 1.0 : design.oversubscription;
  return 0.5 * static_cast<double>(design.node_links) * rates(leaf) / taper;
}
/// What every Clos design has in common; boxes and links of all planes.
constexpr Design edge(const SizeRequest& ask, const LeafSplit& split, std::int64_t leaf) {
  return {.leaf = ask.planes * leaf,
          .node_links = ask.planes * (ask.endpoints + ask.extra),
          .leaf_spine_links = ask.planes * leaf * split.up,
          .planes = ask.planes,
          .down = split.down,
          .up = split.up,
          .network_ports = split.up,
          .edge_ports = ask.planes * leaf * split.down,
          .oversubscription =
              oversubscription(split.down, ask.leaf.down_rate, split.up, ask.leaf.up_rate)};
}
/// One leaf needs no spine.
constexpr Design alone(Design design, const LeafPorts& leaf) {
  design.leaf_spine_links = design.up = design.network_ports = 0;
  design.tiers = design.most_hops = 1;
  design.oversubscription = 1.0;
  design.bisection_links = half_cut(design, leaf);
  return design;
}
/// The half cut of networks that nothing joins: none runs between two halves of them, and of an
/// odd number one is cut itself.
constexpr double half_cut_of_rails(double all, std::int64_t rails) {
  return rails % 2 == 0 ? 0.0 : all / static_cast<double>(rails);
}

}  // namespace detail

inline constexpr Formula single_switch_card{"fabric.single-switch", "N <= k - reserve",
                                            "definition"};

/// One box a plane and rail, nothing above it.
[[nodiscard]] constexpr Feasible<Design> single_switch(const SizeRequest& ask) {
  if (const auto why = detail::refused(ask)) return *why;
  const std::int64_t ports = ask.leaf.either_down + ask.leaf.down_only - ask.reserved;
  const std::int64_t extra = divide_up(ask.extra, ask.rails);
  const std::int64_t full = ask.sized_for < ask.endpoints ? ask.endpoints : ask.sized_for;
  const std::int64_t cabled = divide_up(ask.endpoints, ask.rails) + extra;
  const std::int64_t each =
      cabled < divide_up(full, ask.rails) ? divide_up(full, ask.rails) : cabled;
  if (each > ports) {
    return detail::exceeds(too_many_endpoints, detail::ends(ask),
                           ports < 0 ? 0 : ports * ask.rails);
  }
  const std::int64_t boxes = ask.planes * ask.rails;
  Design design{.leaf = boxes,
                .node_links = ask.planes * (ask.endpoints + ask.extra),
                .tiers = 1,
                .planes = ask.planes,
                .down = ports,
                .edge_ports = boxes * ports,
                .max_endpoints = ports * ask.rails - ask.extra,
                .most_hops = 1};
  design.bisection_links = detail::half_cut_of_rails(detail::half_cut(design, ask.leaf), ask.rails);
  return design;
}

namespace detail {

constexpr LeafSplit split_of(const SizeRequest& ask) {
  return leaf_split(ask.leaf, ask.reserved, ask.oversubscription, ask.least_spines);
}
/// Two tiers of a request that is not refused, its leaves split already.
constexpr Feasible<Design> two_tiers(const SizeRequest& ask, const LeafSplit& full) {
  if (full.down < 1 || full.up < ask.least_spines) {
    return exceeds(no_uplinks, ask.least_spines, full.up);
  }
  const std::int64_t leaf = leaves(ask, full.down);
  const std::int64_t most_leaves = quotient(ask.spine_ports, ask.rails) * ask.rails;
  const LeafSplit split = used_split(ask, full, leaf);
  Design design = edge(ask, split, leaf);
  design.max_endpoints = (most_leaves < 1 ? 1 : most_leaves) * full.down - ask.extra;
  if (leaf == 1) return alone(design, ask.leaf);
  if (leaf > most_leaves) {
    return exceeds(two_tiers_too_few, ends(ask), most_leaves * full.down);
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
  design.spine_down = leaf * design.bundle;
  design.tiers = 2;
  design.most_hops = 3;
  design.bisection_links = half_cut(design, ask.leaf);
  return design;
}

}  // namespace detail

inline constexpr Formula clos2_card{
    "fabric.leaf-spine",
    "L = R ceil(N/R/d); S = least divisor of u with S >= ceil(L u / k); links N + L u",
    "NVIDIA DGX SuperPOD reference architectures (B200, B300), component count tables"};

/// Two tiers. With `uniform` bundles every leaf has the same number of links to every spine: the
/// rule that gives the vendor's tables. With `shortest` the bundle is as thick as spine ports
/// allow and the last spine may be half empty.
[[nodiscard]] constexpr Feasible<Design> two_tiers(const SizeRequest& ask) {
  if (const auto why = detail::refused(ask)) return *why;
  return detail::two_tiers(ask, detail::split_of(ask));
}

}  // namespace weft::fabric
