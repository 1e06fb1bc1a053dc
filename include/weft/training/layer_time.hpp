// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/training/attention_time.hpp"
#include "weft/training/exchange_time.hpp"
#include "weft/training/parallel.hpp"
#include "weft/training/smooth_max.hpp"
#include "weft/training/step_rates.hpp"
#include "weft/training/trainee.hpp"
#include "weft/training/work.hpp"

#include <array>

namespace weft::training {

/// Forward and backward of one micro-batch through all layers, on one rank of each group.
struct LayerTime {
  Time matmul{};
  Time attention{};
  Time elements{};  ///< norms, activations, residuals
  Time casts{};     ///< to a narrow precision
  Time permute{};   ///< tokens sorted by expert and back
  Time tensor{};    ///< exposed collectives
  Time exchange{};  ///< exposed, between experts
  Time context{};   ///< exposed keys and values
  Time waiting{};   ///< for the host to launch kernels
  [[nodiscard]] constexpr Time accelerator() const {
    return matmul + attention + elements + casts + permute + tensor + exchange + context;
  }
  [[nodiscard]] constexpr Time total() const { return accelerator() + waiting; }
  friend bool operator==(const LayerTime&, const LayerTime&) = default;
};

/// Every term `times` as long.
[[nodiscard]] constexpr LayerTime scaled(const LayerTime& of, double times) {
  return {.matmul = times * of.matmul,
          .attention = times * of.attention,
          .elements = times * of.elements,
          .casts = times * of.casts,
          .permute = times * of.permute,
          .tensor = times * of.tensor,
          .exchange = times * of.exchange,
          .context = times * of.context,
          .waiting = times * of.waiting};
}

/// How often the work of a forward pass is done in forward and backward together.
struct Passes {
  double matmul = 3.0;
  double attention = 1.0 + attention_backward;
  double elements = 3.0;
  double tensor = 2.0;
  double host = 3.0;
};
[[nodiscard]] constexpr Passes passes_of(const Trainee& of, Recompute recompute,
                                         const StepRates& rates) {
  Passes made;
  if (rates.attention <= 0.0) {
    made.attention = passes;
    if (recompute == Recompute::selective) made.attention += 1.0;
  }
  if (of.adapters_only) {  // gradients of inputs only; what adapters add is small
    made.matmul = 2.0;
    made.elements = 2.3;
  }
  if (recompute == Recompute::full) {
    made.matmul += 1.0;
    made.attention += 1.0;
    made.elements += 1.0;
    made.tensor += 1.0;
    made.host += 1.0;
  }
  if (recompute == Recompute::selective && rates.keeps_operators) {
    constexpr double every_other = 0.5;
    made.matmul += every_other;
    made.elements += 1.0;
  }
  return made;
}

inline constexpr Formula element_time_card{
    "training.element-time", "q (22h/t' + 12(a+k)d/t + (6 or 4) f/t) b s L / (c B)",
    "Korthikanti et al. 2022, arXiv:2205.05198, section 4.1 (which tensors); q is fitted"};

/// Forward traffic of norms, residuals, positions and activations of all layers.
[[nodiscard]] constexpr Time element_time(const Trainee& of, const LayerSplit& split,
                                          const StepRates& rates) {
  const catalog::Llm& llm = of.llm;
  const auto real = [](std::int64_t count) { return static_cast<double>(count); };
  const double t = real(split.tensor);
  const double wide = split.sequence_parallel ? t : 1.0;
  const double layers = real(llm.layers);
  const double dense = layers - real(of.work.expert_layers);
  const double each_layer =
      22.0 * real(llm.hidden) / wide + 12.0 * real((llm.heads + llm.kv_heads) * llm.head_dim) / t;
  const double ffn = (llm.gated ? 6.0 : 4.0) * real(llm.ffn) / t;
  return rates.elements * split.tokens() * (layers * each_layer + dense * ffn) * byte /
         rates.memory;
}

inline constexpr Formula host_floor_card{"training.host-floor",
                                         "(t_l (1 + x [t>1]) L + L_moe (t_0 + t_e E/e)) passes",
                                         "definition; launches are fitted"};

/// What a host needs to launch everything once: small micro-batches wait for it.
[[nodiscard]] constexpr Time host_floor(const Trainee& of, const LayerSplit& split,
                                        const StepRates& rates) {
  const double more = split.tensor > 1 ? 1.0 + rates.layer.launch_tensor : 1.0;
  Time made = more * static_cast<double>(of.work.layers) * rates.launch;
  if (of.work.expert_layers > 0 && of.work.experts > 0) {
    const double local = static_cast<double>(of.work.experts) / static_cast<double>(split.expert);
    made += static_cast<double>(of.work.expert_layers) *
            (rates.expert_layer_launch + local * rates.expert_launch);
  }
  return made;
}

inline constexpr Formula layer_time_card{"training.layer-time",
                                         "max(sum of what the accelerator does, host)",
                                         "definition; terms have their own cards"};

/// Forward and backward of a micro-batch through all layers.
[[nodiscard]] inline LayerTime layer_time(const Trainee& of, const LayerSplit& split,
                                          Recompute recompute, const StepRates& rates) {
  const Passes times = passes_of(of, recompute, rates);
  LayerTime made;
  double cast_elements = 0.0;
  each_gemm(of, split, [&](const Gemm& gemm, double count, bool) {
    made.matmul += count * gemm_time(gemm, rates.linear).total();
    cast_elements += count * (gemm.rows * gemm.inner + 0.5 * gemm.inner * gemm.columns);
  });
  constexpr Bytes cast = 4.0 * byte;
  made.matmul = times.matmul * made.matmul;
  made.casts = times.elements * rates.cast * cast_elements * cast / rates.memory;
  made.attention = times.attention * attention_time(of, split, rates);
  made.elements = times.elements * element_time(of, split, rates);
  made.permute = times.elements * permute_time(of, split, rates);
  made.tensor = times.tensor * rates.tensor_exposed * tensor_time(of, split, rates);
  made.exchange = exchange_passes * rates.layer.exchange_exposed * rates.expert_traffic *
                  expert_exchange(of, split, rates);
  made.context = context_passes * rates.layer.context_exposed * context_time(of, split, rates);
  const Time own = made.accelerator();
  made.waiting = smooth_max(own, times.host * host_floor(of, split, rates)) - own;
  return made;
}

inline constexpr Formula head_time_card{"training.head-time",
                                        "6 b s h V/(c t P) + 12 b s V/(c t B)",
                                        "definition: matmul in bf16, loss over fp32 logits"};

/// Output layer and loss of one micro-batch, forward and backward.
[[nodiscard]] constexpr Time head_time(const Trainee& of, const LayerSplit& split,
                                       const StepRates& rates) {
  const double vocabulary =
      static_cast<double>(of.llm.vocabulary) / static_cast<double>(split.tensor);
  const Gemm gemm{split.tokens(), static_cast<double>(of.llm.hidden), vocabulary};
  constexpr Bytes logit = 12.0 * byte;
  return static_cast<double>(of.heads_out) * (passes * gemm.work() / rates.wide.plateau +
                                              split.tokens() * vocabulary * logit / rates.memory);
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::LayerTime> = "layer_time";
template <>
inline constexpr auto fields<training::LayerTime> = std::array{
    row<&training::LayerTime::matmul>("matmul", "matrix products").in("ms"),
    row<&training::LayerTime::attention>("attention", "scores and values").in("ms"),
    row<&training::LayerTime::elements>("elements", "norms, activations, residuals")
        .in("ms")
        .by(training::element_time_card),
    row<&training::LayerTime::casts>("casts", "to a narrow precision").in("ms"),
    row<&training::LayerTime::permute>("permute", "tokens sorted by expert").in("ms"),
    row<&training::LayerTime::tensor>("tensor", "exposed collectives").in("ms"),
    row<&training::LayerTime::exchange>("exchange", "exposed, between experts").in("ms"),
    row<&training::LayerTime::context>("context", "exposed keys and values").in("ms"),
    row<&training::LayerTime::waiting>("waiting", "for the host").in("ms"),
    row<&training::LayerTime::accelerator>("accelerator", "without waiting").in("ms"),
    row<&training::LayerTime::total>("total", "").in("ms").by(training::layer_time_card)};
static_assert(describes_all<training::LayerTime>());

}  // namespace weft
