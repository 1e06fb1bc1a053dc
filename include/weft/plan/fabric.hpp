// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/named.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/role.hpp"
#include "weft/plan/fabric_budget.hpp"
#include "weft/plan/openness.hpp"
#include "weft/plan/topology.hpp"
#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::plan {

/// Ports of one unit of a cluster on a fabric; empty: the node's own ports of that role.
struct Attach {
  std::string nic;
  std::optional<std::int64_t> count;
  friend bool operator==(const Attach&, const Attach&) = default;
};

struct LoadBalancing {
  fabric::Balancing kind = fabric::Balancing::ecmp;
  std::optional<double> efficiency;
  std::int64_t flows = 8;
  friend bool operator==(const LoadBalancing&, const LoadBalancing&) = default;
};

struct Cables {
  std::string node_leaf;
  std::string leaf_spine;
  std::string spine_core;
  friend bool operator==(const Cables&, const Cables&) = default;
};

struct Reserve {
  std::int64_t ports_per_leaf = 0;
  friend bool operator==(const Reserve&, const Reserve&) = default;
};

/// Place of a logical fabric on the hardware that it shares.
struct TrafficClass {
  std::int64_t priority = 1;
  double guarantee = 0.0;
  friend bool operator==(const TrafficClass&, const TrafficClass&) = default;
};

enum class Build : std::uint8_t { full, grow };

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
inline constexpr auto fields<plan::Attach> =
    std::array{row<&plan::Attach::nic>("nic", "adapter; else the node's own ports of the role")
                   .refers_to("nic"),
               row<&plan::Attach::count>("count", "adapters in one unit").between(1, 1024)};
static_assert(describes_all<plan::Attach>());

template <>
inline constexpr std::string_view type_name<plan::LoadBalancing> = "load_balancing";
template <>
inline constexpr auto fields<plan::LoadBalancing> = std::array{
    row<&plan::LoadBalancing::kind>("kind", "")
        .bare()
        .default_from("ecmp: what every switch can do"),
    row<&plan::LoadBalancing::efficiency>(
        "efficiency",
        "share of the link rate that the busiest path gives; by kind when not written")
        .between(0.01, 1),
    row<&plan::LoadBalancing::flows>(
        "flows", "of ecmp: that an endpoint has under way at once, each hashed to a path")
        .between(1, 4096)
        .default_from("estimate: a few channels of a ring, each with a few queue pairs")};
static_assert(describes_all<plan::LoadBalancing>());

template <>
inline constexpr std::string_view type_name<plan::Cables> = "cables";
template <>
inline constexpr auto fields<plan::Cables> =
    std::array{row<&plan::Cables::node_leaf>(
                   "node_leaf", "module or cable; its mate at the other end follows from it")
                   .refers_to("optic"),
               row<&plan::Cables::leaf_spine>(
                   "leaf_spine", "between leaf and spine, or inside a group of switches")
                   .refers_to("optic"),
               row<&plan::Cables::spine_core>(
                   "spine_core", "between spine and core, or between groups of switches")
                   .refers_to("optic")};
static_assert(describes_all<plan::Cables>());

template <>
inline constexpr std::string_view type_name<plan::Reserve> = "reserve";
template <>
inline constexpr auto fields<plan::Reserve> =
    std::array{row<&plan::Reserve::ports_per_leaf>("ports_per_leaf", "kept free on each leaf")
                   .between(0, 1024)};
static_assert(describes_all<plan::Reserve>());

template <>
inline constexpr std::string_view type_name<plan::TrafficClass> = "traffic_class";
template <>
inline constexpr auto fields<plan::TrafficClass> = std::array{
    row<&plan::TrafficClass::priority>(
        "priority", "1 first; a later class leaves an earlier one all but its guarantee")
        .between(1, 9),
    row<&plan::TrafficClass::guarantee>("guarantee", "share of each link under contention")
        .between(0, 1)
        .default_from("none: it has what the others leave")};
static_assert(describes_all<plan::TrafficClass>());

template <>
inline constexpr auto words<plan::Build> =
    std::array{Case{"full", "spines of the last phase come with the first"},
               Case{"grow", "each phase brings its own"}};
template <>
inline constexpr std::string_view type_name<plan::Fabric> = "fabric";
template <>
inline constexpr auto fields<plan::Fabric> = std::array{
    row<&plan::Fabric::role>("role", "what it is for").required(),
    row<&plan::Fabric::attach>("attach",
                               "clusters on it; \"*\": all, and every switch of the others")
        .refers_to("/clusters")
        .keyed_by("/clusters"),
    row<&plan::Fabric::topology>("topology", "how switches are joined")
        .default_from("leaf-spine: the common form"),
    row<&plan::Fabric::switch_id>("switch", "the leaf; of all tiers when no other is written")
        .refers_to("switch"),
    row<&plan::Fabric::spine_switch>("spine_switch", "where it differs").refers_to("switch"),
    row<&plan::Fabric::core_switch>("core_switch", "where it differs").refers_to("switch"),
    row<&plan::Fabric::nos>("nos", "operating system of the switches").refers_to("nos"),
    row<&plan::Fabric::cables>("cables", "by place; \"auto\": the cheapest that fits and reaches")
        .automatic(),
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
    row<&plan::Fabric::openness>("openness", "of its parts, and what a change of maker takes")};
static_assert(describes_all<plan::Fabric>());

}  // namespace weft
