// SPDX-License-Identifier: Apache-2.0
// The tables of what is computed over the months, and of money on its way.
#pragma once

#include "weft/plan/state_fields.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::Span> = "span";
template <>
inline constexpr auto fields<plan::Span> =
    std::array{row<&plan::Span::stands>("stands", "something can be used"),
               row<&plan::Span::months>("months", "how many")};

template <>
inline constexpr std::string_view type_name<plan::WorkloadMonths> = "workload_months";
template <>
inline constexpr auto fields<plan::WorkloadMonths> = std::array{
    row<&plan::WorkloadMonths::mean>("mean", "requests or tasks, those of applications too")
        .in("/s"),
    row<&plan::WorkloadMonths::peak>("peak", "the same at the peak").in("/s"),
    row<&plan::WorkloadMonths::own>("own", "direct requests").in("/s"),
    row<&plan::WorkloadMonths::growth>("growth", "of the demand since time.start"),
    row<&plan::WorkloadMonths::needed>("needed", "accelerators at the peak"),
    row<&plan::WorkloadMonths::used>("used", "of these, what the cluster has"),
    row<&plan::WorkloadMonths::busy>("busy", "share of the used that works"),
    row<&plan::WorkloadMonths::served>("served", "share of the demand"),
    row<&plan::WorkloadMonths::used_months>("used_months", "accelerator-months that it keeps"),
    row<&plan::WorkloadMonths::runs>("runs", "of training, within the horizon"),
    row<&plan::WorkloadMonths::steps>("steps", "of an application"),
    row<&plan::WorkloadMonths::uses>("uses", "what each step takes"),
    row<&plan::WorkloadMonths::task>("task", "what one task takes"),
    row<&plan::WorkloadMonths::cost>("cost", "allocated").in("$"),
    row<&plan::WorkloadMonths::network_cost>("network_cost", "of this, fabrics").in("$"),
    row<&plan::WorkloadMonths::revenue>("revenue", "over the horizon").in("$"),
    row<&plan::WorkloadMonths::network_share>("network_share", "of the cost"),
    row<&plan::WorkloadMonths::tokens>("tokens", "served over the horizon").in("Mtok"),
    row<&plan::WorkloadMonths::moved>("moved", "of these, for applications").in("Mtok"),
    row<&plan::WorkloadMonths::unit_cost>("unit_cost", "of one token of each kind").in("$/Mtok")};
static_assert(describes_all<plan::WorkloadMonths>());

template <>
inline constexpr std::string_view type_name<plan::CostBook> = "cost_book";
template <>
inline constexpr auto fields<plan::CostBook> =
    std::array{row<&plan::CostBook::capex>("capex", "bought new").in("$"),
               row<&plan::CostBook::residual>("residual", "market value at the end").in("$"),
               row<&plan::CostBook::book>("book", "book value at the end").in("$"),
               row<&plan::CostBook::energy>("energy", "PUE included").in("$"),
               row<&plan::CostBook::space>("space", "colocation").in("$"),
               row<&plan::CostBook::support>("support", "contracts").in("$"),
               row<&plan::CostBook::licences>("licences", "operating systems").in("$"),
               row<&plan::CostBook::staff>("staff", "people").in("$"),
               row<&plan::CostBook::parts>("parts", "capex by kind of part").in("$"),
               row<&plan::CostBook::people>("people", "summed over the months"),
               row<&plan::CostBook::financing>("financing", "interest").in("$"),
               row<&plan::CostBook::total>("total", "capex + running cost - residual").in("$")};
static_assert(describes_all<plan::CostBook>());

template <>
inline constexpr std::string_view type_name<plan::Workspace> = "workspace";
template <>
inline constexpr auto fields<plan::Workspace> = std::array{
    row<&plan::Workspace::stages>("phases", "each installed configuration").refers_to("/ramp"),
    row<&plan::Workspace::workloads>("months", "workloads by month").refers_to("/workloads"),
    row<&plan::Workspace::inflation>("inflation", "of operating cost since time.start"),
    row<&plan::Workspace::input_price>("input_price", "change since time.start"),
    row<&plan::Workspace::cached_price>("cached_price", "change since time.start"),
    row<&plan::Workspace::output_price>("output_price", "change since time.start"),
    row<&plan::Workspace::rent>("rent", "change since time.start"),
    row<&plan::Workspace::spans>("spans", "months in which each phase stands"),
    row<&plan::Workspace::paid>("paid", "by month").in("$"),
    row<&plan::Workspace::received>("received", "by month").in("$"),
    row<&plan::Workspace::net>("net", "by month, and what is left after the horizon").in("$"),
    row<&plan::Workspace::inflows>("inflows", "by month").in("$"),
    row<&plan::Workspace::outflows>("outflows", "by month").in("$"),
    row<&plan::Workspace::interest>("interest", "by month").in("$"),
    row<&plan::Workspace::owed>("owed", "to lenders, by month").in("$"),
    row<&plan::Workspace::book>("book", "of all assets, by month").in("$"),
    row<&plan::Workspace::market>("market", "of all assets, by month").in("$"),
    row<&plan::Workspace::written_off>("written_off", "by month").in("$"),
    row<&plan::Workspace::owed_after>("owed_after", "to lenders after the horizon").in("$"),
    row<&plan::Workspace::financing>("financing", "interest of loans and leases").in("$"),
    row<&plan::Workspace::tax>("tax", "on profit").in("$"),
    row<&plan::Workspace::owned_book>("owned_book", "of units that stood before time.start")
        .in("$"),
    row<&plan::Workspace::cluster_needed>("needed", "accelerators of a cluster, by month")
        .refers_to("/clusters"),
    row<&plan::Workspace::cluster_working>("working", "accelerators of a cluster, by month")
        .refers_to("/clusters"),
    row<&plan::Workspace::cluster_months>("provisioned", "accelerator-months of a cluster")
        .refers_to("/clusters"),
    row<&plan::Workspace::cluster_books>("cluster_books", "money of a cluster")
        .refers_to("/clusters"),
    row<&plan::Workspace::fabric_books>("fabric_books", "money of a fabric").refers_to("/fabrics"),
    row<&plan::Workspace::site_book>("site_book", "money of the site"),
    row<&plan::Workspace::leftover>("leftover", "of a fabric, charged to nobody")
        .refers_to("/fabrics"),
    row<&plan::Workspace::discount>("discount", "of a flow in a month"),
    row<&plan::Workspace::traded>("traded", "what was replaced, sold in its month").in("$"),
    row<&plan::Workspace::tools>("tools", "of applications").in("$"),
    row<&plan::Workspace::cluster_cost>("cluster_cost", "of a cluster, fabrics and site included")
        .in("$")
        .refers_to("/clusters"),
    row<&plan::Workspace::cluster_network_cost>("cluster_network_cost", "of this, fabrics")
        .in("$")
        .refers_to("/clusters")};

}  // namespace weft
