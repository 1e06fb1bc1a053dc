// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <stdexcept>

namespace weft::economics {

/// What the meter of the site costs. Cooling and conversion are in `overhead` once, through the
/// PUE: no other cooling cost may be added to this.
struct EnergyCost {
  Money equipment{};
  Money overhead{};

  [[nodiscard]] constexpr Money total() const { return equipment + overhead; }
  friend constexpr bool operator==(const EnergyCost&, const EnergyCost&) = default;
};

inline constexpr Formula energy_cost_card{"economics.energy-cost", "P_it t PUE price",
                                          "definition; PUE as in ISO/IEC 30134-2"};

/// \param it_power  P_it, mean of what the equipment draws.   \param price  of energy at the meter.
/// \throws std::domain_error if the PUE is below 1.
[[nodiscard]] constexpr EnergyCost energy_cost(Power it_power, double pue, Time time,
                                               MoneyPerEnergy price) {
  if (!(pue >= 1.0)) throw std::domain_error("energy_cost: PUE must be at least 1");
  const Money equipment = it_power * time * price;
  return {.equipment = equipment, .overhead = (pue - 1.0) * equipment};
}
static_assert(energy_cost(2.0 * watt, 1.5, second, dollar / joule).total() == 3.0 * dollar);

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::EnergyCost> = std::array{
    row<&economics::EnergyCost::equipment>("equipment", "energy of the IT load").in("$"),
    row<&economics::EnergyCost::overhead>("overhead", "cooling and conversion, by the PUE").in("$"),
    row<&economics::EnergyCost::total>("total", "all energy")
        .in("$")
        .by(economics::energy_cost_card)};
static_assert(describes_all<economics::EnergyCost>());
template <>
inline constexpr std::string_view type_name<economics::EnergyCost> = "energy cost";

}  // namespace weft
