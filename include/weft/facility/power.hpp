// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace weft::facility {

/// Which figure of a record stands for what a unit draws.
enum class PowerRule : std::uint8_t { peak, sustained };

/// What one unit draws. A peak sizes feeds and racks and takes the maximum; a sustained figure is
/// for energy and takes the typical one. Where only one is published it serves both.
[[nodiscard]] constexpr std::optional<Power> unit_power(std::optional<Power> max,
                                                        std::optional<Power> typical,
                                                        PowerRule rule) {
  if (rule == PowerRule::peak) return max ? max : typical;
  return typical ? typical : max;
}

/// IT load of a site. What the meter of the hall sees, without cooling and losses.
struct ItPower {
  Power nodes{};
  Power networks{};  ///< boxes, modules and adapters that are not in the nodes' figure
  friend constexpr bool operator==(const ItPower&, const ItPower&) = default;
  [[nodiscard]] constexpr Power total() const { return nodes + networks; }
  /// Networks' share of the load; 0 where nothing is on.
  [[nodiscard]] constexpr double network_share() const {
    return total() > Power{} ? ratio(networks, total()) : 0.0;
  }
};
[[nodiscard]] constexpr ItPower operator+(const ItPower& a, const ItPower& b) {
  return {a.nodes + b.nodes, a.networks + b.networks};
}

/// What the meter of the site sees.
struct UtilityPower {
  Power it{};
  Power overhead{};  ///< cooling and losses
  friend constexpr bool operator==(const UtilityPower&, const UtilityPower&) = default;
  [[nodiscard]] constexpr Power total() const { return it + overhead; }
};

inline constexpr Formula utility_power_card{"facility.utility-power", "P_it PUE",
                                            "ISO/IEC 30134-2 (definition of PUE)"};

/// \param pue  power usage effectiveness, >= 1.  \throws std::domain_error below 1.
[[nodiscard]] constexpr UtilityPower utility_power(Power it, double pue) {
  if (!(pue >= 1.0)) throw std::domain_error("utility_power: PUE is at least 1");
  return {.it = it, .overhead = (pue - 1.0) * it};
}
static_assert(utility_power(watt, 1.0).total() == watt);

inline constexpr Formula site_energy_card{"facility.energy", "P load t", "definition"};

/// Energy behind one meter. \param load  mean over peak, 0..1.
[[nodiscard]] constexpr Energy site_energy(Power power, double load, Time duration) {
  return load * power * duration;
}

}  // namespace weft::facility

namespace weft {

template <>
inline constexpr auto words<facility::PowerRule> =
    std::array{Case{"peak", "the maximum, else the typical figure"},
               Case{"sustained", "the typical figure, else the maximum"}};

template <>
inline constexpr std::string_view type_name<facility::ItPower> = "it_power";
template <>
inline constexpr auto fields<facility::ItPower> =
    std::array{row<&facility::ItPower::nodes>("nodes", "servers, racks, storage")
                   .in("kW")
                   .metric(Over::worst, Better::less),
               row<&facility::ItPower::networks>("networks", "switches, modules, adapters apart")
                   .in("kW")
                   .metric(Over::worst, Better::less)};
static_assert(describes_all<facility::ItPower>());

template <>
inline constexpr std::string_view type_name<facility::UtilityPower> = "utility_power";
template <>
inline constexpr auto fields<facility::UtilityPower> =
    std::array{row<&facility::UtilityPower::it>("it", "behind the meters of the hall")
                   .in("kW")
                   .by(facility::utility_power_card)
                   .metric(Over::worst, Better::less),
               row<&facility::UtilityPower::overhead>("overhead", "cooling and losses")
                   .in("kW")
                   .by(facility::utility_power_card)
                   .metric(Over::worst, Better::less)};
static_assert(describes_all<facility::UtilityPower>());

}  // namespace weft
