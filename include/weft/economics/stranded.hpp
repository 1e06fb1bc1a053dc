// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/economics/depreciation.hpp"
#include "weft/units/system.hpp"

namespace weft::economics {

inline constexpr Formula stranded_time_card{
    "economics.stranded-time", "N max(0, usable - ready)",
    "definition: accelerators that stand and cannot be used"};

/// Accelerator time between the accelerators' readiness and that of the last part they wait for.
/// \param accelerators  N.   \param ready, usable  months from the start of the plan.
[[nodiscard]] constexpr Time stranded_time(double accelerators, double ready, double usable) {
  return usable > ready ? accelerators * (usable - ready) * one_month : Time{};
}
static_assert(stranded_time(8.0, 3.0, 2.0) == Time{}, "the network was there first");
static_assert(stranded_time(8.0, 2.0, 3.0) == 8.0 * one_month);

/// What an accelerator that waits costs, a time.
struct StrandedRate {
  MoneyRate carrying{};     ///< interest on what is already paid
  MoneyRate decay{};        ///< loss of market value
  MoneyRate take_or_pay{};  ///< power and space paid and not used
  MoneyRate lost_margin{};  ///< what it would have earned

  friend constexpr bool operator==(const StrandedRate&, const StrandedRate&) = default;
};

/// What lateness costs.
struct StrandedCost {
  Money carrying{};
  Money decay{};
  Money take_or_pay{};
  Money lost_margin{};

  [[nodiscard]] constexpr Money total() const {
    return carrying + decay + take_or_pay + lost_margin;
  }
  friend constexpr bool operator==(const StrandedCost&, const StrandedCost&) = default;
};

inline constexpr Formula stranded_rate_card{
    "economics.stranded-rate", "V r, V (1 - (1 - d)^1month), take-or-pay, margin",
    "Epoch AI training-cost-trends (decay of value); definition"};

/// \param value      V, market value of one accelerator with its share of the node.
/// \param discount   r, effective.   \param decay  d, share of the value lost a period.
/// \param space      take-or-pay an accelerator.   \param margin  forgone an accelerator.
[[nodiscard]] inline StrandedRate stranded_rate(Money value, PerPeriod discount, PerPeriod decay,
                                                MoneyRate space, MoneyRate margin) {
  return {.carrying = (factor(discount, 1.0) - 1.0) * value / one_month,
          .decay = (value - market_value(value, decay, one_month)) / one_month,
          .take_or_pay = space,
          .lost_margin = margin};
}

inline constexpr Formula stranded_cost_card{"economics.stranded-cost",
                                            "time x rate x (1 - mitigation)", "definition"};

/// \param time        accelerator time that is stranded.
/// \param mitigation  share of each term that other use of the accelerators makes good, 0..1.
[[nodiscard]] constexpr StrandedCost stranded_cost(Time time, const StrandedRate& rate,
                                                   double mitigation) {
  const Time felt = (1.0 - mitigation) * time;
  return {.carrying = felt * rate.carrying,
          .decay = felt * rate.decay,
          .take_or_pay = felt * rate.take_or_pay,
          .lost_margin = felt * rate.lost_margin};
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::StrandedRate> = std::array{
    row<&economics::StrandedRate::carrying>("carrying", "interest, an accelerator").in("$/h"),
    row<&economics::StrandedRate::decay>("decay", "loss of market value, an accelerator").in("$/h"),
    row<&economics::StrandedRate::take_or_pay>("take_or_pay", "power and space, an accelerator")
        .in("$/h"),
    row<&economics::StrandedRate::lost_margin>("lost_margin", "not earned, an accelerator")
        .in("$/h")};
static_assert(describes_all<economics::StrandedRate>());
template <>
inline constexpr std::string_view type_name<economics::StrandedRate> = "stranded rate";

template <>
inline constexpr auto fields<economics::StrandedCost> = std::array{
    row<&economics::StrandedCost::carrying>("carrying", "interest on what is already paid").in("$"),
    row<&economics::StrandedCost::decay>("decay", "loss of market value").in("$"),
    row<&economics::StrandedCost::take_or_pay>("take_or_pay", "power and space not used").in("$"),
    row<&economics::StrandedCost::lost_margin>("lost_margin", "not earned").in("$"),
    row<&economics::StrandedCost::total>("total", "what the lateness costs")
        .in("$")
        .by(economics::stranded_cost_card)};
static_assert(describes_all<economics::StrandedCost>());
template <>
inline constexpr std::string_view type_name<economics::StrandedCost> = "stranded cost";

}  // namespace weft
