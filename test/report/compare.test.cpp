// SPDX-License-Identifier: Apache-2.0
#include "weft/report/compare.hpp"

#include "compare_parts.hpp"
#include "markdown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

namespace weft::report::compare_test {
namespace {

using testing::HasSubstr;

const std::string factory = std::string(WEFT_ROOT) + "/examples/ai-factory.json";

CompareWish wish(std::vector<std::string> plans) {
  CompareWish made;
  made.plans = std::move(plans);
  return made;
}

const Comparison& factories() {
  static const Comparison made = compare(wish({factory}));
  return made;
}

const ComparedColumn& column(const Comparison& of, const std::string& name) {
  for (const ComparedColumn& each : of.columns) {
    if (each.name == name) return each;
  }
  throw std::logic_error("no column " + name);
}

/// A folder that goes with the test.
class Files : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("weft-compare-" +
               std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
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

TEST(Compare, OnePlanGivesItsVariantsAndItsBaseline) {
  const Comparison& made = factories();
  ASSERT_EQ(made.columns.size(), 4U);
  EXPECT_EQ(made.columns[0].name, "spectrum_x");
  EXPECT_EQ(made.base().name, "spectrum_x");
  EXPECT_EQ(made.by, "finance.npv");
  EXPECT_EQ(made.base().index, 1.0);
}

TEST(Compare, SaysWhatOtherDatesAloneCost) {
  const auto remarks = date_remarks(factories());
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_THAT(remarks[0],
              HasSubstr("prepare_late differs from spectrum_x only in dates: that costs"));
  EXPECT_THAT(remarks[0], HasSubstr("of finance.npv."));
}

TEST(Compare, PricesOfBillsAreHeldAgainstTheBaseline) {
  const Comparison& made = factories();
  EXPECT_DOUBLE_EQ(*made.base().value("finance.bom_price_index"), 1.0);
  EXPECT_DOUBLE_EQ(*column(made, "prepare_late").value("finance.bom_price_index"), 1.0);
  EXPECT_NE(*column(made, "infiniband").value("finance.bom_price_index"), 1.0);
}

TEST(Compare, OnlyQuotesThatStillHoldAreQuoted) {
  const auto share = [](const std::string& price) {
    CompareWish asked = wish({factory + "#spectrum_x"});
    asked.overrides.settings = {"clusters.train.price=" + price};
    return *compare(asked).columns[0].value("finance.capex_quoted_share");
  };
  EXPECT_EQ(share(R"({"is": "$400k", "basis": "estimate"})"), 0.0);
  EXPECT_EQ(share(R"({"is": "$400k", "basis": "quote", "until": "2026-12-31"})"), 0.0);
  const double valid = share(R"({"is": "$400k", "basis": "quote", "until": "2027-01-31"})");
  EXPECT_GT(valid, 0.3);
  EXPECT_LT(valid, 1.0);
}

TEST(Compare, RanksWhatKeepsItsLimitsFirst) {
  const Comparison& made = factories();
  EXPECT_EQ(column(made, "prepare_late").rank, 4U);
  for (std::size_t i = 1; i + 1 < made.order.size(); ++i) {
    EXPECT_GE(*made.columns[made.order[i - 1]].value(made.by),
              *made.columns[made.order[i]].value(made.by));
  }
}

TEST(Compare, CausesAddUpToTheDifference) {
  for (const ComparedColumn& each : factories().columns) {
    if (&each == &factories().base()) continue;
    for (std::size_t m = 0; m < factories().measures.size(); ++m) {
      const std::string& id = factories().measures[m];
      const double whole = *each.value(id) - *factories().base().value(id);
      double sum = 0.0;
      for (const study::Cause& cause : each.causes) sum += cause.change[m];
      EXPECT_NEAR(sum, whole, 1e-9 * std::fabs(*each.value(id))) << each.name << " " << id;
    }
  }
}

TEST(Compare, SeveralSectionsAreSeveralCausesInTheStatedOrder) {
  CompareWish asked = wish({factory + "#spectrum_x", factory + "#open_sonic"});
  const Comparison made = compare(asked);
  ASSERT_EQ(made.columns.size(), 2U);
  ASSERT_EQ(column(made, "open_sonic").causes.size(), 1U);
  EXPECT_EQ(column(made, "open_sonic").causes[0].sections,
            std::vector<std::string>{"fabrics.backend"});
}

/// Both plans of a pair of texts side by side.
class TwoPlans : public Files {
 protected:
  Comparison two(const std::string& a, const std::string& b) {
    return compare(wish({write("a.json", a), write("b.json", b)}));
  }
  static std::string plan(const std::string& count, const std::string& price) {
    return R"({ "weft": 1, "clusters": { "main": { "node": "dgx-h100", "count": )" + count +
           R"( } }, "site": { "power_price": ")" + price + R"(" } })";
  }
};

TEST_F(TwoPlans, PartsOfTwoChangesAreSplit) {
  const Comparison made = two(plan("32", "$0.07 /kWh"), plan("40", "$0.10 /kWh"));
  const auto& causes = made.columns[1].causes;
  ASSERT_EQ(causes.size(), 2U);
  EXPECT_EQ(causes[0].sections, std::vector<std::string>{"site"});
  EXPECT_EQ(causes[1].sections, std::vector<std::string>{"clusters.main"});
  EXPECT_GT(causes[0].change[0], 0.0);
  EXPECT_GT(causes[1].change[0], causes[0].change[0]);
}

TEST_F(TwoPlans, EqualPlansHaveNoCausesAndEqualIndices) {
  const Comparison made = two(plan("32", "$0.07 /kWh"), plan("32", "$0.07 /kWh"));
  EXPECT_TRUE(made.columns[1].causes.empty());
  EXPECT_TRUE(made.switch_overs.empty());
  EXPECT_THAT(compare_verdict(made), HasSubstr("the same as"));
}

TEST_F(TwoPlans, WhatOneSideLacksIsADash) {
  std::string more = plan("32", "$0.07 /kWh");
  more.insert(more.size() - 2, R"(, "fabrics": { "backend": { "role": "scale-out",
    "attach": { "main": {} }, "topology": "rail-optimized", "switch": "sn5600" } })");
  const Comparison made = two(plan("32", "$0.07 /kWh"), more);
  EXPECT_THAT(compare_plain(made, "fabrics.backend.switches"),
              HasSubstr("fabrics.backend.switches\t1\t-\t"));
  EXPECT_THAT(compare_csv(made, "fabrics.backend.switches"),
              HasSubstr("fabrics.backend.switches,1,less,,"));
  const auto json = nlohmann::json::parse(compare_json(made, "fabrics.backend.switches"));
  EXPECT_TRUE(json["metrics"]["fabrics.backend.switches"]["values"][0].is_null());
  EXPECT_THAT(compare_table(made, {false, true, 100}), HasSubstr("backend switches"));
}

TEST_F(TwoPlans, APlanThatCannotBeReadStaysAColumnWithItsReason) {
  const Comparison made = two(plan("32", "$0.07 /kWh"),
                              R"({ "weft": 1, "clusters": { "main": { "node": "dgx-h100" } } })");
  EXPECT_FALSE(made.columns[1].works());
  EXPECT_EQ(made.columns[1].rank, 2U);
  EXPECT_THAT(compare_verdict(made), HasSubstr("cannot be built: b"));
}

TEST_F(TwoPlans, TextsOfAFileNameDoNotBecomeMarkup) {
  const std::string bad =
      write("<img src=x onerror=alert(1)>|[a](b).json", plan("32", "$0.07 /kWh"));
  const Comparison made = compare(wish({write("a.json", plan("40", "$0.07 /kWh")), bad}));
  const std::string text = compare_markdown(made);
  EXPECT_EQ(text.find("<img"), std::string::npos);
  EXPECT_EQ(text.find("|["), std::string::npos);
}

TEST(Compare, AQuoteAgainstAnEstimateIsWarnedOf) {
  CompareWish asked = wish({factory + "#spectrum_x", factory + "#infiniband"});
  asked.overrides.settings = {
      R"(parts.qm9700={"kind": "switch", "price": {"is": "$20k", "basis": "quote"}})",
      R"(parts.sr4-400g={"kind": "optic", "price": {"is": "$500", "basis": "quote"}})"};
  const Comparison made = compare(asked);
  ASSERT_EQ(made.warnings.size(), 1U);
  EXPECT_THAT(made.warnings[0], HasSubstr("only infiniband buys rests"));
  EXPECT_TRUE(factories().warnings.empty());
}

TEST(Compare, AnUnknownColumnOrMetricIsRefused) {
  CompareWish asked = wish({factory});
  asked.baseline = "spectrumx";
  EXPECT_EQ(compare(asked).faults.items.front().code, "WF0609");
  asked.baseline.clear();
  asked.by = "finance.nvp";
  const Comparison made = compare(asked);
  EXPECT_EQ(made.faults.items.front().code, "WF0607");
  EXPECT_THAT(made.faults.items.front().hint, HasSubstr("finance.npv"));
}

TEST(Compare, ShownPartsAddUpToShownTotals) {
  for (const CompareSection& each : compare_sections(factories(), "-")) {
    if (!each.title.starts_with("Cost")) continue;
    ASSERT_EQ(each.rows.size(), 4U);
    for (std::size_t c = 0; c < factories().columns.size(); ++c) {
      const auto cents = [&](std::size_t row) {
        std::string text = each.rows[row].cells[c];
        std::erase_if(text,
                      [](char ch) { return ch == '$' || ch == ',' || ch == '.' || ch == 'M'; });
        return std::stol(text);
      };
      EXPECT_EQ(cents(1) + cents(2) + cents(3), cents(0));
    }
  }
}

TEST(Compare, ShownCausesAddUpToTheShownDifference) {
  const std::vector<study::Cause> causes{{{"a"}, {0.4}}, {{"b"}, {0.4}}, {{"c"}, {-1.6}}};
  const auto grains = cause_grains(causes, 0, 1.0, -1);
  EXPECT_EQ(grains[0] + grains[1] + grains[2], -1);
}

TEST(Markdown, ShedsWholeSectionsAndNamesThem) {
  const std::vector<MarkdownPart> parts{{"first", "| a |\n", false, 0},
                                        {"second", std::string(500, 'b') + "\n", true, 1},
                                        {"third", std::string(500, 'c') + "\n", true, 2}};
  const std::string all = markdown_report("t", "head\n", parts, 0);
  EXPECT_THAT(all, HasSubstr("ccc"));
  const std::string less = markdown_report("t", "head\n", parts, 800);
  EXPECT_LE(less.size(), 800U);
  EXPECT_EQ(less.find("ccc"), std::string::npos);
  EXPECT_THAT(less, HasSubstr("bbb"));
  EXPECT_THAT(less, HasSubstr("Left out to keep this short: third."));
  EXPECT_THAT(less, testing::StartsWith("<!-- weft:report t -->\n"));
}

TEST(Markdown, EscapesWhatCouldBecomeMarkup) {
  EXPECT_EQ(md_text("<b>&[x](y) @me `z` a|b\n"), "&lt;b&gt;&amp;\\[x\\](y) &#64;me \\`z\\` a\\|b ");
}

}  // namespace
}  // namespace weft::report::compare_test
