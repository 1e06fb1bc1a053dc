// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/training/step_job.hpp"
#include "weft/training/step_terms.hpp"
#include "weft/training/work.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::training {

/// Where the time of one optimizer step goes, as planners read it; the terms add up.
struct StepTime {
  Time compute{};
  Time bubble{};
  Time tensor{};
  Time context{};
  Time pipeline{};
  Time data{};
  Time expert{};
  Time optimizer{};
  Time straggler{};
  [[nodiscard]] constexpr Time total() const {
    return compute + bubble + tensor + context + pipeline + data + expert + optimizer + straggler;
  }
  friend bool operator==(const StepTime&, const StepTime&) = default;
};

/// The terms of a step, summed up by what a planner can change.
[[nodiscard]] constexpr StepTime step_time(const StepTerms& of) {
  const LayerTime& layers = of.layers;
  return {.compute = layers.matmul + layers.attention + layers.elements + layers.casts +
                     layers.permute + layers.waiting + of.head + of.uneven,
          .bubble = of.bubble,
          .tensor = layers.tensor,
          .context = layers.context,
          .pipeline = of.messages,
          .data = of.gradients + of.weights,
          .expert = layers.exchange,
          .optimizer = of.optimizer,
          .straggler = of.overhead + of.software};
}

/// What a training step comes to.
struct Step {
  Schedule schedule;
  StepTime time;
  Memory memory;
  double mfu = 0.0;  ///< model arithmetic / (dense peak x time), by the job's convention
  TokenRate tokens_per_second{};
  friend bool operator==(const Step&, const Step&) = default;
};

inline constexpr Formula mfu_card{"training.mfu", "model flops of a step / (n P T)",
                                  "Chowdhery et al. 2022, arXiv:2204.02311, appendix B"};

/// Share of the dense peak that the model's own arithmetic uses.
[[nodiscard]] constexpr double mfu(Flops model_flops, std::int64_t accelerators, FlopRate peak,
                                   Time step) {
  return ratio(model_flops, static_cast<double>(accelerators) * peak * step);
}

/// One step of a job under `split`, or why it cannot run.
[[nodiscard]] inline Feasible<Step> step(const StepJob& of, const Parallel& split) {
  const compute::ModelWork& work = of.model->work;
  const auto plan = schedule(work, of.job, split);
  if (!plan) return plan.why();
  if (!can_offload(split.offload, *of.rates)) return Infeasible{&no_host_link};
  const auto held = fitted(job_memory(work, of.job, split, *plan, of.style), of.memory);
  if (!held) return held.why();
  const StepParts parts = step_parts(*of.model, of.job.sequence, split, *of.rates);
  Step made{
      .schedule = *plan,
      .time = step_time(step_terms(*of.model, of.job.sequence, parts, split, *plan, *of.rates)),
      .memory = *held};
  const Time total = made.time.total();
  made.mfu = mfu(flops_per_token(work, of.job.sequence, of.job.convention) * plan->batch,
                 of.job.accelerators, of.rates->peak, total);
  made.tokens_per_second = plan->batch / total;
  return made;
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::StepTime> = "step_time";
template <>
inline constexpr auto fields<training::StepTime> = std::array{
    row<&training::StepTime::compute>("compute", "arithmetic and memory of all micro-batches")
        .in("s")
        .by(training::layer_time_card),
    row<&training::StepTime::bubble>("bubble", "filling and draining the pipeline")
        .in("s")
        .by(training::bubble_card),
    row<&training::StepTime::tensor>("tensor", "exposed all-reduces of layers")
        .in("s")
        .by(training::tensor_time_card),
    row<&training::StepTime::context>("context", "exposed exchange of keys and values")
        .in("s")
        .by(training::context_time_card),
    row<&training::StepTime::pipeline>("pipeline", "exposed sends between stages")
        .in("s")
        .by(training::message_time_card),
    row<&training::StepTime::data>("data", "exposed traffic of gradients and sharded weights")
        .in("s")
        .by(training::gradient_time_card),
    row<&training::StepTime::expert>("expert", "exposed exchange between experts")
        .in("s")
        .by(training::expert_exchange_card),
    row<&training::StepTime::optimizer>("optimizer", "update of the weights")
        .in("s")
        .by(training::optimizer_time_card),
    row<&training::StepTime::straggler>("straggler", "overhead, and what no other term explains")
        .in("s"),
    row<&training::StepTime::total>("total", "one optimizer step")
        .in("s")
        .by(training::step_terms_card)};
static_assert(describes_all<training::StepTime>());

template <>
inline constexpr std::string_view type_name<training::Step> = "training_step";
template <>
inline constexpr auto fields<training::Step> = std::array{
    row<&training::Step::schedule>("schedule", "what one rank does"),
    row<&training::Step::time>("time", ""),
    row<&training::Step::memory>("memory", "of the fullest accelerator"),
    row<&training::Step::mfu>("mfu", "model arithmetic / dense peak").by(training::mfu_card),
    row<&training::Step::tokens_per_second>("tokens_per_second", "").in("tok/s")};
static_assert(describes_all<training::Step>());

}  // namespace weft
