// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/over_months.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::plan {

struct SiteOutcome {
  OverMonths<std::int64_t> accelerators;
  OverMonths<Power> it_power;
  OverMonths<Power> utility_power;
  Feasible<Power> power_per_accelerator;
  Energy energy{};
  double racks = 0.0;
  Power rack_power{};
  double network_power_share = 0.0;
  friend bool operator==(const SiteOutcome&, const SiteOutcome&) = default;
};

/// Three denominators under one cost: what stands, what works, what is used.
struct ClusterMoney {
  Money capex{};
  Money cost{};
  Feasible<MoneyRate> cost_per_accelerator_hour;
  Feasible<MoneyRate> cost_per_available_hour;
  Feasible<MoneyRate> cost_per_used_hour;
  Feasible<double> break_even_utilisation;
  friend bool operator==(const ClusterMoney&, const ClusterMoney&) = default;
};

struct ClusterOutcome {
  OverMonths<std::int64_t> accelerators;
  OverMonths<double> accelerators_needed;
  OverMonths<double> headroom;
  OverMonths<double> utilisation;
  Feasible<double> exhausted;
  Feasible<double> order_by;
  double availability = 1.0;
  Feasible<ClusterMoney> money;
  friend bool operator==(const ClusterOutcome&, const ClusterOutcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::SiteOutcome> = "site_outcome";
template <>
inline constexpr auto fields<plan::SiteOutcome> =
    std::array{row<&plan::SiteOutcome::accelerators>("accelerators", "that stand, all clusters")
                   .counts("GPU")
                   .metric(Over::end),
               row<&plan::SiteOutcome::it_power>("it_power", "peak IT load, networks included")
                   .in("MW")
                   .metric(Over::worst, Better::less),
               row<&plan::SiteOutcome::utility_power>(
                   "utility_power", "IT load x PUE: what the meter of the site sees")
                   .in("MW")
                   .metric(Over::worst, Better::less),
               row<&plan::SiteOutcome::power_per_accelerator>("power_per_accelerator",
                                                              "utility power / accelerators")
                   .in("kW")
                   .metric(Over::worst, Better::less),
               row<&plan::SiteOutcome::energy>("energy", "over the horizon, PUE included once")
                   .in("MWh")
                   .metric(Over::sum, Better::less),
               row<&plan::SiteOutcome::racks>("racks", "by the tighter of space and rack power")
                   .metric(Over::worst, Better::less),
               row<&plan::SiteOutcome::rack_power>("rack_power", "the fullest rack")
                   .in("kW")
                   .metric(Over::worst, Better::less),
               row<&plan::SiteOutcome::network_power_share>(
                   "network_power_share", "networks' share of the IT load, modules included")
                   .metric(Over::worst, Better::less)};
static_assert(describes_all<plan::SiteOutcome>());

template <>
inline constexpr std::string_view type_name<plan::ClusterMoney> = "cluster_money";
template <>
inline constexpr auto fields<plan::ClusterMoney> = std::array{
    row<&plan::ClusterMoney::capex>("capex", "what is bought new; owned units are not in it")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::ClusterMoney::cost>("cost", "its part of finance.tco, fabrics and people included")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::ClusterMoney::cost_per_accelerator_hour>(
        "cost_per_accelerator_hour",
        "per provisioned hour of an accelerator, or of a server without")
        .in("$/h")
        .metric(Over::mean, Better::less),
    row<&plan::ClusterMoney::cost_per_available_hour>("cost_per_available_hour",
                                                      "per hour that works")
        .in("$/h")
        .metric(Over::mean, Better::less),
    row<&plan::ClusterMoney::cost_per_used_hour>("cost_per_used_hour", "per hour sold or busy")
        .in("$/h")
        .metric(Over::mean, Better::less),
    row<&plan::ClusterMoney::break_even_utilisation>(
        "break_even_utilisation", "share of its hours that owning must use to match renting")
        .metric(Over::once, Better::less)};
static_assert(describes_all<plan::ClusterMoney>());

template <>
inline constexpr std::string_view type_name<plan::ClusterOutcome> = "cluster_outcome";
template <>
inline constexpr auto fields<plan::ClusterOutcome> = std::array{
    row<&plan::ClusterOutcome::accelerators>("accelerators",
                                             "delivered and usable; servers where there are none")
        .metric(Over::end),
    row<&plan::ClusterOutcome::accelerators_needed>(
        "accelerators_needed", "what the workloads on it need at the peak, headroom included")
        .metric(Over::worst, Better::less),
    row<&plan::ClusterOutcome::headroom>("headroom", "usable / needed - 1, in the worst month")
        .metric(Over::worst, Better::more),
    row<&plan::ClusterOutcome::utilisation>("utilisation", "busy accelerator-hours / usable ones")
        .metric(Over::mean, Better::more),
    row<&plan::ClusterOutcome::exhausted>("exhausted",
                                          "first month in which need exceeds usable capacity")
        .metric(Over::once, Better::more),
    row<&plan::ClusterOutcome::order_by>(
        "order_by",
        "last month to order more so that it stands before `exhausted`, at the central lead time")
        .metric(Over::once, Better::more),
    row<&plan::ClusterOutcome::availability>("availability",
                                             "share of accelerator-hours not lost to interruptions")
        .metric(Over::mean, Better::more),
    row<&plan::ClusterOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::ClusterOutcome>());

}  // namespace weft
