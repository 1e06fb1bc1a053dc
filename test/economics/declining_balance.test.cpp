// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/declining_balance.hpp"

#include "weft/economics/macrs.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace weft::economics::declining_balance_test {
namespace {

RC_GTEST_PROP(SumOfYears, DeductsCostLessSalvage, ()) {
  const int life = *rc::gen::inRange(1, 40);
  Money sum{};
  for (int k = 1; k <= life; ++k) {
    sum = sum + sum_of_years(1000.0 * dollar, 100.0 * dollar, life, k);
  }
  RC_ASSERT(std::abs(sum.value() - 900.0) < 1e-9);
}
RC_GTEST_PROP(VariableDeclining, DeductsCostLessSalvageOverTheLife, ()) {
  const double life = *rc::gen::inRange(1, 40);
  const double salvage = *rc::gen::inRange(0, 1000);
  const double factor = *rc::gen::inRange(5, 40) / 10.0;
  const Money all = variable_declining(1000.0 * dollar, salvage * dollar, life, 0.0, life, factor);
  RC_ASSERT(std::abs(all.value() - (1000.0 - salvage)) < 1e-9);
}
RC_GTEST_PROP(VariableDeclining, PartsOfTheLifeAddUp, ()) {
  const double cut = *rc::gen::inRange(0, 100) / 10.0;
  const auto part = [](double from, double to) {
    return variable_declining(2400.0 * dollar, 300.0 * dollar, 10.0, from, to, 1.5).value();
  };
  RC_ASSERT(std::abs(part(0.0, cut) + part(cut, 10.0) - part(0.0, 10.0)) < 1e-9);
}
TEST(VariableDeclining, WithoutASwitchItIsTheDecliningBalance) {
  for (int k = 1; k <= 6; ++k) {
    EXPECT_NEAR(
        variable_declining(1e6 * dollar, 1e5 * dollar, 6.0, k - 1.0, k, 2.0, LateMethod::declining)
            .value(),
        declining_balance(1e6 * dollar, 1e5 * dollar, 6.0, k).value(), 1e-6);
  }
}
TEST(DecliningBalance, NeverGoesBelowTheSalvage) {
  EXPECT_EQ(declining_balance(1000.0 * dollar, 900.0 * dollar, 5.0, 1.0), 100.0 * dollar);
  EXPECT_EQ(declining_balance(1000.0 * dollar, 900.0 * dollar, 5.0, 2.0), Money{});
  EXPECT_EQ(declining_balance(1000.0 * dollar, 2000.0 * dollar, 5.0, 1.0), Money{});
  EXPECT_EQ(declining_balance(1000.0 * dollar, Money{}, 1.0, 1.0), 1000.0 * dollar);
}
TEST(FixedDeclining, AShortFirstYearLeavesARestAtTheEnd) {
  EXPECT_GT(fixed_declining(1e6 * dollar, 1e5 * dollar, 6.0, 7, 7.0), Money{});
  EXPECT_THROW((void)fixed_declining(1e6 * dollar, 1e5 * dollar, 6.0, 7), std::domain_error);
  EXPECT_EQ(fixed_declining(1000.0 * dollar, Money{}, 5.0, 1), 1000.0 * dollar);
}
TEST(Depreciation, RefusesWhatIsNoLife) {
  EXPECT_THROW((void)sum_of_years(dollar, Money{}, 0.0, 1.0), std::domain_error);
  EXPECT_THROW((void)sum_of_years(dollar, Money{}, 3.0, 4.0), std::domain_error);
  EXPECT_THROW((void)declining_balance(dollar, Money{}, 3.0, 4.0), std::domain_error);
  EXPECT_THROW((void)variable_declining(dollar, Money{}, 3.0, 2.0, 1.0), std::domain_error);
  EXPECT_THROW((void)variable_declining(dollar, Money{}, 3.0, 0.0, 4.0), std::domain_error);
}

constexpr std::int64_t lives[] = {3, 5, 7, 10, 15, 20};

TEST(Macrs, TheTableIsTheRuleToItsLastDigits) {
  for (const std::int64_t life : lives) {
    for (std::int64_t year = 1; year <= life + 1; ++year) {
      EXPECT_NEAR(macrs_share(life, TaxConvention::half_year, year),
                  macrs_rule(life, TaxConvention::half_year, year), 1.2e-4)
          << life << " years, year " << year;
    }
    EXPECT_EQ(macrs_share(life, TaxConvention::half_year, life + 2), 0.0);
  }
}
TEST(Macrs, EveryConventionDeductsTheWholeCost) {
  for (const std::int64_t life : lives) {
    for (int c = 0; c <= 4; ++c) {
      double rule = 0.0;
      double share = 0.0;
      for (std::int64_t year = 1; year <= life + 1; ++year) {
        rule += macrs_rule(life, static_cast<TaxConvention>(c), year);
        share += macrs_share(life, static_cast<TaxConvention>(c), year);
      }
      EXPECT_NEAR(rule, 1.0, 1e-12) << life;
      EXPECT_NEAR(share, 1.0, 1e-5) << life;
    }
  }
}
TEST(Macrs, LateInTheYearIsTableA5) {
  const double published[] = {0.05, 0.38, 0.228, 0.1368, 0.1094, 0.0958};
  for (std::int64_t year = 1; year <= 6; ++year) {
    EXPECT_NEAR(macrs_share(5, TaxConvention::fourth_quarter, year), published[year - 1], 1.2e-4);
  }
}
TEST(TaxDeduction, WhatIsExpensedIsDeductedAtOnce) {
  const auto deducted = [](double expensed, std::int64_t year) {
    return tax_deduction(100.0 * dollar, expensed, 5, TaxConvention::half_year, year).value();
  };
  EXPECT_EQ(deducted(1.0, 1), 100.0);
  EXPECT_EQ(deducted(1.0, 2), 0.0);
  EXPECT_NEAR(deducted(0.4, 1), 40.0 + 12.0, 1e-12);
  EXPECT_NEAR(deducted(0.4, 2), 0.6 * 32.0, 1e-12);
}
TEST(TaxShield, WithoutInterestIsTheTaxOnTheCost) {
  const std::vector<Money> deductions{20.0 * dollar, 30.0 * dollar, 50.0 * dollar};
  EXPECT_NEAR(tax_shield(deductions, 0.25, {}).value(), 25.0, 1e-12);
  EXPECT_NEAR(tax_shield(std::vector{110.0 * dollar}, 0.5, {0.1, Period::year}).value(), 50.0,
              1e-12);
}

}  // namespace
}  // namespace weft::economics::declining_balance_test
