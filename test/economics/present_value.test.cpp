// SPDX-License-Identifier: Apache-2.0
#include "weft/economics/present_value.hpp"

#include "weft/economics/returns.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace weft::economics::present_value_test {
namespace {

std::vector<Money> some_flows() {
  std::vector<Money> flows;
  const auto count = *rc::gen::inRange<std::size_t>(1, 80);
  for (std::size_t i = 0; i < count; ++i) {
    flows.push_back(*rc::gen::inRange(-1000000, 1000000) * 1.0 * dollar);
  }
  return flows;
}
double size_of(const std::vector<Money>& flows) {
  double size = 1.0;
  for (const Money& each : flows) size += std::abs(each.value());
  return size;
}

TEST(NetPresentValue, DoesNotDiscountTheFirstFlow) {
  const std::vector<Money> flows{-100.0 * dollar};
  EXPECT_EQ(net_present_value(flows, {0.5, Period::year}), -100.0 * dollar);
  EXPECT_LT(-100.0 * dollar, net_present_value_excel(flows, {0.5, Period::year}));
}
TEST(NetPresentValue, OfNothingIsZero) {
  EXPECT_EQ(net_present_value({}, {0.1, Period::year}), Money{});
}
TEST(NetPresentValue, TakesTheRateAsEffectiveAYear) {
  std::vector<Money> flows(13);
  flows[12] = 110.0 * dollar;
  EXPECT_NEAR(net_present_value(flows, {0.1, Period::year}).value(), 100.0, 1e-12);
}

RC_GTEST_PROP(NetPresentValue, WithoutDiscountIsTheSum, ()) {
  const auto flows = some_flows();
  double sum = 0.0;
  for (const Money& each : flows) sum += each.value();
  RC_ASSERT(net_present_value(flows, {0.0, Period::year}).value() == sum);
}
RC_GTEST_PROP(NetPresentValue, AgreesWithDiscountingEachFlowAlone, ()) {
  const auto flows = some_flows();
  const PerPeriod rate{*rc::gen::inRange(-20, 100) / 100.0, Period::year};
  double sum = 0.0;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    sum += flows[i].value() * discount_factor(rate, static_cast<double>(i));
  }
  RC_ASSERT(std::abs(net_present_value(flows, rate).value() - sum) < 1e-11 * size_of(flows));
}
RC_GTEST_PROP(NetPresentValue, IsLinearInTheFlows, ()) {
  auto flows = some_flows();
  const PerPeriod rate{0.1, Period::year};
  const Money once = net_present_value(flows, rate);
  for (Money& each : flows) each = 2.0 * each;
  RC_ASSERT(net_present_value(flows, rate) == 2.0 * once);
}
RC_GTEST_PROP(NetPresentValue, FallsWithTheRateWhenAllIsEarnedLater, ()) {
  const double low = *rc::gen::inRange(0, 50) / 100.0;
  std::vector<Money> flows(24, 5.0 * dollar);
  flows[0] = -60.0 * dollar;
  RC_ASSERT(net_present_value(flows, {low + 0.01, Period::year}) <
            net_present_value(flows, {low, Period::year}));
}

TEST(ProfitabilityIndex, IsOneMoreThanThePresentValuePerOutlay) {
  const std::vector<Money> in{Money{}, 80.0 * dollar, 80.0 * dollar};
  const std::vector<Money> out{100.0 * dollar, Money{}, 10.0 * dollar};
  const std::vector<Money> net{-100.0 * dollar, 80.0 * dollar, 70.0 * dollar};
  const PerPeriod rate{0.01, Period::month};
  const Money paid = present_value(out, rate);
  EXPECT_NEAR(*profitability_index(present_value(in, rate), paid),
              1.0 + ratio(net_present_value(net, rate), paid), 1e-14);
}
TEST(ProfitabilityIndex, IsAbsentWhenNothingIsPaid) {
  const auto index = profitability_index(dollar, Money{});
  ASSERT_FALSE(index);
  EXPECT_EQ(index.why().reason, &nothing_paid);
}
TEST(GrossMargin, IsNotTheMarkUp) {
  EXPECT_NEAR(*gross_margin(562027.0 * dollar, 87072.0 * dollar), 0.845, 0.0005);
  EXPECT_FALSE(gross_margin(Money{}, dollar));
}

}  // namespace
}  // namespace weft::economics::present_value_test
