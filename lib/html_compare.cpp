// SPDX-License-Identifier: Apache-2.0
#include "compare_parts.hpp"
#include "html_page.hpp"
#include "markup.hpp"
#include "result_charts.hpp"
#include "show.hpp"
#include "weft/report/html.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

std::string cell_text(const ComparedColumn& column, std::string_view id) {
  const Metric* found = column.find(id);
  if (!found || !found->value) return "–";
  return show_value(*found->value, *found, column.answer.scenario.last().plan.time.start);
}

/// One bar for each column; a series for each metric.
Chart column_bars(const Comparison& of, std::string id, std::string title, std::string unit,
                  const std::vector<std::pair<std::string, std::string>>& metrics_of) {
  Chart made{std::move(id),
             std::move(title),
             "",
             ChartKind::bars,
             std::move(unit),
             "",
             "",
             "",
             "column",
             {},
             {}};
  for (std::size_t i = 0; i < of.columns.size(); ++i) made.labels.push_back(column_head(of, i));
  for (const auto& [metric, name] : metrics_of) {
    ChartSeries series;
    series.name = name;
    bool any = false;
    for (const ComparedColumn& each : of.columns) {
      series.values.push_back(each.value(metric));
      series.texts.push_back(cell_text(each, metric));
      any = any || each.value(metric).has_value();
    }
    if (any) made.series.push_back(std::move(series));
  }
  return made;
}

Chart rank_bars(const Comparison& of) {
  const Metric* shown = nullptr;
  for (const ComparedColumn& each : of.columns) {
    if (!shown) shown = each.find(of.by);
  }
  const bool money = shown && shown->dimension == dimension_of<Money>;
  return column_bars(of, "rank", "Ranked by " + of.by, money ? "$" : "", {{of.by, of.by}});
}

struct FrontPoint {
  std::string name;
  double cost = 0.0, gain = 0.0;
  std::string text;
};

/// True when no other point costs less and gives more.
bool on_front(const FrontPoint& of, const std::vector<FrontPoint>& all) {
  return std::none_of(all.begin(), all.end(), [&](const FrontPoint& each) {
    const bool no_worse = each.cost <= of.cost && each.gain >= of.gain;
    return no_worse && (each.cost < of.cost || each.gain > of.gain);
  });
}

Chart front(const Comparison& of) {
  std::string gain = "finance.price_performance";
  const auto have = [&](const std::string& id) {
    return std::count_if(of.columns.begin(), of.columns.end(), [&](const ComparedColumn& each) {
      return each.works() && each.value(id).has_value();
    });
  };
  if (have(gain) < 2) gain = "finance.npv";
  Chart made;
  if (have(gain) < 2 || have("finance.tco") < 2) return made;
  std::vector<FrontPoint> points;
  for (const ComparedColumn& each : of.columns) {
    const auto cost = each.value("finance.tco");
    const auto value = each.value(gain);
    if (!each.works() || !cost || !value) continue;
    points.push_back(
        {each.name, *cost, *value, cell_text(each, "finance.tco") + ", " + cell_text(each, gain)});
  }
  made = {"front",
          "Price against performance",
          "Total cost to the right, " + gain +
              " upwards: better is up and left. No other column "
              "costs less and gives more than those on the front.",
          ChartKind::points,
          gain == "finance.npv" ? "$" : "",
          "total cost",
          gain,
          "$",
          "column",
          {},
          {}};
  for (const FrontPoint& each : points) {
    const bool leads = on_front(each, points);
    ChartSeries series;
    series.name = each.name;
    series.pairs.push_back({each.cost, each.gain});
    series.texts.push_back(each.text + (leads ? ", on the front" : ""));
    made.series.push_back(std::move(series));
  }
  return made;
}

Chart cash_by_column(const Comparison& of) {
  Chart made{"cash",
             "Cumulative cash flow",
             "Received less paid, by month; what is not sold is "
             "only paid.",
             ChartKind::lines,
             "$",
             "",
             "",
             "",
             "month",
             {},
             {}};
  const View view;
  for (const ComparedColumn& each : of.columns) {
    if (!each.answer.evaluated) continue;
    const Results results(each.answer, view);
    ChartSeries series = cumulative_cash(results, each.name);
    if (series.values.empty()) continue;
    if (series.values.size() > made.labels.size()) made.labels = month_labels(results);
    made.series.push_back(std::move(series));
  }
  return made;
}

}  // namespace

std::string compare_html(const Comparison& of) {
  const bool good = of.best().works() && status(of.best().answer) == Status::ok;
  std::string body = "<header>\n<h1>" + markup_text(compare_verdict(of)) + "</h1>\n</header>\n";
  body += std::string("<div class=\"verdict ") + (good ? "good" : "bad") + "\">\n";
  body += html_paragraph(
      good ? "✓ The best column keeps its limits." : "✗ The best column does not keep its limits.",
      good ? "good" : "bad");
  for (const ComparedColumn& each : of.columns) {
    if (!each.works()) body += html_paragraph("✗ " + each.name + ": " + each.reason, "bad");
  }
  for (const std::string& each : date_remarks(of)) body += html_paragraph(each, "");
  for (const std::string& each : of.warnings) body += html_paragraph("! " + each, "warn");
  body += "</div>\n<section class=\"figures\" aria-label=\"Pictures\">\n";
  body += html_chart(rank_bars(of));
  body += html_chart(column_bars(of, "bars", "Cost over the horizon", "$",
                                 {{"finance.tco.capex", "capex"}, {"finance.tco.opex", "opex"}}));
  body += html_chart(front(of)) + html_chart(cash_by_column(of)) + "</section>\n";
  std::vector<Table> tables;
  for (const CompareSection& each : compare_sections(of, "–")) {
    tables.push_back(section_table(of, each));
  }
  body += html_tables("Side by side", tables);
  body += html_tables("Why they differ", cause_tables(of));
  body += html_tables("What decides", {turn_table(of)});
  return html_page(compare_verdict(of), body + html_paragraph("weft " WEFT_VERSION, "soft"));
}

}  // namespace weft::report
