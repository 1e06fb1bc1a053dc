// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/traffic.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/scenario.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>

namespace weft::plan {

inline constexpr Reason no_limit{"plan.no-limit", "no limit could be checked"};

/// A limit of the plan and the metric of the same name: how to read both, without their types.
/// The check in lib/requirements.cpp makes sure that name and dimension agree.
template <class Limits, class Metrics>
struct LimitPair {
  std::string_view name;
  std::optional<double> (*asked)(const Limits&) = nullptr;
  std::optional<double> (*given)(const Metrics&) = nullptr;
  Better better = Better::neither;
};

namespace detail {

template <class V>
std::optional<double> number_of(const V& value) {
  if constexpr (is_quantity<V> || std::is_arithmetic_v<V>) {
    return weft::detail::as_double(value);
  } else if constexpr (requires { value.total(); }) {
    return number_of(value.total());
  } else if constexpr (requires { value.months; }) {
    return number_of(value.value);
  } else {  // optional or feasible
    return value ? number_of(*value) : std::nullopt;
  }
}

}  // namespace detail

inline constexpr std::array site_limits{
    LimitPair<SiteBudget, SiteOutcome>{
        "it_power", [](const SiteBudget& b) { return detail::number_of(b.it_power); },
        [](const SiteOutcome& o) { return detail::number_of(o.it_power); }, Better::less},
    LimitPair<SiteBudget, SiteOutcome>{
        "utility_power", [](const SiteBudget& b) { return detail::number_of(b.utility_power); },
        [](const SiteOutcome& o) { return detail::number_of(o.utility_power); }, Better::less},
    LimitPair<SiteBudget, SiteOutcome>{
        "rack_power", [](const SiteBudget& b) { return detail::number_of(b.rack_power); },
        [](const SiteOutcome& o) { return detail::number_of(o.rack_power); }, Better::less},
    LimitPair<SiteBudget, SiteOutcome>{
        "racks", [](const SiteBudget& b) { return detail::number_of(b.racks); },
        [](const SiteOutcome& o) { return detail::number_of(o.racks); }, Better::less}};

namespace detail {

/// A limit of a fabric on a member of its size, its service or its money.
template <auto Limit, auto Part, auto Member>
constexpr LimitPair<FabricBudget, FabricOutcome> fabric_limit(std::string_view name,
                                                              Better better) {
  return {name, [](const FabricBudget& b) { return number_of(b.*Limit); },
          [](const FabricOutcome& o) -> std::optional<double> {
            return o.*Part ? number_of((*(o.*Part)).*Member) : std::nullopt;
          },
          better};
}
template <auto Limit, auto Member>
constexpr LimitPair<ServingSlo, ServingOutcome> serving_limit(std::string_view name) {
  return {name, [](const ServingSlo& b) { return number_of(b.*Limit); },
          [](const ServingOutcome& o) -> std::optional<double> {
            return o.service ? number_of((*o.service).*Member) : std::nullopt;
          },
          Better::less};
}
template <auto Limit, auto Member>
constexpr LimitPair<TrainingSlo, TrainingOutcome> training_limit(std::string_view name,
                                                                 Better better) {
  return {name, [](const TrainingSlo& b) { return number_of(b.*Limit); },
          [](const TrainingOutcome& o) -> std::optional<double> {
            return o.run ? number_of((*o.run).*Member) : std::nullopt;
          },
          better};
}

}  // namespace detail

inline constexpr std::array fabric_limits{
    detail::fabric_limit<&FabricBudget::bandwidth_per_accelerator, &FabricOutcome::service,
                         &FabricService::bandwidth_per_accelerator>("bandwidth_per_accelerator",
                                                                    Better::more),
    detail::fabric_limit<&FabricBudget::bandwidth_per_node, &FabricOutcome::service,
                         &FabricService::bandwidth_per_node>("bandwidth_per_node", Better::more),
    detail::fabric_limit<&FabricBudget::bandwidth_effective, &FabricOutcome::service,
                         &FabricService::bandwidth_effective>("bandwidth_effective", Better::more),
    detail::fabric_limit<&FabricBudget::bisection, &FabricOutcome::size, &FabricSize::bisection>(
        "bisection", Better::more),
    detail::fabric_limit<&FabricBudget::oversubscription, &FabricOutcome::size,
                         &FabricSize::oversubscription>("oversubscription", Better::less),
    detail::fabric_limit<&FabricBudget::busiest_link, &FabricOutcome::service,
                         &FabricService::busiest_link>("busiest_link", Better::less),
    detail::fabric_limit<&FabricBudget::latency_unloaded, &FabricOutcome::service,
                         &FabricService::latency_unloaded>("latency_unloaded", Better::less),
    detail::fabric_limit<&FabricBudget::latency_p99, &FabricOutcome::service,
                         &FabricService::latency_p99>("latency_p99", Better::less),
    detail::fabric_limit<&FabricBudget::all_reduce_busbw, &FabricOutcome::service,
                         &FabricService::all_reduce_busbw>("all_reduce_busbw", Better::more),
    detail::fabric_limit<&FabricBudget::all_to_all_busbw, &FabricOutcome::service,
                         &FabricService::all_to_all_busbw>("all_to_all_busbw", Better::more),
    detail::fabric_limit<&FabricBudget::availability, &FabricOutcome::size,
                         &FabricSize::availability>("availability", Better::more),
    detail::fabric_limit<&FabricBudget::bandwidth_after_link_loss, &FabricOutcome::size,
                         &FabricSize::bandwidth_after_link_loss>("bandwidth_after_link_loss",
                                                                 Better::more),
    detail::fabric_limit<&FabricBudget::bandwidth_after_switch_loss, &FabricOutcome::size,
                         &FabricSize::bandwidth_after_switch_loss>("bandwidth_after_switch_loss",
                                                                   Better::more),
    detail::fabric_limit<&FabricBudget::bandwidth_after_plane_loss, &FabricOutcome::size,
                         &FabricSize::bandwidth_after_plane_loss>("bandwidth_after_plane_loss",
                                                                  Better::more),
    detail::fabric_limit<&FabricBudget::spare_ports, &FabricOutcome::size,
                         &FabricSize::spare_ports>("spare_ports", Better::more),
    detail::fabric_limit<&FabricBudget::power, &FabricOutcome::size, &FabricSize::power>(
        "power", Better::less),
    detail::fabric_limit<&FabricBudget::capex, &FabricOutcome::money, &FabricMoney::capex>(
        "capex", Better::less)};

inline constexpr std::array training_limits{
    detail::training_limit<&TrainingSlo::time_to_train, &TrainingRun::time_to_train>(
        "time_to_train", Better::less),
    detail::training_limit<&TrainingSlo::goodput, &TrainingRun::goodput>("goodput", Better::more),
    detail::training_limit<&TrainingSlo::checkpoint_write, &TrainingRun::checkpoint_write>(
        "checkpoint_write", Better::less),
    detail::training_limit<&TrainingSlo::step_time, &TrainingRun::step_time>("step_time",
                                                                             Better::less),
    detail::training_limit<&TrainingSlo::mfu, &TrainingRun::mfu>("mfu", Better::more)};

inline constexpr std::array serving_limits{
    detail::serving_limit<&ServingSlo::ttft_p50, &ServingService::ttft_p50>("ttft_p50"),
    detail::serving_limit<&ServingSlo::ttft_p95, &ServingService::ttft_p95>("ttft_p95"),
    detail::serving_limit<&ServingSlo::ttft_p99, &ServingService::ttft_p99>("ttft_p99"),
    detail::serving_limit<&ServingSlo::tpot_p50, &ServingService::tpot_p50>("tpot_p50"),
    detail::serving_limit<&ServingSlo::tpot_p95, &ServingService::tpot_p95>("tpot_p95"),
    detail::serving_limit<&ServingSlo::tpot_p99, &ServingService::tpot_p99>("tpot_p99"),
    detail::serving_limit<&ServingSlo::e2e_p95, &ServingService::e2e_p95>("e2e_p95"),
    detail::serving_limit<&ServingSlo::kv_transfer_p95, &ServingService::kv_transfer_p95>(
        "kv_transfer_p95"),
    LimitPair<ServingSlo, ServingOutcome>{
        "availability", [](const ServingSlo& b) { return b.availability; },
        [](const ServingOutcome& o) -> std::optional<double> { return o.capacity.availability; },
        Better::more}};

inline constexpr std::array application_limits{
    LimitPair<ApplicationSlo, ApplicationOutcome>{
        "task_time_p90", [](const ApplicationSlo& b) { return detail::number_of(b.task_time_p90); },
        [](const ApplicationOutcome& o) { return detail::number_of(o.task_time_p90); },
        Better::less},
    LimitPair<ApplicationSlo, ApplicationOutcome>{
        "cost_per_task", [](const ApplicationSlo& b) { return detail::number_of(b.cost_per_task); },
        [](const ApplicationOutcome& o) { return detail::number_of(o.cost_per_task); },
        Better::less}};

inline constexpr std::array traditional_limits{LimitPair<TraditionalSlo, TraditionalOutcome>{
    "latency_p99", [](const TraditionalSlo& b) { return detail::number_of(b.latency_p99); },
    [](const TraditionalOutcome& o) { return detail::number_of(o.latency_p99); }, Better::less}};

static_assert(fabric_limits.size() == fields<FabricBudget>.size(), "every budget is checked");
static_assert(serving_limits.size() == fields<ServingSlo>.size(), "every SLO is checked");
static_assert(training_limits.size() == fields<TrainingSlo>.size());
static_assert(application_limits.size() == fields<ApplicationSlo>.size());
static_assert(traditional_limits.size() == fields<TraditionalSlo>.size());
static_assert(site_limits.size() == fields<SiteBudget>.size());

/// Visits each limit that the plan of the last stage sets, always in the same order:
/// `visit(owner path, section, name, asked, given, better)`.
template <class Visit>
void each_limit(const Scenario& scenario, const Outcome& outcome, const Visit& visit) {
  const Plan& plan = scenario.last().plan;
  const auto run = [&](std::string_view owner, std::string_view name, std::string_view section,
                       const auto& pairs, const auto& limits, const auto& metrics) {
    for (const auto& pair : pairs) {
      if (const auto asked = pair.asked(limits)) {
        visit(owner, name, section, pair.name, *asked, pair.given(metrics), pair.better);
      }
    }
  };
  run("site", "", "budget", site_limits, plan.site.budget, outcome.site);
  for (Position f = 0; f < plan.fabrics.size(); ++f) {
    const auto& [name, fabric] = plan.fabrics.entries[f];
    run("fabrics", name, "budget", fabric_limits, fabric.budget, outcome.fabrics.entries[f].value);
  }
  for (Position w = 0; w < plan.workloads.size(); ++w) {
    const auto& name = plan.workloads.entries[w].name;
    const Workload& written = plan.workloads.entries[w].value;
    const WorkloadOutcome& made = outcome.workloads.entries[w].value;
    if (const auto* one = std::get_if<Training>(&written)) {
      run("workloads", name, "slo", training_limits, one->slo, std::get<TrainingOutcome>(made));
    } else if (const auto* served = std::get_if<Serving>(&written)) {
      run("workloads", name, "slo", serving_limits, served->slo, std::get<ServingOutcome>(made));
    } else if (const auto* tasks = std::get_if<Application>(&written)) {
      run("workloads", name, "slo", application_limits, tasks->slo,
          std::get<ApplicationOutcome>(made));
    } else if (const auto* servers = std::get_if<Traditional>(&written)) {
      run("workloads", name, "slo", traditional_limits, servers->slo,
          std::get<TraditionalOutcome>(made));
    }
  }
}

/// Checks every limit. A metric that this evaluation does not have leaves its limit unchecked.
inline void check_requirements(const Scenario& scenario, Outcome& outcome) {
  PlanVerdict& verdict = outcome.plan;
  verdict.limits_checked = verdict.limits_failed = 0;
  verdict.limits_unchecked = static_cast<std::int64_t>(scenario.last().plan.gates.size());
  verdict.worst_margin = Infeasible{&no_limit};
  std::size_t at = 0;
  each_limit(scenario, outcome,
             [&](std::string_view, std::string_view, std::string_view, std::string_view,
                 double asked, std::optional<double> given, Better better) {
               Requirement& one = outcome.requirements[at++];
               one.asked = asked;
               one.given = given.value_or(0.0);
               one.margin = 0.0;
               one.verdict = Verdict::not_checked;
               if (!given) {
                 ++verdict.limits_unchecked;
                 return;
               }
               ++verdict.limits_checked;
               const bool holds = better == Better::less ? one.given <= asked : one.given >= asked;
               one.verdict = holds ? Verdict::holds : Verdict::fails;
               if (!holds) ++verdict.limits_failed;
               if (asked == 0.0) return;
               one.margin = fabric::margin(one.given, asked, better);
               if (!verdict.worst_margin || one.margin < *verdict.worst_margin) {
                 verdict.worst_margin = one.margin;
               }
             });
}

}  // namespace weft::plan
