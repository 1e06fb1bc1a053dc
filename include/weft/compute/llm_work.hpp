// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/llm.hpp"
#include "weft/compute/parameters.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::compute {

/// How the attention core is counted. Llama-3.1-405B at 8,192 tokens differs by 4 % between them,
/// so every MFU carries its convention.
enum class AttentionFlops : std::uint8_t { causal, full_square };

/// What work, memory and traffic of a model are counted from; made once per model. Counts are
/// doubles because all that follows is arithmetic of reals.
struct ModelWork {
  std::int64_t layers = 0;
  std::int64_t heads = 0;
  std::int64_t kv_heads = 0;  ///< over which the cache can be split; 1 for a latent cache
  std::int64_t expert_layers = 0;
  std::int64_t experts = 0;
  std::int64_t experts_active = 0;
  std::int64_t window_tokens = 0;
  std::int64_t window_layers = 0;
  std::int64_t linear_layers = 0;  ///< that keep a state instead of a cache
  double hidden = 0.0;
  double vocabulary = 0.0;
  double parameters = 0.0;            ///< all of them, as the catalogue says or as counted
  double attention_parameters = 0.0;  ///< the part of these that is attention
  double dense_parameters = 0.0;      ///< in matrices that every token meets, output layer left out
  double output_parameters = 0.0;     ///< of the output layer
  double expert_parameters = 0.0;     ///< of one routed expert in one layer
  double core_width = 0.0;            ///< heads x (key width + value width), a layer
  double decode_core_width = 0.0;     ///< the same against a latent cache that is not expanded
  double query_width = 0.0;           ///< heads x key width
  double key_value_width = 0.0;       ///< K and V elements a token and layer, as expanded
  double kv_width = 0.0;              ///< elements a token and layer keeps in the cache
  double ffn_width = 0.0;             ///< summed over what one token meets in a mean layer
  double ffn_inputs = 1.0;            ///< copies of the hidden state that feed it in a mean layer
  double state_width = 0.0;           ///< elements of the states of one sequence, all layers
  double indexer_width = 0.0;         ///< elements kept a token and layer to pick keys by
  double indexer_core = 0.0;          ///< heads x width of what picks them
  std::int64_t indexed_keys = 0;      ///< that a query reads at most; 0: all
  bool is_latent = false;
  bool gated = true;
  friend bool operator==(const ModelWork&, const ModelWork&) = default;
};

/// Reads the work of a model off its architecture. Biases and norms carry no matrix work.
[[nodiscard]] constexpr ModelWork model_work(const catalog::Llm& llm) {
  const auto counted = parameters(llm);
  const auto real = [](std::int64_t count) { return static_cast<double>(count); };
  const bool latent = llm.latent.has_value();
  const auto key = latent ? llm.latent->nope_dim + llm.latent->rope_dim : llm.head_dim;
  const auto value = latent ? llm.latent->value_dim : llm.head_dim;
  ModelWork work;
  work.layers = llm.layers;
  work.heads = llm.heads;
  work.kv_heads = latent ? 1 : llm.kv_heads;
  work.expert_layers = expert_layers(llm);
  work.window_tokens = llm.window ? llm.window->tokens : 0;
  work.window_layers = llm.window ? llm.window->layers : 0;
  work.is_latent = latent;
  if (llm.linear) {
    work.linear_layers = llm.linear->layers;
    work.state_width = real(llm.linear->layers * llm.linear->value_heads * llm.linear->key_dim *
                            llm.linear->value_dim);
  }
  if (llm.indexer) {
    work.indexer_width = real(llm.indexer->head_dim);
    work.indexer_core = real(llm.indexer->heads * llm.indexer->head_dim);
    work.indexed_keys = llm.indexer->keys;
  }
  work.hidden = real(llm.hidden);
  work.vocabulary = real(llm.vocabulary);
  work.parameters = real(llm.parameters > 0 ? llm.parameters : counted.total());
  work.attention_parameters = real(counted.attention);
  work.dense_parameters = real(counted.attention + counted.ffn + counted.shared + counted.router);
  work.output_parameters = real(llm.vocabulary * llm.hidden);
  work.expert_parameters = real(expert_parameters(llm));
  work.core_width = real(llm.heads * (key + value));
  work.query_width = real(llm.heads * key);
  work.key_value_width = latent ? work.core_width : real(2 * llm.kv_heads * llm.head_dim);
  work.kv_width = latent ? real(llm.latent->kv_rank + llm.latent->rope_dim) : work.key_value_width;
  work.decode_core_width =
      latent ? real(llm.heads * (2 * llm.latent->kv_rank + llm.latent->rope_dim)) : work.core_width;
  work.gated = llm.gated;
  const auto moe = real(work.expert_layers) / real(llm.layers);
  work.ffn_width = (1.0 - moe) * real(llm.ffn);
  if (llm.experts) {
    const auto& mix = *llm.experts;
    work.experts = mix.count;
    work.experts_active = mix.active;
    work.ffn_width += moe * real(mix.active * mix.ffn + mix.shared * mix.shared_ffn);
    work.ffn_inputs = 1.0 - moe + moe * real(mix.active + mix.shared);
  }
  return work;
}

/// Parameters of all routed experts.
[[nodiscard]] constexpr double routed_parameters(const ModelWork& work) {
  return static_cast<double>(work.expert_layers * work.experts) * work.expert_parameters;
}
/// Parameters of the routed experts that one token meets.
[[nodiscard]] constexpr double routed_active_parameters(const ModelWork& work) {
  return static_cast<double>(work.expert_layers * work.experts_active) * work.expert_parameters;
}

inline constexpr Formula matmul_parameters_card{
    "compute.matmul-parameters", "attention + feed-forward of k experts + router + V h",
    "NVIDIA/Megatron-LM megatron/training/training.py num_floating_point_operations; router: "
    "definition"};

/// Parameters in matrices that one token is multiplied with, output layer included.
[[nodiscard]] constexpr double matmul_parameters(const ModelWork& work) {
  return work.dense_parameters + routed_active_parameters(work) + work.output_parameters;
}

/// Keys that a query meets on average, all layers together.
/// \param sequence  length of the sequence, s.
[[nodiscard]] constexpr double keys_per_query(const ModelWork& work, Tokens sequence,
                                              AttentionFlops convention) {
  const double s = ratio(sequence, token);
  const double w = std::min(s, static_cast<double>(work.window_tokens));
  const auto local = static_cast<double>(work.window_layers);
  const auto full = static_cast<double>(work.layers - work.linear_layers) - local;
  if (convention == AttentionFlops::full_square || s <= 0.0) return full * s + local * w;
  return full * s / 2.0 + local * (w - w * w / (2.0 * s));
}

/// Arithmetic of one token in one direction.
struct TokenFlops {
  FlopsPerToken matmul{};  ///< 2 x parameters in matrices
  FlopsPerToken core{};    ///< scores and their product with the values
  [[nodiscard]] constexpr FlopsPerToken total() const { return matmul + core; }
  friend bool operator==(const TokenFlops&, const TokenFlops&) = default;
};

inline constexpr Formula forward_flops_card{
    "compute.forward-flops",
    "2 N_mm + 2 a (d_k + d_v) keys, keys = L s/2 causal or L s full square",
    "NVIDIA/Megatron-LM training.py num_floating_point_operations; full square: arXiv:2204.02311, "
    "app. B"};

/// Forward arithmetic per token of a sequence of `sequence` tokens; a training step takes three
/// times as much.
[[nodiscard]] constexpr TokenFlops forward_flops(const ModelWork& work, Tokens sequence,
                                                 AttentionFlops convention) {
  return {
      .matmul = 2.0 * matmul_parameters(work) * flop / token,
      .core = 2.0 * work.core_width * keys_per_query(work, sequence, convention) * flop / token};
}

inline constexpr Formula kv_cache_card{
    "compute.kv-cache", "L_full kv S + L_local kv min(S, w), kv = 2 k d or r_kv + d_r, x bytes",
    "jax-ml/scaling-book inference.md; latent: DeepSeek-AI 2024, arXiv:2405.04434, table 1"};

/// Cache of one sequence of `context` tokens over the whole model.
/// \param element  stored size of one element.
[[nodiscard]] constexpr Bytes kv_cache(const ModelWork& work, Tokens context, Bytes element) {
  const double s = ratio(context, token);
  const auto local = static_cast<double>(work.window_layers);
  const auto full = static_cast<double>(work.layers - work.linear_layers) - local;
  const double kept = full * s + local * std::min(s, static_cast<double>(work.window_tokens));
  return kept * work.kv_width * element;
}

inline constexpr Formula experts_touched_card{"compute.experts-touched", "E (1 - (1 - k/E)^B)",
                                              "definition"};

/// Experts of one layer that at least one of `tokens` tokens is routed to, routing being uniform.
[[nodiscard]] inline double experts_touched(const ModelWork& work, double tokens) {
  if (work.experts == 0 || tokens <= 0.0) return 0.0;
  const auto count = static_cast<double>(work.experts);
  const double missed = 1.0 - static_cast<double>(work.experts_active) / count;
  if (missed <= 0.0) return count;
  return count * (1.0 - weft::pow(missed, tokens));
}

/// Bytes of all weights when each is stored in `element` bytes.
[[nodiscard]] constexpr Bytes weights(const ModelWork& work, Bytes element) {
  return work.parameters * element;
}

}  // namespace weft::compute

namespace weft {

template <>
inline constexpr auto words<compute::AttentionFlops> =
    std::array{Case{"causal", "the lower triangle only"},
               Case{"full-square", "all pairs, as PaLM and GPT-3 era papers count"}};

template <>
inline constexpr std::string_view type_name<compute::TokenFlops> = "token_flops";
template <>
inline constexpr auto fields<compute::TokenFlops> = std::array{
    row<&compute::TokenFlops::matmul>("matmul", "matrix products").in("Gflop/tok"),
    row<&compute::TokenFlops::core>("core", "attention scores and values").in("Gflop/tok"),
    row<&compute::TokenFlops::total>("total", "one direction")
        .in("Gflop/tok")
        .by(compute::forward_flops_card)};
static_assert(describes_all<compute::TokenFlops>());

template <>
inline constexpr std::string_view type_name<compute::ModelWork> = "model_work";
template <>
inline constexpr auto fields<compute::ModelWork> = std::array{
    row<&compute::ModelWork::layers>("layers", ""),
    row<&compute::ModelWork::heads>("heads", "query heads"),
    row<&compute::ModelWork::kv_heads>("kv_heads", "over which the cache can be split"),
    row<&compute::ModelWork::expert_layers>("expert_layers", ""),
    row<&compute::ModelWork::experts>("experts", "a layer"),
    row<&compute::ModelWork::experts_active>("experts_active", "a token"),
    row<&compute::ModelWork::window_tokens>("window_tokens", "that a local layer sees"),
    row<&compute::ModelWork::window_layers>("window_layers", "that are local"),
    row<&compute::ModelWork::linear_layers>("linear_layers", "with a state instead of a cache"),
    row<&compute::ModelWork::hidden>("hidden", ""),
    row<&compute::ModelWork::vocabulary>("vocabulary", ""),
    row<&compute::ModelWork::parameters>("parameters", "all").by(compute::parameters_card),
    row<&compute::ModelWork::attention_parameters>("attention_parameters",
                                                   "the attention in these"),
    row<&compute::ModelWork::dense_parameters>("dense_parameters", "that every token meets"),
    row<&compute::ModelWork::output_parameters>("output_parameters", "of the output layer"),
    row<&compute::ModelWork::expert_parameters>("expert_parameters", "of one expert in one layer"),
    row<&compute::ModelWork::core_width>("core_width", "heads x (key + value width)"),
    row<&compute::ModelWork::decode_core_width>("decode_core_width", "against the cache as kept"),
    row<&compute::ModelWork::query_width>("query_width", "heads x key width"),
    row<&compute::ModelWork::key_value_width>("key_value_width", "K and V of a token and layer"),
    row<&compute::ModelWork::kv_width>("kv_width", "elements kept a token and layer"),
    row<&compute::ModelWork::ffn_width>("ffn_width", "that one token meets in a mean layer"),
    row<&compute::ModelWork::ffn_inputs>("ffn_inputs",
                                         "copies of the hidden state in a mean layer"),
    row<&compute::ModelWork::state_width>("state_width", "elements of the states of a sequence"),
    row<&compute::ModelWork::indexer_width>("indexer_width", "kept a token and layer to pick keys"),
    row<&compute::ModelWork::indexer_core>("indexer_core", "heads x width of what picks keys"),
    row<&compute::ModelWork::indexed_keys>("indexed_keys", "that a query reads at most; 0: all"),
    row<&compute::ModelWork::is_latent>("is_latent", ""),
    row<&compute::ModelWork::gated>("gated", "")};
static_assert(describes_all<compute::ModelWork>());

}  // namespace weft
