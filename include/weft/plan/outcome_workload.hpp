// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <variant>

#include "weft/base/feasible.hpp"
#include "weft/base/over_months.hpp"
#include "weft/plan/workload.hpp"
#include "weft/serving/deployment.hpp"
#include "weft/training/step_time.hpp"
#include "weft/units/system.hpp"

namespace weft::plan {

/// What every kind of workload has.
struct WorkloadCapacity {
  OverMonths<double> accelerators;
  OverMonths<double> served;
  Feasible<double> headroom;
  friend bool operator==(const WorkloadCapacity&, const WorkloadCapacity&) = default;
};

struct WorkloadMoney {
  Money cost{};
  Money network_cost{};
  Feasible<Money> revenue;
  Feasible<double> margin;
  friend bool operator==(const WorkloadMoney&, const WorkloadMoney&) = default;
};

struct TrainingRun {
  training::StepTime step_time;
  double mfu = 0.0;
  TokenRate tokens_per_second{};
  Bytes memory_per_accelerator{};
  Time time_to_train{};
  double goodput = 1.0;
  double interruptions = 0.0;
  Feasible<Time> checkpoint_write;
  Feasible<Money> cost_per_run;
  friend bool operator==(const TrainingRun&, const TrainingRun&) = default;
};

struct TrainingOutcome {
  WorkloadCapacity capacity;
  Feasible<TrainingRun> run;
  Feasible<WorkloadMoney> money;
  friend bool operator==(const TrainingOutcome&, const TrainingOutcome&) = default;
};

struct TokenMoney {
  Feasible<MoneyPerToken> cost_input;
  Feasible<MoneyPerToken> cost_cached_input;
  Feasible<MoneyPerToken> cost_output;
  Feasible<MoneyPerToken> cost_per_token;
  Feasible<MoneyPerToken> network_cost_per_token;
  friend bool operator==(const TokenMoney&, const TokenMoney&) = default;
};

struct ServingService {
  Time ttft_p50{}, ttft_p95{}, ttft_p99{};
  Feasible<Time> tpot_p50, tpot_p95, tpot_p99;
  Time e2e_p95{};
  Feasible<Time> kv_transfer_p95;
  double replicas = 0.0;
  Feasible<TokenRate> tokens_per_accelerator;
  Frequency requests_at_slo{};
  double network_share = 0.0;
  TokenRate tokens_per_second{};
  friend bool operator==(const ServingService&, const ServingService&) = default;
};

struct ServingOutcome {
  WorkloadCapacity capacity;
  OverMonths<Frequency> requests;
  Frequency requests_from_applications{};
  Feasible<ServingService> service;
  Tokens tokens_input{}, tokens_cached{}, tokens_output{};
  Feasible<EnergyPerToken> joules_per_token;
  Feasible<TokenMoney> token_money;
  Feasible<WorkloadMoney> money;
  friend bool operator==(const ServingOutcome&, const ServingOutcome&) = default;
};

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

using WorkloadOutcome = std::variant<TrainingOutcome, ServingOutcome, RentalOutcome,
                                     ApplicationOutcome, TraditionalOutcome>;

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::WorkloadCapacity> = "workload_capacity";
template <>
inline constexpr auto fields<plan::WorkloadCapacity> = std::array{
    row<&plan::WorkloadCapacity::accelerators>("accelerators", "reserved or needed at the peak; servers where there are none").metric(Over::worst, Better::less),
    row<&plan::WorkloadCapacity::served>("served", "demand met / demand").metric(Over::worst, Better::more),
    row<&plan::WorkloadCapacity::headroom>("headroom", "largest demand at all limits / demand - 1").metric(Over::worst, Better::more)};
static_assert(describes_all<plan::WorkloadCapacity>());

template <>
inline constexpr std::string_view type_name<plan::WorkloadMoney> = "workload_money";
template <>
inline constexpr auto fields<plan::WorkloadMoney> = std::array{
    row<&plan::WorkloadMoney::cost>("cost", "allocated; all workloads + finance.idle_cost = finance.tco").in("$").metric(Over::sum, Better::less),
    row<&plan::WorkloadMoney::network_cost>("network_cost", "of this, fabrics").in("$").metric(Over::sum, Better::less),
    row<&plan::WorkloadMoney::revenue>("revenue", "price or value x volume, falling with ecosystem.price_change").in("$").metric(Over::sum, Better::more),
    row<&plan::WorkloadMoney::margin>("margin", "(revenue - cost) / revenue").metric(Over::sum, Better::more)};
static_assert(describes_all<plan::WorkloadMoney>());

template <>
inline constexpr std::string_view type_name<plan::TrainingRun> = "training_run";
template <>
inline constexpr auto fields<plan::TrainingRun> = std::array{
    row<&plan::TrainingRun::step_time>("step_time", "one optimizer step").in("s").metric(Over::worst, Better::less),
    row<&plan::TrainingRun::mfu>("mfu", "model FLOP/s over dense peak; causal attention counted").metric(Over::worst, Better::more),
    row<&plan::TrainingRun::tokens_per_second>("tokens_per_second", "whole job").in("Mtok/s").metric(Over::worst, Better::more),
    row<&plan::TrainingRun::memory_per_accelerator>("memory_per_accelerator", "the fullest rank").in("GB").metric(Over::worst, Better::less),
    row<&plan::TrainingRun::time_to_train>("time_to_train", "wall time of one run, failures included").in("days").metric(Over::worst, Better::less),
    row<&plan::TrainingRun::goodput>("goodput", "productive share of wall time").metric(Over::mean, Better::more),
    row<&plan::TrainingRun::interruptions>("interruptions", "expected in one run").metric(Over::once, Better::less),
    row<&plan::TrainingRun::checkpoint_write>("checkpoint_write", "one checkpoint on the storage fabric").in("s").metric(Over::worst, Better::less),
    row<&plan::TrainingRun::cost_per_run>("cost_per_run", "all-in").in("$").metric(Over::mean, Better::less)};
static_assert(describes_all<plan::TrainingRun>());

template <>
inline constexpr std::string_view type_name<plan::TrainingOutcome> = "training_outcome";
template <>
inline constexpr auto fields<plan::TrainingOutcome> = std::array{
    row<&plan::TrainingOutcome::capacity>("capacity", "").inlined(),
    row<&plan::TrainingOutcome::run>("run", "").inlined(),
    row<&plan::TrainingOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::TrainingOutcome>());

template <>
inline constexpr std::string_view type_name<plan::TokenMoney> = "token_money";
template <>
inline constexpr auto fields<plan::TokenMoney> = std::array{
    row<&plan::TokenMoney::cost_input>("cost_input", "fresh input; the three x their tokens = cost of the served work").in("$/Mtok").metric(Over::mean, Better::less),
    row<&plan::TokenMoney::cost_cached_input>("cost_cached_input", "input found in the cache").in("$/Mtok").metric(Over::mean, Better::less),
    row<&plan::TokenMoney::cost_output>("cost_output", "").in("$/Mtok").metric(Over::mean, Better::less),
    row<&plan::TokenMoney::cost_per_token>("cost_per_token", "levelised: present value of cost / of input and output tokens").in("$/Mtok").metric(Over::sum, Better::less),
    row<&plan::TokenMoney::network_cost_per_token>("network_cost_per_token", "fabrics, per input and output token").in("$/Mtok").metric(Over::sum, Better::less)};
static_assert(describes_all<plan::TokenMoney>());

template <>
inline constexpr std::string_view type_name<plan::ServingService> = "serving_service";
template <>
inline constexpr auto fields<plan::ServingService> = std::array{
    row<&plan::ServingService::ttft_p50>("ttft_p50", "time to first token").in("ms").metric(Over::worst, Better::less),
    row<&plan::ServingService::ttft_p95>("ttft_p95", "time to first token").in("ms").metric(Over::worst, Better::less),
    row<&plan::ServingService::ttft_p99>("ttft_p99", "time to first token").in("ms").metric(Over::worst, Better::less),
    row<&plan::ServingService::tpot_p50>("tpot_p50", "per output token after the first").in("ms").metric(Over::worst, Better::less),
    row<&plan::ServingService::tpot_p95>("tpot_p95", "per output token after the first").in("ms").metric(Over::worst, Better::less),
    row<&plan::ServingService::tpot_p99>("tpot_p99", "per output token after the first").in("ms").metric(Over::worst, Better::less),
    row<&plan::ServingService::e2e_p95>("e2e_p95", "whole request").in("s").metric(Over::worst, Better::less),
    row<&plan::ServingService::kv_transfer_p95>("kv_transfer_p95", "prefill to decode, over the inference fabric").in("ms").metric(Over::worst, Better::less),
    row<&plan::ServingService::replicas>("replicas", "for the demand with headroom").metric(Over::worst, Better::less),
    row<&plan::ServingService::tokens_per_accelerator>("tokens_per_accelerator", "output tokens at the SLO").in("tok/s").metric(Over::worst, Better::more),
    row<&plan::ServingService::requests_at_slo>("requests_at_slo", "most requests that keep the SLO with what stands").in("/s").metric(Over::worst, Better::more),
    row<&plan::ServingService::network_share>("network_share", "of prefill + decode time, what waits on a fabric").metric(Over::worst, Better::less),
    row<&plan::ServingService::tokens_per_second>("tokens_per_second", "output tokens of the fleet at the peak").in("tok/s").metric(Over::worst, Better::more)};
static_assert(describes_all<plan::ServingService>());

template <>
inline constexpr std::string_view type_name<plan::ServingOutcome> = "serving_outcome";
template <>
inline constexpr auto fields<plan::ServingOutcome> = std::array{
    row<&plan::ServingOutcome::capacity>("capacity", "").inlined(),
    row<&plan::ServingOutcome::requests>("requests", "peak, direct and from applications").in("/s").metric(Over::worst),
    row<&plan::ServingOutcome::requests_from_applications>("requests_from_applications", "of this").in("/s").metric(Over::worst),
    row<&plan::ServingOutcome::service>("service", "").inlined(),
    row<&plan::ServingOutcome::tokens_input>("tokens_input", "served, cached ones included").in("Gtok").metric(Over::sum),
    row<&plan::ServingOutcome::tokens_cached>("tokens_cached", "of these, from the prefix cache").in("Gtok").metric(Over::sum),
    row<&plan::ServingOutcome::tokens_output>("tokens_output", "served").in("Gtok").metric(Over::sum),
    row<&plan::ServingOutcome::joules_per_token>("joules_per_token", "output tokens, PUE included").in("J/tok").metric(Over::mean, Better::less),
    row<&plan::ServingOutcome::token_money>("token_money", "").inlined(),
    row<&plan::ServingOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::ServingOutcome>());

template <>
inline constexpr std::string_view type_name<plan::RentalOutcome> = "rental_outcome";
template <>
inline constexpr auto fields<plan::RentalOutcome> = std::array{
    row<&plan::RentalOutcome::capacity>("capacity", "").inlined(),
    row<&plan::RentalOutcome::hours_sold>("hours_sold", "accelerator time").in("h").metric(Over::sum, Better::more),
    row<&plan::RentalOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::RentalOutcome>());

template <>
inline constexpr std::string_view type_name<plan::TaskTokens> = "task_tokens";
template <>
inline constexpr auto fields<plan::TaskTokens> = std::array{
    row<&plan::TaskTokens::input>("input", "computed"), row<&plan::TaskTokens::cached_input>("cached_input", "from the cache"),
    row<&plan::TaskTokens::output>("output", "generated"), row<&plan::TaskTokens::total>("total", "history re-sent included")};
static_assert(describes_all<plan::TaskTokens>());
template <>
inline constexpr std::string_view type_name<plan::TaskMoney> = "task_money";
template <>
inline constexpr auto fields<plan::TaskMoney> = std::array{
    row<&plan::TaskMoney::input>("input", "fresh input tokens"), row<&plan::TaskMoney::cached_input>("cached_input", "tokens from the cache"),
    row<&plan::TaskMoney::output>("output", "generated tokens"), row<&plan::TaskMoney::tools>("tools", "tools"),
    row<&plan::TaskMoney::retries>("retries", "what repeated attempts add"), row<&plan::TaskMoney::total>("total", "one task")};
static_assert(describes_all<plan::TaskMoney>());

template <>
inline constexpr std::string_view type_name<plan::ApplicationOutcome> = "application_outcome";
template <>
inline constexpr auto fields<plan::ApplicationOutcome> = std::array{
    row<&plan::ApplicationOutcome::tasks>("tasks", "peak").in("/s").metric(Over::worst),
    row<&plan::ApplicationOutcome::served>("served", "demand met / demand").metric(Over::worst, Better::more),
    row<&plan::ApplicationOutcome::calls_per_task>("calls_per_task", "retries included").metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::tokens_per_task>("tokens_per_task", "history re-sent included").in("tok").metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::task_time_p90>("task_time_p90", "steps, tools, queueing").in("s").metric(Over::worst, Better::less),
    row<&plan::ApplicationOutcome::cost_per_task>("cost_per_task", "tokens, tools, retries").in("$").metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::cost_per_success>("cost_per_success", "cost_per_task / success").in("$").metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::cost_per_user>("cost_per_user", "").in("$/month").metric(Over::mean, Better::less),
    row<&plan::ApplicationOutcome::users_supported>("users_supported", "with the capacity of the worst month").metric(Over::worst, Better::more),
    row<&plan::ApplicationOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::ApplicationOutcome>());

template <>
inline constexpr std::string_view type_name<plan::TraditionalOutcome> = "traditional_outcome";
template <>
inline constexpr auto fields<plan::TraditionalOutcome> = std::array{
    row<&plan::TraditionalOutcome::capacity>("capacity", "").inlined(),
    row<&plan::TraditionalOutcome::cost_per_server>("cost_per_server", "").in("$/month").metric(Over::mean, Better::less),
    row<&plan::TraditionalOutcome::latency_p99>("latency_p99", "on the fabric it uses, under the load of all").in("us").metric(Over::worst, Better::less),
    row<&plan::TraditionalOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::TraditionalOutcome>());

template <>
inline constexpr auto words<plan::WorkloadOutcome> = std::array{
    Case{"training", ""}, Case{"serving", ""}, Case{"rental", ""}, Case{"application", ""}, Case{"traditional", ""}};

}  // namespace weft
