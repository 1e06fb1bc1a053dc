// SPDX-License-Identifier: Apache-2.0
#include "diff_parts.hpp"
#include "show.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace weft::report {
namespace {

constexpr std::size_t most_input_text = 44;

/// A value as its author wrote it, cut where it would fill a page.
std::string input_text(const std::optional<std::string>& json) {
  if (!json) return "";
  std::string text = *json;
  if (columns_of(text) <= most_input_text) return text;
  std::size_t end = most_input_text - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

Cell better_cell(const ChangedMetric& of) {
  const auto change = of.change();
  if (!change || *change == 0.0 || of.doc.better == Better::neither) return {""};
  const bool good = (*change > 0.0) == (of.doc.better == Better::more);
  return good ? Cell("better", Tone::good) : Cell("worse", Tone::bad);
}

std::string side_value(const std::optional<double>& value, const ChangedMetric& of,
                       CalendarMonth start) {
  return value ? diff_value(*value, of, start) : std::string("-");
}

/// What most people look at first; then the order of the results.
bool is_headline(std::string_view id) {
  if (id == "plan.worst_margin" || id.starts_with("finance.")) return true;
  constexpr std::array names{
      "cost_output", "cost_per_task", "cost_per_run", "time_to_train", "ttft_p95",
      "tpot_p95",    "goodput",       "served",       "it_power",      "bandwidth_effective",
      "latency_p99"};
  const auto dot = id.rfind('.');
  return std::find(names.begin(), names.end(),
                   dot == std::string_view::npos ? id : id.substr(dot + 1)) != names.end();
}

std::vector<Cell> metric_row(const ChangedMetric& of, CalendarMonth start) {
  return {Cell(of.doc.id), Cell(side_value(of.base, of, start)),
          Cell(side_value(of.head, of, start)), Cell(change_text(of, start)), better_cell(of)};
}

/// False for what only moves in digits that nobody is shown.
bool is_seen(const ChangedMetric& of, CalendarMonth start) {
  return side_value(of.base, of, start) != side_value(of.head, of, start);
}

/// What the cost table shows already.
bool is_cost(std::string_view id) { return id == "finance.tco" || id.starts_with("finance.tco."); }

Cell limit_verdict(const ChangedLimit& of) {
  if (of.head == "fails") return {of.breaks() ? "x breaks" : "x fails as before", Tone::bad};
  if (of.mends()) return {"holds again", Tone::good};
  if (of.head.empty()) return {"taken out", Tone::warn};
  return {of.base.empty() ? "new: " + of.head : of.head, Tone::plain};
}

std::string given_cell(const std::optional<double>& given, const ChangedLimit& of,
                       CalendarMonth start) {
  if (!given) return "";
  ChangedMetric as;
  as.doc.id = of.metric;
  as.unit = of.unit;
  return diff_value(*given, as, start);
}

}  // namespace

Cell change_mark(bool before, bool after) {
  if (before && after) return {"~", Tone::warn};
  return after ? Cell("+", Tone::good) : Cell("-", Tone::bad);
}

std::string with_plus(std::string text, bool up) { return up ? "+" + std::move(text) : text; }

std::string change_text(const ChangedMetric& of, CalendarMonth start) {
  const auto change = of.change();
  if (!change || *change == 0.0) return "";
  if (is_month(of.doc.id)) {
    return with_plus(show_number(*change) + (std::fabs(*change) == 1.0 ? " month" : " months"),
                     *change > 0.0);
  }
  if (is_share(of.doc.id)) return with_plus(show_number(100.0 * *change) + " pt", *change > 0.0);
  return with_plus(diff_value(*change, of, start), *change > 0.0);
}

CalendarMonth first_month(const Diff& of) {
  return of.head.result.start.value_or(of.base.result.start.value_or(CalendarMonth{}));
}

std::string diff_value(double value, const ChangedMetric& of, CalendarMonth start) {
  if (of.doc.dimension == Dimension{} && of.unit != "1" && of.unit != "month") {
    return show_number(value) + " " + of.unit;
  }
  return show_value(value, of.doc, start);
}

Table diff_input_table(const Diff& of) {
  Table table{
      "Changed inputs",
      {{""}, {"input"}, {"base", Align::right}, {"head", Align::right}, {"at", Align::left, 1}},
      {}};
  for (const ChangedInput& each : of.inputs) {
    const std::string where = each.kind == io::SourceKind::plan     ? ""
                              : each.kind == io::SourceKind::prices ? "price book: "
                                                                    : "catalogue: ";
    table.rows.push_back({change_mark(each.base.has_value(), each.head.has_value()),
                          Cell(where + each.path), Cell(input_text(each.base)),
                          Cell(input_text(each.head)), Cell(each.at, Tone::dim)});
  }
  return table;
}

Table diff_metric_table(const Diff& of, std::size_t most) {
  Table table{"Results that moved",
              {{"metric"},
               {"base", Align::decimal},
               {"head", Align::decimal},
               {"change", Align::decimal},
               {"", Align::left, 1}},
              {}};
  const CalendarMonth start = first_month(of);
  for (const bool first : {true, false}) {
    for (const ChangedMetric& each : of.metrics) {
      if (each.base == each.head || each.doc.is_term || is_cost(each.doc.id)) continue;
      if (is_headline(each.doc.id) != first || !is_seen(each, start)) continue;
      if (most > 0 && table.rows.size() == most) return table;
      table.rows.push_back(metric_row(each, start));
    }
  }
  return table;
}

Table diff_limit_table(const Diff& of) {
  Table table{"Limits and gates",
              {{"limit"}, {"base", Align::decimal}, {"head", Align::decimal}, {"verdict"}},
              {}};
  const CalendarMonth start = first_month(of);
  for (const ChangedLimit& each : of.limits) {
    table.rows.push_back({Cell(each.id), Cell(given_cell(each.base_given, each, start)),
                          Cell(given_cell(each.head_given, each, start)), limit_verdict(each)});
  }
  return table;
}

}  // namespace weft::report
