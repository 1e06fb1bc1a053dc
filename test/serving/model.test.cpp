// SPDX-License-Identifier: Apache-2.0
#include "setting.hpp"
#include "weft/serving/deployed.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::serving::model_test {
namespace {

using test::chat;
using test::deployed;
using test::part;

Loaded ready(const catalog::Accelerator& on, const Deployed& as,
             const RequestLengths& lengths = chat) {
  return *loaded(test::server(on), as.layout, lengths);
}
DeployedWork work_of(const Deployed& as) {
  const Server of = test::server();
  return deployed_work(of.model, of.formats, of.machine, as.layout, chat);
}

Time step(const Loaded& of, double batch) { return step_time(of.step, batch).total(); }

TEST(StepTime, PartsAddUp) {
  const auto of = step_time(ready(part(), deployed()).step, 32.0);
  EXPECT_GT(of.tensor, Time{});
  EXPECT_GT(of.expert, Time{});
  EXPECT_EQ(of.total(), of.weights + of.experts + of.cache + of.kernels + of.tensor + of.expert +
                            of.scheduler + of.drafts);
}

TEST(StepTime, OneRankExchangesNothing) {
  const auto of = step_time(ready(part(), deployed(1, 1)).step, 32.0);
  EXPECT_EQ(of.tensor + of.expert, Time{});
}

TEST(Loaded, SaysHowMuchMemoryOneRankLacks) {
  auto small = part();
  small.memory.usable = 4e9 * byte;
  const auto found = loaded(test::server(small), deployed(1, 1).layout, chat);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.why().reason, &weights_too_large);
  EXPECT_GT(found.why().needed, found.why().available);
}

TEST(Loaded, WhatItAsksForIsEnough) {
  auto small = part();
  small.memory.usable = 4e9 * byte;
  const auto as = deployed(1, 1).layout;
  const double asked = loaded(test::server(small), as, chat).why().needed;
  small.memory.usable = (1.0 + 1e-9) * asked * byte;
  EXPECT_TRUE(loaded(test::server(small), as, chat));
}

TEST(Coefficients, AnUnknownEngineHasNone) {
  const auto found = coefficients(test::compact_fit(), {.engine = "llama.cpp",
                                                        .version = "",
                                                        .accelerator = "hopper",
                                                        .four_bit = false,
                                                        .narrow = false});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.why().reason, &unknown_engine);
}

TEST(ReleaseYear, IsThatOfTheNewestVersionBefore) {
  catalog::ServingEngine engine;
  engine.year = 2025.0;
  engine.releases = {{"0.5.9", 2026.15}, {"0.5.10.post1", 2026.27}, {"nightly", 2026.3}};
  EXPECT_EQ(release_year(engine, "0.5.10"), 2026.15);
  EXPECT_EQ(release_year(engine, "0.5.11"), 2026.27);
  EXPECT_EQ(release_year(engine, "0.4.0"), 2025.0);
  EXPECT_EQ(release_year(engine, "nightly"), 2026.3);
}

TEST(ClosedLoop, MemoryThatIsFullMakesRequestsWait) {
  auto of = ready(part(), deployed());
  of.room = 16.0;
  EXPECT_EQ(closed_loop(of, 16.0).ttft.queue, Time{});
  EXPECT_GT(closed_loop(of, 32.0).ttft.queue, Time{});
  EXPECT_EQ(closed_loop(of, 32.0).admitted, 16.0);
}

TEST(ClosedLoop, DraftsShortenATokenOfASmallBatch) {
  auto as = deployed();
  const auto plain = closed_loop(ready(part(), as), 4.0);
  as.layout.drafts.draft_tokens = 2;
  EXPECT_LT(closed_loop(ready(part(), as), 4.0).tpot.total(), plain.tpot.total());
}

RC_GTEST_PROP(StepTime, IsNeverFasterThanBytesOverBandwidth, ()) {
  const double batch = *rc::gen::inRange(1, 4000);
  const auto as = deployed();
  const auto work = work_of(as);
  const double missed = weft::pow(1.0 - work.decode.active_share, batch);
  const Bytes read =
      work.decode.dense + (1.0 - missed) * work.decode.experts + batch / 2.0 * work.decode.cache;
  RC_ASSERT(step(ready(part(), as), batch) >= read / part().memory.bandwidth);
}

RC_GTEST_PROP(StepTime, IsNeverFasterThanItsArithmetic, ()) {
  const double batch = *rc::gen::inRange(1, 100000);
  const auto as = deployed();
  const auto work = work_of(as);
  const Time floor =
      batch / 2.0 * (work.decode.dense_token + work.decode.output_token + work.decode.decode_core) +
      batch * work.decode.expert_token;
  RC_ASSERT(step(ready(part(), as), batch) >= floor);
}

RC_GTEST_PROP(StepTime, RisesWithBatchAndContext, ()) {
  const double batch = *rc::gen::inRange(1, 2000);
  const double input = *rc::gen::inRange(1, 100000);
  const auto as = deployed();
  const auto base = ready(part(), as, {input * token, 300.0 * token});
  const auto longer = ready(part(), as, {(input + 1.0) * token, 300.0 * token});
  RC_ASSERT(step(base, batch) <= step(base, batch + 1.0));
  RC_ASSERT(step(base, batch) <= step(longer, batch));
}

RC_GTEST_PROP(StepTime, MoreBandwidthIsNeverSlower, ()) {
  const double factor = 1.0 + 0.01 * *rc::gen::inRange(0, 1000);
  auto memory = part();
  memory.memory.bandwidth = factor * memory.memory.bandwidth;
  auto links = part();
  links.scale_up.rate = factor * *links.scale_up.rate;
  const Time base = step(ready(part(), deployed()), 64.0);
  RC_ASSERT(step(ready(memory, deployed()), 64.0) <= base);
  RC_ASSERT(step(ready(links, deployed()), 64.0) <= base);
}

RC_GTEST_PROP(PromptTime, RisesWithThePromptAndFallsWithTheCache, ()) {
  const double input = *rc::gen::inRange(100, 50000);
  auto as = deployed();
  const auto time = [&](double tokens) {
    return ready(part(), as, {tokens * token, 300.0 * token}).prompt.total();
  };
  RC_ASSERT(time(input) <= time(input + 1.0));
  const Time without = time(input);
  as.layout.cached = 0.5;
  RC_ASSERT(time(input) <= without);
}

RC_GTEST_PROP(PromptSpread, LongPromptsTakeLongerAndTheMedianIsShorter, ()) {
  const double longest = *rc::gen::inRange(2100, 7000);
  const auto of =
      ready(part(), deployed(), {chat.input, chat.output, longest * token, chat.output}).longer;
  RC_ASSERT(of.p50 < Time{});
  RC_ASSERT(of.p95 > Time{});
  RC_ASSERT(of.p99 > of.p95);
  RC_ASSERT(of.variation > 0.0);
}

RC_GTEST_PROP(SmoothLarger, IsBetweenTheLargerAndTheSum, ()) {
  const Time a = *rc::gen::inRange(0, 1000) * 1e-6 * second;
  const Time b = *rc::gen::inRange(0, 1000) * 1e-6 * second;
  RC_ASSERT(smooth_larger(a, b) >= weft::max(a, b));
  RC_ASSERT(smooth_larger(a, b) <= a + b);
}

}  // namespace
}  // namespace weft::serving::model_test
