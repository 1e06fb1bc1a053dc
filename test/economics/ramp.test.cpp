// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/ramp.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>
#include <vector>

namespace weft::economics::ramp_test {
namespace {

TEST(Usable, WaitsForTheLatestPart) {
  EXPECT_EQ(usable(3.0, std::vector{2.0, 7.5, 4.0}), 7.5);
  EXPECT_EQ(usable(3.0, std::vector{1.0}), 3.0);
  EXPECT_EQ(usable(3.0, {}), 3.0);
}
TEST(Lateness, IsNeverNegative) {
  EXPECT_EQ(lateness(2.0, 3.0), Time{});
  EXPECT_EQ(lateness(4.0, 3.0), one_month);
}
TEST(Shortfall, OfNoDemandIsNone) {
  const Shortfall none = shortfall({}, {});
  EXPECT_FALSE(none.happens);
  EXPECT_EQ(none.unmet_share(), 0.0);
  EXPECT_THROW((void)shortfall(std::vector{1.0}, {}), std::logic_error);
}

RC_GTEST_PROP(OrderBy, IsReadyInTheMonthThatWasAskedFor, ()) {
  const auto weeks = [] { return *rc::gen::inRange(0, 80) * 1.0 * one_week; };
  Delivery part{*rc::gen::inRange(0, 60) * 1.0, Time{}, weeks(), weeks(), weeks()};
  part.order_ahead = (part.from - order_by(part.from, part)) * one_month;
  RC_ASSERT(std::abs(arrival(part).ready - part.from) < 1e-9);
}
RC_GTEST_PROP(Arrival, IsLaterByWhatTheLeadTimeIsLonger, ()) {
  Delivery part{10.0, 30.0 * one_week, *rc::gen::inRange(0, 80) * 1.0 * one_week, one_week,
                one_week};
  const double before = arrival(part).ready;
  part.lead_time = part.lead_time + one_month;
  RC_ASSERT(std::abs(arrival(part).ready - before - 1.0) < 1e-12);
}
RC_GTEST_PROP(CapacityByMonth, AgreesWithCountingHundredths, ()) {
  std::vector<Addition> additions;
  const auto phases = *rc::gen::inRange(0, 5);
  for (int i = 0; i < phases; ++i) {
    additions.push_back({*rc::gen::inRange(-300, 3000) / 100.0, *rc::gen::inRange(0, 1000) * 1.0});
  }
  std::vector<double> by_month(24);
  capacity_by_month(additions, by_month);
  for (std::size_t m = 0; m < by_month.size(); ++m) {
    double counted = 0.0;
    for (int part = 0; part < 100; ++part) {
      const double middle = static_cast<double>(m) + (part + 0.5) / 100.0;
      for (const Addition& each : additions) counted += middle > each.usable ? each.capacity : 0.0;
    }
    RC_ASSERT(std::abs(by_month[m] - counted / 100.0) < 1e-6);
  }
}
RC_GTEST_PROP(Shortfall, DoesNotGrowWithCapacity, ()) {
  std::vector<double> demand;
  std::vector<double> capacity;
  for (int m = 0; m < 24; ++m) {
    demand.push_back(*rc::gen::inRange(0, 100));
    capacity.push_back(*rc::gen::inRange(0, 100));
  }
  const double before = shortfall(demand, capacity).unmet;
  for (double& each : capacity) each += 1.0;
  RC_ASSERT(shortfall(demand, capacity).unmet <= before);
}

}  // namespace
}  // namespace weft::economics::ramp_test
