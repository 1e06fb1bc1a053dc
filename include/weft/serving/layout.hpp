// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/serving/cache_transfer.hpp"
#include "weft/serving/machine.hpp"
#include "weft/serving/step_time.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace weft::serving {

/// Accelerators of a deployment and how it treats requests.
struct Layout {
  bool apart = false;  ///< prefill in a pool of its own
  Pool decode;         ///< prefills too unless `apart`
  Pool prefill;
  Speculation drafts;
  double cached = 0.0;               ///< share of prompts that the prefix cache holds
  std::optional<Handover> handover;  ///< empty: as on measured systems, in `ServingPools::request`
  [[nodiscard]] constexpr const Pool& prefills() const { return apart ? prefill : decode; }
  friend bool operator==(const Layout&, const Layout&) = default;
};

inline constexpr Reason heads_not_divisible{"serving.heads-not-divisible",
                                            "the tensor ranks do not divide the heads"};
inline constexpr Reason too_many_stages{"serving.too-many-stages",
                                        "more pipeline stages than layers"};
inline constexpr Reason no_links_between{
    "serving.no-links-between",
    "a worker is wider than a scale-up domain and nothing joins domains"};

/// Why a model cannot be spread over a pool.
[[nodiscard]] constexpr std::optional<Infeasible> misfit(const compute::ModelWork& model,
                                                         const Machine& on, const Pool& pool) {
  if (pool.stages > model.layers) {
    return Infeasible{
        &too_many_stages, static_cast<double>(pool.stages), static_cast<double>(model.layers), {}};
  }
  const std::int64_t tensor = pool.ranks() / pool.data;
  if (tensor < 1 || model.heads % tensor != 0) {
    return Infeasible{
        &heads_not_divisible, static_cast<double>(tensor), static_cast<double>(model.heads), {}};
  }
  if (pool.accelerators > on.scale_up_domain && on.scale_out_rate <= Bandwidth{}) {
    return Infeasible{&no_links_between,
                      static_cast<double>(pool.accelerators),
                      static_cast<double>(on.scale_up_domain),
                      {}};
  }
  return std::nullopt;
}

inline constexpr Reason weights_too_large{
    "serving.weights-too-large", "one rank cannot hold its weights and one sequence of the cache"};

inline constexpr Formula memory_room_card{
    "serving.memory-room", "q w (s M - weights - r)/kv(S), or q w s (M - weights - r)/kv(S)",
    "vLLM --gpu-memory-utilization; TensorRT-LLM free_gpu_memory_fraction; definition"};

/// Bytes of one rank that engines leave to the cache; negative when the weights alone are too many.
[[nodiscard]] constexpr Bytes cache_room(const EngineCosts& engine, const RankWork& work,
                                         Bytes usable) {
  if (engine.after_weights) return engine.memory_share * (usable - work.held - engine.reserved);
  return engine.memory_share * usable - work.held - engine.reserved;
}

/// Requests that the memory of a pool holds, or by how much one rank is too small.
[[nodiscard]] constexpr Feasible<double> memory_room(const EngineCosts& engine,
                                                     const RankWork& work, const Pool& pool,
                                                     Bytes usable) {
  const Bytes room = cache_room(engine, work, usable);
  if (room < work.kept) {
    const Bytes lacking = (work.kept - room) / engine.memory_share;
    return Infeasible{&weights_too_large, ratio(usable + lacking, byte), ratio(usable, byte),
                      dimension_of<Bytes>};
  }
  const double held = static_cast<double>(pool.data * pool.workers) * ratio(room, work.kept);
  if (!pool.max_batch) return held;
  return std::min(held, static_cast<double>(*pool.max_batch * pool.workers));
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Layout> = "serving_layout";
template <>
inline constexpr auto fields<serving::Layout> = std::array{
    row<&serving::Layout::apart>("apart", "prefill in a pool of its own"),
    row<&serving::Layout::decode>("decode", "prefills too unless apart"),
    row<&serving::Layout::prefill>("prefill", "of its own"),
    row<&serving::Layout::drafts>("drafts", "guessed tokens"),
    row<&serving::Layout::cached>("cached", "share of prompts in the prefix cache").between(0, 1),
    row<&serving::Layout::handover>("handover", "network between the pools")};
static_assert(describes_all<serving::Layout>());

}  // namespace weft
