// SPDX-License-Identifier: Apache-2.0
#include "diff_checks.hpp"
#include "weft/report/result_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace weft::report::diff_test {
namespace {

using testing::HasSubstr;

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

TEST(Diff, CausesAndShownRowsAddUp) {
  const Diff made = some_change(0);
  ASSERT_EQ(made.inputs.size(), 3U);
  expect_sums(made);
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
