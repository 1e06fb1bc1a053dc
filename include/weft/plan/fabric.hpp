// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "weft/base/named.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/role.hpp"
#include "weft/plan/vocabulary.hpp"

namespace weft::plan {

/// Ports of one unit of a cluster on a fabric; empty: the node's own ports of that role.
struct Attach {
  std::string nic;
  std::optional<std::int64_t> count;
  friend bool operator==(const Attach&, const Attach&) = default;
};

enum class TopologyKind : std::uint8_t { single_switch, leaf_spine, rail_optimized, rail_only, tree };

struct Topology {
  TopologyKind kind = TopologyKind::leaf_spine;
  std::optional<std::int64_t> tiers;
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  friend bool operator==(const Topology&, const Topology&) = default;
};

struct LoadBalancing {
  fabric::Balancing kind = fabric::Balancing::ecmp;
  std::optional<double> efficiency;
  friend bool operator==(const LoadBalancing&, const LoadBalancing&) = default;
};

struct Cables {
  std::string node_leaf;
  std::string leaf_spine;
  friend bool operator==(const Cables&, const Cables&) = default;
};

struct Reserve {
  std::int64_t ports_per_leaf = 0;
  friend bool operator==(const Reserve&, const Reserve&) = default;
};

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

/// Place of a logical fabric on the hardware that it shares.
struct TrafficClass {
  std::int64_t priority = 1;
  double guarantee = 0.0;
  friend bool operator==(const TrafficClass&, const TrafficClass&) = default;
};

enum class Build : std::uint8_t { full, grow };

struct Openness {
  std::optional<Time> adoption_lag;
  std::optional<Money> switching_cost;
  friend bool operator==(const Openness&, const Openness&) = default;
};

struct Fabric {
  fabric::Role role = fabric::Role::scale_out;
  Named<Attach> attach;
  std::optional<Topology> topology;
  std::string switch_id;
  std::string spine_switch;
  std::string core_switch;
  std::string nos;
  std::optional<Cables> cables;
  std::optional<LoadBalancing> load_balancing;
  std::string shares;
  TrafficClass traffic_class;
  std::vector<fabric::Flow> carries;
  Bandwidth border{};
  Reserve reserve;
  Build build = Build::full;
  std::optional<Delivery> delivery;
  FabricBudget budget;
  Probe probe;
  Openness openness;
  friend bool operator==(const Fabric&, const Fabric&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::Attach> = "attach";
template <>
inline constexpr auto fields<plan::Attach> = std::array{
    row<&plan::Attach::nic>("nic", "adapter; else the node's own ports of the role").refers_to("nic"),
    row<&plan::Attach::count>("count", "adapters in one unit").between(1, 1024)};
static_assert(describes_all<plan::Attach>());

template <>
inline constexpr auto words<plan::TopologyKind> = std::array{
    Case{"single-switch", "one box"}, Case{"leaf-spine", "folded Clos of two tiers"},
    Case{"rail-optimized", "NIC i of every node on leaf i of its group, spines above"},
    Case{"rail-only", "one network for each rail, nothing across"},
    Case{"tree", "access switches under an aggregation, for management"}};
template <>
inline constexpr std::string_view type_name<plan::Topology> = "topology";
template <>
inline constexpr auto fields<plan::Topology> = std::array{
    row<&plan::Topology::kind>("kind", "how switches are joined").bare().default_from("leaf-spine: the common form"),
    row<&plan::Topology::tiers>("tiers", "of switches; the fewest that reach every endpoint when not written").between(1, 3),
    row<&plan::Topology::planes>("planes", "independent copies; the rate of an adapter is split over them").between(1, 16).default_from("one plane"),
    row<&plan::Topology::oversubscription>("oversubscription", "down over up at the leaf").between(1, 100).default_from("1:1: nothing is saved on spines")};
static_assert(describes_all<plan::Topology>());

template <>
inline constexpr std::string_view type_name<plan::LoadBalancing> = "load_balancing";
template <>
inline constexpr auto fields<plan::LoadBalancing> = std::array{
    row<&plan::LoadBalancing::kind>("kind", "").bare().default_from("ecmp: what every switch can do"),
    row<&plan::LoadBalancing::efficiency>("efficiency", "share of the link rate that the busiest path gives; by kind when not written").between(0.01, 1)};
static_assert(describes_all<plan::LoadBalancing>());

template <>
inline constexpr std::string_view type_name<plan::Cables> = "cables";
template <>
inline constexpr auto fields<plan::Cables> = std::array{
    row<&plan::Cables::node_leaf>("node_leaf", "module or cable").refers_to("optic"),
    row<&plan::Cables::leaf_spine>("leaf_spine", "module or cable").refers_to("optic")};
static_assert(describes_all<plan::Cables>());

template <>
inline constexpr std::string_view type_name<plan::Reserve> = "reserve";
template <>
inline constexpr auto fields<plan::Reserve> = std::array{
    row<&plan::Reserve::ports_per_leaf>("ports_per_leaf", "kept free on each leaf").between(0, 1024)};
static_assert(describes_all<plan::Reserve>());

template <>
inline constexpr std::string_view type_name<plan::FabricBudget> = "fabric_budget";
template <>
inline constexpr auto fields<plan::FabricBudget> = std::array{
    row<&plan::FabricBudget::bandwidth_per_accelerator>("bandwidth_per_accelerator", "least injection, per direction").in("Gb/s").between(0, 1e15),
    row<&plan::FabricBudget::bandwidth_per_node>("bandwidth_per_node", "least injection, per direction").in("Gb/s").between(0, 1e16),
    row<&plan::FabricBudget::bandwidth_effective>("bandwidth_effective", "least, after load balancing").in("Gb/s").between(0, 1e15),
    row<&plan::FabricBudget::bisection>("bisection", "least, one way").in("Tb/s").at_least(0),
    row<&plan::FabricBudget::oversubscription>("oversubscription", "most, after rounding").at_least(1),
    row<&plan::FabricBudget::busiest_link>("busiest_link", "most load over rate").at_least(0),
    row<&plan::FabricBudget::latency_unloaded>("latency_unloaded", "most, NIC to NIC").in("us").between(0, 10),
    row<&plan::FabricBudget::latency_p99>("latency_p99", "most, 99th percentile, NIC to NIC").in("us").between(0, 10),
    row<&plan::FabricBudget::all_reduce_busbw>("all_reduce_busbw", "least, for the probe").in("GB/s").at_least(0),
    row<&plan::FabricBudget::all_to_all_busbw>("all_to_all_busbw", "least, for the probe").in("GB/s").at_least(0),
    row<&plan::FabricBudget::availability>("availability", "least share of time").between(0, 1),
    row<&plan::FabricBudget::spare_ports>("spare_ports", "least free share of edge ports").between(0, 1),
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
    row<&plan::Probe::message>("message", "of the latency").in("KiB").at_least(0).default_from("4 KiB: one memory page, a common RDMA test size"),
    row<&plan::Probe::path>("path", "of the latency"),
    row<&plan::Probe::collective>("collective", "payload of each rank").in("GiB").at_least(0).default_from("1 GiB: bandwidth-bound in published collective tests"),
    row<&plan::Probe::ranks>("ranks", "of the collective; all endpoints when not written").between(1, 1e9)};
static_assert(describes_all<plan::Probe>());

template <>
inline constexpr std::string_view type_name<plan::TrafficClass> = "traffic_class";
template <>
inline constexpr auto fields<plan::TrafficClass> = std::array{
    row<&plan::TrafficClass::priority>("priority", "1 first").between(1, 9).not_yet("every class gets at least its guarantee; priority orders nothing"),
    row<&plan::TrafficClass::guarantee>("guarantee", "share of each link under contention").between(0, 1).not_yet("loads on one hardware are added; no share is kept for a class")};
static_assert(describes_all<plan::TrafficClass>());

template <>
inline constexpr auto words<plan::Build> =
    std::array{Case{"full", "spines of the last phase come with the first"},
               Case{"grow", "each phase brings its own"}};
template <>
inline constexpr std::string_view type_name<plan::Openness> = "openness";
template <>
inline constexpr auto fields<plan::Openness> = std::array{
    row<&plan::Openness::adoption_lag>("adoption_lag", "from release to use of a new generation").in("months").at_least(0).not_yet("what openness is worth at the refresh"),
    row<&plan::Openness::switching_cost>("switching_cost", "of another vendor at the refresh").in("$").at_least(0).not_yet("what openness is worth at the refresh")};
static_assert(describes_all<plan::Openness>());

template <>
inline constexpr std::string_view type_name<plan::Fabric> = "fabric";
template <>
inline constexpr auto fields<plan::Fabric> = std::array{
    row<&plan::Fabric::role>("role", "what it is for").required(),
    row<&plan::Fabric::attach>("attach", "clusters on it; \"*\": all, and every switch of the others").refers_to("/clusters").keyed_by("/clusters"),
    row<&plan::Fabric::topology>("topology", "how switches are joined"),
    row<&plan::Fabric::switch_id>("switch", "the leaf; of all tiers when no other is written").refers_to("switch"),
    row<&plan::Fabric::spine_switch>("spine_switch", "where it differs").refers_to("switch"),
    row<&plan::Fabric::core_switch>("core_switch", "where it differs").refers_to("switch"),
    row<&plan::Fabric::nos>("nos", "operating system of the switches").refers_to("nos"),
    row<&plan::Fabric::cables>("cables", "by place; \"auto\": the cheapest that reaches").automatic(),
    row<&plan::Fabric::load_balancing>("load_balancing", "over equal paths"),
    row<&plan::Fabric::shares>("shares", "fabric whose hardware it uses").refers_to("/fabrics"),
    row<&plan::Fabric::traffic_class>("class", "on the shared hardware"),
    row<&plan::Fabric::carries>("carries", "flows, instead of those of its role"),
    row<&plan::Fabric::border>("border", "way out of the site").in("Tb/s").at_least(0),
    row<&plan::Fabric::reserve>("reserve", "ports kept free"),
    row<&plan::Fabric::build>("build", "which phase pays for spines"),
    row<&plan::Fabric::delivery>("delivery", "when it can be used"),
    row<&plan::Fabric::budget>("budget", "limits on the metrics of this fabric"),
    row<&plan::Fabric::probe>("probe", "what latency and collectives are measured with"),
    row<&plan::Fabric::openness>("openness", "what is known of changing vendor")};
static_assert(describes_all<plan::Fabric>());

}  // namespace weft
