// SPDX-License-Identifier: Apache-2.0
// The tables of what an evaluation computes on its way: what explanations call the places between
// a result and the plan. Members that are only room for computing have no row.
#pragma once

#include "weft/plan/choices.hpp"
#include "weft/plan/stage_state.hpp"

#include <array>
#include <string_view>

namespace weft {

template <>
inline constexpr std::string_view type_name<fabric::PartLine> = "part_line";
template <>
inline constexpr auto fields<fabric::PartLine> =
    std::array{row<&fabric::PartLine::count>("count", "pieces"),
               row<&fabric::PartLine::price>("price", "of one").in("$"),
               row<&fabric::PartLine::power>("power", "of one").in("W"),
               row<&fabric::PartLine::rack_units>("rack_units", "of one")};
static_assert(describes_all<fabric::PartLine>());

template <>
inline constexpr std::string_view type_name<fabric::FabricParts> = "fabric_parts";
template <>
inline constexpr auto fields<fabric::FabricParts> = std::array{
    row<&fabric::FabricParts::leaf>("leaf", "boxes"),
    row<&fabric::FabricParts::spine>("spine", "boxes"),
    row<&fabric::FabricParts::core>("core", "boxes"),
    row<&fabric::FabricParts::nics>("nics", "adapters that are bought"),
    row<&fabric::FabricParts::nic_modules>("nic_modules", "of node-leaf links, at the adapters"),
    row<&fabric::FabricParts::leaf_modules>("leaf_modules", "of node-leaf links, at the leaves"),
    row<&fabric::FabricParts::node_cables>("node_cables", "of node-leaf links"),
    row<&fabric::FabricParts::trunk_modules>("trunk_modules", "of leaf-spine links, lower end"),
    row<&fabric::FabricParts::spine_modules>("spine_modules", "of leaf-spine links, upper end"),
    row<&fabric::FabricParts::trunk_cables>("trunk_cables", "of leaf-spine links"),
    row<&fabric::FabricParts::upper_modules>("upper_modules", "of spine-core links, lower end"),
    row<&fabric::FabricParts::core_modules>("core_modules", "of spine-core links, upper end"),
    row<&fabric::FabricParts::upper_cables>("upper_cables", "of spine-core links")};
static_assert(describes_all<fabric::FabricParts>());

template <>
inline constexpr std::string_view type_name<fabric::LinkLengths> = "link_lengths";
template <>
inline constexpr auto fields<fabric::LinkLengths> =
    std::array{row<&fabric::LinkLengths::node_leaf>("node_leaf", "from nodes to leaves"),
               row<&fabric::LinkLengths::leaf_spine>("leaf_spine", "from leaves to spines"),
               row<&fabric::LinkLengths::spine_core>("spine_core", "from spines to cores")};
static_assert(describes_all<fabric::LinkLengths>());

template <>
inline constexpr std::string_view type_name<serving::Unit> = "serving_unit";
template <>
inline constexpr auto fields<serving::Unit> = std::array{
    row<&serving::Unit::requests>("requests", "that see their limits kept").in("/s"),
    row<&serving::Unit::accelerators>("accelerators", "of the replica, or of the one that decodes"),
    row<&serving::Unit::prefillers>("prefillers", "0 where prefill is not apart"),
    row<&serving::Unit::prefill_accelerators>("prefill_accelerators", "of one that prefills"),
    row<&serving::Unit::total>("total", "accelerators of all of it")};
static_assert(describes_all<serving::Unit>());

template <>
inline constexpr std::string_view type_name<plan::ClusterState> = "cluster_state";
template <>
inline constexpr auto fields<plan::ClusterState> = std::array{
    row<&plan::ClusterState::units>("units", "that stand in the phase"),
    row<&plan::ClusterState::each>("each", "accelerators of one unit"),
    row<&plan::ClusterState::peak>("peak", "power of all units").in("kW"),
    row<&plan::ClusterState::sustained>("sustained", "power of all units under load").in("kW"),
    row<&plan::ClusterState::racks>("racks", "by the tighter of space and power"),
    row<&plan::ClusterState::rack_power>("rack_power", "of the fullest rack").in("kW"),
    row<&plan::ClusterState::ready>("ready", "months from time.start"),
    row<&plan::ClusterState::load>("load", "of one accelerator on each fabric").in("Gb/s")};
static_assert(describes_all<plan::ClusterState>());

template <>
inline constexpr std::string_view type_name<plan::FabricState> = "fabric_state";
template <>
inline constexpr auto fields<plan::FabricState> = std::array{
    row<&plan::FabricState::design>("design", "switches and links"),
    row<&plan::FabricState::endpoints>("endpoints", "ports asked for"),
    row<&plan::FabricState::accelerators>("accelerators", "attached"),
    row<&plan::FabricState::nics>("nics", "adapters"),
    row<&plan::FabricState::link>("link", "rate of one plane, the fastest port").in("Gb/s"),
    row<&plan::FabricState::uplink>("uplink", "rate between switches").in("Gb/s"),
    row<&plan::FabricState::node_cables>("node_cables", "of node-leaf links"),
    row<&plan::FabricState::trunk_cables>("trunk_cables", "of leaf-spine links"),
    row<&plan::FabricState::upper_cables>("upper_cables", "of spine-core links"),
    row<&plan::FabricState::lengths>("lengths", "of links"),
    row<&plan::FabricState::parts>("parts", "what it is made of"),
    row<&plan::FabricState::priced>("priced", "every part has a price"),
    row<&plan::FabricState::power>("power", "").in("kW"),
    row<&plan::FabricState::racks>("racks", "that its boxes fill"),
    row<&plan::FabricState::latency>("latency", "of the probe").in("us"),
    row<&plan::FabricState::hop>("hop", "an empty message over all tiers").in("us"),
    row<&plan::FabricState::balancing>("balancing", "share of the link rate on the busiest path"),
    row<&plan::FabricState::injection>("injection", "of the worst cluster").in("Gb/s"),
    row<&plan::FabricState::effective>("effective", "per accelerator").in("Gb/s"),
    row<&plan::FabricState::after_loss>("after_loss", "of a link, a switch, a plane").in("Gb/s"),
    row<&plan::FabricState::failures>("failures", "of links, modules and switches").in("/yr"),
    row<&plan::FabricState::availability>("availability", "of the bandwidth of the budget"),
    row<&plan::FabricState::ready>("ready", "months from time.start"),
    row<&plan::FabricState::flows>("flows", "at the busiest month of the phase").in("Gb/s"),
    row<&plan::FabricState::busiest>("busiest", "load of the fullest links"),
    row<&plan::FabricState::needed>("needed", "per accelerator, by the flows").in("Gb/s"),
    row<&plan::FabricState::contended>("contended", "per accelerator, other classes at their peak")
        .in("Gb/s")};
static_assert(describes_all<plan::FabricState, 2>());  // what hashing and probes came to last

template <>
inline constexpr std::string_view type_name<plan::TrainingState> = "training_state";
template <>
inline constexpr auto fields<plan::TrainingState> =
    std::array{row<&plan::TrainingState::step>("step", "one optimizer step"),
               row<&plan::TrainingState::run>("run", "the whole run"),
               row<&plan::TrainingState::traffic>("traffic", "on its networks"),
               row<&plan::TrainingState::accelerators>("accelerators", "that the job runs on")};
static_assert(describes_all<plan::TrainingState>());

template <>
inline constexpr std::string_view type_name<plan::ServingState> = "serving_state";
template <>
inline constexpr auto fields<plan::ServingState> = std::array{
    row<&plan::ServingState::server>("server", "model, formats, accelerator, coefficients"),
    row<&plan::ServingState::lengths>("lengths", "of requests").in("tok"),
    row<&plan::ServingState::limits>("limits", "").in("s"),
    row<&plan::ServingState::layout>("layout", "of a unit"),
    row<&plan::ServingState::prefill_load>("prefill_load", "share of time that prefill is busy"),
    row<&plan::ServingState::load>("load", "a unit under load"),
    row<&plan::ServingState::most>("most", "requests that keep their limits").in("/s"),
    row<&plan::ServingState::unit>("unit", "what one unit carries"),
    row<&plan::ServingState::limit>("limit", "what requests see at the limit"),
    row<&plan::ServingState::seen>("seen", "what requests see in the busiest month")};
static_assert(describes_all<plan::ServingState, 2>());  // what the answer belongs to

template <>
inline constexpr std::string_view type_name<plan::WorkloadState> = "workload_state";
template <>
inline constexpr auto fields<plan::WorkloadState> = std::array{
    row<&plan::WorkloadState::training>("training", ""),
    row<&plan::WorkloadState::serving>("serving", ""),
    row<&plan::WorkloadState::peak>("peak", "accelerators in use in the busiest month"),
    row<&plan::WorkloadState::peak_requests>("peak_requests", "served in that month").in("/s"),
    row<&plan::WorkloadState::load>("load", "its traffic on each fabric")
        .in("Gb/s")
        .refers_to("/fabrics")};
static_assert(describes_all<plan::WorkloadState>());

template <>
inline constexpr std::string_view type_name<plan::StageState> = "stage_state";
template <>
inline constexpr auto fields<plan::StageState> = std::array{
    row<&plan::StageState::usable>("usable", "months from time.start"),
    row<&plan::StageState::clusters>("clusters", "").refers_to("/clusters"),
    row<&plan::StageState::fabrics>("fabrics", "").refers_to("/fabrics"),
    row<&plan::StageState::workloads>("workloads", "").refers_to("/workloads"),
    row<&plan::StageState::node_peak>("node_peak", "power of all nodes").in("kW"),
    row<&plan::StageState::node_sustained>("node_sustained", "power of all nodes under load")
        .in("kW"),
    row<&plan::StageState::network>("network", "power of all networks").in("kW")};
static_assert(describes_all<plan::StageState>());

template <>
inline constexpr std::string_view type_name<plan::WorkloadChoice> = "choice";
template <>
inline constexpr auto fields<plan::WorkloadChoice> =
    std::array{row<&plan::WorkloadChoice::split>("parallel", "as written, or chosen"),
               row<&plan::WorkloadChoice::pools>("engine.deploy", "as written, or chosen")};
static_assert(describes_all<plan::WorkloadChoice>());

}  // namespace weft
