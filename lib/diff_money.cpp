// SPDX-License-Identifier: Apache-2.0
// Money of a difference: what is shown adds up along rows and columns.
#include "diff_parts.hpp"
#include "metric_docs.hpp"
#include "show.hpp"
#include "weft/base/type_of.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace weft::report {
namespace {

std::string money_change(std::int64_t grains, const MoneyScale& scale) {
  return with_plus(money_text(grains, scale), grains > 0);
}

std::string labels_of(const study::Cause& cause) {
  std::string text;
  for (const std::string& each : cause.sections) text += (text.empty() ? "" : " + ") + each;
  return text;
}

}  // namespace

CostGrains cost_grains(const Diff& of) {
  CostGrains made;
  const auto before = of.base.result.value("finance.tco");
  const auto after = of.head.result.value("finance.tco");
  if (!before || !after) return made;
  made.scale = money_scale(std::max(std::fabs(*before), std::fabs(*after)));
  made.rows = {{"total cost of ownership", "finance.tco"},
               {"  capex", "finance.tco.capex"},
               {"  opex", "finance.tco.opex"},
               {"  residual", "finance.tco.residual"}};
  const auto split = [&](const ResultDocument& side, double whole) {
    std::vector<double> parts;
    for (std::size_t i = 1; i < made.rows.size(); ++i) {
      parts.push_back(side.value(made.rows[i].id).value_or(0.0));
    }
    const std::int64_t total = grains_of(whole, made.scale);
    auto grains = apportion(parts, made.scale.grain, total);
    grains.insert(grains.begin(), total);
    return grains;
  };
  const auto base = split(of.base.result, *before);
  const auto head = split(of.head.result, *after);
  for (std::size_t i = 0; i < made.rows.size(); ++i) {
    made.rows[i].before = base[i];
    made.rows[i].after = head[i];
  }
  return made;
}

Table diff_cost_table(const Diff& of) {
  Table table{
      "Cost over the horizon, undiscounted",
      {{""}, {"base", Align::decimal}, {"head", Align::decimal}, {"change", Align::decimal}},
      {}};
  const CostGrains cost = cost_grains(of);
  const bool moved = std::any_of(cost.rows.begin(), cost.rows.end(),
                                 [](const auto& each) { return each.before != each.after; });
  if (!moved) return table;
  for (const CostGrains::Row& each : cost.rows) {
    table.rows.push_back({Cell(std::string(each.head)), Cell(money_text(each.before, cost.scale)),
                          Cell(money_text(each.after, cost.scale)),
                          Cell(money_change(each.after - each.before, cost.scale))});
  }
  return table;
}

Table diff_cause_table(const Diff& of) {
  Table table{"Why, one cause after the other", {{"taken over"}}, {}};
  if (of.causes.empty()) return table;
  for (const study::Cause& each : of.causes) table.rows.push_back({Cell(labels_of(each))});
  table.rows.push_back({Cell("the whole difference", Tone::bold)});
  for (std::size_t m = 0; m < of.measures.size(); ++m) {
    table.columns.push_back({of.measures[m], Align::decimal});
    const double from = *of.base.result.value(of.measures[m]);
    const double to = *of.head.result.value(of.measures[m]);
    const MoneyScale scale = money_scale(std::max(std::fabs(from), std::fabs(to)));
    const std::int64_t whole = grains_of(to, scale) - grains_of(from, scale);
    std::vector<double> parts;
    for (const study::Cause& each : of.causes) parts.push_back(each.change[m]);
    const auto grains = apportion(parts, scale.grain, whole);
    for (std::size_t i = 0; i < grains.size(); ++i) {
      table.rows[i].emplace_back(money_change(grains[i], scale));
    }
    table.rows.back().emplace_back(money_change(whole, scale), Tone::bold);
  }
  return table;
}

std::vector<VariancePart> variance_parts(const study::PlanVariance& of) {
  std::vector<VariancePart> made;
  io::walk(type_of<study::PlanVariance>(), &of, "", [&](const io::Place& place) {
    const auto money = place.number();
    if (money && place.row.name != "total") {
      made.push_back({std::string(place.row.name), *money, place.row.doc});
    }
  });
  return made;
}

std::string actual_months(const Diff& of) {
  const auto first = first_month(of) + static_cast<std::int64_t>(of.against->first);
  const std::string from = format_month(first);
  return of.against->months == 1 ? from
                                 : from + " to " + format_month(first + (of.against->months - 1));
}

namespace {

/// What moved a part; of the timing also by how much.
std::string because_of(const VariancePart& part, const PlanAgainstActual& paid) {
  std::string because(part.meaning);
  const std::int64_t late = part.name == "timing" ? paid.late.value_or(0) : 0;
  if (late == 0) return because;
  const std::int64_t months = late < 0 ? -late : late;
  return because + ", by " + std::to_string(months) + (months == 1 ? " month" : " months");
}

}  // namespace

Table diff_actual_table(const Diff& of) {
  Table table{
      "Paid against plan", {{""}, {"money", Align::decimal}, {"because", Align::left, 1}}, {}};
  if (!of.against) return table;
  const PlanAgainstActual& paid = *of.against;
  table.title += ", " + actual_months(of);
  const MoneyScale scale = money_scale(std::max(std::fabs(paid.planned), std::fabs(paid.actual)));
  const std::int64_t planned = grains_of(paid.planned, scale);
  const std::int64_t actual = grains_of(paid.actual, scale);
  const auto parts = variance_parts(paid.parts);
  std::vector<double> money;
  for (const VariancePart& each : parts) money.push_back(each.money);
  const auto grains = apportion(money, scale.grain, actual - planned);
  table.rows.push_back({Cell("planned"), Cell(money_text(planned, scale)), Cell("")});
  for (std::size_t i = 0; i < parts.size(); ++i) {
    table.rows.push_back({Cell("  " + parts[i].name), Cell(money_change(grains[i], scale)),
                          Cell(because_of(parts[i], paid), Tone::dim)});
  }
  std::string held;
  for (const std::string& each : paid.held) held += (held.empty() ? "as planned: " : ", ") + each;
  table.rows.push_back({Cell("actual", Tone::bold), Cell(money_text(actual, scale), Tone::bold),
                        Cell(held, Tone::dim)});
  return table;
}

Table diff_actual_metrics(const Diff& of) {
  Table table{"Measured against plan",
              {{"metric"},
               {"months", Align::right},
               {"planned", Align::decimal},
               {"actual", Align::decimal},
               {"change", Align::decimal}},
              {}};
  if (!of.against) return table;
  const MetricDocs docs;
  const CalendarMonth start = first_month(of);
  for (const ActualMetric& each : of.against->metrics) {
    ChangedMetric as;
    as.doc.id = each.id;
    if (auto found = docs.find(each.id)) as.doc = *std::move(found);
    as.unit = each.unit;
    as.base = each.planned;
    as.head = each.actual;
    table.rows.push_back({Cell(each.id), Cell(std::to_string(each.months)),
                          Cell(diff_value(each.planned, as, start)),
                          Cell(diff_value(each.actual, as, start)), Cell(change_text(as, start))});
  }
  return table;
}

Table diff_bill_table(const Diff& of) {
  Table table{"Bill of materials",
              {{""},
               {"part"},
               {"kind", Align::left, 1},
               {"of"},
               {"base", Align::right},
               {"head", Align::right},
               {"change", Align::decimal}},
              {}};
  double most = 0.0;
  double sum = 0.0;
  std::vector<double> changes;
  for (const ChangedLine& each : of.bill) {
    most = std::max({most, std::fabs(each.base_total), std::fabs(each.head_total)});
    changes.push_back(each.head_total - each.base_total);
    sum += changes.back();
  }
  const MoneyScale scale = money_scale(std::max(most, std::fabs(sum)));
  const std::int64_t whole = grains_of(sum, scale);
  const auto grains = apportion(changes, scale.grain, whole);
  for (std::size_t i = 0; i < of.bill.size(); ++i) {
    const ChangedLine& each = of.bill[i];
    table.rows.push_back(
        {change_mark(each.base != 0, each.head != 0), Cell(each.part), Cell(each.kind, Tone::dim),
         Cell(each.phase.empty() ? each.owner : each.owner + ", " + each.phase),
         Cell(grouped(std::to_string(each.base))), Cell(grouped(std::to_string(each.head))),
         Cell(money_change(grains[i], scale))});
  }
  if (table.rows.empty()) return table;
  table.rows.push_back({Cell(""), Cell("all", Tone::bold), Cell(""), Cell(""), Cell(""), Cell(""),
                        Cell(money_change(whole, scale), Tone::bold)});
  return table;
}

}  // namespace weft::report
