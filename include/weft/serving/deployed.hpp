// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/serving/cache_transfer.hpp"
#include "weft/serving/closed_loop.hpp"
#include "weft/serving/layout.hpp"
#include "weft/serving/machine.hpp"
#include "weft/serving/prompt_spread.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
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
  Layout layout;
  friend bool operator==(const Deployed&, const Deployed&) = default;
};

/// What does not change while coefficients are fitted.
struct DeployedWork {
  Machine machine;
  RankWork decode;
  RankWork prefill;
  RequestLengths lengths;
  Prompts prompts;
  friend bool operator==(const DeployedWork&, const DeployedWork&) = default;
};

[[nodiscard]] inline DeployedWork deployed_work(const compute::ModelWork& model,
                                                const Numerics& formats, const Machine& machine,
                                                const Layout& as, const RequestLengths& lengths) {
  DeployedWork made;
  made.machine = machine;
  made.lengths = lengths;
  made.decode = rank_work(model, formats, as.decode, lengths);
  made.prefill = as.apart ? rank_work(model, formats, as.prefill, lengths) : made.decode;
  made.prompts = prompts(model, formats, as.prefills(), lengths);
  return made;
}

namespace detail {

/// A prompt on its way to the first token, without queues.
struct PromptPath {
  PromptTime prompt;
  Time moved{};    ///< its cache, whether anybody waits for it or not
  Time exposed{};  ///< of that
};
[[nodiscard]] inline PromptPath prompt_path(const Coefficients& by, const DeployedWork& work,
                                            const Layout& as, const Prompt& one) {
  RankWork rank = work.prefill;
  rank.prompt_core = one.core;
  PromptPath made;
  made.prompt = prompt_time(by, rank, work.machine, as.prefills(), one.input, as.cached);
  if (!as.apart || !as.handover) return made;
  made.moved = cache_transfer(*as.handover, one.cache, as.prefill, as.decode);
  made.exposed = exposed_transfer(*as.handover, made.moved, made.prompt.total());
  return made;
}

}  // namespace detail

/// The deployment ready to be evaluated, or what it lacks.
[[nodiscard]] inline Feasible<Loaded> loaded(const Coefficients& by, const DeployedWork& work,
                                             const Layout& as) {
  const auto room = memory_room(by.engine, work.decode, as.decode, work.machine.usable_memory);
  if (!room) return room.why();
  const auto mean = detail::prompt_path(by, work, as, work.prompts.mean);
  Loaded made;
  made.step = step_costs(by, work.decode, work.machine, as.decode, as.drafts, as.apart);
  made.prompt = mean.prompt;
  made.lengths = work.lengths;
  // Each stage has a batch of its own: a pipeline does the work of as many workers.
  made.decoders = static_cast<double>(as.decode.workers * as.decode.stages);
  made.prefillers = static_cast<double>(as.prefills().workers * as.prefills().stages);
  made.apart = as.apart;
  made.room = *room;
  made.stall = by.engine.stall;
  made.pass = by.overheads.pass;
  made.burst = as.apart ? by.pools.burst : by.engine.burst;
  made.admission = as.apart ? by.pools.admission : by.engine.admission;
  made.request = by.engine.request + (as.apart ? by.pools.request : Time{});
  made.input_token = by.overheads.input_token;
  made.transfer = mean.exposed;
  made.links = mean.moved / static_cast<double>(as.prefills().data);
  made.longer = prompt_spread(work.prompts, [&](const Prompt& one) {
    const auto path = detail::prompt_path(by, work, as, one);
    return path.prompt.total() + path.exposed + ratio(one.input, token) * made.input_token;
  });
  return made;
}

/// A model in its formats, served by one engine on one kind of accelerator: whatever its pools.
struct Server {
  compute::ModelWork model;
  Numerics formats;
  Machine machine;
  Coefficients by;
  friend bool operator==(const Server&, const Server&) = default;
};

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

/// The server of a deployment on an accelerator as the catalogue has it.
[[nodiscard]] inline Feasible<Server> catalogue_server(const catalog::ServingFit& fit,
                                                       const catalog::Llm& llm,
                                                       const catalog::Accelerator& part,
                                                       const Deployed& as) {
  const auto formats = numerics(llm, part.peak, as.weights, as.cache);
  if (!formats) return formats.why();
  const auto on = machine(part);
  if (!on) return on.why();
  const auto by = coefficients_of(fit, as, *formats);
  if (!by) return by.why();
  return Server{compute::model_work(llm), *formats, *on, *by};
}

/// The server with its pools, ready to be evaluated, or what they lack.
[[nodiscard]] inline Feasible<Loaded> loaded(const Server& of, const Layout& as,
                                             const RequestLengths& lengths) {
  for (const Pool* pool : {&as.decode, &as.prefills()}) {
    const auto lacking = misfit(of.model, of.machine, *pool);
    if (lacking) return *lacking;
  }
  const auto work = deployed_work(of.model, of.formats, of.machine, as, lengths);
  if (as.apart) {
    const auto room = memory_room(of.by.engine, work.prefill, as.prefill, of.machine.usable_memory);
    if (!room) return room.why();
  }
  return loaded(of.by, work, as);
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Server> = "server";
template <>
inline constexpr auto fields<serving::Server> = std::array{
    row<&serving::Server::model>("model", ""), row<&serving::Server::formats>("formats", ""),
    row<&serving::Server::machine>("machine", ""),
    row<&serving::Server::by>("by", "coefficients of the engine")};
static_assert(describes_all<serving::Server>());

}  // namespace weft
