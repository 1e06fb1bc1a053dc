// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/staff.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace weft::economics::staff_test {
namespace {

constexpr StaffRatios ratios{6.0, 0.7, 1.0, 2.0, 0.5};

TEST(Staff, OfNothingIsTheBase) { EXPECT_EQ(staff(ratios, {}).total(), 6.0); }
TEST(Staff, IsUnchangedInItsBaseByAutomation) {
  StaffRatios full = ratios;
  full.automation = 0.0;
  EXPECT_EQ(staff(full, {5.0, 3.0, 1000.0}).total(), 6.0);
}
TEST(SupportCost, OfNoTimeIsZero) {
  EXPECT_EQ(support_cost(dollar, {0.08, Period::year}, Time{}), Money{});
  EXPECT_THROW((void)support_cost(dollar, {-0.08, Period::year}, one_year), std::domain_error);
}
TEST(SupportCost, DoesNotCompound) {
  EXPECT_NEAR(support_cost(100.0 * dollar, {0.01, Period::month}, one_year).value(), 12.0, 1e-12);
}

RC_GTEST_PROP(NextFabricCost, IsTheDifferenceThatOneMoreFabricMakes, ()) {
  const double fabrics = *rc::gen::inRange(0, 10);
  const double kinds = *rc::gen::inRange(0, 4);
  const double devices = *rc::gen::inRange(0, 5000);
  const double more = *rc::gen::inRange(0, 500);
  const bool new_nos = *rc::gen::arbitrary<bool>();
  const MoneyRate salary = 2e5 * dollar / one_year;
  const double before = staff(ratios, {fabrics, kinds, devices}).total();
  const double after =
      staff(ratios, {fabrics + 1.0, kinds + (new_nos ? 1.0 : 0.0), devices + more}).total();
  RC_ASSERT(std::abs(ratio(next_fabric_cost(ratios, more, new_nos, salary), salary) -
                     (after - before)) < 1e-12);
}

}  // namespace
}  // namespace weft::economics::staff_test
