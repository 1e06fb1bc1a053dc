// SPDX-License-Identifier: Apache-2.0
#include "weft/training/run.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::training::run_test {
namespace {

Step pace() {
  Step made;
  made.tokens_per_second = 1e6 * token / second;
  made.schedule.batch = 1e6 * token;
  made.time.compute = second;
  return made;
}

TEST(Run, PartsAddUpAndGoodputIsTheProductivePart) {
  const auto made = run(test::dense_model().work, test::job(8192), pace(), {}, 30.0 * second);
  ASSERT_TRUE(made);
  EXPECT_DOUBLE_EQ(made->goodput(), ratio(made->time.productive, made->time.total()));
  EXPECT_LT(made->goodput(), 1.0);
  EXPECT_GT(made->interruptions, 0.0);
}

TEST(Run, CannotProgressWhenItRestartsAllTheTime) {
  Reliability fragile;
  fragile.accelerator_interruption = one_hour;
  const auto made = run(test::dense_model().work, test::job(8192), pace(), fragile, 30.0 * second);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.why().reason, &no_progress);
}

RC_GTEST_PROP(Run, YoungsIntervalLosesLeastToFirstOrder, ()) {
  const auto write = static_cast<double>(*rc::gen::inRange(1, 100)) * second;
  const auto between = static_cast<double>(*rc::gen::inRange(20000, 1000000)) * second;
  const auto lost = [&](Time every) { return ratio(write, every) + ratio(every / 2.0, between); };
  const auto best = young_interval(write, between);
  RC_ASSERT(lost(best) <= lost(1.1 * best));
  RC_ASSERT(lost(best) <= lost(0.9 * best));
}

RC_GTEST_PROP(Run, FasterStorageIsNeverLater, ()) {
  const double write = *rc::gen::inRange(1, 600);
  const auto time = [&](double seconds) {
    return run(test::dense_model().work, test::job(4096), pace(), {}, seconds * second)
        ->time.total();
  };
  RC_ASSERT(time(write) <= time(write + 1.0));
}

}  // namespace
}  // namespace weft::training::run_test
