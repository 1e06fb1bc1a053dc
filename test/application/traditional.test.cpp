// SPDX-License-Identifier: Apache-2.0
#include "weft/application/traditional.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::application::traditional_test {
namespace {

constexpr Bandwidth rate = 100.0 * giga_bit / second;
constexpr Bytes message = 12500.0 * byte;  // 1 us
constexpr Time unloaded = 10.0 * micro * second;

TEST(ServerLoad, OfNoServersIsZero) {
  EXPECT_EQ(server_load({.east_west = rate}, 5.0).total(), Bandwidth{});
}
TEST(LoadedLatency, OnAnEmptyFabricIsTheUnloadedOne) {
  EXPECT_EQ(loaded_latency(unloaded, message, rate, 0.0)->total(), unloaded);
  EXPECT_EQ(loaded_latency_p99(unloaded, message, rate, 0.0)->total(), unloaded);
}
TEST(LoadedLatency, OfASaturatedLinkIsAbsent) {
  const auto latency = loaded_latency(unloaded, message, rate, 1.0);
  ASSERT_FALSE(latency);
  EXPECT_EQ(latency.why().reason, &saturated);
  EXPECT_FALSE(loaded_latency_p99(unloaded, message, rate, 1.2));
}
TEST(CostPerServer, IsAbsentWithoutServers) {
  EXPECT_FALSE(cost_per_server(dollar, 0.0, one_month));
  EXPECT_FALSE(cost_per_server(dollar, 1.0, Time{}));
}

RC_GTEST_PROP(LoadedLatency, RisesWithLoadAndFallsWithRate, ()) {
  const double load = *rc::gen::inRange(1, 98) / 100.0;
  const auto wait = [&](double rho) {
    return loaded_latency(unloaded, message, rate, rho)->queueing;
  };
  const auto tail = [&](double rho) {
    return loaded_latency_p99(unloaded, message, rate, rho)->queueing;
  };
  RC_ASSERT(wait(load) < wait(load + 0.01));
  RC_ASSERT(tail(load) < tail(load + 0.01));
  RC_ASSERT(loaded_latency(unloaded, message, 2.0 * rate, load)->queueing < wait(load));
}
RC_GTEST_PROP(ServerLoad, PartsAreTheTotalAtEachMonth, ()) {
  const double month = *rc::gen::inRange(0, 60);
  const ServerTraffic traffic{
      *rc::gen::inRange(1, 1000) * 1.0, rate, 0.5 * rate, {0.01, Period::month}, 3.0};
  const ServerLoad mean = server_load(traffic, month);
  RC_ASSERT(mean.total() == mean.east_west + mean.north_south);
  RC_ASSERT(peak_server_load(traffic, month).east_west == 3.0 * mean.east_west);
}

}  // namespace
}  // namespace weft::application::traditional_test
