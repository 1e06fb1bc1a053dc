// SPDX-License-Identifier: Apache-2.0
#include "weft/report/json_writer.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace weft::report::json_writer_test {
namespace {

TEST(Digits12, AreTheShortestOfTwelve) {
  EXPECT_EQ(digits12(0.1 + 0.2), "0.3");
  EXPECT_EQ(digits12(1e6), "1000000");
  EXPECT_EQ(digits12(-0.0), "0");
  EXPECT_EQ(digits12(1.0 / 3.0), "0.333333333333");
  EXPECT_EQ(digits12(std::numeric_limits<double>::infinity()), "null");
}

TEST(JsonWriter, KeepsTheOrderOfTheCalls) {
  JsonWriter json;
  json.open_object().text("b", "x\"y").key("a").open_list(true).number(1.5).count(2).close();
  json.key("none").open_object().close();
  EXPECT_EQ(std::move(json.close()).finish(),
            "{\n  \"b\": \"x\\\"y\",\n  \"a\": [1.5, 2],\n  \"none\": {}\n}\n");
}

}  // namespace
}  // namespace weft::report::json_writer_test
