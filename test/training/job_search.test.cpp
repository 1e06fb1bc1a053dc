// SPDX-License-Identifier: Apache-2.0
#include "weft/training/job_search.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>

namespace weft::training::job_search_test {
namespace {

struct Asked {
  Trainee model = test::dense_model();
  StepRates rates = test::Machine().rates();
  [[nodiscard]] StepJob job(std::int64_t accelerators) const {
    return {.model = &model,
            .job = test::job(accelerators),
            .rates = &rates,
            .memory = 76e9 * byte,
            .style = {}};
  }
};

TEST(SearchJob, TakesAllAcceleratorsForTheLeastTime) {
  const Asked asked;
  const auto made = search_job(asked.job(128), {}, Objective::time);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->accelerators, 128);
  EXPECT_EQ(made->splits.best, search_splits(asked.job(128), {})->best);
}

TEST(SearchJob, TakesTheNumberThatEveryNumberTriedSaysIsCheapest) {
  const Asked asked;
  const auto made = search_job(asked.job(128), {}, Objective::cost);
  ASSERT_TRUE(made);
  double least = 1e300;
  std::int64_t wanted = 0;
  for (const std::int64_t n : {128, 64, 32, 16, 8, 4, 2, 1}) {
    const auto found = search_splits(asked.job(n), {});
    if (!found) continue;
    const double cost = static_cast<double>(n) * ratio(found->best.front().step, second);
    if (cost < least) wanted = n;
    least = std::min(least, cost);
  }
  EXPECT_EQ(made->accelerators, wanted);
  EXPECT_LT(made->accelerators, 128);
}

TEST(SearchJob, EnergyRanksAsCostDoes) {
  const Asked asked;
  EXPECT_EQ(search_job(asked.job(64), {}, Objective::energy)->accelerators,
            search_job(asked.job(64), {}, Objective::cost)->accelerators);
}

TEST(SearchJob, TakesMoreWhereTheRunWouldBeLate) {
  const Asked asked;
  const auto cheap = search_job(asked.job(128), {}, Objective::cost);
  const Time run = ratio(asked.job(128).job.tokens, asked.job(128).job.global_batch) *
                   cheap->splits.best.front().step;
  const auto quick = search_job(asked.job(128), {}, Objective::cost, 0.6 * run);
  ASSERT_TRUE(quick);
  EXPECT_GT(quick->accelerators, cheap->accelerators);
}

TEST(SearchJob, SaysTheFastestRunWhereNoneIsInTime) {
  const Asked asked;
  const auto made = search_job(asked.job(16), {}, Objective::time, one_hour);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.why().reason, &too_slow);
  EXPECT_GT(made.why().needed, made.why().available);
}

TEST(SearchJob, ASearchOverOrdersIsNoSlowerThanOneOrder) {
  const Asked asked;
  StepJob job = asked.job(64);
  job.memory = 16e9 * byte;  // so small that the model is split over stages
  SplitLimits open;
  open.style.orders = {Pipelining::one_forward_one_backward, Pipelining::zero_bubble_h1,
                       Pipelining::zero_bubble_v, Pipelining::dual_pipe};
  SplitLimits exhaustive = open;
  exhaustive.exhaustive = true;
  const auto plain = search_splits(job, {});
  const auto free = search_splits(job, open);
  ASSERT_TRUE(plain && free);
  EXPECT_LE(free->best.front().step, plain->best.front().step);
  EXPECT_EQ(free->best, search_splits(job, exhaustive)->best);
}

}  // namespace
}  // namespace weft::training::job_search_test
