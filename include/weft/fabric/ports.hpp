// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/switch.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weft::fabric {

inline constexpr Reason link_faster_than_port{"fabric.link-faster-than-port",
                                              "no port of the switch is as fast as the link"};

/// Ports of one rate and use.
struct PortGroup {
  std::int64_t count = 0;
  Bandwidth rate{};  ///< of one port, per direction
  friend constexpr bool operator==(const PortGroup&, const PortGroup&) = default;
};

/// What sizing needs of a box: numbers only, made once from a catalogue record.
struct SwitchBox {
  PortGroup any{};                    ///< main ports, for either direction
  PortGroup second{};                 ///< further ports of another rate, for either direction
  PortGroup down{};                   ///< towards endpoints only
  PortGroup up{};                     ///< towards the next tier only
  bool cells = false;                 ///< `up` are cell-based fabric ports: all of them are cabled
  std::array<PortGroup, 8> splits{};  ///< legal splits of all main ports
  std::int64_t split_count = 0;
  std::optional<std::int64_t> max_ports{};  ///< most logical ports the box configures
  Bandwidth capacity{};                     ///< sum of the ports, one direction
  std::int64_t cages = 0;                   ///< 0: not known
  std::optional<Power> cage_power{};        ///< what one cage can cool
  std::optional<Power> power{};             ///< of the box, without modules
  double rack_units = 0.0;
  std::optional<Time> latency{};
  std::optional<Money> price{};
  friend bool operator==(const SwitchBox&, const SwitchBox&) = default;

  [[nodiscard]] constexpr std::int64_t native_ports() const {
    return any.count + second.count + down.count + up.count;
  }
  [[nodiscard]] constexpr bool twin_port_cages() const {
    return cages > 0 && native_ports() >= 2 * cages;
  }
};

/// Reads "128x400": 128 ports of 400 Gb/s. A text with anything more in it is no split.
[[nodiscard]] inline std::optional<PortGroup> parse_split(std::string_view text) {
  PortGroup split{};
  double rate = 0.0;
  const char* const end = text.data() + text.size();
  const auto count = std::from_chars(text.data(), end, split.count);
  if (count.ec != std::errc{} || count.ptr == end || *count.ptr != 'x') return std::nullopt;
  const auto speed = std::from_chars(count.ptr + 1, end, rate);
  if (speed.ec != std::errc{} || speed.ptr != end) return std::nullopt;
  if (split.count < 1 || !(rate > 0.0)) return std::nullopt;
  split.rate = rate * giga_bit / second;
  return split;
}

namespace detail {

constexpr Bandwidth sum_of(const PortGroup& group) { return group.count * group.rate; }

/// Keeps the two largest groups for either direction.
constexpr void add_either(SwitchBox& box, const PortGroup& group) {
  if (sum_of(group) > sum_of(box.any)) {
    box.second = box.any;
    box.any = group;
  } else if (sum_of(group) > sum_of(box.second)) {
    box.second = group;
  }
}
inline void add_ports(SwitchBox& box, const catalog::SwitchPorts& ports) {
  const PortGroup group{ports.count, ports.rate};
  switch (ports.use) {
    case catalog::PortUse::management:
      return;
    case catalog::PortUse::downlink:
      box.down = group;
      return;
    case catalog::PortUse::fabric:
      box.cells = true;
      box.up = group;
      return;
    case catalog::PortUse::uplink:
      box.up = group;
      return;
    case catalog::PortUse::any:
      add_either(box, group);
      return;
  }
}

}  // namespace detail

/// The numbers of a record. Allocates nothing itself but reads texts: call it when resolving.
/// \param maximal  take the power that the vendor states as a maximum, not the typical one.
[[nodiscard]] inline SwitchBox switch_box(const catalog::Switch& record, bool maximal = false) {
  SwitchBox box;
  Bandwidth sum{};
  for (const auto& each : record.ports) {
    if (each.use != catalog::PortUse::management) sum += each.count * each.rate;
    detail::add_ports(box, each);
  }
  for (const auto& text : record.breakouts) {
    const auto split = parse_split(text);
    if (!split || box.split_count == static_cast<std::int64_t>(box.splits.size())) continue;
    box.splits[static_cast<std::size_t>(box.split_count++)] = *split;
  }
  box.max_ports = record.max_ports;
  box.capacity = record.capacity.value_or(sum);
  box.cages = record.cages.count;
  box.cage_power = record.cages.max_module;
  const auto& first = maximal ? record.power.max : record.power.typical;
  const auto& other = maximal ? record.power.typical : record.power.max;
  box.power = first ? first : other;
  box.rack_units = record.rack_units;
  box.latency = record.latency;
  box.price = record.price;
  return box;
}

inline constexpr Formula logical_ports_card{
    "fabric.logical-ports", "max over legal splits (n x s) with s >= B of n; else one link a port",
    "definition: a port carries one link, a legal breakout several"};

/// Links of rate B that the ports which serve either direction can hold. Without a listed split
/// that fits, a port carries one link, however slow: nobody said that it may be broken out.
/// Where only the most logical ports are known, ports split evenly up to that number.
[[nodiscard]] constexpr Feasible<std::int64_t> logical_ports(const SwitchBox& box, Bandwidth link) {
  const auto held = [&](const PortGroup& group) {
    return group.rate < link ? std::int64_t{0} : group.count;
  };
  if (link <= Bandwidth{} || held(box.any) + held(box.second) == 0) {
    const auto fastest = max(max(box.any.rate, box.second.rate), max(box.down.rate, box.up.rate));
    return Infeasible{&link_faster_than_port, ratio(link, byte / second),
                      ratio(fastest, byte / second), dimension_of<Bandwidth>};
  }
  std::int64_t main = held(box.any);
  for (std::int64_t i = 0; i < box.split_count; ++i) {
    const PortGroup& split = box.splits[static_cast<std::size_t>(i)];
    if (!(split.rate < link) && split.count > main) main = split.count;
  }
  if (box.split_count == 0 && box.max_ports && main > 0) {
    main *= static_cast<std::int64_t>(ratio(box.any.rate, link));
  }
  const std::int64_t ports = main + held(box.second);
  return box.max_ports && *box.max_ports < ports ? *box.max_ports : ports;
}

/// Logical ports of a leaf: those for either direction, counted as if all went one way.
struct LeafPorts {
  std::int64_t either_down = 0;  ///< at the rate of endpoints
  std::int64_t either_up = 0;    ///< the same ports at the rate of uplinks
  std::int64_t down_only = 0;
  std::int64_t up_only = 0;
  bool all_up = false;  ///< every up_only port is cabled
  Bandwidth down_rate{};
  Bandwidth up_rate{};
  friend constexpr bool operator==(const LeafPorts&, const LeafPorts&) = default;
};

namespace detail {
/// whole / part of counts; those that fit into 32 bits are divided there, which is several times
/// faster and most of the time of sizing.
constexpr std::int64_t quotient(std::int64_t whole, std::int64_t part) {
  if (((whole | part) >> 31) != 0) return whole / part;
  return static_cast<std::uint32_t>(whole) / static_cast<std::uint32_t>(part);
}
/// Ports left for other switches when `ends` serve endpoints or are kept free; below 0: too many.
constexpr std::int64_t network_ports(const LeafPorts& leaf, std::int64_t ends) {
  const std::int64_t shared = ends > leaf.down_only ? ends - leaf.down_only : 0;
  if (shared > leaf.either_down) return -1;
  if (leaf.either_down == 0) return leaf.up_only;
  return leaf.up_only + quotient(leaf.either_up * (leaf.either_down - shared), leaf.either_down);
}
}  // namespace detail

/// The rate at which a leaf of this kind goes up when nobody says otherwise: that of its
/// dedicated uplinks, else that of its endpoints.
[[nodiscard]] constexpr Bandwidth uplink_rate(const SwitchBox& leaf, Bandwidth link) {
  return leaf.up.count > 0 ? leaf.up.rate : link;
}

[[nodiscard]] constexpr Feasible<LeafPorts> leaf_ports(const SwitchBox& box, Bandwidth link,
                                                       Bandwidth uplink) {
  LeafPorts ports{.all_up = box.cells, .down_rate = link, .up_rate = uplink};
  const auto down = logical_ports(box, link);
  const auto up = logical_ports(box, uplink);
  ports.either_down = down.value_or(0);
  ports.either_up = up.value_or(0);
  ports.down_only = box.down.rate < link ? 0 : box.down.count;
  ports.up_only = box.up.rate < uplink ? 0 : box.up.count;
  if (ports.either_down + ports.down_only == 0) return down.why();
  if (ports.either_up + ports.up_only == 0) return up.why();
  return ports;
}

/// Logical ports of a box that only joins leaves: every group takes links of the uplink rate.
[[nodiscard]] constexpr Feasible<std::int64_t> spine_ports(const SwitchBox& box, Bandwidth uplink) {
  const auto either = logical_ports(box, uplink);
  const std::int64_t other =
      (box.down.rate < uplink ? 0 : box.down.count) + (box.up.rate < uplink ? 0 : box.up.count);
  if (!either && other == 0) return either.why();
  return either.value_or(0) + other;
}

}  // namespace weft::fabric
