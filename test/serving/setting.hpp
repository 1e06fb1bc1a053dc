// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model_setting.hpp"
#include "weft/serving/deployed.hpp"

namespace weft::test {

/// A mixture of experts of 8 layers.
inline catalog::Llm model() {
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
  return llm;
}

/// An accelerator of round figures.
inline catalog::Accelerator part() {
  catalog::Accelerator made;
  made.peak.bf16 = 1e15 * flop / second;
  made.peak.fp8 = 2e15 * flop / second;
  made.memory.usable = 80e9 * byte;
  made.memory.bandwidth = 3e12 * byte / second;
  made.scale_up.rate = 4e11 * byte / second;
  made.scale_up.domain = 8;
  made.scale_out_rate = 5e10 * byte / second;
  return made;
}

inline serving::Deployed deployed(std::int64_t accelerators = 4, std::int64_t data = 2) {
  serving::Deployed made;
  made.engine = "vllm";
  made.accelerator = "hopper";
  made.layout.decode = {.accelerators = accelerators, .data = data};
  return made;
}

inline constexpr serving::RequestLengths chat{2000.0 * token, 300.0 * token};
inline constexpr serving::RequestLengths uneven_chat{2000.0 * token, 300.0 * token, 6000.0 * token,
                                                     900.0 * token};

inline serving::Server server(const catalog::Accelerator& on = part()) {
  auto fit = compact_fit();
  fit.engines["vllm"].reserved = 4e9 * byte;
  fit.engines["vllm"].year = fit.overheads.reference_year;
  return *serving::catalogue_server(fit, model(), on, deployed());
}

/// Prefill on four ranks and decode on four others, joined by links of `rate`.
inline serving::Layout apart(Bandwidth rate, double overlap = 0.0) {
  serving::Layout made;
  made.apart = true;
  made.prefill = {.accelerators = 4};
  made.decode = {.accelerators = 4, .data = 2};
  made.handover = serving::Handover{.rate = rate, .overlap = overlap};
  return made;
}

}  // namespace weft::test
