// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/named.hpp"
#include "weft/plan/outcome_alternative.hpp"
#include "weft/plan/outcome_fabric.hpp"
#include "weft/plan/outcome_finance.hpp"
#include "weft/plan/outcome_ramp.hpp"
#include "weft/plan/outcome_site.hpp"
#include "weft/plan/outcome_workload.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace weft::plan {

enum class Verdict : std::uint8_t { holds, fails, not_checked };

/// One limit of the plan against the metric of the same name.
struct Requirement {
  std::string limit;   ///< path in the plan: "fabrics.backend.budget.latency_p99"
  std::string metric;  ///< "fabrics.backend.latency_p99"
  Verdict verdict = Verdict::not_checked;
  double asked = 0.0;
  double given = 0.0;
  double margin = 0.0;  ///< signed: positive is good; share of what was asked
  friend bool operator==(const Requirement&, const Requirement&) = default;
};

inline constexpr Reason not_varied{"plan.not-varied",
                                   "--assumptions varies each value to find out"};

struct PlanVerdict {
  double feasible = 1.0;
  std::int64_t limits_checked = 0;
  std::int64_t limits_failed = 0;
  std::int64_t limits_waived = 0;
  std::int64_t limits_unchecked = 0;
  Feasible<double> worst_margin;
  std::int64_t assumptions = 0;
  Feasible<double> guess_share = Infeasible{&not_varied};
  friend bool operator==(const PlanVerdict&, const PlanVerdict&) = default;
};

/// What a scenario gives. Mirrors the tree of the plan, so that a plan path and a metric id are
/// one.
struct Outcome {
  PlanVerdict plan;
  SiteOutcome site;
  Named<ClusterOutcome> clusters;
  Named<FabricOutcome> fabrics;
  Named<WorkloadOutcome> workloads;
  Named<AlternativeOutcome> alternatives;
  RampOutcome ramp;
  FinanceOutcome finance;
  OperationsOutcome operations;
  EcosystemOutcome ecosystem;
  std::vector<Requirement> requirements;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr auto words<plan::Verdict> =
    std::array{Case{"holds", ""}, Case{"fails", ""}, Case{"not-checked", ""}};
template <>
inline constexpr std::string_view type_name<plan::Requirement> = "requirement";
template <>
inline constexpr auto fields<plan::Requirement> = std::array{
    row<&plan::Requirement::limit>("limit", "path in the plan"),
    row<&plan::Requirement::metric>("metric", "id"),
    row<&plan::Requirement::verdict>("verdict", "does it hold"),
    row<&plan::Requirement::asked>("asked", "in SI base units"),
    row<&plan::Requirement::given>("given", "in SI base units"),
    row<&plan::Requirement::margin>("margin", "positive is good; share of what was asked")};
static_assert(describes_all<plan::Requirement>());

template <>
inline constexpr std::string_view type_name<plan::PlanVerdict> = "plan_verdict";
template <>
inline constexpr auto fields<plan::PlanVerdict> = std::array{
    row<&plan::PlanVerdict::feasible>("feasible", "1 when every part can be built and works at all")
        .metric(Over::once, Better::more),
    row<&plan::PlanVerdict::limits_checked>("limits_checked",
                                            "budgets, SLOs and gates that were evaluated")
        .metric(Over::once),
    row<&plan::PlanVerdict::limits_failed>("limits_failed", "of these, broken at error level")
        .metric(Over::once, Better::less),
    row<&plan::PlanVerdict::limits_waived>("limits_waived", "broken but waived, and not expired")
        .metric(Over::once, Better::less),
    row<&plan::PlanVerdict::limits_unchecked>(
        "limits_unchecked", "need scenarios or a missing input: never counted as passed")
        .metric(Over::once, Better::less),
    row<&plan::PlanVerdict::worst_margin>("worst_margin", "smallest margin of all limits")
        .metric(Over::worst, Better::more),
    row<&plan::PlanVerdict::assumptions>(
        "assumptions", "values not written by the author: defaults and facts of parts")
        .metric(Over::once, Better::less),
    row<&plan::PlanVerdict::guess_share>("guess_share",
                                         "share of TCO that rests on basis estimate or guess")
        .metric(Over::once, Better::less)};
static_assert(describes_all<plan::PlanVerdict>());

template <>
inline constexpr std::string_view type_name<plan::Outcome> = "outcome";
template <>
inline constexpr auto fields<plan::Outcome> =
    std::array{row<&plan::Outcome::plan>("plan", "the verdict"),
               row<&plan::Outcome::site>("site", "power, space"),
               row<&plan::Outcome::clusters>("clusters", "by name"),
               row<&plan::Outcome::fabrics>("fabrics", "by name"),
               row<&plan::Outcome::workloads>("workloads", "by name"),
               row<&plan::Outcome::alternatives>("alternatives", "by name"),
               row<&plan::Outcome::ramp>("ramp", "phases, shortfall"),
               row<&plan::Outcome::finance>("finance", "cost and return"),
               row<&plan::Outcome::operations>("operations", "people and devices"),
               row<&plan::Outcome::ecosystem>("ecosystem", "what competition and haste bring"),
               row<&plan::Outcome::requirements>("requirements", "limits and verdicts")};
static_assert(describes_all<plan::Outcome>());

}  // namespace weft
