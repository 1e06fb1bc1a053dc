// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/llm.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

namespace weft::test {

/// The architecture of a reference row, in the words of the catalogue.
inline catalog::Llm llm_of(const nlohmann::json& in) {
  const auto count = [](const nlohmann::json& of, const char* key) {
    return of.value(key, std::int64_t{0});
  };
  catalog::Llm llm;
  llm.layers = count(in, "layers");
  llm.hidden = count(in, "hidden");
  llm.heads = count(in, "heads");
  llm.kv_heads = count(in, "kv_heads");
  llm.head_dim = in.contains("head_dim") ? count(in, "head_dim") : llm.hidden / llm.heads;
  llm.ffn = count(in, "ffn");
  llm.gated = in.value("gated", true);
  llm.vocabulary = count(in, "vocabulary");
  llm.tied_embeddings = in.value("tied_embeddings", false);
  llm.qkv_bias = in.value("qkv_bias", false);
  llm.qk_norm = in.value("qk_norm", false);
  llm.output_bias = in.value("output_bias", false);
  llm.ffn_bias = in.value("ffn_bias", false);
  llm.norm_bias = in.value("norm_bias", false);
  llm.norms_per_layer = in.value("norms_per_layer", std::int64_t{2});
  llm.attention_sinks = count(in, "attention_sinks");
  llm.position_embeddings = count(in, "position_embeddings");
  if (in.contains("latent")) {
    const auto& mla = in["latent"];
    llm.attention = catalog::Attention::mla;
    llm.latent = {count(mla, "query_rank"), count(mla, "kv_rank"), count(mla, "nope_dim"),
                  count(mla, "rope_dim"), count(mla, "value_dim")};
  }
  if (in.contains("experts")) {
    const auto& mix = in["experts"];
    auto& experts = llm.experts.emplace();
    experts.count = count(mix, "count");
    experts.active = count(mix, "active");
    experts.shared = count(mix, "shared");
    experts.ffn = count(mix, "ffn");
    experts.shared_ffn = count(mix, "shared_ffn");
    experts.dense_layers = count(mix, "dense_layers");
    experts.bias_per_expert = count(mix, "bias_per_expert");
    experts.router_bias = count(mix, "router_bias");
  }
  if (in.contains("window"))
    llm.window = {count(in["window"], "tokens"), count(in["window"], "layers")};
  return llm;
}

}  // namespace weft::test
