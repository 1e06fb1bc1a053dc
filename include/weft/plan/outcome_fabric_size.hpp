// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/fabric/bill.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::plan {

/// Switches of a fabric by tier, all planes, without spares.
struct SwitchCount {
  std::int64_t leaf = 0;
  std::int64_t spine = 0;
  std::int64_t core = 0;
  [[nodiscard]] constexpr std::int64_t total() const { return leaf + spine + core; }
  friend bool operator==(const SwitchCount&, const SwitchCount&) = default;
};

/// What stands: the design of the last phase.
struct FabricSize {
  std::int64_t endpoints = 0;
  std::int64_t max_endpoints = 0;
  SwitchCount switches;
  std::int64_t links = 0;
  std::int64_t cables = 0;
  std::int64_t modules = 0;
  std::int64_t nics = 0;
  fabric::FabricPower power;
  double spare_ports = 0.0;
  std::int64_t hops = 0;
  double oversubscription = 1.0;
  Bandwidth bisection{};
  Bandwidth bandwidth_after_link_loss{};
  Bandwidth bandwidth_after_switch_loss{};
  Bandwidth bandwidth_after_plane_loss{};
  double availability = 1.0;
  fabric::FabricFailures failures;
  std::int64_t part_kinds = 0;
  friend bool operator==(const FabricSize&, const FabricSize&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::SwitchCount> = "switch_count";
template <>
inline constexpr auto fields<plan::SwitchCount> =
    std::array{row<&plan::SwitchCount::leaf>("leaf", "that endpoints plug into"),
               row<&plan::SwitchCount::spine>("spine", "second tier"),
               row<&plan::SwitchCount::core>("core", "third tier"),
               row<&plan::SwitchCount::total>("total", "all tiers and planes, without spares")};
static_assert(describes_all<plan::SwitchCount>());

template <>
inline constexpr std::string_view type_name<plan::FabricSize> = "fabric_size";
template <>
inline constexpr auto fields<plan::FabricSize> = std::array{
    row<&plan::FabricSize::endpoints>("endpoints", "ports asked for by nodes and border")
        .metric(Over::design),
    row<&plan::FabricSize::max_endpoints>("max_endpoints",
                                          "largest fabric of this kind with these switches")
        .metric(Over::design, Better::more),
    row<&plan::FabricSize::switches>("switches", "all tiers and planes, without spares")
        .metric(Over::design, Better::less),
    row<&plan::FabricSize::links>("links", "logical links at link rate")
        .metric(Over::design, Better::less),
    row<&plan::FabricSize::cables>("cables", "physical cables").metric(Over::design, Better::less),
    row<&plan::FabricSize::modules>("modules", "pluggable modules, without spares")
        .metric(Over::design, Better::less),
    row<&plan::FabricSize::nics>("nics",
                                 "adapters; those that come with the node are priced 0 here")
        .metric(Over::design, Better::less),
    row<&plan::FabricSize::power>("power", "boxes, lit modules and adapters")
        .in("kW")
        .metric(Over::design, Better::less),
    row<&plan::FabricSize::spare_ports>("spare_ports", "free edge ports / all edge ports")
        .metric(Over::design, Better::more),
    row<&plan::FabricSize::hops>("hops", "most switches on a minimal path")
        .metric(Over::design, Better::less),
    row<&plan::FabricSize::oversubscription>("oversubscription", "worst tier, after rounding")
        .metric(Over::design, Better::less),
    row<&plan::FabricSize::bisection>("bisection", "one way, over the narrowest half cut")
        .in("Tb/s")
        .metric(Over::design, Better::more),
    row<&plan::FabricSize::bandwidth_after_link_loss>("bandwidth_after_link_loss",
                                                      "per accelerator of the worst hit node")
        .in("Gb/s")
        .metric(Over::design, Better::more),
    row<&plan::FabricSize::bandwidth_after_switch_loss>(
        "bandwidth_after_switch_loss", "the same for one leaf, spine or core, the worst")
        .in("Gb/s")
        .metric(Over::design, Better::more),
    row<&plan::FabricSize::bandwidth_after_plane_loss>("bandwidth_after_plane_loss",
                                                       "the same for one plane")
        .in("Gb/s")
        .metric(Over::design, Better::more),
    row<&plan::FabricSize::availability>(
        "availability", "share of time in which every endpoint has its budgeted bandwidth")
        .metric(Over::design, Better::more),
    row<&plan::FabricSize::failures>("failures", "of links, modules and switches")
        .in("/yr")
        .metric(Over::mean, Better::less),
    row<&plan::FabricSize::part_kinds>("part_kinds", "distinct boxes, modules and cables to stock")
        .metric(Over::design, Better::less)};
static_assert(describes_all<plan::FabricSize>());

}  // namespace weft
