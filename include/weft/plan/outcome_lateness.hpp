// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/economics/delay_cost.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::plan {

/// When a fabric has to be ordered, how late it is behind the accelerators, and what that costs.
struct FabricLateness {
  double order_by = 0.0;  ///< months from time.start
  Time late_mean{};
  Feasible<MoneyRate> late_cost_per_day;
  Feasible<Money> late_cost;
  Feasible<Money> late_cost_p90;
  friend bool operator==(const FabricLateness&, const FabricLateness&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::FabricLateness> = "fabric_lateness";
template <>
inline constexpr auto fields<plan::FabricLateness> = std::array{
    row<&plan::FabricLateness::order_by>(
        "order_by", "last order month so that it is ready with the accelerators, 9 times of 10")
        .metric(Over::once, Better::more)
        .by(economics::order_by_p90_card),
    row<&plan::FabricLateness::late_mean>("late_mean", "expected, behind the accelerators")
        .in("weeks")
        .metric(Over::once, Better::less)
        .by(economics::lateness_card),
    row<&plan::FabricLateness::late_cost_per_day>(
        "late_cost_per_day", "interest, decay, take-or-pay and margin of what waits")
        .in("$/day")
        .metric(Over::worst, Better::less)
        .by(economics::delay_cost_card),
    row<&plan::FabricLateness::late_cost>("late_cost", "expected cost of its delay")
        .in("$")
        .metric(Over::once, Better::less),
    row<&plan::FabricLateness::late_cost_p90>("late_cost_p90", "in the worst tenth of lead times")
        .in("$")
        .metric(Over::once, Better::less)};
static_assert(describes_all<plan::FabricLateness>());

}  // namespace weft
