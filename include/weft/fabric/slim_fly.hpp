// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/direct.hpp"
#include "weft/fabric/prime_power.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

inline constexpr Reason not_slim_fly{"fabric.not-slim-fly",
                                     "the order of a Slim Fly is 4w - 1, 4w or 4w + 1"};

/// Diameter two, near the Moore bound (McKay, Miller, Siran). What is absent is chosen: the
/// smallest order that holds the endpoints, and endpoints for full global bandwidth.
struct SlimFly {
  std::optional<std::int64_t> q{};
  std::optional<std::int64_t> hosts{};  ///< endpoints of a router, p
  bool constructible = true;            ///< false: the closed form of any order, built or not
  std::int64_t planes = 1;
  friend constexpr bool operator==(const SlimFly&, const SlimFly&) = default;
};

struct SlimFlyShape {
  std::int64_t q = 3;
  std::int64_t hosts = 0;  ///< 0: half the network ports, rounded up
  bool constructible = true;
  friend constexpr bool operator==(const SlimFlyShape&, const SlimFlyShape&) = default;
};

inline constexpr Formula slim_fly_card{
    "fabric.slim-fly", "2 q^2 routers; k' = (3 q - d)/2, q = 4 w + d; p = ceil(k'/2); q^2 k' links",
    "Besta, Hoefler, Slim Fly: A Cost Effective Low-Diameter Network Topology, SC 2014"};
inline constexpr Formula slim_fly_bisection_card{"fabric.slim-fly-bisection",
                                                 "q (q^2 + q mod 2) / 2",
                                                 "derived: half of the blocks of either side; even "
                                                 "q meets the bound n/4 (k' - l2), l2 = k' - q"};

/// Ports of a router to others.
[[nodiscard]] constexpr std::int64_t slim_fly_degree(std::int64_t q) {
  const std::int64_t delta = q % 4 == 3 ? -1 : q % 4;
  return (3 * q - delta) / 2;
}
static_assert(slim_fly_degree(5) == 7 && slim_fly_degree(4) == 6 && slim_fly_degree(19) == 29);

namespace detail {

constexpr std::int64_t slim_fly_hosts(const SlimFlyShape& shape) {
  return shape.hosts > 0 ? shape.hosts : (slim_fly_degree(shape.q) + 1) / 2;
}
constexpr bool slim_fly_order(std::int64_t q) { return q >= 3 && q % 4 != 2; }
/// Load of the links of a graph of diameter two under uniform traffic, endpoints per router p.
constexpr double two_step_taper(std::int64_t routers, std::int64_t degree, std::int64_t hosts) {
  const auto n = static_cast<double>(routers);
  const auto k = static_cast<double>(degree);
  return static_cast<double>(hosts) * (2.0 * n - k - 2.0) / (n * k);
}

}  // namespace detail

/// Counts of a Slim Fly. Of a constructible one q must be a prime power: nearest_prime_powers().
[[nodiscard]] constexpr Feasible<Design> build(const SlimFlyShape& shape) {
  const std::int64_t q = shape.q;
  if (!detail::countable(q)) return detail::not_countable(q);
  if (shape.hosts < 0) return detail::not_countable(shape.hosts);
  if (shape.constructible && !is_prime_power(q)) {
    return detail::exceeds(not_a_prime_power, q, nearest_prime_powers(q).below);
  }
  if (!detail::slim_fly_order(q)) return detail::exceeds(not_slim_fly, q, q - 1);
  const std::int64_t boxes = 2 * q * q;
  const std::int64_t degree = slim_fly_degree(q);
  const std::int64_t hosts = detail::slim_fly_hosts(shape);
  const std::int64_t cut = q * (q * q + q % 2) / 2;
  return Design{.leaf = boxes,
                .node_links = boxes * hosts,
                .local_links = q * q * degree,
                .tiers = 1,
                .down = hosts,
                .network_ports = degree,
                .bundle = 1,
                .edge_ports = boxes * hosts,
                .max_endpoints = boxes * hosts,
                .most_hops = 3,
                .oversubscription = detail::two_step_taper(boxes, degree, hosts),
                .bisection_links = static_cast<double>(cut),
                .bisection_is = q % 2 == 0 ? Known::exact : Known::about};
}

namespace detail {

constexpr bool slim_fly_works(const SlimFly& kind, const SizeRequest& ask, std::int64_t q) {
  if (!slim_fly_order(q) || (kind.constructible && !is_prime_power(q))) return false;
  return fits(ask, slim_fly_hosts({q, kind.hosts.value_or(0)}), slim_fly_degree(q));
}
/// The largest order that the ports allow; 0: none.
constexpr std::int64_t largest_slim_fly(const SlimFly& kind, const SizeRequest& ask) {
  std::int64_t q = ask.leaf.either_up + ask.leaf.up_only;
  while (q > 0 && !slim_fly_works(kind, ask, q)) --q;
  return q;
}
constexpr std::int64_t slim_fly_ends(const SlimFly& kind, std::int64_t q) {
  return 2 * q * q * slim_fly_hosts({q, kind.hosts.value_or(0)});
}

}  // namespace detail

/// Endpoints of the largest Slim Fly of these switches, one plane, `ask.extra` left out.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const SlimFly& kind,
                                                       const SizeRequest& ask) {
  const std::int64_t q = kind.q.value_or(detail::largest_slim_fly(kind, ask));
  if (kind.q && !detail::slim_fly_works(kind, ask, q)) {
    const auto legal = build(SlimFlyShape{q, kind.hosts.value_or(0), kind.constructible});
    return legal ? detail::no_ports(ask, legal->down, legal->network_ports) : legal.why();
  }
  if (q < 1) return detail::no_ports(ask, kind.hosts.value_or(3), slim_fly_degree(3));
  return detail::slim_fly_ends(kind, q) - ask.extra;
}

/// The smallest order that holds the endpoints.
[[nodiscard]] constexpr Feasible<SlimFlyShape> shape_for(const SlimFly& kind,
                                                         const SizeRequest& ask) {
  SlimFlyShape shape{kind.q.value_or(0), kind.hosts.value_or(0), kind.constructible};
  const std::int64_t most = detail::largest_slim_fly(kind, ask);
  if (!kind.q) {
    if (most < 1) return detail::no_ports(ask, kind.hosts.value_or(3), slim_fly_degree(3));
    shape.q = 3;
    while (shape.q < most && (!detail::slim_fly_works(kind, ask, shape.q) ||
                              detail::slim_fly_ends(kind, shape.q) < detail::ends(ask))) {
      ++shape.q;
    }
  } else if (const auto legal = build(shape); !legal) {
    return legal.why();
  }
  const std::int64_t hosts = detail::slim_fly_hosts(shape);
  const std::int64_t degree = slim_fly_degree(shape.q);
  if (!detail::fits(ask, hosts, degree)) return detail::no_ports(ask, hosts, degree);
  const std::int64_t held = detail::slim_fly_ends(kind, shape.q);
  if (detail::ends(ask) > held) {
    return detail::exceeds(too_many_endpoints, detail::ends(ask), held);
  }
  return shape;
}

[[nodiscard]] constexpr Feasible<Design> size(const SlimFly& kind, const SizeRequest& ask) {
  return detail::cabled(kind, ask, 1.0);
}

static_assert([] {
  const auto small = build(SlimFlyShape{5, 3});
  const auto refused = build(SlimFlyShape{28, 21});
  const auto on_paper = build(SlimFlyShape{28, 21, false});
  return small->local_links == 175 && refused.why().reason == &not_a_prime_power &&
         on_paper->local_links == 32928;
}());

}  // namespace weft::fabric
