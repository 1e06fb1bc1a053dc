// SPDX-License-Identifier: Apache-2.0
#include "weft/io/reader.hpp"

#include "toy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace reader_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using toy::Read;

/// A plan that has only traffic, clusters or one fabric.
std::string traffic(const std::string& members) { return R"({"traffic": {)" + members + "}}"; }
std::string cluster(const std::string& members) {
  return R"({"clusters": {"train": {"count": 1, )" + members + "}}}";
}
std::string fabric(const std::string& members) {
  return R"({"clusters": {"train": {"count": 1}}, "fabrics": {"a": {"role": "scale-out", )" +
         members + "}}}";
}

TEST(Reader, AWholePlanIsRead) {
  const Read read(R"({"$schema": "plan.schema.json", "x-mine": [1], "name": "one", // said
    "clusters": {"train": {"count": "8 GPU", "price": "$430k to $480k", "from": "2027-01",
                           "growth": "2 % /month"}},
    "fabrics": {"a": {"role": "front-end", "attach": {"train": {}, "*": {"nic": "cx8"}},
                      "topology": {"kind": "torus", "x": 4, "y": 2}, "switch": "auto",
                      "border": "3.2 Tb/s", "also": "train"}},
    "traffic": {"requests": "1800 /s", "input": {"mean": "3200 tok", "p95": "9000 tok"},
                "cost": {"by_month": {"2028-01": "$2", "2027-01": "$1"}}},
    "exchange": {"EUR": 1.08}, "by_role": {"scale-out": "30 %"}})");
  EXPECT_THAT(read.said(), IsEmpty());
  const auto& train = *read.plan.clusters.find("train");
  EXPECT_EQ(train.count, 8);
  EXPECT_EQ(train.growth, (weft::PerPeriod{0.02, weft::Period::month}));
  EXPECT_EQ(train.from, weft::calendar_month(2027, 1));
  EXPECT_NEAR(train.price->value(), std::sqrt(430e3 * 480e3), 1e-6);
  const auto& price = read.notes.at("clusters.train.price");
  EXPECT_EQ(price.interval, (weft::Interval{430e3, 480e3}));
  const auto& made = *read.plan.fabrics.find("a");
  EXPECT_EQ(made.role, toy::Role::front_end);
  EXPECT_EQ(std::get<toy::Torus>(made.topology), (toy::Torus{4, 2}));
  EXPECT_EQ(made.attach.size(), 2U);
  EXPECT_FALSE(made.box);
  EXPECT_TRUE(read.notes.contains("fabrics.a.switch"));
  EXPECT_TRUE(read.notes.contains("fabrics.a.topology.kind"));
  EXPECT_EQ(made.also, std::vector<std::string>{"train"});
  ASSERT_EQ(read.plan.traffic.cost.points.size(), 2U);
  EXPECT_EQ(read.plan.traffic.cost.points[0].value.value(), 1.0);
  EXPECT_EQ(read.plan.traffic.input.p95->value(), 9000.0);
  EXPECT_EQ(*read.plan.by_role.find("scale-out"), 0.3);
}

TEST(Reader, ABareValueStandsForTheBareMember) {
  const Read read(traffic(R"("input": "400 tok to 600 tok", "cost": "$3")"));
  EXPECT_THAT(read.said(), IsEmpty());
  EXPECT_NEAR(read.plan.traffic.input.mean.value(), std::sqrt(400.0 * 600.0), 1e-9);
  EXPECT_TRUE(read.notes.contains("traffic.input.mean"));
  EXPECT_EQ(weft::io::note_at(read.notes, weft::type_of<toy::Plan>(), "traffic.input"),
            &read.notes.at("traffic.input.mean"));
  EXPECT_EQ(read.plan.traffic.cost.points.size(), 1U);
}

TEST(Reader, AValueObjectTellsItsSource) {
  const Read read(cluster(R"("price": {"is": "$5k", "from": "two quotes", "as_of": "2026-11",
    "until": "2026-12-31", "basis": "quote", "alternatives": [1], "x-who": "me"}, "from": null)"));
  EXPECT_THAT(read.said(), IsEmpty());
  const auto& note = read.notes.at("clusters.train.price");
  EXPECT_EQ(note.from, "two quotes");
  EXPECT_EQ(note.as_of, "2026-11");
  EXPECT_EQ(note.until, "2026-12-31");
  EXPECT_EQ(note.basis, weft::Basis::quote);
  EXPECT_FALSE(read.notes.contains("clusters.train.from"));
}

TEST(Reader, PartsInheritTheSourceOfTheWhole) {
  const Read read(traffic(R"("input": {"is": {"mean": "10 tok",
    "p95": {"is": "20 tok", "basis": "measured"}}, "from": "trace", "basis": "guess"})"));
  EXPECT_THAT(read.said(), IsEmpty());
  EXPECT_EQ(read.notes.at("traffic.input.mean").basis, weft::Basis::guess);
  EXPECT_EQ(read.notes.at("traffic.input.p95").basis, weft::Basis::measured);
  EXPECT_EQ(read.notes.at("traffic.input.p95").from, "trace");
}

TEST(Reader, EveryProblemIsReportedAtOnce) {
  const Read read(R"({"nam": 1, "clusters": {"Train": {"count": 1}, "b": {"cout": 1}, "c": {}},
    "fabrics": {"a": {"role": "scale-up", "swich": "sn5600", "switch": "sn5601",
                      "attach": {"bb": {}}, "topology": "ring", "uplink": "1 Tb/s",
                      "latency_p99": "1 us", "budget": {"latency_p99": "12 s"}}}})");
  EXPECT_THAT(
      read.said(),
      ElementsAre("WF0301 nam", "WF0305 clusters.Train", "WF0301 clusters.b.cout",
                  "WF0302 clusters.c.count", "WF0306 fabrics.a.role", "WF0301 fabrics.a.swich",
                  "WF0304 fabrics.a.switch", "WF0303 fabrics.a.attach.bb",
                  "WF0306 fabrics.a.topology.kind", "WF0311 fabrics.a.uplink",
                  "WF0301 fabrics.a.latency_p99", "WF0223 fabrics.a.budget.latency_p99"));
  EXPECT_EQ(read.diagnostics.items[0].hint, "did you mean `name`?");
  EXPECT_EQ(read.under(2), "\"cout\"");
  EXPECT_EQ(read.under(3), "{}");
  EXPECT_THAT(read.diagnostics.items[5].hint, HasSubstr("did you mean `switch`?"));
  EXPECT_THAT(read.diagnostics.items[6].hint, HasSubstr("`sn5600`"));
  EXPECT_THAT(read.diagnostics.items[7].hint, HasSubstr("`b`"));
  EXPECT_EQ(read.diagnostics.items[9].severity, weft::Severity::warning);
  EXPECT_THAT(read.diagnostics.items[10].hint, HasSubstr("`fabrics.*.budget`"));
  EXPECT_THAT(read.diagnostics.items[11].message, HasSubstr("is outside 0 us .. "));
  EXPECT_TRUE(read.notes.at("fabrics.a.role").bad);
  EXPECT_FALSE(read.plan.fabrics.find("a")->budget.latency_p99);
}

TEST(Reader, BytesForBitsAreOffered) {
  const Read read(fabric(R"("budget": {"bandwidth": "500 GB/s"})"));
  ASSERT_THAT(read.said(), ElementsAre("WF0207 fabrics.a.budget.bandwidth"));
  EXPECT_THAT(read.diagnostics.items[0].hint, HasSubstr("\"500 Gb/s\""));
}

TEST(Reader, AFaultInsideATextIsUnderlined) {
  const Read read(cluster(R"("price": "$5 flurbs")"));
  ASSERT_EQ(read.diagnostics.items.size(), 1U);
  EXPECT_EQ(read.under(0), "flurbs");
}

TEST(Reader, WrongTypesAreSaidInPlainWords) {
  const Read read(R"({"name": 5, "clusters": [], "fabrics": {"a": "tree"},
    "traffic": {"requests": 1800, "peak_to_mean": [2], "input": true,
                "cost": {"by_month": {}}}})");
  EXPECT_THAT(read.said(), ElementsAre("WF0310 name", "WF0310 clusters", "WF0310 fabrics.a",
                                       "WF0203 traffic.requests", "WF0310 traffic.peak_to_mean",
                                       "WF0310 traffic.input.mean", "WF0310 traffic.cost"));
  EXPECT_THAT(read.diagnostics.items[3].hint, HasSubstr(" /s\""));
}

TEST(Reader, ACountIsWhole) {
  EXPECT_THAT(Read(R"({"clusters": {"a": {"count": 1.5}}})").said(),
              ElementsAre("WF0211 clusters.a.count"));
  EXPECT_THAT(Read(R"({"clusters": {"a": {"count": -1}}})").said(),
              ElementsAre("WF0223 clusters.a.count"));
  EXPECT_THAT(Read(R"({"clusters": {"a": {"count": 1e300}}})").said(),
              ElementsAre("WF0217 clusters.a.count"));
}

TEST(Reader, DistributionsGiveMedianAndPercentiles) {
  const Read read(R"({"clusters": {
    "a": {"count": 1, "price": {"dist": "discrete", "of": {"$12": 0.5, "$20": 0.35, "$36": 0.15}}},
    "b": {"count": 1, "growth": {"dist": "triangular", "low": "2 % /month", "mode": "4 % /month",
                                 "high": "8 % /month", "basis": "guess"}},
    "c": {"count": {"dist": "uniform", "low": 10, "high": 30}},
    "d": {"count": 1, "price": {"dist": "lognormal", "p5": "$100", "p95": "$400"}},
    "e": {"count": 1, "price": {"dist": "normal", "mean": "$100", "sd": "$10"}}}})");
  EXPECT_THAT(read.said(), IsEmpty());
  const auto& made = read.plan.clusters;
  EXPECT_EQ(made.find("a")->price->value(), 12.0);
  EXPECT_EQ(read.notes.at("clusters.a.price").interval->high, 36.0);
  EXPECT_NEAR(made.find("b")->growth.fraction, 0.08 - std::sqrt(0.5 * 0.06 * 0.04), 1e-12);
  EXPECT_EQ(made.find("b")->growth.period, weft::Period::month);
  EXPECT_EQ(read.notes.at("clusters.b.growth").basis, weft::Basis::guess);
  EXPECT_EQ(made.find("c")->count, 20);
  EXPECT_NEAR(made.find("d")->price->value(), 200.0, 1e-9);
  EXPECT_NEAR(read.notes.at("clusters.e.price").interval->low, 83.55, 0.01);
  EXPECT_THAT(read.notes.at("clusters.e.price").distribution, HasSubstr("\"normal\""));
}

TEST(Reader, BadDistributionsAreErrors) {
  EXPECT_THAT(Read(cluster(R"("price": {"dist": "discrete", "of": {"$1": 0.5}})")).said(),
              ElementsAre("WF0315 clusters.train.price"));
  EXPECT_THAT(Read(cluster(R"("price": {"dist": "uniform", "low": "$1"})")).said(),
              ElementsAre("WF0315 clusters.train.price"));
  EXPECT_THAT(Read(cluster(R"("price": {"dist": "unifrom", "low": "$1", "high": "$2"})")).said(),
              ElementsAre("WF0306 clusters.train.price"));
  EXPECT_THAT(Read(cluster(R"("price": {"is": "$1", "frm": "me"})")).said(),
              ElementsAre("WF0301 clusters.train.price"));
  EXPECT_THAT(Read(cluster(R"("price": {"is": "$1", "basis": "gues"})")).said(),
              ElementsAre("WF0306 clusters.train.price"));
}

TEST(Reader, AVariantWithoutItsKindIsAnError) {
  EXPECT_THAT(Read(fabric(R"("topology": {"tiers": 2})")).said(),
              ElementsAre("WF0302 fabrics.a.topology.kind"));
  EXPECT_THAT(Read(fabric(R"("topology": "torus")")).said(),
              ElementsAre("WF0302 fabrics.a.topology.x", "WF0302 fabrics.a.topology.y"));
  EXPECT_THAT(Read(fabric(R"("topology": {"kind": "tree", "x": 2})")).said(),
              ElementsAre("WF0301 fabrics.a.topology.x"));
}

TEST(Reader, PlannedMembersWarn) {
  const Read read(cluster(R"("owned": true)"));
  ASSERT_THAT(read.said(), ElementsAre("WF0312 clusters.train.owned"));
  EXPECT_THAT(read.diagnostics.items[0].message, HasSubstr("not yet computed: book value"));
  EXPECT_FALSE(read.diagnostics.has_errors());
}

TEST(Reader, BadMonthsAreErrors) {
  EXPECT_THAT(Read(cluster(R"("from": "2027-13")")).said(),
              ElementsAre("WF0314 clusters.train.from"));
  EXPECT_THAT(Read(traffic(R"("cost": {"by_month": {"2027": "$1"}})")).said(),
              ElementsAre("WF0314 traffic.cost.2027"));
  EXPECT_THAT(Read(traffic(R"("peak_to_mean": {"by_month": {"2027-01": 2}})")).said(),
              ElementsAre("WF0310 traffic.peak_to_mean"));
}

TEST(Reader, TheHolderOfASpreadGivesItsUnitAndRange) {
  const Read read(traffic(R"("input": {"mean": "20 Mtok", "p95": 5})"));
  EXPECT_THAT(read.said(), ElementsAre("WF0223 traffic.input.mean", "WF0203 traffic.input.p95"));
  EXPECT_THAT(read.diagnostics.items[1].hint, HasSubstr(" tok\""));
}

}  // namespace
}  // namespace reader_test
