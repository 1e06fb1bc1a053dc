// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/stranded.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::economics::stranded_test {
namespace {

TEST(StrandedCost, OfPunctualNetworksIsZero) {
  const StrandedRate rate{dollar / one_hour, dollar / one_hour, dollar / one_hour,
                          dollar / one_hour};
  EXPECT_EQ(stranded_cost(stranded_time(1000.0, 5.0, 5.0), rate, 0.0).total(), Money{});
}
TEST(StrandedCost, IsNothingWhenAllIsMitigated) {
  const StrandedRate rate{.lost_margin = dollar / one_hour};
  EXPECT_EQ(stranded_cost(one_hour, rate, 1.0).total(), Money{});
}
TEST(StrandedRate, LosesWithinTheYearWhatTheDecaySays) {
  // Twelve months of a monthly loss on the value that is left each time.
  Money value = 1000.0 * dollar;
  Money lost{};
  for (int m = 0; m < 12; ++m) {
    const Money month =
        stranded_rate(value, {}, {0.28, Period::year}, MoneyRate{}, MoneyRate{}).decay * one_month;
    lost = lost + month;
    value = value - month;
  }
  EXPECT_NEAR(lost.value(), 280.0, 1e-9);
}

RC_GTEST_PROP(StrandedCost, IsLinearInTimeAndAccelerators, ()) {
  const double accelerators = *rc::gen::inRange(1, 100000);
  const double late = *rc::gen::inRange(1, 1200) / 64.0;
  const StrandedRate rate =
      stranded_rate(30000.0 * dollar, {0.1, Period::year}, {0.28, Period::year},
                    0.1 * dollar / one_hour, dollar / one_hour);
  const Money once =
      stranded_cost(stranded_time(accelerators, 2.0, 2.0 + late), rate, 0.25).total();
  const Money twice =
      stranded_cost(stranded_time(2.0 * accelerators, 2.0, 2.0 + late), rate, 0.25).total();
  const Money longer =
      stranded_cost(stranded_time(accelerators, 2.0, 2.0 + 2.0 * late), rate, 0.25).total();
  RC_ASSERT(std::abs(ratio(twice, once) - 2.0) < 1e-12);
  RC_ASSERT(std::abs(ratio(longer, once) - 2.0) < 1e-12);
}

}  // namespace
}  // namespace weft::economics::stranded_test
