// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/training/layer_time.hpp"
#include "weft/training/state_time.hpp"

#include <array>
#include <cmath>
#include <cstdint>

namespace weft::training {

/// One optimizer step by what it is spent on. Layers of all micro-batches come first.
struct StepTerms {
  LayerTime layers;
  Time head{};       ///< output layer, where the fullest stage waits for it
  Time uneven{};     ///< layers that stages do not divide
  Time bubble{};     ///< of the pipeline
  Time messages{};   ///< between pipeline stages
  Time gradients{};  ///< exposed data-parallel traffic
  Time weights{};    ///< exposed gathering of sharded weights
  Time optimizer{};
  Time overhead{};
  Time software{};  ///< what no other term explains
  [[nodiscard]] constexpr Time total() const {
    return layers.total() + head + uneven + bubble + messages + gradients + weights + optimizer +
           overhead + software;
  }
  friend bool operator==(const StepTerms&, const StepTerms&) = default;
};

/// Times of one micro-batch on the stages of a pipeline.
struct StageTime {
  Time layers{};  ///< an even share
  Time middle{};  ///< of a stage without output layer, uneven layers included
  Time fullest{};
  Time mean{};
};

inline constexpr Formula stage_time_card{"training.stage-time",
                                         "max(middle, last), middle = lay ceil(L/(pv)) v / L",
                                         "Narayanan et al. 2021, SC'21, section 2.2"};

/// Layers are dealt out in chunks. Where they do not divide and two more would, embedding and
/// output layer take the place of a layer each.
[[nodiscard]] inline StageTime stage_time(Time layers, Time head, std::int64_t layer_count,
                                          const Parallel& split, const StepRates& rates) {
  const auto p = static_cast<double>(split.pipeline);
  const auto count = static_cast<double>(layer_count);
  StageTime made{.layers = layers / p, .middle = layers / p, .fullest{}, .mean{}};
  made.mean = made.middle + head / p;
  if (split.pipeline == 1) {
    made.fullest = made.middle + head;
    made.mean = made.fullest;
    return made;
  }
  const std::int64_t chunks = split.pipeline * chunks_of(split.pipelining, split.virtual_stages);
  const Time seen = split.virtual_stages > 1 ? rates.layer.head_exposed * head : head;
  Time last{};
  if (layer_count % chunks != 0 && (layer_count + 2) % chunks == 0) {
    made.middle = (count + 2.0) / count * made.layers;
    last = made.middle - layers / count + seen;
  } else {
    const std::int64_t each = (layer_count + chunks - 1) / chunks;
    made.middle = static_cast<double>(each * chunks) / count * made.layers;
    last = made.middle + seen;
    // An uneven split leaves a hole that the output layer can fill.
    if (layer_count % chunks != 0) last = max(made.layers + seen, made.middle);
  }
  made.fullest = max(made.middle, last);
  made.mean = made.middle + head / p;
  return made;
}

/// What a step is timed from, once layers and output layer are.
struct StepParts {
  LayerTime layers;
  Time head{};
};
[[nodiscard]] inline StepParts step_parts(const Trainee& of, Tokens sequence, const Parallel& split,
                                          const StepRates& rates) {
  const LayerSplit each{.tensor = split.tensor,
                        .context = split.context,
                        .expert = split.expert,
                        .micro_batch = split.micro_batch,
                        .sequence = sequence,
                        .sequence_parallel = split.sequence_parallel};
  return {layer_time(of, each, split.recompute, rates), head_time(of, each, rates)};
}

inline constexpr Formula message_time_card{"training.message-time",
                                           "x (m v + p - 1) 2 (2 b s h/(c t B) + 10 us)",
                                           "Narayanan et al. 2021, SC'21, section 4.1"};

/// Exposed messages between stages, both ways.
[[nodiscard]] constexpr Time message_time(const Trainee& of, Tokens sequence, const Parallel& split,
                                          std::int64_t micro_batches, const StepRates& rates) {
  if (split.pipeline <= 1) return {};
  constexpr Time latency = 10.0 * micro * second;
  const std::int64_t chunks = chunks_of(split.pipelining, split.virtual_stages);
  const double rounds = static_cast<double>(micro_batches * chunks + split.pipeline - 1);
  const double parts = rates.splits_messages ? static_cast<double>(split.tensor) : 1.0;
  const double tokens = static_cast<double>(split.micro_batch) * ratio(sequence, token) /
                        static_cast<double>(split.context);
  const Bytes sent = 2.0 * tokens * static_cast<double>(of.llm.hidden) / parts * byte;
  return rates.pipeline_exposed * 2.0 * rounds *
         (sent / (rates.layer.network * rates.links.net_rate) + latency);
}

inline constexpr Formula step_terms_card{
    "training.step", "k (m S + bubble + messages + gradients + weights + optimizer + t)",
    "Narayanan et al. 2021, SC'21, section 2.2; exposure and k are fitted"};

/// One optimizer step.
[[nodiscard]] inline StepTerms step_terms(const Trainee& of, Tokens sequence,
                                          const StepParts& parts, const Parallel& split,
                                          const Schedule& plan, const StepRates& rates) {
  const auto m = static_cast<double>(plan.micro_batches);
  const auto p = static_cast<double>(split.pipeline);
  const auto v = static_cast<double>(split.virtual_stages);
  const StageTime stage =
      stage_time(parts.layers.total(), parts.head, of.work.layers, split, rates);
  StepTerms made;
  made.layers = scaled(parts.layers, m / p);
  made.uneven = m * (stage.middle - stage.layers);
  made.head = m * (stage.fullest - stage.middle);
  made.bubble = bubble_time(split.pipelining, split.pipeline, split.virtual_stages,
                            stage_passes(stage.mean, split.recompute == Recompute::full));
  made.messages = message_time(of, sequence, split, plan.micro_batches, rates);
  const RankState state = rank_state(of.work, split, plan);
  const Time window =
      rates.hides_data ? rates.layer.data_hidden * (1.0 + (p - 1.0) / v) * stage.fullest : Time{};
  if (split.zero >= 3) {
    made.weights = m * left_visible(weight_gather_time(state, split, rates), stage.fullest,
                                    rates.layer.sharded_hidden);
  }
  const Time traffic =
      split.zero >= 3 ? replica_time(state, split, rates) : gradient_time(state, split, rates);
  made.gradients = max(traffic - window, Time{}) + rates.layer.data_floor * traffic;
  made.optimizer = optimizer_time(state, split, rates);
  made.overhead = rates.layer.step_overhead;
  made.software = (rates.factor - 1.0) * made.total();
  return made;
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::StepTerms> = "step_terms";
template <>
inline constexpr auto fields<training::StepTerms> = std::array{
    row<&training::StepTerms::layers>("layers", "all micro-batches of a stage"),
    row<&training::StepTerms::head>("head", "output layer, where others wait for it").in("ms"),
    row<&training::StepTerms::uneven>("uneven", "layers that stages do not divide").in("ms"),
    row<&training::StepTerms::bubble>("bubble", "of the pipeline")
        .in("ms")
        .by(training::bubble_card),
    row<&training::StepTerms::messages>("messages", "between pipeline stages")
        .in("ms")
        .by(training::message_time_card),
    row<&training::StepTerms::gradients>("gradients", "exposed data-parallel traffic")
        .in("ms")
        .by(training::gradient_time_card),
    row<&training::StepTerms::weights>("weights", "exposed gathering of sharded weights")
        .in("ms")
        .by(training::weight_gather_card),
    row<&training::StepTerms::optimizer>("optimizer", "state of Adam over the memory")
        .in("ms")
        .by(training::optimizer_time_card),
    row<&training::StepTerms::overhead>("overhead", "of a step").in("ms"),
    row<&training::StepTerms::software>("software", "what no other term explains").in("ms"),
    row<&training::StepTerms::total>("total", "one optimizer step")
        .in("s")
        .by(training::step_terms_card)};
static_assert(describes_all<training::StepTerms>());

}  // namespace weft
