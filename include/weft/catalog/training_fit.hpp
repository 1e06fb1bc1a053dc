// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/named.hpp"
#include "weft/catalog/record.hpp"
#include "weft/catalog/training_stack.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft::catalog {

/// What the kernels of one generation of accelerators reach in training. Shares of dense peaks.
struct KernelFit {
  std::vector<std::string> accelerators;  ///< catalogue ids
  double ceiling = 0.75;      ///< bf16 matmul of 8192^3, where the catalogue has no measured share
  double ceiling_fp8 = 0.70;  ///< the same in FP8
  double matmul = 0.92;       ///< of the ceiling
  double matmul_fp8 = 1.05;   ///< in FP8, more of its ceiling than bf16 of its own
  double matmul_fp4 = 0.65;   ///< of the FP4 peak
  double attention = 0.45;    ///< kernels made for it: of the bf16 peak, causal arithmetic
  double attention_portable = 0.35;  ///< kernels made for the generation before
  double expert_scales = 1.0;  ///< launches of an expert in FP8 with one scale a tensor, over bf16
  friend bool operator==(const KernelFit&, const KernelFit&) = default;
};

/// What is the same on all accelerators and in all software: traffic multipliers, launches, and
/// shares of communication that stay visible.
struct LayerFit {
  double memory = 0.85;           ///< share of the memory bandwidth that streams reach
  double operands = 1.0;          ///< operand traffic of a matmul that arithmetic does not hide
  Time matmul_launch{};           ///< of each matmul
  double elements = 1.0;          ///< traffic of norms, activations and residuals
  double attention_narrow = 0.5;  ///< attention with heads of 64, over heads of 128
  double unfused_matmul = 0.35;   ///< attention without fusion: share of the bf16 peak
  double unfused_traffic = 1.1;   ///< its traffic, over 13 bytes a score
  double cast_fp8 = 0.7;          ///< 4 bytes an element of matmul inputs, each pass
  double cast_mxfp8 = 1.0;
  double cast_nvfp4 = 2.0;
  double permute = 1.0;        ///< traffic of sorting tokens by expert
  double expert_bias = 0.0;    ///< bytes an element of experts with biases and clamped activation
  Time launch{};               ///< of all kernels of a layer and pass by an eager host
  double launch_tensor = 0.2;  ///< more of it with tensor parallelism
  Time expert_layer_launch{};  ///< a layer with experts and pass
  Time expert_launch{};        ///< each local expert, layer and pass
  double head_exposed = 0.6;   ///< output layer on the last of interleaved stages
  Time tensor_latency{};       ///< of a tensor collective
  Time crossing_latency{};     ///< of one that crosses domains, on top
  double network = 0.9;        ///< share of the adapters' line rate
  double domain_share = 0.8;   ///< of a domain's rate, where no profile of its links says
  Bandwidth adapters = 400.0 * giga_bit / second;  ///< of an accelerator, where nothing says
  double exchange_exposed = 0.5;                   ///< of the exchange between experts
  double context_exposed = 0.4;
  double data_hidden = 0.4;     ///< share of a micro-batch's time that hides gradient traffic
  double data_floor = 0.05;     ///< share of it that never hides
  double sharded_hidden = 0.5;  ///< of weight gathering behind longer compute
  double sharded_share = 0.8;   ///< of the ring rate that weight gathering reaches
  double optimizer = 1.5;       ///< its traffic, over 28 bytes a parameter
  Time step_overhead{};
  double unpublished_split = 1.0;  ///< a published step over that of the best split
  double kept_operators = 0.75;    ///< of a layer's activations, where every other matmul is redone
  friend bool operator==(const LayerFit&, const LayerFit&) = default;
};

/// How a coefficient is refitted: what was believed before, and what rows said.
struct FitPrior {
  std::string path;  ///< of the coefficient, dotted, in its TrainingFit
  double prior = 1.0;
  double deviation = 0.1;
  double low = 0.0;
  double high = 0.0;
  double learned = 0.0;  ///< 1 - (deviation after / before)^2
  friend bool operator==(const FitPrior&, const FitPrior&) = default;
};

/// Measured over predicted step time: nine of ten lie above `low`, nine of ten below `high`.
struct FitBand {
  double low = 0.85;
  double high = 1.2;
  std::int64_t rows = 0;  ///< that it was taken from
  friend bool operator==(const FitBand&, const FitBand&) = default;
};

struct FitErrors {
  std::int64_t rows = 0;
  double mean = 0.0;      ///< of |predicted / measured - 1|
  double left_out = 0.0;  ///< the same, each source predicted by a fit of the others
  friend bool operator==(const FitErrors&, const FitErrors&) = default;
};

/// All coefficients of the step-time model, with what they were fitted on.
struct TrainingFit {
  About about;
  LayerFit layer;
  Named<KernelFit> kernels;      ///< by generation; "other" for the rest
  Named<StackFit> stacks;        ///< by software; "other" for the rest
  std::vector<FitPrior> fitted;  ///< all else is held
  Named<FitBand> bands;          ///< by how much of a job was seen in the fit
  FitErrors errors;
  friend bool operator==(const TrainingFit&, const TrainingFit&) = default;
};

/// The kernels of the generation that an accelerator belongs to; "other" where none was fitted.
[[nodiscard]] inline std::string kernels_of(const TrainingFit& fit, std::string_view accelerator) {
  for (const auto& each : fit.kernels) {
    const auto& ids = each.value.accelerators;
    if (std::find(ids.begin(), ids.end(), accelerator) != ids.end()) return each.name;
  }
  return "other";
}

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr std::string_view type_name<catalog::KernelFit> = "kernel_fit";
template <>
inline constexpr auto fields<catalog::KernelFit> = std::array{
    row<&catalog::KernelFit::accelerators>("accelerators", "catalogue ids of the generation")
        .refers_to("accelerator"),
    row<&catalog::KernelFit::ceiling>("ceiling", "bf16 matmul where none was measured")
        .between(0, 1),
    row<&catalog::KernelFit::ceiling_fp8>("ceiling_fp8", "FP8 matmul where none was measured")
        .between(0, 1),
    row<&catalog::KernelFit::matmul>("matmul", "share of the ceiling").between(0, 2),
    row<&catalog::KernelFit::matmul_fp8>("matmul_fp8", "FP8 over bf16 share of ceilings")
        .between(0, 2),
    row<&catalog::KernelFit::matmul_fp4>("matmul_fp4", "share of the FP4 peak").between(0, 1),
    row<&catalog::KernelFit::attention>("attention", "share of the bf16 peak").between(0, 1),
    row<&catalog::KernelFit::attention_portable>("attention_portable",
                                                 "kernels made for the generation before")
        .between(0, 1),
    row<&catalog::KernelFit::expert_scales>("expert_scales",
                                            "launches of an FP8 expert with one scale a tensor")
        .between(0, 100)};
static_assert(describes_all<catalog::KernelFit>());

template <>
inline constexpr std::string_view type_name<catalog::LayerFit> = "layer_fit";
template <>
inline constexpr auto fields<catalog::LayerFit> = std::array{
    row<&catalog::LayerFit::memory>("memory", "share of the bandwidth that streams reach")
        .between(0, 1),
    row<&catalog::LayerFit::operands>("operands", "matmul traffic that arithmetic does not hide")
        .at_least(0),
    row<&catalog::LayerFit::matmul_launch>("matmul_launch", "of each matmul").in("us").at_least(0),
    row<&catalog::LayerFit::elements>("elements", "traffic of norms and activations").at_least(0),
    row<&catalog::LayerFit::attention_narrow>("attention_narrow", "heads of 64 over heads of 128")
        .at_least(0),
    row<&catalog::LayerFit::unfused_matmul>("unfused_matmul", "share of the bf16 peak").at_least(0),
    row<&catalog::LayerFit::unfused_traffic>("unfused_traffic", "over 13 bytes a score")
        .at_least(0),
    row<&catalog::LayerFit::cast_fp8>("cast_fp8", "over 4 bytes an element").at_least(0),
    row<&catalog::LayerFit::cast_mxfp8>("cast_mxfp8", "over 4 bytes an element").at_least(0),
    row<&catalog::LayerFit::cast_nvfp4>("cast_nvfp4", "over 4 bytes an element").at_least(0),
    row<&catalog::LayerFit::permute>("permute", "sorting tokens by expert").at_least(0),
    row<&catalog::LayerFit::expert_bias>("expert_bias", "bytes an element of experts with biases")
        .at_least(0),
    row<&catalog::LayerFit::launch>("launch", "kernels of a layer and pass").in("us").at_least(0),
    row<&catalog::LayerFit::launch_tensor>("launch_tensor", "more with tensor parallelism")
        .at_least(0),
    row<&catalog::LayerFit::expert_layer_launch>("expert_layer_launch", "a layer and pass")
        .in("us")
        .at_least(0),
    row<&catalog::LayerFit::expert_launch>("expert_launch", "a local expert, layer and pass")
        .in("us")
        .at_least(0),
    row<&catalog::LayerFit::head_exposed>("head_exposed", "output layer when interleaved")
        .at_least(0),
    row<&catalog::LayerFit::tensor_latency>("tensor_latency", "of a collective")
        .in("us")
        .at_least(0),
    row<&catalog::LayerFit::crossing_latency>("crossing_latency", "of one that crosses domains")
        .in("us")
        .at_least(0),
    row<&catalog::LayerFit::network>("network", "share of the adapters' rate").between(0, 1),
    row<&catalog::LayerFit::domain_share>("domain_share", "of a domain's rate without a profile")
        .between(0, 1),
    row<&catalog::LayerFit::adapters>("adapters", "of an accelerator, where nothing says")
        .in("Gb/s")
        .at_least(0),
    row<&catalog::LayerFit::exchange_exposed>("exchange_exposed", "between experts").at_least(0),
    row<&catalog::LayerFit::context_exposed>("context_exposed", "of key and value traffic")
        .at_least(0),
    row<&catalog::LayerFit::data_hidden>("data_hidden", "share of a micro-batch that hides it")
        .at_least(0),
    row<&catalog::LayerFit::data_floor>("data_floor", "share that never hides").at_least(0),
    row<&catalog::LayerFit::sharded_hidden>("sharded_hidden", "of weight gathering").between(0, 1),
    row<&catalog::LayerFit::sharded_share>("sharded_share", "of the ring rate").at_least(0),
    row<&catalog::LayerFit::optimizer>("optimizer", "over 28 bytes a parameter").at_least(0),
    row<&catalog::LayerFit::step_overhead>("step_overhead", "of a step").in("ms").at_least(0),
    row<&catalog::LayerFit::unpublished_split>("unpublished_split",
                                               "a published step over that of the best split")
        .between(1, 2),
    row<&catalog::LayerFit::kept_operators>("kept_operators",
                                            "of a layer's activations, every other matmul redone")
        .between(0, 1)};
static_assert(describes_all<catalog::LayerFit>());

template <>
inline constexpr std::string_view type_name<catalog::FitPrior> = "fit_prior";
template <>
inline constexpr auto fields<catalog::FitPrior> =
    std::array{row<&catalog::FitPrior::path>("path", "of the coefficient in this record, dotted"),
               row<&catalog::FitPrior::prior>("prior", "believed before any row, in SI base units"),
               row<&catalog::FitPrior::deviation>("deviation", "of that belief").at_least(0),
               row<&catalog::FitPrior::low>("low", "least legal value"),
               row<&catalog::FitPrior::high>("high", "largest legal value"),
               row<&catalog::FitPrior::learned>("learned", "0: rows said nothing; 1: rows said all")
                   .between(0, 1)};
static_assert(describes_all<catalog::FitPrior>());

template <>
inline constexpr std::string_view type_name<catalog::FitBand> = "fit_band";
template <>
inline constexpr auto fields<catalog::FitBand> = std::array{
    row<&catalog::FitBand::low>("low", "P10 of measured over predicted time").between(0.01, 1),
    row<&catalog::FitBand::high>("high", "P90").between(1, 100),
    row<&catalog::FitBand::rows>("rows", "that it was taken from").at_least(0)};
static_assert(describes_all<catalog::FitBand>());

template <>
inline constexpr std::string_view type_name<catalog::FitErrors> = "fit_errors";
template <>
inline constexpr auto fields<catalog::FitErrors> =
    std::array{row<&catalog::FitErrors::rows>("rows", "").at_least(0),
               row<&catalog::FitErrors::mean>("mean", "of |predicted / measured - 1|").at_least(0),
               row<&catalog::FitErrors::left_out>("left_out", "each source by a fit of the others")
                   .at_least(0)};
static_assert(describes_all<catalog::FitErrors>());

template <>
inline constexpr std::string_view type_name<catalog::TrainingFit> = "training_fit";
template <>
inline constexpr auto fields<catalog::TrainingFit> =
    std::array{row<&catalog::TrainingFit::about>("record", "who made it, what it was fitted on"),
               row<&catalog::TrainingFit::layer>("layer", "the same on all accelerators"),
               row<&catalog::TrainingFit::kernels>("kernels", "by generation of accelerators"),
               row<&catalog::TrainingFit::stacks>("stacks", "by software"),
               row<&catalog::TrainingFit::fitted>("fitted", "what rows may move"),
               row<&catalog::TrainingFit::bands>("bands", "stated errors"),
               row<&catalog::TrainingFit::errors>("errors", "over the rows of the fit")};
static_assert(describes_all<catalog::TrainingFit>());

}  // namespace weft
