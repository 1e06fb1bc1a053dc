// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/annuity.hpp"

#include "weft/economics/present_value.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>
#include <vector>

namespace weft::economics::annuity_test {
namespace {

TEST(CapitalRecoveryFactor, OfOnePeriodPaysAllBackWithInterest) {
  EXPECT_NEAR(capital_recovery_factor(0.07, 1.0), 1.07, 1e-15);
}
TEST(CapitalRecoveryFactor, HasNoStepAtZeroInterest) {
  EXPECT_EQ(capital_recovery_factor(0.0, 48.0), 1.0 / 48.0);
  EXPECT_NEAR(capital_recovery_factor(1e-12, 48.0), 1.0 / 48.0, 1e-12);
  EXPECT_NEAR(capital_recovery_factor(-1e-12, 48.0), 1.0 / 48.0, 1e-12);
}
TEST(CapitalRecoveryFactor, RefusesNoPeriods) {
  EXPECT_THROW((void)capital_recovery_factor(0.1, 0.0), std::domain_error);
  EXPECT_THROW((void)capital_recovery_factor(-1.0, 5.0), std::domain_error);
}

RC_GTEST_PROP(AnnuityPayment, HasThePresentValueOfTheLoan, ()) {
  const double rate = *rc::gen::inRange(0, 300) / 10000.0;
  const auto periods = *rc::gen::inRange<std::size_t>(1, 240);
  const Money payment = annuity_payment(1e6 * dollar, rate, static_cast<double>(periods));
  const std::vector<Money> payments(periods, payment);
  RC_ASSERT(std::abs(net_present_value_excel(payments, {rate, Period::month}).value() - 1e6) <
            1e-4);
}
RC_GTEST_PROP(LoanBalance, AgreesWithPayingMonthByMonth, ()) {
  const double rate = *rc::gen::inRange(0, 300) / 10000.0;
  const auto periods = *rc::gen::inRange(2, 120);
  const auto paid = *rc::gen::inRange(0, periods);
  const Money payment = annuity_payment(1e6 * dollar, rate, periods);
  Money owed = 1e6 * dollar;
  for (int k = 0; k < paid; ++k) owed = (1.0 + rate) * owed - payment;
  RC_ASSERT(std::abs((loan_balance(1e6 * dollar, rate, periods, paid) - owed).value()) < 1e-4);
}
RC_GTEST_PROP(EquivalentAnnualCost, HasThePresentValueOfTheAsset, ()) {
  const double rate = *rc::gen::inRange(1, 30) / 100.0;
  const double salvage = *rc::gen::inRange(0, 90) / 100.0;
  const auto life = *rc::gen::inRange<std::size_t>(1, 15);
  const Money level =
      equivalent_annual_cost(1000.0 * dollar, salvage, rate, static_cast<double>(life));
  std::vector<Money> flows(life + 1, level);
  flows.front() = Money{};
  flows.back() = flows.back() + salvage * 1000.0 * dollar;
  RC_ASSERT(std::abs(net_present_value(flows, {rate, Period::month}).value() - 1000.0) < 1e-9);
}

}  // namespace
}  // namespace weft::economics::annuity_test
