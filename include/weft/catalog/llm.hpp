// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/record.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::catalog {

enum class Attention : std::uint8_t { mha, gqa, mqa, mla };

/// Low ranks and head widths of multi-head latent attention.
struct LatentAttention {
  std::int64_t query_rank = 0;
  std::int64_t kv_rank = 0;
  std::int64_t nope_dim = 0;
  std::int64_t rope_dim = 0;
  std::int64_t value_dim = 0;
  friend bool operator==(const LatentAttention&, const LatentAttention&) = default;
};

struct Experts {
  std::int64_t count = 0;         ///< routed, a layer
  std::int64_t active = 0;        ///< routed to, a token
  std::int64_t shared = 0;        ///< always active, a layer
  std::int64_t ffn = 0;           ///< width of one expert
  std::int64_t shared_ffn = 0;    ///< width of one shared expert
  std::int64_t dense_layers = 0;  ///< layers without experts
  std::string placed;             ///< which layers have experts, in words
  std::int64_t groups = 0;        ///< of experts, for routing limited to some of them
  std::int64_t active_groups = 0;
  std::int64_t bias_per_expert = 0;
  std::int64_t router_bias = 0;  ///< a layer
  friend bool operator==(const Experts&, const Experts&) = default;
};

struct Window {
  std::int64_t tokens = 0;  ///< that a local layer sees
  std::int64_t layers = 0;  ///< that are local
  friend bool operator==(const Window&, const Window&) = default;
};

/// Layers that keep a state of fixed size instead of a cache: gated delta net and kin.
struct LinearAttention {
  std::int64_t layers = 0;
  std::int64_t key_heads = 0;
  std::int64_t value_heads = 0;
  std::int64_t key_dim = 0;
  std::int64_t value_dim = 0;
  std::int64_t convolution = 0;  ///< taps of the filter before it
  friend bool operator==(const LinearAttention&, const LinearAttention&) = default;
};

/// A small attention that picks the keys which the large one reads.
struct Indexer {
  std::int64_t heads = 0;
  std::int64_t head_dim = 0;
  std::int64_t keys = 0;  ///< that a query reads at most
  friend bool operator==(const Indexer&, const Indexer&) = default;
};

/// What checkpoints with 4-bit experts keep wider, bytes an element.
struct FourBit {
  Bytes attention{};
  Bytes dense{};  ///< dense layers and shared experts
  Bytes cache{};  ///< as served by default
  friend bool operator==(const FourBit&, const FourBit&) = default;
};

/// Architecture of a language model: what work, memory and traffic are counted from.
struct Llm {
  About about;
  std::int64_t layers = 0;
  std::int64_t hidden = 0;
  std::int64_t heads = 0;
  std::int64_t kv_heads = 0;
  std::int64_t head_dim = 0;
  std::int64_t ffn = 0;  ///< width of a dense layer
  bool gated = true;     ///< SwiGLU and kin: three matrices instead of two
  std::int64_t vocabulary = 0;
  Attention attention = Attention::gqa;
  std::optional<LatentAttention> latent;
  std::optional<Experts> experts;
  std::optional<Window> window;
  std::optional<LinearAttention> linear;
  std::optional<Indexer> indexer;
  std::optional<FourBit> four_bit;
  std::vector<std::string> hugging_face;  ///< ids of its releases
  std::int64_t max_position = 0;
  bool tied_embeddings = false;
  bool qkv_bias = false;
  bool qk_norm = false;
  bool output_gate = false;  ///< queries carry a gate: their projection is twice as wide
  bool output_bias = false;  ///< on the projection after attention
  bool ffn_bias = false;     ///< on both matrices of a plain feed-forward layer
  bool norm_bias = false;    ///< LayerNorm instead of RMSNorm
  std::int64_t norms_per_layer = 2;
  std::int64_t attention_sinks = 0;      ///< learned logits a layer
  std::int64_t position_embeddings = 0;  ///< learned positions
  std::int64_t parameters = 0;           ///< counted
  std::int64_t active_parameters = 0;    ///< counted, a token, input embedding left out
  BytesPerToken kv_bytes_bf16{};         ///< counted, whole model
  friend bool operator==(const Llm&, const Llm&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr auto words<catalog::Attention> =
    std::array{Case{"mha", "multi-head"}, Case{"gqa", "grouped query"}, Case{"mqa", "multi-query"},
               Case{"mla", "multi-head latent"}};
template <>
inline constexpr std::string_view type_name<catalog::LatentAttention> = "latent_attention";
template <>
inline constexpr auto fields<catalog::LatentAttention> = std::array{
    row<&catalog::LatentAttention::query_rank>("query_rank", "0: queries are not compressed")
        .at_least(0),
    row<&catalog::LatentAttention::kv_rank>("kv_rank", "of what keys and values are made from")
        .at_least(0),
    row<&catalog::LatentAttention::nope_dim>("nope_dim", "of a head, without rotary position")
        .at_least(0),
    row<&catalog::LatentAttention::rope_dim>("rope_dim", "of a head, with rotary position")
        .at_least(0),
    row<&catalog::LatentAttention::value_dim>("value_dim", "of a head").at_least(0)};
static_assert(describes_all<catalog::LatentAttention>());

template <>
inline constexpr std::string_view type_name<catalog::Experts> = "experts";
template <>
inline constexpr auto fields<catalog::Experts> = std::array{
    row<&catalog::Experts::count>("count", "routed, a layer").at_least(0),
    row<&catalog::Experts::active>("active", "routed to, a token").at_least(0),
    row<&catalog::Experts::shared>("shared", "always active, a layer").at_least(0),
    row<&catalog::Experts::ffn>("ffn", "width of one expert").at_least(0),
    row<&catalog::Experts::shared_ffn>("shared_ffn", "width of one shared expert").at_least(0),
    row<&catalog::Experts::dense_layers>("dense_layers", "layers without experts").at_least(0),
    row<&catalog::Experts::placed>("placed", "which layers have experts, in words").only_label(),
    row<&catalog::Experts::groups>("groups", "of experts, for routing limited to some")
        .at_least(0)
        .only_label(),
    row<&catalog::Experts::active_groups>("active_groups", "that one token may reach")
        .at_least(0)
        .only_label(),
    row<&catalog::Experts::bias_per_expert>("bias_per_expert", "parameters").at_least(0),
    row<&catalog::Experts::router_bias>("router_bias", "parameters, a layer").at_least(0)};
static_assert(describes_all<catalog::Experts>());

template <>
inline constexpr std::string_view type_name<catalog::Window> = "window";
template <>
inline constexpr auto fields<catalog::Window> =
    std::array{row<&catalog::Window::tokens>("tokens", "that a local layer sees").at_least(0),
               row<&catalog::Window::layers>("layers", "that are local").at_least(0)};
static_assert(describes_all<catalog::Window>());

template <>
inline constexpr std::string_view type_name<catalog::LinearAttention> = "linear_attention";
template <>
inline constexpr auto fields<catalog::LinearAttention> = std::array{
    row<&catalog::LinearAttention::layers>("layers", "that keep a state").at_least(0),
    row<&catalog::LinearAttention::key_heads>("key_heads", "").at_least(1),
    row<&catalog::LinearAttention::value_heads>("value_heads", "").at_least(1),
    row<&catalog::LinearAttention::key_dim>("key_dim", "of a head").at_least(1),
    row<&catalog::LinearAttention::value_dim>("value_dim", "of a head").at_least(1),
    row<&catalog::LinearAttention::convolution>("convolution", "taps of the filter before it")
        .at_least(0)};
static_assert(describes_all<catalog::LinearAttention>());

template <>
inline constexpr std::string_view type_name<catalog::Indexer> = "indexer";
template <>
inline constexpr auto fields<catalog::Indexer> =
    std::array{row<&catalog::Indexer::heads>("heads", "of the small attention").at_least(1),
               row<&catalog::Indexer::head_dim>("head_dim", "of one").at_least(1),
               row<&catalog::Indexer::keys>("keys", "that a query reads at most").at_least(1)};
static_assert(describes_all<catalog::Indexer>());

template <>
inline constexpr std::string_view type_name<catalog::FourBit> = "four_bit_checkpoint";
template <>
inline constexpr auto fields<catalog::FourBit> =
    std::array{row<&catalog::FourBit::attention>("attention", "one element").in("B").at_least(0),
               row<&catalog::FourBit::dense>("dense", "of dense layers and shared experts")
                   .in("B")
                   .at_least(0),
               row<&catalog::FourBit::cache>("cache", "as served by default").in("B").at_least(0)};
static_assert(describes_all<catalog::FourBit>());

template <>
inline constexpr std::string_view type_name<catalog::Llm> = "llm";
template <>
inline constexpr auto fields<catalog::Llm> = std::array{
    row<&catalog::Llm::about>("record", "who made it, where its figures are from"),
    row<&catalog::Llm::layers>("layers", "transformer layers").at_least(1).required(),
    row<&catalog::Llm::hidden>("hidden", "width of the model").at_least(1).required(),
    row<&catalog::Llm::heads>("heads", "query heads").at_least(1).required(),
    row<&catalog::Llm::kv_heads>("kv_heads", "key and value heads").at_least(1).required(),
    row<&catalog::Llm::head_dim>("head_dim", "width of one head").at_least(1).required(),
    row<&catalog::Llm::ffn>("ffn", "width of a dense layer").at_least(0),
    row<&catalog::Llm::gated>("gated", "three matrices instead of two"),
    row<&catalog::Llm::vocabulary>("vocabulary", "tokens in it").at_least(1).required(),
    row<&catalog::Llm::attention>("attention", "how queries share keys and values"),
    row<&catalog::Llm::latent>("latent", "of multi-head latent attention"),
    row<&catalog::Llm::experts>("experts", "of a mixture of experts"),
    row<&catalog::Llm::window>("window", "sliding or chunked attention"),
    row<&catalog::Llm::linear>("linear", "layers with a state instead of a cache"),
    row<&catalog::Llm::indexer>("indexer", "picks the keys that attention reads"),
    row<&catalog::Llm::four_bit>("four_bit", "what 4-bit checkpoints keep wider"),
    row<&catalog::Llm::hugging_face>("hugging_face", "ids of its releases").only_label(),
    row<&catalog::Llm::max_position>("max_position", "longest sequence").at_least(0),
    row<&catalog::Llm::tied_embeddings>("tied_embeddings", "input and output share one matrix"),
    row<&catalog::Llm::qkv_bias>("qkv_bias", "biases on query, key and value projections"),
    row<&catalog::Llm::qk_norm>("qk_norm", "norms on queries and keys"),
    row<&catalog::Llm::output_gate>("output_gate", "a gate beside each query"),
    row<&catalog::Llm::output_bias>("output_bias", "on the projection after attention"),
    row<&catalog::Llm::ffn_bias>("ffn_bias", "on both matrices of a plain feed-forward layer"),
    row<&catalog::Llm::norm_bias>("norm_bias", "LayerNorm instead of RMSNorm"),
    row<&catalog::Llm::norms_per_layer>("norms_per_layer", "each as wide as the model")
        .between(0, 8),
    row<&catalog::Llm::attention_sinks>("attention_sinks", "learned logits, a layer").at_least(0),
    row<&catalog::Llm::position_embeddings>("position_embeddings", "learned positions").at_least(0),
    row<&catalog::Llm::parameters>("parameters", "counted").between(0, 1e15),
    row<&catalog::Llm::active_parameters>("active_parameters",
                                          "counted, a token, without the input embedding")
        .between(0, 1e15),
    row<&catalog::Llm::kv_bytes_bf16>("kv_bytes_bf16", "counted, whole model")
        .in("B/tok")
        .at_least(0)};
static_assert(describes_all<catalog::Llm>());

}  // namespace weft
