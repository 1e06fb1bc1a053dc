// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/energy_cost.hpp"
#include "weft/units/system.hpp"

namespace weft::economics {

/// Power rented in somebody else's hall.
struct Colocation {
  MoneyPerPowerTime price{};  ///< reserved IT power and time: "$125 /kW/month"
  Power reserved{};
  double take_or_pay = 1.0;  ///< share of the reservation that is paid, used or not
  bool energy_included = false;

  friend constexpr bool operator==(const Colocation&, const Colocation&) = default;
};

/// What the hall costs. Space and energy stand apart, so that neither is paid twice.
struct ColocationCost {
  Money used{};         ///< power that is drawn
  Money take_or_pay{};  ///< power that is not drawn and has to be paid
  Money energy{};       ///< metered, PUE included; nothing when the price includes it

  [[nodiscard]] constexpr Money space() const { return used + take_or_pay; }
  [[nodiscard]] constexpr Money total() const { return used + take_or_pay + energy; }
  friend constexpr bool operator==(const ColocationCost&, const ColocationCost&) = default;
};

inline constexpr Formula colocation_card{
    "economics.colocation", "price t max(P, take_or_pay P_reserved) + energy unless included",
    "definition of take-or-pay"};

/// \param it_power  P, that the equipment needs at its peak; above the reservation it is paid at
/// the
///                  same price.
/// \param energy    metered energy of the same time.
[[nodiscard]] constexpr ColocationCost colocation_cost(const Colocation& hall, Power it_power,
                                                       Time time, const EnergyCost& energy) {
  const Power unused = max(hall.take_or_pay * hall.reserved - it_power, Power{});
  return {.used = hall.price * it_power * time,
          .take_or_pay = hall.price * unused * time,
          .energy = hall.energy_included ? Money{} : energy.total()};
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::Colocation> = std::array{
    row<&economics::Colocation::price>("price", "of reserved IT power").in("$/kW/month"),
    row<&economics::Colocation::reserved>("reserved", "IT power in the contract").in("MW"),
    row<&economics::Colocation::take_or_pay>("take_or_pay", "share paid even when not drawn")
        .between(0.0, 1.0),
    row<&economics::Colocation::energy_included>("energy_included", "the price includes energy")};
static_assert(describes_all<economics::Colocation>());
template <>
inline constexpr std::string_view type_name<economics::Colocation> = "colocation";

template <>
inline constexpr auto fields<economics::ColocationCost> = std::array{
    row<&economics::ColocationCost::used>("used", "for power that is drawn").in("$"),
    row<&economics::ColocationCost::take_or_pay>("take_or_pay", "for power that is not drawn")
        .in("$"),
    row<&economics::ColocationCost::energy>("energy", "metered; 0 when included").in("$"),
    row<&economics::ColocationCost::space>("space", "without energy").in("$"),
    row<&economics::ColocationCost::total>("total", "the hall and its energy")
        .in("$")
        .by(economics::colocation_card)};
static_assert(describes_all<economics::ColocationCost>());
template <>
inline constexpr std::string_view type_name<economics::ColocationCost> = "colocation cost";

}  // namespace weft
