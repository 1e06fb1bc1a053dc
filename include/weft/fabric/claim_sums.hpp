// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/claim.hpp"
#include "weft/fabric/claim_finding.hpp"
#include "weft/fabric/leaf.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <optional>

// What follows from a bill by arithmetic alone. Each is empty where too little was said.
namespace weft::fabric {

/// Fills in from the record of a box what the bill does not say of a tier.
constexpr void complete(TierClaim& tier, const SwitchBox& box, Bandwidth link) {
  if (!tier.ports) {
    const auto held = spine_ports(box, link > Bandwidth{} ? link : box.any.rate);
    if (held) tier.ports = *held;
  }
  if (!tier.port_rate) {
    tier.port_rate = max(max(box.any.rate, box.second.rate), max(box.down.rate, box.up.rate));
  }
  if (!tier.capacity && box.capacity > Bandwidth{}) tier.capacity = box.capacity;
  if (!tier.cages && box.cages > 0 && box.down.count + box.up.count == 0) tier.cages = box.cages;
  if (!tier.cage_power) tier.cage_power = box.cage_power;
}

/// Rate of an endpoint on one plane.
[[nodiscard]] constexpr std::optional<Bandwidth> link_of(const Claim& claim) {
  if (claim.link || claim.leaf.down_rate) return first_said(claim.link, claim.leaf.down_rate);
  if (claim.nic.rate) return *claim.nic.rate / claim.nic.ports;
  return claim.leaf.port_rate;
}
[[nodiscard]] constexpr std::optional<Bandwidth> down_rate_of(const Claim& claim) {
  return first_said(claim.leaf.down_rate, link_of(claim));
}
/// Where nothing is said of it, uplinks run as fast as downlinks.
[[nodiscard]] constexpr std::optional<Bandwidth> up_rate_of(const Claim& claim) {
  return first_said(claim.leaf.up_rate, claim.spine.down_rate, down_rate_of(claim));
}

[[nodiscard]] constexpr std::optional<std::int64_t> endpoints_of(const Claim& claim) {
  return first_said(claim.endpoints, claim.accelerators,
                    product(claim.nodes, claim.accelerators_per_node));
}
/// Links to endpoints, all planes.
[[nodiscard]] constexpr std::optional<std::int64_t> node_links_of(const Claim& claim) {
  const std::optional<std::int64_t> planes = claim.planes;
  return first_said(claim.node_leaf.links, product(endpoints_of(claim), planes));
}
/// Ports of one leaf for endpoints.
[[nodiscard]] constexpr std::optional<std::int64_t> leaf_down_of(const Claim& claim) {
  if (claim.leaf.down) return claim.leaf.down;
  const auto links = node_links_of(claim);
  if (!links || claim.leaf.count.value_or(0) < 1) return std::nullopt;
  return divide_up(*links, *claim.leaf.count);
}
[[nodiscard]] constexpr std::optional<std::int64_t> leaf_up_of(const Claim& claim) {
  if (claim.leaf.up) return claim.leaf.up;
  if (!claim.leaf_spine.links || claim.leaf.count.value_or(0) < 1) return std::nullopt;
  return divide_up(*claim.leaf_spine.links, *claim.leaf.count);
}
/// Uplinks of all leaves; where only endpoints are said, as many as the oversubscription asks for.
[[nodiscard]] constexpr std::optional<std::int64_t> uplinks_of(const Claim& claim) {
  const auto said = first_said(product(claim.leaf.count, claim.leaf.up), claim.leaf_spine.links);
  const auto links = node_links_of(claim);
  const double sold = claim.oversubscription.value_or(1.0);
  if (said || !links || !(sold > 0.0)) return said;
  return static_cast<std::int64_t>(static_cast<double>(*links) / sold);
}
[[nodiscard]] constexpr bool has_core(const Claim& claim) {
  return claim.core.count.value_or(0) > 0;
}
/// Ports of one spine that are left for leaves.
[[nodiscard]] constexpr std::optional<std::int64_t> spine_down_of(const Claim& claim) {
  if (claim.spine.down || !claim.spine.ports) return claim.spine.down;
  const std::int64_t kept = *claim.spine.ports - claim.spine.reserved;
  if (!has_core(claim)) return kept;
  return kept - claim.spine.up.value_or(kept / 2);
}
[[nodiscard]] constexpr std::optional<std::int64_t> spine_ports_of(const Claim& claim) {
  return product(claim.spine.count, spine_down_of(claim));
}

/// Bandwidth down over bandwidth up at a leaf. Where nothing is said of the downlinks it is what
/// uplinks lose at spines that have too few ports.
[[nodiscard]] constexpr std::optional<double> oversubscription_of(const Claim& claim) {
  const auto down = leaf_down_of(claim);
  const auto up = leaf_up_of(claim);
  if (down && up && *up > 0) {
    const auto fast = down_rate_of(claim).value_or(byte / second);
    return oversubscription(*down, fast, *up, up_rate_of(claim).value_or(fast));
  }
  const auto uplinks = first_said(product(claim.leaf.count, claim.leaf.up), claim.leaf_spine.links);
  const auto ports = spine_ports_of(claim);
  if (!uplinks || ports.value_or(0) < 1) return std::nullopt;
  const double share = static_cast<double>(*uplinks) / static_cast<double>(*ports);
  return share < 1.0 ? 1.0 : share;
}

/// Spines that the uplinks need.
[[nodiscard]] constexpr std::optional<std::int64_t> spines_needed(const Claim& claim) {
  const auto uplinks = uplinks_of(claim);
  const auto ports = spine_down_of(claim);
  if (!uplinks || ports.value_or(0) < 1) return std::nullopt;
  return divide_up(*uplinks, *ports);
}

/// Links to endpoints of the largest fabric of these boxes, all planes.
[[nodiscard]] constexpr std::optional<std::int64_t> most_links(const Claim& claim) {
  if (!claim.spine.ports) return std::nullopt;
  auto down = claim.leaf.down;
  if (!down && claim.leaf.ports) {
    const LeafPorts ports{.either_down = *claim.leaf.ports,
                          .either_up = *claim.leaf.ports,
                          .down_rate = byte / second,
                          .up_rate = byte / second};
    const double sold = claim.oversubscription.value_or(1.0);
    down = leaf_split(ports, claim.leaf.reserved, sold > 0.0 ? sold : 1.0, 1).down;
  }
  if (!down) return std::nullopt;
  if (!has_core(claim)) return claim.planes * *down * *claim.spine.ports;
  if (!claim.core.ports) return std::nullopt;
  return claim.planes * *down * (*claim.spine.ports / 2) * *claim.core.ports;
}

}  // namespace weft::fabric
