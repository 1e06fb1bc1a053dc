// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/accelerator.hpp"
#include "weft/catalog/training_fit.hpp"
#include "weft/compute/precision.hpp"
#include "weft/training/gemm_time.hpp"
#include "weft/training/links.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace weft::training {

/// Everything of accelerator, software and links that a step is timed from: made once a job.
struct StepRates {
  GemmRates linear;  ///< of layers, in the precision of the job
  GemmRates wide;    ///< bf16: output layer, and what never narrows
  FlopRate bf16_peak{};
  FlopRate peak{};     ///< dense, of the precision of the job
  Bandwidth memory{};  ///< that streams reach
  Bandwidth host{};    ///< to and from the host, per direction; 0: not known
  Links links;
  catalog::LayerFit layer;
  double attention = 0.0;  ///< share of the bf16 peak; 0: not fused
  double cast = 0.0;       ///< over 4 bytes an element of matmul inputs
  double elements = 1.0;   ///< traffic of norms and activations, all multipliers
  Time launch{};           ///< of a layer and pass
  Time expert_layer_launch{};
  Time expert_launch{};  ///< of a local expert, layer and pass
  double expert_traffic = 1.0;
  double tensor_exposed = 1.0;
  double pipeline_exposed = 1.0;
  double factor = 1.0;
  Bandwidth sharded_rate{};  ///< of weight gathering where software bounds it; else 0
  bool hides_data = true;
  bool splits_messages = true;
  bool keeps_operators = false;
  friend bool operator==(const StepRates&, const StepRates&) = default;
};

/// What a job runs on and with.
struct StepMachine {
  const catalog::Accelerator* accelerator = nullptr;
  const catalog::KernelFit* kernels = nullptr;
  const catalog::StackFit* stack = nullptr;
  const catalog::StackFit* like = nullptr;  ///< the software that this one is like; null: none
  const catalog::LayerFit* layer = nullptr;
  Links links;
  compute::Precision precision = compute::Precision::bf16;
  double clock = 1.0;  ///< of the usual one, where power is limited
};

namespace detail {

[[nodiscard]] constexpr double cast_of(const catalog::LayerFit& layer, compute::Precision in) {
  switch (in) {
    case compute::Precision::fp8:
      return layer.cast_fp8;
    case compute::Precision::mxfp8:
      return layer.cast_mxfp8;
    case compute::Precision::fp4:
    case compute::Precision::nvfp4:
    case compute::Precision::mxfp4:
      return layer.cast_nvfp4;
    default:
      return 0.0;
  }
}

[[nodiscard]] constexpr bool is_four_bit(compute::Precision precision) {
  return precision == compute::Precision::fp4 || precision == compute::Precision::nvfp4 ||
         precision == compute::Precision::mxfp4;
}
[[nodiscard]] constexpr bool is_eight_bit(compute::Precision precision) {
  return precision == compute::Precision::fp8 || precision == compute::Precision::mxfp8;
}

}  // namespace detail

/// Rates of `machine`. Only matrix products of layers run in a narrow precision.
/// \return  why the accelerator cannot: it has no bf16, or not this precision.
[[nodiscard]] inline Feasible<StepRates> step_rates(const StepMachine& machine) {
  const catalog::Accelerator& accelerator = *machine.accelerator;
  const catalog::KernelFit& kernels = *machine.kernels;
  const catalog::StackFit& stack = *machine.stack;
  const catalog::LayerFit& layer = *machine.layer;
  const auto bf16 = compute::peak_rate(accelerator.peak, compute::Precision::bf16);
  if (!bf16) return bf16.why();
  const auto narrow = compute::peak_rate(accelerator.peak, machine.precision);
  if (!narrow) return narrow.why();
  constexpr Bytes two = 2.0 * byte;
  constexpr double narrow_operands = 0.75;  // inputs shrink, results stay in two bytes
  StepRates made;
  made.layer = layer;
  made.links = machine.links;
  made.bf16_peak = machine.clock * *bf16;
  made.peak = *narrow;
  made.memory = layer.memory * accelerator.memory.bandwidth;
  made.host = accelerator.host_link.rate.value_or(Bandwidth{});
  GemmCeiling ceiling{
      .peak = made.bf16_peak,
      .share = kernels.matmul * accelerator.achieved.matmul_bf16.value_or(kernels.ceiling),
      .operands = made.memory / std::max(layer.operands, 1e-6),
      .element = two,
      .launch = layer.matmul_launch};
  made.wide = gemm_rates(ceiling);
  if (detail::is_eight_bit(machine.precision)) {
    ceiling.share = kernels.matmul * kernels.matmul_fp8 *
                    accelerator.achieved.matmul_fp8.value_or(kernels.ceiling_fp8);
  }
  if (detail::is_four_bit(machine.precision)) ceiling.share = kernels.matmul_fp4;
  if (detail::cast_of(layer, machine.precision) > 0.0) ceiling.element = narrow_operands * two;
  ceiling.peak = machine.clock * *narrow;
  made.linear = gemm_rates(ceiling);
  if (stack.attention != catalog::AttentionKernel::unfused) {
    made.attention = stack.attention == catalog::AttentionKernel::native
                         ? kernels.attention
                         : kernels.attention_portable;
  }
  made.cast = detail::cast_of(layer, machine.precision);
  made.elements = layer.elements * stack.elements;
  made.launch = stack.host * layer.launch;
  const bool tensor_scales = machine.precision == compute::Precision::fp8;
  made.expert_layer_launch = stack.expert_host * layer.expert_layer_launch;
  made.expert_launch =
      stack.expert_host * (tensor_scales ? kernels.expert_scales : 1.0) * layer.expert_launch;
  made.expert_traffic = stack.expert_traffic;
  made.tensor_exposed = stack.tensor_exposed;
  made.pipeline_exposed = stack.pipeline_exposed;
  made.factor = stack.factor * (machine.like ? machine.like->factor : 1.0);
  made.sharded_rate = stack.sharded_rate.value_or(Bandwidth{});
  made.hides_data = stack.hides_data;
  made.splits_messages = stack.splits_messages;
  made.keeps_operators = stack.keeps_operators;
  return made;
}

}  // namespace weft::training
