// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/capex.hpp"

#include "weft/economics/total_cost.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace weft::economics::capex_test {
namespace {

TEST(SpareUnits, AreNoneForAShareOfZero) { EXPECT_EQ(spare_units(1000, 0.0), 0); }
TEST(SpareUnits, AreAtLeastOneForAnyOtherShare) { EXPECT_EQ(spare_units(3, 0.01), 1); }
TEST(SpareUnits, AreNotRaisedByRounding) {
  EXPECT_EQ(spare_units(100, 0.03), 3);
  EXPECT_EQ(spare_units(1000, 0.07), 70);
}
TEST(SpareUnits, OfNothingAreNone) { EXPECT_EQ(spare_units(0, 0.5), 0); }
TEST(SpareUnits, RefuseNegativeShares) {
  EXPECT_THROW((void)spare_units(10, -0.1), std::domain_error);
  EXPECT_THROW((void)spare_units(-1, 0.1), std::domain_error);
}
TEST(Capex, AddsByClass) {
  const Capex once{1.0 * dollar, 2.0 * dollar, 3.0 * dollar, 4.0 * dollar};
  EXPECT_EQ((once + once).networks, 6.0 * dollar);
  EXPECT_EQ((once + once).total(), 2.0 * once.total());
}
TEST(Opex, AddsByKind) {
  const Opex once{1.0 * dollar, 2.0 * dollar, 3.0 * dollar,
                  4.0 * dollar, 5.0 * dollar, 6.0 * dollar};
  EXPECT_EQ((once + once).total(), 42.0 * dollar);
}

RC_GTEST_PROP(SpareUnits, AreEnoughAndNotOneTooMany, ()) {
  const auto count = *rc::gen::inRange<std::int64_t>(0, 100000);
  const auto percent = *rc::gen::inRange<std::int64_t>(0, 100);
  RC_ASSERT(spare_units(count, static_cast<double>(percent) / 100.0) ==
            (count * percent + 99) / 100);
}

}  // namespace
}  // namespace weft::economics::capex_test
