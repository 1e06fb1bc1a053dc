// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/training/ring_time.hpp"
#include "weft/training/step_rates.hpp"
#include "weft/training/trainee.hpp"

#include <algorithm>
#include <cstdint>

namespace weft::training {

inline constexpr Formula tensor_time_card{
    "training.tensor-time", "2 L (2(g-1)/g S/B_d + 2(k-1)/k S/(g B_n) + t), S = 2 b s h / c",
    "Shoeybi et al. 2019, arXiv:1909.08053, section 3"};

/// Forward collectives of tensor parallelism over all layers: two a layer, after attention and
/// after the feed-forward part. Experts are not split over tensor ranks: they save the second.
[[nodiscard]] constexpr Time tensor_time(const Trainee& of, const LayerSplit& split,
                                         const StepRates& rates) {
  if (split.tensor <= 1) return {};
  const Bytes whole = 2.0 * split.tokens() * static_cast<double>(of.llm.hidden) * byte;
  const GroupPlace group = group_place(split.tensor, 1, rates.links.domain);
  const Time one = 2.0 * gather_time(whole, group, rates) + rates.layer.tensor_latency +
                   (group.domains > 1.0 ? rates.layer.crossing_latency : Time{});
  return (2.0 * static_cast<double>(of.work.layers) - static_cast<double>(of.work.expert_layers)) *
         one;
}

inline constexpr Formula permute_time_card{
    "training.permute-time", "q k (16h + 6f + x f) b s L_moe / (c t B)",
    "definition: each copy of a token is gathered, activated and scattered; q and x are fitted"};

/// Forward traffic of sorting tokens by expert, of expert activations, and of summing up.
[[nodiscard]] constexpr Time permute_time(const Trainee& of, const LayerSplit& split,
                                          const StepRates& rates) {
  if (!of.llm.experts || of.work.expert_layers == 0) return {};
  const catalog::Experts& mix = *of.llm.experts;
  const double copies = split.tokens() / static_cast<double>(split.tensor) *
                        static_cast<double>(mix.active * of.work.expert_layers);
  const auto ffn = static_cast<double>(mix.ffn);
  const double bias = mix.bias_per_expert > 0 ? rates.layer.expert_bias * ffn : 0.0;
  const double each =
      rates.layer.permute * (16.0 * static_cast<double>(of.llm.hidden) + 6.0 * ffn) + bias;
  return rates.expert_traffic * copies * each * byte / rates.memory;
}

/// An exchange there and back, in the forward and in the backward pass.
inline constexpr double exchange_passes = 2.0;

inline constexpr Formula expert_exchange_card{
    "training.expert-exchange",
    "4 k h b s L_moe/(c t) ((g-1)/g /B_d + min((e-g)/e, min(k, n-1)/k) /B_n)",
    "DeepSeek-AI 2024, arXiv:2412.19437, section 3.2 (a node receives a token once)"};

/// Dispatch and combine of one forward pass over all layers with experts.
[[nodiscard]] constexpr Time expert_exchange(const Trainee& of, const LayerSplit& split,
                                             const StepRates& rates) {
  if (!of.llm.experts || split.expert <= 1) return {};
  const auto active = static_cast<double>(of.llm.experts->active);
  const GroupPlace group = group_place(split.expert, 1, rates.links.domain);
  const auto e = static_cast<double>(split.expert);
  const Bytes sent = 4.0 * split.tokens() / static_cast<double>(split.tensor) * active *
                     static_cast<double>(of.llm.hidden * of.work.expert_layers) * byte;
  const Bandwidth net = rates.layer.network * rates.links.net_rate;
  Time made =
      (group.local - 1.0) / group.local * (sent / (rates.layer.network * rates.links.domain_rate));
  if (group.domains > 1.0) {
    const double leaving =
        std::min((e - group.local) / e, std::min(active, group.domains - 1.0) / active);
    made += leaving * (sent / net);
  }
  return made;
}

/// Keys and values once forward; they and their gradients backward.
inline constexpr double context_passes = 3.0;

inline constexpr Formula context_time_card{
    "training.context-time", "2 b s (k_width + v_width) (c-1)/c L / (t B)",
    "Grattafiori et al. 2024, arXiv:2407.21783, section 3.3.2"};

/// Keys and values of all other ranks of a context group, over all layers.
[[nodiscard]] constexpr Time context_time(const Trainee& of, const LayerSplit& split,
                                          const StepRates& rates) {
  if (split.context <= 1) return {};
  const auto c = static_cast<double>(split.context);
  const Bytes whole = 2.0 * split.tokens() * c * of.work.key_value_width *
                      static_cast<double>(of.work.layers) / static_cast<double>(split.tensor) *
                      byte;
  const bool inside = split.tensor * split.context <= rates.links.domain;
  const Bandwidth rate =
      inside ? rates.links.domain_rate : rates.layer.network * rates.links.net_rate;
  return (c - 1.0) / c * (whole / rate);
}

}  // namespace weft::training
