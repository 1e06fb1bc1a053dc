// SPDX-License-Identifier: Apache-2.0
#include "weft/report/table.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace weft::report::table_test {
namespace {

const View plain{false, true, 80};

TEST(Apportion, PartsAddUpToTheWholeThatIsShown) {
  const std::vector<double> parts{1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0};
  const auto made = apportion(parts, 0.01, 100);
  EXPECT_EQ(std::accumulate(made.begin(), made.end(), std::int64_t{0}), 100);
  EXPECT_EQ(made, (std::vector<std::int64_t>{34, 33, 33}));
}

TEST(Apportion, TakesNegativeParts) {
  const auto made = apportion({10.26, -3.26}, 0.1, 70);
  EXPECT_EQ(made[0] + made[1], 70);
}

TEST(TableRendering, PointsStandUnderEachOther) {
  Table table{"", {{"x"}, {"y", Align::decimal}}, {{{"a"}, {"1.25 kW"}}, {{"b"}, {"12 kW"}}}};
  EXPECT_EQ(render(table, plain), "  x         y\n  a   1.25 kW\n  b  12 kW\n");
}

TEST(TableRendering, ATableThatIsTooWideSaysWhatItLeavesOut) {
  Table table{"", {{"x"}, {"wide", Align::left, 1}}, {{{"a"}, {std::string(90, 'w')}}}};
  const std::string made = render(table, plain);
  EXPECT_EQ(made.find("www"), std::string::npos);
  EXPECT_NE(made.find("not shown for want of width: wide"), std::string::npos);
}

TEST(TableRendering, ColumnsWithoutAValueAreLeftOut) {
  Table table{"", {{"x"}, {"empty"}, {"y"}}, {{{"a"}, {"-"}, {"1"}}}};
  EXPECT_EQ(render(table, plain), "  x  y\n  a  1\n");
}

TEST(TableRendering, AColumnBelowRankZeroStaysWithoutAValue) {
  Table table{"", {{"x"}, {"none", Align::left, -1}, {"y"}}, {{{"a"}, {"-"}, {"1"}}}};
  EXPECT_EQ(render(table, plain), "  x  none  y\n  a  -     1\n");
}

TEST(TreeTable, ShownPartsAddUpAtEachBranch) {
  const Branch root{"all",
                    10.0e6,
                    {{"a", 3.3333e6, {}, ""}, {"b", 3.3333e6, {}, ""}, {"c", 3.3334e6, {}, ""}},
                    ""};
  const Table table = tree_table(root, plain);
  ASSERT_EQ(table.rows.size(), 4U);
  EXPECT_EQ(table.rows[0][1].text, "$10.00M");
  EXPECT_EQ(table.rows[1][1].text, "$3.33M");
  EXPECT_EQ(table.rows[3][1].text, "$3.34M");
  EXPECT_EQ(table.rows[3][0].text, "`- c");
}

TEST(Folding, CountsColumnsAndNotBytes) {
  EXPECT_EQ(columns_of("├─ é"), 4U);
  EXPECT_EQ(folded("one two three", 7, 2), "one two\n  three");
}

}  // namespace
}  // namespace weft::report::table_test
