// SPDX-License-Identifier: Apache-2.0
#include "weft/io/writer.hpp"

#include "toy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace writer_test {
namespace {

using toy::Read;
using weft::type_of;
using weft::io::Write;

std::string text_of(const toy::Plan& plan, Write what = Write::everything) {
  return weft::io::json_text(weft::io::write(type_of<toy::Plan>(), &plan, what));
}

rc::Gen<double> positive() {
  return rc::gen::map(
      rc::gen::pair(rc::gen::inRange<std::int64_t>(0, 1'000'000'000), rc::gen::inRange(1, 100'000)),
      [](const auto& pair) {
        return static_cast<double>(pair.first) / static_cast<double>(pair.second);
      });
}

toy::Cluster any_cluster() {
  toy::Cluster made;
  made.count = *rc::gen::inRange<std::int64_t>(0, 100'000);
  if (*rc::gen::arbitrary<bool>()) made.price = *positive() * weft::dollar;
  made.growth = {*rc::gen::inRange(-899, 1999) / 1000.0 + *positive() * 1e-13,
                 *rc::gen::element(weft::Period::year, weft::Period::month)};
  made.from = weft::calendar_month(*rc::gen::inRange(1990, 2100), *rc::gen::inRange(1, 13));
  return made;
}

toy::Fabric any_fabric() {
  toy::Fabric made;
  made.role = *rc::gen::element(toy::Role::scale_out, toy::Role::out_of_band);
  made.border = *positive() * weft::byte / weft::second;
  if (*rc::gen::arbitrary<bool>()) made.topology = toy::Torus{*rc::gen::inRange(1, 9), 2};
  if (*rc::gen::arbitrary<bool>()) made.box = "sn5600";
  if (*rc::gen::arbitrary<bool>()) made.attach["a"].count = *rc::gen::inRange(1, 9);
  if (*rc::gen::arbitrary<bool>()) made.also = {"a", "a"};
  return made;
}

toy::Plan any_plan() {
  toy::Plan made;
  made.name = *rc::gen::string<std::string>();
  for (char& each : made.name) each = each > 0 && each != '=' ? each : 'x';
  made.clusters["a"] = any_cluster();
  made.fabrics["f"] = any_fabric();
  made.traffic.requests = *positive() / weft::second;
  made.traffic.input.mean = *rc::gen::inRange(1, 9999) * weft::token;
  if (*rc::gen::arbitrary<bool>()) made.traffic.input.p95 = 9999.5 * weft::token;
  made.traffic.peak_to_mean = 1.0 + *rc::gen::inRange(0, 1000) / 97.0;
  if (*rc::gen::arbitrary<bool>()) {
    made.traffic.cost = *positive() * weft::dollar;
  } else {
    made.traffic.cost.points = {{weft::calendar_month(2027, 1), 1.1 * weft::dollar},
                                {weft::calendar_month(2028, 1), *positive() * weft::dollar}};
  }
  made.exchange["EUR"] = *positive();
  made.by_role["scale-out"] = *positive();
  return made;
}

RC_GTEST_PROP(Writer, WhatIsWrittenReadsBackTheSame, ()) {
  const toy::Plan plan = any_plan();
  for (const Write what : {Write::everything, Write::changes}) {
    const std::string text = text_of(plan, what);
    const Read read(text);
    if (!(read.plan == plan)) RC_LOG() << text << "\n" << text_of(read.plan);
    RC_ASSERT(!read.diagnostics.has_errors());
    RC_ASSERT(read.plan == plan);
  }
}

TEST(Writer, UnitsAreThoseOfTheRows) {
  toy::Plan plan;
  plan.fabrics["f"].budget.bandwidth = 100 * weft::giga_byte / weft::second;
  plan.fabrics["f"].budget.latency_p99 = 12 * weft::micro * weft::second;
  EXPECT_EQ(text_of(plan, Write::changes),
            R"({"fabrics": {"f": {"role": "scale-out", "budget": )"
            R"({"bandwidth": "800 Gb/s", "latency_p99": "12 us"}}}})");
}

TEST(Writer, TextsAreEscaped) {
  EXPECT_EQ(weft::io::quoted("a\"b\\c\n\x01\xc3\xa9"), "\"a\\\"b\\\\c\\n\\u0001\xc3\xa9\"");
}

TEST(Writer, LongObjectsTakeMoreLines) {
  const Read read(
      R"({"clusters": {"aaaaaaaaaaaaaaa": {"count": 1}, "bbbbbbbbbbbbbbb": {"count": 2}}})");
  EXPECT_EQ(weft::io::pretty_json(read.root, 40),
            "{\n  \"clusters\": {\n    \"aaaaaaaaaaaaaaa\": {\"count\": 1},\n"
            "    \"bbbbbbbbbbbbbbb\": {\"count\": 2}\n  }\n}");
}

}  // namespace
}  // namespace writer_test
