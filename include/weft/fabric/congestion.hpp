// SPDX-License-Identifier: Apache-2.0
// What flows do to each other: tapers and incast.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

inline constexpr Formula crossing_rate_card{
    "fabric.crossing-rate", "B / max(1, r (1-l))",
    "definition: uplinks are shared by the hosts that talk beyond their leaf"};

/// Rate of a host towards hosts behind other leaves when every host of its leaf sends at once.
/// \param oversubscription  ports down over ports up, r.
/// \param locality          share of the traffic that stays below the leaf, l: 0..1.
[[nodiscard]] constexpr Bandwidth crossing_rate(Bandwidth line, double oversubscription,
                                                double locality) {
  const double crowd = oversubscription * (1.0 - locality);
  return crowd > 1.0 ? line / crowd : line;
}
static_assert(crossing_rate(byte / second, 4.0, 0.5) == 0.5 * (byte / second));

/// Many senders, one port.
struct Incast {
  Time drain{};    ///< until the port has sent everything
  Bytes buffer{};  ///< that holds it meanwhile, so that nothing is paused or lost
  friend constexpr bool operator==(const Incast&, const Incast&) = default;
};

inline constexpr Formula incast_card{"fabric.incast", "N m / B to drain, (N-1) m to hold",
                                     "definition: fluid limit, senders at line rate"};

/// \param senders  N >= 1.   \param each  what one of them sends, m.   \param port  its rate, B.
/// \throws std::domain_error if senders < 1.
[[nodiscard]] constexpr Incast incast(std::int64_t senders, Bytes each, Bandwidth port) {
  if (senders < 1) throw std::domain_error("incast: at least one sender");
  return {.drain = senders * each / port, .buffer = (senders - 1) * each};
}

/// How the nodes of one job lie under leaves that other jobs share.
enum class JobPlacement : std::uint8_t { packed, scattered };

inline constexpr Formula ring_crossing_card{
    "fabric.ring-crossing", "packed: 1/k of the hops; scattered over N nodes: 1 - (k-1)/(N-1)",
    "definition: neighbours of a ring of nodes, in order of leaves or drawn at random"};

/// Share of the hops of a ring of nodes that leave a leaf: what interferes with other tenants.
/// On rails a leaf holds one port of each node of its unit, k of them; with all ports of a node on
/// one leaf it holds fewer nodes by the number of ports, and a ring crosses more often.
/// \param nodes_of_leaf  k >= 1.   \param nodes  of the network, N >= k.
/// \throws std::domain_error if nodes_of_leaf < 1 or nodes < nodes_of_leaf.
[[nodiscard]] constexpr double ring_crossing(std::int64_t nodes_of_leaf, std::int64_t nodes,
                                             JobPlacement placement) {
  if (nodes_of_leaf < 1 || nodes < nodes_of_leaf)
    throw std::domain_error("ring_crossing: a leaf holds from one to all nodes");
  if (nodes == nodes_of_leaf) return 0.0;
  if (placement == JobPlacement::packed) return 1.0 / static_cast<double>(nodes_of_leaf);
  return 1.0 - static_cast<double>(nodes_of_leaf - 1) / static_cast<double>(nodes - 1);
}
static_assert(ring_crossing(32, 32, JobPlacement::scattered) == 0.0);
static_assert(ring_crossing(4, 1024, JobPlacement::packed) == 0.25);

inline constexpr Formula tenant_rate_card{"fabric.tenant-rate", "B / max(1, r x (1 + T))",
                                          "definition: uplinks shared by all who cross"};

/// Rate of a crossing flow while other tenants load the same uplinks.
/// \param line      of the host.   \param oversubscription  r.
/// \param crossing  share of the tenant's own traffic on the uplinks at once, x: 0..1.
/// \param others    load of the other tenants over that of the tenant, T >= 0.
[[nodiscard]] constexpr Bandwidth tenant_rate(Bandwidth line, double oversubscription,
                                              double crossing, double others) {
  const double crowd = oversubscription * crossing * (1.0 + others);
  return crowd > 1.0 ? line / crowd : line;
}
static_assert(tenant_rate(byte / second, 1.0, 1.0, 1.0) == 0.5 * (byte / second));

}  // namespace weft::fabric
