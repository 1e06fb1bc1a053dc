// SPDX-License-Identifier: Apache-2.0
// Schedules of a pipeline: how long its ends wait, and how much its first stage keeps.
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::training {

/// In which order a stage takes forward and backward passes of its micro-batches.
enum class Pipelining : std::uint8_t {
  one_forward_one_backward,
  gpipe,
  zero_bubble_h1,
  zero_bubble_h2,
  zero_bubble_v,
  dual_pipe
};

/// Passes of one micro-batch through one stage.
struct StagePasses {
  Time forward{};
  Time inputs{};   ///< backward, gradients of the inputs; what is computed again is in it
  Time weights{};  ///< backward, gradients of the weights
  [[nodiscard]] constexpr Time total() const { return forward + inputs + weights; }
};

inline constexpr Formula stage_passes_card{
    "training.stage-passes", "F = B = W; computed again: one F more before B",
    "Qi et al. 2024, arXiv:2401.10241, section 2 (the three passes take about the same time)"};

/// The time of a micro-batch on a stage by its passes.
/// \param recomputes  the forward pass is done again before the backward one.
[[nodiscard]] constexpr StagePasses stage_passes(Time stage, bool recomputes) {
  const Time each = stage / (recomputes ? 4.0 : 3.0);
  return {.forward = each, .inputs = recomputes ? 2.0 * each : each, .weights = each};
}

/// Chunks of the model on a rank: two where it holds a stage from each end of the pipeline.
[[nodiscard]] constexpr std::int64_t chunks_of(Pipelining how, std::int64_t virtual_stages) {
  const bool both_ends = how == Pipelining::zero_bubble_v || how == Pipelining::dual_pipe;
  return both_ends ? 2 : virtual_stages;
}

inline constexpr Formula bubble_card{
    "training.bubble",
    "(p-1)(F+B+W)/v; H1 (p-1)(F+B-W); H2, V (p-1) max(F+B-2W, 0); DualPipe (p/2-1)(F+2B-W)",
    "Narayanan et al. 2021, SC'21, section 2.2; Qi et al. 2024, arXiv:2401.10241, table 1; "
    "DeepSeek-AI 2024, arXiv:2412.19437, table 2 (its B holds W)"};

/// Time in which a stage waits for the others, filling and draining together.
/// \param stages  p >= 1; schedules without bubble want at least as many micro-batches.
/// \param virtual_stages  v, of 1F1B alone.
[[nodiscard]] constexpr Time bubble_time(Pipelining how, std::int64_t stages,
                                         std::int64_t virtual_stages, const StagePasses& of) {
  const auto p = static_cast<double>(stages);
  switch (how) {
    case Pipelining::one_forward_one_backward:
      return (p - 1.0) / static_cast<double>(virtual_stages) * of.total();
    case Pipelining::gpipe:
      return (p - 1.0) * of.total();
    case Pipelining::zero_bubble_h1:
      return (p - 1.0) * (of.forward + of.inputs - of.weights);
    case Pipelining::zero_bubble_h2:
    case Pipelining::zero_bubble_v:
      return (p - 1.0) * max(of.forward + of.inputs - 2.0 * of.weights, Time{});
    case Pipelining::dual_pipe:
      return max(p / 2.0 - 1.0, 0.0) * (of.forward + 2.0 * of.inputs - of.weights);
  }
  return {};
}

inline constexpr Formula in_flight_card{
    "training.layers-in-flight",
    "min(d, m) L/p; d = p + (p-1)/v interleaved, p for 1F1B, H1 and V, m for GPipe, 2p-1 for H2, "
    "p+1 for DualPipe",
    "Korthikanti et al. 2022, arXiv:2205.05198, section 4.2.3; Qi et al. 2024, arXiv:2401.10241, "
    "table 1; DeepSeek-AI 2024, arXiv:2412.19437, table 2"};

/// Micro-batches whose activations the fullest stage holds at once, min(d, m).
/// \param micro_batches  m >= 1, of one step and data rank.
[[nodiscard]] constexpr double batches_in_flight(Pipelining how, std::int64_t stages,
                                                 std::int64_t virtual_stages,
                                                 std::int64_t micro_batches) {
  const auto p = static_cast<double>(stages);
  const auto m = static_cast<double>(micro_batches);
  double deep = virtual_stages > 1 ? p + (p - 1.0) / static_cast<double>(virtual_stages) : p;
  if (how == Pipelining::gpipe) deep = m;
  if (how == Pipelining::zero_bubble_h2) deep = 2.0 * p - 1.0;
  if (how == Pipelining::dual_pipe) deep = p + 1.0;
  return std::min(deep, m);
}

static_assert(bubble_time(Pipelining::one_forward_one_backward, 4, 1,
                          stage_passes(3.0 * second, false)) == 9.0 * second);
static_assert(bubble_time(Pipelining::zero_bubble_h1, 4, 1, stage_passes(3.0 * second, false)) ==
              3.0 * second);
static_assert(bubble_time(Pipelining::zero_bubble_h2, 4, 1, stage_passes(3.0 * second, false)) ==
              Time{});
static_assert(bubble_time(Pipelining::dual_pipe, 4, 1, stage_passes(3.0 * second, false)) ==
              2.0 * second);

}  // namespace weft::training

namespace weft {

template <>
inline constexpr auto words<training::Pipelining> = std::array{
    Case{"1f1b", "one forward, one backward; interleaved with virtual stages"},
    Case{"gpipe", "all forward, then all backward"},
    Case{"zb-h1", "gradients of weights fill the bubble, with the memory of 1F1B"},
    Case{"zb-h2", "the same with nearly twice the activations"},
    Case{"zb-v", "each rank holds a stage from either end"},
    Case{"dualpipe", "from both ends at once; each rank holds two stages, twice the weights"}};

}  // namespace weft
