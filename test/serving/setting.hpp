// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/serving/deployment.hpp"

namespace weft::test {

/// A mixture of experts of 8 layers on a machine of round figures.
inline serving::Server server() {
  catalog::Llm llm;
  llm.layers = 8;
  llm.hidden = 4096;
  llm.heads = 32;
  llm.kv_heads = 8;
  llm.head_dim = 128;
  llm.ffn = 8192;
  llm.vocabulary = 64000;
  auto& experts = llm.experts.emplace();
  experts.count = 32;
  experts.active = 4;
  experts.ffn = 2048;
  serving::Server made;
  made.model = compute::model_work(llm);
  auto& machine = made.machine;
  machine.dense_peak = 1e15 * flop / second;
  machine.wide_peak = 1e15 * flop / second;
  machine.memory_rate = 3e12 * byte / second;
  machine.usable_memory = 40e9 * byte;
  machine.scale_up_rate = 4e11 * byte / second;
  machine.scale_up_domain = 8;
  machine.scale_out_rate = 5e10 * byte / second;
  return made;
}

inline serving::Traffic chat() {
  serving::Traffic made;
  made.input = {2000.0 * token, 6000.0 * token};
  made.output = {300.0 * token, 900.0 * token};
  return made;
}

inline serving::Traffic embedder() {
  serving::Traffic made;
  made.input.mean = 400.0 * token;
  return made;
}

}  // namespace weft::test
