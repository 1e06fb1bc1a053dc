// SPDX-License-Identifier: Apache-2.0
#include "weft/compute/roofline.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::compute::roofline_test {
namespace {

catalog::Accelerator part() {
  catalog::Accelerator made;
  made.peak.bf16 = 1e15 * flop / second;
  made.peak.fp8 = 2e15 * flop / second;
  made.memory.usable = 80e9 * byte;
  made.memory.bandwidth = 3e12 * byte / second;
  return made;
}

TEST(Machine, AttentionNeverRunsNarrowerThanBf16) {
  const auto made = machine(part(), Precision::fp8);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->dense_peak, 2e15 * flop / second);
  EXPECT_EQ(made->wide_peak, 1e15 * flop / second);
}

TEST(Machine, MeasuredSharesWinOverDefaults) {
  auto measured = part();
  measured.achieved.matmul_bf16 = 0.8;
  EXPECT_EQ(machine(measured, Precision::bf16)->matmul_share, 0.8);
  EXPECT_EQ(machine(part(), Precision::bf16)->matmul_share, AchievedDefaults{}.matmul);
}

TEST(Machine, NeedsARateAndAMemory) {
  EXPECT_EQ(machine(part(), Precision::fp4).why().reason, &no_such_rate);
  auto unknown = part();
  unknown.memory.usable.reset();
  EXPECT_EQ(machine(unknown, Precision::bf16).why().reason, &no_usable_memory);
}

TEST(Roofline, NoWorkTakesNoTime) {
  EXPECT_EQ(roofline({}, flop / second, {}, byte / second).total(), Time{});
}

RC_GTEST_PROP(Roofline, IsNeverFasterThanEitherResource, ()) {
  const double work = *rc::gen::inRange(1, 1000000);
  const double moved = *rc::gen::inRange(1, 1000000);
  const auto time = roofline(work * flop, 7.0 * flop / second, moved * byte, 3.0 * byte / second);
  RC_ASSERT(time.total() >= time.arithmetic);
  RC_ASSERT(time.total() >= time.memory);
  const auto wider = roofline(work * flop, 7.0 * flop / second, moved * byte, 4.0 * byte / second);
  RC_ASSERT(wider.total() <= time.total());
}

}  // namespace
}  // namespace weft::compute::roofline_test
