// SPDX-License-Identifier: Apache-2.0
#include "weft/io/hugging_face.hpp"

#include "weft/io/library.hpp"

#include <gtest/gtest.h>

#include <string>

namespace hugging_face_test {
namespace {

using namespace weft;

std::optional<catalog::Llm> read(const std::string& text, Diagnostics& diagnostics) {
  const io::Sources sources{{"config.json", text}};
  return io::read_hugging_face(io::parse(0, sources, diagnostics), diagnostics);
}

/// Dimensions of published configurations, and the record that they must come out as.
struct Published {
  std::string id;
  std::string config;
};
void PrintTo(const Published& of, std::ostream* out) { *out << of.id; }

const Published configs[]{
    {"llama-3.1-8b", R"({"model_type": "llama", "num_hidden_layers": 32, "hidden_size": 4096,
      "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
      "vocab_size": 128256, "tie_word_embeddings": false, "max_position_embeddings": 131072})"},
    {"mistral-large-2", R"({"model_type": "mistral", "num_hidden_layers": 88, "hidden_size": 12288,
      "num_attention_heads": 96, "num_key_value_heads": 8, "head_dim": 128,
      "intermediate_size": 28672, "vocab_size": 32768, "sliding_window": null})"},
    {"mixtral-8x7b", R"({"model_type": "mixtral", "num_hidden_layers": 32, "hidden_size": 4096,
      "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
      "vocab_size": 32000, "num_local_experts": 8, "num_experts_per_tok": 2})"},
    {"qwen2.5-72b", R"({"model_type": "qwen2", "num_hidden_layers": 80, "hidden_size": 8192,
      "num_attention_heads": 64, "num_key_value_heads": 8, "intermediate_size": 29568,
      "vocab_size": 152064, "use_sliding_window": false, "sliding_window": 131072})"},
    {"qwen3-32b", R"({"model_type": "qwen3", "num_hidden_layers": 64, "hidden_size": 5120,
      "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 128,
      "intermediate_size": 25600, "vocab_size": 151936, "attention_bias": false})"},
    {"qwen3-30b-a3b", R"({"model_type": "qwen3_moe", "num_hidden_layers": 48, "hidden_size": 2048,
      "num_attention_heads": 32, "num_key_value_heads": 4, "head_dim": 128,
      "intermediate_size": 6144, "moe_intermediate_size": 768, "vocab_size": 151936,
      "num_experts": 128, "num_experts_per_tok": 8, "decoder_sparse_step": 1,
      "mlp_only_layers": [], "attention_bias": false})"},
    {"deepseek-v3", R"({"model_type": "deepseek_v3", "num_hidden_layers": 61, "hidden_size": 7168,
      "num_attention_heads": 128, "num_key_value_heads": 128, "intermediate_size": 18432,
      "moe_intermediate_size": 2048, "vocab_size": 129280, "q_lora_rank": 1536,
      "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128,
      "n_routed_experts": 256, "num_experts_per_tok": 8, "n_shared_experts": 1,
      "first_k_dense_replace": 3, "n_group": 8, "topk_group": 4, "topk_method": "noaux_tc"})"},
    {"kimi-k2", R"({"model_type": "kimi_k2", "num_hidden_layers": 61, "hidden_size": 7168,
      "num_attention_heads": 64, "num_key_value_heads": 64, "intermediate_size": 18432,
      "moe_intermediate_size": 2048, "vocab_size": 163840, "q_lora_rank": 1536,
      "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128,
      "n_routed_experts": 384, "num_experts_per_tok": 8, "n_shared_experts": 1,
      "first_k_dense_replace": 1, "n_group": 1, "topk_group": 1, "topk_method": "noaux_tc"})"},
    {"gpt-oss-120b", R"({"model_type": "gpt_oss", "num_hidden_layers": 36, "hidden_size": 2880,
      "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 64,
      "intermediate_size": 2880, "vocab_size": 201088, "num_local_experts": 128,
      "num_experts_per_tok": 4, "sliding_window": 128, "attention_bias": true})"},
    {"gemma-2-27b", R"({"model_type": "gemma2", "num_hidden_layers": 46, "hidden_size": 4608,
      "num_attention_heads": 32, "num_key_value_heads": 16, "head_dim": 128,
      "intermediate_size": 36864, "vocab_size": 256000, "sliding_window": 4096})"},
    {"gemma-3-27b", R"({"model_type": "gemma3", "text_config": {"model_type": "gemma3_text",
      "num_hidden_layers": 62, "hidden_size": 5376, "num_attention_heads": 32,
      "num_key_value_heads": 16, "head_dim": 128, "intermediate_size": 21504,
      "vocab_size": 262208, "sliding_window": 1024, "sliding_window_pattern": 6}})"},
};

class HuggingFace : public testing::TestWithParam<Published> {};

TEST_P(HuggingFace, GivesTheShippedRecordOfThatModel) {
  Diagnostics diagnostics;
  const auto made = read(GetParam().config, diagnostics);
  ASSERT_TRUE(made) << diagnostics.items.front().message;
  io::Sources sources;
  const io::Library library(sources);
  catalog::Catalogue parts;
  Notes notes;
  library.require("llm", GetParam().id, parts, notes, diagnostics);
  const catalog::Llm* shipped = parts.llms.find(GetParam().id);
  ASSERT_TRUE(shipped);
  EXPECT_EQ(made->parameters, shipped->parameters);
  EXPECT_EQ(made->attention, shipped->attention);
  EXPECT_EQ(made->latent, shipped->latent);
  EXPECT_EQ(made->window, shipped->window);
  EXPECT_EQ(made->head_dim, shipped->head_dim);
  ASSERT_EQ(made->experts.has_value(), shipped->experts.has_value());
  if (made->experts) {
    EXPECT_EQ(made->experts->active, shipped->experts->active);
    EXPECT_EQ(made->experts->dense_layers, shipped->experts->dense_layers);
  }
}
INSTANTIATE_TEST_SUITE_P(Configs, HuggingFace, testing::ValuesIn(configs),
                         [](const auto& of) { return "c" + std::to_string(of.index); });

TEST(HuggingFace, APartReadsBackAsTheSameModel) {
  Diagnostics diagnostics;
  const auto made = read(configs[2].config, diagnostics);
  ASSERT_TRUE(made);
  io::Sources sources{{"parts.json", io::part_text("mine", *made)}};
  const io::Node parts = io::parse(0, sources, diagnostics);
  io::Library library(sources);
  library.use_parts(parts, "parts", diagnostics);
  catalog::Catalogue into;
  Notes notes;
  library.require("llm", "mine", into, notes, diagnostics);
  ASSERT_TRUE(into.llms.find("mine"));
  EXPECT_EQ(*into.llms.find("mine"), *made);
  EXPECT_TRUE(diagnostics.items.empty()) << diagnostics.items.front().message;
}

TEST(HuggingFace, SaysWhatIsMissingAndWhere) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(R"({"model_type": "llama", "num_hidden_layers": 32, "hidden_size": 4096,
      "num_attention_heads": 0, "vocab_size": 128256})",
                    diagnostics));
  ASSERT_EQ(diagnostics.items.size(), 2U);
  EXPECT_EQ(diagnostics.items[0].path, "num_attention_heads");
  EXPECT_EQ(diagnostics.items[1].path, "intermediate_size");
  EXPECT_EQ(diagnostics.items[0].code, "WF0302");
}

TEST(HuggingFace, NamesTheFamiliesThatItKnows) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read(R"({"model_type": "qwen33_moe"})", diagnostics));
  ASSERT_EQ(diagnostics.items.size(), 1U);
  EXPECT_EQ(diagnostics.items[0].code, "WF0306");
  EXPECT_EQ(diagnostics.items[0].hint.find("did you mean `qwen3_moe`"), 0U);
}

}  // namespace
}  // namespace hugging_face_test
