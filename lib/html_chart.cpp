// SPDX-License-Identifier: Apache-2.0
#include "html_chart.hpp"

#include "html_page.hpp"
#include "markup.hpp"
#include "weft/report/json_writer.hpp"

#include <utility>

namespace weft::report {
namespace {

std::string_view kind_word(ChartKind kind) {
  constexpr std::array words_of{"bars", "across", "lines", "points"};
  return words_of[static_cast<std::size_t>(kind)];
}

void add_values(JsonWriter& json, const ChartSeries& series, ChartKind kind) {
  json.key("values").open_list(true);
  for (const auto& each : series.values) each ? json.number(*each) : json.raw("null");
  for (const auto& [first, second] : series.pairs) {
    if (kind == ChartKind::points) {
      json.open_object(true).number("x", first).number("y", second).close();
    } else {
      json.open_list(true).number(first).number(second).close();
    }
  }
  json.close();
}

void add_texts(JsonWriter& json, std::string_view key, const auto& texts) {
  if (texts.empty()) return;
  json.key(key).open_list(true);
  for (const auto& each : texts) json.text(each);
  json.close();
}

/// JSON inside a script element: no text of a plan may end the element.
std::string inert(std::string json) {
  for (std::size_t at = json.find('<'); at != std::string::npos; at = json.find('<', at)) {
    json.replace(at, 1, "\\u003c");
  }
  return json;
}

std::string chart_json(const Chart& chart) {
  JsonWriter json;
  json.open_object(true).text("kind", kind_word(chart.kind)).text("unit", chart.unit);
  json.text("x", chart.x).text("y", chart.y).text("xUnit", chart.x_unit);
  json.key("labels").open_list(true);
  for (const std::string& each : chart.labels) json.text(each);
  json.close().key("series").open_list(true);
  for (const ChartSeries& each : chart.series) {
    json.open_object(true).text("name", each.name);
    add_values(json, each, chart.kind);
    add_texts(json, "texts", each.texts);
    add_texts(json, "tones", each.tones);
    if (each.dashed) json.key("dashed").truth(true);
    json.close();
  }
  return inert(std::move(json.close().close()).finish());
}

/// Points are a row each; other charts a row for each label.
Table chart_table(const Chart& chart) {
  Table table{"", {{chart.head}}, {}};
  if (chart.kind == ChartKind::points) {
    table.columns.push_back({"", Align::right});
    for (const ChartSeries& each : chart.series) {
      table.rows.push_back({Cell(each.name), Cell(each.texts.empty() ? "" : each.texts.front())});
    }
    return table;
  }
  for (const ChartSeries& each : chart.series) table.columns.push_back({each.name, Align::right});
  for (std::size_t i = 0; i < chart.labels.size(); ++i) {
    std::vector<Cell> row{Cell(chart.labels[i])};
    for (const ChartSeries& each : chart.series) {
      row.emplace_back(i < each.texts.size() ? each.texts[i] : std::string());
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::string html_chart(const Chart& chart) {
  if (chart.series.empty()) return {};
  const std::string title = markup_text(chart.title);
  const std::string note = markup_text(chart.note);
  std::string made = "<figure>\n<figcaption>" + title;
  if (!note.empty()) made += "<span>" + note + "</span>";
  made += "</figcaption>\n<div class=\"plot\"><canvas data-chart=\"" + chart.id +
          "\" role=\"img\" aria-label=\"" + title + ". " + note +
          " The numbers stand in the table below.\"></canvas></div>\n";
  made += "<script type=\"application/json\" id=\"" + chart.id + "\">" + chart_json(chart) +
          "</script>\n";
  made += "<details open><summary>Numbers of this picture</summary>\n";
  return made + html_table(chart_table(chart), chart.title) + "</details>\n</figure>\n";
}

}  // namespace weft::report
