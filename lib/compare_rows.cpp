// SPDX-License-Identifier: Apache-2.0
#include "compare_parts.hpp"
#include "show.hpp"
#include "summary_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace weft::report {
namespace {

/// A row of each fabric, or of each workload that has the metric.
struct Shown {
  std::string_view metric;
  std::string_view head;
};
constexpr std::array fabric_rows{Shown{"switches", "switches"},
                                 Shown{"links", "links"},
                                 Shown{"modules", "modules"},
                                 Shown{"power", "power"},
                                 Shown{"bandwidth_effective", "bandwidth after balancing"},
                                 Shown{"busiest_link", "busiest link"},
                                 Shown{"latency_p99", "latency p99"},
                                 Shown{"availability", "availability"},
                                 Shown{"ready", "ready"},
                                 Shown{"capex", "capex"},
                                 Shown{"opex", "opex"},
                                 Shown{"cost", "cost"}};
constexpr std::array workload_rows{Shown{"accelerators", "accelerators"},
                                   Shown{"served", "served"},
                                   Shown{"step_time", "step time"},
                                   Shown{"time_to_train", "time to train"},
                                   Shown{"goodput", "goodput"},
                                   Shown{"ttft_p95", "TTFT p95"},
                                   Shown{"tpot_p95", "TPOT p95"},
                                   Shown{"tokens_per_accelerator", "tokens per accelerator"},
                                   Shown{"task_time_p90", "task time p90"},
                                   Shown{"latency_p99", "latency p99"},
                                   Shown{"cost_input", "cost of input"},
                                   Shown{"cost_output", "cost of output"},
                                   Shown{"cost_per_run", "cost of a run"},
                                   Shown{"cost_per_task", "cost of a task"},
                                   Shown{"cost_per_server", "cost of a server"},
                                   Shown{"cost", "cost"},
                                   Shown{"margin", "margin"}};

CalendarMonth start_of(const ComparedColumn& column) {
  return column.answer.scenario.last().plan.time.start;
}

std::string cell(const ComparedColumn& column, std::string_view id, std::string_view dash) {
  const Metric* found = column.find(id);
  if (!found || !found->value) return std::string(dash);
  return show_value(*found->value, *found, start_of(column));
}

bool all_equal(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [&](const std::string& each) { return each == cells.front(); });
}

class Sections {
 public:
  Sections(const Comparison& of, std::string_view dash) : of_(of), dash_(dash) {}

  std::vector<CompareSection> run() {
    std::vector<CompareSection> all;
    all.push_back(verdicts());
    all.push_back(headlines());
    all.push_back(gates());
    all.push_back(cost());
    all.push_back(things("fabrics", "Fabrics", fabric_rows));
    all.push_back(things("workloads", "Workloads", workload_rows));
    std::erase_if(all, [](const CompareSection& each) { return each.rows.empty() && !each.equal; });
    return all;
  }

 private:
  template <class F>
  std::vector<std::string> cells(F&& text) const {
    std::vector<std::string> made;
    for (const ComparedColumn& each : of_.columns) made.push_back(text(each));
    return made;
  }

  CompareSection verdicts() const {
    CompareSection made{"Verdict", {}, 0};
    made.rows.push_back({"rank by " + of_.by, "", cells([](const ComparedColumn& each) {
                           return std::to_string(each.rank);
                         })});
    made.rows.push_back(
        {"limits", "", cells([this](const ComparedColumn& each) { return limits(each); })});
    made.rows.push_back(
        {"worst margin", "plan.worst_margin", cells([this](const ComparedColumn& each) {
           return cell(each, "plan.worst_margin", dash_);
         })});
    made.rows.push_back({"price-performance index", "finance.price_performance",
                         cells([this](const ComparedColumn& each) {
                           return each.index ? show_number(*each.index) : std::string(dash_);
                         })});
    return made;
  }

  std::string limits(const ComparedColumn& column) const {
    if (!column.works()) return "x does not work";
    const plan::PlanVerdict& verdict = column.answer.outcome().plan;
    std::int64_t held = verdict.limits_checked - verdict.limits_failed - verdict.limits_waived;
    for (const CheckedGate& each : column.answer.gates) {
      if (each.state == GateState::fails && !each.is_error()) --held;
    }
    std::string text = verdict.limits_failed > 0 ? "x " : "ok ";
    text += std::to_string(held) + " of " + std::to_string(verdict.limits_checked);
    if (verdict.limits_waived > 0) text += ", " + std::to_string(verdict.limits_waived) + " waived";
    return text;
  }

  CompareSection headlines() const {
    CompareSection made{"Headline", {}, 0};
    const auto evaluated = std::find_if(of_.columns.begin(), of_.columns.end(),
                                        [](const auto& each) { return each.answer.evaluated; });
    if (evaluated == of_.columns.end()) return made;
    const View view;
    for (const std::string& id : headline(Results(evaluated->answer, view))) {
      if (!id.starts_with("finance.tco")) made.rows.push_back(row(id, id));
    }
    return made;
  }

  /// One row a gate; a column that does not have it shows a dash.
  CompareSection gates() const {
    CompareSection made{"Gates", {}, 0};
    std::vector<std::string> ids;
    for (const ComparedColumn& column : of_.columns) {
      for (const CheckedGate& each : column.answer.gates) {
        if (std::find(ids.begin(), ids.end(), each.id) == ids.end()) ids.push_back(each.id);
      }
    }
    for (const std::string& id : ids) {
      made.rows.push_back(
          {id, id, cells([&](const ComparedColumn& each) { return gate(each, id); })});
    }
    return made;
  }

  std::string gate(const ComparedColumn& column, const std::string& id) const {
    if (!column.answer.evaluated) return dash_;
    for (const CheckedGate& each : column.answer.gates) {
      if (each.id != id) continue;
      const std::string given = given_text(each, start_of(column), dash_);
      std::string text = each.state == GateState::fails ? (each.is_error() ? "x " : "! ") : "";
      text += each.state == GateState::fails ? "fails" : std::string(word(each.state));
      return given == dash_ ? text : text + ": " + given;
    }
    return dash_;
  }

  CompareRow row(std::string head, const std::string& id) const {
    return {std::move(head), id,
            cells([&](const ComparedColumn& each) { return cell(each, id, dash_); })};
  }

  /// The parts of a column are whole grains that add up to its total.
  CompareSection cost() const {
    CompareSection made{"Cost over the horizon, undiscounted", {}, 0};
    double most = 0.0;
    for (const ComparedColumn& each : of_.columns) {
      most = std::max(most, std::fabs(each.value("finance.tco").value_or(0.0)));
    }
    if (most == 0.0) return made;
    const MoneyScale scale = money_scale(most);
    made.rows = {{"total cost of ownership", "finance.tco", {}},
                 {"  capex", "finance.tco.capex", {}},
                 {"  opex", "finance.tco.opex", {}},
                 {"  residual", "finance.tco.residual", {}}};
    for (const ComparedColumn& each : of_.columns) add_cost(each, scale, made);
    return made;
  }

  void add_cost(const ComparedColumn& column, const MoneyScale& scale, CompareSection& to) const {
    const auto total = column.value("finance.tco");
    if (!total) {
      for (CompareRow& each : to.rows) each.cells.emplace_back(dash_);
      return;
    }
    std::vector<double> parts;
    for (std::size_t i = 1; i < to.rows.size(); ++i) {
      parts.push_back(column.value(to.rows[i].id).value_or(0.0));
    }
    const std::int64_t whole = grains_of(*total, scale);
    const auto grains = apportion(parts, scale.grain, whole);
    to.rows[0].cells.push_back(money_text(whole, scale));
    for (std::size_t i = 0; i < grains.size(); ++i) {
      to.rows[i + 1].cells.push_back(money_text(grains[i], scale));
    }
  }

  /// Names under a map of the plans, in the order in which they first stand.
  std::vector<std::string> names(std::string_view map) const {
    std::vector<std::string> found;
    const std::string prefix = std::string(map) + ".";
    for (const ComparedColumn& column : of_.columns) {
      for (const Metric& each : column.metrics) {
        if (!each.id.starts_with(prefix)) continue;
        const std::string name = each.id.substr(0, each.id.find('.', prefix.size()));
        if (std::find(found.begin(), found.end(), name) == found.end()) found.push_back(name);
      }
    }
    return found;
  }

  template <class Rows>
  CompareSection things(std::string_view map, std::string title, const Rows& rows) const {
    CompareSection made{std::move(title), {}, 0};
    for (const std::string& name : names(map)) {
      for (const Shown& each : rows) {
        CompareRow one = row(name.substr(map.size() + 1) + " " + std::string(each.head),
                             name + "." + std::string(each.metric));
        const bool empty = std::all_of(one.cells.begin(), one.cells.end(),
                                       [&](const std::string& text) { return text == dash_; });
        if (empty) continue;
        if (all_equal(one.cells)) {
          ++made.equal;
        } else {
          made.rows.push_back(std::move(one));
        }
      }
    }
    return made;
  }

  const Comparison& of_;
  std::string dash_;
};

std::string sections_text(const study::Cause& cause) {
  std::string text;
  for (const std::string& each : cause.sections) text += (text.empty() ? "" : " + ") + each;
  return text;
}

std::string signed_money(std::int64_t grains, const MoneyScale& scale) {
  return (grains > 0 ? "+" : "") + money_text(grains, scale);
}

}  // namespace

std::vector<CompareSection> compare_sections(const Comparison& of, std::string_view dash) {
  return Sections(of, dash).run();
}

std::vector<CauseRows> cause_rows(const Comparison& of) {
  std::vector<CauseRows> all;
  for (const ComparedColumn& column : of.columns) {
    if (column.causes.empty()) continue;
    CauseRows made{column.name, {}};
    for (const study::Cause& each : column.causes)
      made.rows.push_back({sections_text(each), "", {}});
    made.rows.push_back({"the whole difference", "", {}});
    for (std::size_t m = 0; m < of.measures.size(); ++m) {
      const double from = *of.base().value(of.measures[m]);
      const double to = *column.value(of.measures[m]);
      const MoneyScale scale = money_scale(std::max(std::fabs(from), std::fabs(to)));
      const std::int64_t whole = grains_of(to, scale) - grains_of(from, scale);
      const auto parts = cause_grains(column.causes, m, scale.grain, whole);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        made.rows[i].cells.push_back(signed_money(parts[i], scale));
      }
      made.rows.back().cells.push_back(signed_money(whole, scale));
    }
    all.push_back(std::move(made));
  }
  return all;
}

std::vector<CompareRow> switch_over_rows(const Comparison& of) {
  std::vector<CompareRow> rows;
  for (const study::SwitchOver& each : of.switch_overs) {
    MetricDoc as;
    as.dimension = each.type->dimension;
    as.shown = each.row.shown;
    const auto text = [&](double value) {
      if (each.type->shape == Shape::growth) return show_share(value);
      return show_value(value, as, {});
    };
    std::string head = each.path;
    if (each.whose != study::Whose::both) {
      head += " of " + of.columns[of.order[each.whose == study::Whose::first ? 0 : 1]].name;
    }
    rows.push_back(
        {std::move(head), each.path, {text(each.now), text(each.at), show_share(each.distance())}});
  }
  return rows;
}

std::string column_head(const Comparison& of, std::size_t column) {
  return of.columns[column].name + (column == of.baseline ? " (baseline)" : "");
}

}  // namespace weft::report
