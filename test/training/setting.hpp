// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/training/step_job.hpp"

namespace weft::test {

/// A dense model of 32 layers, about seven billion parameters.
inline training::Trainee dense_model() {
  catalog::Llm llm;
  llm.layers = 32;
  llm.hidden = 4096;
  llm.heads = 32;
  llm.kv_heads = 8;
  llm.head_dim = 128;
  llm.ffn = 14336;
  llm.vocabulary = 128000;
  return training::trainee(llm);
}

/// An accelerator of round figures in domains of eight, with the defaults of the fit.
struct Machine {
  catalog::Accelerator part;
  catalog::KernelFit kernels;
  catalog::StackFit stack;
  catalog::LayerFit layer;
  training::Links links{4e11 * byte / second, 5e10 * byte / second, 8};
  compute::Precision precision = compute::Precision::bf16;

  Machine() {
    part.peak.bf16 = 1e15 * flop / second;
    part.peak.fp8 = 2e15 * flop / second;
    part.memory.bandwidth = 4e12 * byte / second;
    part.memory.usable = 80e9 * byte;
    part.achieved.matmul_bf16 = 0.8;
    part.achieved.matmul_fp8 = 0.7;
  }
  [[nodiscard]] Feasible<training::StepRates> asked() const {
    return training::step_rates({.accelerator = &part,
                                 .kernels = &kernels,
                                 .stack = &stack,
                                 .layer = &layer,
                                 .links = links,
                                 .precision = precision});
  }
  [[nodiscard]] training::StepRates rates() const { return *asked(); }
};

inline training::Job job(std::int64_t accelerators) {
  training::Job made;
  made.sequence = 4096.0 * token;
  made.global_batch = 256.0 * made.sequence;
  made.tokens = 1e12 * token;
  made.accelerators = accelerators;
  return made;
}

}  // namespace weft::test
