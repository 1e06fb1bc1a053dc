// SPDX-License-Identifier: Apache-2.0
// How assets are paid, what they are worth, and what the state takes.
#include "tried.hpp"
#include "weft/plan/evaluate_alternatives.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace money_test {
namespace {

using tried::Tried;
using namespace weft;

const std::string minimal = std::string(WEFT_ROOT) + "/examples/minimal.json";

Tried with(std::vector<std::string> settings) {
  settings.push_back("workloads.chat.price={\"input\": \"$2 /Mtok\", \"output\": \"$12 /Mtok\"}");
  return tried::file(minimal, {.variant = {}, .overlays = {}, .settings = std::move(settings)});
}
const plan::CostOutcome& cost(const Tried& made) { return *made.outcome().finance.cost; }
const plan::ReturnOutcome& gain(const Tried& made) { return *made.outcome().finance.gain; }
double dollars(Money sum) { return ratio(sum, dollar); }
Money paid_in(const Tried& made, std::size_t month) { return cost(made).cash_out.months[month]; }

const std::string late =
    "clusters.main.delivery={\"order_ahead\": \"0 weeks\", \"lead_time\": \"3 months\"}";

TEST(Payment, ADepositIsPaidAtTheOrderAndTheRestAtDelivery) {
  const Tried whole = with({late});
  const Tried split = with({late, "finance.payment.deposit=30 %"});
  ASSERT_TRUE(whole.good()) << whole.said();
  ASSERT_TRUE(split.good()) << split.said();
  const Money nodes = cost(whole).capex.accelerators;
  EXPECT_NEAR(dollars(paid_in(split, 0) - paid_in(whole, 0)), 0.3 * dollars(nodes), 1e-3);
  EXPECT_NEAR(dollars(paid_in(whole, 3) - paid_in(split, 3)), 0.3 * dollars(nodes), 1e-3);
  EXPECT_NEAR(dollars(cost(split).cash_out.value), dollars(cost(whole).cash_out.value), 1e-2);
  EXPECT_EQ(cost(split).tco.total(), cost(whole).tco.total());
  // Until delivery the rest is committed.
  EXPECT_NEAR(dollars(cost(split).committed), 0.7 * dollars(nodes), 1e-3);
}

TEST(Funding, ALoanCostsItsInterestAndMovesTheCash) {
  const Tried cash = with({});
  const Tried loan = with(
      {R"(finance.funding={"kind": "loan", "share": 1, "rate": "8 %/yr", "term": "36 months"})"});
  ASSERT_TRUE(loan.good()) << loan.said();
  EXPECT_EQ(cost(cash).financing_cost, Money{});
  EXPECT_GT(cost(loan).financing_cost, Money{});
  EXPECT_NEAR(dollars(paid_in(cash, 0) - paid_in(loan, 0)), dollars(cost(loan).capex.total()),
              1e-3);
  EXPECT_NEAR(dollars(cost(loan).cash_out.value - cost(cash).cash_out.value),
              dollars(cost(loan).financing_cost), 1e-2);
  EXPECT_NEAR(dollars(cost(loan).tco.total() - cost(cash).tco.total()),
              dollars(cost(loan).financing_cost), 1e-2);
  EXPECT_NEAR(dollars(cost(loan).committed), dollars(cost(loan).capex.total()), 1e-3);
}

TEST(Funding, AtTheDiscountRateALoanChangesNoPresentValue) {
  const Tried cash = with({});
  for (const std::string term : {"12 months", "60 months", "120 months"}) {
    for (const std::string kind : {"loan", "lease"}) {
      const Tried made =
          with({"finance.funding={\"kind\": \"" + kind +
                "\", \"share\": 0.8, \"rate\": \"10 %/yr\", \"term\": \"" + term + "\"}"});
      ASSERT_TRUE(made.good()) << made.said();
      EXPECT_NEAR(dollars(gain(made).npv), dollars(gain(cash).npv), 1.0) << kind << term;
    }
  }
}

TEST(Tax, IsOnProfitAndNeverOnLoss) {
  const Tried none = with({});
  const Tried taxed = with({"finance.tax_rate=25 %"});
  ASSERT_TRUE(taxed.good()) << taxed.said();
  EXPECT_EQ(cost(none).tax, Money{});
  const Money profit = gain(none).revenue - cost(none).tco.total();
  ASSERT_GT(profit, Money{});
  // Every year earns: over the horizon the books lose what assets lose on the market.
  EXPECT_NEAR(dollars(cost(taxed).tax), 0.25 * dollars(profit), 1e-6 * dollars(profit));
  EXPECT_LT(gain(taxed).npv, gain(none).npv);
  const Tried loss = tried::file(
      minimal, {.variant = {},
                .overlays = {},
                .settings = {"workloads.chat.price.output=$0.01 /Mtok", "finance.tax_rate=25 %"}});
  EXPECT_EQ(cost(loss).tax, Money{});
}

TEST(Owned, UnitsAreInTheBooksFromTheMonthOfTheirPurchase) {
  const auto made = [](const std::string& bought) {
    return with({"clusters.main.owned={\"count\": 32, \"bought\": \"" + bought + "\"}",
                 "clusters.main.price=$400k", "time.horizon=12 months"});
  };
  const Tried young = made("2026-01");
  const Tried old = made("2022-06");
  ASSERT_TRUE(young.good()) << young.said();
  EXPECT_EQ(cost(young).capex.accelerators, Money{});
  EXPECT_GT(cost(young).book_value, cost(old).book_value);
  EXPECT_GT(cost(young).impairment_risk, Money{});
}

TEST(Worth, TheBooksAtTheEndAreTheLastMonthOfTheSeries) {
  const Tried made = with({});
  const auto& room = made.evaluated->room;
  EXPECT_NEAR(dollars(room.book.back()), dollars(cost(made).book_value), 1e-2);
  EXPECT_NEAR(dollars(room.market.back()), dollars(cost(made).residual), 1e-2);
  Money written{};
  for (const Money& each : room.written_off) written += each;
  EXPECT_NEAR(dollars(written), dollars(cost(made).capex.total() - cost(made).book_value), 1e-2);
}

TEST(BreakEvenPrice, MakesThePlanWorthNothing) {
  const std::string falling = "ecosystem.price_change={\"output\": \"-30 %/yr\"}";
  const Tried made = with({falling});
  ASSERT_TRUE(made.good()) << made.said();
  const auto& chat = std::get<plan::ServingOutcome>(*made.outcome().workloads.find("chat"));
  ASSERT_TRUE(chat.break_even_price);
  const double price = ratio(*chat.break_even_price, dollar / (mega * token));
  const Tried even = tried::file(
      minimal,
      {.variant = {},
       .overlays = {},
       .settings = {falling, "workloads.chat.price={\"input\": \"$2 /Mtok\", \"output\": \"$" +
                                 std::to_string(price) + " /Mtok\"}"}});
  ASSERT_TRUE(even.good()) << even.said();
  EXPECT_NEAR(dollars(gain(even).npv) / dollars(gain(made).npv), 0.0, 1e-5);
}

// --- alternatives --------------------------------------------------------------------------------

std::string rented_at(const std::string& price) {
  return R"("rented": {"kind": "rent", "replaces": ["chat"], "commitment": "12 months",
    "price": {"accelerator": ")" +
         price + R"("}})";
}
const std::string bought_tokens =
    R"("tokens": {"kind": "api", "replaces": ["chat"], "price": {"input": "$2 /Mtok", "output": "$12 /Mtok"}})";

std::string alternatives(const std::string& list) { return "alternatives={" + list + "}"; }

const plan::Comparison& against(const Tried& made, const std::string& name) {
  return *made.outcome().alternatives.find(name)->against;
}

TEST(Alternatives, TokensAtThePlansOwnPriceCostWhatThePlanEarns) {
  const Tried made = with({alternatives(bought_tokens)});
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_NEAR(dollars(against(made, "tokens").cost) / dollars(gain(made).revenue), 1.0, 1e-9);
}

TEST(Alternatives, AStandingRentIsAcceleratorsTimesHoursTimesPrice) {
  const Tried made = with({alternatives(rented_at("$3 /h")), "time.horizon=12 months"});
  ASSERT_TRUE(made.good()) << made.said();
  double months = 0.0;
  for (const double used : made.evaluated->room.workloads[0].used) months += used;
  EXPECT_NEAR(dollars(against(made, "rented").cost), months * ratio(one_month, one_hour) * 3.0,
              1e-3);
  const Money own = made.evaluated->room.workloads[0].cost;
  EXPECT_NEAR(dollars(against(made, "rented").saving), dollars(against(made, "rented").cost - own),
              1e-3);
}

TEST(Alternatives, ADearerRentIsOvertakenAtLessUse) {
  const Tried cheap = with({alternatives(rented_at("$4 /h"))});
  const Tried dear = with({alternatives(rented_at("$12 /h"))});
  ASSERT_TRUE(cheap.good()) << cheap.said();
  const auto use = [](const Tried& made) {
    return *made.outcome().clusters.find("main")->money->break_even_utilisation;
  };
  EXPECT_NEAR(use(cheap) / use(dear), 3.0, 1e-9);
  EXPECT_GT(against(dear, "rented").saving, against(cheap, "rented").saving);
}

TEST(Alternatives, OneThatReplacesNothingThatCostsSaysSo) {
  const Tried made = with({alternatives(bought_tokens), "workloads.chat.traffic.requests=0 /s"});
  ASSERT_TRUE(made.good()) << made.said();
  const auto& found = made.outcome().alternatives.find("tokens")->against;
  ASSERT_FALSE(found);
  EXPECT_EQ(found.why().reason, &plan::replaces_nothing);
}

}  // namespace
}  // namespace money_test
