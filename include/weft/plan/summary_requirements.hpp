// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/step.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/requirements.hpp"

#include <tuple>
#include <variant>

namespace weft::plan {

/// The verdict with what it reads.
template <class Step>
void summarise_requirements(const Scenario& scenario, Outcome& outcome, Step& step) {
  PlanVerdict& verdict = outcome.plan;
  const auto limits = [](const auto& each, std::size_t) {
    const auto* trained = std::get_if<Training>(&each.value);
    const auto* served = std::get_if<Serving>(&each.value);
    const auto* tasks = std::get_if<Application>(&each.value);
    const auto* servers = std::get_if<Traditional>(&each.value);
    return std::tuple(trained ? &trained->slo : nullptr, served ? &served->slo : nullptr,
                      tasks ? &tasks->slo : nullptr, servers ? &servers->slo : nullptr);
  };
  const auto fabrics = [](const auto& each, std::size_t) { return &each.value.budget; };
  step(
      verdict_card,
      parts(verdict.limits_checked, verdict.limits_failed, verdict.limits_waived,
            verdict.limits_unchecked, verdict.worst_margin, outcome.requirements),
      [&] { check_requirements(scenario, outcome); }, scenario.last().plan.site.budget,
      across(scenario.last().plan.fabrics.entries, fabrics),
      across(scenario.last().plan.workloads.entries, limits), scenario.last().plan.gates,
      outcome.site, outcome.fabrics, outcome.workloads);
}

}  // namespace weft::plan
