// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/monthly.hpp"
#include "weft/base/per_period.hpp"
#include "weft/compute/precision.hpp"
#include "weft/plan/vocabulary.hpp"
#include "weft/serving/deployment.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace weft::plan {

enum class ServingMode : std::uint8_t { aggregated, disaggregated };

struct Engine {
  std::string name = "vllm";
  std::string version;
  ServingMode mode = ServingMode::aggregated;
  compute::Precision weights = compute::Precision::bf16;
  compute::Precision kv_cache = compute::Precision::bf16;
  double cached_effort = 0.1;  ///< no measurement gives it
  std::int64_t draft_tokens = 0;
  double kv_overlap = 0.0;
  std::optional<serving::Deployment> deploy;
  friend bool operator==(const Engine&, const Engine&) = default;
};

struct ServingTraffic {
  Monthly<Frequency> requests{Frequency{}};
  PerPeriod growth{};
  double peak_to_mean = 1.0;
  Spread<Tokens> input;
  Spread<Tokens> output;
  double prefix_cache_hit = 0.0;
  friend bool operator==(const ServingTraffic&, const ServingTraffic&) = default;
};

struct ServingSlo {
  std::optional<Time> ttft_p50, ttft_p95, ttft_p99;
  std::optional<Time> tpot_p50, tpot_p95, tpot_p99;
  std::optional<Time> e2e_p95;
  std::optional<Time> kv_transfer_p95;
  std::optional<double> availability;
  friend bool operator==(const ServingSlo&, const ServingSlo&) = default;
};

struct TokenPrices {
  std::optional<Monthly<MoneyPerToken>> input;
  std::optional<Monthly<MoneyPerToken>> cached_input;
  std::optional<Monthly<MoneyPerToken>> output;
  friend bool operator==(const TokenPrices&, const TokenPrices&) = default;
};

struct Serving {
  std::string model;
  std::string on;
  std::optional<std::int64_t> accelerators;
  Engine engine;
  ServingTraffic traffic;
  ServingSlo slo;
  TokenPrices price;
  friend bool operator==(const Serving&, const Serving&) = default;
};

struct RentalPrice {
  std::optional<Monthly<MoneyRate>> accelerator;
  friend bool operator==(const RentalPrice&, const RentalPrice&) = default;
};

/// Accelerators sold by the hour to somebody else.
struct Rental {
  std::string on;
  std::int64_t accelerators = 0;
  double occupancy = 1.0;
  RentalPrice price;
  friend bool operator==(const Rental&, const Rental&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr auto words<plan::ServingMode> =
    std::array{Case{"aggregated", "prefill and decode share accelerators"},
               Case{"disaggregated", "one pool each; the KV cache crosses the inference fabric"}};
template <>
inline constexpr std::string_view type_name<plan::Engine> = "engine";
template <>
inline constexpr auto fields<plan::Engine> = std::array{
    row<&plan::Engine::name>("name", "serving software: vllm, sglang or trtllm")
        .bare()
        .default_from("estimate: runs on accelerators of most makers"),
    row<&plan::Engine::version>("version", "release, such as 0.9.2: older ones have slower kernels")
        .default_from("of usual age among the measured ones"),
    row<&plan::Engine::mode>("mode", "one pool or two"),
    row<&plan::Engine::weights>("weights", "precision")
        .default_from("bf16: as published, not quantised"),
    row<&plan::Engine::kv_cache>("kv_cache", "precision")
        .default_from("bf16: as published, not quantised"),
    row<&plan::Engine::cached_effort>(
        "cached_effort", "accelerator time of a token from the prefix cache / of a fresh one")
        .between(0, 1)
        .default_from(
            "estimate: sellers ask 0.1 to 0.5 of the input price (price fact cache-read)"),
    row<&plan::Engine::draft_tokens>("draft_tokens", "guessed before each decode step")
        .between(0, 64)
        .default_from("none: no speculative decoding"),
    row<&plan::Engine::kv_overlap>(
        "kv_overlap", "share of the KV transfer that runs under the prefill, layer by layer")
        .between(0, 1)
        .default_from("none: a cache leaves when its prefill is done"),
    row<&plan::Engine::deploy>(
        "deploy", "accelerators of one replica and batch; \"auto\": fewest for the demand")
        .automatic()};
static_assert(describes_all<plan::Engine>());

template <>
inline constexpr std::string_view type_name<plan::ServingTraffic> = "serving_traffic";
template <>
inline constexpr auto fields<plan::ServingTraffic> = std::array{
    row<&plan::ServingTraffic::requests>(
        "requests", "mean of the first month, without the demand of applications")
        .in("/s")
        .at_least(0)
        .default_from("none but those of applications"),
    row<&plan::ServingTraffic::growth>("growth", "of the requests")
        .between(-1, 10)
        .default_from("none: flatters when demand grows"),
    row<&plan::ServingTraffic::peak_to_mean>("peak_to_mean", "busiest hour over the mean")
        .between(1, 1000)
        .required(),
    row<&plan::ServingTraffic::input>("input", "tokens of one request").required(),
    row<&plan::ServingTraffic::output>("output", "tokens of one answer; 0 for an embedder")
        .required(),
    row<&plan::ServingTraffic::prefix_cache_hit>("prefix_cache_hit",
                                                 "share of input tokens found in the cache")
        .between(0, 1)
        .default_from("no hits")};
static_assert(describes_all<plan::ServingTraffic>());

template <>
inline constexpr std::string_view type_name<plan::ServingSlo> = "serving_slo";
template <>
inline constexpr auto fields<plan::ServingSlo> = std::array{
    row<&plan::ServingSlo::ttft_p50>("ttft_p50", "time to first token").in("ms").at_least(0),
    row<&plan::ServingSlo::ttft_p95>("ttft_p95", "time to first token").in("ms").at_least(0),
    row<&plan::ServingSlo::ttft_p99>("ttft_p99", "time to first token").in("ms").at_least(0),
    row<&plan::ServingSlo::tpot_p50>("tpot_p50", "time per output token after the first")
        .in("ms")
        .at_least(0),
    row<&plan::ServingSlo::tpot_p95>("tpot_p95", "time per output token after the first")
        .in("ms")
        .at_least(0),
    row<&plan::ServingSlo::tpot_p99>("tpot_p99", "time per output token after the first")
        .in("ms")
        .at_least(0),
    row<&plan::ServingSlo::e2e_p95>("e2e_p95", "whole request").in("s").at_least(0),
    row<&plan::ServingSlo::kv_transfer_p95>("kv_transfer_p95", "prefill to decode pool")
        .in("ms")
        .at_least(0),
    row<&plan::ServingSlo::availability>("availability", "share of time in which the limits hold")
        .between(0, 1)};
static_assert(describes_all<plan::ServingSlo>());

template <>
inline constexpr std::string_view type_name<plan::TokenPrices> = "token_prices";
template <>
inline constexpr auto fields<plan::TokenPrices> = std::array{
    row<&plan::TokenPrices::input>("input", "of fresh input").in("$/Mtok").at_least(0).redactable(),
    row<&plan::TokenPrices::cached_input>(
        "cached_input", "of input found in the cache; the input price when not written")
        .in("$/Mtok")
        .at_least(0)
        .redactable(),
    row<&plan::TokenPrices::output>("output", "").in("$/Mtok").at_least(0).redactable()};
static_assert(describes_all<plan::TokenPrices>());

template <>
inline constexpr std::string_view type_name<plan::Serving> = "serving";
template <>
inline constexpr auto fields<plan::Serving> = std::array{
    row<&plan::Serving::model>("model", "that answers").refers_to("llm").required(),
    row<&plan::Serving::on>("on", "the cluster it runs on").refers_to("/clusters").required(),
    row<&plan::Serving::accelerators>("accelerators",
                                      "that it may use; what the demand needs when not written")
        .counts("GPU")
        .between(1, 1e9),
    row<&plan::Serving::engine>("engine", "how it is served"),
    row<&plan::Serving::traffic>("traffic", "what is asked").required(),
    row<&plan::Serving::slo>("slo", "limits on the metrics of this workload"),
    row<&plan::Serving::price>("price", "what a token is sold for")};
static_assert(describes_all<plan::Serving>());

template <>
inline constexpr std::string_view type_name<plan::RentalPrice> = "rental_price";
template <>
inline constexpr auto fields<plan::RentalPrice> = std::array{
    row<&plan::RentalPrice::accelerator>("accelerator", "for one hour of one accelerator")
        .in("$/h")
        .at_least(0)
        .redactable()};
static_assert(describes_all<plan::RentalPrice>());
template <>
inline constexpr std::string_view type_name<plan::Rental> = "rental";
template <>
inline constexpr auto fields<plan::Rental> =
    std::array{row<&plan::Rental::on>("on", "the cluster that is rented out")
                   .refers_to("/clusters")
                   .required(),
               row<&plan::Rental::accelerators>("accelerators", "that are offered")
                   .counts("GPU")
                   .between(1, 1e9)
                   .required(),
               row<&plan::Rental::occupancy>("occupancy", "sold share of the hours offered")
                   .between(0, 1)
                   .required(),
               row<&plan::Rental::price>("price", "")};
static_assert(describes_all<plan::Rental>());

}  // namespace weft
