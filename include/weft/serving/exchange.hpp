// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/compute/roofline.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/serving/deployment.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cstdint>

namespace weft::serving {

inline constexpr Formula one_shot_card{"serving.one-shot-all-reduce", "2 a + (t-1) S / N",
                                       "definition"};

/// All-reduce in which each rank sends its whole part to each other rank at once: fewest steps, so
/// it wins for the short messages of decoding.
[[nodiscard]] constexpr fabric::CollectiveTime one_shot_all_reduce(Bytes size, std::int64_t ranks,
                                                                   Bandwidth rate, Time hop) {
  if (ranks <= 1) return {};
  return {.latency = 2.0 * hop, .transfer = static_cast<double>(ranks - 1) * (size / rate)};
}

inline constexpr Formula tensor_exchange_card{"serving.tensor-exchange",
                                              "2 L min(ring, one-shot all-reduce of T h)",
                                              "Shoeybi et al. 2019, arXiv:1909.08053"};
/// Two all-reduces a layer over the tensor ranks; the scale-out network carries them when the ranks
/// do not fit into one domain.
/// \param tokens  of one pass on one tensor group.
[[nodiscard]] constexpr Time tensor_exchange(const Server& of, const Deployment& on,
                                             double tokens) {
  if (on.tensor <= 1) return {};
  const auto& machine = of.machine;
  const bool inside = on.tensor <= machine.scale_up_domain;
  const auto rate = inside ? machine.scale_up_rate : machine.scale_out_rate;
  const auto hop = inside ? machine.scale_up_hop : machine.scale_out_hop;
  const Bytes size = tokens * of.model.hidden * of.formats.activation;
  const auto best = weft::min(fabric::ring_all_reduce(size, on.tensor, rate, hop).total(),
                              one_shot_all_reduce(size, on.tensor, rate, hop).total());
  return 2.0 * static_cast<double>(of.model.layers) * best;
}

inline constexpr Formula expert_exchange_card{
    "serving.expert-exchange", "L_moe (2a + T k h (b_dispatch + b_combine) (n-1)/n / N / t)",
    "deepseek-ai/open-infra-index, day 6: dispatch in the weights' format, combine in bf16"};
/// Dispatch and combine of each expert layer when attention runs in data groups: what stays in the
/// domain uses the scale-up network, the rest the scale-out network, at the same time.
/// \param tokens  of one pass on one data group.
[[nodiscard]] constexpr Time expert_exchange(const Server& of, const Deployment& on,
                                             double tokens) {
  if (on.data <= 1 || of.model.experts == 0) return {};
  const auto& machine = of.machine;
  const auto n = static_cast<double>(on.accelerators());
  const auto domain = std::min(n, static_cast<double>(machine.scale_up_domain));
  const Bytes element = weft::min(of.formats.weight, of.formats.activation) + of.formats.activation;
  const Bytes sent = tokens / static_cast<double>(on.tensor) *
                     static_cast<double>(of.model.experts_active) * of.model.hidden * element;
  Time each{};
  if (domain > 1.0)
    each = 2.0 * machine.scale_up_hop + (domain - 1.0) / n * (sent / machine.scale_up_rate);
  if (n > domain) {
    each = weft::max(
        each, 2.0 * machine.scale_out_hop + (n - domain) / n * (sent / machine.scale_out_rate));
  }
  return static_cast<double>(of.model.expert_layers) * each;
}

/// What the engine adds to one pass over all layers.
[[nodiscard]] constexpr Time pass_overhead(const Server& of) {
  return static_cast<double>(of.model.layers) * of.engine.per_layer +
         static_cast<double>(of.model.expert_layers) * of.engine.per_expert_layer +
         of.engine.per_step;
}

}  // namespace weft::serving
