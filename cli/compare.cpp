// SPDX-License-Identifier: Apache-2.0
#include "weft/report/compare.hpp"

#include "commands.hpp"
#include "outputs.hpp"
#include "weft/report/ci_reports.hpp"
#include "weft/report/html.hpp"
#include "weft/report/result_lines.hpp"

#include <algorithm>

namespace weft::cli {
namespace {

std::string column_texts(const report::Comparison& of, const std::string& format) {
  const auto answers = report::named_answers(of);
  if (format == "bom") return report::bills_csv(answers);
  if (format == "junit") return report::junit_report(answers);
  return format == "sarif" ? report::sarif_report(answers) : report::github_report(answers);
}

std::string text_of(const Compare& asked, const report::Comparison& of, const std::string& format,
                    const report::View& view) {
  if (format == "json") return report::compare_json(of, asked.metrics);
  if (format == "ndjson") return report::compare_ndjson(of, asked.metrics);
  if (format == "csv") return report::compare_csv(of, asked.metrics);
  if (format == "plain") return report::compare_plain(of, asked.metrics);
  if (format == "html") return report::compare_html(of);
  if (format == "markdown") return report::compare_markdown(of, asked.most_bytes);
  return format == "table" ? report::compare_table(of, view) : column_texts(of, format);
}

/// What the best column says: the others are what it was held against.
int exit_of(const report::Comparison& of) {
  switch (report::status(of.best().answer)) {
    case report::Status::ok:
      return Exit::good;
    case report::Status::limits_failed:
      return Exit::limit_failed;
    case report::Status::infeasible:
      return Exit::infeasible;
    case report::Status::not_evaluated:
      return Exit::cannot_evaluate;
  }
  return Exit::cannot_evaluate;
}

/// Every diagnostic once: variants repeat those of the plan below them.
void complain_of(const report::Comparison& of, const Console& console) {
  std::vector<std::string> said;
  for (const report::ComparedColumn& each : of.columns) {
    const std::string text =
        rendered(console, each.answer.loaded.diagnostics, each.answer.loaded.sources);
    if (text.empty() || std::find(said.begin(), said.end(), text) != said.end()) continue;
    if (of.columns.size() > 1) say("in " + each.name + ":\n");
    say(text);
    said.push_back(text);
  }
}

}  // namespace

int run(const Compare& asked, const Console& console) {
  const std::string format = format_or_usual(asked.format, console);
  if (const int bad = check_format(format, report_formats(), console)) return bad;
  if (const int bad = check_outputs(asked.outputs, report_formats(), console)) return bad;
  report::CompareWish wish = asked.wish;
  if (const int bad = read_today(asked.today, wish.gates, console)) return bad;
  const report::Comparison made = report::compare(wish);
  complain_of(made, console);
  if (made.faults.has_errors()) {
    const Diagnostic& fault = made.faults.items.front();
    return refuse(console, fault.code, fault.message, fault.hint);
  }
  const auto text = [&](const std::string& as, const report::View& view) {
    return text_of(asked, made, as, view);
  };
  if (const int bad = write_outputs(asked.outputs, report_formats(), text, console)) return bad;
  if (shows_result(asked.outputs, asked.format, console) && !print(text(format, console.out))) {
    return Exit::cannot_evaluate;
  }
  const bool unread =
      std::any_of(made.columns.begin(), made.columns.end(),
                  [](const report::ComparedColumn& each) { return !each.answer.evaluated; });
  return unread ? Exit::cannot_evaluate : exit_of(made);
}

}  // namespace weft::cli
