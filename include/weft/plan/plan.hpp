// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/base/named.hpp"
#include "weft/plan/cluster.hpp"
#include "weft/plan/ecosystem.hpp"
#include "weft/plan/fabric.hpp"
#include "weft/plan/finance.hpp"
#include "weft/plan/operations.hpp"
#include "weft/plan/requirement.hpp"
#include "weft/plan/site.hpp"
#include "weft/plan/workload.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace weft::plan {

/// What a plan draws from: parts and price books, local files or built in. Later wins.
struct Uses {
  std::vector<std::string> catalog;
  std::vector<std::string> prices;
  friend bool operator==(const Uses&, const Uses&) = default;
};

/// What was written, after overlays, variant and phase were merged: central values only.
/// `let`, `parts`, `ramp` and `variants` work on the document and are no members.
struct Plan {
  std::int64_t weft = 1;
  std::string name;
  std::string about;
  std::string owner;
  Uses uses;
  TimeFrame time;
  Site site;
  Named<Cluster> clusters;
  Named<Fabric> fabrics;
  Named<Workload> workloads;
  Finance finance;
  Operations operations;
  Ecosystem ecosystem;
  Named<Alternative> alternatives;
  Named<Gate> gates;
  Study study;
  ReportWish report;
  std::string baseline;
  friend bool operator==(const Plan&, const Plan&) = default;
};

/// What a phase of the ramp says beside the patch that it is.
struct Phase {
  CalendarMonth from{};
  std::string about;
  friend bool operator==(const Phase&, const Phase&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::Uses> = "uses";
template <>
inline constexpr auto fields<plan::Uses> = std::array{
    row<&plan::Uses::catalog>("catalog", "\"builtin\" or files of parts").default_from("builtin"),
    row<&plan::Uses::prices>("prices", "\"builtin:NAME\" or files of prices")
        .default_from("builtin:list-2026h2")};
static_assert(describes_all<plan::Uses>());

template <>
inline constexpr std::string_view type_name<plan::Phase> = "phase";
template <>
inline constexpr auto fields<plan::Phase> =
    std::array{row<&plan::Phase::from>("from", "month in which it must be usable").required(),
               row<&plan::Phase::about>("about", "in words").only_label()};
static_assert(describes_all<plan::Phase>());

template <>
inline constexpr std::string_view type_name<plan::Plan> = "plan";
template <>
inline constexpr auto fields<plan::Plan> = std::array{
    row<&plan::Plan::weft>("weft", "version of the plan format: 1").between(1, 1).required(),
    row<&plan::Plan::name>("name", "of the plan").only_label(),
    row<&plan::Plan::about>("about", "in words").only_label(),
    row<&plan::Plan::owner>("owner", "who answers for it").only_label(),
    row<&plan::Plan::uses>("uses", "catalogues and price books"),
    row<&plan::Plan::time>("time", "first month and horizon"),
    row<&plan::Plan::site>("site", "power, space, cooling"),
    row<&plan::Plan::clusters>("clusters", "equal units, by name").required(),
    row<&plan::Plan::fabrics>("fabrics", "networks, by name"),
    row<&plan::Plan::workloads>("workloads", "what runs, by name"),
    row<&plan::Plan::finance>("finance", "money"),
    row<&plan::Plan::operations>("operations", "people, support, spares"),
    row<&plan::Plan::ecosystem>("ecosystem", "how the market moves after the signature"),
    row<&plan::Plan::alternatives>("alternatives", "what this plan competes with"),
    row<&plan::Plan::gates>("gates", "requirements that join several metrics"),
    row<&plan::Plan::study>("study", "how scenarios are drawn").not_yet("no scenarios are drawn"),
    row<&plan::Plan::report>("report", "what stands first"),
    row<&plan::Plan::baseline>("baseline", "variant that the others are held against")
        .refers_to("/variants")
        .only_label()};
static_assert(describes_all<plan::Plan>());

}  // namespace weft
