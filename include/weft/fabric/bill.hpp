// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::fabric {

/// So many of one part: what one costs, draws and takes of a rack.
struct PartLine {
  std::int64_t count = 0;
  Money price{};  ///< of one; zero for what is paid with something else
  Power power{};  ///< of one
  double rack_units = 0.0;
  friend constexpr bool operator==(const PartLine&, const PartLine&) = default;
};

/// The parts of one fabric, whatever its topology.
struct FabricParts {
  PartLine leaf{};
  PartLine spine{};
  PartLine core{};
  PartLine nics{};           ///< those that come with the node have price and power zero
  PartLine nic_modules{};    ///< of node-leaf links, at the adapters
  PartLine leaf_modules{};   ///< of node-leaf links, at the leaves
  PartLine node_cables{};    ///< cables with their ends, or fibre between modules
  PartLine trunk_modules{};  ///< of leaf-spine links, at the leaves; of both ends if they are alike
  PartLine spine_modules{};  ///< of leaf-spine links, at the spines
  PartLine trunk_cables{};
  PartLine upper_modules{};  ///< of spine-core links, at the spines; of both ends if alike
  PartLine core_modules{};   ///< of spine-core links, at the cores
  PartLine upper_cables{};
  friend constexpr bool operator==(const FabricParts&, const FabricParts&) = default;
};

namespace detail {
inline constexpr std::array box_lines{&FabricParts::leaf, &FabricParts::spine, &FabricParts::core};
inline constexpr std::array module_lines{&FabricParts::nic_modules,   &FabricParts::leaf_modules,
                                         &FabricParts::trunk_modules, &FabricParts::spine_modules,
                                         &FabricParts::upper_modules, &FabricParts::core_modules};
inline constexpr std::array cable_lines{&FabricParts::node_cables, &FabricParts::trunk_cables,
                                        &FabricParts::upper_cables};
}  // namespace detail

/// Pluggable modules at all ends.
[[nodiscard]] constexpr std::int64_t module_count(const FabricParts& parts) {
  std::int64_t count = 0;
  for (const auto line : detail::module_lines) count += (parts.*line).count;
  return count;
}

/// Shares of the parts that are bought on top.
struct Extras {
  double optic_spares = 0.0;   ///< of modules, and of cables with their ends
  double switch_spares = 0.0;  ///< of switches, each tier rounded up
  double installation = 0.0;   ///< of what is bought, spares left out
  friend constexpr bool operator==(const Extras&, const Extras&) = default;
};

/// What one fabric costs to buy.
struct FabricCapex {
  Money switches{};
  Money nics{};
  Money modules{};
  Money cables{};
  Money spares{};
  Money installation{};
  friend constexpr bool operator==(const FabricCapex&, const FabricCapex&) = default;
  [[nodiscard]] constexpr Money total() const {
    return switches + nics + modules + cables + spares + installation;
  }
};

[[nodiscard]] constexpr Money price_of(const PartLine& line) { return line.count * line.price; }
[[nodiscard]] constexpr Power power_of(const PartLine& line) { return line.count * line.power; }

/// Spares of one part, rounded up to whole pieces. A share below one part in 1e9 is none.
[[nodiscard]] inline std::int64_t spare_count(std::int64_t count, double share) {
  return ceil_count(static_cast<double>(count) * share - 1e-9);
}

inline constexpr Formula fabric_capex_card{
    "fabric.capex", "C = sum n_i p_i; spares = sum ceil(s n_i) p_i; installation = i C",
    "definition; spares as ceil(rate x modules)"};

[[nodiscard]] inline FabricCapex fabric_capex(const FabricParts& parts, const Extras& extras) {
  FabricCapex capex;
  const auto add = [&](Money& to, const auto& lines, double share) {
    for (const auto line : lines) {
      const PartLine& one = parts.*line;
      to += price_of(one);
      capex.spares += spare_count(one.count, share) * one.price;
    }
  };
  add(capex.switches, detail::box_lines, extras.switch_spares);
  add(capex.modules, detail::module_lines, extras.optic_spares);
  add(capex.cables, detail::cable_lines, extras.optic_spares);
  capex.nics = price_of(parts.nics);
  capex.installation =
      extras.installation * (capex.switches + capex.nics + capex.modules + capex.cables);
  return capex;
}

/// What one fabric draws.
struct FabricPower {
  Power boxes{};
  Power modules{};
  Power nics{};
  friend constexpr bool operator==(const FabricPower&, const FabricPower&) = default;
  [[nodiscard]] constexpr Power total() const { return boxes + modules + nics; }
};

inline constexpr Formula fabric_power_card{
    "fabric.power", "P = sum n_box P_box + n_mod P_mod + n_nic P_nic", "definition"};

/// Boxes without modules, lit modules, adapters. Of active cables the line's `power` is both ends.
[[nodiscard]] constexpr FabricPower fabric_power(const FabricParts& parts) {
  FabricPower power{.nics = power_of(parts.nics)};
  for (const auto line : detail::box_lines) power.boxes += power_of(parts.*line);
  for (const auto line : detail::module_lines) power.modules += power_of(parts.*line);
  for (const auto line : detail::cable_lines) power.modules += power_of(parts.*line);
  return power;
}

/// Rack units of the switches.
[[nodiscard]] constexpr double fabric_rack_units(const FabricParts& parts) {
  const auto units = [](const PartLine& line) {
    return static_cast<double>(line.count) * line.rack_units;
  };
  return units(parts.leaf) + units(parts.spine) + units(parts.core);
}
static_assert(fabric_power({}).total() == Power{} && fabric_rack_units({}) == 0.0);

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr std::string_view type_name<fabric::FabricCapex> = "fabric_capex";
template <>
inline constexpr auto fields<fabric::FabricCapex> =
    std::array{row<&fabric::FabricCapex::switches>("switches", "all tiers and planes")
                   .in("$")
                   .by(fabric::fabric_capex_card)
                   .metric(Over::sum, Better::less),
               row<&fabric::FabricCapex::nics>("nics", "those that the node does not bring")
                   .in("$")
                   .by(fabric::fabric_capex_card)
                   .metric(Over::sum, Better::less),
               row<&fabric::FabricCapex::modules>("modules", "pluggable")
                   .in("$")
                   .by(fabric::fabric_capex_card)
                   .metric(Over::sum, Better::less),
               row<&fabric::FabricCapex::cables>("cables", "fibre, and cables with their ends")
                   .in("$")
                   .by(fabric::fabric_capex_card)
                   .metric(Over::sum, Better::less),
               row<&fabric::FabricCapex::spares>("spares", "on the shelf")
                   .in("$")
                   .by(fabric::fabric_capex_card)
                   .metric(Over::sum, Better::less),
               row<&fabric::FabricCapex::installation>("installation", "racking and cabling")
                   .in("$")
                   .by(fabric::fabric_capex_card)
                   .metric(Over::sum, Better::less),
               row<&fabric::FabricCapex::total>("total", "all of them")
                   .in("$")
                   .by(fabric::fabric_capex_card)
                   .metric(Over::sum, Better::less)};
static_assert(describes_all<fabric::FabricCapex>());

template <>
inline constexpr std::string_view type_name<fabric::FabricPower> = "fabric_power";
template <>
inline constexpr auto fields<fabric::FabricPower> = std::array{
    row<&fabric::FabricPower::boxes>("boxes", "switches without modules")
        .in("kW")
        .by(fabric::fabric_power_card)
        .metric(Over::design, Better::less),
    row<&fabric::FabricPower::modules>("modules", "lit modules and active cables")
        .in("kW")
        .by(fabric::fabric_power_card)
        .metric(Over::design, Better::less),
    row<&fabric::FabricPower::nics>("nics", "adapters that are not in the power of the node")
        .in("kW")
        .by(fabric::fabric_power_card)
        .metric(Over::design, Better::less),
    row<&fabric::FabricPower::total>("total", "all of them")
        .in("kW")
        .by(fabric::fabric_power_card)
        .metric(Over::design, Better::less)};
static_assert(describes_all<fabric::FabricPower>());

}  // namespace weft
