// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/allocation.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

namespace weft::economics {

/// What a workload uses of a fabric, or what the fabric has in all.
struct FabricUse {
  Bytes bytes{};         ///< carried
  Bandwidth p95{};       ///< rate that 95 % of the time does not exceed
  Bandwidth reserved{};  ///< guaranteed
  double ports = 0.0;

  friend constexpr bool operator==(const FabricUse&, const FabricUse&) = default;
};

/// By what the cost of a shared fabric is divided.
enum class FabricBasis : std::uint8_t { bytes, p95_bandwidth, reserved_bandwidth, ports };

/// Where the cost of a fabric goes, beside the parts of the workloads.
struct FabricRest {
  Money idle{};         ///< capacity that nobody uses
  Money unallocated{};  ///< nobody uses anything that the basis counts

  friend constexpr bool operator==(const FabricRest&, const FabricRest&) = default;
};

[[nodiscard]] constexpr double fabric_weight(const FabricUse& use, FabricBasis basis) {
  switch (basis) {
    case FabricBasis::bytes:
      return ratio(use.bytes, byte);
    case FabricBasis::p95_bandwidth:
      return ratio(use.p95, byte / second);
    case FabricBasis::reserved_bandwidth:
      return ratio(use.reserved, byte / second);
    case FabricBasis::ports:
      return use.ports;
  }
  return 0.0;
}

inline constexpr Formula fabric_allocation_card{
    "economics.fabric-allocation", "cost w_i / max(W, sum of w); idle cost (W - sum of w) / W",
    "OpenCost specification (total = workload + idle); opencost PR 883 (all weights zero)"};

/// Divides a cost by what each uses of the whole. Parts, idle and unallocated add up to it.
/// \param whole  what there is to use; less than is used, or nothing: there is no idle capacity.
/// \param used   one a workload, >= 0.   \param parts  receives one part a workload.
/// \throws as allocate().
[[nodiscard]] constexpr FabricRest allocate_used(Money cost, double whole,
                                                 std::span<const double> used,
                                                 std::span<Money> parts) {
  double sum = 0.0;
  for (const double each : used) sum += each;
  FabricRest rest;
  if (sum > 0.0 && whole > sum) rest.idle = (whole - sum) / whole * cost;
  rest.unallocated = allocate(cost - rest.idle, used, parts);
  return rest;
}

/// Divides the cost of a shared fabric. Parts, idle and unallocated add up to the cost.
/// \param whole   what the fabric has; a basis in which it has nothing, or less than is used, knows
///                no idle capacity.
/// \param users   one a workload.   \param parts  receives one part a workload.
/// \throws as allocate().
[[nodiscard]] inline FabricRest allocate_fabric(Money cost, FabricBasis basis,
                                                const FabricUse& whole,
                                                std::span<const FabricUse> users,
                                                std::span<Money> parts) {
  std::vector<double> used;
  for (const FabricUse& each : users) used.push_back(fabric_weight(each, basis));
  return allocate_used(cost, fabric_weight(whole, basis), used, parts);
}

inline constexpr Formula spread_fabric_idle_card{"economics.spread-fabric-idle",
                                                 "part_i + idle part_i / sum of parts",
                                                 "OpenCost specification (idle shared by weight)"};

/// Puts the idle cost on the workloads in proportion to their parts. Where there are none it stays.
inline void spread_idle(FabricRest& rest, std::span<Money> parts) {
  Money sum{};
  for (const Money& each : parts) sum = sum + each;
  if (sum == Money{}) return;
  std::vector<double> weights;
  for (const Money& each : parts) weights.push_back(ratio(each, sum));
  std::vector<Money> more(parts.size());
  rest.idle = allocate(rest.idle, weights, more);
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i] = parts[i] + more[i];
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto words<economics::FabricBasis> =
    std::array{Case{"bytes", "carried"}, Case{"p95-bandwidth", "rate kept 95 % of the time"},
               Case{"reserved-bandwidth", "guaranteed rate"}, Case{"ports", "attached"}};

template <>
inline constexpr auto fields<economics::FabricUse> =
    std::array{row<&economics::FabricUse::bytes>("bytes", "carried").in("TB"),
               row<&economics::FabricUse::p95>("p95", "rate kept 95 % of the time").in("Gb/s"),
               row<&economics::FabricUse::reserved>("reserved", "guaranteed").in("Gb/s"),
               row<&economics::FabricUse::ports>("ports", "attached").at_least(0)};
static_assert(describes_all<economics::FabricUse>());
template <>
inline constexpr std::string_view type_name<economics::FabricUse> = "fabric use";

template <>
inline constexpr auto fields<economics::FabricRest> = std::array{
    row<&economics::FabricRest::idle>("idle", "capacity that nobody uses").in("$"),
    row<&economics::FabricRest::unallocated>("unallocated", "nobody to charge it to").in("$")};
static_assert(describes_all<economics::FabricRest>());
template <>
inline constexpr std::string_view type_name<economics::FabricRest> = "rest of a fabric";

}  // namespace weft
