// SPDX-License-Identifier: Apache-2.0
// How late a fabric is behind the accelerators, and what the wait costs.
#include "tried.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace lateness_test {
namespace {

using tried::Tried;
using namespace weft;

const std::string minimal = std::string(WEFT_ROOT) + "/examples/minimal.json";

Tried with(const std::string& lead_time, const std::string& order_ahead,
           std::vector<std::string> more = {}) {
  more.push_back("fabrics.backend.delivery={\"order_ahead\": \"" + order_ahead +
                 "\", \"lead_time\": " + lead_time + "}");
  more.push_back("clusters.main.price=$400k");
  return tried::file(minimal, {.variant = {}, .overlays = {}, .settings = std::move(more)});
}
const plan::FabricLateness& late(const Tried& made) {
  return *made.outcome().fabrics.find("backend")->lateness;
}
double weeks(Time of) { return ratio(of, one_week); }

const std::string cases =
    R"({"dist": "discrete", "of": {"12 weeks": 0.50, "20 weeks": 0.35, "36 weeks": 0.15}})";

TEST(Lateness, ASpreadIsLateOnAverageAlthoughItsMedianIsInTime) {
  const Tried made = with(cases, "12 weeks");
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_NEAR(weeks(late(made).late_mean), 6.4, 1e-9);
  const Money each_day = *late(made).late_cost_per_day * one_day;
  EXPECT_NEAR(ratio(*late(made).late_cost, each_day), 6.4 * 7.0, 1e-6);
  EXPECT_NEAR(ratio(*late(made).late_cost_p90, each_day), 24.0 * 7.0, 1e-6);
}

TEST(Lateness, OrderedEarlyEnoughForNineOfTenItCostsLittle) {
  const Tried made = with(cases, "36 weeks");
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_EQ(late(made).late_mean, Time{});
  EXPECT_EQ(*late(made).late_cost, Money{});
  EXPECT_NEAR(late(made).order_by * ratio(one_month, one_week), -36.0, 1e-9);
}

TEST(Lateness, ASingleTimeIsLateByWhatItExceeds) {
  const Tried made = with("\"20 weeks\"", "12 weeks");
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_NEAR(weeks(late(made).late_mean), 8.0, 1e-9);
}

TEST(Lateness, CountsFromTheDayOfTheAccelerators) {
  const Tried made =
      with("\"20 weeks\"", "12 weeks",
           {R"(clusters.main.delivery={"order_ahead": "0 weeks", "lead_time": "5 weeks"})"});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_NEAR(weeks(late(made).late_mean), 3.0, 1e-9);
}

TEST(Lateness, WaitingCostsInterestAndDecayAtLeast) {
  const Tried made = with("\"20 weeks\"", "12 weeks");
  ASSERT_TRUE(made.good()) << made.said();
  // 32 nodes of $400k: 10 % interest and 28 % decay a year, effective.
  const double day = ratio(*late(made).late_cost_per_day * one_day, dollar);
  const double month = 32.0 * 400e3 * (std::pow(1.10, 1.0 / 12) - std::pow(0.72, 1.0 / 12));
  EXPECT_NEAR(day, month / ratio(one_month, one_day), 1e-6 * day);
}

}  // namespace
}  // namespace lateness_test
