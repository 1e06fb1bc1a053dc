// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

[[nodiscard]] constexpr std::int64_t divide_up(std::int64_t whole, std::int64_t part) {
  return detail::quotient(whole + part - 1, part);
}
/// The smallest divisor of `number` that is at least `least`; 0 when there is none.
[[nodiscard]] constexpr std::int64_t divisor_from(std::int64_t number, std::int64_t least) {
  for (std::int64_t other = detail::quotient(number, least < 1 ? 1 : least); other > 0; --other) {
    const std::int64_t partner = detail::quotient(number, other);  // the largest that is left
    if (partner * other == number) return partner;
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

namespace detail {

constexpr std::int64_t least_of(std::int64_t a, std::int64_t b) { return a < b ? a : b; }
constexpr std::int64_t most_of(std::int64_t a, std::int64_t b) { return a < b ? b : a; }

/// Bandwidth that ports may carry down for each port up, in ports.
struct Taper {
  double ports = 1.0;
  [[nodiscard]] constexpr std::int64_t carried(std::int64_t up) const {
    return static_cast<std::int64_t>(ports * static_cast<double>(up) * (1.0 + 1e-12));
  }
};

/// A leaf whose ports up, or down, are of their own kind: they are used as they are.
constexpr LeafSplit dedicated_split(const LeafPorts& ports, std::int64_t reserved, Taper taper,
                                    std::int64_t least_up) {
  const std::int64_t down_ports =
      ports.down_only + (ports.up_only > 0 ? ports.either_down : 0) - reserved;
  const std::int64_t up_ports =
      ports.up_only + (ports.down_only > 0 && ports.up_only == 0 ? ports.either_up : 0);
  const std::int64_t down = least_of(down_ports, taper.carried(up_ports));
  if (down < 1) return {};
  if (ports.all_up) return {down, up_ports};
  const double wanted = static_cast<double>(down) / (taper.ports * (1.0 + 1e-12));
  const auto whole = static_cast<std::int64_t>(wanted);
  const std::int64_t needed = static_cast<double>(whole) < wanted ? whole + 1 : whole;
  return {down, least_of(most_of(needed, most_of(least_up, 1)), up_ports)};
}

/// A leaf whose ports go either way.
constexpr LeafSplit shared_split(const LeafPorts& ports, std::int64_t reserved, Taper taper,
                                 std::int64_t least_up) {
  const std::int64_t all = ports.either_down - reserved;
  if (all < 2) return {};
  const auto up_with = [&](std::int64_t down) {
    return quotient(ports.either_up * (all - down), ports.either_down);
  };
  const double weight =
      taper.ports * static_cast<double>(ports.either_up) / static_cast<double>(ports.either_down);
  const auto kept = static_cast<double>(all);
  std::int64_t down = least_of(static_cast<std::int64_t>(kept * weight / (1.0 + weight)), all - 1);
  while (down + 1 < all && down + 1 <= taper.carried(up_with(down + 1))) ++down;
  while (down > 0 && (up_with(down) < least_up || down > taper.carried(up_with(down)))) --down;
  return {down, up_with(down)};
}

}  // namespace detail

/// Divides the ports of a leaf so that it is never more oversubscribed than r. Dedicated uplinks
/// are used as they are; a leaf of one rate k gives d = floor(k r / (1 + r)), u = k - d.
/// \param ports     of the leaf.   \param reserved  kept free, out of the ports of endpoints.
/// \param most      oversubscription r > 0.   \param least_up  uplinks wanted at any rate.
[[nodiscard]] constexpr LeafSplit leaf_split(const LeafPorts& ports, std::int64_t reserved,
                                             double most, std::int64_t least_up) {
  const detail::Taper taper{most * ratio(ports.up_rate, ports.down_rate)};
  if (ports.up_only > 0 || ports.down_only > 0) {
    return detail::dedicated_split(ports, reserved, taper, least_up);
  }
  return detail::shared_split(ports, reserved, taper, least_up);
}

}  // namespace weft::fabric
