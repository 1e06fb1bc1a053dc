// SPDX-License-Identifier: Apache-2.0
#include "weft/serving/decode.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::serving::decode_test {
namespace {

TEST(DecodeStep, OneRankExchangesNothing) {
  const auto step = decode_step(test::server(), {}, 4.0, 1000.0 * token);
  EXPECT_EQ(step.network(), Time{});
}

TEST(DecodeStep, PartsAddUp) {
  const auto step = decode_step(test::server(), {.tensor = 2, .data = 4}, 64.0, 1000.0 * token);
  EXPECT_GT(step.tensor, Time{});
  EXPECT_GT(step.expert, Time{});
  EXPECT_EQ(step.weights + step.experts + step.cache + step.tensor + step.expert + step.overhead,
            step.total());
}

TEST(DecodeStep, IsNeverFasterThanItsBytes) {
  const auto server = test::server();
  const auto held = rank_weights(server, {});
  EXPECT_GT(decode_step(server, {}, 1.0, 100.0 * token).total(),
            held.dense / server.machine.memory_rate);
}

RC_GTEST_PROP(DecodeStep, RisesWithBatchAndContext, ()) {
  const double batch = *rc::gen::inRange(1, 2000);
  const double context = *rc::gen::inRange(1, 100000);
  const Deployment on{.tensor = 2, .data = 2};
  const auto base = decode_step(test::server(), on, batch, context * token).total();
  RC_ASSERT(decode_step(test::server(), on, batch + 1.0, context * token).total() >= base);
  RC_ASSERT(decode_step(test::server(), on, batch, (context + 1.0) * token).total() >= base);
}

RC_GTEST_PROP(DecodeStep, MoreBandwidthIsNeverSlower, ()) {
  const double factor = 1.0 + 0.01 * *rc::gen::inRange(0, 1000);
  const Deployment on{.tensor = 4, .data = 2};
  const auto base = test::server();
  const auto step = [&](const Server& of) {
    return decode_step(of, on, 64.0, 4000.0 * token).total();
  };
  auto memory = base;
  memory.machine.memory_rate = factor * base.machine.memory_rate;
  auto network = base;
  network.machine.scale_up_rate = factor * base.machine.scale_up_rate;
  RC_ASSERT(step(memory) <= step(base));
  RC_ASSERT(step(network) <= step(base));
}

}  // namespace
}  // namespace weft::serving::decode_test
