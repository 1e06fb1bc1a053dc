// SPDX-License-Identifier: Apache-2.0
#include "show.hpp"
#include "summary_parts.hpp"
#include "weft/io/quantity_text.hpp"

#include <algorithm>
#include <numeric>

namespace weft::report {

Results::Results(const Answer& answer, const View& view)
    : answer_(answer),
      view_(view),
      start_(answer.scenario.last().plan.time.start),
      all_(metrics(answer.outcome())),
      order_(all_.size()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(),
            [&](std::size_t a, std::size_t b) { return all_[a].id < all_[b].id; });
}

const Metric* Results::find(std::string_view id) const {
  const auto at =
      std::lower_bound(order_.begin(), order_.end(), id,
                       [&](std::size_t i, std::string_view of) { return all_[i].id < of; });
  return at == order_.end() || all_[*at].id != id ? nullptr : &all_[*at];
}

bool Results::has(std::string_view id) const {
  const Metric* metric = find(id);
  return metric && metric->value;
}

double Results::value(std::string_view id) const {
  const Metric* metric = find(id);
  return metric ? metric->value.value_or(0.0) : 0.0;
}

std::string Results::text(std::string_view id) const {
  const Metric* metric = find(id);
  return metric && metric->value ? text(*metric->value, *metric) : dash(view_);
}

std::string Results::text(double value, const MetricDoc& metric) const {
  return show_value(value, metric, start_);
}

Table table_of(const Results& results, std::string title, std::string_view kind,
               std::string_view prefix, const std::vector<std::string>& names,
               std::span<const Pick> picks) {
  Table table{std::move(title), {{std::string(kind)}}, {}};
  for (const Pick& each : picks) {
    table.columns.push_back({std::string(each.head), Align::decimal, each.rank});
  }
  for (const std::string& name : names) {
    std::vector<Cell> row{Cell(name)};
    for (const Pick& each : picks) {
      row.emplace_back(
          results.text(std::string(prefix) + "." + name + "." + std::string(each.metric)));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string limit_text(const Results& results, const plan::Requirement& of) {
  const Metric* metric = results.find(of.metric);
  if (!metric) return {};
  const bool ascii = results.view().ascii;
  const std::string_view sign =
      metric->better == Better::more ? (ascii ? ">= " : "≥ ") : (ascii ? "<= " : "≤ ");
  return std::string(sign) + results.text(of.asked, *metric);
}

namespace {

/// "feasible; 18 of 19 limits hold, 1 waived".
std::string limits_line(const Results& results) {
  const plan::PlanVerdict& verdict = results.answer().outcome().plan;
  const auto& gates = results.answer().gates;
  const auto warned = std::count_if(gates.begin(), gates.end(), [](const CheckedGate& each) {
    return each.state == GateState::fails && !each.is_error();
  });
  const auto held = verdict.limits_checked - verdict.limits_failed - verdict.limits_waived - warned;
  std::string line = verdict.limits_checked == 0
                         ? "feasible; the plan sets no limits"
                         : "feasible; " + std::to_string(held) + " of " +
                               std::to_string(verdict.limits_checked) + " limits hold";
  if (verdict.limits_waived > 0) line += ", " + std::to_string(verdict.limits_waived) + " waived";
  if (warned > 0) line += ", " + std::to_string(warned) + " warned of";
  if (verdict.limits_unchecked > 0) {
    line += ", " + std::to_string(verdict.limits_unchecked) + " not checked";
  }
  return line;
}

/// The limit with the least margin; null where none was checked.
const plan::Requirement* tightest(const plan::Outcome& outcome) {
  const plan::Requirement* found = nullptr;
  for (const plan::Requirement& each : outcome.requirements) {
    if (each.verdict == plan::Verdict::not_checked) continue;
    if (!found || each.margin < found->margin) found = &each;
  }
  return found;
}

/// "fabrics.backend.latency_p99 is 6 us, asked ≤ 12 us (margin 50 %)".
std::string margin_text(const Results& results, const plan::Requirement& of) {
  const Metric* metric = results.find(of.metric);
  std::string line = of.metric;
  if (metric) {
    line += " is " + results.text(of.given, *metric) + ", asked " + limit_text(results, of);
  }
  return line + " (margin " + show_share(of.margin) + ")";
}

}  // namespace

VerdictText verdict_text(const Results& results) {
  const plan::Outcome& outcome = results.answer().outcome();
  if (outcome.plan.feasible == 0.0) {
    return {false, "cannot be built or does not work: see what is missing below", {}};
  }
  const bool good = outcome.plan.limits_failed == 0;
  std::string line = limits_line(results);
  if (const plan::Requirement* worst = tightest(outcome)) {
    line += (good ? "; tightest: " : "; worst: ") + margin_text(results, *worst);
  }
  if (results.value("ramp.unmet_share") <= 0.0) return {good, line, {}};
  return {good, line,
          results.text("ramp.unmet_share") + " of the demand is not met, first in " +
              results.text("ramp.first_shortfall")};
}

namespace {

void add_workload_headline(const std::string& name, const plan::Workload& workload,
                           std::vector<std::string>& into) {
  const std::string path = "workloads." + name + ".";
  if (std::holds_alternative<plan::Training>(workload)) into.push_back(path + "time_to_train");
  if (std::holds_alternative<plan::Serving>(workload)) into.push_back(path + "cost_output");
  if (std::holds_alternative<plan::Application>(workload)) into.push_back(path + "cost_per_task");
  if (std::holds_alternative<plan::Rental>(workload)) into.push_back(path + "margin");
}

}  // namespace

std::vector<std::string> headline(const Results& results) {
  const plan::Plan& plan = results.plan();
  if (!plan.report.headline.empty()) return plan.report.headline;
  std::vector<std::string> ids{"site.accelerators", "site.it_power"};
  for (const auto& each : plan.workloads) add_workload_headline(each.name, each.value, ids);
  for (const char* each : {"finance.capex", "finance.tco", "finance.network_share",
                           "finance.cost_per_accelerator_hour", "finance.npv", "finance.payback"}) {
    ids.emplace_back(each);
  }
  return ids;
}

}  // namespace weft::report
