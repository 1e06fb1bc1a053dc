// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace weft::facility {

inline constexpr Reason unit_exceeds_rack{"facility.unit-exceeds-rack",
                                          "one unit draws more than a rack may"};

/// What one rack of the site takes.
struct RackLimits {
  double units = 42.0;           ///< rack units that can be filled
  std::optional<Power> power{};  ///< absent: not limited
  friend bool operator==(const RackLimits&, const RackLimits&) = default;
};

/// Equal units to be racked.
struct RackLoad {
  std::int64_t count = 0;
  double units = 0.0;  ///< height of one; more than a rack: it stands in several racks
  Power power{};       ///< of one, at its peak
};

/// Racks for equal units: what space asks, what power asks; the tighter one counts.
struct Racks {
  std::int64_t by_space = 0;
  std::int64_t by_power = 0;
  Power fullest{};  ///< load of the fullest rack
  friend constexpr bool operator==(const Racks&, const Racks&) = default;
  [[nodiscard]] constexpr std::int64_t total() const {
    return by_space < by_power ? by_power : by_space;
  }
};

inline constexpr Formula racks_card{
    "facility.racks", "max(ceil(n / floor(U/u)), ceil(n / floor(P/p)))", "definition"};

/// \throws std::domain_error if a rack has no units.
[[nodiscard]] inline Feasible<Racks> racks(const RackLoad& load, const RackLimits& rack) {
  if (!(rack.units > 0.0)) throw std::domain_error("racks: a rack has units");
  if (load.count < 1) return Racks{};
  const auto up = [](std::int64_t whole, std::int64_t part) { return (whole + part - 1) / part; };
  const bool wide = load.units > rack.units;
  const std::int64_t spread = wide ? ceil_count(load.units / rack.units) : 1;
  const Power share = load.power / spread;
  if (rack.power && *rack.power < share) {
    return Infeasible{&unit_exceeds_rack, ratio(share, watt), ratio(*rack.power, watt),
                      dimension_of<Power>};
  }
  const auto most = [&](double held) {
    return held < static_cast<double>(load.count) ? floor_count(held) : load.count;
  };
  const std::int64_t by_units = load.units > 0.0 ? most(rack.units / load.units) : load.count;
  const bool limited = rack.power && share > Power{};
  const std::int64_t by_watts = limited ? most(ratio(*rack.power, share)) : load.count;
  if (wide) {
    const std::int64_t all = spread * load.count;
    return Racks{.by_space = all, .by_power = all, .fullest = share};
  }
  const std::int64_t held = by_units < by_watts ? by_units : by_watts;
  return Racks{.by_space = up(load.count, by_units),
               .by_power = limited ? up(load.count, by_watts) : 0,
               .fullest = held * share};
}

/// What of a site is asked for, or what it has.
struct SiteLoad {
  std::optional<Power> it_power{};
  std::optional<Power> utility_power{};
  std::optional<Power> rack_power{};
  std::optional<std::int64_t> racks{};
};

enum class SiteLimit : std::uint8_t { it_power, utility_power, rack_power, racks };

/// The limit of a site that binds first, and how far away it is.
struct Binding {
  SiteLimit limit = SiteLimit::it_power;
  double margin = 0.0;  ///< (limit - asked) / limit
  friend constexpr bool operator==(const Binding&, const Binding&) = default;
};

inline constexpr Formula site_binding_card{"facility.binding", "least (limit - asked) / limit",
                                           "definition"};

/// \param asked  load at the worst month.   \param limits  of the site; those absent never bind;
/// empty when none is given.
[[nodiscard]] constexpr std::optional<Binding> site_binding(const SiteLoad& asked,
                                                            const SiteLoad& limits) {
  std::optional<Binding> first{};
  const auto consider = [&](SiteLimit which, double need, double have) {
    if (!(have > 0.0)) return;
    const double left = (have - need) / have;
    if (!first || left < first->margin) first = Binding{which, left};
  };
  const auto watts = [](Power power) { return ratio(power, watt); };
  if (asked.it_power && limits.it_power) {
    consider(SiteLimit::it_power, watts(*asked.it_power), watts(*limits.it_power));
  }
  if (asked.utility_power && limits.utility_power) {
    consider(SiteLimit::utility_power, watts(*asked.utility_power), watts(*limits.utility_power));
  }
  if (asked.rack_power && limits.rack_power) {
    consider(SiteLimit::rack_power, watts(*asked.rack_power), watts(*limits.rack_power));
  }
  if (asked.racks && limits.racks) {
    consider(SiteLimit::racks, static_cast<double>(*asked.racks),
             static_cast<double>(*limits.racks));
  }
  return first;
}
static_assert(!site_binding({}, {}));

}  // namespace weft::facility

namespace weft {

template <>
inline constexpr auto words<facility::SiteLimit> =
    std::array{Case{"it_power", "load behind the meters of the hall"},
               Case{"utility_power", "load at the meter of the site"},
               Case{"rack_power", "load of the fullest rack"}, Case{"racks", "places for racks"}};
template <>
inline constexpr std::string_view type_name<facility::RackLimits> = "rack_limits";
template <>
inline constexpr auto fields<facility::RackLimits> =
    std::array{row<&facility::RackLimits::units>("units", "that can be filled")
                   .between(1, 100)
                   .default_from("42: the common height of a 19-inch rack"),
               row<&facility::RackLimits::power>("power", "of one rack").in("kW").at_least(0)};
static_assert(describes_all<facility::RackLimits>());

template <>
inline constexpr std::string_view type_name<facility::Racks> = "racks";
template <>
inline constexpr auto fields<facility::Racks> =
    std::array{row<&facility::Racks::by_space>("by_space", "that space asks for"),
               row<&facility::Racks::by_power>("by_power", "that power asks for; 0: not limited"),
               row<&facility::Racks::fullest>("fullest", "load of the fullest rack").in("kW"),
               row<&facility::Racks::total>("total", "the tighter of the two")};
static_assert(describes_all<facility::Racks>());

}  // namespace weft
