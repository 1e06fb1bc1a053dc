// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/fabric/clos.hpp"
#include "weft/fabric/design.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/fabric/size_request.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

inline constexpr Reason too_few_ports{"fabric.too-few-ports",
                                      "the shape cables more ports of a switch than it has"};
inline constexpr Reason not_a_shape{"fabric.not-a-shape",
                                    "every count of the shape must be positive"};
inline constexpr Reason no_largest{"fabric.no-largest",
                                   "ports do not limit how large this kind becomes"};

namespace detail {

/// Most endpoints of a switch that has `network` ports to others; below 0: too few ports.
constexpr std::int64_t host_ports(const SizeRequest& ask, std::int64_t network) {
  const LeafPorts& leaf = ask.leaf;
  const std::int64_t shared = network > leaf.up_only ? network - leaf.up_only : 0;
  if (shared > leaf.either_up) return -1;
  std::int64_t ends = leaf.down_only;
  if (leaf.either_up > 0)
    ends += quotient(leaf.either_down * (leaf.either_up - shared), leaf.either_up);
  return ends - ask.reserved;
}
constexpr bool fits(const SizeRequest& ask, std::int64_t hosts, std::int64_t network) {
  return network_ports(ask.leaf, hosts + ask.reserved) >= network;
}
/// Why a switch with so many endpoints cannot have so many ports to others.
constexpr Infeasible no_ports(const SizeRequest& ask, std::int64_t hosts, std::int64_t network) {
  const LeafPorts& leaf = ask.leaf;
  const std::int64_t left = network_ports(leaf, hosts + ask.reserved);
  const std::int64_t all = leaf.either_down + leaf.down_only + leaf.up_only;
  const std::int64_t ends = hosts + ask.reserved;
  return exceeds(too_few_ports, ends + network, left < 0 ? all : ends + left);
}
/// A count of a shape: positive, and small enough for products of them.
constexpr bool countable(std::int64_t count) { return count >= 1 && count <= 1'000'000; }
constexpr Infeasible not_countable(std::int64_t count) { return exceeds(not_a_shape, 1, count); }
constexpr std::int64_t pairs(std::int64_t of) { return of * (of - 1) / 2; }
/// Links of a full mesh that its narrowest half cut cuts.
constexpr std::int64_t mesh_cut(std::int64_t of) { return of / 2 * (of - of / 2); }

/// Sizes a kind whose switches are joined to each other: the smallest shape that holds the
/// endpoints, with only those cabled that were asked for.
template <class Kind>
constexpr Feasible<Design> cabled(const Kind& kind, SizeRequest ask, double oversubscription) {
  ask.oversubscription = oversubscription;
  ask.upper_oversubscription = 1.0;
  ask.planes = kind.planes;
  ask.rails = 1;
  if (const auto why = refused(ask)) return *why;
  const auto shape = shape_for(kind, ask);
  if (!shape) return shape.why();
  auto design = build(*shape);
  if (!design) return design.why();
  const auto most = largest(kind, ask);
  design->max_endpoints = most ? *most : design->max_endpoints - ask.extra;
  if (design->node_links > 0) design->node_links = ask.endpoints + ask.extra;
  for (std::int64_t* count : {&design->leaf, &design->spine, &design->core, &design->node_links,
                              &design->leaf_spine_links, &design->spine_core_links,
                              &design->local_links, &design->global_links, &design->edge_ports}) {
    *count *= ask.planes;
  }
  design->planes = ask.planes;
  design->bisection_links *= static_cast<double>(ask.planes);
  if (design->network_ports == 0) {
    design->bisection_links = half_cut(*design, ask.leaf);
  } else {
    design->oversubscription *= rates(ask.leaf);
    design->upper_oversubscription *= rates(ask.leaf);
  }
  return design;
}

}  // namespace detail
}  // namespace weft::fabric
