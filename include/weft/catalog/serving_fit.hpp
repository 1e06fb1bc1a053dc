// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/named.hpp"
#include "weft/catalog/record.hpp"
#include "weft/catalog/serving_engine.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace weft::catalog {

/// Shares of the data sheet that serving reaches.
struct ServingShares {
  double dense_memory = 0.75;    ///< of the memory bandwidth, attention and dense weights
  double expert_memory = 0.6;    ///< of the memory bandwidth, experts
  double four_bit_memory = 1.0;  ///< expert_memory of 4-bit experts over that of others
  double cache_memory = 0.6;     ///< of the memory bandwidth, cache and states
  double decode_matmul = 0.6;    ///< of the peak, batches of decode steps
  double prefill_matmul = 0.5;   ///< of the peak, prompts between decode steps
  double prompt_matmul = 0.5;    ///< of the peak, a prompt as its user sees it
  double narrow_prefill = 1.0;   ///< prefill_matmul with 4-bit arithmetic over that without
  double narrow_prompt = 1.0;    ///< the same of prompt_matmul
  double tensor_links = 0.4;     ///< of the link rate, all-reduce
  double expert_links = 0.4;     ///< of the link rate, all-to-all
  friend bool operator==(const ServingShares&, const ServingShares&) = default;
};

/// Times and factors that hold for all engines and accelerators.
struct ServingOverheads {
  Time latent_layer{};             ///< kernels of latent attention, on top
  Time linear_layer{};             ///< kernels of a hybrid with states, on top
  double narrow_kernels = 1.0;     ///< time of kernels with 4-bit arithmetic over the usual
  double yearly = 1.0;             ///< time of kernels over that of a year before
  double reference_year = 2026.0;  ///< for which kernel times are given
  Time tensor_hop{};               ///< of an all-reduce inside the domain
  Time expert_hop{};               ///< of an all-to-all inside the domain
  Time distant_hop{};              ///< of either when it leaves the domain
  Time token{};                    ///< sampling, each token of a rank
  Time draft{};                    ///< of one draft pass
  double acceptance = 0.7;         ///< of one draft token
  double linear_prefill = 1.0;     ///< work of a prompt of a hybrid over its matrices
  double other_ranks = 0.0;        ///< share of a prompt's time that other data ranks wait
  double pass = 0.5;               ///< share of a pass over the weights that each prompt costs
  Time input_token{};              ///< outside the accelerator, each token of a prompt
  friend bool operator==(const ServingOverheads&, const ServingOverheads&) = default;
};

/// Measured over predicted: of ten measurements one lies below `low` and one above `high`.
struct ServingBand {
  double tpot_low = 0.8, tpot_high = 1.25;
  double ttft_low = 0.6, ttft_high = 2.0;
  friend bool operator==(const ServingBand&, const ServingBand&) = default;
};

/// How far predictions of rows lie from them when `left_out` was not fitted on.
struct ServingError {
  std::string left_out;
  double tpot_median = 0.0, tpot_mean = 0.0;
  double ttft_median = 0.0, ttft_mean = 0.0;
  friend bool operator==(const ServingError&, const ServingError&) = default;
};

/// What is known of a coefficient beforehand. `deviation` is of its logarithm; 0 holds it.
struct ServingPrior {
  std::string coefficient;  ///< dotted path in the record
  double value = 0.0;       ///< SI
  double deviation = 0.0;
  friend bool operator==(const ServingPrior&, const ServingPrior&) = default;
};

/// Coefficients of the serving model with what they were fitted on and how well they do.
struct ServingFit {
  About about;
  ServingShares shares;
  ServingOverheads overheads;
  Named<ServingKernels> families;
  Named<ServingEngine> engines;
  ServingPools pools;
  ServingBand known;         ///< deployments like the fitted ones, prefill and decode together
  ServingBand known_pools;   ///< the same apart
  ServingBand unseen;        ///< other deployments
  ServingBand unseen_pools;  ///< the same apart
  std::int64_t rows = 0;     ///< fitted on
  std::vector<std::string> fitted;  ///< deployments: model, accelerator, engine, format, mode
  std::vector<ServingError> errors;
  std::vector<ServingPrior> priors;
  friend bool operator==(const ServingFit&, const ServingFit&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr std::string_view type_name<catalog::ServingShares> = "serving_shares";
template <>
inline constexpr auto fields<catalog::ServingShares> = std::array{
    row<&catalog::ServingShares::dense_memory>("dense_memory", "of bandwidth").between(0.01, 1),
    row<&catalog::ServingShares::expert_memory>("expert_memory", "of bandwidth").between(0.01, 1),
    row<&catalog::ServingShares::four_bit_memory>("four_bit_memory", "4-bit experts over others")
        .between(0.1, 2),
    row<&catalog::ServingShares::cache_memory>("cache_memory", "of bandwidth").between(0.01, 1),
    row<&catalog::ServingShares::decode_matmul>("decode_matmul", "of the peak").between(0.01, 1),
    row<&catalog::ServingShares::prefill_matmul>("prefill_matmul", "of the peak").between(0.01, 1),
    row<&catalog::ServingShares::prompt_matmul>("prompt_matmul", "of the peak").between(0.01, 1),
    row<&catalog::ServingShares::narrow_prefill>("narrow_prefill", "4-bit over wider arithmetic")
        .between(0.1, 1),
    row<&catalog::ServingShares::narrow_prompt>("narrow_prompt", "4-bit over wider arithmetic")
        .between(0.1, 1),
    row<&catalog::ServingShares::tensor_links>("tensor_links", "of the link rate").between(0.01, 1),
    row<&catalog::ServingShares::expert_links>("expert_links", "of the link rate")
        .between(0.01, 1)};
static_assert(describes_all<catalog::ServingShares>());

template <>
inline constexpr std::string_view type_name<catalog::ServingOverheads> = "serving_overheads";
template <>
inline constexpr auto fields<catalog::ServingOverheads> = std::array{
    row<&catalog::ServingOverheads::latent_layer>("latent_layer", "on top").in("us").between(0, 1),
    row<&catalog::ServingOverheads::linear_layer>("linear_layer", "on top").in("us").between(0, 1),
    row<&catalog::ServingOverheads::narrow_kernels>("narrow_kernels", "4-bit over wider arithmetic")
        .between(0.1, 2),
    row<&catalog::ServingOverheads::yearly>("yearly", "kernel time over that of a year before")
        .between(0.1, 2),
    row<&catalog::ServingOverheads::reference_year>("reference_year", "of kernel times")
        .between(2020, 2100),
    row<&catalog::ServingOverheads::tensor_hop>("tensor_hop", "all-reduce").in("us").between(0, 1),
    row<&catalog::ServingOverheads::expert_hop>("expert_hop", "all-to-all").in("us").between(0, 1),
    row<&catalog::ServingOverheads::distant_hop>("distant_hop", "between domains")
        .in("us")
        .between(0, 1),
    row<&catalog::ServingOverheads::token>("token", "sampling").in("us").between(0, 1),
    row<&catalog::ServingOverheads::draft>("draft", "one draft pass").in("us").between(0, 1),
    row<&catalog::ServingOverheads::acceptance>("acceptance", "of one draft token")
        .between(0, 0.99),
    row<&catalog::ServingOverheads::linear_prefill>("linear_prefill", "work over its matrices")
        .between(1, 10),
    row<&catalog::ServingOverheads::other_ranks>("other_ranks", "that wait for a prompt")
        .between(0, 1),
    row<&catalog::ServingOverheads::pass>("pass", "over the weights, each prompt").between(0, 2),
    row<&catalog::ServingOverheads::input_token>("input_token", "outside the accelerator")
        .in("us")
        .between(0, 1)};
static_assert(describes_all<catalog::ServingOverheads>());

template <>
inline constexpr std::string_view type_name<catalog::ServingBand> = "serving_band";
template <>
inline constexpr auto fields<catalog::ServingBand> = std::array{
    row<&catalog::ServingBand::tpot_low>("tpot_low", "measured / predicted, P10").between(0.01, 1),
    row<&catalog::ServingBand::tpot_high>("tpot_high", "the same, P90").between(1, 100),
    row<&catalog::ServingBand::ttft_low>("ttft_low", "measured / predicted, P10").between(0.01, 1),
    row<&catalog::ServingBand::ttft_high>("ttft_high", "the same, P90").between(1, 100)};
static_assert(describes_all<catalog::ServingBand>());

template <>
inline constexpr std::string_view type_name<catalog::ServingError> = "serving_error";
template <>
inline constexpr auto fields<catalog::ServingError> =
    std::array{row<&catalog::ServingError::left_out>("left_out", "of the fit; nothing: in sample")
                   .only_label(),
               row<&catalog::ServingError::tpot_median>("tpot_median", "").between(0, 100),
               row<&catalog::ServingError::tpot_mean>("tpot_mean", "").between(0, 100),
               row<&catalog::ServingError::ttft_median>("ttft_median", "").between(0, 100),
               row<&catalog::ServingError::ttft_mean>("ttft_mean", "").between(0, 100)};
static_assert(describes_all<catalog::ServingError>());

template <>
inline constexpr std::string_view type_name<catalog::ServingPrior> = "serving_prior";
template <>
inline constexpr auto fields<catalog::ServingPrior> =
    std::array{row<&catalog::ServingPrior::coefficient>("coefficient", "dotted path").only_label(),
               row<&catalog::ServingPrior::value>("value", "in SI units").at_least(0),
               row<&catalog::ServingPrior::deviation>("deviation", "of its logarithm; 0 holds it")
                   .between(0, 10)};
static_assert(describes_all<catalog::ServingPrior>());

template <>
inline constexpr std::string_view type_name<catalog::ServingFit> = "serving_fit";
template <>
inline constexpr auto fields<catalog::ServingFit> = std::array{
    row<&catalog::ServingFit::about>("record", "what it rests on"),
    row<&catalog::ServingFit::shares>("shares", "of the data sheet"),
    row<&catalog::ServingFit::overheads>("overheads", "of any engine and accelerator"),
    row<&catalog::ServingFit::families>("families", "of accelerators"),
    row<&catalog::ServingFit::engines>("engines", "what they add"),
    row<&catalog::ServingFit::pools>("pools", "prefill and decode apart"),
    row<&catalog::ServingFit::known>("known", "error of deployments like the fitted ones"),
    row<&catalog::ServingFit::known_pools>("known_pools", "the same, prefill and decode apart"),
    row<&catalog::ServingFit::unseen>("unseen", "error of other deployments"),
    row<&catalog::ServingFit::unseen_pools>("unseen_pools", "the same, prefill and decode apart"),
    row<&catalog::ServingFit::rows>("rows", "measurements fitted on").at_least(0),
    row<&catalog::ServingFit::fitted>("fitted", "deployments").only_label(),
    row<&catalog::ServingFit::errors>("errors", "by what was left out"),
    row<&catalog::ServingFit::priors>("priors", "of coefficients")};
static_assert(describes_all<catalog::ServingFit>());

}  // namespace weft
