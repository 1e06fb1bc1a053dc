// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/traditional.hpp"
#include "weft/plan/summary_money.hpp"
#include "weft/plan/summary_operations.hpp"

#include <algorithm>
#include <optional>
#include <variant>

namespace weft::plan {

inline void fill_application(const Scenario& scenario, const Workspace& room, Position at,
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

template <class Step>
void summarise_application(const Scenario& scenario, const Workspace& room, Position at,
                           bool priced, ApplicationOutcome& made, Step& step) {
  const auto& written = std::get<Application>(scenario.last().plan.workloads.entries[at].value);
  const WorkloadMonths& months = room.workloads[at];
  const auto filled = [] {};  // with the tasks, first
  step(
      over_months_card, made.tasks, [&] { fill_application(scenario, room, at, priced, made); },
      months.peak);
  step(over_months_card, made.served, filled, months.served);
  const StageState& state = room.stages.back();
  const auto loads = [&](const std::optional<Position>& called, std::size_t) {
    return called ? &state.workloads[*called].load : nullptr;
  };
  step(
      availability_card, made.availability,
      [&] { made.availability = application_availability(scenario, room, at); },
      scenario.last().plan.operations.interruption, scenario.last().plan.operations.repair,
      across(state.fabrics, &FabricState::availability),
      across(scenario.last().workloads[at].calls, loads));
  step(application::step_tokens_card, parts(made.calls_per_task, made.tokens_per_task), filled,
       months.task);
  step(application::users_supported_card, made.users_supported, filled, months.served,
       written.users);
  const auto works = [&](const std::optional<Position>& called, std::size_t) {
    return called ? &room.stages.back().workloads[*called].serving.most : nullptr;
  };
  step(application::task_time_card, made.task_time_p90, filled, months.task,
       across(scenario.last().workloads[at].calls, works));
  step(application::task_cost_card, made.cost_per_task, filled, months.uses, written.retry);
  step(application::cost_per_success_card, made.cost_per_success, filled, made.cost_per_task,
       written.success);
  step(application::cost_per_user_card, made.cost_per_user, filled, made.cost_per_task, months.mean,
       months.served, written.users);
}

template <class Step>
void summarise_traditional(const Scenario& scenario, const Workspace& room, Position at,
                           const Named<FabricOutcome>& fabrics, bool priced,
                           TraditionalOutcome& made, Step& step) {
  const auto cluster = *scenario.last().workloads[at].cluster;
  const WorkloadMonths& months = room.workloads[at];
  using Cost = Feasible<MoneyRate>;
  step(
      application::cost_per_server_card, made.cost_per_server,
      [&](Money cost, double used) {
        return priced ? Cost(application::cost_per_server(cost, used, one_month))
                      : Cost(Infeasible{&no_price});
      },
      months.cost, months.used_months);
  const auto front = scenario.last()
                         .clusters[cluster]
                         .fabric_of[static_cast<std::size_t>(fabric::Role::front_end)];
  const auto* service = front ? &fabrics.entries[*front].value.service : nullptr;
  const auto wait = [&] {
    made.latency_p99 = Infeasible{&no_fabric_between};
    if (!service || !*service) return;
    const auto& tail = (*service)->latency_p99;
    made.latency_p99 = tail ? Feasible<Time>(tail->total()) : Feasible<Time>(tail.why());
  };
  step(fabric::latency_p99_card, made.latency_p99, wait,
       service && *service ? &(*service)->latency_p99 : nullptr);
}

}  // namespace weft::plan
