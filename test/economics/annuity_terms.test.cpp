// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/annuity_terms.hpp"

#include "weft/economics/compounding.hpp"
#include "weft/economics/loan_schedule.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>

namespace weft::economics::annuity_terms_test {
namespace {

Annuity some_annuity() {
  Annuity of{.rate = *rc::gen::inRange(-50, 300) / 1000.0,
             .periods = static_cast<double>(*rc::gen::inRange(1, 120)),
             .payment = -1.0 * *rc::gen::inRange(1, 500) * dollar,
             .future = *rc::gen::inRange(0, 1000) * 1.0 * dollar,
             .due = *rc::gen::arbitrary<bool>() ? Due::begin : Due::end};
  of.present = annuity_present(of);
  return of;
}

TEST(Annuity, WithoutInterestTheTermsAddUp) {
  const Annuity of{.periods = 10.0, .payment = -5.0 * dollar, .present = 30.0 * dollar};
  EXPECT_EQ(annuity_future(of), 20.0 * dollar);
  EXPECT_EQ(*annuity_periods(of), 6.0);
  EXPECT_EQ(annuity_present(of), 50.0 * dollar);
}
TEST(Annuity, PaymentsThatNeverPayHaveNoTerm) {
  EXPECT_FALSE(annuity_periods({.rate = 0.1, .payment = -dollar, .present = 20.0 * dollar}));
  EXPECT_FALSE(annuity_periods({.present = dollar}));
  EXPECT_FALSE(annuity_rate({.periods = 3.0, .payment = dollar, .present = dollar}));
}
TEST(Annuity, RefusesALossOfEverything) {
  EXPECT_THROW((void)annuity_future({.rate = -1.0, .periods = 2.0}), std::domain_error);
  EXPECT_THROW((void)annuity_periods({.rate = -2.0}), std::domain_error);
  EXPECT_THROW((void)annuity_rate({.periods = 0.0}), std::domain_error);
}
TEST(Annuity, ARateOfZeroIsFoundAsZero) {
  EXPECT_EQ(*annuity_rate({.periods = 4.0, .payment = -dollar, .present = 4.0 * dollar}), 0.0);
}

RC_GTEST_PROP(Annuity, EachTermIsGotBackFromTheOthers, ()) {
  const Annuity of = some_annuity();
  const double size = std::abs(of.present.value()) + of.periods * std::abs(of.payment.value());
  RC_ASSERT(std::abs((annuity_future(of) - of.future).value()) <
            1e-9 * (size + of.future.value()) * (1.0 + std::pow(1.0 + of.rate, of.periods)));
  const Money paid = annuity_payment(of.present, of.rate, of.periods, of.future, of.due);
  RC_ASSERT(std::abs((paid + of.payment).value()) < 1e-9 * size);
}
RC_GTEST_PROP(Annuity, TheRateMakesThePaymentsBalance, ()) {
  const Annuity loan{.periods = static_cast<double>(*rc::gen::inRange(2, 120)),
                     .payment = -1.0 * *rc::gen::inRange(10, 500) * dollar,
                     .present = *rc::gen::inRange(10, 5000) * 1.0 * dollar};
  const auto rate = annuity_rate(loan);
  if (!rate) return;
  Annuity at = loan;
  at.rate = *rate;
  RC_ASSERT(std::abs((annuity_present(at) - loan.present).value()) < 1e-9 * 1e4);
}

TEST(LoanPayment, InAdvanceTheFirstBearsNoInterest) {
  const Annuity loan{.rate = 0.01, .periods = 10.0, .present = 100.0 * dollar, .due = Due::begin};
  EXPECT_EQ(loan_payment(loan, 1).interest, Money{});
  EXPECT_LT(loan_payment(loan, 2).interest, Money{});
}
TEST(LoanPayment, RefusesNumbersOutsideTheTerm) {
  const Annuity loan{.rate = 0.01, .periods = 10.0, .present = 100.0 * dollar};
  EXPECT_THROW((void)loan_payment(loan, 0), std::domain_error);
  EXPECT_THROW((void)loan_payment(loan, 11), std::domain_error);
  EXPECT_THROW((void)loan_payments(loan, 3, 2), std::domain_error);
}
RC_GTEST_PROP(LoanPayment, PrincipalPaidIsThePrincipal, ()) {
  Annuity loan{.rate = *rc::gen::inRange(0, 50) / 1000.0,
               .periods = static_cast<double>(*rc::gen::inRange(1, 60)),
               .present = *rc::gen::inRange(1, 100000) * 1.0 * dollar,
               .due = *rc::gen::arbitrary<bool>() ? Due::begin : Due::end};
  const LoanPayment all = loan_payments(loan, 1, static_cast<std::int64_t>(loan.periods));
  RC_ASSERT(std::abs((all.principal + loan.present).value()) < 1e-9 * loan.present.value());
  const Money level = annuity_payment(loan.present, loan.rate, loan.periods, {}, loan.due);
  RC_ASSERT(std::abs((all.total() + loan.periods * level).value()) <
            1e-9 * loan.periods * level.value());
}

TEST(Compounding, NominalAndEffectiveAreInverse) {
  EXPECT_NEAR(effective_rate(nominal_rate(0.1, 12.0), 12.0), 0.1, 1e-15);
  EXPECT_NEAR(effective_rate(0.1, 1.0), 0.1, 1e-16);
  EXPECT_EQ(nominal_rate(0.0, 4.0), 0.0);
}
TEST(Compounding, GrowthReachesWhatItWasMadeFrom) {
  const double rate = growth_rate(100.0 * dollar, 250.0 * dollar, 7.0);
  EXPECT_NEAR(periods_to_reach(100.0 * dollar, 250.0 * dollar, rate), 7.0, 1e-12);
  EXPECT_NEAR(
      scheduled_value(100.0 * dollar, std::array{rate, rate, rate, rate, rate, rate, rate}).value(),
      250.0, 1e-10);
}
TEST(Compounding, RefusesWhatHasNoRate) {
  EXPECT_THROW((void)growth_rate(dollar, -dollar, 2.0), std::domain_error);
  EXPECT_THROW((void)periods_to_reach(dollar, 2.0 * dollar, 0.0), std::domain_error);
  EXPECT_THROW((void)effective_rate(0.1, 0.0), std::domain_error);
  EXPECT_THROW((void)nominal_rate(-1.0, 4.0), std::domain_error);
}

}  // namespace
}  // namespace weft::economics::annuity_terms_test
