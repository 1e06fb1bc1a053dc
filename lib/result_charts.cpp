// SPDX-License-Identifier: Apache-2.0
#include "result_charts.hpp"

#include "show.hpp"

#include <cmath>
#include <utility>

namespace weft::report {
namespace {

struct CostStep {
  std::string name;
  double value = 0.0;
};

/// Terms of a sum that are not zero.
std::vector<CostStep> steps_of(const Results& results, const std::string& id) {
  std::vector<CostStep> steps;
  const std::string head = id + ".";
  for (const Metric& each : results.all()) {
    if (!each.is_term || !each.value || *each.value == 0.0 || !each.id.starts_with(head)) continue;
    if (each.id.find('.', head.size()) != std::string::npos) continue;
    steps.push_back({each.id.substr(head.size()), *each.value});
  }
  return steps;
}

/// Small steps are one: a bar that nobody sees tells nothing.
std::vector<CostStep> merged(const std::vector<CostStep>& all, double whole) {
  constexpr double least = 0.004;
  std::vector<CostStep> kept;
  CostStep rest{"other", 0.0};
  for (const CostStep& each : all) {
    if (std::fabs(each.value) >= least * std::fabs(whole)) {
      kept.push_back(each);
    } else {
      rest.value += each.value;
    }
  }
  if (rest.value != 0.0) kept.push_back(rest);
  return kept;
}

ChartSeries monthly_series(const Metric& metric, std::string name, bool dashed) {
  ChartSeries made;
  made.name = std::move(name);
  made.dashed = dashed;
  for (const double each : metric.series) {
    made.values.emplace_back(each);
    made.texts.push_back(show_number(each));
  }
  return made;
}

}  // namespace

std::vector<std::string> month_labels(const Results& results) {
  std::vector<std::string> labels;
  for (std::int64_t i = 0; i < results.answer().scenario.months; ++i) {
    labels.push_back(format_month(results.start() + i));
  }
  return labels;
}

Chart cost_waterfall(const Results& results, std::string id) {
  Chart made;
  if (!results.has("finance.tco")) return made;
  const double whole = results.value("finance.tco");
  std::vector<CostStep> steps;
  for (const CostStep& each : steps_of(results, "finance.tco")) {
    auto parts = steps_of(results, "finance." + each.name);
    if (each.name == "residual" || parts.empty()) parts = {each};
    steps.insert(steps.end(), parts.begin(), parts.end());
  }
  steps = merged(steps, whole);
  const MoneyScale scale = money_scale(whole);
  std::vector<double> values;
  for (const CostStep& each : steps) values.push_back(each.value);
  const auto grains = apportion(values, scale.grain, grains_of(whole, scale));
  made = {std::move(id),
          "What the total cost of ownership is made of",
          "Undiscounted, over the horizon; each bar begins where the one before it ends.",
          ChartKind::bars,
          "$",
          "",
          "",
          "",
          "kind of cost",
          {},
          {{"cost", {}, {}, {}, {}, false}}};
  ChartSeries& series = made.series.front();
  double at = 0.0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    made.labels.push_back(steps[i].name);
    series.pairs.push_back({at, at + steps[i].value});
    series.texts.push_back(money_text(grains[i], scale));
    series.tones.push_back(steps[i].value < 0.0 ? "c2" : "c0");
    at += steps[i].value;
  }
  made.labels.emplace_back("total");
  series.pairs.push_back({0.0, whole});
  series.texts.push_back(money_text(grains_of(whole, scale), scale));
  series.tones.push_back("c6");
  return made;
}

ChartSeries cumulative_cash(const Results& results, std::string name) {
  ChartSeries made;
  const bool sells = results.has("finance.net_cash");
  const Metric* cash = results.find(sells ? "finance.net_cash" : "finance.cash_out");
  if (!cash || cash->series.empty()) return made;
  made.name = std::move(name);
  double sum = 0.0;
  for (const double each : cash->series) {
    sum += sells ? each : -each;
    made.values.emplace_back(sum);
    const MoneyScale scale = money_scale(sum);
    made.texts.push_back(money_text(grains_of(sum, scale), scale));
  }
  return made;
}

Chart cash_flow(const Results& results, std::string id) {
  Chart made;
  ChartSeries series = cumulative_cash(results, "cumulative cash");
  if (series.values.empty()) return made;
  const bool sells = results.has("finance.net_cash");
  made = {std::move(id),
          "Cumulative cash flow",
          sells ? "Received less paid; the residual value is left out."
                : "Nothing is sold: what was paid until then.",
          ChartKind::lines,
          "$",
          "",
          "",
          "",
          "month",
          month_labels(results),
          {std::move(series)}};
  return made;
}

std::vector<Chart> capacity_charts(const Results& results, const std::string& id) {
  std::vector<Chart> all;
  for (const auto& each : results.plan().clusters) {
    const std::string path = "clusters." + each.name + ".";
    const Metric* stands = results.find(path + "accelerators");
    const Metric* needed = results.find(path + "accelerators_needed");
    if (!stands || !needed || stands->series.empty() || needed->series.empty()) continue;
    all.push_back(
        {id + std::to_string(all.size()),
         "Capacity against demand: " + each.name,
         "By month: accelerators, or servers where there are none; demand has its headroom in it.",
         ChartKind::lines,
         "",
         "",
         "",
         "",
         "month",
         month_labels(results),
         {monthly_series(*stands, "stand", false),
          monthly_series(*needed, "needed at the peak", true)}});
  }
  return all;
}

Chart latency_parts(const Results& results, std::string id) {
  constexpr std::array<std::string_view, 7> terms{
      "latency_unloaded.nics",        "latency_unloaded.switching",     "latency_unloaded.fec",
      "latency_unloaded.propagation", "latency_unloaded.serialisation", "latency_p99.busiest_queue",
      "latency_p99.other_queues"};
  constexpr double us = 1e6;
  Chart made{std::move(id),
             "What the latency of each fabric is made of",
             "NIC to NIC, microseconds: unloaded parts, then queues at the 99th percentile.",
             ChartKind::across,
             "us",
             "",
             "",
             "",
             "fabric",
             {},
             {}};
  for (const auto& each : results.plan().fabrics) {
    if (results.has("fabrics." + each.name + ".latency_unloaded")) made.labels.push_back(each.name);
  }
  for (const std::string_view term : terms) {
    ChartSeries series;
    series.name = term.substr(term.find('.') + 1);
    bool any = false;
    for (const std::string& name : made.labels) {
      const std::string path = "fabrics." + name + "." + std::string(term);
      any = any || results.value(path) > 0.0;
      series.values.emplace_back(us * results.value(path));
      series.texts.push_back(results.text(path));
    }
    if (any) made.series.push_back(std::move(series));
  }
  return made;
}

}  // namespace weft::report
