// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/roofline.hpp"
#include "weft/training/communication.hpp"
#include "weft/training/memory.hpp"
#include "weft/training/parallel.hpp"
#include "weft/training/work.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::training {

/// Where the time of one optimizer step goes; the terms add up.
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

inline constexpr Formula micro_batch_card{"training.micro-batch",
                                          "max(ceil(L/p) layer, (L layer + head)/p), layer = "
                                          "max(F/(P e), D/W) + core/(P_w e_a) + elementwise/W",
                                          "roofline, by definition"};

/// Arithmetic of one micro-batch on the slowest stage, forward and backward.
[[nodiscard]] constexpr Time micro_batch_time(const compute::ModelWork& work, const Job& job,
                                              const Parallel& split, const Schedule& plan,
                                              const compute::Machine& machine) {
  const auto t = static_cast<double>(split.tensor);
  const auto layers = static_cast<double>(work.layers);
  const double again = split.recompute == Recompute::full ? 1.0 : 0.0;
  const double core_again = split.recompute == Recompute::none ? 0.0 : 1.0;
  const Bytes element = compute::bytes_per_element(compute::Precision::bf16);
  const Tokens tokens = plan.micro_tokens;

  const double active = work.dense_parameters + compute::routed_active_parameters(work);
  const double held = work.dense_parameters / t +
                      compute::routed_parameters(work) / static_cast<double>(plan.expert_shards);
  const auto matmul = compute::roofline(2.0 * active / t * ratio(tokens, token) * flop,
                                        compute::matmul_rate(machine), held * element,
                                        compute::memory_rate(machine));
  const auto core_flops =
      compute::forward_flops(work, job.sequence, compute::AttentionFlops::causal).core * tokens / t;
  const auto core = core_flops / compute::core_rate(machine);
  const auto elementwise = elementwise_bytes(work, split, tokens) / compute::memory_rate(machine);
  const auto layer =
      ((passes + again) * (matmul.total() + elementwise) + (passes + core_again) * core) / layers;
  const auto head = passes * 2.0 * work.output_parameters / t * ratio(tokens, token) * flop /
                    (machine.wide_peak * machine.matmul_share);
  return weft::max(static_cast<double>(plan.layers_per_stage) * layer,
                   (layers * layer + head) / static_cast<double>(split.pipeline));
}

inline constexpr Formula step_time_card{"training.step-time",
                                        "m T_mb + (p-1)/v T_mb + exposed tensor, context, "
                                        "pipeline, data, expert + optimizer + straggler",
                                        "Narayanan et al. 2021, SC'21, section 2.2"};

/// Time of one optimizer step. The bubble is (p-1)/v micro-batches, their own communication
/// included. Communication is exposed but for the share of it that `overlap` hides.
[[nodiscard]] constexpr StepTime step_time(const compute::ModelWork& work, const Job& job,
                                           const Parallel& split, const Schedule& plan,
                                           const compute::Machine& machine,
                                           const Overlap& overlap = {}) {
  const auto m = static_cast<double>(plan.micro_batches);
  const auto p = static_cast<double>(split.pipeline);
  const auto v = static_cast<double>(split.virtual_stages);
  const Time one = micro_batch_time(work, job, split, plan, machine);
  const Time tensor = (1.0 - overlap.tensor) * tensor_time(work, split, plan, machine);
  const Time context = (1.0 - overlap.context) * context_time(work, split, plan, machine);
  const Time expert = (1.0 - overlap.expert) * expert_time(work, split, plan, machine);
  const Time stage = one + tensor + context + expert;

  StepTime step;
  step.compute = m * one;
  step.bubble = (p - 1.0) / v * stage;
  step.tensor = m * tensor;
  step.context = m * context;
  step.expert = m * expert;
  step.pipeline =
      (1.0 - overlap.pipeline) * (m * v + p - 1.0) * pipeline_time(work, split, plan, machine);
  const double rounds = split.zero >= 3 ? m : 1.0;
  step.data =
      rounds * weft::max(data_time(work, split, plan, machine) - overlap.data * one, Time{});
  step.optimizer = optimizer_time(work, split, plan, machine);
  step.straggler = overlap.straggler * step.total();
  return step;
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

/// One step of `job` under `split`, or why it cannot run.
[[nodiscard]] inline Feasible<Step> step(const compute::ModelWork& work, const Job& job,
                                         const Parallel& split, const compute::Machine& machine,
                                         const Overlap& overlap = {}) {
  const auto plan = schedule(work, job, split);
  if (!plan) return plan.why();
  const auto held = fitted(memory(work, job, split, *plan), machine.usable_memory);
  if (!held) return held.why();
  Step made{.schedule = *plan,
            .time = step_time(work, job, split, *plan, machine, overlap),
            .memory = *held};
  const auto total = made.time.total();
  made.mfu = mfu(flops_per_token(work, job.sequence, job.convention) * plan->batch,
                 job.accelerators, machine.dense_peak, total);
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
        .by(training::micro_batch_card),
    row<&training::StepTime::bubble>("bubble", "filling and draining the pipeline").in("s"),
    row<&training::StepTime::tensor>("tensor", "exposed all-reduces of layers")
        .in("s")
        .by(training::tensor_card),
    row<&training::StepTime::context>("context", "exposed exchange of keys and values")
        .in("s")
        .by(training::context_card),
    row<&training::StepTime::pipeline>("pipeline", "exposed sends between stages")
        .in("s")
        .by(training::pipeline_card),
    row<&training::StepTime::data>("data", "exposed reduction of gradients")
        .in("s")
        .by(training::data_card),
    row<&training::StepTime::expert>("expert", "exposed exchange between experts")
        .in("s")
        .by(training::expert_card),
    row<&training::StepTime::optimizer>("optimizer", "update of the weights")
        .in("s")
        .by(training::optimizer_card),
    row<&training::StepTime::straggler>("straggler", "waiting for the slowest rank").in("s"),
    row<&training::StepTime::total>("total", "one optimizer step")
        .in("s")
        .by(training::step_time_card)};
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
