// SPDX-License-Identifier: Apache-2.0
#include "weft/report/diff.hpp"

#include "diff_parts.hpp"
#include "weft/base/random.hpp"
#include "weft/io/files.hpp"
#include "weft/report/result_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace weft::report::diff_test {
namespace {

using testing::HasSubstr;

const std::string root = WEFT_ROOT;
const std::string factory = root + "/examples/ai-factory.json";
const std::string minimal = root + "/examples/minimal.json";

std::string text_of_file(const std::string& path) {
  Diagnostics found;
  return io::read_file(path, found).value();
}

Diff between(const std::string& base, const std::string& head,
             std::vector<std::string> settings = {}) {
  DiffWish wish;
  wish.base = base;
  wish.head = head;
  wish.overrides.settings = std::move(settings);
  return diff(wish);
}

/// A folder that goes with the test.
class DiffFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() /
        ("weft-diff-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
  }
  std::filesystem::path folder_;
};

std::int64_t lines_in(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

void expect_empty(const Diff& made) {
  EXPECT_FALSE(made.changed());
  EXPECT_TRUE(made.causes.empty());
  EXPECT_EQ(lines_in(diff_plain(made, "*")), 1);
  EXPECT_EQ(lines_in(diff_csv(made, "*")), 1);
  EXPECT_EQ(lines_in(diff_bill_csv(made)), 1);
  EXPECT_EQ(lines_in(diff_table(made, View{})), 1);
}

TEST(Diff, APlanAgainstItselfIsEmptyForEveryShippedPlanAndVariant) {
  for (const char* each : {"minimal", "ai-factory", "full", "network-options"}) {
    const std::string plan = root + "/examples/" + each + ".json";
    const Diff made = between(plan, plan);
    ASSERT_TRUE(made.read()) << each;
    ASSERT_GT(made.equal_metrics, 100U) << each;
    expect_empty(made);
    for (const std::string& variant : made.head.answer.loaded.variants) {
      expect_empty(between(plan + "#" + variant, plan + "#" + variant));
    }
  }
}

/// A whole number of a stream that is the same in every run.
int between_ends(std::uint64_t seed, std::uint64_t index, int low, int high) {
  return low + static_cast<int>(Random(seed, index).uniform() * (high - low));
}

TEST(Diff, NothingChangesWhateverIsLaidOverBothSides) {
  for (std::uint64_t i = 0; i < 20; ++i) {
    const int count = between_ends(1, i, 1, 200);
    const int price = between_ends(2, i, 10'000, 900'000);
    const Diff made = between(minimal, minimal,
                              {"clusters.main.count=" + std::to_string(count),
                               "parts={\"dgx-h100\": {\"kind\": \"node\", \"price\": \"$" +
                                   std::to_string(price) + "\"}}"});
    ASSERT_TRUE(made.read());
    expect_empty(made);
  }
}

TEST_F(DiffFiles, CommentsAndBlanksAreNoChange) {
  std::string text = text_of_file(minimal);
  text.insert(text.find('{') + 1, "\n\n   // a remark\n\n");
  expect_empty(between(minimal, write("head.json", text)));
}

TEST_F(DiffFiles, ASavedResultIsEqualToItsPlan) {
  for (const std::string& plan : {minimal, factory}) {
    const auto saved = write("saved.json", result_json(answer(plan)));
    const Diff made = between(saved, plan);
    ASSERT_TRUE(made.read());
    EXPECT_TRUE(made.base.is_saved);
    EXPECT_GT(made.equal_metrics, 100U);
    expect_empty(made);
  }
}

TEST(Diff, TurnedRoundItIsTheSameWithTheOtherSign) {
  const Diff there = between(factory + "#spectrum_x", factory + "#open_sonic");
  const Diff back = between(factory + "#open_sonic", factory + "#spectrum_x");
  ASSERT_FALSE(there.metrics.empty());
  ASSERT_EQ(there.metrics.size(), back.metrics.size());
  for (const ChangedMetric& each : there.metrics) {
    const auto other =
        std::find_if(back.metrics.begin(), back.metrics.end(),
                     [&](const ChangedMetric& one) { return one.doc.id == each.doc.id; });
    ASSERT_NE(other, back.metrics.end()) << each.doc.id;
    EXPECT_EQ(other->base, each.head);
    EXPECT_EQ(other->head, each.base);
  }
}

/// Plans that differ in several sections at once.
Diff some_change(std::uint64_t index) {
  static const std::string folder =
      (std::filesystem::temp_directory_path() / "weft-diff-property").string();
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

std::int64_t digits_of(const std::string& money) {
  std::string digits;
  for (const char c : money) {
    if (c == '-' || (c >= '0' && c <= '9')) digits += c;
  }
  return digits.empty() ? 0 : std::stoll(digits);
}

void expect_sums(const Diff& made) {
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

TEST(Diff, CausesAndShownRowsAddUp) {
  for (std::uint64_t i = 0; i < 8; ++i) {
    const Diff made = some_change(i);
    ASSERT_EQ(made.inputs.size(), 3U);
    expect_sums(made);
  }
}

TEST_F(DiffFiles, APriceBookIsACauseOfItsOwn) {
  const auto plan = [&](const std::string& folder, const std::string& price, int count) {
    std::filesystem::create_directories(folder_ / folder);
    (void)write(folder + "/book.json", R"({ "nodes": { "dgx-h100": ")" + price + "\" } }");
    std::string text = text_of_file(minimal);
    const std::string head = "\"weft\": 1,";
    text.insert(text.find(head) + head.size(),
                R"( "uses": { "prices": ["builtin:list-2026h2", "book.json"] },)");
    const std::string servers = "\"count\": 32";
    text.replace(text.find(servers), servers.size(), "\"count\": " + std::to_string(count));
    return write(folder + "/plan.json", text);
  };
  const Diff made = between(plan("a", "$300k", 32), plan("b", "$250k", 33));
  ASSERT_TRUE(made.read());
  ASSERT_EQ(made.causes.size(), 2U);
  EXPECT_EQ(made.causes[0].sections, std::vector<std::string>{"price book"});
  EXPECT_EQ(made.causes[1].sections, std::vector<std::string>{"plan: clusters.main"});
  EXPECT_LT(made.causes[0].change[0], 0.0);  // the price is taken over before the count
  ASSERT_EQ(made.inputs.size(), 2U);
  EXPECT_EQ(made.inputs[0].path, "clusters.main.count");
  EXPECT_THAT(made.inputs[0].at, HasSubstr("plan.json:7:"));
  EXPECT_EQ(made.inputs[1].kind, io::SourceKind::prices);
  EXPECT_THAT(made.inputs[1].at, HasSubstr("book.json:1:"));
}

TEST_F(DiffFiles, AnotherEngineIsTheCauseWhereTheInputsAreTheSame) {
  std::string old = result_json(answer(minimal));
  const std::string id = "\"finance.tco\": {\"value\": ";
  const auto at = old.find(id) + id.size();
  ASSERT_LT(at, old.size());
  old.replace(at, old.find(',', at) - at, "1000000");
  const Diff made = between(write("old.json", old), minimal);
  ASSERT_TRUE(made.changed());
  ASSERT_EQ(made.causes.size(), 1U);
  EXPECT_EQ(made.causes[0].sections, std::vector<std::string>{"engine"});
}

TEST_F(DiffFiles, AGateMayAskForTheBase) {
  std::string head = text_of_file(minimal);
  head.insert(
      head.find('{') + 1,
      R"( "gates": { "dearer": { "require": "finance.tco <= 0.5 * baseline.finance.tco" } },)");
  const std::string path = write("head.json", head);
  for (const std::string& base : {minimal, write("base.json", result_json(answer(minimal)))}) {
    const Diff made = between(base, path);
    ASSERT_TRUE(made.read());
    const auto gate =
        std::find_if(made.limits.begin(), made.limits.end(),
                     [](const ChangedLimit& each) { return each.id == "gates.dearer"; });
    ASSERT_NE(gate, made.limits.end());
    EXPECT_TRUE(gate->breaks());
  }
}

TEST_F(DiffFiles, TextsOfAPlanNeverBecomeMarkup) {
  std::string head = text_of_file(minimal);
  head.insert(head.find('{') + 1, R"( "x-note": "<b>|@someone</b>",)");
  const Diff made = between(minimal, write("head.json", head));
  EXPECT_TRUE(made.changed());
  EXPECT_THAT(diff_markdown(made), testing::Not(HasSubstr("<b>|")));
  EXPECT_THAT(diff_html(made), testing::Not(HasSubstr("<b>|")));
}

}  // namespace
}  // namespace weft::report::diff_test
