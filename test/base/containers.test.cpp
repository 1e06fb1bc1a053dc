// SPDX-License-Identifier: Apache-2.0
#include "weft/base/diagnostic.hpp"
#include "weft/base/feasible.hpp"
#include "weft/base/monthly.hpp"
#include "weft/base/named.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace containers_test {
namespace {

using weft::calendar_month;
using weft::Feasible;
using weft::Infeasible;
using weft::Monthly;
using weft::Named;
using weft::Reason;

inline constexpr Reason too_many{"test.too-many", "there are too many"};

TEST(Named, KeepsTheOrderOfTheAuthor) {
  Named<int> things;
  things["zeta"] = 1;
  things["alpha"] = 2;
  things["zeta"] = 3;
  ASSERT_EQ(things.size(), 2U);
  EXPECT_EQ(things.entries[0].name, "zeta");
  EXPECT_EQ(things.entries[0].value, 3);
  EXPECT_EQ(things.index("alpha"), 1U);
  EXPECT_EQ(things.index("beta"), things.size());
}

TEST(Named, FindsNothingRatherThanMakingIt) {
  Named<int> things;
  EXPECT_EQ(things.find("x"), nullptr);
  EXPECT_TRUE(things.empty());
  things["x"] = 5;
  const Named<int>& same = things;
  ASSERT_NE(same.find("x"), nullptr);
  EXPECT_EQ(*same.find("x"), 5);
}

TEST(Feasible, HoldsAValueOrAReason) {
  Feasible<double> value = 3.0;
  ASSERT_TRUE(value);
  EXPECT_EQ(*value, 3.0);
  EXPECT_THROW((void)value.why(), std::logic_error);
  const Feasible<double> none = Infeasible{&too_many, 5.0, 3.0, {}};
  ASSERT_FALSE(none);
  EXPECT_EQ(none.why().reason->id, "test.too-many");
  EXPECT_EQ(none.why().needed, 5.0);
  EXPECT_EQ(none.value_or(7.0), 7.0);
  EXPECT_THROW((void)*none, std::logic_error);
  *value = 4.0;
  EXPECT_EQ(value.value_or(0.0), 4.0);
}

TEST(Feasible, HasNoValueUntilItIsGivenOne) {
  const Feasible<std::string> fresh;
  EXPECT_FALSE(fresh);
  EXPECT_EQ(fresh.why().reason, nullptr);
}

TEST(Monthly, IsConstantWithOnePoint) {
  const Monthly<double> constant = 5.0;
  EXPECT_EQ(constant.at(calendar_month(2027, 1)), 5.0);
  EXPECT_EQ(constant.at(calendar_month(1, 1)), 5.0);
  EXPECT_EQ(Monthly<double>{}.at(calendar_month(2027, 1)), 0.0);
}

TEST(Monthly, IsLinearBetweenPointsAndConstantOutside) {
  Monthly<double> forecast;
  forecast.points = {{calendar_month(2027, 1), 10.0},
                     {calendar_month(2027, 5), 30.0},
                     {calendar_month(2028, 1), 30.0}};
  EXPECT_EQ(forecast.at(calendar_month(2026, 12)), 10.0);
  EXPECT_EQ(forecast.at(calendar_month(2027, 1)), 10.0);
  EXPECT_EQ(forecast.at(calendar_month(2027, 2)), 15.0);
  EXPECT_EQ(forecast.at(calendar_month(2027, 5)), 30.0);
  EXPECT_EQ(forecast.at(calendar_month(2027, 9)), 30.0);
  EXPECT_EQ(forecast.at(calendar_month(2040, 1)), 30.0);
}

TEST(Diagnostics, CountsOnlyErrorsAsErrors) {
  weft::Diagnostics found;
  found.warn("WF0901", "site", "suspicious");
  EXPECT_FALSE(found.has_errors());
  found.error("WF0201", "site.pue", "not a number", "write 1.2");
  EXPECT_TRUE(found.has_errors());
  EXPECT_EQ(found.items.size(), 2U);
  EXPECT_EQ(found.items[1].hint, "write 1.2");
}

}  // namespace
}  // namespace containers_test
