// SPDX-License-Identifier: Apache-2.0
#include "html_map.hpp"
#include "html_page.hpp"
#include "markup.hpp"
#include "result_charts.hpp"
#include "weft/report/assumptions.hpp"
#include "weft/report/html.hpp"

#include <utility>

namespace weft::report {
namespace {

std::string verdict_html(const VerdictText& verdict) {
  std::string made = std::string("<div class=\"verdict ") + (verdict.good ? "good" : "bad") +
                     "\">\n<p><strong class=\"" + (verdict.good ? "good\">✓ " : "bad\">✗ ");
  made += std::string(verdict.good ? "Holds" : "Does not hold") +
          "</strong>: " + markup_text(verdict.text) + "</p>\n";
  return made + html_paragraph(verdict.warning, "warn") + "</div>\n";
}

Table decision_table(const Results& results) {
  Table table{"Chosen where the plan leaves it open", {{"of"}, {"chosen"}, {"why"}}, {}};
  for (const DecisionText& each : decision_texts(results)) {
    table.rows.push_back({Cell(each.path), Cell(each.chosen, Tone::bold), Cell(each.why)});
  }
  return table;
}

std::string figures_html(const Results& results, const std::string& id) {
  std::string made =
      "<section class=\"figures\" aria-label=\"Pictures\">\n" + fabric_map(results, id + "map");
  made += html_chart(cost_waterfall(results, id + "cost"));
  made += html_chart(cash_flow(results, id + "cash"));
  for (const Chart& each : capacity_charts(results, id + "capacity")) made += html_chart(each);
  made += html_chart(latency_parts(results, id + "latency"));
  return made + "</section>\n";
}

std::string answer_html(const Answer& answer, const std::string& id) {
  const View view;
  const Results results(answer, view);
  const auto taken = assumptions(answer);
  std::string made = "<header>\n<h1>" + markup_text(title_text(results)) + "</h1>\n" +
                     html_paragraph(span_text(results), "soft") + "</header>\n";
  made += verdict_html(verdict_text(results));
  made += html_tables("Headline", {headline_table(results)});
  made += figures_html(results, id);
  made += html_tables("Limits and gates", {requirement_table(results), gate_table(results)});
  made += html_tables("Networks", fabric_tables(results));
  made += html_tables("Workloads", workload_tables(results));
  made += html_tables("Money", {cost_table(results)});
  made += html_tables("Capacity", {cluster_table(results), ramp_table(results)});
  made += html_paragraph(shortfall_text(results), "warn");
  made += html_tables("Choices and gaps", {decision_table(results), absent_table(results)});
  made +=
      "<footer>\n" + html_paragraph("This " + basis_line(basis_count(answer, taken)) + ".", "soft");
  for (const Flattery& each : flatteries(answer, taken)) {
    made += html_paragraph("Taken in the plan's favour: " + each.place + ", " + each.how, "soft");
  }
  return made + html_paragraph("weft " WEFT_VERSION, "soft") + "</footer>\n";
}

}  // namespace

std::string result_html(std::span<const NamedAnswer> answers) {
  const View view;
  std::string body;
  std::string title = "weft";
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Answer& each = *answers[i].answer;
    if (i == 0) title = title_text(Results(each, view));
    body += "<article>\n" + answer_html(each, "c" + std::to_string(i) + "-") + "</article>\n";
  }
  return html_page(title, body);
}

}  // namespace weft::report
