// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/serving/deployment.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::serving {

/// Shares of a model that one rank holds.
struct RankWeights {
  Bytes dense{};    ///< attention, dense feed-forward, shared experts, output layer
  Bytes experts{};  ///< routed
  Bytes idle{};     ///< input embedding, norms: held, not streamed
  [[nodiscard]] constexpr Bytes total() const { return dense + experts + idle; }
  friend bool operator==(const RankWeights&, const RankWeights&) = default;
};

/// Ranks over which one expert layer is spread.
[[nodiscard]] constexpr double expert_ranks(const Deployment& on) {
  return static_cast<double>(on.accelerators());
}

inline constexpr Formula rank_weights_card{"serving.rank-weights",
                                           "dense / tensor + experts / accelerators", "definition"};
/// Weights of one rank. The output layer and the embedding stay in 2 bytes at least, as released
/// quantised models keep them.
[[nodiscard]] constexpr RankWeights rank_weights(const Server& of, const Deployment& on) {
  const auto& model = of.model;
  const double routed = compute::routed_parameters(model);
  const Bytes wide = weft::max(of.formats.weight, 2.0 * byte);
  const double idle =
      std::max(0.0, model.parameters - routed - model.dense_parameters - model.output_parameters);
  return {.dense = (model.dense_parameters * of.formats.weight + model.output_parameters * wide) /
                   on.tensor,
          .experts = routed * of.formats.weight / expert_ranks(on),
          .idle = idle * wide / on.tensor};
}

/// Ranks of a tensor group over which the cache of one sequence is split; a latent cache is not.
[[nodiscard]] constexpr double cache_shards(const compute::ModelWork& model, const Deployment& on) {
  return static_cast<double>(std::min(on.tensor, model.kv_heads));
}

/// Cache of one sequence on one rank.
[[nodiscard]] constexpr Bytes rank_cache(const Server& of, const Deployment& on, Tokens context) {
  return compute::kv_cache(of.model, context, of.formats.cache) / cache_shards(of.model, on);
}

/// What one rank holds of a replica.
struct ReplicaMemory {
  Bytes weights{};
  Bytes reserved{};
  Bytes cache{};               ///< room for sequences
  Bytes per_sequence{};        ///< at its longest
  std::int64_t sequences = 0;  ///< that a replica can hold at once
  friend bool operator==(const ReplicaMemory&, const ReplicaMemory&) = default;
};

inline constexpr Reason weights_do_not_fit{
    "serving.weights-do-not-fit",
    "the weights of a rank and one sequence need more memory than it has"};
inline constexpr Reason heads_not_divisible{"serving.heads-not-divisible",
                                            "the tensor ranks do not divide the heads"};

inline constexpr Formula sequences_card{
    "serving.sequences", "q floor((share usable - weights - reserved) / cache(I + O))",
    "definition"};
/// Sequences that fit, each at its full mean length.
[[nodiscard]] inline Feasible<ReplicaMemory> memory(const Server& of, const Deployment& on,
                                                    const Traffic& traffic) {
  if (on.tensor < 1 || on.data < 1 || of.model.heads % on.tensor != 0) {
    return Infeasible{&heads_not_divisible,
                      static_cast<double>(on.tensor),
                      static_cast<double>(of.model.heads),
                      {}};
  }
  ReplicaMemory held;
  held.weights = rank_weights(of, on).total();
  held.reserved = of.engine.reserved;
  held.per_sequence = rank_cache(of, on, traffic.input.mean + traffic.output.mean);
  const Bytes usable = of.engine.memory_share * of.machine.usable_memory;
  held.cache = usable - held.weights - held.reserved;
  if (held.cache < held.per_sequence || held.cache <= Bytes{}) {
    const auto needed = held.weights + held.reserved + held.per_sequence;
    return Infeasible{&weights_do_not_fit, ratio(needed, byte), ratio(usable, byte),
                      dimension_of<Bytes>};
  }
  const double fit = held.per_sequence > Bytes{} ? ratio(held.cache, held.per_sequence)
                                                 : static_cast<double>(on.max_batch);
  const double each = std::min(fit, static_cast<double>(on.max_batch));
  held.sequences = std::min(on.max_batch, on.data * static_cast<std::int64_t>(each));
  return held;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::RankWeights> = "rank_weights";
template <>
inline constexpr auto fields<serving::RankWeights> =
    std::array{row<&serving::RankWeights::dense>("dense", "that every token meets").in("GB"),
               row<&serving::RankWeights::experts>("experts", "routed").in("GB"),
               row<&serving::RankWeights::idle>("idle", "embedding, norms").in("GB"),
               row<&serving::RankWeights::total>("total", "of one rank")
                   .in("GB")
                   .by(serving::rank_weights_card)};
static_assert(describes_all<serving::RankWeights>());

template <>
inline constexpr std::string_view type_name<serving::ReplicaMemory> = "replica_memory";
template <>
inline constexpr auto fields<serving::ReplicaMemory> =
    std::array{row<&serving::ReplicaMemory::weights>("weights", "of one rank")
                   .in("GB")
                   .by(serving::rank_weights_card),
               row<&serving::ReplicaMemory::reserved>("reserved", "buffers of one rank").in("GB"),
               row<&serving::ReplicaMemory::cache>("cache", "room of one rank").in("GB"),
               row<&serving::ReplicaMemory::per_sequence>("per_sequence", "cache of one rank")
                   .in("MB")
                   .by(compute::kv_cache_card),
               row<&serving::ReplicaMemory::sequences>("sequences", "that a replica can hold")
                   .by(serving::sequences_card)};
static_assert(describes_all<serving::ReplicaMemory>());

}  // namespace weft
