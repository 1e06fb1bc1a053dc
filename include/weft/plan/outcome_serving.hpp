// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/over_months.hpp"
#include "weft/plan/outcome_capacity.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::plan {

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
  Time ttft_p95_low{}, ttft_p95_high{};
  Feasible<Time> tpot_p95_low, tpot_p95_high;
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
  Feasible<MoneyPerToken> break_even_price;
  friend bool operator==(const ServingOutcome&, const ServingOutcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::TokenMoney> = "token_money";
template <>
inline constexpr auto fields<plan::TokenMoney> = std::array{
    row<&plan::TokenMoney::cost_input>(
        "cost_input", "fresh input; the three x their tokens = cost of the served work")
        .in("$/Mtok")
        .metric(Over::mean, Better::less),
    row<&plan::TokenMoney::cost_cached_input>("cost_cached_input", "input found in the cache")
        .in("$/Mtok")
        .metric(Over::mean, Better::less),
    row<&plan::TokenMoney::cost_output>("cost_output", "")
        .in("$/Mtok")
        .metric(Over::mean, Better::less),
    row<&plan::TokenMoney::cost_per_token>(
        "cost_per_token", "cost over the horizon / input and output tokens, undiscounted")
        .in("$/Mtok")
        .metric(Over::sum, Better::less),
    row<&plan::TokenMoney::network_cost_per_token>("network_cost_per_token",
                                                   "fabrics, per input and output token")
        .in("$/Mtok")
        .metric(Over::sum, Better::less)};
static_assert(describes_all<plan::TokenMoney>());

template <>
inline constexpr std::string_view type_name<plan::ServingService> = "serving_service";
template <>
inline constexpr auto fields<plan::ServingService> =
    std::array{row<&plan::ServingService::ttft_p50>("ttft_p50", "time to first token")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::ttft_p95>("ttft_p95", "time to first token")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::ttft_p99>("ttft_p99", "time to first token")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::tpot_p50>("tpot_p50", "per output token after the first")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::tpot_p95>("tpot_p95", "per output token after the first")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::tpot_p99>("tpot_p99", "per output token after the first")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::ttft_p95_low>(
                   "ttft_p95_low", "one in ten measured deployments would be quicker")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::ttft_p95_high>(
                   "ttft_p95_high", "one in ten measured deployments would be slower")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::tpot_p95_low>(
                   "tpot_p95_low", "one in ten measured deployments would be quicker")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::tpot_p95_high>(
                   "tpot_p95_high", "one in ten measured deployments would be slower")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::e2e_p95>("e2e_p95", "whole request")
                   .in("s")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::kv_transfer_p95>(
                   "kv_transfer_p95", "prefill to decode, over the inference fabric")
                   .in("ms")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::replicas>("replicas", "for the demand with headroom")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::tokens_per_accelerator>("tokens_per_accelerator",
                                                                  "output tokens at the SLO")
                   .in("tok/s")
                   .metric(Over::worst, Better::more),
               row<&plan::ServingService::requests_at_slo>(
                   "requests_at_slo", "most requests that keep the SLO with what stands")
                   .in("/s")
                   .metric(Over::worst, Better::more),
               row<&plan::ServingService::network_share>(
                   "network_share", "of prefill + decode time, what waits on a fabric")
                   .metric(Over::worst, Better::less),
               row<&plan::ServingService::tokens_per_second>(
                   "tokens_per_second", "output tokens of the fleet at the peak")
                   .in("tok/s")
                   .metric(Over::worst, Better::more)};
static_assert(describes_all<plan::ServingService>());

template <>
inline constexpr std::string_view type_name<plan::ServingOutcome> = "serving_outcome";
template <>
inline constexpr auto fields<plan::ServingOutcome> = std::array{
    row<&plan::ServingOutcome::capacity>("capacity", "").inlined(),
    row<&plan::ServingOutcome::requests>("requests",
                                         "peak, direct and from applications; a call counts as "
                                         "requests of the stated shape that take as long")
        .in("/s")
        .metric(Over::worst),
    row<&plan::ServingOutcome::requests_from_applications>("requests_from_applications", "of this")
        .in("/s")
        .metric(Over::worst),
    row<&plan::ServingOutcome::service>("service", "").inlined(),
    row<&plan::ServingOutcome::tokens_input>("tokens_input", "served, cached ones included")
        .in("Gtok")
        .metric(Over::sum),
    row<&plan::ServingOutcome::tokens_cached>("tokens_cached", "of these, from the prefix cache")
        .in("Gtok")
        .metric(Over::sum),
    row<&plan::ServingOutcome::tokens_output>("tokens_output", "served")
        .in("Gtok")
        .metric(Over::sum),
    row<&plan::ServingOutcome::joules_per_token>("joules_per_token", "output tokens, PUE included")
        .in("J/tok")
        .metric(Over::mean, Better::less),
    row<&plan::ServingOutcome::token_money>("token_money", "").inlined(),
    row<&plan::ServingOutcome::money>("money", "").inlined(),
    row<&plan::ServingOutcome::break_even_price>(
        "break_even_price", "output price of the first month at which NPV is 0, its fall included")
        .in("$/Mtok")
        .metric(Over::once, Better::less)};
static_assert(describes_all<plan::ServingOutcome>());

}  // namespace weft
