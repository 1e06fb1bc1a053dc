// SPDX-License-Identifier: Apache-2.0
#include "weft/io/let.hpp"

#include "toy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace let_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using toy::Read;

std::string plan(const std::string& let, const std::string& members) {
  return R"({"let": {)" + let + R"(}, "clusters": {"a": {"count": 1, )" + members + "}}}";
}

double price(const Read& read) { return read.plan.clusters.find("a")->price->value(); }

TEST(Let, ANameIsReadWithTheTypeOfTheField) {
  const Read read(plan(R"("p": {"is": "$400 to $500", "from": "quotes", "basis": "quote"})",
                       R"("price": "=p")"));
  EXPECT_THAT(read.said(), IsEmpty());
  EXPECT_NEAR(price(read), std::sqrt(400.0 * 500.0), 1e-9);
  const auto& note = read.notes.at("clusters.a.price");
  EXPECT_EQ(note.expression, "=p");
  EXPECT_EQ(note.from, "quotes");
  EXPECT_EQ(note.basis, weft::Basis::quote);
  EXPECT_EQ(note.interval, (weft::Interval{400, 500}));
}

TEST(Let, ExpressionsKnowTheirUnits) {
  const Read read(plan(R"("p": "$400", "n": "= -(2 - 6) / 2", "q": "=p*n + p/4")",
                       R"("price": "=q", "growth": {"is": "=q / p * 0.1", "basis": "guess"})"));
  EXPECT_THAT(read.said(), ElementsAre("WF0202 clusters.a.growth"));
  EXPECT_EQ(price(read), 900.0);
}

TEST(Let, WordsAndMonthsMayBeNamesToo) {
  const Read read(plan(R"("start": "2028-02", "who": "true")", R"("from": "=start")"));
  EXPECT_THAT(read.said(), ElementsAre("WF0309 let.who"));
  EXPECT_EQ(read.plan.clusters.find("a")->from, weft::calendar_month(2028, 2));
}

TEST(Let, ARangeOfAnExpressionIsThatOfItsNames) {
  const Read read(plan(R"("p": {"is": "$400 to $500", "basis": "list"}, "q": "$80 to $90")",
                       R"("price": "=2 * p - q")"));
  EXPECT_THAT(read.said(), IsEmpty());
  const double p = std::sqrt(400.0 * 500.0);
  const double q = std::sqrt(80.0 * 90.0);
  EXPECT_NEAR(price(read), 2 * p - q, 1e-9);
  const auto& note = read.notes.at("clusters.a.price");
  EXPECT_NEAR(note.interval->high, price(read) + std::hypot(2 * (500.0 - p), q - 80.0), 1e-9);
  EXPECT_NEAR(note.interval->low, price(read) - std::hypot(2 * (p - 400.0), 90.0 - q), 1e-9);
  EXPECT_EQ(note.basis, weft::Basis::list);
}

TEST(Let, ADistributionPassesThrough) {
  const Read read(plan(R"("p": {"dist": "uniform", "low": "$1", "high": "$3"}, "g":
                          {"dist": "uniform", "low": "1 %/yr", "high": "3 %/yr"})",
                       R"("price": "=p", "growth": "=2 * g")"));
  EXPECT_THAT(read.said(), IsEmpty());
  EXPECT_EQ(price(read), 2.0);
  EXPECT_THAT(read.notes.at("clusters.a.price").distribution, HasSubstr("uniform"));
  EXPECT_NEAR(read.plan.clusters.find("a")->growth.fraction, 0.04, 1e-15);
}

TEST(Let, ARecordMayBeAName) {
  const Read read(R"({"let": {"prompt": {"mean": "10 tok", "p95": "30 tok"}},
                      "traffic": {"input": "=prompt"}})");
  EXPECT_THAT(read.said(), IsEmpty());
  EXPECT_EQ(read.plan.traffic.input.p95->value(), 30.0);
  EXPECT_EQ(read.notes.at("traffic.input.p95").expression, "=prompt");
}

TEST(Let, CirclesUnknownAndUnusedNamesAreSaid) {
  const Read read(plan(R"("a": "=b + 1", "b": {"is": "=a"}, "c": "=d", "Bad": 1, "e": "=price_x",
                          "price_y": "$4")",
                       R"("price": "=a", "growth": "=nothing")"));
  EXPECT_THAT(read.said(),
              ElementsAre("WF0308 let.a", "WF0307 let.c", "WF0305 let.Bad", "WF0307 let.e",
                          "WF0307 clusters.a.growth", "WF0309 let.price_y"));
  EXPECT_THAT(read.diagnostics.items[0].message, HasSubstr("a -> b -> a"));
  EXPECT_THAT(read.diagnostics.items[3].hint, HasSubstr("price_y"));
  EXPECT_TRUE(read.notes.at("clusters.a.price").bad);
}

TEST(Let, AFaultIsReportedWhereItIsWritten) {
  const Read broken(plan(R"("p": "$4 flurbs")", R"("price": "=p")"));
  EXPECT_THAT(broken.said(), ElementsAre("WF0204 let.p"));
  EXPECT_EQ(broken.under(0), "flurbs");
  const Read other(plan(R"("p": "4 Gb/s")", R"("price": "=p")"));
  EXPECT_THAT(other.said(), ElementsAre("WF0202 clusters.a.price"));
  EXPECT_EQ(other.under(0), "\"=p\"");
}

TEST(Let, ImpossibleArithmeticIsAnError) {
  EXPECT_THAT(Read(plan(R"("p": "$4", "z": 0)", R"("price": "=p / z")")).said(),
              ElementsAre("WF0223 clusters.a.price"));
  EXPECT_THAT(Read(plan(R"("p": "$4", "q": "3 s")", R"("price": "=p + q")")).said(),
              ElementsAre("WF0202 clusters.a.price"));
  EXPECT_THAT(Read(plan(R"("p": "$4")", R"("price": "=p +")")).said(),
              ElementsAre("WF0316 clusters.a.price", "WF0309 let.p"));
}

TEST(Let, DepthAndLengthAreBounded) {
  const auto code = [](const std::string& text) {
    const auto made = weft::io::compile(text);
    const auto* fault = std::get_if<weft::io::TextFault>(&made);
    return fault ? fault->code : "";
  };
  EXPECT_EQ(code("=" + std::string(31, '(') + "a" + std::string(31, ')')), "");
  EXPECT_EQ(code("=" + std::string(400, '(') + "a"), "WF0316");
  EXPECT_EQ(code("=" + std::string(400, '-') + "a"), "WF0316");
  EXPECT_EQ(code("=" + std::string(1000, 'a')), "WF0316");
  EXPECT_EQ(code("="), "WF0316");
  EXPECT_EQ(code("=2 $"), "WF0316");
  std::string chain = R"("a0": 1)";
  for (int i = 1; i <= 200; ++i) {
    const std::string before = "a" + std::to_string(i - 1);
    chain += ", \"a" + std::to_string(i) + "\": \"=" + before + " + " + before + "\"";
  }
  EXPECT_THAT(Read(plan(chain, R"("growth": "1 %/yr")")).said().size(), 201U);
}

TEST(Let, AnyQuantityTellsItsDimension) {
  const auto dimension = [](const char* text) {
    const auto any = weft::io::read_any(text);
    return std::get<0>(any).second;
  };
  EXPECT_EQ(dimension("$0.085 /kWh").dimension, weft::dimension_of<weft::MoneyPerEnergy>);
  EXPECT_EQ(dimension("800 Gb/s").dimension, weft::dimension_of<weft::Bandwidth>);
  EXPECT_EQ(dimension("30 %").dimension, weft::Dimension{});
  EXPECT_EQ(dimension("12 weeks").dimension, weft::dimension_of<weft::Time>);
  EXPECT_EQ(dimension("8 %/yr").period, weft::Period::year);
}

}  // namespace
}  // namespace let_test
