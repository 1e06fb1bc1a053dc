// SPDX-License-Identifier: Apache-2.0
#include "weft/compute/llm_work.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::compute::llm_work_test {
namespace {

catalog::Llm small_model() {
  catalog::Llm llm;
  llm.layers = 4;
  llm.hidden = 512;
  llm.heads = 8;
  llm.kv_heads = 2;
  llm.head_dim = 64;
  llm.ffn = 1024;
  llm.vocabulary = 1000;
  return llm;
}

catalog::Llm mixture() {
  auto llm = small_model();
  auto& experts = llm.experts.emplace();
  experts.count = 16;
  experts.active = 2;
  experts.shared = 1;
  experts.ffn = 256;
  experts.shared_ffn = 256;
  experts.dense_layers = 1;
  return llm;
}

TEST(Parameters, PartsAddUpToTheTotal) {
  const auto count = parameters(mixture());
  EXPECT_EQ(count.attention + count.ffn + count.experts + count.shared + count.router +
                count.norms + count.input + count.output,
            count.total());
}

TEST(Parameters, TyingSavesOneMatrix) {
  auto tied = small_model();
  tied.tied_embeddings = true;
  EXPECT_EQ(parameters(small_model()).total() - parameters(tied).total(), 1000 * 512);
}

TEST(ActiveParameters, AllExpertsActiveLeaveOnlyTheEmbeddingOut) {
  auto llm = mixture();
  llm.experts->active = llm.experts->count;
  EXPECT_EQ(parameters(llm).total() - active_parameters(llm), 1000 * 512);
}

TEST(ModelWork, CatalogueCountWinsOverOurOwn) {
  auto llm = small_model();
  llm.parameters = 123;
  EXPECT_EQ(model_work(llm).parameters, 123.0);
}

TEST(ForwardFlops, CausalIsHalfOfTheSquare) {
  const auto work = model_work(small_model());
  const auto causal = forward_flops(work, 4096.0 * token, AttentionFlops::causal);
  const auto square = forward_flops(work, 4096.0 * token, AttentionFlops::full_square);
  EXPECT_DOUBLE_EQ(ratio(square.core, causal.core), 2.0);
  EXPECT_EQ(causal.matmul, square.matmul);
}

TEST(ForwardFlops, AWindowAsLongAsTheSequenceChangesNothing) {
  auto local = small_model();
  local.window = catalog::Window{.tokens = 4096, .layers = 2};
  const auto flops = [](const catalog::Llm& llm) {
    return forward_flops(model_work(llm), 4096.0 * token, AttentionFlops::causal).total();
  };
  EXPECT_EQ(flops(local), flops(small_model()));
}

TEST(ExpertsTouched, OneTokenTouchesItsOwn) {
  EXPECT_DOUBLE_EQ(experts_touched(model_work(mixture()), 1.0), 2.0);
  EXPECT_EQ(experts_touched(model_work(mixture()), 0.0), 0.0);
  EXPECT_EQ(experts_touched(model_work(small_model()), 8.0), 0.0);
}

RC_GTEST_PROP(ExpertsTouched, RisesWithTokensUpToAllExperts, ()) {
  const auto work = model_work(mixture());
  const double tokens = *rc::gen::inRange(1, 10000);
  const double fewer = experts_touched(work, tokens);
  const double more = experts_touched(work, tokens + 1.0);
  RC_ASSERT(fewer <= more);
  RC_ASSERT(more <= 16.0);
}

RC_GTEST_PROP(KvCache, IsLinearInContextWithoutWindow, ()) {
  const auto work = model_work(small_model());
  const double context = *rc::gen::inRange(1, 1000000);
  const auto one = kv_cache(work, 1.0 * token, 2.0 * byte);
  RC_ASSERT(kv_cache(work, context * token, 2.0 * byte) == context * one);
}

}  // namespace
}  // namespace weft::compute::llm_work_test
