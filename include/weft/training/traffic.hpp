// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/collective_levels.hpp"
#include "weft/training/checkpoint.hpp"
#include "weft/training/schedule.hpp"
#include "weft/training/work.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::training {

/// Bytes that the mean accelerator sends in one step, by flow and by network.
struct StepTraffic {
  Bytes tensor{};
  Bytes context{};
  Bytes pipeline{};
  Bytes data{};
  Bytes expert{};
  [[nodiscard]] constexpr Bytes total() const {
    return tensor + context + pipeline + data + expert;
  }
  friend bool operator==(const StepTraffic&, const StepTraffic&) = default;
};

/// Per accelerator and direction.
struct FlowRates {
  Bandwidth tensor{};
  Bandwidth context{};
  Bandwidth pipeline{};
  Bandwidth data{};
  Bandwidth expert{};
  [[nodiscard]] constexpr Bandwidth total() const {
    return tensor + context + pipeline + data + expert;
  }
  friend bool operator==(const FlowRates&, const FlowRates&) = default;
};

/// What one step sends inside the scale-up domains and between them.
struct Traffic {
  StepTraffic scale_up;
  StepTraffic scale_out;
  FlowRates scale_up_mean;  ///< spread over the whole step
  FlowRates scale_out_mean;
  Bandwidth checkpoint{};  ///< per accelerator while a checkpoint is written
  Bandwidth dataset{};     ///< per accelerator, mean
  friend bool operator==(const Traffic&, const Traffic&) = default;
};

inline constexpr Formula all_reduce_bytes_card{
    "training.all-reduce-bytes", "2 (g-1)/g S in the domain, 2 (n/g-1)/(n/g) S/g between domains",
    "definition: two levels of the ring of Patarasuk & Yuan 2009, JPDC 69(2)"};

/// Bytes that one rank sends in a two-level ring all-reduce: first inside, then outside.
struct TwoLevel {
  Bytes inside{};
  Bytes outside{};
};
[[nodiscard]] constexpr TwoLevel all_reduce_bytes(Bytes size, std::int64_t ranks,
                                                  std::int64_t inside) {
  const auto g = static_cast<double>(inside);
  const std::int64_t domains = ranks / inside;
  const auto k = static_cast<double>(domains);
  return {.inside = 2.0 * (g - 1.0) / g * size, .outside = 2.0 * (k - 1.0) / k * (size / g)};
}

/// Bytes of gradients and weights: among the ranks of a sharded copy, and between the copies.
/// \param stride  ranks of a job between two with the same parameters.
/// \param rounds  how often a step moves a sharded copy, over one all-reduce.
[[nodiscard]] constexpr TwoLevel state_bytes(double parameters, std::int64_t copies,
                                             std::int64_t stride, const Parallel& split,
                                             std::int64_t domain, double rounds) {
  const std::int64_t shards = split.shards_of(copies);
  const Bytes size = 2.0 * parameters * byte;
  const auto inner =
      all_reduce_bytes(size, shards, fabric::ranks_in_domain(shards, stride, domain));
  const std::int64_t replicas = copies / shards;
  const auto outer = all_reduce_bytes(size / shards, replicas,
                                      fabric::ranks_in_domain(replicas, stride * shards, domain));
  return {.inside = rounds * inner.inside + outer.inside,
          .outside = rounds * inner.outside + outer.outside};
}

inline constexpr Formula traffic_card{"training.traffic",
                                      "bytes of each flow in a step / step time", "definition"};

/// One activation of the hidden state, b s h / c, in bf16.
[[nodiscard]] constexpr Bytes hidden_bytes(const compute::ModelWork& work, const Schedule& plan) {
  return ratio(plan.micro_tokens, token) * work.hidden * 2.0 * byte;
}
/// Bytes that one rank sends in one dispatch or combine.
[[nodiscard]] constexpr Bytes expert_bytes(const compute::ModelWork& work, const Parallel& split,
                                           const Schedule& plan) {
  return hidden_bytes(work, plan) / split.tensor * static_cast<double>(work.experts_active);
}

/// What the mean accelerator sends in one step of `time`.
/// \param domain  accelerators of a scale-up domain.
/// \param write  of one checkpoint; a token of the dataset is read as 4 bytes.
[[nodiscard]] constexpr Traffic traffic(const compute::ModelWork& work, const Job& job,
                                        const Parallel& split, const Schedule& plan,
                                        std::int64_t domain, Time time, Bytes checkpoint = {},
                                        Time write = {}) {
  const auto m = static_cast<double>(plan.micro_batches);
  const auto layers = static_cast<double>(work.layers) / static_cast<double>(split.pipeline);
  const auto hidden = hidden_bytes(work, plan);
  Traffic made;

  const auto reduce =
      all_reduce_bytes(hidden, split.tensor, fabric::ranks_in_domain(split.tensor, 1, domain));
  const double reductions = m * layers * (split.recompute == Recompute::full ? 6.0 : 4.0);
  made.scale_up.tensor = reductions * reduce.inside;
  made.scale_out.tensor = reductions * reduce.outside;

  if (split.context > 1) {
    const auto c = static_cast<double>(split.context);
    const auto sent = passes * m * layers * (c - 1.0) * ratio(plan.micro_tokens, token) *
                      work.key_value_width / static_cast<double>(split.tensor) * 2.0 * byte;
    const bool inside = split.tensor * split.context <= domain;
    (inside ? made.scale_up : made.scale_out).context = sent;
  }
  if (split.pipeline > 1) {
    const auto chunks =
        static_cast<double>(split.pipeline * chunks_of(split.pipelining, split.virtual_stages));
    const auto sent =
        2.0 * m * (chunks - 1.0) / static_cast<double>(split.pipeline) * hidden / split.tensor;
    const bool inside = split.accelerators() <= domain;
    (inside ? made.scale_up : made.scale_out).pipeline = sent;
  }
  const auto held = rank_parameters(work, split, plan);
  const double rounds = split.zero >= 3 ? 1.5 * m : 1.0;
  const std::int64_t twice = split.stages_held();
  const auto dense = state_bytes(held.dense, twice * split.data * split.context, split.tensor,
                                 split, domain, rounds);
  const auto experts = state_bytes(held.experts, twice * plan.expert_replicas, plan.expert_shards,
                                   split, domain, rounds);
  made.scale_up.data = dense.inside + experts.inside;
  made.scale_out.data = dense.outside + experts.outside;

  if (split.expert > 1) {
    const auto e = static_cast<double>(split.expert);
    const auto g = static_cast<double>(fabric::ranks_in_domain(split.expert, 1, domain));
    const auto sent = 4.0 * m * static_cast<double>(work.expert_layers) /
                      static_cast<double>(split.pipeline) * expert_bytes(work, split, plan);
    made.scale_up.expert = (g - 1.0) / e * sent;
    made.scale_out.expert = (e - g) / e * sent;
  }
  const auto spread = [&](const StepTraffic& of) {
    return FlowRates{.tensor = of.tensor / time,
                     .context = of.context / time,
                     .pipeline = of.pipeline / time,
                     .data = of.data / time,
                     .expert = of.expert / time};
  };
  made.scale_up_mean = spread(made.scale_up);
  made.scale_out_mean = spread(made.scale_out);
  constexpr BytesPerToken stored_token = 4.0 * byte / token;
  made.dataset = plan.batch * stored_token / time / job.accelerators;
  if (write > Time{}) made.checkpoint = checkpoint / write / job.accelerators;
  return made;
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::StepTraffic> = "step_traffic";
template <>
inline constexpr auto fields<training::StepTraffic> =
    std::array{row<&training::StepTraffic::tensor>("tensor", "").in("GB"),
               row<&training::StepTraffic::context>("context", "").in("GB"),
               row<&training::StepTraffic::pipeline>("pipeline", "").in("GB"),
               row<&training::StepTraffic::data>("data", "").in("GB"),
               row<&training::StepTraffic::expert>("expert", "").in("GB"),
               row<&training::StepTraffic::total>("total", "sent by the mean accelerator in a step")
                   .in("GB")
                   .by(training::traffic_card)};
static_assert(describes_all<training::StepTraffic>());

template <>
inline constexpr std::string_view type_name<training::FlowRates> = "flow_rates";
template <>
inline constexpr auto fields<training::FlowRates> =
    std::array{row<&training::FlowRates::tensor>("tensor", "").in("GB/s"),
               row<&training::FlowRates::context>("context", "").in("GB/s"),
               row<&training::FlowRates::pipeline>("pipeline", "").in("GB/s"),
               row<&training::FlowRates::data>("data", "").in("GB/s"),
               row<&training::FlowRates::expert>("expert", "").in("GB/s"),
               row<&training::FlowRates::total>("total", "mean over the step")
                   .in("GB/s")
                   .by(training::traffic_card)};
static_assert(describes_all<training::FlowRates>());

template <>
inline constexpr std::string_view type_name<training::Traffic> = "training_traffic";
template <>
inline constexpr auto fields<training::Traffic> = std::array{
    row<&training::Traffic::scale_up>("scale_up", "of one step, inside domains"),
    row<&training::Traffic::scale_out>("scale_out", "of one step, between domains"),
    row<&training::Traffic::scale_up_mean>("scale_up_mean", "per accelerator and direction"),
    row<&training::Traffic::scale_out_mean>("scale_out_mean", "per accelerator and direction"),
    row<&training::Traffic::checkpoint>("checkpoint", "per accelerator while one is written")
        .in("GB/s"),
    row<&training::Traffic::dataset>("dataset", "per accelerator").in("MB/s")};
static_assert(describes_all<training::Traffic>());

}  // namespace weft
