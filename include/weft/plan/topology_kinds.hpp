// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/fabric/topology.hpp"

#include <array>

// How a plan writes the kinds of fabrics that the formulas know.

namespace weft {

namespace detail {
template <class Kind>
constexpr Row planes_row() {
  return row<&Kind::planes>("planes",
                            "independent copies; the rate of an adapter is split over them")
      .between(1, 16)
      .default_from("one plane");
}
template <class Kind>
constexpr Row taper_row(std::string_view doc) {
  return row<&Kind::oversubscription>("oversubscription", doc)
      .between(1, 100)
      .default_from("1:1: nothing is saved on links between switches");
}
template <class Kind>
constexpr Row upper_row() {
  return row<&Kind::upper_oversubscription>("upper_oversubscription",
                                            "down over up at the second of three tiers")
      .between(1, 100)
      .default_from("1:1: nothing is saved on cores");
}
template <class Kind>
constexpr Row tiers_row() {
  return row<&Kind::tiers>("tiers",
                           "of switches; the fewest that reach every endpoint when not written")
      .between(1, 3);
}
template <class Kind>
constexpr Row pod_row() {
  return row<&Kind::pod>("pod", "endpoints of a pod of three tiers; 0: as many as the ports allow")
      .between(0, 1e6)
      .default_from("as many as the ports allow");
}
template <class Kind>
constexpr Row hosts_row() {
  return row<&Kind::hosts>("hosts", "endpoints of one switch").between(1, 1024);
}
}  // namespace detail

template <>
inline constexpr auto words<fabric::Remainder> =
    std::array{Case{"spread", "left-over global ports join some pairs once more"},
               Case{"dark", "left-over global ports stay empty"}};
template <>
inline constexpr auto words<fabric::PlaneUse> =
    std::array{Case{"split-adapter", "every adapter has a port on each plane"},
               Case{"own-adapters", "adapter i of every node is on plane i"}};

template <>
inline constexpr std::string_view type_name<fabric::SingleSwitch> = "single_switch";
template <>
inline constexpr auto fields<fabric::SingleSwitch> =
    std::array{detail::planes_row<fabric::SingleSwitch>()};
static_assert(describes_all<fabric::SingleSwitch>());

template <>
inline constexpr std::string_view type_name<fabric::LeafSpine> = "leaf_spine";
template <>
inline constexpr auto fields<fabric::LeafSpine> =
    std::array{detail::tiers_row<fabric::LeafSpine>(), detail::planes_row<fabric::LeafSpine>(),
               detail::taper_row<fabric::LeafSpine>("down over up at the leaf"),
               detail::upper_row<fabric::LeafSpine>(), detail::pod_row<fabric::LeafSpine>()};
static_assert(describes_all<fabric::LeafSpine>());

template <>
inline constexpr std::string_view type_name<fabric::RailOptimized> = "rail_optimized";
template <>
inline constexpr auto fields<fabric::RailOptimized> = std::array{
    detail::tiers_row<fabric::RailOptimized>(), detail::planes_row<fabric::RailOptimized>(),
    detail::taper_row<fabric::RailOptimized>("down over up at the leaf"),
    detail::upper_row<fabric::RailOptimized>(), detail::pod_row<fabric::RailOptimized>()};
static_assert(describes_all<fabric::RailOptimized>());

template <>
inline constexpr std::string_view type_name<fabric::RailOnly> = "rail_only";
template <>
inline constexpr auto fields<fabric::RailOnly> =
    std::array{detail::tiers_row<fabric::RailOnly>(), detail::planes_row<fabric::RailOnly>(),
               detail::taper_row<fabric::RailOnly>("down over up at the leaf"),
               detail::upper_row<fabric::RailOnly>(), detail::pod_row<fabric::RailOnly>()};
static_assert(describes_all<fabric::RailOnly>());

template <>
inline constexpr std::string_view type_name<fabric::DualTor> = "dual_tor";
template <>
inline constexpr auto fields<fabric::DualTor> = std::array{
    detail::tiers_row<fabric::DualTor>(),
    row<&fabric::DualTor::dual_plane>("dual_plane", "the two leaves of a rail never meet above")
        .default_from("as built at Alibaba HPN, SIGCOMM 2024"),
    detail::taper_row<fabric::DualTor>("down over up at the leaf"),
    detail::upper_row<fabric::DualTor>(), detail::pod_row<fabric::DualTor>()};
static_assert(describes_all<fabric::DualTor>());

template <>
inline constexpr std::string_view type_name<fabric::MultiPlane> = "multi_plane";
template <>
inline constexpr auto fields<fabric::MultiPlane> =
    std::array{detail::tiers_row<fabric::MultiPlane>(),
               row<&fabric::MultiPlane::planes>("planes", "independent copies")
                   .between(2, 16)
                   .default_from("the fewest that are several"),
               row<&fabric::MultiPlane::use>("use", "what a plane carries"),
               detail::taper_row<fabric::MultiPlane>("down over up at the leaf"),
               detail::upper_row<fabric::MultiPlane>(),
               detail::pod_row<fabric::MultiPlane>()};
static_assert(describes_all<fabric::MultiPlane>());

template <>
inline constexpr std::string_view type_name<fabric::Tree> = "tree";
template <>
inline constexpr auto fields<fabric::Tree> = std::array<Row, 0>{};
static_assert(describes_all<fabric::Tree>());

template <>
inline constexpr std::string_view type_name<fabric::Dragonfly> = "dragonfly";
template <>
inline constexpr auto fields<fabric::Dragonfly> = std::array{
    detail::hosts_row<fabric::Dragonfly>(),
    row<&fabric::Dragonfly::routers>("routers", "of a group").between(1, 1024),
    row<&fabric::Dragonfly::global_ports>("global_ports", "of a router").between(0, 1024),
    row<&fabric::Dragonfly::groups>("groups", "").between(1, 1e6),
    row<&fabric::Dragonfly::links_per_pair>("links_per_pair", "of two groups").between(1, 1e6),
    row<&fabric::Dragonfly::remainder>("remainder", "what left-over global ports do"),
    detail::planes_row<fabric::Dragonfly>(),
    detail::taper_row<fabric::Dragonfly>("endpoints of a group over its global links")};
static_assert(describes_all<fabric::Dragonfly>());

template <>
inline constexpr std::string_view type_name<fabric::DragonflyPlus> = "dragonfly_plus";
template <>
inline constexpr auto fields<fabric::DragonflyPlus> = std::array{
    row<&fabric::DragonflyPlus::leaves>("leaves", "of a group").between(1, 1024),
    row<&fabric::DragonflyPlus::spines>("spines", "of a group").between(1, 1024),
    detail::hosts_row<fabric::DragonflyPlus>(),
    row<&fabric::DragonflyPlus::global_ports>("global_ports", "of a spine").between(0, 1024),
    row<&fabric::DragonflyPlus::groups>("groups", "").between(1, 1e6),
    row<&fabric::DragonflyPlus::links_per_pair>("links_per_pair", "of two groups").between(1, 1e6),
    row<&fabric::DragonflyPlus::remainder>("remainder", "what left-over global ports do"),
    detail::planes_row<fabric::DragonflyPlus>(),
    detail::taper_row<fabric::DragonflyPlus>("down over up at the leaf")};
static_assert(describes_all<fabric::DragonflyPlus>());

template <>
inline constexpr std::string_view type_name<fabric::SlimFly> = "slim_fly";
template <>
inline constexpr auto fields<fabric::SlimFly> =
    std::array{row<&fabric::SlimFly::q>("q", "order of the field").between(2, 1024),
               detail::hosts_row<fabric::SlimFly>(),
               row<&fabric::SlimFly::constructible>(
                   "constructible", "false: the closed form, also of orders that cannot be built")
                   .default_from("true: what cannot be built is refused"),
               detail::planes_row<fabric::SlimFly>()};
static_assert(describes_all<fabric::SlimFly>());

template <>
inline constexpr std::string_view type_name<fabric::PolarFly> = "polar_fly";
template <>
inline constexpr auto fields<fabric::PolarFly> =
    std::array{row<&fabric::PolarFly::q>("q", "order of the field").between(2, 1024),
               detail::hosts_row<fabric::PolarFly>(), detail::planes_row<fabric::PolarFly>()};
static_assert(describes_all<fabric::PolarFly>());

template <>
inline constexpr std::string_view type_name<fabric::FullMesh> = "full_mesh";
template <>
inline constexpr auto fields<fabric::FullMesh> =
    std::array{row<&fabric::FullMesh::switches>("switches", "").between(1, 1024),
               detail::hosts_row<fabric::FullMesh>(),
               row<&fabric::FullMesh::width>("parallel_links", "links of a pair")
                   .between(1, 1024)
                   .default_from("one link"),
               detail::planes_row<fabric::FullMesh>(),
               detail::taper_row<fabric::FullMesh>("endpoints of a switch over its links")};
static_assert(describes_all<fabric::FullMesh>());

template <>
inline constexpr std::string_view type_name<fabric::OcsCubes> = "ocs_cubes";
template <>
inline constexpr auto fields<fabric::OcsCubes> =
    std::array{row<&fabric::OcsCubes::cube>("cube", "accelerators along an edge")
                   .between(2, 64)
                   .default_from("TPU v4: cubes of 4 x 4 x 4"),
               row<&fabric::OcsCubes::cubes>("cubes", "").between(1, 1e5),
               detail::planes_row<fabric::OcsCubes>()};
static_assert(describes_all<fabric::OcsCubes>());

template <>
inline constexpr std::string_view type_name<fabric::Xgft> = "xgft";
template <>
inline constexpr auto fields<fabric::Xgft> = std::array{
    row<&fabric::Xgft::levels>("levels", "of switches; the fewest when not written").between(1, 6),
    detail::planes_row<fabric::Xgft>(),
    detail::taper_row<fabric::Xgft>("down over up at the leaf")};
static_assert(describes_all<fabric::Xgft>());

template <>
inline constexpr std::string_view type_name<fabric::Jellyfish> = "jellyfish";
template <>
inline constexpr auto fields<fabric::Jellyfish> = std::array{
    row<&fabric::Jellyfish::degree>("degree", "ports of a switch to others").between(2, 1024),
    detail::hosts_row<fabric::Jellyfish>(), detail::planes_row<fabric::Jellyfish>(),
    detail::taper_row<fabric::Jellyfish>("endpoints of a switch over what its links carry")};
static_assert(describes_all<fabric::Jellyfish>());

}  // namespace weft
