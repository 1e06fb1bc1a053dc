// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/llm.hpp"

#include <array>
#include <cstdint>

namespace weft::compute {

/// Parameters of a model by what they do; counts.
struct ParameterCount {
  std::int64_t attention = 0;  ///< projections, their biases and norms, all layers
  std::int64_t ffn = 0;        ///< dense feed-forward layers
  std::int64_t experts = 0;    ///< routed, all of them
  std::int64_t shared = 0;     ///< shared experts
  std::int64_t router = 0;
  std::int64_t norms = 0;
  std::int64_t input = 0;   ///< token embedding, and learned positions
  std::int64_t output = 0;  ///< 0 when tied to the input
  [[nodiscard]] constexpr std::int64_t total() const {
    return attention + ffn + experts + shared + router + norms + input + output;
  }
  friend bool operator==(const ParameterCount&, const ParameterCount&) = default;
};

inline constexpr Formula parameters_card{
    "compute.parameters",
    "L(h d(2a + 2k) | MLA) + dense 3hf or 2hf + L_moe(E 3hf_e + n 3hf_s + hE) + norms + Vh(1 + "
    "!tied)",
    "NVIDIA/Megatron-LM megatron/training/theoretical_memory_usage.py; router: definition"};

/// Parameters of one layer that keeps a state: projections of queries, keys, values and the output
/// gate, two scalars a value head with their decay and bias, the filter, the norm, the output.
[[nodiscard]] constexpr std::int64_t linear_parameters(const catalog::Llm& llm) {
  const auto& linear = *llm.linear;
  const auto keys = linear.key_heads * linear.key_dim;
  const auto values = linear.value_heads * linear.value_dim;
  return llm.hidden * (2 * keys + 2 * values + 2 * linear.value_heads) + 2 * linear.value_heads +
         linear.convolution * (2 * keys + values) + linear.value_dim + values * llm.hidden;
}

/// Parameters of the small attention that picks keys; its queries come from the low rank.
[[nodiscard]] constexpr std::int64_t indexer_parameters(const catalog::Llm& llm) {
  const auto& index = *llm.indexer;
  const auto rank = llm.latent ? llm.latent->query_rank : llm.hidden;
  return rank * index.heads * index.head_dim + llm.hidden * (index.head_dim + index.heads) +
         2 * index.head_dim;
}

/// Attention parameters of one layer with a cache, grouped-query or multi-head latent.
[[nodiscard]] constexpr std::int64_t attention_parameters(const catalog::Llm& llm) {
  const auto h = llm.hidden;
  if (llm.latent) {
    const auto& mla = *llm.latent;
    const auto query_width = llm.heads * (mla.nope_dim + mla.rope_dim);
    const auto queries = mla.query_rank > 0
                             ? h * mla.query_rank + mla.query_rank + mla.query_rank * query_width
                             : h * query_width;
    return queries + h * (mla.kv_rank + mla.rope_dim) + mla.kv_rank +
           mla.kv_rank * llm.heads * (mla.nope_dim + mla.value_dim) + llm.heads * mla.value_dim * h;
  }
  const auto queries = (llm.output_gate ? 3 : 2) * llm.heads;
  const auto projections = h * llm.head_dim * (queries + 2 * llm.kv_heads);
  const auto biases = llm.qkv_bias ? llm.head_dim * (llm.heads + 2 * llm.kv_heads) : 0;
  return projections + biases + (llm.qk_norm ? 2 * llm.head_dim : 0);
}

/// Layers with experts; 0 for a dense model.
[[nodiscard]] constexpr std::int64_t expert_layers(const catalog::Llm& llm) {
  return llm.experts ? llm.layers - llm.experts->dense_layers : 0;
}

/// Parameters of one routed expert in one layer; experts are gated.
[[nodiscard]] constexpr std::int64_t expert_parameters(const catalog::Llm& llm) {
  return llm.experts ? 3 * llm.hidden * llm.experts->ffn + llm.experts->bias_per_expert : 0;
}

/// All parameters of `llm`, counted.
[[nodiscard]] constexpr ParameterCount parameters(const catalog::Llm& llm) {
  const auto h = llm.hidden;
  const auto moe = expert_layers(llm);
  const auto dense = llm.layers - moe;
  const auto norm = llm.norm_bias ? 2 * h : h;
  ParameterCount count;
  const auto stateful = llm.linear ? llm.linear->layers : 0;
  count.attention = (llm.layers - stateful) * (attention_parameters(llm) +
                                               (llm.output_bias ? h : 0) + llm.attention_sinks) +
                    stateful * (llm.linear ? linear_parameters(llm) : 0) +
                    llm.layers * (llm.indexer ? indexer_parameters(llm) : 0);
  count.ffn = dense * ((llm.gated ? 3 : 2) * h * llm.ffn + (llm.ffn_bias ? llm.ffn + h : 0));
  if (llm.experts) {
    const auto& mix = *llm.experts;
    count.experts = moe * mix.count * expert_parameters(llm);
    count.shared = moe * mix.shared * 3 * h * mix.shared_ffn;
    count.router = moe * (h * mix.count + mix.router_bias);
  }
  count.norms = llm.layers * llm.norms_per_layer * norm + norm;
  count.input = llm.vocabulary * h + llm.position_embeddings * h;
  count.output = llm.tied_embeddings ? 0 : llm.vocabulary * h;
  return count;
}

inline constexpr Formula active_parameters_card{
    "compute.active-parameters", "total - (E - k) expert layers - Vh unless tied", "definition"};

/// Parameters that one token uses: k of E experts; the input embedding is a look-up and left out
/// unless it is the output matrix too.
[[nodiscard]] constexpr std::int64_t active_parameters(const catalog::Llm& llm) {
  const auto count = parameters(llm);
  const auto idle = llm.experts ? expert_layers(llm) * (llm.experts->count - llm.experts->active) *
                                      expert_parameters(llm)
                                : 0;
  const auto looked_up = llm.tied_embeddings ? 0 : llm.vocabulary * llm.hidden;
  return count.total() - idle - looked_up;
}

}  // namespace weft::compute

namespace weft {

template <>
inline constexpr std::string_view type_name<compute::ParameterCount> = "parameter_count";
template <>
inline constexpr auto fields<compute::ParameterCount> = std::array{
    row<&compute::ParameterCount::attention>("attention", "all layers"),
    row<&compute::ParameterCount::ffn>("ffn", "dense feed-forward layers"),
    row<&compute::ParameterCount::experts>("experts", "routed, all of them"),
    row<&compute::ParameterCount::shared>("shared", "shared experts"),
    row<&compute::ParameterCount::router>("router", ""),
    row<&compute::ParameterCount::norms>("norms", ""),
    row<&compute::ParameterCount::input>("input", "embedding"),
    row<&compute::ParameterCount::output>("output", "0 when tied to the input"),
    row<&compute::ParameterCount::total>("total", "all parameters").by(compute::parameters_card)};
static_assert(describes_all<compute::ParameterCount>());

}  // namespace weft
