// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/monthly.hpp"
#include "weft/base/named.hpp"
#include "weft/base/per_period.hpp"
#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace weft::plan {

enum class History : std::uint8_t { fresh, resent };

/// One step of a task: a call to a served model, or anything else (a tool).
struct Step {
  std::string call;
  std::string tool;
  Spread<double> times{1.0, {}};
  Tokens input{};
  Tokens output{};
  History history = History::fresh;
  Time pause{};
  Time time{};
  Money cost{};
  friend bool operator==(const Step&, const Step&) = default;
};

struct ApplicationSlo {
  std::optional<Time> task_time_p90;
  std::optional<Money> cost_per_task;
  friend bool operator==(const ApplicationSlo&, const ApplicationSlo&) = default;
};

struct TaskPrice {
  std::optional<Monthly<Money>> task;
  friend bool operator==(const TaskPrice&, const TaskPrice&) = default;
};

struct Application {
  std::optional<std::int64_t> users;
  Monthly<Frequency> tasks{Frequency{}};
  double peak_to_mean = 1.0;
  PerPeriod growth{};
  Named<Step> steps;
  double retry = 0.0;
  double success = 1.0;
  ApplicationSlo slo;
  TaskPrice price;
  TaskPrice value;
  friend bool operator==(const Application&, const Application&) = default;
};

struct TraditionalTraffic {
  Bandwidth east_west{};
  Bandwidth north_south{};
  friend bool operator==(const TraditionalTraffic&, const TraditionalTraffic&) = default;
};

struct TraditionalSlo {
  std::optional<Time> latency_p99;
  friend bool operator==(const TraditionalSlo&, const TraditionalSlo&) = default;
};

/// Servers without accelerators: they cost, and they load the front-end.
struct Traditional {
  std::string on;
  std::int64_t servers = 0;
  PerPeriod growth{};
  double peak_to_mean = 1.0;
  TraditionalTraffic traffic;
  TraditionalSlo slo;
  friend bool operator==(const Traditional&, const Traditional&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr auto words<plan::History> =
    std::array{Case{"fresh", "the call sends its own input only"},
               Case{"resent", "all that came before in the task is sent again"}};
template <>
inline constexpr std::string_view type_name<plan::Step> = "step";
template <>
inline constexpr auto fields<plan::Step> =
    std::array{row<&plan::Step::call>("call", "a serving workload").refers_to("/workloads"),
               row<&plan::Step::tool>("tool", "anything that is no served model").only_label(),
               row<&plan::Step::times>("times", "in one task").at_least(0),
               row<&plan::Step::input>("input", "new tokens of each call").in("tok").at_least(0),
               row<&plan::Step::output>("output", "tokens of each answer").in("tok").at_least(0),
               row<&plan::Step::history>("history", "what else is sent"),
               row<&plan::Step::pause>("pause", "between two calls").in("s").at_least(0),
               row<&plan::Step::time>("time", "of one use of the tool").in("ms").at_least(0),
               row<&plan::Step::cost>("cost", "of one use of the tool").in("$").at_least(0)};
static_assert(describes_all<plan::Step>());

template <>
inline constexpr std::string_view type_name<plan::ApplicationSlo> = "application_slo";
template <>
inline constexpr auto fields<plan::ApplicationSlo> = std::array{
    row<&plan::ApplicationSlo::task_time_p90>("task_time_p90", "longest task, nine of ten")
        .in("s")
        .at_least(0),
    row<&plan::ApplicationSlo::cost_per_task>("cost_per_task", "dearest mean task")
        .in("$")
        .at_least(0)};
static_assert(describes_all<plan::ApplicationSlo>());
template <>
inline constexpr std::string_view type_name<plan::TaskPrice> = "task_price";
template <>
inline constexpr auto fields<plan::TaskPrice> = std::array{
    row<&plan::TaskPrice::task>("task", "one finished task").in("$").at_least(0).redactable()};
static_assert(describes_all<plan::TaskPrice>());
template <>
inline constexpr std::string_view type_name<plan::Application> = "application";
template <>
inline constexpr auto fields<plan::Application> =
    std::array{row<&plan::Application::users>("users", "who use it").between(0, 1e12),
               row<&plan::Application::tasks>("tasks", "mean of the first month")
                   .in("/s")
                   .at_least(0)
                   .required(),
               row<&plan::Application::peak_to_mean>("peak_to_mean", "busiest hour over the mean")
                   .between(1, 1000)
                   .required(),
               row<&plan::Application::growth>("growth", "of the tasks")
                   .between(-1, 10)
                   .default_from("none: flatters when demand grows"),
               row<&plan::Application::steps>("steps", "of one task, in this order").required(),
               row<&plan::Application::retry>("retry", "share of calls that are made again")
                   .between(0, 0.99)
                   .default_from("none: flatters"),
               row<&plan::Application::success>("success", "share of tasks that reach their goal")
                   .between(0.001, 1)
                   .default_from("all: flatters"),
               row<&plan::Application::slo>("slo", "limits on the metrics of this workload"),
               row<&plan::Application::price>("price", "what a task is sold for"),
               row<&plan::Application::value>("value", "what a task is worth where nobody pays")};
static_assert(describes_all<plan::Application>());

template <>
inline constexpr std::string_view type_name<plan::TraditionalTraffic> = "traditional_traffic";
template <>
inline constexpr auto fields<plan::TraditionalTraffic> = std::array{
    row<&plan::TraditionalTraffic::east_west>("east_west", "mean of one server, to other servers")
        .in("Gb/s")
        .at_least(0),
    row<&plan::TraditionalTraffic::north_south>("north_south",
                                                "mean of one server, out of the site")
        .in("Gb/s")
        .at_least(0)};
static_assert(describes_all<plan::TraditionalTraffic>());
template <>
inline constexpr std::string_view type_name<plan::TraditionalSlo> = "traditional_slo";
template <>
inline constexpr auto fields<plan::TraditionalSlo> =
    std::array{row<&plan::TraditionalSlo::latency_p99>(
                   "latency_p99", "on the fabric it uses, under the load of all")
                   .in("us")
                   .at_least(0)};
static_assert(describes_all<plan::TraditionalSlo>());
template <>
inline constexpr std::string_view type_name<plan::Traditional> = "traditional";
template <>
inline constexpr auto fields<plan::Traditional> = std::array{
    row<&plan::Traditional::on>("on", "the cluster it runs on").refers_to("/clusters").required(),
    row<&plan::Traditional::servers>("servers", "busy in the first month")
        .between(0, 1e9)
        .required(),
    row<&plan::Traditional::growth>("growth", "of the servers needed")
        .between(-1, 10)
        .default_from("none: flatters when demand grows"),
    row<&plan::Traditional::peak_to_mean>("peak_to_mean", "busiest hour over the mean")
        .between(1, 1000)
        .required(),
    row<&plan::Traditional::traffic>("traffic", "of one server"),
    row<&plan::Traditional::slo>("slo", "limits on the metrics of this workload")};
static_assert(describes_all<plan::Traditional>());

}  // namespace weft
