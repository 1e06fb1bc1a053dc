// SPDX-License-Identifier: Apache-2.0
#include "weft/training/step_time.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::training::step_time_test {
namespace {

Time step_of(const Parallel& split, const compute::Machine& machine) {
  const auto work = test::dense_model();
  const auto job = test::job(split.accelerators());
  return step_time(work, job, split, *schedule(work, job, split), machine).total();
}

TEST(StepTime, OneRankOnlyComputes) {
  const auto work = test::dense_model();
  const auto plan = *schedule(work, test::job(1), {});
  const auto step = step_time(work, test::job(1), {}, plan, test::machine());
  EXPECT_EQ(step.total(), step.compute + step.optimizer);
}

TEST(StepTime, IsNeverFasterThanThePeak) {
  const auto work = test::dense_model();
  const auto job = test::job(8);
  const auto flops = flops_per_token(work, job.sequence, job.convention) * job.global_batch;
  EXPECT_GT(step_of({.data = 8}, test::machine()), flops / (8.0 * test::machine().dense_peak));
}

TEST(StepTime, InterleavingShrinksTheBubble) {
  const auto work = test::dense_model();
  const auto job = test::job(8);
  const auto bubble = [&](std::int64_t chunks) {
    Parallel split;
    split.pipeline = 8;
    split.virtual_stages = chunks;
    return step_time(work, job, split, *schedule(work, job, split), test::machine()).bubble;
  };
  EXPECT_DOUBLE_EQ(ratio(bubble(1), bubble(2)), 2.0);
}

TEST(Step, MfuIsBelowTheMatmulShare) {
  Parallel split;
  split.data = 8;
  split.zero = 3;
  const auto made = step(test::dense_model(), test::job(8), split, test::machine());
  ASSERT_TRUE(made);
  EXPECT_GT(made->mfu, 0.2);
  EXPECT_LT(made->mfu, test::machine().matmul_share);
}

TEST(Schedule, NamesTheRuleThatIsBroken) {
  const auto work = test::dense_model();
  const auto broken = [&](auto change) {
    Parallel split;
    change(split);
    return schedule(work, test::job(split.accelerators()), split).why().reason;
  };
  EXPECT_EQ(broken([](Parallel& s) { s.tensor = 5; }), &heads_not_divisible);
  EXPECT_EQ(broken([](Parallel& s) { s.pipeline = 64; }), &too_many_stages);
  EXPECT_EQ(broken([](Parallel& s) { s.expert = 2; }), &experts_not_divisible);
  EXPECT_EQ(broken([](Parallel& s) { s.data = 1024; }), &batch_too_small);
  EXPECT_EQ(broken([](Parallel& s) { s.context = 3; }), &context_not_divisible);
  EXPECT_EQ(broken([](Parallel& s) { s.micro_batch = 0; }), &no_work);
  EXPECT_EQ(schedule(work, test::job(2), {}).why().reason, &wrong_accelerators);
}

RC_GTEST_PROP(StepTime, MoreBandwidthIsNeverSlower, ()) {
  const double factor = 1.0 + 0.01 * *rc::gen::inRange(0, 1000);
  Parallel split;
  split.tensor = 4;
  split.pipeline = 2;
  split.data = 8;
  auto faster = test::machine();
  faster.scale_out_rate = factor * faster.scale_out_rate;
  faster.scale_up_rate = factor * faster.scale_up_rate;
  faster.memory_rate = factor * faster.memory_rate;
  RC_ASSERT(step_of(split, faster) <= step_of(split, test::machine()));
}

RC_GTEST_PROP(StepTime, RisesWithTheBatch, ()) {
  const auto work = test::dense_model();
  auto job = test::job(8);
  Parallel split;
  split.data = 8;
  const auto time = [&](std::int64_t rounds) {
    job.global_batch = static_cast<double>(8 * rounds) * job.sequence;
    return step_time(work, job, split, *schedule(work, job, split), test::machine()).total();
  };
  const std::int64_t rounds = *rc::gen::inRange(1, 1000);
  RC_ASSERT(time(rounds) < time(rounds + 1));
}

}  // namespace
}  // namespace weft::training::step_time_test
