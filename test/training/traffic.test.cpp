// SPDX-License-Identifier: Apache-2.0
#include "weft/training/traffic.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>

namespace weft::training::traffic_test {
namespace {

Traffic sent(const Parallel& split) {
  const auto work = test::dense_model().work;
  const auto job = test::job(split.accelerators());
  return traffic(work, job, split, *schedule(work, job, split), 8, 10.0 * second);
}

TEST(TrainingTraffic, OneRankSendsNothing) {
  EXPECT_EQ(sent({}).scale_up.total(), Bytes{});
  EXPECT_EQ(sent({}).scale_out.total(), Bytes{});
}

TEST(TrainingTraffic, TensorStaysInsideTheDomain) {
  Parallel split;
  split.tensor = 8;
  split.data = 4;
  EXPECT_GT(sent(split).scale_up.tensor, Bytes{});
  EXPECT_EQ(sent(split).scale_out.tensor, Bytes{});
  EXPECT_GT(sent(split).scale_out.data, Bytes{});
}

TEST(TrainingTraffic, MeanIsBytesOverTime) {
  Parallel split;
  split.tensor = 4;
  split.pipeline = 2;
  split.data = 4;
  const auto all = sent(split);
  EXPECT_DOUBLE_EQ(ratio(all.scale_out_mean.total() * 10.0 * second, all.scale_out.total()), 1.0);
}

}  // namespace
}  // namespace weft::training::traffic_test
