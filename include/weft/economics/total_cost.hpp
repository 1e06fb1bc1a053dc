// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

namespace weft::economics {

/// Running cost by kind.
struct Opex {
  Money energy{};
  Money space{};  ///< colocation without its energy
  Money support{};
  Money licences{};
  Money staff{};
  Money repairs{};

  [[nodiscard]] constexpr Money total() const {
    return energy + space + support + licences + staff + repairs;
  }
  friend constexpr bool operator==(const Opex&, const Opex&) = default;
};

[[nodiscard]] constexpr Opex operator+(const Opex& a, const Opex& b) {
  return {.energy = a.energy + b.energy,
          .space = a.space + b.space,
          .support = a.support + b.support,
          .licences = a.licences + b.licences,
          .staff = a.staff + b.staff,
          .repairs = a.repairs + b.repairs};
}

inline constexpr Formula total_cost_card{"economics.total-cost",
                                         "capex + opex + financing + tax - residual", "definition"};

/// Total cost of ownership over a horizon. `residual` is what the assets still fetch, positive.
struct TotalCost {
  Money capex{};
  Money opex{};
  Money financing{};
  Money tax{};
  Money residual{};

  [[nodiscard]] constexpr Money total() const { return capex + opex + financing + tax - residual; }
  friend constexpr bool operator==(const TotalCost&, const TotalCost&) = default;
};
static_assert(TotalCost{.capex = 5.0 * dollar, .opex = 2.0 * dollar, .residual = dollar}.total() ==
              6.0 * dollar);

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::Opex> =
    std::array{row<&economics::Opex::energy>("energy", "metered energy").in("$"),
               row<&economics::Opex::space>("space", "colocation, without metered energy").in("$"),
               row<&economics::Opex::support>("support", "support contracts").in("$"),
               row<&economics::Opex::licences>("licences", "software").in("$"),
               row<&economics::Opex::staff>("staff", "people").in("$"),
               row<&economics::Opex::repairs>("repairs", "parts and hands after failures").in("$"),
               row<&economics::Opex::total>("total", "all running cost").in("$")};
static_assert(describes_all<economics::Opex>());
template <>
inline constexpr std::string_view type_name<economics::Opex> = "opex";

template <>
inline constexpr auto fields<economics::TotalCost> = std::array{
    row<&economics::TotalCost::capex>("capex", "what is bought").in("$"),
    row<&economics::TotalCost::opex>("opex", "what is run").in("$"),
    row<&economics::TotalCost::financing>("financing", "interest and lease margin").in("$"),
    row<&economics::TotalCost::tax>("tax", "tax on profit").in("$"),
    row<&economics::TotalCost::residual>("residual", "what the assets still fetch; subtracted")
        .in("$"),
    row<&economics::TotalCost::total>("total", "total cost of ownership")
        .in("$")
        .by(economics::total_cost_card)};
static_assert(describes_all<economics::TotalCost>());
template <>
inline constexpr std::string_view type_name<economics::TotalCost> = "total cost";

}  // namespace weft
