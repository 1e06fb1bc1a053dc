// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cctype>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace weft::test {

using Json = nlohmann::json;
/// The value of each metric that a row expects, from the inputs of the row.
using Predict = std::function<Json(const Json& inputs)>;
/// By the kind of a row: the id of the formula card that it proves.
using Predictors = std::map<std::string, Predict>;

inline std::vector<Json> reference_rows(const std::string& topic) {
  std::ifstream file(std::string(WEFT_ROOT) + "/test/reference/" + topic + ".ndjson");
  std::vector<Json> rows;
  for (std::string line; std::getline(file, line);) rows.push_back(Json::parse(line));
  return rows;
}

inline void expect_close(const Json& got, const Json& expected, const Json& tolerance,
                         const std::string& what) {
  if (expected.is_null() || got.is_null()) {
    EXPECT_EQ(got, expected) << what;
    return;
  }
  if (expected.is_array()) {
    ASSERT_EQ(got.size(), expected.size()) << what << " got " << got;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      expect_close(got[i], expected[i], tolerance, what + "[" + std::to_string(i) + "]");
    }
    return;
  }
  const double want = expected.get<double>();
  const double have = got.get<double>();
  const double allowed = tolerance.contains("abs")
                             ? tolerance["abs"].get<double>()
                             : tolerance["rel"].get<double>() * std::fabs(want);
  EXPECT_LE(std::fabs(have - want), allowed)
      << what << " expected " << want << " got " << have << " relative error "
      << (have - want) / (want == 0.0 ? 1.0 : want);
}

/// One row against the formula it proves; the failure prints inputs and source.
inline void check_row(const Json& row, const Predictors& predictors) {
  SCOPED_TRACE("inputs " + row["inputs"].dump() + " source " + row["source"].get<std::string>());
  const auto found = predictors.find(row["kind"].get<std::string>());
  ASSERT_NE(found, predictors.end()) << "no formula for " << row["kind"];
  const Json got = found->second(row["inputs"]);
  for (const auto& [metric, expected] : row["expected"].items()) {
    ASSERT_TRUE(got.contains(metric)) << metric;
    expect_close(got[metric], expected, row["tolerance"], metric);
  }
}

/// Test names are letters and digits.
inline std::string row_name(const testing::TestParamInfo<Json>& info) {
  std::string name = info.param["id"].get<std::string>();
  for (char& each : name) {
    if (std::isalnum(static_cast<unsigned char>(each)) == 0) each = '_';
  }
  return name;
}

}  // namespace weft::test
