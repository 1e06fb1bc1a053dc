// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"

#include <array>
#include <cstdint>

namespace weft::fabric {

/// What is known of the narrowest half cut.
enum class Known : std::uint8_t {
  exact,
  at_least,  ///< a proven lower bound
  about      ///< of a cut that is nearly the narrowest, or would be if cables ended elsewhere
};

/// A sized fabric of any kind. Boxes and links are of all planes; the rest is of one.
struct Design {
  std::int64_t leaf = 0;
  std::int64_t spine = 0;
  std::int64_t core = 0;
  std::int64_t node_links = 0;
  std::int64_t leaf_spine_links = 0;
  std::int64_t spine_core_links = 0;
  std::int64_t local_links = 0;   ///< switch to switch inside a group, row or ring
  std::int64_t global_links = 0;  ///< between groups
  std::int64_t tiers = 0;         ///< kinds of boxes by place
  std::int64_t planes = 1;
  std::int64_t groups = 1;          ///< pods of three tiers, groups, cubes
  std::int64_t down = 0;            ///< ports of a leaf for endpoints
  std::int64_t up = 0;              ///< uplinks of a leaf
  std::int64_t network_ports = 0;   ///< of a leaf, to other switches
  std::int64_t spine_down = 0;      ///< ports of the fullest spine towards leaves
  std::int64_t spine_up = 0;        ///< ports of the fullest spine towards cores or other groups
  std::int64_t core_ports = 0;      ///< ports of the fullest core
  std::int64_t bundle = 0;          ///< links between a leaf and a spine, or two neighbours
  std::int64_t links_per_pair = 0;  ///< links between two groups, at least
  std::int64_t edge_ports = 0;      ///< ports for endpoints, all planes
  std::int64_t max_endpoints = 0;   ///< the largest of this kind, one plane; itself if unbounded
  std::int64_t most_hops = 0;       ///< switches on the longest minimal path
  bool hops_are_bound = false;      ///< `most_hops` is an upper bound
  double oversubscription = 1.0;  ///< endpoints over the narrowest cut on their way, after rounding
  double upper_oversubscription = 1.0;  ///< the part of it above the leaves
  double bisection_links = 0.0;  ///< cut by the narrowest half cut, in links between switches
  Known bisection_is = Known::exact;
  friend constexpr bool operator==(const Design&, const Design&) = default;

  [[nodiscard]] constexpr std::int64_t switches() const { return leaf + spine + core; }
  /// Between switches.
  [[nodiscard]] constexpr std::int64_t trunk_links() const {
    return leaf_spine_links + spine_core_links + local_links + global_links;
  }
  [[nodiscard]] constexpr std::int64_t links() const { return node_links + trunk_links(); }
  /// Nothing between switches: one box a network, and one path.
  [[nodiscard]] constexpr bool lone_boxes() const { return tiers < 2 && network_ports == 0; }
  /// Free edge ports / all edge ports.
  [[nodiscard]] constexpr double spare_ports() const {
    if (edge_ports == 0) return 0.0;
    return static_cast<double>(edge_ports - node_links) / static_cast<double>(edge_ports);
  }
};

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr auto words<fabric::Known> =
    std::array{Case{"exact", "no cut is narrower"}, Case{"at-least", "a proven lower bound"},
               Case{"about", "nearly the narrowest, wherever cables end"}};
template <>
inline constexpr std::string_view type_name<fabric::Design> = "fabric_design";
template <>
inline constexpr auto fields<fabric::Design> = std::array{
    row<&fabric::Design::leaf>("leaf", "boxes with endpoints, all planes"),
    row<&fabric::Design::spine>("spine", "boxes of the second tier, all planes"),
    row<&fabric::Design::core>("core", "boxes of the third tier and above, all planes"),
    row<&fabric::Design::node_links>("node_links", "to endpoints, all planes"),
    row<&fabric::Design::leaf_spine_links>("leaf_spine_links", "all planes"),
    row<&fabric::Design::spine_core_links>("spine_core_links", "all planes"),
    row<&fabric::Design::local_links>("local_links", "inside a group, row or ring, all planes"),
    row<&fabric::Design::global_links>("global_links", "between groups, all planes"),
    row<&fabric::Design::tiers>("tiers", "0: no switch of its own"),
    row<&fabric::Design::planes>("planes", "independent copies"),
    row<&fabric::Design::groups>("groups", "pods, groups or cubes of one plane"),
    row<&fabric::Design::down>("down", "ports of a leaf for endpoints"),
    row<&fabric::Design::up>("up", "uplinks of a leaf"),
    row<&fabric::Design::network_ports>("network_ports", "ports of a leaf to other switches"),
    row<&fabric::Design::spine_down>("spine_down", "ports of the fullest spine towards leaves"),
    row<&fabric::Design::spine_up>("spine_up", "ports of the fullest spine the other way"),
    row<&fabric::Design::core_ports>("core_ports", "ports of the fullest core"),
    row<&fabric::Design::bundle>("bundle", "links between a leaf and a spine, or two neighbours"),
    row<&fabric::Design::links_per_pair>("links_per_pair", "links between two groups, at least"),
    row<&fabric::Design::edge_ports>("edge_ports", "for endpoints, all planes"),
    row<&fabric::Design::max_endpoints>("max_endpoints", "of one plane of this kind"),
    row<&fabric::Design::most_hops>("hops", "most switches on a minimal path"),
    row<&fabric::Design::hops_are_bound>("hops_are_bound", "hops is an upper bound"),
    row<&fabric::Design::oversubscription>("oversubscription", "of the whole way, after rounding"),
    row<&fabric::Design::upper_oversubscription>("upper_oversubscription", "above the leaves"),
    row<&fabric::Design::bisection_links>("bisection_links",
                                          "cut by the narrowest half cut, one way, all planes, at "
                                          "the rate of the links between switches"),
    row<&fabric::Design::bisection_is>("bisection_is", "what is known of it"),
    row<&fabric::Design::switches>("switches", "all tiers and planes"),
    row<&fabric::Design::trunk_links>("trunk_links", "between switches, all planes"),
    row<&fabric::Design::links>("links", "all tiers and planes"),
    row<&fabric::Design::spare_ports>("spare_ports", "free share of edge ports")};
static_assert(describes_all<fabric::Design>());

}  // namespace weft
