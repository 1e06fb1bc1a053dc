// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/serving/numerics.hpp"
#include "weft/serving/request_lengths.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace weft::serving {

/// Accelerators that serve one model together, several times side by side.
struct Pool {
  std::int64_t workers = 1;
  std::int64_t accelerators = 1;  ///< of one worker
  std::int64_t data = 1;          ///< groups of ranks of a stage that hold other sequences
  std::int64_t stages = 1;        ///< of a pipeline: layers are split over them
  std::optional<std::int64_t> max_batch = {};  ///< that one worker decodes at once; empty: as fit
  /// Accelerators of one stage.
  [[nodiscard]] constexpr std::int64_t ranks() const { return accelerators / stages; }
  [[nodiscard]] constexpr double tensor() const {
    return std::max(1.0, static_cast<double>(ranks()) / static_cast<double>(data));
  }
  friend bool operator==(const Pool&, const Pool&) = default;
};

/// What one rank of a worker holds and does; in a pipeline what it holds, and what the ranks of all
/// stages read and do one after the other. Times are at the peak of the accelerator.
struct RankWork {
  Bytes dense{};    ///< read in each step: attention, dense layers, shared experts, output layer
  Bytes experts{};  ///< of this rank, all of them
  Bytes held{};     ///< of a stage, with the embedding
  Bytes cache{};    ///< of one sequence of mean context, read in each step; states are written too
  Bytes kept{};     ///< by a stage, of one sequence of mean context
  Time dense_token{};   ///< attention and dense layers, one token of the rank's group
  Time expert_token{};  ///< experts, one token of the worker
  Time output_token{};  ///< output layer, one token of the rank's group
  Time decode_core{};   ///< attention over the mean context, one token
  Time prompt_core{};   ///< attention over the tokens before, one token of a mean prompt
  double layers = 0.0;
  double expert_layers = 0.0;
  double experts_active = 0.0;
  double active_share = 0.0;  ///< of the experts of a layer, for one token
  Bytes hidden{};             ///< hidden state of one token
  bool is_latent = false;
  bool is_linear = false;  ///< some layers keep a state
  friend bool operator==(const RankWork&, const RankWork&) = default;
};

namespace detail {

inline constexpr Bytes activation = 2.0 * byte;
inline constexpr Bytes state_element = 4.0 * byte;
inline constexpr Bytes indexer_element = byte;

/// Keys that queries read in all layers together, of a context of `s` tokens.
[[nodiscard]] constexpr double keys_read(const compute::ModelWork& model, double s) {
  const auto local = static_cast<double>(model.window_layers);
  const auto full = static_cast<double>(model.layers - model.linear_layers) - local;
  const double most = model.indexed_keys > 0 ? static_cast<double>(model.indexed_keys) : s;
  return full * std::min(s, most) + local * std::min(s, static_cast<double>(model.window_tokens));
}

/// Work of the indexer for one token, a token of its context.
[[nodiscard]] constexpr double picking(const compute::ModelWork& model) {
  return 2.0 * static_cast<double>(model.layers) * model.indexer_core;
}

}  // namespace detail

/// Attention of one token of a prompt over the tokens before it: half of the prompt in the mean.
[[nodiscard]] constexpr Time prompt_core(const compute::ModelWork& model, const Numerics& formats,
                                         const Pool& pool, Tokens input) {
  const double half = ratio(input, token) / 2.0;
  return (2.0 * model.core_width * detail::keys_read(model, half) + detail::picking(model) * half) *
         flop / formats.wide_peak / pool.tensor();
}

inline constexpr Formula rank_work_card{
    "serving.rank-work",
    "dense/t, experts/n, kv max(1/t, 1/k) keys(S); 2 N/(t F) a token; 2 core keys/(t F); held: 1/p",
    "definition; experts: DeepSeek-AI 2024, arXiv:2412.19437; sparse reading: arXiv:2512.02556"};

/// \param formats  from numerics().  \param lengths  of the mean request.
[[nodiscard]] constexpr RankWork rank_work(const compute::ModelWork& model, const Numerics& formats,
                                           const Pool& pool, const RequestLengths& lengths) {
  const double t = pool.tensor();
  const auto n = static_cast<double>(pool.ranks());
  const auto p = static_cast<double>(pool.stages);
  const double routed = compute::routed_parameters(model);
  const double rest = model.dense_parameters - model.attention_parameters;
  const double s = ratio(lengths.context(), token);
  RankWork made;
  made.dense = (model.attention_parameters * formats.attention + rest * formats.dense +
                model.output_parameters * formats.output) /
               t;
  made.experts = routed * formats.expert / n;
  made.held = (made.dense + made.experts + model.output_parameters * formats.output / t) / p;
  const double shards = std::min(t, static_cast<double>(model.kv_heads));
  const Bytes picked = detail::keys_read(model, s) * model.kv_width * formats.cache / shards;
  const Bytes indexed =
      static_cast<double>(model.layers) * model.indexer_width * s * detail::indexer_element;
  const Bytes states = model.state_width * detail::state_element / t;
  made.cache = picked + indexed + 2.0 * states;
  made.kept =
      (compute::kv_cache(model, lengths.context(), formats.cache) / shards + indexed + states) / p;
  const auto products = [](double parameters) { return 2.0 * parameters * flop; };
  made.dense_token = (products(model.attention_parameters) / formats.attention_peak +
                      products(rest) / formats.dense_peak) /
                     t;
  made.expert_token = products(compute::routed_active_parameters(model)) / formats.expert_peak / n;
  made.output_token = products(model.output_parameters) / formats.wide_peak / t;
  made.decode_core =
      (2.0 * model.decode_core_width * detail::keys_read(model, s) + detail::picking(model) * s) *
      flop / formats.wide_peak / t;
  made.prompt_core = prompt_core(model, formats, pool, lengths.input);
  made.layers = static_cast<double>(model.layers);
  made.expert_layers = static_cast<double>(model.expert_layers);
  made.experts_active = static_cast<double>(model.experts_active);
  made.active_share = model.experts > 0 ? static_cast<double>(model.experts_active) /
                                              static_cast<double>(model.experts)
                                        : 0.0;
  made.hidden = model.hidden * detail::activation;
  made.is_latent = model.is_latent;
  made.is_linear = model.linear_layers > 0;
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Pool> = "serving_pool";
template <>
inline constexpr auto fields<serving::Pool> = std::array{
    row<&serving::Pool::workers>("workers", "side by side").between(1, 1e6),
    row<&serving::Pool::accelerators>("accelerators", "of one worker").between(1, 1e5),
    row<&serving::Pool::data>("data", "groups of ranks with other sequences").between(1, 1e5),
    row<&serving::Pool::stages>("stages", "of a pipeline").between(1, 1e3),
    row<&serving::Pool::ranks>("ranks", "of one stage"),
    row<&serving::Pool::max_batch>("max_batch", "that one worker decodes at once").between(1, 1e6),
    row<&serving::Pool::tensor>("tensor", "ranks of a group")};
static_assert(describes_all<serving::Pool>());

template <>
inline constexpr std::string_view type_name<serving::RankWork> = "rank_work";
template <>
inline constexpr auto fields<serving::RankWork> =
    std::array{row<&serving::RankWork::dense>("dense", "read in each step").in("GB"),
               row<&serving::RankWork::experts>("experts", "of this rank").in("GB"),
               row<&serving::RankWork::held>("held", "with the embedding").in("GB"),
               row<&serving::RankWork::cache>("cache", "of one sequence, read").in("MB"),
               row<&serving::RankWork::kept>("kept", "of one sequence").in("MB"),
               row<&serving::RankWork::dense_token>("dense_token", "at peak").in("us"),
               row<&serving::RankWork::expert_token>("expert_token", "at peak").in("us"),
               row<&serving::RankWork::output_token>("output_token", "at peak").in("us"),
               row<&serving::RankWork::decode_core>("decode_core", "at peak").in("us"),
               row<&serving::RankWork::prompt_core>("prompt_core", "at peak").in("us"),
               row<&serving::RankWork::layers>("layers", ""),
               row<&serving::RankWork::expert_layers>("expert_layers", ""),
               row<&serving::RankWork::experts_active>("experts_active", "a token"),
               row<&serving::RankWork::active_share>("active_share", "of the experts of a layer"),
               row<&serving::RankWork::hidden>("hidden", "state of one token").in("B"),
               row<&serving::RankWork::is_latent>("is_latent", ""),
               row<&serving::RankWork::is_linear>("is_linear", "")};
static_assert(describes_all<serving::RankWork>());

}  // namespace weft
