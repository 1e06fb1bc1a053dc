// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace weft::plan {

/// Limits on a fabric: each is named like the metric `fabrics.<fabric>.*` that it limits.
struct FabricBudget {
  std::optional<Bandwidth> bandwidth_per_accelerator;
  std::optional<Bandwidth> bandwidth_per_node;
  std::optional<Bandwidth> bandwidth_effective;
  std::optional<Bandwidth> bisection;
  std::optional<double> oversubscription;
  std::optional<double> busiest_link;
  std::optional<Time> latency_unloaded;
  std::optional<Time> latency_p99;
  std::optional<Bandwidth> all_reduce_busbw;
  std::optional<Bandwidth> all_to_all_busbw;
  std::optional<double> availability;
  std::optional<Bandwidth> bandwidth_after_link_loss;
  std::optional<Bandwidth> bandwidth_after_switch_loss;
  std::optional<Bandwidth> bandwidth_after_plane_loss;
  std::optional<double> spare_ports;
  std::optional<Power> power;
  std::optional<Money> capex;
  friend bool operator==(const FabricBudget&, const FabricBudget&) = default;
};

enum class ProbePath : std::uint8_t { worst, same_leaf };

/// What latency_p99 and all_reduce_busbw are measured with.
struct Probe {
  Bytes message = 4.0 * kibi * byte;
  ProbePath path = ProbePath::worst;
  Bytes collective = 1.0 * gibi_byte;
  std::optional<std::int64_t> ranks;
  friend bool operator==(const Probe&, const Probe&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::FabricBudget> = "fabric_budget";
template <>
inline constexpr auto fields<plan::FabricBudget> = std::array{
    row<&plan::FabricBudget::bandwidth_per_accelerator>("bandwidth_per_accelerator",
                                                        "least injection, per direction")
        .in("Gb/s")
        .between(0, 1e15),
    row<&plan::FabricBudget::bandwidth_per_node>("bandwidth_per_node",
                                                 "least injection, per direction")
        .in("Gb/s")
        .between(0, 1e16),
    row<&plan::FabricBudget::bandwidth_effective>("bandwidth_effective",
                                                  "least, after load balancing")
        .in("Gb/s")
        .between(0, 1e15),
    row<&plan::FabricBudget::bisection>("bisection", "least, one way").in("Tb/s").at_least(0),
    row<&plan::FabricBudget::oversubscription>("oversubscription", "most, after rounding")
        .at_least(1),
    row<&plan::FabricBudget::busiest_link>("busiest_link", "most load over rate").at_least(0),
    row<&plan::FabricBudget::latency_unloaded>("latency_unloaded", "most, NIC to NIC")
        .in("us")
        .between(0, 10),
    row<&plan::FabricBudget::latency_p99>("latency_p99", "most, 99th percentile, NIC to NIC")
        .in("us")
        .between(0, 10),
    row<&plan::FabricBudget::all_reduce_busbw>("all_reduce_busbw", "least, for the probe")
        .in("GB/s")
        .at_least(0),
    row<&plan::FabricBudget::all_to_all_busbw>("all_to_all_busbw", "least, for the probe")
        .in("GB/s")
        .at_least(0),
    row<&plan::FabricBudget::availability>("availability", "least share of time").between(0, 1),
    row<&plan::FabricBudget::bandwidth_after_link_loss>("bandwidth_after_link_loss",
                                                        "least, per accelerator")
        .in("Gb/s")
        .between(0, 1e15),
    row<&plan::FabricBudget::bandwidth_after_switch_loss>("bandwidth_after_switch_loss",
                                                          "least, per accelerator")
        .in("Gb/s")
        .between(0, 1e15),
    row<&plan::FabricBudget::bandwidth_after_plane_loss>("bandwidth_after_plane_loss",
                                                         "least, per accelerator")
        .in("Gb/s")
        .between(0, 1e15),
    row<&plan::FabricBudget::spare_ports>("spare_ports", "least free share of edge ports")
        .between(0, 1),
    row<&plan::FabricBudget::power>("power", "most").in("kW").at_least(0),
    row<&plan::FabricBudget::capex>("capex", "most").in("$").at_least(0)};
static_assert(describes_all<plan::FabricBudget>());

template <>
inline constexpr auto words<plan::ProbePath> =
    std::array{Case{"worst", "most switches"}, Case{"same-leaf", "one switch"}};
template <>
inline constexpr std::string_view type_name<plan::Probe> = "probe";
template <>
inline constexpr auto fields<plan::Probe> = std::array{
    row<&plan::Probe::message>("message", "of the latency")
        .in("KiB")
        .at_least(0)
        .default_from("4 KiB: one memory page, a common RDMA test size"),
    row<&plan::Probe::path>("path", "of the latency"),
    row<&plan::Probe::collective>("collective", "payload of each rank")
        .in("GiB")
        .at_least(0)
        .default_from("1 GiB: bandwidth-bound in published collective tests"),
    row<&plan::Probe::ranks>("ranks", "of the collective; all endpoints when not written")
        .between(1, 1e9)};
static_assert(describes_all<plan::Probe>());

}  // namespace weft
