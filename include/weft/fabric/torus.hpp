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

inline constexpr std::size_t torus_dimensions = 6;
using TorusSize = std::array<std::int64_t, torus_dimensions>;

/// Rings in every dimension. What is absent is chosen: nearly equal sizes of three dimensions.
struct Torus {
  std::optional<std::int64_t> dimensions{};  ///< 1..6, where `size` is empty
  TorusSize size{};                          ///< routers along each; 0: none
  std::int64_t width = 1;                    ///< links between neighbours
  std::int64_t hosts = 1;                    ///< endpoints of a router
  std::int64_t planes = 1;
  friend constexpr bool operator==(const Torus&, const Torus&) = default;
};

/// A torus in all its numbers; a dimension of 0 or 1 is none, one of 2 a single link.
struct TorusShape {
  TorusSize size{};
  std::int64_t width = 1;
  std::int64_t hosts = 1;
  friend constexpr bool operator==(const TorusShape&, const TorusShape&) = default;
};

inline constexpr Formula torus_card{
    "fabric.torus", "routers prod k; links w n prod k, half of it where k = 2; hops sum floor(k/2)",
    "Dally, Towles, Principles and Practices of Interconnection Networks, 2004, ch. 5"};
inline constexpr Formula torus_bisection_card{
    "fabric.torus-bisection", "2 w prod k / max k; k odd: + that of the other dimensions",
    "Dally, Towles, Principles and Practices of Interconnection Networks, 2004, ch. 5"};
inline constexpr Formula torus_mean_hops_card{
    "fabric.torus-mean-hops", "sum floor(k^2/4) / k, a router to itself included",
    "Dally, Towles, Principles and Practices of Interconnection Networks, 2004, ch. 5"};

namespace detail {

constexpr std::int64_t nodes_of(const TorusSize& size) {
  std::int64_t all = 1;
  for (const std::int64_t each : size) all *= each < 1 ? 1 : each;
  return all;
}
/// Ports of a router in a ring of k.
constexpr std::int64_t ring_ports(std::int64_t k) { return k < 2 ? 0 : k == 2 ? 1 : 2; }
constexpr std::int64_t torus_ports(const TorusSize& size, std::int64_t width) {
  std::int64_t ports = 0;
  for (const std::int64_t k : size) ports += width * ring_ports(k);
  return ports;
}
/// The narrowest cut across one dimension; the layer in the middle of an odd one is cut across
/// another dimension.
constexpr std::int64_t torus_cut(TorusSize size) {
  const std::int64_t all = nodes_of(size);
  std::int64_t least = -1;
  for (std::size_t i = 0; i < size.size(); ++i) {
    const std::int64_t k = size[i];
    if (k < 2) continue;
    std::int64_t cut = all / k * ring_ports(k);
    if (k % 2 == 1) {
      size[i] = 1;
      cut += torus_cut(size);
      size[i] = k;
    }
    if (least < 0 || cut < least) least = cut;
  }
  return least < 0 ? 0 : least;
}
/// Links that uniform traffic passes in a ring of k, on average.
constexpr double ring_hops(std::int64_t k) {
  const std::int64_t all = k * k / 4;  // from one router to all others
  return k < 2 ? 0.0 : static_cast<double>(all) / static_cast<double>(k);
}
/// Load of the fullest ring when every router sends as much as one link carries.
constexpr double torus_taper(const TorusSize& size, std::int64_t width) {
  double most = 0.0;
  for (const std::int64_t k : size) {
    if (k < 2) continue;
    const double load = ring_hops(k) / static_cast<double>(width * ring_ports(k));
    if (load > most) most = load;
  }
  return most;
}

}  // namespace detail

/// Links that uniform traffic passes, on average, between two routers.
[[nodiscard]] constexpr double mean_hops(const TorusShape& shape) {
  double sum = 0.0;
  for (const std::int64_t k : shape.size) sum += detail::ring_hops(k);
  return sum;
}

/// Counts of a torus. Oversubscription is that of the longest ring under uniform traffic.
[[nodiscard]] constexpr Feasible<Design> build(const TorusShape& shape) {
  if (!detail::countable(shape.hosts)) return detail::not_countable(shape.hosts);
  if (!detail::countable(shape.width)) return detail::not_countable(shape.width);
  std::int64_t far = 1;
  for (const std::int64_t k : shape.size) {
    if (k < 0 || k > 100'000) return detail::not_countable(k);
    far += k / 2;
  }
  const std::int64_t boxes = detail::nodes_of(shape.size);
  const std::int64_t ports = detail::torus_ports(shape.size, shape.width);
  Design design{.leaf = boxes,
                .node_links = boxes * shape.hosts,
                .local_links = boxes * ports / 2,
                .tiers = 1,
                .down = shape.hosts,
                .network_ports = ports,
                .bundle = shape.width,
                .edge_ports = boxes * shape.hosts,
                .max_endpoints = boxes * shape.hosts,
                .most_hops = far};
  if (ports > 0) {
    design.oversubscription =
        static_cast<double>(shape.hosts) * detail::torus_taper(shape.size, shape.width);
  }
  design.bisection_links = static_cast<double>(shape.width * detail::torus_cut(shape.size));
  return design;
}

/// A torus grows without end: where its size is given, what it holds.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const Torus& kind, const SizeRequest& ask) {
  const std::int64_t routers = detail::nodes_of(kind.size);
  if (routers < 2) return Infeasible{&no_largest};
  return routers * kind.hosts - ask.extra;
}

namespace detail {

/// The smallest torus of so many dimensions whose sizes differ by one at most.
constexpr TorusSize nearly_cubic(std::int64_t dimensions, std::int64_t routers) {
  TorusSize size{};
  const auto used = static_cast<std::size_t>(dimensions);
  for (std::size_t i = 0; i < used; ++i) size[i] = 1;
  while (nodes_of(size) < routers) {
    for (std::size_t i = 0; i < used && nodes_of(size) < routers; ++i) ++size[i];
  }
  return size;
}

}  // namespace detail

/// The smallest nearly cubic torus that holds the endpoints.
[[nodiscard]] constexpr Feasible<TorusShape> shape_for(const Torus& kind, const SizeRequest& ask) {
  constexpr auto most_dimensions = static_cast<std::int64_t>(torus_dimensions);
  const std::int64_t dimensions = kind.dimensions.value_or(3);
  if (dimensions < 1) return detail::not_countable(dimensions);
  if (dimensions > most_dimensions) {
    return detail::exceeds(not_a_shape, dimensions, most_dimensions);
  }
  TorusShape shape{.size = kind.size, .width = kind.width, .hosts = kind.hosts};
  if (const auto legal = build(shape); !legal) return legal.why();
  const std::int64_t ends = detail::ends(ask);
  if (detail::nodes_of(kind.size) < 2) {
    const std::int64_t routers = divide_up(ends, kind.hosts);
    if (!detail::countable(routers)) return detail::exceeds(too_many_endpoints, ends, 1'000'000);
    shape.size = detail::nearly_cubic(dimensions, routers);
  }
  const std::int64_t held = detail::nodes_of(shape.size) * shape.hosts;
  if (ends > held) return detail::exceeds(too_many_endpoints, ends, held);
  const std::int64_t ports = detail::torus_ports(shape.size, shape.width);
  if (!detail::fits(ask, shape.hosts, ports)) return detail::no_ports(ask, shape.hosts, ports);
  return shape;
}

[[nodiscard]] constexpr Feasible<Design> size(const Torus& kind, const SizeRequest& ask) {
  return detail::cabled(kind, ask, 1.0);
}

static_assert([] {
  const auto cube = build(TorusShape{{4, 4, 4}, 1, 2});
  return cube->local_links == 192 && cube->node_links == 128 && cube->bisection_links == 32.0 &&
         cube->most_hops == 7;
}());

}  // namespace weft::fabric
