// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/total_cost.hpp"
#include "weft/units/system.hpp"

namespace weft::economics {

/// Accelerator time (accelerators x time): what stands, of it what works, of it what is used.
struct AcceleratorTime {
  Time provisioned{};
  Time available{};  ///< neither failed nor waiting for repair
  Time used{};       ///< sold or busy

  friend constexpr bool operator==(const AcceleratorTime&, const AcceleratorTime&) = default;
};

/// Cost of an accelerator-hour. The terms are a provisioned hour and add up; the other two
/// denominators are of the same whole cost.
struct AcceleratorHour {
  MoneyRate capex{};
  MoneyRate opex{};
  MoneyRate financing{};
  MoneyRate tax{};
  MoneyRate residual{};  ///< subtracted
  Feasible<MoneyRate> available{};
  Feasible<MoneyRate> used{};

  /// Cost of a provisioned hour.
  [[nodiscard]] constexpr MoneyRate total() const {
    return capex + opex + financing + tax - residual;
  }
  friend constexpr bool operator==(const AcceleratorHour&, const AcceleratorHour&) = default;
};

inline constexpr Reason no_accelerator_time{"economics.no-accelerator-time",
                                            "no accelerator-hours of this kind to put the cost on"};

inline constexpr Formula accelerator_hour_card{
    "economics.accelerator-hour", "cost / accelerator-hours (provisioned, available, used)",
    "deepseek-ai/open-infra-index day 6 (daily cost, nodes, $2 an hour); definition"};

/// Money for an accelerator-hour with three denominators. Absent when nothing is provisioned; the
/// dearer two are absent when their hours are zero.
[[nodiscard]] inline Feasible<AcceleratorHour> accelerator_hour(const TotalCost& cost,
                                                                const AcceleratorTime& time) {
  if (!(time.provisioned > Time{})) return Infeasible{&no_accelerator_time};
  const auto over = [&](Time hours) -> Feasible<MoneyRate> {
    if (!(hours > Time{})) return Infeasible{&no_accelerator_time};
    return cost.total() / hours;
  };
  return AcceleratorHour{.capex = cost.capex / time.provisioned,
                         .opex = cost.opex / time.provisioned,
                         .financing = cost.financing / time.provisioned,
                         .tax = cost.tax / time.provisioned,
                         .residual = cost.residual / time.provisioned,
                         .available = over(time.available),
                         .used = over(time.used)};
}

inline constexpr Formula break_even_utilisation_card{
    "economics.break-even-utilisation", "cost / (provisioned hours x rent)",
    "definition: owning equals renting what is used"};

inline constexpr Reason no_rent{"economics.no-rent", "there is no rent to compare with"};

/// Used share of the provisioned hours at which owning costs what renting the used hours would.
/// Above 1: renting is cheaper however busy the accelerators are.
/// \param provisioned_hour  cost of a provisioned hour.   \param rent  price of a rented hour.
[[nodiscard]] inline Feasible<double> break_even_utilisation(MoneyRate provisioned_hour,
                                                             MoneyRate rent) {
  if (!(rent > MoneyRate{})) return Infeasible{&no_rent};
  return ratio(provisioned_hour, rent);
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::AcceleratorTime> = std::array{
    row<&economics::AcceleratorTime::provisioned>("provisioned", "accelerators that stand x time")
        .in("h"),
    row<&economics::AcceleratorTime::available>("available", "of it, working").in("h"),
    row<&economics::AcceleratorTime::used>("used", "of it, sold or busy").in("h")};
static_assert(describes_all<economics::AcceleratorTime>());
template <>
inline constexpr std::string_view type_name<economics::AcceleratorTime> = "accelerator time";

template <>
inline constexpr auto fields<economics::AcceleratorHour> = std::array{
    row<&economics::AcceleratorHour::capex>("capex", "a provisioned hour").in("$/h"),
    row<&economics::AcceleratorHour::opex>("opex", "a provisioned hour").in("$/h"),
    row<&economics::AcceleratorHour::financing>("financing", "a provisioned hour").in("$/h"),
    row<&economics::AcceleratorHour::tax>("tax", "a provisioned hour").in("$/h"),
    row<&economics::AcceleratorHour::residual>("residual", "a provisioned hour; subtracted")
        .in("$/h"),
    row<&economics::AcceleratorHour::available>("available", "whole cost an hour that works")
        .in("$/h"),
    row<&economics::AcceleratorHour::used>("used", "whole cost an hour sold or busy").in("$/h"),
    row<&economics::AcceleratorHour::total>("total", "whole cost a provisioned hour")
        .in("$/h")
        .by(economics::accelerator_hour_card)};
static_assert(describes_all<economics::AcceleratorHour>());
template <>
inline constexpr std::string_view type_name<economics::AcceleratorHour> = "accelerator-hour";

}  // namespace weft
