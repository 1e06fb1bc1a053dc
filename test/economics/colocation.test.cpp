// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/colocation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace weft::economics::colocation_test {
namespace {

constexpr EnergyCost energy{70.0 * dollar, 30.0 * dollar};
constexpr Power kilowatt = kilo * watt;

Colocation hall(double take_or_pay, bool included) {
  return {125.0 * dollar / kilowatt / one_month, 1000.0 * kilowatt, take_or_pay, included};
}

TEST(Colocation, IsPaidWhenEmpty) {
  const auto cost = colocation_cost(hall(0.8, false), Power{}, one_month, {});
  EXPECT_EQ(cost.used, Money{});
  EXPECT_NEAR(cost.take_or_pay.value(), 100000.0, 1e-6);
}
TEST(Colocation, WithoutTakeOrPayCostsNothingWhenEmpty) {
  EXPECT_EQ(colocation_cost(hall(0.0, false), Power{}, one_month, {}).total(), Money{});
}
TEST(Colocation, NeverChargesEnergyTwice) {
  EXPECT_EQ(colocation_cost(hall(1.0, true), kilowatt, one_month, energy).energy, Money{});
  EXPECT_EQ(colocation_cost(hall(1.0, false), kilowatt, one_month, energy).energy, 100.0 * dollar);
}
TEST(EnergyCost, AtAPueOfOneHasNoOverhead) {
  EXPECT_EQ(energy_cost(kilowatt, 1.0, one_hour, dollar / kilowatt_hour).overhead, Money{});
  EXPECT_THROW((void)energy_cost(kilowatt, 0.9, one_hour, dollar / kilowatt_hour),
               std::domain_error);
}

RC_GTEST_PROP(Colocation, NeverFallsWithPower, ()) {
  const double kw = *rc::gen::inRange(0, 2000);
  const auto total = [&](double load) {
    return colocation_cost(hall(0.8, false), load * kilowatt, one_month, energy).total();
  };
  RC_ASSERT(total(kw + 1.0).value() >= total(kw).value() - 1e-6);
}
RC_GTEST_PROP(EnergyCost, IsLinearInThePrice, ()) {
  const auto price = *rc::gen::inRange(1, 100) / 100.0 * dollar / kilowatt_hour;
  const double pue = 1.0 + *rc::gen::inRange(0, 100) / 100.0;
  RC_ASSERT(energy_cost(kilowatt, pue, one_hour, 2.0 * price).total() ==
            2.0 * energy_cost(kilowatt, pue, one_hour, price).total());
}

}  // namespace
}  // namespace weft::economics::colocation_test
