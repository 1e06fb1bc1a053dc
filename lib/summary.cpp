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
  return toned(title_text(results), Tone::bold, results.view()) + "   " + span_text(results) + "\n";
}

std::string verdict_line(const Results& results) {
  const VerdictText verdict = verdict_text(results);
  const View& view = results.view();
  const std::string line = std::string(verdict.good ? "ok " : "x  ") + verdict.text;
  std::string made =
      toned(hanging(line, view.width, 3), verdict.good ? Tone::good : Tone::bad, view) + "\n";
  if (!verdict.warning.empty()) made += toned("!  " + verdict.warning, Tone::warn, view) + "\n";
  return made;
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

void add_part(std::string& made, const std::string& part) {
  if (part.empty()) return;
  made += "\n" + part;
}

void add_tables(std::string& made, const std::vector<Table>& tables, const View& view) {
  for (const Table& each : tables) add_part(made, render(each, view));
}

std::string ramp_part(const Results& results) {
  const std::string note = shortfall_text(results);
  const std::string made = render(ramp_table(results), results.view());
  return note.empty() ? made : made + "  " + note + "\n";
}

std::string decision_part(const Results& results) {
  const View& view = results.view();
  const auto decisions = decision_texts(results);
  if (decisions.empty()) return {};
  std::string made = toned("Chosen where the plan leaves it open", Tone::bold, view) + "\n";
  for (const DecisionText& each : decisions) {
    made += "  " + each.path + "  " + toned(each.chosen, Tone::bold, view) + "\n";
    if (each.why.empty()) continue;
    made += "      " + toned(hanging(each.why, view.width, 6), Tone::dim, view) + "\n";
  }
  return made;
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
  add_part(made, render(headline_table(results), view));
  add_part(made, render(cluster_table(results), view));
  add_tables(made, fabric_tables(results), view);
  add_tables(made, workload_tables(results), view);
  add_part(made, render(cost_table(results), view));
  add_part(made, render(requirement_table(results), view));
  add_part(made, render(gate_table(results), view));
  add_part(made, ramp_part(results));
  add_part(made, decision_part(results));
  add_part(made, render(absent_table(results), view));
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
