// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/claim.hpp"
#include "weft/fabric/claim_finding.hpp"
#include "weft/fabric/claim_sums.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

// What one box cannot do, whatever it is cabled to.
namespace weft::fabric {

inline constexpr Check ports_check{
    {"bom.ports", "a box is cabled with more links than it has ports"},
    Gravity::impossible,
    "links",
    "ports"};
inline constexpr Check capacity_check{
    {"bom.capacity", "the links of a box add up to more than it forwards"},
    Gravity::impossible,
    "links together",
    "capacity"};
inline constexpr Check doubled_capacity_check{
    {"bom.doubled-capacity", "the capacity of a box is its ports counted in both directions"},
    Gravity::hides,
    "stated",
    "of the ports"};
inline constexpr Check breakout_check{{"bom.breakout", "the box does not split into so many ports"},
                                      Gravity::impossible,
                                      "ports counted on",
                                      "legal at that rate"};
inline constexpr Check cages_check{{"bom.cages", "the links of a box take more cages than it has"},
                                   Gravity::impossible,
                                   "cages filled",
                                   "cages"};
inline constexpr Check cage_power_check{
    {"bom.cage-power", "a module draws more than its cage cools"},
    Gravity::impossible,
    "of the module",
    "of the cage"};
inline constexpr Check port_rate_check{
    {"bom.link-faster-than-port", "a link runs faster than the port that it is plugged into"},
    Gravity::impossible,
    "link",
    "port"};
inline constexpr Check bytes_for_bits_check{
    {"bom.bytes-for-bits", "a rate is eight times that of its port: bytes were written for bits"},
    Gravity::impossible,
    "written",
    "port"};

/// The names of one tier's values, for findings.
struct TierPaths {
  std::string_view ports, port_rate, capacity, breakout, cages, cage_power, down, down_rate, up,
      up_rate;
};
inline constexpr TierPaths leaf_paths{
    "leaf.ports",      "leaf.port_rate", "leaf.capacity",  "leaf.breakout", "leaf.cages",
    "leaf.cage_power", "leaf.down",      "leaf.down_rate", "leaf.up",       "leaf.up_rate"};
inline constexpr TierPaths spine_paths{
    "spine.ports",      "spine.port_rate", "spine.capacity",  "spine.breakout", "spine.cages",
    "spine.cage_power", "spine.down",      "spine.down_rate", "spine.up",       "spine.up_rate"};
inline constexpr TierPaths core_paths{
    "core.ports",      "core.port_rate", "core.capacity",  "core.breakout", "core.cages",
    "core.cage_power", "core.down",      "core.down_rate", "core.up",       "core.up_rate"};

/// One tier as it is cabled: what the bill says of it, rates filled in from its neighbours.
struct TierLoad {
  const TierClaim& tier;
  const SwitchBox* box = nullptr;  ///< the record, where the bill names one
  const TierPaths& paths;
  std::int64_t down = 0;
  Bandwidth down_rate{};
  std::int64_t up = 0;
  Bandwidth up_rate{};
};

namespace detail {

/// Links of one rate are ports of that rate; of two rates only the capacity counts.
constexpr void check_ports(const TierLoad& load, Findings& found) {
  if (!load.tier.ports || (load.up > 0 && load.up_rate != load.down_rate)) return;
  const std::int64_t cabled = load.down + load.up + load.tier.reserved;
  if (cabled > *load.tier.ports) found.add(ports_check, load.paths.ports, cabled, *load.tier.ports);
}

constexpr void check_capacity(const TierLoad& load, Findings& found) {
  constexpr double rounding = 1.0 + 1e-9;
  const TierClaim& tier = load.tier;
  auto holds = tier.capacity;
  if (tier.ports && tier.port_rate) {
    const Bandwidth ports = *tier.ports * *tier.port_rate;
    if (!holds) holds = ports;
    if (!load.box && *holds == 2.0 * ports) {
      found.add(doubled_capacity_check, load.paths.capacity, *holds, ports);
      holds = ports;
    }
  }
  const Bandwidth cabled = load.down * load.down_rate + load.up * load.up_rate;
  if (holds && cabled > rounding * *holds) {
    found.add(capacity_check, load.paths.capacity, cabled, *holds);
  }
}

/// Ports of a rate that the bill's own words allow; 0 where it says nothing of them.
constexpr std::int64_t most_split(const TierClaim& tier, Bandwidth rate) {
  std::int64_t most = tier.ports.value_or(0);
  if (!tier.capacity) return most;
  const auto lanes = static_cast<std::int64_t>(ratio(*tier.capacity, rate) * (1.0 + 1e-9));
  return most > 0 && most < lanes ? most : lanes;
}

/// Ports that the bill counts on against those that the record or the capacity allows.
inline void check_breakout(const TierLoad& load, Findings& found) {
  const auto split = parse_split(load.tier.breakout);
  if (split && load.box) {
    const auto legal = logical_ports(*load.box, split->rate).value_or(0);
    if (split->count > legal) found.add(breakout_check, load.paths.breakout, split->count, legal);
  } else if (split) {
    const std::int64_t most = most_split(load.tier, split->rate);
    if (most > 0 && split->count > most) {
      found.add(breakout_check, load.paths.breakout, split->count, most);
    }
  }
  if (!load.box || !load.tier.ports) return;
  const Bandwidth rate = load.down_rate > Bandwidth{} ? load.down_rate : load.box->any.rate;
  const auto legal = spine_ports(*load.box, rate);
  if (legal && *load.tier.ports > *legal) {
    found.add(breakout_check, load.paths.ports, *load.tier.ports, *legal);
  }
}

/// How many links one cage takes: what its share of the capacity holds.
constexpr std::int64_t links_per_cage(const TierClaim& tier, Bandwidth rate) {
  if (!tier.capacity || rate <= Bandwidth{}) return 0;
  return static_cast<std::int64_t>(ratio(*tier.capacity / *tier.cages, rate) * (1.0 + 1e-9));
}

constexpr void check_cages(const TierLoad& load, Findings& found) {
  if (load.tier.cages.value_or(0) < 1) return;
  const bool alike = load.up == 0 || load.down_rate == load.up_rate;
  const std::int64_t below = links_per_cage(load.tier, load.down_rate);
  const std::int64_t above = alike ? below : links_per_cage(load.tier, load.up_rate);
  if (below < 1 || above < 1) return;
  const std::int64_t filled = alike ? divide_up(load.down + load.up, below)
                                    : divide_up(load.down, below) + divide_up(load.up, above);
  if (filled > *load.tier.cages) found.add(cages_check, load.paths.cages, filled, *load.tier.cages);
}

constexpr void check_rate(const std::optional<Bandwidth>& port, Bandwidth link,
                          std::string_view path, Findings& found) {
  if (!port || link <= *port) return;
  found.add(link == 8.0 * *port ? bytes_for_bits_check : port_rate_check, path, link, *port);
}

}  // namespace detail

/// Every check of one tier of boxes.
inline void check_tier(const TierLoad& load, Findings& found) {
  detail::check_rate(load.tier.port_rate, load.down_rate, load.paths.down_rate, found);
  if (load.up > 0 && load.up_rate != load.down_rate) {
    detail::check_rate(load.tier.port_rate, load.up_rate, load.paths.up_rate, found);
  }
  detail::check_ports(load, found);
  detail::check_breakout(load, found);
  if (load.tier.port_rate && load.down_rate > *load.tier.port_rate) return;  // one fault, said once
  detail::check_capacity(load, found);
  detail::check_cages(load, found);
}

}  // namespace weft::fabric
