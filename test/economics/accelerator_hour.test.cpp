// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/accelerator_hour.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::economics::accelerator_hour_test {
namespace {

TEST(AcceleratorHour, IsAbsentWhenNothingIsProvisioned) {
  EXPECT_FALSE(accelerator_hour({.capex = dollar}, {}));
}
TEST(AcceleratorHour, IsAbsentPerUsedHourWhenNothingIsUsed) {
  const auto hour = accelerator_hour({.capex = dollar}, {one_hour, one_hour, Time{}});
  ASSERT_TRUE(hour);
  EXPECT_TRUE(hour->available);
  ASSERT_FALSE(hour->used);
  EXPECT_EQ(hour->used.why().reason, &no_accelerator_time);
}
TEST(BreakEvenUtilisation, IsAbsentWithoutARent) {
  EXPECT_FALSE(break_even_utilisation(dollar / one_hour, MoneyRate{}));
}

RC_GTEST_PROP(AcceleratorHour, TermsAddUpAndDenominatorsOrder, ()) {
  const auto amount = [] { return *rc::gen::inRange(0, 1000000) * 1.0 * dollar; };
  const TotalCost cost{amount(), amount(), amount(), amount(), Money{}};
  const double available = *rc::gen::inRange(1, 100) / 100.0;
  const double used = available * *rc::gen::inRange(1, 100) / 100.0;
  const Time stands = 1e6 * one_hour;
  const auto hour = accelerator_hour(cost, {stands, available * stands, used * stands});
  RC_ASSERT(std::abs(ratio(hour->total() * stands - cost.total(), dollar)) < 1e-6);
  RC_ASSERT(!(*hour->available < cost.total() / stands));
  RC_ASSERT(!(*hour->used < *hour->available));
}
RC_GTEST_PROP(BreakEvenUtilisation, MakesOwningAndRentingEqual, ()) {
  const MoneyRate own = *rc::gen::inRange(1, 500) / 100.0 * dollar / one_hour;
  const MoneyRate rent = *rc::gen::inRange(1, 500) / 100.0 * dollar / one_hour;
  const double share = *break_even_utilisation(own, rent);
  RC_ASSERT(std::abs(ratio(share * rent, own) - 1.0) < 1e-12);
}

}  // namespace
}  // namespace weft::economics::accelerator_hour_test
