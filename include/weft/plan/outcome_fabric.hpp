// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/over_months.hpp"
#include "weft/fabric/bill.hpp"
#include "weft/fabric/latency.hpp"
#include "weft/fabric/traffic.hpp"
#include "weft/plan/outcome_fabric_size.hpp"
#include "weft/plan/outcome_lateness.hpp"
#include "weft/plan/outcome_openness.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::plan {

inline constexpr Reason no_border{"fabric.no-border", "it has no way out of the site"};

/// What it gives, and what is asked of it, in the worst month.
struct FabricService {
  Bandwidth bandwidth_per_accelerator{};
  Bandwidth bandwidth_per_node{};
  Bandwidth bandwidth_effective{};
  Bandwidth bandwidth_guaranteed{};
  double load_balancing_efficiency = 1.0;
  Bandwidth bandwidth_needed{};
  Bandwidth traffic_peak{};
  fabric::Flows flows;
  double busiest_link = 0.0;
  Feasible<Bandwidth> all_reduce_busbw;
  Feasible<Bandwidth> all_to_all_busbw;
  fabric::PathLatency latency_unloaded;
  Feasible<fabric::LoadedLatency> latency_p99;
  Feasible<double> border_use;
  friend bool operator==(const FabricService&, const FabricService&) = default;
};

struct FabricOpex {
  Money licences{}, support{}, energy{}, space{}, staff{};
  [[nodiscard]] constexpr Money total() const {
    return licences + support + energy + space + staff;
  }
  friend bool operator==(const FabricOpex&, const FabricOpex&) = default;
};

struct FabricMoney {
  fabric::FabricCapex capex;
  FabricOpex opex;
  Money residual{};
  Money cost{};
  Feasible<double> cost_share;
  Feasible<Money> cost_per_accelerator;
  Feasible<MoneyPerBandwidth> cost_per_bandwidth;
  Money idle_cost{};
  Money unallocated_cost{};
  double staff = 0.0;
  friend bool operator==(const FabricMoney&, const FabricMoney&) = default;
};

inline constexpr Reason not_shared{"fabric.not-shared", "it has hardware of its own"};
inline constexpr Reason no_price_for_sharing{"fabric.no-price", "a part of a network has no price"};

/// What a network on another's hardware saves, and what that costs the other.
struct FabricSharing {
  Feasible<Money> saving;
  double margin_loss = 0.0;
  friend bool operator==(const FabricSharing&, const FabricSharing&) = default;
};

struct FabricOutcome {
  Feasible<FabricSize> size;
  Feasible<FabricService> service;
  Feasible<FabricMoney> money;
  Feasible<FabricSharing> sharing = Infeasible{&not_shared};
  Feasible<FabricLateness> lateness;
  Feasible<FabricOpenness> openness;
  double ready = 0.0;  ///< months from time.start, last phase
  friend bool operator==(const FabricOutcome&, const FabricOutcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::FabricService> = "fabric_service";
template <>
inline constexpr auto fields<plan::FabricService> = std::array{
    row<&plan::FabricService::bandwidth_per_accelerator>("bandwidth_per_accelerator",
                                                         "injection, per direction, all planes")
        .in("Gb/s")
        .metric(Over::worst, Better::more),
    row<&plan::FabricService::bandwidth_per_node>("bandwidth_per_node", "the same a node")
        .in("Gb/s")
        .metric(Over::worst, Better::more),
    row<&plan::FabricService::bandwidth_effective>(
        "bandwidth_effective",
        "per accelerator after load balancing, oversubscription and the peak of other classes")
        .in("Gb/s")
        .metric(Over::worst, Better::more),
    row<&plan::FabricService::bandwidth_guaranteed>(
        "bandwidth_guaranteed", "per accelerator: what its class keeps under contention")
        .in("Gb/s")
        .metric(Over::worst, Better::more),
    row<&plan::FabricService::load_balancing_efficiency>(
        "load_balancing_efficiency", "share of the link rate that the busiest path gives")
        .metric(Over::worst, Better::more),
    row<&plan::FabricService::bandwidth_needed>(
        "bandwidth_needed",
        "per accelerator: the slowest rate at which the flows fit and every SLO still holds")
        .in("Gb/s")
        .metric(Over::worst, Better::less),
    row<&plan::FabricService::traffic_peak>("traffic_peak", "same-time peak of all flows")
        .in("Gb/s")
        .metric(Over::worst),
    row<&plan::FabricService::flows>("flows", "parts of traffic_peak, all endpoints together")
        .in("Gb/s")
        .metric(Over::worst),
    row<&plan::FabricService::busiest_link>("busiest_link",
                                            "load / rate of the fullest endpoint at the peak")
        .metric(Over::worst, Better::less),
    row<&plan::FabricService::all_reduce_busbw>("all_reduce_busbw", "for the probe size and ranks")
        .in("GB/s")
        .metric(Over::worst, Better::more),
    row<&plan::FabricService::all_to_all_busbw>("all_to_all_busbw", "for the probe size and ranks")
        .in("GB/s")
        .metric(Over::worst, Better::more),
    row<&plan::FabricService::latency_unloaded>("latency_unloaded",
                                                "NIC to NIC, one way, probe message and path")
        .in("us")
        .metric(Over::design, Better::less),
    row<&plan::FabricService::latency_p99>("latency_p99", "the same under load, 99th percentile")
        .in("us")
        .metric(Over::worst, Better::less),
    row<&plan::FabricService::border_use>(
        "border_use", "users' and servers' traffic that leaves the site, over `border`")
        .metric(Over::worst, Better::less)};
static_assert(describes_all<plan::FabricService>());

template <>
inline constexpr std::string_view type_name<plan::FabricOpex> = "fabric_opex";
template <>
inline constexpr auto fields<plan::FabricOpex> =
    std::array{row<&plan::FabricOpex::licences>("licences", "operating systems of switches"),
               row<&plan::FabricOpex::support>("support", "contracts"),
               row<&plan::FabricOpex::energy>("energy", "PUE included"),
               row<&plan::FabricOpex::space>("space", "colocation"),
               row<&plan::FabricOpex::staff>("staff", "people it needs"),
               row<&plan::FabricOpex::total>("total", "licences, support, energy, space, staff")};
static_assert(describes_all<plan::FabricOpex>());

template <>
inline constexpr std::string_view type_name<plan::FabricMoney> = "fabric_money";
template <>
inline constexpr auto fields<plan::FabricMoney> = std::array{
    row<&plan::FabricMoney::capex>("capex",
                                   "switches, adapters, modules, cables, spares, installation")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::FabricMoney::opex>("opex", "licences, support, energy, space, staff")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::FabricMoney::residual>("residual", "market value at the end")
        .in("$")
        .metric(Over::end, Better::more),
    row<&plan::FabricMoney::cost>("cost", "capex - residual + opex")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::FabricMoney::cost_share>("cost_share", "of finance.tco")
        .metric(Over::sum, Better::less),
    row<&plan::FabricMoney::cost_per_accelerator>("cost_per_accelerator",
                                                  "cost / accelerators attached")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::FabricMoney::cost_per_bandwidth>("cost_per_bandwidth",
                                                "cost / effective bandwidth of all accelerators")
        .metric(Over::sum, Better::less),
    row<&plan::FabricMoney::idle_cost>(
        "idle_cost", "of its cost, capacity that no workload uses by finance.allocate.fabrics")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::FabricMoney::unallocated_cost>("unallocated_cost",
                                              "of its cost: no workload uses anything of it")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::FabricMoney::staff>("staff", "people it needs").metric(Over::mean, Better::less)};
static_assert(describes_all<plan::FabricMoney>());

template <>
inline constexpr std::string_view type_name<plan::FabricSharing> = "fabric_sharing";
template <>
inline constexpr auto fields<plan::FabricSharing> =
    std::array{row<&plan::FabricSharing::saving>("sharing_saving",
                                                 "against switches of its own, adapters left out")
                   .in("$")
                   .metric(Over::sum, Better::more),
               row<&plan::FabricSharing::margin_loss>(
                   "sharing_margin_loss", "what it takes of the worst margin of its carrier")
                   .metric(Over::worst, Better::less)};
static_assert(describes_all<plan::FabricSharing>());

template <>
inline constexpr std::string_view type_name<plan::FabricOutcome> = "fabric_outcome";
template <>
inline constexpr auto fields<plan::FabricOutcome> =
    std::array{row<&plan::FabricOutcome::size>("size", "").inlined(),
               row<&plan::FabricOutcome::service>("service", "").inlined(),
               row<&plan::FabricOutcome::money>("money", "").inlined(),
               row<&plan::FabricOutcome::sharing>("sharing", "").inlined(),
               row<&plan::FabricOutcome::lateness>("lateness", "").inlined(),
               row<&plan::FabricOutcome::openness>("openness_and_lock_in", "").inlined(),
               row<&plan::FabricOutcome::ready>(
                   "ready", "month from time.start in which the last phase of it can be used")
                   .metric(Over::once, Better::less)};
static_assert(describes_all<plan::FabricOutcome>());

}  // namespace weft
