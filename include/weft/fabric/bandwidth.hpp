// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/design.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace weft::fabric {

/// How traffic is spread over equal paths.
enum class Balancing : std::uint8_t { ecmp, flowlet, adaptive, packet_spray, scheduled };

/// Share of the link rate that the busiest path really gives, by kind; of hashed flows it follows
/// from their number (hashed_paths.hpp). Inputs: every lab should write its own, for most of what
/// is published comes from those who sell.
struct BalancingEfficiency {
  double flowlet = 0.80;
  double adaptive = 0.90;
  double packet_spray = 0.92;
  double scheduled = 0.96;
  friend constexpr bool operator==(const BalancingEfficiency&,
                                   const BalancingEfficiency&) = default;

  /// \return nothing of ecmp.
  [[nodiscard]] constexpr std::optional<double> of(Balancing kind) const {
    switch (kind) {
      case Balancing::ecmp:
        return std::nullopt;
      case Balancing::flowlet:
        return flowlet;
      case Balancing::adaptive:
        return adaptive;
      case Balancing::packet_spray:
        return packet_spray;
      case Balancing::scheduled:
        return scheduled;
    }
    return std::nullopt;
  }
};

inline constexpr Formula wire_efficiency_card{
    "fabric.wire-efficiency", "e = m / (m + h)",
    "definition; h of RoCEv2: Ethernet 38 B with preamble and gap, IPv4 20, UDP 8, BTH 12, ICRC 4"};

/// Bytes around one RoCEv2 packet on the wire.
inline constexpr Bytes roce_overhead = 82.0 * byte;

/// Payload share of the wire. \param payload of one packet, m.
[[nodiscard]] constexpr double wire_efficiency(Bytes payload, Bytes overhead = roce_overhead) {
  if (payload <= Bytes{}) return 0.0;
  return ratio(payload, payload + overhead);
}

/// What the adapters can put on the fabric, one direction, all planes.
struct Injection {
  Bandwidth per_accelerator{};
  Bandwidth per_node{};
  friend constexpr bool operator==(const Injection&, const Injection&) = default;
};

inline constexpr Formula injection_card{"fabric.injection", "B_node = n B; B_acc = n B / a",
                                        "definition"};

/// \param links         of one node, all planes, n.   \param rate  of one link, B.
/// \param accelerators  of one node, a; a node without any counts as one.
[[nodiscard]] constexpr Injection injection(std::int64_t links, Bandwidth rate,
                                            std::int64_t accelerators) {
  const Bandwidth node = links * rate;
  return {node / (accelerators < 1 ? 1 : accelerators), node};
}
static_assert(injection(8, byte / second, 8).per_accelerator == byte / second);

inline constexpr Formula bisection_card{"fabric.bisection", "N/2 B / max(1, r)",
                                        "definition: folded Clos, one way, even halves"};

/// Bandwidth over the narrowest half cut, one way: not the injection N B, which some call so.
/// \param links             to endpoints, all planes, N.   \param rate  of one, B.
/// \param oversubscription  of the worst tier, r.
[[nodiscard]] constexpr Bandwidth bisection(std::int64_t links, Bandwidth rate,
                                            double oversubscription) {
  const double taper = oversubscription < 1.0 ? 1.0 : oversubscription;
  return 0.5 * (links * rate) / taper;
}

/// The same of a sized fabric of any kind. \param uplink  rate of a link between switches.
[[nodiscard]] constexpr Bandwidth bisection(const Design& design, Bandwidth uplink) {
  return design.bisection_links * uplink;
}

inline constexpr Formula cross_leaf_card{
    "fabric.cross-leaf-rate", "B / max(1, r)",
    "definition; an example: 1:7 in Llama 3, arXiv:2407.21783, section 3.3.1"};

/// Rate of an endpoint while all of them talk across the tapered tier.
[[nodiscard]] constexpr Bandwidth cross_leaf_rate(Bandwidth rate, double oversubscription) {
  return rate / (oversubscription < 1.0 ? 1.0 : oversubscription);
}

/// Bandwidth of an accelerator as work sees it; the factors that lower it stand beside.
struct EffectiveBandwidth {
  Bandwidth injected{};
  double balancing = 1.0;  ///< 1 where there is only one path
  double wire = 1.0;
  double taper = 1.0;  ///< share left by oversubscription
  friend constexpr bool operator==(const EffectiveBandwidth&, const EffectiveBandwidth&) = default;
  [[nodiscard]] constexpr Bandwidth total() const { return balancing * wire * taper * injected; }
};

inline constexpr Formula effective_bandwidth_card{
    "fabric.effective-bandwidth", "B e_balancing e_wire / (1 - x + x max(1, r))", "definition"};

/// \param injected      per accelerator, one direction.
/// \param balancing     efficiency of load balancing; it does not matter inside one switch.
/// \param wire          payload share, wire_efficiency().
/// \param design        the sized fabric.   \param crossing  share of the traffic that leaves
///                      the leaf, 0..1: that share is divided by the oversubscription.
[[nodiscard]] constexpr EffectiveBandwidth effective_bandwidth(Bandwidth injected, double balancing,
                                                               double wire, const Design& design,
                                                               double crossing = 1.0) {
  const double r = design.oversubscription < 1.0 ? 1.0 : design.oversubscription;
  const bool one_path = design.lone_boxes();
  return {.injected = injected,
          .balancing = one_path ? 1.0 : balancing,
          .wire = wire,
          .taper = one_path ? 1.0 : 1.0 / (1.0 - crossing + crossing * r)};
}

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr auto words<fabric::Balancing> =
    std::array{Case{"ecmp", "flows hashed to paths"}, Case{"flowlet", "bursts moved between paths"},
               Case{"adaptive", "by load, packet by packet or flow by flow"},
               Case{"packet-spray", "every packet its own path; the NIC reorders"},
               Case{"scheduled", "cells over all links, credits from the receiver"}};
template <>
inline constexpr std::string_view type_name<fabric::BalancingEfficiency> = "balancing_efficiency";
template <>
inline constexpr auto fields<fabric::BalancingEfficiency> = std::array{
    row<&fabric::BalancingEfficiency::flowlet>("flowlet", "share of the link rate")
        .between(0.01, 1)
        .default_from("estimate, 0.65 to 0.90: between hashing and adaptive routing"),
    row<&fabric::BalancingEfficiency::adaptive>("adaptive", "share of the link rate")
        .between(0.01, 1)
        .default_from("estimate, 0.80 to 0.95: 0.95 is what vendors claim"),
    row<&fabric::BalancingEfficiency::packet_spray>("packet-spray", "share of the link rate")
        .between(0.01, 1)
        .default_from("estimate, 0.82 to 0.97: 0.95 is what vendors claim"),
    row<&fabric::BalancingEfficiency::scheduled>("scheduled", "share of the link rate")
        .between(0.01, 1)
        .default_from("estimate, 0.90 to 0.98: cells use all links, headers and credits cost")};
static_assert(describes_all<fabric::BalancingEfficiency>());

template <>
inline constexpr std::string_view type_name<fabric::Injection> = "injection";
template <>
inline constexpr auto fields<fabric::Injection> = std::array{
    row<&fabric::Injection::per_accelerator>("per_accelerator", "per direction, all planes")
        .in("Gb/s"),
    row<&fabric::Injection::per_node>("per_node", "per direction, all planes").in("Gb/s")};
static_assert(describes_all<fabric::Injection>());

template <>
inline constexpr std::string_view type_name<fabric::EffectiveBandwidth> = "effective_bandwidth";
template <>
inline constexpr auto fields<fabric::EffectiveBandwidth> = std::array{
    row<&fabric::EffectiveBandwidth::injected>("injected", "per accelerator and direction")
        .in("Gb/s"),
    row<&fabric::EffectiveBandwidth::balancing>("balancing", "factor of load balancing"),
    row<&fabric::EffectiveBandwidth::wire>("wire", "payload share of the wire"),
    row<&fabric::EffectiveBandwidth::taper>("taper", "factor of oversubscription"),
    row<&fabric::EffectiveBandwidth::total>("total", "what work sees").in("Gb/s")};
static_assert(describes_all<fabric::EffectiveBandwidth>());

}  // namespace weft
