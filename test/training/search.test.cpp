// SPDX-License-Identifier: Apache-2.0
#include "weft/training/search.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>

namespace weft::training::search_test {
namespace {

TEST(ChooseParallel, NoPlainSplitIsFaster) {
  const auto work = test::dense_model();
  const auto job = test::job(64);
  const auto machine = test::machine();
  const auto choice = choose_parallel(work, job, machine);
  ASSERT_TRUE(choice);
  for (std::int64_t t = 1; t <= 8; t *= 2) {
    for (std::int64_t p = 1; p <= 8; p *= 2) {
      Parallel split;
      split.tensor = t;
      split.pipeline = p;
      split.data = 64 / t / p;
      const auto other = step(work, job, split, machine);
      if (!other || other->memory.total() > 0.95 * machine.usable_memory) continue;
      EXPECT_LE(other->tokens_per_second, choice->best.step.tokens_per_second) << t << " " << p;
    }
  }
}

TEST(ChooseParallel, FitsAndNamesARunnerUp) {
  const auto choice = choose_parallel(test::dense_model(), test::job(64), test::machine());
  ASSERT_TRUE(choice);
  EXPECT_LE(choice->best.step.memory.total(), test::machine().usable_memory);
  EXPECT_EQ(choice->best.split.accelerators(), 64);
  ASSERT_TRUE(choice->runner_up);
  EXPECT_GE(choice->lead(), 0.0);
}

TEST(ChooseParallel, SaysWhyNothingFits) {
  auto small = test::machine();
  small.usable_memory = giga_byte;
  const auto choice = choose_parallel(test::dense_model(), test::job(64), small);
  ASSERT_FALSE(choice);
  EXPECT_EQ(choice.why().reason, &nothing_fits);
}

}  // namespace
}  // namespace weft::training::search_test
