// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/training_fit.hpp"
#include "weft/training/memory.hpp"

namespace weft::training {

/// What software and kind of training keep otherwise than usual.
struct MemoryStyle {
  double kept = 1.0;        ///< share of activations that selective recomputation keeps
  bool has_updates = true;  ///< weights change: there are gradients and optimizer state of them
  friend bool operator==(const MemoryStyle&, const MemoryStyle&) = default;
};

/// What `stack` keeps.
[[nodiscard]] constexpr MemoryStyle memory_style(const catalog::StackFit& stack,
                                                 const catalog::LayerFit& layer) {
  return {.kept = stack.keeps_operators ? layer.kept_operators : 1.0, .has_updates = true};
}

/// What the fullest accelerator holds in software of a style.
[[nodiscard]] constexpr Memory job_memory(const compute::ModelWork& work, const Job& job,
                                          const Parallel& split, const Schedule& plan,
                                          const MemoryStyle& style) {
  Memory made = memory(work, job, split, plan);
  if (split.recompute == Recompute::selective) made.activations = style.kept * made.activations;
  if (!style.has_updates) {
    made.gradients = {};
    made.optimizer = {};
  }
  return made;
}

}  // namespace weft::training
