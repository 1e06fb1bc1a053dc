// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "outputs.hpp"
#include "weft/io/files.hpp"
#include "weft/io/lock.hpp"
#include "weft/io/nearest.hpp"
#include "weft/report/budget_patch.hpp"
#include "weft/report/ci_reports.hpp"
#include "weft/report/html.hpp"
#include "weft/report/locked.hpp"
#include "weft/report/metrics.hpp"
#include "weft/report/result_json.hpp"
#include "weft/report/result_lines.hpp"
#include "weft/report/summary.hpp"

#include <algorithm>
#include <optional>

namespace weft::cli {
namespace {

using report::Answer;

std::vector<report::NamedAnswer> named(const std::vector<Answer>& answers) {
  std::vector<report::NamedAnswer> made;
  for (const Answer& each : answers) {
    const std::string& variant = each.loaded.variant;
    const bool alone = answers.size() == 1;
    made.push_back({alone ? "" : variant.empty() ? "plan" : variant, &each});
  }
  return made;
}

std::string table_of(const Eval& asked, const Answer& answer, const report::View& view) {
  if (asked.assumptions) return report::assumption_table(answer, view);
  if (asked.bill) return report::bill_table(answer, view);
  if (asked.list_metrics) return report::metric_list(answer, asked.metrics, view);
  return report::summary(answer, view);
}

std::string plain_of(const Eval& asked, const Answer& answer) {
  if (asked.assumptions) return report::assumptions_plain(answer);
  if (asked.bill) return report::bill_plain(answer);
  return report::result_plain(answer, {asked.metrics, false});
}

std::string text_of(const Eval& asked, const Answer& answer, const std::string& format,
                    const report::View& view) {
  if (asked.write_budgets) return report::budget_patch(answer);
  const report::ResultWish wish{asked.metrics, asked.assumptions};
  if (format == "json") return report::result_json(answer, wish);
  if (format == "csv") {
    return asked.bill ? report::bill_csv(answer) : report::result_csv(answer, wish);
  }
  if (format == "markdown") return report::result_markdown(answer, asked.most_bytes);
  return format == "table" ? table_of(asked, answer, view) : plain_of(asked, answer);
}

/// What is one document over all answers; nothing for formats that are not.
std::optional<std::string> joint_text(const Eval& asked, const std::vector<Answer>& answers,
                                      const std::string& format) {
  if (format == "ndjson") return report::result_ndjson(named(answers), {asked.metrics, false});
  if (format == "bom") return report::bills_csv(named(answers));
  if (format == "junit") return report::junit_report(named(answers));
  if (format == "sarif") return report::sarif_report(named(answers));
  if (format == "github") return report::github_report(named(answers));
  if (format == "html") return report::result_html(named(answers));
  return std::nullopt;
}

/// Each answer for itself, named by its variant.
std::string texts_of(const Eval& asked, const std::vector<Answer>& answers,
                     const std::string& format, const report::View& view) {
  if (const auto joint = joint_text(asked, answers, format)) return *joint;
  if (answers.size() == 1) return text_of(asked, answers.front(), format, view);
  if (format == "table") return report::side_by_side(answers, view);
  if (format == "json") return report::results_json(answers, {asked.metrics, asked.assumptions});
  std::string made;
  for (const Answer& each : answers) {
    const std::string name = each.loaded.variant.empty() ? "plan" : each.loaded.variant;
    made += "# " + name + "\n" + text_of(asked, each, format, view);
  }
  return made;
}

std::vector<Answer> answers_to(const Eval& asked, const report::GateWish& gates) {
  std::vector<Answer> all;
  const auto add = [&](const io::Overrides& overrides) {
    all.push_back(report::answer(asked.plan, overrides, gates));
    if (asked.assumptions) report::vary_inputs(all.back());
  };
  add(asked.overrides);
  if (!asked.all_variants || !all.front().evaluated) return all;
  const std::vector<std::string> variants = all.front().loaded.variants;
  for (const std::string& each : variants) {
    io::Overrides with = asked.overrides;
    with.variant = each;
    add(with);
  }
  return all;
}

bool warns(const std::vector<report::CheckedGate>& gates) {
  return std::any_of(gates.begin(), gates.end(), [](const report::CheckedGate& each) {
    return each.state == report::GateState::fails && each.written.level == plan::GateLevel::warn;
  });
}

int exit_of(const Eval& asked, const std::vector<Answer>& answers) {
  int worst = Exit::good;
  for (const Answer& each : answers) {
    const auto status = report::status(each);
    const bool warned =
        asked.strict && (!each.loaded.diagnostics.items.empty() || warns(each.gates));
    if (status == report::Status::limits_failed || warned) {
      worst = std::max<int>(worst, Exit::limit_failed);
    }
    if (status == report::Status::infeasible) worst = Exit::infeasible;
  }
  return worst;
}

int check_metrics(const Eval& asked, const Answer& answer, const Console& console) {
  if (!asked.list_metrics) return Exit::good;
  const auto all = report::metrics(answer.outcome());
  std::vector<std::string_view> ids;
  for (const report::Metric& each : all) {
    if (report::matches(asked.metrics, each.id)) return Exit::good;
    ids.push_back(each.id);
  }
  std::string hint = io::did_you_mean(asked.metrics, ids);
  if (hint.empty()) hint = "weft eval " + asked.plan + " -f plain lists every metric";
  return refuse(console, "WF0607", "no metric is called \"" + asked.metrics + "\"", hint);
}

/// Why a plan cannot be evaluated is what annotations are for.
int tell_problems(const Eval& asked, const TextOf& text, const Console& console) {
  (void)write_outputs(asked.outputs, problem_formats(), text, console);
  const auto& formats = problem_formats();
  if (std::find(formats.begin(), formats.end(), asked.format) != formats.end()) {
    (void)print(text(asked.format, console.out));
  }
  return Exit::cannot_evaluate;
}

/// False, and a message, where there is no lock file; answers that differ from it are not good.
bool hold_answers(const Eval& asked, std::vector<Answer>& answers, const Console& console) {
  const std::string file = asked.lock_file.empty() ? usual_lock(asked.plan) : asked.lock_file;
  Diagnostics found;
  const auto locked = io::read_lock(file, found);
  complain(console, found, {});
  if (!locked) return false;
  for (Answer& each : answers) report::hold_answer(each, *locked, io::folder_of(file));
  return true;
}

}  // namespace

int run(const Eval& asked, const Console& console) {
  const std::string format = format_or_usual(asked.format, console);
  if (const int bad = check_format(format, report_formats(), console)) return bad;
  if (const int bad = check_outputs(asked.outputs, report_formats(), console)) return bad;
  report::GateWish gates{asked.gate_files, {}};
  if (const int bad = read_today(asked.today, gates, console)) return bad;
  std::vector<Answer> answers = answers_to(asked, gates);
  if (asked.locked && !hold_answers(asked, answers, console)) return Exit::cannot_evaluate;
  const auto text = [&](const std::string& as, const report::View& view) {
    return texts_of(asked, answers, as, view);
  };
  for (const Answer& each : answers) {
    complain(console, each.loaded.diagnostics, each.loaded.sources);
    if (!each.evaluated) return tell_problems(asked, text, console);
  }
  if (const int bad = check_metrics(asked, answers.front(), console)) return bad;
  if (const int bad = write_outputs(asked.outputs, report_formats(), text, console)) return bad;
  if (shows_result(asked.outputs, asked.format, console) && !print(text(format, console.out))) {
    return Exit::cannot_evaluate;
  }
  return exit_of(asked, answers);
}

}  // namespace weft::cli
