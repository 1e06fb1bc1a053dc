// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff_parts.hpp"
#include "weft/base/random.hpp"
#include "weft/io/files.hpp"
#include "weft/report/diff.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace weft::report::diff_test {

inline const std::string root = WEFT_ROOT;
inline const std::string factory = root + "/examples/ai-factory.json";
inline const std::string minimal = root + "/examples/minimal.json";

inline std::string text_of_file(const std::string& path) {
  Diagnostics found;
  return io::read_file(path, found).value();
}

inline Diff between(const std::string& base, const std::string& head,
                    std::vector<std::string> settings = {}) {
  DiffWish wish;
  wish.base = base;
  wish.head = head;
  wish.overrides.settings = std::move(settings);
  return diff(wish);
}

inline std::int64_t lines_in(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

inline void expect_empty(const Diff& made) {
  EXPECT_FALSE(made.changed());
  EXPECT_TRUE(made.causes.empty());
  EXPECT_EQ(lines_in(diff_plain(made, "*")), 1);
  EXPECT_EQ(lines_in(diff_csv(made, "*")), 1);
  EXPECT_EQ(lines_in(diff_bill_csv(made)), 1);
  EXPECT_EQ(lines_in(diff_table(made, View{})), 1);
}

/// A whole number of a stream that is the same in every run.
inline int between_ends(std::uint64_t seed, std::uint64_t index, int low, int high) {
  return low + static_cast<int>(Random(seed, index).uniform() * (high - low));
}

/// Plans that differ in several sections at once.
inline Diff some_change(std::uint64_t index) {
  const std::string folder =
      (std::filesystem::temp_directory_path() /
       ("weft-diff-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name())))
          .string();
  std::filesystem::create_directories(folder);
  std::string head = text_of_file(factory);
  const auto put = [&](const std::string& from, const std::string& to) {
    const auto at = head.find(from);
    if (at == std::string::npos) throw std::logic_error("the example has no " + from);
    head.replace(at, from.size(), to);
  };
  put("\"count\": 128", "\"count\": " + std::to_string(between_ends(3, index, 100, 300)));
  put("\"pue\": 1.25", "\"pue\": 1." + std::to_string(between_ends(4, index, 10, 99)));
  put("\"requests\": \"300 /s\"",
      "\"requests\": \"" + std::to_string(between_ends(5, index, 10, 600)) + " /s\"");
  const std::string path = folder + "/head.json";
  std::ofstream(path) << head;
  return between(factory, path);
}

inline std::int64_t digits_of(const std::string& money) {
  std::string digits;
  for (const char c : money) {
    if (c == '-' || (c >= '0' && c <= '9')) digits += c;
  }
  return digits.empty() ? 0 : std::stoll(digits);
}

inline void expect_sums(const Diff& made) {
  ASSERT_TRUE(made.read());
  for (std::size_t m = 0; m < made.measures.size(); ++m) {
    double sum = 0.0;
    for (const study::Cause& each : made.causes) sum += each.change[m];
    const double from = *made.base.result.value(made.measures[m]);
    const double to = *made.head.result.value(made.measures[m]);
    EXPECT_TRUE(std::fabs(sum - (to - from)) <= 1e-6 * std::max(std::fabs(from), std::fabs(to)));
  }
  const CostGrains cost = cost_grains(made);
  ASSERT_TRUE(cost.rows.size() == 4U);
  std::int64_t before = 0;
  std::int64_t after = 0;
  for (std::size_t i = 1; i < cost.rows.size(); ++i) {
    before += cost.rows[i].before;
    after += cost.rows[i].after;
  }
  EXPECT_TRUE(before == cost.rows[0].before);
  EXPECT_TRUE(after == cost.rows[0].after);
  for (const Table& table : {diff_cause_table(made), diff_bill_table(made)}) {
    if (table.rows.empty()) continue;
    const std::size_t last = table.columns.size() - 1;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i + 1 < table.rows.size(); ++i) {
      sum += digits_of(table.rows[i][last].text);
    }
    EXPECT_TRUE(sum == digits_of(table.rows.back()[last].text));
  }
}

}  // namespace weft::report::diff_test
