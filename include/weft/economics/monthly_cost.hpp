// SPDX-License-Identifier: Apache-2.0
// A data centre as one level monthly sum: each class of assets is paid off over its own life.
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/annuity.hpp"
#include "weft/economics/energy_cost.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/system.hpp"

#include <stdexcept>

namespace weft::economics {

/// A class of assets and how long it is used.
struct AssetClass {
  Money cost{};
  Time life = one_year;

  friend constexpr bool operator==(const AssetClass&, const AssetClass&) = default;
};

inline constexpr Formula level_month_card{"economics.level-month", "C CRF(r / 12, 12 L)",
                                          "Excel PMT; Hamilton 2010, Overall Data Center Costs"};

/// Level monthly payment that buys an asset over its life.
/// \param nominal  r, a year, added each month: not the effective rate of `finance.discount_rate`.
/// \throws std::domain_error if the life is not positive.
[[nodiscard]] inline Money level_month(const AssetClass& of, double nominal) {
  return annuity_payment(of.cost, nominal / months_in(Period::year), ratio(of.life, one_month));
}

/// What stands in a data centre and what it draws.
struct DataCentre {
  AssetClass servers, network, facility;
  double power_share = 0.0;  ///< of the facility: power distribution and cooling
  Power critical{};          ///< what the equipment may draw
  double load = 1.0;         ///< mean draw, share of it
  double pue = 1.0;
  MoneyPerEnergy energy{};
  double cost_of_money = 0.0;  ///< nominal, a year

  friend constexpr bool operator==(const DataCentre&, const DataCentre&) = default;
};

struct MonthlyCost {
  Money servers{};
  Money network{};
  Money power_and_cooling{};  ///< of the facility; not the energy
  Money other_facility{};
  Money energy{};

  [[nodiscard]] constexpr Money total() const {
    return servers + network + power_and_cooling + other_facility + energy;
  }
  friend constexpr bool operator==(const MonthlyCost&, const MonthlyCost&) = default;
};

inline constexpr Formula monthly_cost_card{
    "economics.monthly-cost", "sum of C_a CRF(r/12, 12 L_a) + P load PUE t price",
    "Hamilton 2010, Overall Data Center Costs (perspectives.mvdirona.com)"};

/// \throws std::domain_error if the share of the facility is outside 0..1, or a life, or the PUE.
[[nodiscard]] inline MonthlyCost monthly_cost(const DataCentre& of) {
  if (!(of.power_share >= 0.0 && of.power_share <= 1.0)) {
    throw std::domain_error("monthly_cost: the share of the facility lies in 0 to 1");
  }
  const Money facility = level_month(of.facility, of.cost_of_money);
  return {.servers = level_month(of.servers, of.cost_of_money),
          .network = level_month(of.network, of.cost_of_money),
          .power_and_cooling = of.power_share * facility,
          .other_facility = (1.0 - of.power_share) * facility,
          .energy = energy_cost(of.load * of.critical, of.pue, one_month, of.energy).total()};
}

inline constexpr Formula interconnect_share_card{
    "economics.interconnect-share", "servers / (1 - share)",
    "Epoch AI training-cost-trends (interconnect 19 % of a cluster)"};

/// A cluster from its servers, when all that is known of its network is its share of the whole.
/// \param share  0 <= share < 1.   \throws std::domain_error outside.
[[nodiscard]] constexpr Money cluster_acquisition(Money servers, double share) {
  if (!(share >= 0.0 && share < 1.0)) {
    throw std::domain_error("cluster_acquisition: the share lies in 0 to below 1");
  }
  return servers / (1.0 - share);
}
static_assert(cluster_acquisition(3.0 * dollar, 0.25) == 4.0 * dollar);

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::AssetClass> =
    std::array{row<&economics::AssetClass::cost>("cost", "of all that stands").in("$"),
               row<&economics::AssetClass::life>("life", "how long it is used").in("yr")};
static_assert(describes_all<economics::AssetClass>());
template <>
inline constexpr std::string_view type_name<economics::AssetClass> = "asset class";

template <>
inline constexpr auto fields<economics::DataCentre> = std::array{
    row<&economics::DataCentre::servers>("servers", "with their lives"),
    row<&economics::DataCentre::network>("network", "with its life"),
    row<&economics::DataCentre::facility>("facility", "building, power and cooling"),
    row<&economics::DataCentre::power_share>("power_share", "power and cooling of the facility")
        .between(0, 1),
    row<&economics::DataCentre::critical>("critical", "what the equipment may draw").in("MW"),
    row<&economics::DataCentre::load>("load", "mean draw, share of it").between(0, 1),
    row<&economics::DataCentre::pue>("pue", "of the site").at_least(1),
    row<&economics::DataCentre::energy>("energy", "at the meter").in("$/kWh"),
    row<&economics::DataCentre::cost_of_money>("cost_of_money", "nominal, a year")};
static_assert(describes_all<economics::DataCentre>());
template <>
inline constexpr std::string_view type_name<economics::DataCentre> = "data centre";

template <>
inline constexpr auto fields<economics::MonthlyCost> = std::array{
    row<&economics::MonthlyCost::servers>("servers", "paid off over their life").in("$"),
    row<&economics::MonthlyCost::network>("network", "paid off over its life").in("$"),
    row<&economics::MonthlyCost::power_and_cooling>("power_and_cooling", "of the facility").in("$"),
    row<&economics::MonthlyCost::other_facility>("other_facility", "of the facility").in("$"),
    row<&economics::MonthlyCost::energy>("energy", "metered").in("$"),
    row<&economics::MonthlyCost::total>("total", "a month")
        .in("$")
        .by(economics::monthly_cost_card)};
static_assert(describes_all<economics::MonthlyCost>());
template <>
inline constexpr std::string_view type_name<economics::MonthlyCost> = "monthly cost";

}  // namespace weft
