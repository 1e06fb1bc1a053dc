// SPDX-License-Identifier: Apache-2.0
#include "weft/serving/goodput.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <queue>
#include <vector>

namespace weft::serving::open_loop_test {
namespace {

/// One worker for prompts and one that decodes, of round figures.
Loaded two_pools() {
  Loaded made;
  made.step.kernels = 8e-3 * second;
  made.step.cache_read = 0.1e-3 * second;
  made.prompt.matmul = 50e-3 * second;
  made.prompt.spacing = 50e-3 * second;
  made.lengths = {2000.0 * token, 200.0 * token};
  made.apart = true;
  made.room = 512.0;
  return made;
}

/// Uniform in (0, 1): the same on every machine.
class Uniform {
 public:
  /// A length of the log-normal distribution over its mean.
  double length(double spread) {
    constexpr double two_pi = 6.283185307179586;
    const double z = weft::sqrt(-2.0 * weft::log(next())) * weft::cos(two_pi * next());
    return weft::exp(spread * z - spread * spread / 2.0);
  }
  double next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return (static_cast<double>(state_ >> 11U) + 0.5) * 0x1p-53;
  }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15U;
};

struct Seen {
  std::vector<double> ttft;
  double tpot = 0.0;
  double batch = 0.0;
};

double at_share(std::vector<double> of, double share) {
  std::sort(of.begin(), of.end());
  return of[static_cast<std::size_t>(share * static_cast<double>(of.size() - 1))];
}

/// Poisson arrivals, one queue for prompts, then steps of all that decode: event by event.
Seen simulate(const Loaded& of, double rate, std::int64_t requests) {
  Uniform random;
  Seen made;
  std::queue<double> prefilled;
  double arrival = 0.0;
  double free = 0.0;
  for (std::int64_t i = 0; i < requests; ++i) {
    arrival -= weft::log(random.next()) / rate;
    free = std::max(free, arrival) + of.prompt.spacing.value();
    made.ttft.push_back(free - arrival);
    prefilled.push(free);
  }
  const auto tokens = static_cast<std::int64_t>(of.lengths.output.value());
  std::vector<std::int64_t> left;
  double now = 0.0;
  double decoding = 0.0;
  double time = 0.0;
  while (!prefilled.empty() || !left.empty()) {
    if (left.empty()) now = std::max(now, prefilled.front());
    for (; !prefilled.empty() && prefilled.front() <= now; prefilled.pop()) left.push_back(tokens);
    const auto batch = static_cast<double>(left.size());
    const double step = step_time(of.step, batch).total().value();
    now += step;
    time += step;
    decoding += batch * step;
    made.tpot += batch * step;
    for (auto& each : left) --each;
    std::erase(left, 0);
  }
  made.tpot /= static_cast<double>(requests * tokens);
  made.batch = decoding / time;
  return made;
}

/// TTFT of prompts of uneven lengths before one worker.
std::vector<double> simulate_prompts(const Loaded& of, double spread, double rate,
                                     std::int64_t requests) {
  Uniform random;
  std::vector<double> made;
  double arrival = 0.0;
  double free = 0.0;
  for (std::int64_t i = 0; i < requests; ++i) {
    arrival -= weft::log(random.next()) / rate;
    free = std::max(free, arrival) + of.prompt.spacing.value() * random.length(spread);
    made.push_back(free - arrival + (of.admission * step_time(of.step, 1.0).total()).value());
  }
  return made;
}

class OpenLoopAtLoad : public testing::TestWithParam<double> {};
TEST_P(OpenLoopAtLoad, AgreesWithEvents) {
  const auto of = two_pools();
  const double rate = GetParam();
  const auto events = simulate(of, rate, 40000);
  const auto found = open_loop(of, rate / second);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->batch / events.batch, 1.0, 0.03);
  EXPECT_NEAR(found->tpot_mean.value() / events.tpot, 1.0, 0.03);
  EXPECT_NEAR(found->ttft_p95.value() / at_share(events.ttft, 0.95), 1.0, 0.1);
  EXPECT_NEAR(found->ttft_p99.value() / at_share(events.ttft, 0.99), 1.0, 0.1);
}
INSTANTIATE_TEST_SUITE_P(Loads, OpenLoopAtLoad, testing::Values(6.0, 10.0, 14.0, 17.0));

TEST(OpenLoop, LongPromptsNeverWaitLongerThanItSays) {
  constexpr double spread = 0.6;
  auto of = two_pools();
  const auto longer = [&](Percentile at) {
    return of.prompt.matmul * (weft::exp(at.deviate * spread - spread * spread / 2.0) - 1.0);
  };
  of.longer = {longer(p50), longer(p95), longer(p99), weft::expm1(spread * spread)};
  for (const double rate : {6.0, 10.0, 14.0, 17.0}) {
    const auto ttft = simulate_prompts(of, spread, rate, 100000);
    const auto found = open_loop(of, rate / second);
    ASSERT_TRUE(found);
    double sum = 0.0;
    for (const double each : ttft) sum += each;
    EXPECT_NEAR(found->ttft_mean.value() / (sum / static_cast<double>(ttft.size())), 1.0, 0.05);
    EXPECT_GE(found->ttft_p95.value(), at_share(ttft, 0.95));
    EXPECT_GE(found->ttft_p99.value(), at_share(ttft, 0.99));
  }
}

TEST(OpenLoop, SaysHowManyAreTooMany) {
  const auto found = open_loop(two_pools(), 21.0 / second);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.why().reason, &beyond_capacity);
  EXPECT_NEAR(found.why().available, 20.0, 1e-9);
}

TEST(OpenLoop, AnEmbedderHasNoTimeBetweenTokens) {
  auto of = two_pools();
  of.lengths.output = Tokens{};
  const auto found = open_loop(of, 10.0 / second);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->tpot_p95, Time{});
  EXPECT_GT(found->ttft_p95, of.prompt.total());
}

TEST(Goodput, KeepsItsLimitsAndLittleMoreBreaksThem) {
  const auto of = two_pools();
  const Limits limits{.ttft_p95 = 0.15 * second, .tpot_p95 = 30e-3 * second};
  const auto most = goodput(of, limits);
  ASSERT_TRUE(most);
  const auto kept = open_loop(of, *most);
  EXPECT_LE(kept->ttft_p95, limits.ttft_p95);
  EXPECT_LE(kept->tpot_p95, limits.tpot_p95);
  const auto more = open_loop(of, 1.001 * *most);
  EXPECT_TRUE(more->ttft_p95 > limits.ttft_p95 || more->tpot_p95 > limits.tpot_p95);
}

TEST(Goodput, SaysWhichFloorALimitIsBelow) {
  const auto of = two_pools();
  EXPECT_EQ(goodput(of, {.ttft_p95 = 0.04 * second, .tpot_p95 = {}}).why().reason, &ttft_floor);
  EXPECT_EQ(goodput(of, {.ttft_p95 = {}, .tpot_p95 = 8e-3 * second}).why().reason, &tpot_floor);
}

}  // namespace
}  // namespace weft::serving::open_loop_test
