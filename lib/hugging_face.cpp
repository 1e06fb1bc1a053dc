// SPDX-License-Identifier: Apache-2.0
#include "weft/io/hugging_face.hpp"

#include "error_at.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace weft::io {
namespace {

/// One configuration: what it says, and what it lacks.
class HubConfig {
 public:
  HubConfig(const Node& config, Diagnostics& diagnostics)
      : outer_(config), diagnostics_(diagnostics) {
    const Node* text = config.find("text_config");
    inner_ = text && text->is_object() ? text : &config;
  }

  [[nodiscard]] const Node* find(std::string_view key) const {
    const Node* found = inner_->find(key);
    if (!found) found = outer_.find(key);
    return found && !found->is_null() ? found : nullptr;
  }
  [[nodiscard]] std::optional<std::int64_t> said(std::string_view key) const {
    const Node* found = find(key);
    const auto* whole = found ? std::get_if<std::int64_t>(&found->value) : nullptr;
    return whole ? std::optional(*whole) : std::nullopt;
  }
  [[nodiscard]] std::int64_t count(std::string_view key, std::int64_t otherwise) const {
    return said(key).value_or(otherwise);
  }
  [[nodiscard]] bool truth(std::string_view key, bool otherwise) const {
    const Node* found = find(key);
    const bool* is = found ? std::get_if<bool>(&found->value) : nullptr;
    return is ? *is : otherwise;
  }
  [[nodiscard]] std::string text(std::string_view key) const {
    const Node* found = find(key);
    return found && found->text() ? *found->text() : std::string();
  }
  /// A dimension that nothing stands in for.
  std::int64_t needed(std::string_view key) {
    const auto found = said(key);
    if (found && *found > 0) return *found;
    const Node* written = find(key);
    error_at(diagnostics_, written ? written->at : inner_->at, "WF0302", std::string(key),
             "the configuration does not say `" + std::string(key) + "` as a whole number above 0",
             "every release of this family has it: is the file whole?");
    return 1;
  }
  /// How often a word stands in a list such as `layer_types`; nothing without the list.
  [[nodiscard]] std::optional<std::int64_t> times(std::string_view key,
                                                  std::string_view word) const {
    const Node* list = find(key);
    if (!list || !list->is_list()) return std::nullopt;
    return std::count_if(list->items.begin(), list->items.end(),
                         [&](const Node& each) { return each.text() && *each.text() == word; });
  }

 private:
  const Node& outer_;
  const Node* inner_ = nullptr;
  Diagnostics& diagnostics_;
};

void read_window(const HubConfig& in, std::int64_t usual_layers, catalog::Llm& into) {
  const auto tokens = in.said("sliding_window");
  if (!tokens) return;
  const std::int64_t layers = in.times("layer_types", "sliding_attention").value_or(usual_layers);
  if (layers > 0) into.window = catalog::Window{*tokens, layers};
}

/// Layers with experts where every `step`-th has them, but those in a list.
std::int64_t dense_layers(const HubConfig& in, const catalog::Llm& model) {
  const std::int64_t step = std::max<std::int64_t>(1, in.count("decoder_sparse_step", 1));
  const Node* plain = in.find("mlp_only_layers");
  const auto listed = plain ? static_cast<std::int64_t>(plain->items.size()) : 0;
  return std::min(model.layers, model.layers - model.layers / step + listed);
}

// --- families: what each says, and what it implies without saying it
// -------------------------------

void llama(HubConfig& in, catalog::Llm& into) {
  into.qkv_bias = into.output_bias = in.truth("attention_bias", false);
}

void mistral(HubConfig& in, catalog::Llm& into) { read_window(in, into.layers, into); }

void mixtral(HubConfig& in, catalog::Llm& into) {
  mistral(in, into);
  catalog::Experts mix;
  mix.count = in.needed("num_local_experts");
  mix.active = in.needed("num_experts_per_tok");
  mix.ffn = into.ffn;
  into.experts = mix;
}

void qwen2(HubConfig& in, catalog::Llm& into) {
  into.qkv_bias = true;
  if (!in.truth("use_sliding_window", false)) return;
  read_window(in, into.layers - in.count("max_window_layers", 0), into);
}

catalog::Experts qwen_experts(HubConfig& in, const catalog::Llm& of) {
  catalog::Experts mix;
  mix.count = in.needed("num_experts");
  mix.active = in.needed("num_experts_per_tok");
  mix.ffn = in.needed("moe_intermediate_size");
  mix.dense_layers = dense_layers(in, of);
  mix.shared_ffn = in.count("shared_expert_intermediate_size", 0);
  mix.shared = mix.shared_ffn > 0 ? 1 : 0;
  return mix;
}

void qwen2_moe(HubConfig& in, catalog::Llm& into) {
  qwen2(in, into);
  into.experts = qwen_experts(in, into);
}

void qwen3(HubConfig& in, catalog::Llm& into) {
  qwen2(in, into);
  into.qkv_bias = in.truth("attention_bias", false);
  into.qk_norm = true;
}

void qwen3_moe(HubConfig& in, catalog::Llm& into) {
  qwen3(in, into);
  into.experts = qwen_experts(in, into);
}

void deepseek(HubConfig& in, catalog::Llm& into) {
  into.attention = catalog::Attention::mla;
  into.latent = catalog::LatentAttention{in.count("q_lora_rank", 0), in.needed("kv_lora_rank"),
                                         in.needed("qk_nope_head_dim"),
                                         in.needed("qk_rope_head_dim"), in.needed("v_head_dim")};
  into.head_dim = into.latent->nope_dim + into.latent->rope_dim;
  if (!in.said("n_routed_experts")) return;
  catalog::Experts mix;
  mix.count = in.needed("n_routed_experts");
  mix.active = in.needed("num_experts_per_tok");
  mix.ffn = in.needed("moe_intermediate_size");
  mix.shared = in.count("n_shared_experts", 0);
  mix.shared_ffn = mix.shared > 0 ? mix.ffn : 0;
  mix.dense_layers = in.count("first_k_dense_replace", 0);
  mix.groups = in.count("n_group", 0);
  mix.active_groups = in.count("topk_group", 0);
  // Routing without an auxiliary loss has a bias for each expert.
  if (in.text("topk_method") == "noaux_tc") mix.router_bias = mix.count;
  into.experts = mix;
}

void gpt_oss(HubConfig& in, catalog::Llm& into) {
  into.qkv_bias = into.output_bias = in.truth("attention_bias", true);
  into.attention_sinks = into.heads;
  read_window(in, into.layers / 2, into);
  catalog::Experts mix;
  mix.count = in.needed("num_local_experts");
  mix.active = in.count("num_experts_per_tok", in.count("experts_per_token", 4));
  mix.ffn = into.ffn;
  mix.bias_per_expert = 2 * mix.ffn + into.hidden;
  mix.router_bias = mix.count;
  into.experts = mix;
}

void gemma2(HubConfig& in, catalog::Llm& into) {
  into.norms_per_layer = 4;
  read_window(in, into.layers / 2, into);
}

void gemma3(HubConfig& in, catalog::Llm& into) {
  gemma2(in, into);
  into.qk_norm = true;
  const std::int64_t pattern = std::max<std::int64_t>(1, in.count("sliding_window_pattern", 6));
  into.window.reset();
  read_window(in, into.layers - into.layers / pattern, into);
}

void plain(HubConfig&, catalog::Llm&) {}

struct Family {
  std::string_view name;  ///< model_type
  void (*read)(HubConfig&, catalog::Llm&);
  bool tied = false;  ///< embeddings, where the configuration does not say
  std::string_view vendor;
};
constexpr std::array hub_families{Family{"deepseek_v2", deepseek, false, "DeepSeek"},
                                  Family{"deepseek_v3", deepseek, false, "DeepSeek"},
                                  Family{"gemma", plain, true, "Google"},
                                  Family{"gemma2", gemma2, true, "Google"},
                                  Family{"gemma3", gemma3, true, "Google"},
                                  Family{"gemma3_text", gemma3, true, "Google"},
                                  Family{"gpt_oss", gpt_oss, false, "OpenAI"},
                                  Family{"kimi_k2", deepseek, false, "Moonshot AI"},
                                  Family{"llama", llama, false, "Meta"},
                                  Family{"mistral", mistral, false, "Mistral AI"},
                                  Family{"mixtral", mixtral, false, "Mistral AI"},
                                  Family{"qwen2", qwen2, false, "Alibaba"},
                                  Family{"qwen2_moe", qwen2_moe, false, "Alibaba"},
                                  Family{"qwen3", qwen3, false, "Alibaba"},
                                  Family{"qwen3_moe", qwen3_moe, false, "Alibaba"}};

const Family* family_of(const HubConfig& in, const Node& config, Diagnostics& diagnostics) {
  const std::string type = in.text("model_type");
  const auto at = std::find_if(hub_families.begin(), hub_families.end(),
                               [&](const Family& each) { return each.name == type; });
  if (at != hub_families.end()) return &*at;
  if (type.empty()) {
    error_at(diagnostics, config.at, "WF0302", "model_type",
             "the configuration does not say its `model_type`", "is this a config.json?");
    return nullptr;
  }
  const auto known = hugging_face_families();
  std::string all;
  for (const std::string_view each : known) all += (all.empty() ? "" : ", ") + std::string(each);
  const std::string near = did_you_mean(type, known);
  error_at(
      diagnostics, in.find("model_type")->at, "WF0306", "model_type",
      "`" + type + "` is none of: " + all,
      near.empty() ? "write the record by hand, like those of weft catalog show qwen3-32b" : near);
  return nullptr;
}

catalog::Attention attention_of(const catalog::Llm& model) {
  if (model.latent) return catalog::Attention::mla;
  if (model.kv_heads == model.heads) return catalog::Attention::mha;
  return model.kv_heads == 1 ? catalog::Attention::mqa : catalog::Attention::gqa;
}

/// What all families say alike.
void read_dimensions(HubConfig& in, const Family& family, catalog::Llm& into) {
  into.layers = in.needed("num_hidden_layers");
  into.hidden = in.needed("hidden_size");
  into.heads = in.needed("num_attention_heads");
  into.kv_heads = in.count("num_key_value_heads", into.heads);
  into.head_dim = in.count("head_dim", into.hidden / into.heads);
  into.ffn = in.needed("intermediate_size");
  into.vocabulary = in.needed("vocab_size");
  into.max_position = in.count("max_position_embeddings", 0);
  into.tied_embeddings = in.truth("tie_word_embeddings", family.tied);
}

}  // namespace

std::vector<std::string_view> hugging_face_families() {
  std::vector<std::string_view> names;
  for (const Family& each : hub_families) names.push_back(each.name);
  return names;
}

std::optional<catalog::Llm> read_hugging_face(const Node& config, Diagnostics& diagnostics) {
  HubConfig in(config, diagnostics);
  const Family* family = family_of(in, config, diagnostics);
  if (!family) return std::nullopt;
  Diagnostics lacking;
  HubConfig read(config, lacking);
  catalog::Llm made;
  read_dimensions(read, *family, made);
  family->read(read, made);
  for (const Diagnostic& each : lacking.items) diagnostics.add(each);
  if (lacking.has_errors()) return std::nullopt;
  made.attention = attention_of(made);
  made.about.vendor = family->vendor;
  made.about.notes = {"Read from the config.json that its makers publish."};
  const std::string name = in.text("_name_or_path");
  if (name.find('/') != std::string::npos) made.hugging_face = {name};
  made.parameters = static_cast<std::int64_t>(compute::model_work(made).parameters);
  return made;
}

std::string part_text(std::string_view id, const catalog::Llm& model) {
  Node record = write(type_of<catalog::Llm>(), &model, Write::changes);
  Node kind = text_node("llm");
  kind.key = "kind";
  record.items.insert(record.items.begin(), std::move(kind));
  Node parts = object_node();
  add(parts, id, std::move(record));
  return pretty_json(parts) + "\n";
}

}  // namespace weft::io
