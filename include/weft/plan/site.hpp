// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/monthly.hpp"
#include "weft/fabric/cable_length.hpp"
#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <variant>

namespace weft::plan {

/// Limits on the site: each is named like the metric `site.*` that it limits.
struct SiteBudget {
  std::optional<Power> it_power;
  std::optional<Power> utility_power;
  std::optional<Power> rack_power;
  std::optional<std::int64_t> racks;
  friend bool operator==(const SiteBudget&, const SiteBudget&) = default;
};

struct Colocation {
  MoneyPerPowerTime price{};
  bool energy_included = false;
  double take_or_pay = 0.0;  ///< share of the reserved power that is paid in any case
  std::optional<Time> term;
  friend bool operator==(const Colocation&, const Colocation&) = default;
};
struct OwnFacility {
  MoneyPerPower capex{};
  friend bool operator==(const OwnFacility&, const OwnFacility&) = default;
};
using Tenure = std::variant<Colocation, OwnFacility>;

using fabric::Floor;

enum class Cooling : std::uint8_t { air, liquid };

struct Site {
  SiteBudget budget;
  double pue = 1.56;
  Monthly<MoneyPerEnergy> power_price{0.0826 * dollar / kilowatt_hour};
  Cooling cooling = Cooling::air;
  double rack_units = 42.0;  ///< of one rack that can be filled
  std::optional<Tenure> tenure;
  std::optional<Floor> floor;
  std::optional<Delivery> delivery;
  friend bool operator==(const Site&, const Site&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::SiteBudget> = "site_budget";
template <>
inline constexpr auto fields<plan::SiteBudget> = std::array{
    row<&plan::SiteBudget::it_power>("it_power", "most IT load, networks included")
        .in("MW")
        .at_least(0),
    row<&plan::SiteBudget::utility_power>("utility_power", "most power at the meter of the site")
        .in("MW")
        .at_least(0),
    row<&plan::SiteBudget::rack_power>("rack_power", "most power of one rack").in("kW").at_least(0),
    row<&plan::SiteBudget::racks>("racks", "places for racks").at_least(0)};
static_assert(describes_all<plan::SiteBudget>());

template <>
inline constexpr auto words<plan::Tenure> =
    std::array{Case{"colocation", "space and power are rented by the kW"},
               Case{"own", "the building is built and written off"}};
template <>
inline constexpr std::string_view type_name<plan::Colocation> = "colocation";
template <>
inline constexpr auto fields<plan::Colocation> = std::array{
    row<&plan::Colocation::price>("price", "for one kW of IT power and month")
        .in("$/kW/month")
        .at_least(0)
        .required()
        .redactable(),
    row<&plan::Colocation::energy_included>("energy_included", "the price contains the energy")
        .default_from("usual contracts meter energy apart"),
    row<&plan::Colocation::take_or_pay>(
        "take_or_pay", "share of the site's IT power budget that is paid even when idle")
        .between(0, 1),
    row<&plan::Colocation::term>("term", "of the contract, then renewed; nothing: the horizon")
        .in("months")
        .at_least(0)};
static_assert(describes_all<plan::Colocation>());
template <>
inline constexpr std::string_view type_name<plan::OwnFacility> = "own_facility";
template <>
inline constexpr auto fields<plan::OwnFacility> =
    std::array{row<&plan::OwnFacility::capex>("capex", "for one watt of IT power")
                   .in("$/W")
                   .at_least(0)
                   .required()};
static_assert(describes_all<plan::OwnFacility>());

template <>
inline constexpr auto words<plan::Cooling> = std::array{Case{"air", ""}, Case{"liquid", ""}};
template <>
inline constexpr std::string_view type_name<plan::Site> = "site";
template <>
inline constexpr auto fields<plan::Site> =
    std::array{row<&plan::Site::budget>("budget", "limits on the metrics of the site"),
               row<&plan::Site::pue>("pue", "power usage effectiveness: utility power / IT power")
                   .between(1, 5)
                   .default_from("Uptime Institute global survey 2024: average 1.56 at the largest "
                                 "site of each operator"),
               row<&plan::Site::power_price>("power_price", "of energy at the meter")
                   .in("$/kWh")
                   .at_least(0)
                   .default_from("price fact elec-us-2025: US average for industry")
                   .redactable(),
               row<&plan::Site::cooling>("cooling", "of the hall").only_label(),
               row<&plan::Site::rack_units>("rack_units", "of one rack that can be filled")
                   .between(1, 100)
                   .default_from("42: the common height of a 19-inch rack"),
               row<&plan::Site::tenure>("tenure", "rented or owned space"),
               row<&plan::Site::floor>("floor", "where racks stand: decides cable lengths")
                   .default_from("cable lengths declared for each tier"),
               row<&plan::Site::delivery>("delivery", "when the hall can be used")};
static_assert(describes_all<plan::Site>());

}  // namespace weft
