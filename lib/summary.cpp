// SPDX-License-Identifier: Apache-2.0
#include "weft/report/summary.hpp"

#include "show.hpp"
#include "summary_parts.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/report/assumptions.hpp"

#include <algorithm>
#include <numeric>

namespace weft::report {
namespace {

std::string title_line(const Results& results) {
  const plan::Plan& plan = results.plan();
  std::string line =
      toned(plan.name.empty() ? results.answer().path : plan.name, Tone::bold, results.view());
  line += "   " + std::to_string(results.answer().scenario.months) + " months from " +
          format_month(results.start());
  if (!results.answer().loaded.variant.empty())
    line += ", variant " + results.answer().loaded.variant;
  const std::size_t stages = results.answer().scenario.stages.size();
  if (stages > 1) line += ", " + std::to_string(stages) + " phases";
  return line + "\n";
}

std::string flattery_part(const std::vector<Flattery>& all, const View& view) {
  if (all.empty()) return {};
  std::string made =
      toned("Taken in the plan's favour, for want of anything said", Tone::warn, view);
  made += "\n";
  std::size_t widest = 0;
  for (const Flattery& each : all) widest = std::max(widest, columns_of(each.place));
  for (const Flattery& each : all) {
    std::string head = "  ~ " + each.place;
    head.append(widest - columns_of(each.place) + 2, ' ');
    made += head + hanging(each.how, view.width, columns_of(head)) + "\n";
  }
  return made;
}

std::string headline_part(const Results& results) {
  Table table{"Headline", {{"", Align::left}, {"", Align::decimal}, {"", Align::left, 1}}, {}};
  for (const std::string& id : headline(results)) {
    const Metric* metric = results.find(id);
    if (!metric) continue;
    table.rows.push_back(
        {Cell(id), Cell(results.text(id), Tone::bold), Cell(std::string(metric->doc), Tone::dim)});
  }
  return render(table, results.view());
}

void add_part(std::string& made, const std::string& part) {
  if (part.empty()) return;
  made += "\n" + part;
}

std::string last_lines(const Results& results, const BasisCount& count) {
  std::string made = folded("This " + basis_line(count) + ".", results.view().width, 0) + "\n";
  const std::string problems = io::count_line(results.answer().loaded.diagnostics);
  if (!problems.empty()) made += problems + " (on standard error)\n";
  const std::string& path = results.answer().path;
  if (!path.empty() && path != "-") {
    made += toned("hint: weft eval " + path +
                      " --assumptions   lists each value not written in the plan",
                  Tone::dim, results.view()) +
            "\n";
  }
  return made;
}

}  // namespace

std::string summary(const Answer& answer, const View& view) {
  const Results results(answer, view);
  const auto taken = assumptions(answer);
  std::string made = title_line(results);
  add_part(made, flattery_part(flatteries(answer, taken), view));
  add_part(made, verdict_line(results));
  add_part(made, headline_part(results));
  add_part(made, cluster_part(results));
  add_part(made, fabric_part(results));
  add_part(made, workload_part(results));
  add_part(made, cost_part(results));
  add_part(made, requirement_part(results));
  add_part(made, gate_part(results));
  add_part(made, ramp_part(results));
  add_part(made, decision_part(results));
  add_part(made, absent_part(results));
  add_part(made, last_lines(results, basis_count(answer, taken)));
  return made;
}

std::string metric_list(const Answer& answer, std::string_view glob, const View& view) {
  const Results results(answer, view);
  Table table{"",
              {{"metric", Align::left},
               {"value", Align::decimal},
               {"over time", Align::left, 2},
               {"meaning", Align::left, 1}},
              {}};
  for (const Metric& each : results.all()) {
    if (!matches(glob, each.id)) continue;
    const bool absent = !each.value;
    std::string doc(each.doc);
    if (absent && each.why && each.why->reason) doc = std::string(each.why->reason->text);
    table.rows.push_back({Cell(each.id), Cell(results.text(each.id)),
                          Cell(std::string(word(each.over)), Tone::dim),
                          Cell(doc, absent ? Tone::warn : Tone::dim)});
  }
  return render(table, view);
}

std::string assumption_table(const Answer& answer, const View& view) {
  const auto all = assumptions(answer);
  Table defaults{"Defaults: not written in the plan",
                 {{"path"}, {"value", Align::decimal}, {"basis"}, {"why", Align::left, 1}},
                 {}};
  Table parts{"Catalogue: values of the parts that the plan names",
              {{"path"}, {"value", Align::decimal}, {"basis"}, {"source", Align::left, 1}},
              {}};
  for (const Assumption& each : all) {
    Table& table = each.from_catalogue ? parts : defaults;
    table.rows.push_back(
        {Cell(each.path), Cell(each.value),
         Cell(std::string(words<Basis>[static_cast<std::size_t>(each.basis)].word), Tone::dim),
         Cell(each.source, each.flatters ? Tone::warn : Tone::dim)});
  }
  View wide = view;
  wide.width = std::max<std::size_t>(view.width, 400);  // a source is never left out
  std::string made = render(defaults, wide);
  add_part(made, render(parts, wide));
  std::string last = "This " + basis_line(basis_count(answer, all)) + ".\n";
  if (answer.cost_basis) last += "The " + share_line(*answer.cost_basis) + ".\n";
  add_part(made, last);
  return made;
}

std::string side_by_side(const std::vector<Answer>& answers, const View& view) {
  Table table{"", {{"metric"}}, {}};
  std::vector<Results> results;
  results.reserve(answers.size());
  for (const Answer& each : answers) {
    results.emplace_back(each, view);
    const std::string& variant = each.loaded.variant;
    table.columns.push_back({variant.empty() ? "plan" : variant, Align::decimal});
  }
  if (results.empty()) return {};
  std::vector<std::string> ids{"plan.feasible", "plan.limits_failed", "plan.worst_margin"};
  const auto more = headline(results.front());
  ids.insert(ids.end(), more.begin(), more.end());
  for (const std::string& id : ids) {
    std::vector<Cell> row{Cell(id)};
    for (const Results& each : results) row.emplace_back(each.text(id));
    table.rows.push_back(std::move(row));
  }
  return render(table, view);
}

}  // namespace weft::report
