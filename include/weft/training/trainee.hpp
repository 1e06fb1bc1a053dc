// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/llm.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/training/gemm_time.hpp"

#include <cstdint>

namespace weft::training {

/// A model as it is trained.
struct Trainee {
  catalog::Llm llm;
  compute::ModelWork work;
  std::int64_t heads_out = 1;   ///< output layers: one, and one a further predicted token
  double attention_span = 1.0;  ///< of the sequence that a token sees: packed samples see less
  bool adapters_only = false;   ///< low-rank adapters: no gradients of weights
  friend bool operator==(const Trainee&, const Trainee&) = default;
};

/// \param predicted  tokens predicted beyond the next one: each has a layer and an output layer.
[[nodiscard]] inline Trainee trainee(catalog::Llm llm, std::int64_t predicted = 0) {
  Trainee made;
  llm.layers += predicted;
  if (predicted > 0) llm.parameters = 0;  // counted anew
  made.work = compute::model_work(llm);
  made.llm = std::move(llm);
  made.heads_out = 1 + predicted;
  return made;
}

/// How one rank meets a layer: everything that a layer's time depends on.
struct LayerSplit {
  std::int64_t tensor = 1;
  std::int64_t context = 1;
  std::int64_t expert = 1;
  std::int64_t micro_batch = 1;
  Tokens sequence{};
  bool sequence_parallel = true;

  /// Tokens of a micro-batch on one rank, b s / c.
  [[nodiscard]] constexpr double tokens() const {
    return static_cast<double>(micro_batch) * ratio(sequence, token) / static_cast<double>(context);
  }
  friend bool operator==(const LayerSplit&, const LayerSplit&) = default;
};

/// Visits each matrix product of the forward pass of all layers, how often it occurs, and whether
/// its matrix belongs to a routed expert.
template <class Visit>
constexpr void each_gemm(const Trainee& of, const LayerSplit& split, const Visit& visit) {
  const catalog::Llm& llm = of.llm;
  const auto real = [](std::int64_t count) { return static_cast<double>(count); };
  const double rows = split.tokens();
  const double t = real(split.tensor);
  const double h = real(llm.hidden);
  const double layers = real(llm.layers);
  if (llm.latent) {
    const auto& mla = *llm.latent;
    const double a = real(llm.heads) / t;
    const double queries = a * real(mla.nope_dim + mla.rope_dim);
    const double rank = real(mla.query_rank);
    if (mla.query_rank > 0) visit(Gemm{rows, h, rank}, layers, false);
    visit(Gemm{rows, mla.query_rank > 0 ? rank : h, queries}, layers, false);
    visit(Gemm{rows, h, real(mla.kv_rank + mla.rope_dim)}, layers, false);
    visit(Gemm{rows, real(mla.kv_rank), a * real(mla.nope_dim + mla.value_dim)}, layers, false);
    visit(Gemm{rows, a * real(mla.value_dim), h}, layers, false);
  } else {
    const double width = real(llm.head_dim) / t;
    visit(Gemm{rows, h, real(llm.heads + 2 * llm.kv_heads) * width}, layers, false);
    visit(Gemm{rows, real(llm.heads) * width, h}, layers, false);
  }
  const double gates = llm.gated ? 2.0 : 1.0;
  const auto ffn = [&](double width, double times) {
    visit(Gemm{rows, h, gates * width / t}, times, false);
    visit(Gemm{rows, width / t, h}, times, false);
  };
  const double expert_layers = real(of.work.expert_layers);
  if (layers > expert_layers) ffn(real(llm.ffn), layers - expert_layers);
  if (!llm.experts || expert_layers <= 0.0) return;
  const catalog::Experts& mix = *llm.experts;
  if (mix.shared > 0) ffn(real(mix.shared * mix.shared_ffn), expert_layers);
  const double local = real(mix.count) / real(split.expert);
  const double routed = rows / t * real(mix.active) / local;
  const double width = real(mix.ffn);
  visit(Gemm{routed, h, 2.0 * width}, expert_layers * local, true);
  visit(Gemm{routed, width, h}, expert_layers * local, true);
}

}  // namespace weft::training
