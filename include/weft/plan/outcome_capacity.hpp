// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/over_months.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::plan {

/// What every kind of workload has.
struct WorkloadCapacity {
  OverMonths<double> accelerators;
  OverMonths<double> served;
  Feasible<double> headroom;
  double availability = 1.0;
  friend bool operator==(const WorkloadCapacity&, const WorkloadCapacity&) = default;
};

struct WorkloadMoney {
  Money cost{};
  Money network_cost{};
  Feasible<Money> revenue;
  Feasible<double> margin;
  friend bool operator==(const WorkloadMoney&, const WorkloadMoney&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::WorkloadCapacity> = "workload_capacity";
template <>
inline constexpr auto fields<plan::WorkloadCapacity> = std::array{
    row<&plan::WorkloadCapacity::accelerators>(
        "accelerators", "reserved or needed at the peak; servers where there are none")
        .metric(Over::worst, Better::less),
    row<&plan::WorkloadCapacity::served>("served", "demand met / demand")
        .metric(Over::worst, Better::more),
    row<&plan::WorkloadCapacity::headroom>("headroom", "largest demand at all limits / demand - 1")
        .metric(Over::worst, Better::more),
    row<&plan::WorkloadCapacity::availability>(
        "availability", "share of time in which its nodes and the networks that it uses work")
        .metric(Over::mean, Better::more)};
static_assert(describes_all<plan::WorkloadCapacity>());

template <>
inline constexpr std::string_view type_name<plan::WorkloadMoney> = "workload_money";
template <>
inline constexpr auto fields<plan::WorkloadMoney> = std::array{
    row<&plan::WorkloadMoney::cost>(
        "cost", "allocated; all workloads + finance.idle_cost = finance.tco - finance.tax")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::WorkloadMoney::network_cost>("network_cost", "of this, fabrics")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::WorkloadMoney::revenue>(
        "revenue", "price or value x volume, falling with ecosystem.price_change")
        .in("$")
        .metric(Over::sum, Better::more),
    row<&plan::WorkloadMoney::margin>("margin", "(revenue - cost) / revenue")
        .metric(Over::sum, Better::more)};
static_assert(describes_all<plan::WorkloadMoney>());

}  // namespace weft
