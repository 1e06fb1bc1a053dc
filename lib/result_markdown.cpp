// SPDX-License-Identifier: Apache-2.0
#include "markdown.hpp"
#include "summary_parts.hpp"
#include "weft/report/assumptions.hpp"
#include "weft/report/result_lines.hpp"

#include <utility>

namespace weft::report {
namespace {

std::string md_decisions(const Results& results) {
  std::string made;
  for (const DecisionText& each : decision_texts(results)) {
    made += "- " + md_text(each.path) + " **" + md_text(each.chosen) + "**";
    made += each.why.empty() ? "\n" : ": " + md_text(each.why) + "\n";
  }
  return made;
}

void add_md(std::vector<MarkdownPart>& parts, const Table& table, int shed) {
  if (!table.rows.empty()) parts.push_back({table.title, md_table(table), true, shed});
}

}  // namespace

std::string result_markdown(const Answer& answer, std::size_t most_bytes) {
  const View view;
  const Results results(answer, view);
  const VerdictText verdict = verdict_text(results);
  std::string head = "### " + std::string(verdict.good ? "✅ " : "⛔ ") +
                     md_text(title_text(results)) + ": " + md_text(verdict.text) + "\n\n" +
                     md_text(span_text(results)) + "\n";
  if (!verdict.warning.empty()) head += "\n> ⚠️ " + md_text(verdict.warning) + "\n";
  std::vector<MarkdownPart> parts;
  parts.push_back({"Headline", md_table(headline_table(results)), false, 0});
  add_md(parts, gate_table(results), 0);
  add_md(parts, requirement_table(results), 1);
  add_md(parts, cost_table(results), 2);
  for (const Table& each : fabric_tables(results)) add_md(parts, each, 3);
  for (const Table& each : workload_tables(results)) add_md(parts, each, 3);
  add_md(parts, cluster_table(results), 4);
  add_md(parts, ramp_table(results), 4);
  parts.push_back({"Chosen where the plan leaves it open", md_decisions(results), true, 5});
  add_md(parts, absent_table(results), 6);
  const auto taken = assumptions(answer);
  parts.push_back(
      {"Basis", "This " + md_text(basis_line(basis_count(answer, taken))) + ".\n", false, 7});
  return markdown_report("eval", head, parts, most_bytes);
}

}  // namespace weft::report
