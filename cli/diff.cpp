// SPDX-License-Identifier: Apache-2.0
#include "weft/report/diff.hpp"

#include "commands.hpp"
#include "outputs.hpp"
#include "weft/report/ci_reports.hpp"

#include <algorithm>

namespace weft::cli {
namespace {

/// Reports that point at lines of the plan, the changed ones among them.
std::string lines_text(const report::Diff& of, const std::string& format) {
  const report::Answer head = report::annotated_head(of);
  const std::vector<report::NamedAnswer> named{{"", &head}};
  if (format == "junit") return report::junit_report(named);
  return format == "sarif" ? report::sarif_report(named) : report::github_report(named);
}

std::string text_of(const DiffAsked& asked, const report::Diff& of, const std::string& format,
                    const report::View& view) {
  if (format == "json") return report::diff_json(of, asked.metrics);
  if (format == "ndjson") return report::diff_ndjson(of, asked.metrics);
  if (format == "csv") return report::diff_csv(of, asked.metrics);
  if (format == "plain") return report::diff_plain(of, asked.metrics);
  if (format == "bom") return report::diff_bill_csv(of);
  if (format == "html") return report::diff_html(of);
  if (format == "markdown") return report::diff_markdown(of, asked.most_bytes);
  return format == "table" ? report::diff_table(of, view) : lines_text(of, format);
}

/// Why a plan cannot be read stands at its lines too; that of the base is not under review.
int tell_unread(const DiffAsked& asked, const report::Diff& of, const Console& console) {
  for (const report::DiffSide* each : {&of.base, &of.head}) {
    const std::string text =
        rendered(console, each->answer.loaded.diagnostics, each->answer.loaded.sources);
    if (text.empty()) continue;
    say("in " + each->name + ":\n");
    say(text);
  }
  complain(console, of.actuals.diagnostics, of.actuals.sources);
  if (of.head.read() || of.head.is_saved) return Exit::cannot_evaluate;
  const auto text = [&](const std::string& as, const report::View&) { return lines_text(of, as); };
  (void)write_outputs(asked.outputs, problem_formats(), text, console);
  const auto& formats = problem_formats();
  if (std::find(formats.begin(), formats.end(), asked.format) != formats.end()) {
    (void)print(text(asked.format, console.out));
  }
  return Exit::cannot_evaluate;
}

/// What the head says; where it is good, whether anything changed.
int exit_of(const DiffAsked& asked, const report::Diff& of) {
  const std::string& status = of.head.result.status;
  if (status == "infeasible") return Exit::infeasible;
  if (status == "limits_failed") return Exit::limit_failed;
  if (status != "ok") return Exit::cannot_evaluate;
  return asked.detailed && of.changed() ? Exit::changed : Exit::good;
}

bool is_wanted(const DiffAsked& asked, const report::Diff& of) {
  if (asked.when == "changed") return of.changed();
  return asked.when != "failed" || of.head.result.status != "ok";
}

/// A saved result has no lines to point at.
int check_lines(const DiffAsked& asked, const report::Diff& of, const Console& console) {
  if (!of.head.is_saved) return Exit::good;
  std::vector<std::string> formats = report_formats();
  std::erase_if(formats, [](const std::string& each) {
    return each == "junit" || each == "sarif" || each == "github";
  });
  if (!asked.format.empty()) {
    if (const int bad = check_format(asked.format, formats, console)) return bad;
  }
  return check_outputs(asked.outputs, formats, console);
}

}  // namespace

int run(const DiffAsked& asked, const Console& console) {
  const std::string format = format_or_usual(asked.format, console);
  if (const int bad = check_format(format, report_formats(), console)) return bad;
  if (const int bad = check_outputs(asked.outputs, report_formats(), console)) return bad;
  report::DiffWish wish = asked.wish;
  if (const int bad = read_today(asked.today, wish.gates, console)) return bad;
  const report::Diff made = report::diff(wish);
  if (!made.read()) return tell_unread(asked, made, console);
  if (const int bad = check_lines(asked, made, console)) return bad;
  complain(console, made.head.answer.loaded.diagnostics, made.head.answer.loaded.sources);
  if (!is_wanted(asked, made)) return exit_of(asked, made);
  const auto text = [&](const std::string& as, const report::View& view) {
    return text_of(asked, made, as, view);
  };
  if (const int bad = write_outputs(asked.outputs, report_formats(), text, console)) return bad;
  if (shows_result(asked.outputs, asked.format, console) && !print(text(format, console.out))) {
    return Exit::cannot_evaluate;
  }
  return exit_of(asked, made);
}

}  // namespace weft::cli
