// SPDX-License-Identifier: Apache-2.0
// Orders of passes, hybrid sharding and offloading: what they ask, keep and cost.
#include "weft/training/pipelining.hpp"

#include "setting.hpp"
#include "weft/training/step_time.hpp"
#include "weft/training/traffic.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace weft::training::pipelining_test {
namespace {

constexpr std::array all_orders{
    Pipelining::one_forward_one_backward, Pipelining::gpipe,         Pipelining::zero_bubble_h1,
    Pipelining::zero_bubble_h2,           Pipelining::zero_bubble_v, Pipelining::dual_pipe};

Parallel staged(Pipelining how) {
  Parallel split;
  split.tensor = 2;
  split.pipeline = 8;
  split.data = 4;
  split.pipelining = how;
  return split;
}
Feasible<Schedule> planned(const Parallel& split, const Job& job) {
  return schedule(test::dense_model().work, job, split);
}
Feasible<Step> stepped(const Parallel& split, test::Machine machine = {}) {
  static const Trainee model = test::dense_model();
  const StepRates rates = machine.rates();
  return step({.model = &model,
               .job = test::job(split.accelerators()),
               .rates = &rates,
               .memory = 1e15 * byte,
               .style = {}},
              split);
}

TEST(Pipelining, OrdersOfLessBubbleAreFasterAndKeepNoLess) {
  const auto plain = stepped(staged(Pipelining::one_forward_one_backward));
  const auto first = stepped(staged(Pipelining::zero_bubble_h1));
  const auto second = stepped(staged(Pipelining::zero_bubble_h2));
  const auto both = stepped(staged(Pipelining::dual_pipe));
  EXPECT_LT(first->time.total(), plain->time.total());
  EXPECT_LT(second->time.total(), first->time.total());
  EXPECT_EQ(first->memory.activations, plain->memory.activations);
  EXPECT_GT(second->memory.activations, 1.8 * plain->memory.activations);
  EXPECT_LT(both->time.bubble, first->time.bubble);
}

TEST(Pipelining, DualPipeHoldsTwoStagesOfWeights) {
  const auto plain = stepped(staged(Pipelining::one_forward_one_backward));
  const auto both = stepped(staged(Pipelining::dual_pipe));
  EXPECT_DOUBLE_EQ(ratio(both->memory.weights, plain->memory.weights), 2.0);
  EXPECT_DOUBLE_EQ(ratio(both->memory.gradients, plain->memory.gradients), 2.0);
  // The optimizer state of both is spread over twice the copies.
  EXPECT_DOUBLE_EQ(ratio(both->memory.optimizer, plain->memory.optimizer), 1.0);
}

TEST(Pipelining, GPipeKeepsEveryMicroBatch) {
  const auto plain = stepped(staged(Pipelining::one_forward_one_backward));
  const auto all = stepped(staged(Pipelining::gpipe));
  EXPECT_EQ(all->time.bubble, plain->time.bubble);
  EXPECT_DOUBLE_EQ(ratio(all->memory.activations, plain->memory.activations), 64.0 / 8.0);
}

TEST(Pipelining, SaysWhatAnOrderAsks) {
  Job job = test::job(64);
  Parallel chunked = staged(Pipelining::zero_bubble_h1);
  chunked.virtual_stages = 2;
  EXPECT_EQ(planned(chunked, job).why().reason, &fixed_chunks);
  job.global_batch = 16.0 * job.sequence;  // four micro-batches for eight stages
  EXPECT_EQ(planned(staged(Pipelining::zero_bubble_h2), job).why().reason, &pipeline_not_full);
  EXPECT_TRUE(planned(staged(Pipelining::gpipe), job));
  job.global_batch = 36.0 * job.sequence;  // nine
  EXPECT_EQ(planned(staged(Pipelining::dual_pipe), job).why().reason, &dual_pipe_odd);
  EXPECT_TRUE(planned(staged(Pipelining::zero_bubble_v), job));
}

RC_GTEST_PROP(Pipelining, NoBubbleIsNegativeAndNoneIsLongerThanGPipes, ()) {
  const auto stages = *rc::gen::inRange<std::int64_t>(1, 64);
  const auto passes =
      stage_passes(*rc::gen::inRange(1, 1000) * milli * second, *rc::gen::arbitrary<bool>());
  const Time most = bubble_time(Pipelining::gpipe, stages, 1, passes);
  for (const Pipelining how : all_orders) {
    const Time made = bubble_time(how, stages, 1, passes);
    RC_ASSERT(made >= Time{});
    RC_ASSERT(made <= most);
  }
}

TEST(HybridSharding, FewerRanksOfACopyHoldMoreAndGatherLess) {
  Parallel whole;
  whole.data = 64;
  whole.zero = 3;
  Parallel hybrid = whole;
  hybrid.shard_ranks = 8;
  const auto far = stepped(whole);
  const auto near = stepped(hybrid);
  EXPECT_GT(near->memory.total(), far->memory.total());
  EXPECT_LT(near->time.data, far->time.data);
  const auto sent = [](const Parallel& split, const Feasible<Step>& made) {
    return traffic(test::dense_model().work, test::job(64), split, made->schedule, 8,
                   made->time.total())
        .scale_out.data;
  };
  EXPECT_LT(sent(hybrid, near), 0.2 * sent(whole, far));
  EXPECT_GT(sent(hybrid, near), Bytes{});
}

TEST(HybridSharding, OneCopyOverAllRanksIsPlainSharding) {
  Parallel whole;
  whole.data = 64;
  whole.zero = 3;
  Parallel same = whole;
  same.shard_ranks = 64;
  EXPECT_EQ(stepped(whole)->time, stepped(same)->time);
  EXPECT_EQ(stepped(whole)->memory, stepped(same)->memory);
}

TEST(HybridSharding, TheRanksOfACopyDivideThem) {
  Parallel split;
  split.data = 64;
  split.shard_ranks = 24;
  EXPECT_EQ(planned(split, test::job(64)).why().reason, &shards_not_divisible);
}

TEST(Offload, EmptiesTheOptimizerAndCostsTime) {
  test::Machine machine;
  machine.part.host_link.rate = 64.0 * giga_byte / second;
  Parallel here;
  here.data = 8;
  Parallel away = here;
  away.offload = Offload::optimizer;
  const auto kept = stepped(here, machine);
  const auto moved = stepped(away, machine);
  EXPECT_EQ(moved->memory.optimizer, Bytes{});
  EXPECT_EQ(moved->memory.total() + kept->memory.optimizer, kept->memory.total());
  EXPECT_GT(moved->time.optimizer, 5.0 * kept->time.optimizer);
}

TEST(Offload, NeedsALinkToTheHost) {
  Parallel away;
  away.data = 8;
  away.offload = Offload::optimizer;
  EXPECT_EQ(stepped(away).why().reason, &no_host_link);
}

}  // namespace
}  // namespace weft::training::pipelining_test
