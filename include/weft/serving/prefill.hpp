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

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::serving {

/// Time of one prompt on one data group that has the machine for itself.
struct Prefill {
  Time weights{};
  Time experts{};
  Time attention{};
  Time tensor{};
  Time expert{};
  Time overhead{};
  [[nodiscard]] constexpr Time network() const { return tensor + expert; }
  [[nodiscard]] constexpr Time total() const {
    return weights + experts + attention + tensor + expert + overhead;
  }
  friend bool operator==(const Prefill&, const Prefill&) = default;
};

inline constexpr Formula prefill_card{
    "serving.prefill",
    "max(2 N_d I/(t F), dense/W) + max(2 N_e I q/(n F), touched/W) + 2 a(d_k+d_v)(I_all^2 - H^2)/2 "
    "L/(t F_w) + exchange + overhead",
    "definition; a phase as in inference-sim/inference-sim docs/concepts/roofline.md"};

/// One prompt, `hit` of whose tokens are in the prefix cache. All data groups prefill at the same
/// time, so the experts see as many prompts as there are groups.
[[nodiscard]] inline Prefill prefill(const Server& of, const Deployment& on, Tokens input,
                                     double hit) {
  const auto& model = of.model;
  const double all = ratio(input, token);
  const double fresh = std::max(1.0, all * (1.0 - hit));
  const auto t = static_cast<double>(on.tensor);
  const auto groups = static_cast<double>(on.data);
  const auto held = rank_weights(of, on);
  const auto memory = compute::memory_rate(of.machine);
  Prefill pass;
  pass.weights =
      compute::roofline(
          (2.0 * model.dense_parameters * fresh + 2.0 * model.output_parameters) / t * flop,
          compute::matmul_rate(of.machine), held.dense, memory)
          .total();
  if (model.experts > 0) {
    const double touched =
        compute::experts_touched(model, fresh * groups) / static_cast<double>(model.experts);
    pass.experts =
        of.engine.expert_imbalance *
        compute::roofline(2.0 * compute::routed_active_parameters(model) * fresh * groups /
                              expert_ranks(on) * flop,
                          compute::matmul_rate(of.machine), touched * held.experts, memory)
            .total();
  }
  const auto pairs = [&](double length) {  // query-key pairs of a causal prompt
    return length * compute::keys_per_query(model, length * token, compute::AttentionFlops::causal);
  };
  pass.attention = 2.0 * model.core_width * (pairs(all) - pairs(all - std::min(all, fresh))) / t *
                   flop / compute::core_rate(of.machine);
  pass.tensor = tensor_exchange(of, on, fresh);
  pass.expert = expert_exchange(of, on, fresh);
  pass.overhead = pass_overhead(of);
  return pass;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Prefill> = "prefill";
template <>
inline constexpr auto fields<serving::Prefill> = std::array{
    row<&serving::Prefill::weights>("weights", "dense matrices")
        .in("ms")
        .by(compute::roofline_card),
    row<&serving::Prefill::experts>("experts", "routed").in("ms").by(compute::roofline_card),
    row<&serving::Prefill::attention>("attention", "scores and values").in("ms"),
    row<&serving::Prefill::tensor>("tensor", "tensor exchange")
        .in("ms")
        .by(serving::tensor_exchange_card),
    row<&serving::Prefill::expert>("expert", "expert exchange")
        .in("ms")
        .by(serving::expert_exchange_card),
    row<&serving::Prefill::overhead>("overhead", "of the engine").in("ms"),
    row<&serving::Prefill::total>("total", "one prompt").in("ms").by(serving::prefill_card)};
static_assert(describes_all<serving::Prefill>());

}  // namespace weft
