// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace weft::economics {

/// What is bought, by asset class: each class has its own book life, decay and support.
struct Capex {
  Money accelerators{};  ///< accelerator nodes, with all that is in their price
  Money servers{};       ///< general and storage servers
  Money networks{};      ///< all fabrics: switches, adapters not in a node, modules, cables, spares
  Money facility{};      ///< own building, power and cooling; nothing in colocation

  [[nodiscard]] constexpr Money total() const {
    return accelerators + servers + networks + facility;
  }
  friend constexpr bool operator==(const Capex&, const Capex&) = default;
};

[[nodiscard]] constexpr Capex operator+(const Capex& a, const Capex& b) {
  return {a.accelerators + b.accelerators, a.servers + b.servers, a.networks + b.networks,
          a.facility + b.facility};
}

inline constexpr Formula spares_card{"economics.spares", "ceil(share x count)", "definition"};

/// Whole spare units on the shelf. None for a share of zero, at least one for any other.
/// \param share  of the installed units, >= 0.
/// \throws std::domain_error if count or share is negative.
[[nodiscard]] inline std::int64_t spare_units(std::int64_t count, double share) {
  if (count < 0) throw std::domain_error("spare_units: count must not be negative");
  if (!(share >= 0.0)) throw std::domain_error("spare_units: share must not be negative");
  // 3 % of 100 is 3.0000000000000004 in binary: an excess of rounding buys no unit.
  constexpr double rounding = 1e-9;
  return static_cast<std::int64_t>(std::ceil(share * static_cast<double>(count) - rounding));
}

inline constexpr Formula facility_capex_card{
    "economics.facility-capex", "price a watt x IT power that is built",
    "definition; $/W as in Barroso, Clidaras, Hoelzle, The Datacenter as a Computer, 2nd edition"};

/// An own building with its power and cooling.
/// \param price  a watt of IT load.   \param it_power  that is built, not what is used.
[[nodiscard]] constexpr Money facility_capex(MoneyPerPower price, Power it_power) {
  return price * it_power;
}
static_assert(facility_capex(11.0 * dollar / watt, 2.0 * watt) == 22.0 * dollar);

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::Capex> = std::array{
    row<&economics::Capex::accelerators>("accelerators", "accelerator nodes").in("$"),
    row<&economics::Capex::servers>("servers", "general and storage servers").in("$"),
    row<&economics::Capex::networks>("networks", "all fabrics, spares included").in("$"),
    row<&economics::Capex::facility>("facility", "own building, power and cooling").in("$"),
    row<&economics::Capex::total>("total", "all that is bought").in("$")};
static_assert(describes_all<economics::Capex>());
template <>
inline constexpr std::string_view type_name<economics::Capex> = "capex";

}  // namespace weft
