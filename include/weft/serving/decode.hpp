// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/compute/roofline.hpp"
#include "weft/serving/deployment.hpp"
#include "weft/serving/exchange.hpp"
#include "weft/serving/memory.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::serving {

/// Time of one decode step: one token for each sequence of the batch.
struct DecodeStep {
  Time weights{};  ///< dense matrices, streamed or computed with, whichever is slower
  Time experts{};
  Time cache{};   ///< attention over the cache
  Time tensor{};  ///< waits on the tensor exchange
  Time expert{};  ///< waits on the expert exchange
  Time overhead{};
  [[nodiscard]] constexpr Time network() const { return tensor + expert; }
  [[nodiscard]] constexpr Time total() const {
    return weights + experts + cache + tensor + expert + overhead;
  }
  friend bool operator==(const DecodeStep&, const DecodeStep&) = default;
};

inline constexpr Formula decode_step_card{
    "serving.decode-step",
    "max(2 N_d b/(t F), dense/(t W)) + max(2 N_e B/(n F), touched/(n W)) + max(core, b kv/(s W)) + "
    "exchange + overhead",
    "inference-sim/inference-sim docs/concepts/roofline.md; jax-ml/scaling-book inference.md"};

/// \param batch    sequences of the replica, B; b = B / data groups.
/// \param context  tokens that each has in the cache.
[[nodiscard]] inline DecodeStep decode_step(const Server& of, const Deployment& on, double batch,
                                            Tokens context) {
  const auto& model = of.model;
  const double each = batch / static_cast<double>(on.data);
  const auto t = static_cast<double>(on.tensor);
  const auto held = rank_weights(of, on);
  const auto memory = compute::memory_rate(of.machine);
  DecodeStep step;
  step.weights =
      compute::roofline(2.0 * (model.dense_parameters + model.output_parameters) * each / t * flop,
                        compute::matmul_rate(of.machine), held.dense, memory)
          .total();
  if (model.experts > 0) {
    const double touched =
        compute::experts_touched(model, batch) / static_cast<double>(model.experts);
    step.experts =
        of.engine.expert_imbalance *
        compute::roofline(
            2.0 * compute::routed_active_parameters(model) * batch / expert_ranks(on) * flop,
            compute::matmul_rate(of.machine), touched * held.experts, memory)
            .total();
  }
  const double keys = compute::keys_per_query(model, context, compute::AttentionFlops::full_square);
  step.cache =
      compute::roofline(2.0 * model.decode_core_width * keys * each / t * flop,
                        compute::core_rate(of.machine), each * rank_cache(of, on, context), memory)
          .total();
  step.tensor = tensor_exchange(of, on, each);
  step.expert = expert_exchange(of, on, each);
  step.overhead = pass_overhead(of);
  return step;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::DecodeStep> = "decode_step";
template <>
inline constexpr auto fields<serving::DecodeStep> =
    std::array{row<&serving::DecodeStep::weights>("weights", "dense matrices")
                   .in("ms")
                   .by(compute::roofline_card),
               row<&serving::DecodeStep::experts>("experts", "that the batch touches")
                   .in("ms")
                   .by(compute::experts_touched_card),
               row<&serving::DecodeStep::cache>("cache", "attention over the cache")
                   .in("ms")
                   .by(compute::kv_cache_card),
               row<&serving::DecodeStep::tensor>("tensor", "tensor exchange")
                   .in("ms")
                   .by(serving::tensor_exchange_card),
               row<&serving::DecodeStep::expert>("expert", "expert exchange")
                   .in("ms")
                   .by(serving::expert_exchange_card),
               row<&serving::DecodeStep::overhead>("overhead", "of the engine").in("ms"),
               row<&serving::DecodeStep::total>("total", "one token for each sequence")
                   .in("ms")
                   .by(serving::decode_step_card)};
static_assert(describes_all<serving::DecodeStep>());

}  // namespace weft
