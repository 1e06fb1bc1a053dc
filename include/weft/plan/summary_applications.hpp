// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/traditional.hpp"
#include "weft/plan/summary_money.hpp"
#include "weft/plan/summary_operations.hpp"

#include <algorithm>
#include <variant>

namespace weft::plan {

inline void summarise_application(const Scenario& scenario, const Workspace& room, Position at,
                                  bool priced, ApplicationOutcome& made) {
  const auto& written = std::get<Application>(scenario.last().plan.workloads.entries[at].value);
  const WorkloadMonths& months = room.workloads[at];
  made.tasks.value = {};
  made.served.value = 1.0;
  double supported = 1.0;
  for (std::size_t m = 0; m < months.peak.size(); ++m) {
    made.tasks.months[m] = months.peak[m];
    made.served.months[m] = months.served[m];
    made.tasks.value = max(made.tasks.value, months.peak[m]);
    made.served.value = std::min(made.served.value, months.served[m]);
    supported = std::min(supported, months.served[m]);
  }
  made.availability = application_availability(scenario, room, at);
  made.calls_per_task = months.task.calls;
  made.tokens_per_task = {months.task.tokens.input, months.task.tokens.cached_input,
                          months.task.tokens.output};
  made.users_supported = Infeasible{&no_demand};
  if (written.users) made.users_supported = supported * static_cast<double>(*written.users);
  made.task_time_p90 = application::task_time_p90(months.task);
  for (const auto& called : scenario.last().workloads[at].calls) {
    if (called && !room.stages.back().workloads[*called].serving.works()) {
      made.task_time_p90 = room.stages.back().workloads[*called].serving.most.why();
    }
  }
  made.cost_per_task = Infeasible{&no_price};
  made.cost_per_success = Infeasible{&no_price};
  made.cost_per_user = Infeasible{&no_price};
  if (!priced) return;
  const auto cost = application::task_cost(months.uses, written.retry);
  made.cost_per_task =
      TaskMoney{cost.input, cost.cached_input, cost.output, cost.tools, cost.retries};
  made.cost_per_success = application::cost_per_success(cost.total(), written.success);
  if (written.users) {
    const auto asked = static_cast<double>(room.inflation.size() - room.asked_from);
    const Frequency tasks = met(months.mean, months.served) / (asked * one_month);
    made.cost_per_user =
        application::cost_per_user(cost.total(), tasks, static_cast<double>(*written.users));
  }
}

inline void summarise_traditional(const Scenario& scenario, const Workspace& room, Position at,
                                  const Named<FabricOutcome>& fabrics, bool priced,
                                  TraditionalOutcome& made) {
  const auto cluster = *scenario.last().workloads[at].cluster;
  const WorkloadMonths& months = room.workloads[at];
  made.cost_per_server = Infeasible{&no_price};
  if (priced)
    made.cost_per_server = application::cost_per_server(months.cost, months.used_months, one_month);
  made.latency_p99 = Infeasible{&no_fabric_between};
  const auto front = scenario.last()
                         .clusters[cluster]
                         .fabric_of[static_cast<std::size_t>(fabric::Role::front_end)];
  if (front && fabrics.entries[*front].value.service) {
    const auto& tail = fabrics.entries[*front].value.service->latency_p99;
    made.latency_p99 = tail ? Feasible<Time>(tail->total()) : Feasible<Time>(tail.why());
  }
}

}  // namespace weft::plan
