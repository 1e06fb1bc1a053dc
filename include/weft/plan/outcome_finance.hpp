// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/named.hpp"
#include "weft/base/over_months.hpp"
#include "weft/economics/staff.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::plan {

/// What is bought new over the horizon.
struct SiteCapex {
  Money accelerators{}, servers{}, networks{}, spares{}, facility{};
  [[nodiscard]] constexpr Money total() const {
    return accelerators + servers + networks + spares + facility;
  }
  friend bool operator==(const SiteCapex&, const SiteCapex&) = default;
};

struct SiteOpex {
  Money energy{}, space{}, support{}, licences{}, staff{}, tools{};
  [[nodiscard]] constexpr Money total() const {
    return energy + space + support + licences + staff + tools;
  }
  friend bool operator==(const SiteOpex&, const SiteOpex&) = default;
};

/// Total cost of ownership over the horizon, undiscounted.
struct TotalCost {
  Money capex{}, opex{}, financing{}, tax{}, residual{};  ///< residual is negative: it comes back
  [[nodiscard]] constexpr Money total() const { return capex + opex + financing + tax + residual; }
  friend bool operator==(const TotalCost&, const TotalCost&) = default;
};

inline constexpr Reason no_bill{"plan.no-bill", "nothing is bought"};
inline constexpr Reason no_baseline_bill{"plan.no-baseline-bill",
                                         "weft compare holds the bill against that of a baseline"};

/// What the plan costs. Absent when a part has no price.
struct CostOutcome {
  SiteCapex capex;
  SiteOpex opex;
  TotalCost tco;
  double network_share = 0.0;
  Money residual{};
  Money book_value{};
  Money idle_cost{};
  Money stranded_cost{};
  Money financing_cost{};
  Money tax{};
  Money committed{};
  Money impairment_risk{};
  Feasible<MoneyRate> cost_per_accelerator_hour;
  Feasible<TokensPerMoney> price_performance;
  Feasible<double> capex_quoted_share = Infeasible{&no_bill};
  Feasible<double> bom_price_index = Infeasible{&no_baseline_bill};
  OverMonths<Money> cash_out;
  friend bool operator==(const CostOutcome&, const CostOutcome&) = default;
};

/// What it returns. Absent when nothing is sold.
struct ReturnOutcome {
  Money revenue{};
  Money npv{};
  Feasible<double> irr;
  Feasible<double> payback;
  Feasible<double> profitability_index;
  double roi = 0.0;
  Money peak_cash{};
  OverMonths<Money> net_cash;
  friend bool operator==(const ReturnOutcome&, const ReturnOutcome&) = default;
};

struct FinanceOutcome {
  Feasible<CostOutcome> cost;
  Feasible<ReturnOutcome> gain;
  Feasible<TokensPerEnergy> power_performance;
  friend bool operator==(const FinanceOutcome&, const FinanceOutcome&) = default;
};

struct OperationsOutcome {
  double staff = 0.0;
  double devices = 0.0;
  double nos_kinds = 0.0;
  double part_kinds = 0.0;
  Frequency repairs{};
  Money cost{};
  Feasible<Money> cost_of_next_fabric;
  friend bool operator==(const OperationsOutcome&, const OperationsOutcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::SiteCapex> = "site_capex";
template <>
inline constexpr auto fields<plan::SiteCapex> =
    std::array{row<&plan::SiteCapex::accelerators>("accelerators", "nodes with accelerators"),
               row<&plan::SiteCapex::servers>("servers", "other nodes"),
               row<&plan::SiteCapex::networks>("networks", "every fabric, its spares included"),
               row<&plan::SiteCapex::spares>("spares", "of nodes"),
               row<&plan::SiteCapex::facility>("facility", "own building"),
               row<&plan::SiteCapex::total>("total", "all that is bought new")};
static_assert(describes_all<plan::SiteCapex>());
template <>
inline constexpr std::string_view type_name<plan::SiteOpex> = "site_opex";
template <>
inline constexpr auto fields<plan::SiteOpex> =
    std::array{row<&plan::SiteOpex::energy>("energy", "PUE included once"),
               row<&plan::SiteOpex::space>("space", "colocation"),
               row<&plan::SiteOpex::support>("support", "contracts"),
               row<&plan::SiteOpex::licences>("licences", "operating systems of switches"),
               row<&plan::SiteOpex::staff>("staff", "people"),
               row<&plan::SiteOpex::tools>("tools", "that applications use"),
               row<&plan::SiteOpex::total>("total", "all running cost")};
static_assert(describes_all<plan::SiteOpex>());
template <>
inline constexpr std::string_view type_name<plan::TotalCost> = "total_cost";
template <>
inline constexpr auto fields<plan::TotalCost> =
    std::array{row<&plan::TotalCost::capex>("capex", "bought new"),
               row<&plan::TotalCost::opex>("opex", "running"),
               row<&plan::TotalCost::financing>("financing", "interest"),
               row<&plan::TotalCost::tax>("tax", "on profit"),
               row<&plan::TotalCost::residual>("residual", "market value at the end, negative"),
               row<&plan::TotalCost::total>("total", "undiscounted")};
static_assert(describes_all<plan::TotalCost>());

template <>
inline constexpr std::string_view type_name<plan::CostOutcome> = "cost_outcome";
template <>
inline constexpr auto fields<plan::CostOutcome> = std::array{
    row<&plan::CostOutcome::capex>("capex", "nodes, networks, spares, facility")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::CostOutcome::opex>("opex", "energy, space, support, licences, staff, tools")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::CostOutcome::tco>("tco", "capex + opex + financing + tax - residual")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::CostOutcome::network_share>("network_share", "all fabrics / TCO")
        .metric(Over::sum, Better::less),
    row<&plan::CostOutcome::residual>("residual", "market value by age")
        .in("$")
        .metric(Over::end, Better::more),
    row<&plan::CostOutcome::book_value>("book_value", "not yet written off")
        .in("$")
        .metric(Over::end),
    row<&plan::CostOutcome::idle_cost>("idle_cost", "capacity nobody used")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::CostOutcome::stranded_cost>("stranded_cost",
                                           "accelerators that stood and could not be used")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::CostOutcome::financing_cost>("financing_cost", "interest of loans and leases")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::CostOutcome::tax>("tax", "on the profit of each year, losses carried forward")
        .in("$")
        .metric(Over::sum, Better::less),
    row<&plan::CostOutcome::committed>("committed",
                                       "still to be paid if all stops: orders, debt, take-or-pay")
        .in("$")
        .metric(Over::worst, Better::less),
    row<&plan::CostOutcome::impairment_risk>("impairment_risk",
                                             "largest book value less market value")
        .in("$")
        .metric(Over::worst, Better::less),
    row<&plan::CostOutcome::cost_per_accelerator_hour>("cost_per_accelerator_hour",
                                                       "provisioned, site-wide")
        .in("$/h")
        .metric(Over::mean, Better::less),
    row<&plan::CostOutcome::price_performance>("price_performance", "output tokens a dollar of TCO")
        .in("Mtok/$")
        .metric(Over::sum, Better::more),
    row<&plan::CostOutcome::capex_quoted_share>(
        "capex_quoted_share", "of capex, from quotes that are valid at time.start")
        .metric(Over::sum, Better::more),
    row<&plan::CostOutcome::bom_price_index>(
        "bom_price_index", "prices of the bill against those of the baseline's: Fisher")
        .metric(Over::once, Better::less),
    row<&plan::CostOutcome::cash_out>("cash_out", "paid").in("$").metric(Over::sum, Better::less)};
static_assert(describes_all<plan::CostOutcome>());

template <>
inline constexpr std::string_view type_name<plan::ReturnOutcome> = "return_outcome";
template <>
inline constexpr auto fields<plan::ReturnOutcome> = std::array{
    row<&plan::ReturnOutcome::revenue>("revenue", "once per unit sold")
        .in("$")
        .metric(Over::sum, Better::more),
    row<&plan::ReturnOutcome::npv>("npv",
                                   "first flow at time.start, not discounted; residual at the end")
        .in("$")
        .metric(Over::once, Better::more),
    row<&plan::ReturnOutcome::irr>("irr", "effective a year").metric(Over::once, Better::more),
    row<&plan::ReturnOutcome::payback>(
        "payback", "month in which cumulative cash turns positive, undiscounted")
        .metric(Over::once, Better::less),
    row<&plan::ReturnOutcome::profitability_index>("profitability_index",
                                                   "present value of inflows / of outlays")
        .metric(Over::once, Better::more),
    row<&plan::ReturnOutcome::roi>("roi", "undiscounted, over the horizon")
        .metric(Over::sum, Better::more),
    row<&plan::ReturnOutcome::peak_cash>("peak_cash", "deepest cumulative need")
        .in("$")
        .metric(Over::once, Better::less),
    row<&plan::ReturnOutcome::net_cash>("net_cash", "received - paid, residual left out")
        .in("$")
        .metric(Over::sum, Better::more)};
static_assert(describes_all<plan::ReturnOutcome>());

template <>
inline constexpr std::string_view type_name<plan::FinanceOutcome> = "finance_outcome";
template <>
inline constexpr auto fields<plan::FinanceOutcome> = std::array{
    row<&plan::FinanceOutcome::cost>("cost", "").inlined(),
    row<&plan::FinanceOutcome::gain>("gain", "").inlined(),
    row<&plan::FinanceOutcome::power_performance>("power_performance", "output tokens a joule")
        .in("tok/J")
        .metric(Over::mean, Better::more)};
static_assert(describes_all<plan::FinanceOutcome>());

template <>
inline constexpr std::string_view type_name<plan::OperationsOutcome> = "operations_outcome";
template <>
inline constexpr auto fields<plan::OperationsOutcome> = std::array{
    row<&plan::OperationsOutcome::staff>("staff", "base, fabrics, NOS kinds, devices")
        .metric(Over::worst, Better::less),
    row<&plan::OperationsOutcome::devices>("devices", "things with a management address")
        .metric(Over::design, Better::less),
    row<&plan::OperationsOutcome::nos_kinds>("nos_kinds", "operating systems of switches to master")
        .metric(Over::design, Better::less),
    row<&plan::OperationsOutcome::part_kinds>("part_kinds", "distinct spares over all fabrics")
        .metric(Over::design, Better::less),
    row<&plan::OperationsOutcome::repairs>("repairs", "hands on site: of networks and accelerators")
        .in("/month")
        .metric(Over::worst, Better::less),
    row<&plan::OperationsOutcome::cost>("cost", "people").in("$").metric(Over::sum, Better::less),
    row<&plan::OperationsOutcome::cost_of_next_fabric>(
        "cost_of_next_fabric",
        "a year of people for one more of the mean size, with an operating system of its own")
        .in("$")
        .metric(Over::mean, Better::less)
        .by(economics::next_fabric_cost_card)};
static_assert(describes_all<plan::OperationsOutcome>());

}  // namespace weft
