// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/compute/roofline.hpp"
#include "weft/training/parallel.hpp"

namespace weft::test {

/// A dense model of 32 layers, about seven billion parameters.
inline compute::ModelWork dense_model() {
  catalog::Llm llm;
  llm.layers = 32;
  llm.hidden = 4096;
  llm.heads = 32;
  llm.kv_heads = 8;
  llm.head_dim = 128;
  llm.ffn = 14336;
  llm.vocabulary = 128000;
  return compute::model_work(llm);
}

inline compute::Machine machine() {
  compute::Machine made;
  made.dense_peak = 1e15 * flop / second;
  made.wide_peak = 1e15 * flop / second;
  made.memory_rate = 3e12 * byte / second;
  made.usable_memory = 80e9 * byte;
  made.scale_up_rate = 4e11 * byte / second;
  made.scale_up_domain = 8;
  made.scale_out_rate = 5e10 * byte / second;
  return made;
}

inline training::Job job(std::int64_t accelerators) {
  training::Job made;
  made.sequence = 4096.0 * token;
  made.global_batch = 256.0 * made.sequence;
  made.tokens = 1e12 * token;
  made.accelerators = accelerators;
  return made;
}

}  // namespace weft::test
