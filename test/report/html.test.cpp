// SPDX-License-Identifier: Apache-2.0
#include "weft/report/html.hpp"

#include "html_chart.hpp"
#include "result_charts.hpp"
#include "weft/report/result_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace weft::report::html_test {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string factory = std::string(WEFT_ROOT) + "/examples/ai-factory.json";

/// What a plan could try: to end an element, an attribute, a script.
const std::string hostile =
    R"(</title></script><script>alert(1)</script><img src=x onerror=alert(1)>" onload="a' &lt;)";

std::string page(const Answer& of) {
  const NamedAnswer named{"", &of};
  return result_html({&named, 1});
}

const Answer& example() {
  static const Answer made = answer(factory);
  return made;
}

/// The page without the scripts and the style that are built in.
std::string body_of(const std::string& page) {
  const auto from = page.find("<body>");
  return page.substr(from, page.find("</main>") - from);
}

TEST(Html, IsOneFileThatAsksForNothing) {
  const std::string made = page(example());
  EXPECT_LT(made.size(), 1'000'000U);
  EXPECT_THAT(made, HasSubstr("default-src 'none'"));
  EXPECT_THAT(made, HasSubstr("Chart.js v"));
  const std::string body = body_of(made);
  for (const char* each : {" src=", " href=", "url(", "@import", "http:", "https:"}) {
    EXPECT_THAT(body, Not(HasSubstr(each))) << each;
  }
  EXPECT_EQ(page(example()), made);
}

TEST(Html, StringsOfThePlanAreNoMarkup) {
  Answer of = answer(factory);
  for (plan::Stage& each : of.scenario.stages) each.plan.name = hostile;
  of.gates.push_back({});
  of.gates.back().id = hostile;
  of.gates.back().written.require = hostile;
  of.gates.back().note = hostile;
  const std::string body = page(of);
  EXPECT_THAT(body, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(body, Not(HasSubstr("<img")));
  EXPECT_THAT(body, Not(HasSubstr("\" onload=")));
  EXPECT_THAT(body, HasSubstr("&lt;script&gt;alert(1)"));
}

TEST(Html, NamesInsideTheNumbersOfAChartAreInert) {
  Chart chart;
  chart.id = "x";
  chart.labels = {hostile};
  chart.series = {{hostile, {1.0}, {}, {hostile}, {}, false}};
  const std::string made = html_chart(chart);
  EXPECT_THAT(made, Not(HasSubstr("</script><script>")));
  const auto from = made.find("id=\"x\">") + 7;
  const auto json = nlohmann::json::parse(made.substr(from, made.find("</script>", from) - from));
  EXPECT_EQ(json["labels"][0], hostile);
  EXPECT_EQ(json["series"][0]["name"], hostile);
}

TEST(Html, EachPictureHasItsTextAndItsNumbers) {
  const std::string body = body_of(page(example()));
  std::size_t figures = 0;
  for (auto at = body.find("<figure"); at != body.npos; at = body.find("<figure", at + 1)) {
    const std::string figure = body.substr(at, body.find("</figure>", at) - at);
    ++figures;
    const bool drawing = figure.find("<desc") != figure.npos;
    const bool chart =
        figure.find("aria-label") != figure.npos && figure.find("<details open>") != figure.npos;
    EXPECT_TRUE(drawing || chart) << figure.substr(0, 200);
  }
  EXPECT_GE(figures, 5U);
}

TEST(Html, AnIdStandsOnce) {
  const std::vector<NamedAnswer> both{{"x", &example()}, {"y", &example()}};
  const std::string body = body_of(result_html(both));
  std::set<std::string> ids;
  for (auto at = body.find(" id=\""); at != body.npos; at = body.find(" id=\"", at + 1)) {
    const std::string id = body.substr(at + 5, body.find('"', at + 5) - at - 5);
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
  EXPECT_GE(ids.size(), 10U);
}

TEST(Charts, TheStepsOfTheWaterfallReachTheTotal) {
  const View view;
  const Results results(example(), view);
  const Chart chart = cost_waterfall(results, "cost");
  ASSERT_EQ(chart.series.size(), 1U);
  const auto& pairs = chart.series[0].pairs;
  ASSERT_GT(pairs.size(), 2U);
  EXPECT_NEAR(pairs[pairs.size() - 2][1], pairs.back()[1], 1e-9 * std::fabs(pairs.back()[1]));
  EXPECT_EQ(pairs.size(), chart.labels.size());
}

TEST(Charts, CumulativeCashEndsAtTheSum) {
  const View view;
  const Results results(example(), view);
  const ChartSeries cash = cumulative_cash(results, "cash");
  ASSERT_FALSE(cash.values.empty());
  EXPECT_NEAR(*cash.values.back(), results.value("finance.net_cash"),
              1e-9 * std::fabs(results.value("finance.net_cash")));
}

TEST(CompareHtml, HasEveryColumnAndEscapesItsName) {
  CompareWish wish;
  wish.plans = {factory};
  Comparison of = compare(wish);
  of.columns[0].name = hostile;
  const std::string made = compare_html(of);
  EXPECT_LT(made.size(), 1'000'000U);
  EXPECT_THAT(made, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(made, Not(HasSubstr("<img")));
  for (std::size_t i = 1; i < of.columns.size(); ++i) {
    EXPECT_THAT(made, HasSubstr(of.columns[i].name));
  }
  EXPECT_THAT(made, HasSubstr("Price against performance"));
}

}  // namespace
}  // namespace weft::report::html_test
