// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

[[nodiscard]] constexpr std::int64_t divide_up(std::int64_t whole, std::int64_t part) {
  return (whole + part - 1) / part;
}
/// The smallest divisor of `number` that is at least `least`; 0 when there is none.
[[nodiscard]] constexpr std::int64_t divisor_from(std::int64_t number, std::int64_t least) {
  for (std::int64_t other = number / (least < 1 ? 1 : least); other > 0; --other) {
    if (number % other == 0) return number / other;  // its partner is the largest that is left
  }
  return 0;
}
static_assert(divisor_from(72, 16) == 18 && divisor_from(72, 32) == 36 && divisor_from(7, 8) == 0);

inline constexpr Formula oversubscription_card{"fabric.oversubscription", "r = d B_down / (u B_up)",
                                               "definition"};

/// Oversubscription of one switch: bandwidth down over bandwidth up.
/// \throws std::domain_error without uplinks.
[[nodiscard]] constexpr double oversubscription(std::int64_t down, Bandwidth down_rate,
                                                std::int64_t up, Bandwidth up_rate) {
  if (up < 1) throw std::domain_error("oversubscription: at least one uplink");
  return ratio(down * down_rate, up * up_rate);
}

/// Ports of one leaf, by direction.
struct LeafSplit {
  std::int64_t down = 0;
  std::int64_t up = 0;
};

inline constexpr Formula leaf_split_card{
    "fabric.leaf-split", "d = floor(k r / (1 + r)), u = k - d",
    "K. Solnushkin, fat-tree designer (fattree.pas): truncated, never worse than asked"};

/// Divides the ports of a leaf so that it is never more oversubscribed than r. Dedicated uplinks
/// are used as they are; a leaf of one rate k gives d = floor(k r / (1 + r)), u = k - d.
/// \param ports     of the leaf.   \param reserved  kept free, out of the ports of endpoints.
/// \param most      oversubscription r > 0.   \param least_up  uplinks wanted at any rate.
[[nodiscard]] constexpr LeafSplit leaf_split(const LeafPorts& ports, std::int64_t reserved,
                                             double most, std::int64_t least_up) {
  const double up_over_down = ratio(ports.up_rate, ports.down_rate);
  const auto carried = [&](std::int64_t up) {
    return static_cast<std::int64_t>(most * static_cast<double>(up) * up_over_down * (1.0 + 1e-12));
  };
  const auto smaller = [](std::int64_t a, std::int64_t b) { return a < b ? a : b; };
  const auto larger = [](std::int64_t a, std::int64_t b) { return a < b ? b : a; };
  if (ports.up_only > 0 || ports.down_only > 0) {
    const std::int64_t down_ports =
        ports.down_only + (ports.up_only > 0 ? ports.either_down : 0) - reserved;
    const std::int64_t up_ports =
        ports.up_only + (ports.down_only > 0 && ports.up_only == 0 ? ports.either_up : 0);
    const std::int64_t down = smaller(down_ports, carried(up_ports));
    if (down < 1) return {};
    if (ports.all_up) return {down, up_ports};
    std::int64_t up = larger(least_up, 1);
    const double wanted = static_cast<double>(down) / (most * up_over_down * (1.0 + 1e-12));
    const auto whole = static_cast<std::int64_t>(wanted);
    up = larger(up, static_cast<double>(whole) < wanted ? whole + 1 : whole);
    return {down, smaller(up, up_ports)};
  }
  const std::int64_t all = ports.either_down - reserved;
  if (all < 2) return {};
  const auto up_with = [&](std::int64_t down) {
    return ports.either_up * (all - down) / ports.either_down;
  };
  const auto kept = static_cast<double>(all);
  const double weight = most * up_over_down * static_cast<double>(ports.either_up) /
                        static_cast<double>(ports.either_down);
  std::int64_t down = smaller(static_cast<std::int64_t>(kept * weight / (1.0 + weight)), all - 1);
  while (down + 1 < all && down + 1 <= carried(up_with(down + 1))) ++down;
  while (down > 0 && (up_with(down) < least_up || down > carried(up_with(down)))) --down;
  return {down, up_with(down)};
}

}  // namespace weft::fabric
