// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/direct.hpp"
#include "weft/fabric/prime_power.hpp"
#include "weft/fabric/slim_fly.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

/// Routers are the points of a projective plane, joined where they are orthogonal. What is absent
/// is chosen: the smallest order, and endpoints for full global bandwidth.
struct PolarFly {
  std::optional<std::int64_t> q{};
  std::optional<std::int64_t> hosts{};  ///< endpoints of a router, p
  std::int64_t planes = 1;
  friend constexpr bool operator==(const PolarFly&, const PolarFly&) = default;
};

struct PolarFlyShape {
  std::int64_t q = 2;
  std::int64_t hosts = 0;  ///< 0: half the network ports, rounded up
  friend constexpr bool operator==(const PolarFlyShape&, const PolarFlyShape&) = default;
};

inline constexpr Formula polar_fly_card{
    "fabric.polar-fly",
    "q^2 + q + 1 routers of q + 1 ports (q + 1 of them use q); q (q+1)^2/2 links",
    "Lakhotia et al., PolarFly: A Cost-Effective and Flexible Low-Diameter Topology, SC 2022"};
inline constexpr Formula polar_fly_bisection_card{
    "fabric.polar-fly-bisection", "at least (q + 1 - sqrt(q)) (n^2 - 1) / (4 n)",
    "derived: Laplacian bound; the polarity graph with its loops has eigenvalues q+1, +-sqrt(q)"};

/// Counts of a PolarFly; the bisection is a lower bound.
[[nodiscard]] constexpr Feasible<Design> build(const PolarFlyShape& shape) {
  const std::int64_t q = shape.q;
  if (!detail::countable(q)) return detail::not_countable(q);
  if (shape.hosts < 0) return detail::not_countable(shape.hosts);
  if (!is_prime_power(q)) {
    return detail::exceeds(not_a_prime_power, q, nearest_prime_powers(q).below);
  }
  const std::int64_t boxes = q * q + q + 1;
  const std::int64_t hosts = shape.hosts > 0 ? shape.hosts : (q + 2) / 2;
  const auto n = static_cast<double>(boxes);
  const auto ports = static_cast<double>(q + 1);
  return Design{.leaf = boxes,
                .node_links = boxes * hosts,
                .local_links = q * (q + 1) * (q + 1) / 2,
                .tiers = 1,
                .down = hosts,
                .network_ports = q + 1,
                .bundle = 1,
                .edge_ports = boxes * hosts,
                .max_endpoints = boxes * hosts,
                .most_hops = 3,
                .oversubscription = detail::two_step_taper(boxes, q + 1, hosts),
                .bisection_links = (ports - detail::square_root(static_cast<double>(q))) *
                                   (n * n - 1.0) / (4.0 * n),
                .bisection_is = Known::at_least};
}

namespace detail {

constexpr std::int64_t polar_fly_hosts(const PolarFly& kind, std::int64_t q) {
  return kind.hosts.value_or((q + 2) / 2);
}
constexpr std::int64_t polar_fly_ends(const PolarFly& kind, std::int64_t q) {
  return (q * q + q + 1) * polar_fly_hosts(kind, q);
}
constexpr bool polar_fly_works(const PolarFly& kind, const SizeRequest& ask, std::int64_t q) {
  return is_prime_power(q) && fits(ask, polar_fly_hosts(kind, q), q + 1);
}
constexpr std::int64_t largest_polar_fly(const PolarFly& kind, const SizeRequest& ask) {
  std::int64_t q = ask.leaf.either_up + ask.leaf.up_only;
  while (q > 0 && !polar_fly_works(kind, ask, q)) --q;
  return q;
}

}  // namespace detail

/// Endpoints of the largest PolarFly of these switches, one plane, `ask.extra` left out.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const PolarFly& kind,
                                                       const SizeRequest& ask) {
  const std::int64_t q = kind.q.value_or(detail::largest_polar_fly(kind, ask));
  if (kind.q && !detail::polar_fly_works(kind, ask, q)) {
    const auto legal = build(PolarFlyShape{q, kind.hosts.value_or(0)});
    return legal ? detail::no_ports(ask, legal->down, legal->network_ports) : legal.why();
  }
  if (q < 1) return detail::no_ports(ask, kind.hosts.value_or(2), 3);
  return detail::polar_fly_ends(kind, q) - ask.extra;
}

/// The smallest order that holds the endpoints.
[[nodiscard]] constexpr Feasible<PolarFlyShape> shape_for(const PolarFly& kind,
                                                          const SizeRequest& ask) {
  PolarFlyShape shape{kind.q.value_or(2), kind.hosts.value_or(0)};
  if (!kind.q) {
    const std::int64_t most = detail::largest_polar_fly(kind, ask);
    if (most < 1) return detail::no_ports(ask, kind.hosts.value_or(2), 3);
    while (shape.q < most && (!detail::polar_fly_works(kind, ask, shape.q) ||
                              detail::polar_fly_ends(kind, shape.q) < detail::ends(ask))) {
      ++shape.q;
    }
  } else if (const auto legal = build(shape); !legal) {
    return legal.why();
  }
  const std::int64_t hosts = detail::polar_fly_hosts(kind, shape.q);
  if (!detail::fits(ask, hosts, shape.q + 1)) return detail::no_ports(ask, hosts, shape.q + 1);
  const std::int64_t held = detail::polar_fly_ends(kind, shape.q);
  if (detail::ends(ask) > held) {
    return detail::exceeds(too_many_endpoints, detail::ends(ask), held);
  }
  return shape;
}

[[nodiscard]] constexpr Feasible<Design> size(const PolarFly& kind, const SizeRequest& ask) {
  return detail::cabled(kind, ask, 1.0);
}

static_assert([] {
  const auto large = build(PolarFlyShape{23});
  const auto small = build(PolarFlyShape{2});
  return large->leaf == 553 && small->local_links == 9;
}());

}  // namespace weft::fabric
