// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/over_months.hpp"
#include "weft/plan/outcome_capacity.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::plan {

struct RentalOutcome {
  WorkloadCapacity capacity;
  Time hours_sold{};
  Feasible<WorkloadMoney> money;
  friend bool operator==(const RentalOutcome&, const RentalOutcome&) = default;
};

struct TaskTokens {
  Tokens input{}, cached_input{}, output{};
  [[nodiscard]] constexpr Tokens total() const { return input + cached_input + output; }
  friend bool operator==(const TaskTokens&, const TaskTokens&) = default;
};
struct TaskMoney {
  Money input{}, cached_input{}, output{}, tools{}, retries{};
  [[nodiscard]] constexpr Money total() const {
    return input + cached_input + output + tools + retries;
  }
  friend bool operator==(const TaskMoney&, const TaskMoney&) = default;
};

struct ApplicationOutcome {
  OverMonths<Frequency> tasks;
  OverMonths<double> served;
  double availability = 1.0;
  double calls_per_task = 0.0;
  TaskTokens tokens_per_task;
  Feasible<Time> task_time_p90;
  Feasible<TaskMoney> cost_per_task;
  Feasible<Money> cost_per_success;
  Feasible<MoneyRate> cost_per_user;
  Feasible<double> users_supported;
  Feasible<WorkloadMoney> money;
  friend bool operator==(const ApplicationOutcome&, const ApplicationOutcome&) = default;
};

struct TraditionalOutcome {
  WorkloadCapacity capacity;
  Feasible<MoneyRate> cost_per_server;
  Feasible<Time> latency_p99;
  Feasible<WorkloadMoney> money;
  friend bool operator==(const TraditionalOutcome&, const TraditionalOutcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::RentalOutcome> = "rental_outcome";
template <>
inline constexpr auto fields<plan::RentalOutcome> =
    std::array{row<&plan::RentalOutcome::capacity>("capacity", "").inlined(),
               row<&plan::RentalOutcome::hours_sold>("hours_sold", "accelerator time")
                   .in("h")
                   .metric(Over::sum, Better::more),
               row<&plan::RentalOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::RentalOutcome>());

template <>
inline constexpr std::string_view type_name<plan::TaskTokens> = "task_tokens";
template <>
inline constexpr auto fields<plan::TaskTokens> =
    std::array{row<&plan::TaskTokens::input>("input", "computed"),
               row<&plan::TaskTokens::cached_input>("cached_input", "from the cache"),
               row<&plan::TaskTokens::output>("output", "generated"),
               row<&plan::TaskTokens::total>("total", "history re-sent included")};
static_assert(describes_all<plan::TaskTokens>());
template <>
inline constexpr std::string_view type_name<plan::TaskMoney> = "task_money";
template <>
inline constexpr auto fields<plan::TaskMoney> =
    std::array{row<&plan::TaskMoney::input>("input", "fresh input tokens"),
               row<&plan::TaskMoney::cached_input>("cached_input", "tokens from the cache"),
               row<&plan::TaskMoney::output>("output", "generated tokens"),
               row<&plan::TaskMoney::tools>("tools", "tools"),
               row<&plan::TaskMoney::retries>("retries", "what repeated attempts add"),
               row<&plan::TaskMoney::total>("total", "one task")};
static_assert(describes_all<plan::TaskMoney>());

template <>
inline constexpr std::string_view type_name<plan::ApplicationOutcome> = "application_outcome";
template <>
inline constexpr auto fields<plan::ApplicationOutcome> = std::array{
    row<&plan::ApplicationOutcome::tasks>("tasks", "peak").in("/s").metric(Over::worst),
    row<&plan::ApplicationOutcome::served>("served", "demand met / demand")
        .metric(Over::worst, Better::more),
    row<&plan::ApplicationOutcome::availability>("availability",
                                                 "share of time in which all that it calls works")
        .metric(Over::mean, Better::more),
    row<&plan::ApplicationOutcome::calls_per_task>("calls_per_task", "retries included")
        .metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::tokens_per_task>("tokens_per_task", "history re-sent included")
        .in("tok")
        .metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::task_time_p90>("task_time_p90", "steps, tools, queueing")
        .in("s")
        .metric(Over::worst, Better::less),
    row<&plan::ApplicationOutcome::cost_per_task>("cost_per_task", "tokens, tools, retries")
        .in("$")
        .metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::cost_per_success>("cost_per_success", "cost_per_task / success")
        .in("$")
        .metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::cost_per_user>("cost_per_user", "")
        .in("$/month")
        .metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::users_supported>("users_supported",
                                                    "with the capacity of the worst month")
        .metric(Over::worst, Better::more),
    row<&plan::ApplicationOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::ApplicationOutcome>());

template <>
inline constexpr std::string_view type_name<plan::TraditionalOutcome> = "traditional_outcome";
template <>
inline constexpr auto fields<plan::TraditionalOutcome> =
    std::array{row<&plan::TraditionalOutcome::capacity>("capacity", "").inlined(),
               row<&plan::TraditionalOutcome::cost_per_server>("cost_per_server", "")
                   .in("$/month")
                   .metric(Over::mean, Better::less),
               row<&plan::TraditionalOutcome::latency_p99>(
                   "latency_p99", "on the fabric it uses, under the load of all")
                   .in("us")
                   .metric(Over::worst, Better::less),
               row<&plan::TraditionalOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::TraditionalOutcome>());

}  // namespace weft
