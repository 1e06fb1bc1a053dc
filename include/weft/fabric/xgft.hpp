// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/clos.hpp"
#include "weft/fabric/direct.hpp"
#include "weft/fabric/leaf.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::fabric {

inline constexpr std::size_t xgft_levels = 6;
using XgftPorts = std::array<std::int64_t, xgft_levels>;

/// An extended generalised fat tree: any number of levels, any split. Without `levels`: the fewest
/// that hold the endpoints.
struct Xgft {
  std::optional<std::int64_t> levels{};
  std::int64_t planes = 1;
  double oversubscription = 1.0;  ///< at the leaf
  friend constexpr bool operator==(const Xgft&, const Xgft&) = default;
};

/// Links down and up of one switch of each level, the lowest first; the top has none up.
struct XgftShape {
  std::int64_t levels = 1;
  XgftPorts down{};
  XgftPorts up{};
  friend constexpr bool operator==(const XgftShape&, const XgftShape&) = default;
};

inline constexpr Formula xgft_card{
    "fabric.xgft",
    "N = prod d; n_i = prod of u below i x prod of d above i = n_(i-1) u_(i-1) / d_i; links n_i "
    "u_i",
    "Oehring, Ibel, Das, Kumar, On Generalized Fat Trees, IPPS 1995"};

namespace detail {

constexpr std::size_t top_of(const XgftShape& shape) {
  return static_cast<std::size_t>(shape.levels - 1);
}
/// Switches of the lowest level: the product of what is above.
constexpr Feasible<std::int64_t> lowest_level(const XgftShape& shape) {
  constexpr auto most = static_cast<std::int64_t>(xgft_levels);
  if (shape.levels < 1) return not_countable(shape.levels);
  if (shape.levels > most) return exceeds(not_a_shape, shape.levels, most);
  std::int64_t count = 1;
  for (std::size_t i = 0; i <= top_of(shape); ++i) {
    const std::int64_t up = i < top_of(shape) ? shape.up[i] : 1;
    if (!countable(shape.down[i])) return not_countable(shape.down[i]);
    if (!countable(up)) return not_countable(up);
    if (i > 0) count *= shape.down[i];
    if (!countable(count)) return exceeds(not_a_shape, count, 1'000'000);
  }
  return count;
}

}  // namespace detail

/// Switches of each level.
[[nodiscard]] constexpr Feasible<XgftPorts> level_counts(const XgftShape& shape) {
  const auto lowest = detail::lowest_level(shape);
  if (!lowest) return lowest.why();
  const std::size_t top = detail::top_of(shape);
  XgftPorts counts{*lowest};
  for (std::size_t i = 1; i <= top; ++i) {
    counts[i] = counts[i - 1] / shape.down[i] * shape.up[i - 1];
    if (!detail::countable(counts[i])) return detail::exceeds(not_a_shape, counts[i], 1'000'000);
  }
  return counts;
}

namespace detail {

/// Links and boxes of every level above the lowest, and the taper of the way up.
constexpr void add_levels(const XgftShape& shape, const XgftPorts& counts, Design& design) {
  double taper = 1.0;
  for (std::size_t i = 0; i < top_of(shape); ++i) {
    const std::int64_t links = counts[i] * shape.up[i];
    (i == 0 ? design.leaf_spine_links : design.spine_core_links) += links;
    (i == 0 ? design.spine : design.core) += counts[i + 1];
    if (shape.down[i + 1] > 1) design.most_hops = 2 * static_cast<std::int64_t>(i) + 3;
    taper *= static_cast<double>(shape.down[i]) / static_cast<double>(shape.up[i]);
    if (i == 0 || taper > design.oversubscription) design.oversubscription = taper;
  }
}
/// Ports of the boxes above the lowest level.
constexpr void add_ports(const XgftShape& shape, Design& design) {
  const std::size_t top = top_of(shape);
  if (top == 0) return;
  design.up = design.network_ports = shape.up[0];
  design.bundle = 1;
  design.spine_down = shape.down[1];
  design.spine_up = top > 1 ? shape.up[1] : 0;
  design.upper_oversubscription = design.oversubscription * static_cast<double>(shape.up[0]) /
                                  static_cast<double>(shape.down[0]);
  for (std::size_t i = 2; i <= top; ++i) {
    const std::int64_t used = shape.down[i] + (i < top ? shape.up[i] : 0);
    if (used > design.core_ports) design.core_ports = used;
  }
}

}  // namespace detail

/// Counts of the tree; from the third level on boxes are `core` and links `spine_core_links`.
[[nodiscard]] constexpr Feasible<Design> build(const XgftShape& shape) {
  const auto counts = level_counts(shape);
  if (!counts) return counts.why();
  const std::size_t top = detail::top_of(shape);
  const std::int64_t leaf = (*counts)[0];
  Design design{.leaf = leaf,
                .node_links = leaf * shape.down[0],
                .tiers = shape.levels,
                .groups = top > 0 ? shape.down[top] : 1,
                .down = shape.down[0],
                .edge_ports = leaf * shape.down[0],
                .max_endpoints = leaf * shape.down[0],
                .most_hops = 1};
  detail::add_levels(shape, *counts, design);
  detail::add_ports(shape, design);
  design.bisection_links = detail::half_cut(design, {});
  return design;
}

namespace detail {

/// The largest tree of so many levels: half of the ports up everywhere but at leaf and top.
constexpr XgftShape full_tree(const Xgft& kind, const SizeRequest& ask, std::int64_t levels) {
  XgftShape shape{.levels = levels};
  if (levels == 1) {
    shape.down[0] = host_ports(ask, 0);
    return shape;
  }
  const auto split = leaf_split(ask.leaf, ask.reserved, kind.oversubscription, ask.least_spines);
  const std::int64_t core = ask.core_ports > 0 ? ask.core_ports : ask.spine_ports;
  const auto top = static_cast<std::size_t>(levels - 1);
  shape.down[0] = split.down;
  shape.up[0] = split.up;
  for (std::size_t i = 1; i <= top; ++i) {
    const std::int64_t ports = i == 1 ? ask.spine_ports : core;
    shape.down[i] = i == top ? ports : ports / 2;
    shape.up[i] = i == top ? 0 : ports / 2;
  }
  return shape;
}
constexpr std::int64_t ends_of(const XgftShape& shape) {
  std::int64_t all = 1;
  for (std::int64_t i = 0; i < shape.levels; ++i) {
    const std::int64_t down = shape.down[static_cast<std::size_t>(i)];
    if (down < 1) return 0;
    if (all > 1'000'000'000 / down) return 1'000'000'000;
    all *= down;
  }
  return all;
}
constexpr std::int64_t most_levels(const Xgft& kind) {
  constexpr auto most = static_cast<std::int64_t>(xgft_levels);
  const std::int64_t asked = kind.levels.value_or(most);
  return asked < most ? asked : most;
}

}  // namespace detail

/// Endpoints of the largest tree of these switches, one plane, `ask.extra` left out.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const Xgft& kind, const SizeRequest& ask) {
  if (detail::most_levels(kind) < 1) return detail::not_countable(*kind.levels);
  const auto full = detail::full_tree(kind, ask, detail::most_levels(kind));
  const std::int64_t most = detail::ends_of(full);
  if (most < 1) return detail::exceeds(no_uplinks, ask.least_spines, full.up[0]);
  return most - ask.extra;
}

/// The fewest levels, and of the top only as many links down as there are trees below.
[[nodiscard]] constexpr Feasible<XgftShape> shape_for(const Xgft& kind, const SizeRequest& ask) {
  const std::int64_t ends = detail::ends(ask);
  const auto most = largest(kind, ask);
  if (!most) return most.why();
  if (ends > *most + ask.extra) {
    return detail::exceeds(too_many_endpoints, ends, *most + ask.extra);
  }
  std::int64_t levels = kind.levels ? detail::most_levels(kind) : 1;
  while (detail::ends_of(detail::full_tree(kind, ask, levels)) < ends) ++levels;
  XgftShape shape = detail::full_tree(kind, ask, levels);
  if (levels == 1) return shape;
  const auto top = static_cast<std::size_t>(levels - 1);
  shape.down[top] = divide_up(ends, detail::ends_of(shape) / shape.down[top]);
  return shape;
}

[[nodiscard]] constexpr Feasible<Design> size(const Xgft& kind, const SizeRequest& ask) {
  auto design = detail::cabled(kind, ask, kind.oversubscription);
  if (design) design->bisection_links = detail::half_cut(*design, ask.leaf);
  return design;
}

static_assert([] {
  const auto tree = build(XgftShape{3, {4, 4, 8}, {4, 4}});
  return tree->node_links == 128 && tree->leaf == 32 && tree->spine == 32 && tree->core == 16;
}());

}  // namespace weft::fabric
