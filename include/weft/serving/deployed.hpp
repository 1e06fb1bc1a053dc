// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/roofline.hpp"
#include "weft/serving/closed_loop.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <optional>
#include <string>

namespace weft::serving {

/// A deployment as its owner describes it.
struct Deployed {
  std::string engine;
  std::string version;
  std::string accelerator;  ///< catalogue id
  compute::Precision weights = compute::Precision::fp8;
  std::optional<compute::Precision> cache;  ///< empty: as such checkpoints are served by default
  bool apart = false;                       ///< prefill in a pool of its own
  Pool decode;                              ///< prefills too unless `apart`
  Pool prefill;
  Speculation drafts;
  double cached = 0.0;  ///< share of prompts that the prefix cache holds
  friend bool operator==(const Deployed&, const Deployed&) = default;
};

inline constexpr Reason weights_too_large{
    "serving.weights-too-large", "one rank cannot hold its weights and one sequence of the cache"};
inline constexpr Reason no_accelerator_rate{
    "serving.no-memory-rate", "the catalogue does not know the memory of the accelerator"};

inline constexpr Formula memory_room_card{
    "serving.memory-room", "q w (s M - weights - r)/kv(S), or q w s (M - weights - r)/kv(S)",
    "vLLM --gpu-memory-utilization; TensorRT-LLM free_gpu_memory_fraction; definition"};

/// Bytes of one rank that engines leave to the cache; negative when the weights alone are too many.
[[nodiscard]] inline Bytes cache_room(const catalog::ServingEngine& engine, const RankWork& work,
                                      Bytes usable) {
  if (engine.after_weights) return engine.memory_share * (usable - work.held - engine.reserved);
  return engine.memory_share * usable - work.held - engine.reserved;
}

/// Requests that the memory of a pool holds, or by how much one rank is too small.
[[nodiscard]] inline Feasible<double> memory_room(const catalog::ServingEngine& engine,
                                                  const RankWork& work, const Pool& pool,
                                                  Bytes usable) {
  const Bytes room = cache_room(engine, work, usable);
  if (room < work.kept) {
    const Bytes lacking = (work.kept - room) / engine.memory_share;
    return Infeasible{&weights_too_large, ratio(usable + lacking, byte), ratio(usable, byte),
                      dimension_of<Bytes>};
  }
  return static_cast<double>(pool.data * pool.workers) * ratio(room, work.kept);
}

/// What does not change while coefficients are fitted.
struct DeployedWork {
  compute::Machine machine;
  RankWork decode;
  RankWork prefill;
  MeanLengths lengths;
  Numerics formats;
  friend bool operator==(const DeployedWork&, const DeployedWork&) = default;
};

/// The work of `llm` on `part` as deployed.
[[nodiscard]] inline Feasible<DeployedWork> deployed_work(const catalog::Llm& llm,
                                                          const catalog::Accelerator& part,
                                                          const Deployed& as,
                                                          const MeanLengths& lengths) {
  const auto formats = numerics(llm, part.peak, as.weights, as.cache);
  if (!formats) return formats.why();
  if (!part.memory.usable || part.memory.bandwidth <= Bandwidth{}) {
    return Infeasible{&no_accelerator_rate, 0.0, 0.0, {}};
  }
  DeployedWork made;
  made.formats = *formats;
  made.lengths = lengths;
  made.machine.memory_rate = part.memory.bandwidth;
  made.machine.usable_memory = *part.memory.usable;
  made.machine.scale_up_rate = part.scale_up.rate.value_or(Bandwidth{});
  made.machine.scale_up_domain = part.scale_up.rate ? part.scale_up.domain : 1;
  made.machine.scale_out_rate = part.scale_out_rate.value_or(Bandwidth{});
  if (made.machine.scale_up_rate <= Bandwidth{}) {
    made.machine.scale_up_rate = part.host_link.rate.value_or(made.machine.scale_out_rate);
  }
  const auto model = compute::model_work(llm);
  made.decode = rank_work(model, *formats, as.decode, lengths);
  made.prefill = as.apart ? rank_work(model, *formats, as.prefill, lengths) : made.decode;
  return made;
}

/// The deployment ready to be evaluated, or what it lacks.
[[nodiscard]] inline Feasible<Loaded> loaded(const Coefficients& by, const DeployedWork& work,
                                             const Deployed& as) {
  const auto room = memory_room(by.engine, work.decode, as.decode, work.machine.usable_memory);
  if (!room) return room.why();
  const Pool& prefill = as.apart ? as.prefill : as.decode;
  Loaded made;
  made.step = step_costs(by, work.decode, work.machine, as.decode, as.drafts, as.apart);
  made.prompt = prompt_time(by, work.prefill, work.machine, prefill, work.lengths.input, as.cached);
  made.lengths = work.lengths;
  made.decoders = static_cast<double>(as.decode.workers);
  made.prefillers = static_cast<double>(prefill.workers);
  made.apart = as.apart;
  made.room = *room;
  made.stall = by.engine.stall;
  made.pass = by.overheads.pass;
  made.burst = as.apart ? by.pools.burst : by.engine.burst;
  made.admission = as.apart ? by.pools.admission : by.engine.admission;
  made.request = by.engine.request + (as.apart ? by.pools.request : Time{});
  made.input_token = by.overheads.input_token;
  return made;
}

/// The coefficients of a deployment.
[[nodiscard]] inline Feasible<Coefficients> coefficients_of(const catalog::ServingFit& fit,
                                                            const Deployed& as,
                                                            const Numerics& formats) {
  return coefficients(fit, {.engine = as.engine,
                            .version = as.version,
                            .accelerator = as.accelerator,
                            .four_bit = formats.four_bit,
                            .narrow = formats.narrow});
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Speculation> = "speculation";
template <>
inline constexpr auto fields<serving::Speculation> = std::array{
    row<&serving::Speculation::draft_tokens>("draft_tokens", "guessed before each step; 0: off")
        .between(0, 64)};
static_assert(describes_all<serving::Speculation>());

template <>
inline constexpr std::string_view type_name<serving::Deployed> = "deployed";
template <>
inline constexpr auto fields<serving::Deployed> =
    std::array{row<&serving::Deployed::engine>("engine", "that serves"),
               row<&serving::Deployed::version>("version", "of the engine"),
               row<&serving::Deployed::accelerator>("accelerator", "").refers_to("accelerator"),
               row<&serving::Deployed::weights>("weights", "format of the checkpoint"),
               row<&serving::Deployed::cache>("cache", "format of the cache"),
               row<&serving::Deployed::apart>("apart", "prefill in a pool of its own"),
               row<&serving::Deployed::decode>("decode", "prefills too unless apart"),
               row<&serving::Deployed::prefill>("prefill", "of its own"),
               row<&serving::Deployed::drafts>("drafts", "guessed tokens"),
               row<&serving::Deployed::cached>("cached", "share of prompts in the prefix cache")
                   .between(0, 1)};
static_assert(describes_all<serving::Deployed>());

}  // namespace weft
