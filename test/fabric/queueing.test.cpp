// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/queueing.hpp"

#include "weft/base/random.hpp"
#include "weft/fabric/congestion.hpp"
#include "weft/fabric/hashed_paths.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace weft::fabric::queueing_test {
namespace {

double services(const Feasible<Time>& wait) { return ratio(*wait, second); }

TEST(Queue, ConstantServiceMatchesErlangsTables) {
  // 80-digit arithmetic, rounded.
  EXPECT_NEAR(services(constant_wait(0.5, second, 0.99)), 3.3362559570021992, 1e-9);
  EXPECT_NEAR(services(constant_wait(0.9, second, 0.99)), 21.898237349540082, 1e-9);
  EXPECT_NEAR(services(constant_wait(0.9, second, 0.999)), 33.01396974311923, 1e-9);
}

TEST(Queue, TheFirstPoleIsCloseAtEveryLoad) {
  for (double load = 0.1; load < 0.96; load += 0.05) {
    const double exact = services(constant_wait(load, second, 0.99));
    EXPECT_NEAR(services(constant_wait_tail(load, second, 0.99)) / exact, 1.0,
                load < 0.5 ? 0.06 : 0.0002)
        << load;
  }
}

TEST(Queue, AQueueWithoutArrivalsDoesNotWait) {
  EXPECT_EQ(*constant_wait(0.0, second, 0.99), Time{});
  EXPECT_EQ(*markov_wait(0.005, second, 0.99), Time{});
  EXPECT_EQ(many_servers(3, 0.0)->waiting, 0.0);
}

TEST(Queue, AFullQueueIsAReasonAndNoNumber) {
  for (const auto& wait : {markov_wait(1.0, second, 0.99), constant_wait(1.2, second, 0.99),
                           general_mean_wait(1.0, second, 0.0)}) {
    ASSERT_FALSE(wait);
    EXPECT_EQ(wait.why().reason, &overloaded);
  }
  EXPECT_FALSE(many_servers(4, 4.0));
  EXPECT_THROW((void)markov_wait(0.5, second, 1.0), std::domain_error);
  EXPECT_THROW((void)many_servers(0, 0.0), std::domain_error);
}

TEST(Queue, ManyServersOfOneAreMarkov) {
  for (const double load : {0.3, 0.8, 0.95}) {
    EXPECT_NEAR(services(many_servers_wait(1, load, second, 0.99)),
                services(markov_wait(load, second, 0.99)), 1e-9);
  }
}

RC_GTEST_PROP(Queue, MoreLoadIsNeverFaster, ()) {
  const double load = *rc::gen::inRange(0, 989) / 1000.0;
  const double more = load + *rc::gen::inRange(1, 10) / 1000.0;
  RC_ASSERT(services(constant_wait_tail(more, second, 0.99)) >=
            services(constant_wait_tail(load, second, 0.99)) - 0.02);
  RC_ASSERT(services(constant_wait(more, second, 0.99)) >=
            services(constant_wait(load, second, 0.99)) - 1e-9);
  RC_ASSERT(services(markov_wait(more, second, 0.99)) >=
            services(constant_wait(more, second, 0.99)) - 1e-9);
}

/// A queue that is simply played: Poisson arrivals, one second of service.
TEST(Queue, ConstantServiceMatchesASimulation) {
  constexpr double load = 0.7;
  constexpr std::size_t customers = 400'000;
  Random random(1, 0);
  std::vector<double> waits;
  double free_at = 0.0;
  double now = 0.0;
  for (std::size_t i = 0; i < customers; ++i) {
    now += -log(1.0 - random.uniform()) / load;
    waits.push_back(std::max(0.0, free_at - now));
    free_at = std::max(free_at, now) + 1.0;
  }
  std::sort(waits.begin(), waits.end());
  const double played = waits[customers * 99 / 100];
  EXPECT_NEAR(played / services(constant_wait(load, second, 0.99)), 1.0, 0.05);
}

TEST(HashedPaths, EvenAndLonelyFlows) {
  EXPECT_EQ(hashed_paths(1, 1).efficiency, 1.0);
  EXPECT_EQ(hashed_paths(8, 1).efficiency, 1.0);
  EXPECT_NEAR(hashed_paths(1, 64).efficiency, 1.0, 1e-12);
  EXPECT_NEAR(hashed_paths(1, 64).used, 1.0 / 64.0, 1e-12);
  EXPECT_THROW((void)hashed_paths(0, 4), std::domain_error);
}

TEST(HashedPaths, TwoFlowsOnTwoPathsCollideEverySecondTime) {
  const auto made = hashed_paths(2, 2);
  EXPECT_NEAR(made.largest, 1.5, 1e-12);
  EXPECT_NEAR(made.efficiency, 0.75, 1e-12);
}

/// Every way to throw so many balls, counted.
double counted_efficiency(int flows, int paths) {
  int ways = 1;
  for (int i = 0; i < flows; ++i) ways *= paths;
  double sum = 0.0;
  for (int way = 0; way < ways; ++way) {
    std::vector<int> bins(static_cast<std::size_t>(paths));
    for (int i = 0, rest = way; i < flows; ++i, rest /= paths) {
      ++bins[static_cast<std::size_t>(rest % paths)];
    }
    const double even = std::max(1.0, static_cast<double>(flows) / paths);
    sum += even / *std::max_element(bins.begin(), bins.end());
  }
  return sum / ways;
}
TEST(HashedPaths, EqualTheCountOfEveryWay) {
  for (const auto& [flows, paths] : {std::pair{3, 2}, {4, 4}, {6, 3}, {3, 5}, {7, 4}}) {
    EXPECT_NEAR(hashed_paths(flows, paths).efficiency, counted_efficiency(flows, paths), 1e-12);
  }
}

TEST(HashedPaths, TheLimitJoinsTheExactCount) {
  const double exact = hashed_paths(128, 16).efficiency;
  const double limit = hashed_paths(129, 16).efficiency;
  EXPECT_NEAR(limit / exact, 1.0, 0.02);
}

RC_GTEST_PROP(HashedPaths, MoreFlowsSpreadBetter, ()) {
  const auto paths = *rc::gen::inRange<std::int64_t>(2, 32);
  const auto flows = *rc::gen::inRange<std::int64_t>(paths, 100);
  RC_ASSERT(hashed_paths(8 * flows, paths).efficiency > hashed_paths(flows, paths).efficiency);
  const auto made = hashed_paths(flows, paths);
  RC_ASSERT(made.efficiency > 0.0);
  RC_ASSERT(made.efficiency <= 1.0);
  RC_ASSERT(made.largest >= static_cast<double>(flows) / static_cast<double>(paths));
}

TEST(Congestion, LocalTrafficIsNotTapered) {
  constexpr Bandwidth line = 400.0 * giga_bit / second;
  EXPECT_EQ(crossing_rate(line, 3.0, 1.0), line);
  EXPECT_EQ(crossing_rate(line, 1.0, 0.0), line);
  EXPECT_NEAR(ratio(crossing_rate(line, 3.0, 0.0), line), 1.0 / 3.0, 1e-12);
  EXPECT_THROW((void)incast(0, byte, line), std::domain_error);
}

}  // namespace
}  // namespace weft::fabric::queueing_test
