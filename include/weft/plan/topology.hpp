// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/plan/topology_kinds.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace weft::plan {

/// The cheapest kind whose fabric holds every budget; chosen before the plan is evaluated.
struct AutomaticTopology {
  double oversubscription = 1.0;
  friend bool operator==(const AutomaticTopology&, const AutomaticTopology&) = default;
};

// Two kinds have lists, which the formulas take as arrays of a fixed length.

struct HyperX {
  std::optional<std::int64_t> dimensions;
  std::vector<std::int64_t> size;
  std::vector<std::int64_t> width;
  std::optional<std::int64_t> hosts;
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  friend bool operator==(const HyperX&, const HyperX&) = default;
};
struct Torus {
  std::optional<std::int64_t> dimensions;
  std::vector<std::int64_t> size;
  std::int64_t width = 1;
  std::int64_t hosts = 1;
  std::int64_t planes = 1;
  friend bool operator==(const Torus&, const Torus&) = default;
};

/// How switches are joined, as a plan says it. The kinds without lists are those of the formulas.
using Topology =
    std::variant<fabric::LeafSpine, fabric::SingleSwitch, fabric::RailOptimized, fabric::RailOnly,
                 fabric::DualTor, fabric::MultiPlane, fabric::Tree, fabric::Dragonfly,
                 fabric::DragonflyPlus, fabric::SlimFly, fabric::PolarFly, HyperX, fabric::FullMesh,
                 Torus, fabric::OcsCubes, fabric::Xgft, fabric::Jellyfish, AutomaticTopology>;

namespace detail {
template <std::size_t N>
std::array<std::int64_t, N> filled(const std::vector<std::int64_t>& list, std::int64_t rest) {
  std::array<std::int64_t, N> made{};
  made.fill(rest);
  std::copy_n(list.begin(), std::min(list.size(), N), made.begin());
  return made;
}
}  // namespace detail

[[nodiscard]] inline fabric::Topology sized_kind(const HyperX& written) {
  return fabric::HyperX{.dimensions = written.dimensions,
                        .size = detail::filled<fabric::hyperx_dimensions>(written.size, 0),
                        .width = detail::filled<fabric::hyperx_dimensions>(written.width, 1),
                        .hosts = written.hosts,
                        .planes = written.planes,
                        .oversubscription = written.oversubscription};
}
[[nodiscard]] inline fabric::Topology sized_kind(const Torus& written) {
  return fabric::Torus{.dimensions = written.dimensions,
                       .size = detail::filled<fabric::torus_dimensions>(written.size, 0),
                       .width = written.width,
                       .hosts = written.hosts,
                       .planes = written.planes};
}
/// Until a kind is chosen: the common form.
[[nodiscard]] inline fabric::Topology sized_kind(const AutomaticTopology& written) {
  return fabric::LeafSpine{.oversubscription = written.oversubscription};
}
template <class Kind>
[[nodiscard]] fabric::Topology sized_kind(const Kind& written) {
  return written;
}

/// The kind as the formulas take it; leaf-spine where nothing is written.
[[nodiscard]] inline fabric::Topology topology_of(const std::optional<Topology>& written) {
  if (!written) return fabric::LeafSpine{};
  return std::visit([](const auto& kind) { return sized_kind(kind); }, *written);
}

/// Independent copies over which each adapter is split.
[[nodiscard]] inline std::int64_t planes_of(const std::optional<Topology>& written) {
  if (!written) return 1;
  return std::visit(
      [](const auto& kind) -> std::int64_t {
        using Kind = std::remove_cvref_t<decltype(kind)>;
        if constexpr (std::same_as<Kind, fabric::DualTor>) {
          return 2;  // the two ports of an adapter
        } else if constexpr (std::same_as<Kind, fabric::MultiPlane>) {
          return kind.use == fabric::PlaneUse::split_adapter ? kind.planes : 1;
        } else if constexpr (requires { kind.planes; }) {
          return kind.planes;
        } else {
          return 1;
        }
      },
      *written);
}

/// True where the ports of a node go to leaves of their own.
[[nodiscard]] inline bool has_rails(const std::optional<Topology>& written) {
  return written && (std::holds_alternative<fabric::RailOptimized>(*written) ||
                     std::holds_alternative<fabric::RailOnly>(*written) ||
                     std::holds_alternative<fabric::DualTor>(*written));
}

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::HyperX> = "hyperx";
template <>
inline constexpr auto fields<plan::HyperX> = std::array{
    row<&plan::HyperX::dimensions>("dimensions", "where no size is written").between(1, 4),
    row<&plan::HyperX::size>("size", "switches along each dimension, four at most")
        .between(1, 1024),
    row<&plan::HyperX::width>("parallel_links", "links of a pair in each dimension")
        .between(1, 1024),
    detail::hosts_row<plan::HyperX>(),
    detail::planes_row<plan::HyperX>(),
    detail::taper_row<plan::HyperX>("of the fullest dimension")};
static_assert(describes_all<plan::HyperX>());

template <>
inline constexpr std::string_view type_name<plan::Torus> = "torus";
template <>
inline constexpr auto fields<plan::Torus> = std::array{
    row<&plan::Torus::dimensions>("dimensions", "where no size is written").between(1, 6),
    row<&plan::Torus::size>("size", "switches along each dimension, six at most").between(1, 1024),
    row<&plan::Torus::width>("parallel_links", "links between neighbours")
        .between(1, 1024)
        .default_from("one link"),
    row<&plan::Torus::hosts>("hosts", "endpoints of one switch")
        .between(1, 1024)
        .default_from("one: a direct network"),
    detail::planes_row<plan::Torus>()};
static_assert(describes_all<plan::Torus>());

template <>
inline constexpr std::string_view type_name<plan::AutomaticTopology> = "automatic_topology";
template <>
inline constexpr auto fields<plan::AutomaticTopology> =
    std::array{detail::taper_row<plan::AutomaticTopology>("the most that may be chosen")};
static_assert(describes_all<plan::AutomaticTopology>());

template <>
inline constexpr auto words<plan::Topology> = std::array{
    Case{"leaf-spine", "folded Clos of two or three tiers"},
    Case{"single-switch", "one box"},
    Case{"rail-optimized", "NIC i of every node on leaf i of its group, spines above"},
    Case{"rail-only", "one network for each rail, nothing across"},
    Case{"dual-tor", "two leaves a rail, a port of each adapter on both"},
    Case{"multi-plane", "several folded Clos fabrics side by side"},
    Case{"tree", "access switches under an aggregation, for management"},
    Case{"dragonfly", "groups of fully joined routers, every group joined to every other"},
    Case{"dragonfly-plus", "the same with a leaf-spine in each group"},
    Case{"slim-fly", "MMS graph: two hops between any two switches"},
    Case{"polar-fly", "polarity graph: two hops, close to the Moore bound"},
    Case{"hyperx", "a full mesh along each dimension; flattened butterfly"},
    Case{"full-mesh", "every switch joined to every other"},
    Case{"torus", "rings along each dimension"},
    Case{"ocs-cubes", "cubes of copper joined by optical circuit switches"},
    Case{"xgft", "fat tree of any number of levels"},
    Case{"jellyfish", "random regular graph"},
    Case{"auto", "the cheapest kind that holds every budget"}};

}  // namespace weft
