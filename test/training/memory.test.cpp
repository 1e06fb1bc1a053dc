// SPDX-License-Identifier: Apache-2.0
#include "weft/training/memory.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::training::memory_test {
namespace {

Memory held(const Parallel& split) {
  const auto work = test::dense_model().work;
  const auto job = test::job(split.accelerators());
  return memory(work, job, split, *schedule(work, job, split));
}

TEST(TrainingMemory, PartsAddUp) {
  const auto all = held({});
  EXPECT_EQ(all.weights + all.gradients + all.optimizer + all.activations + all.logits,
            all.total());
}

TEST(TrainingMemory, SaysHowMuchIsMissing) {
  const auto none = fitted(held({}), giga_byte);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.why().reason, &out_of_memory);
  EXPECT_EQ(none.why().of, dimension_of<Bytes>);
}

TEST(TrainingMemory, ComputingAgainHoldsLess) {
  EXPECT_LT(held({.recompute = Recompute::full}).activations, held({}).activations);
}

RC_GTEST_PROP(TrainingMemory, MoreShardingNeverHoldsMore, ()) {
  Parallel split;
  split.data = 1LL << *rc::gen::inRange(0, 8);
  split.zero = *rc::gen::inRange(0, 2);
  Parallel next = split;
  ++next.zero;
  RC_ASSERT(held(next).total() <= held(split).total());
}

}  // namespace
}  // namespace weft::training::memory_test
