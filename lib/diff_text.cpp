// SPDX-License-Identifier: Apache-2.0
#include "diff_parts.hpp"
#include "html_page.hpp"
#include "markdown.hpp"
#include "markup.hpp"
#include "show.hpp"
#include "weft/base/diagnostic.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace weft::report {
namespace {

constexpr std::size_t most_metrics = 25;
constexpr std::size_t most_bill_lines = 40;

std::string joined_names(const Diff& of, bool (ChangedLimit::*holds)() const) {
  std::string text;
  for (const ChangedLimit& each : of.limits) {
    if ((each.*holds)()) text += (text.empty() ? "" : ", ") + each.id;
  }
  return text;
}

std::size_t count_limits(const Diff& of, bool (ChangedLimit::*holds)() const) {
  return static_cast<std::size_t>(
      std::count_if(of.limits.begin(), of.limits.end(),
                    [&](const ChangedLimit& each) { return (each.*holds)(); }));
}

/// "costs $0.58M (+10.2 %) more over the horizon".
std::string money_phrase(const Diff& of) {
  const CostGrains cost = cost_grains(of);
  if (cost.rows.empty()) return {};
  const std::int64_t before = cost.rows.front().before;
  const std::int64_t change = cost.rows.front().after - before;
  if (change == 0) return "leaves the total cost as it is";
  const std::int64_t size = change < 0 ? -change : change;
  const std::string share =
      before == 0 ? ""
                  : " (" + std::string(change > 0 ? "+" : "") +
                        show_share(static_cast<double>(change) / static_cast<double>(before)) + ")";
  return (change > 0 ? "costs " : "saves ") + money_text(size, cost.scale) + share +
         " over the horizon";
}

std::string limit_phrase(const Diff& of) {
  const std::size_t broken = count_limits(of, &ChangedLimit::breaks);
  const std::size_t mended = count_limits(of, &ChangedLimit::mends);
  std::string text;
  if (broken > 0) {
    text = "breaks " + std::to_string(broken) + " of " + std::to_string(of.limits_checked) +
           " limits: " + joined_names(of, &ChangedLimit::breaks);
  }
  if (mended > 0) {
    text += (text.empty() ? "" : "; it ") + std::string("mends ") +
            joined_names(of, &ChangedLimit::mends);
  }
  return text;
}

/// "From 2027-01 to 2027-06 $0.40M (+3.2 %) more was paid than planned."
std::string actual_phrase(const Diff& of) {
  if (!of.against) return {};
  const PlanAgainstActual& paid = *of.against;
  const MoneyScale scale = money_scale(std::max(std::fabs(paid.planned), std::fabs(paid.actual)));
  const std::int64_t planned = grains_of(paid.planned, scale);
  const std::int64_t change = grains_of(paid.actual, scale) - planned;
  const std::string head = "In " + actual_months(of) + " ";
  if (change == 0) return head + "what was planned was paid.";
  const std::string share =
      planned == 0
          ? std::string()
          : " (" +
                show_share(std::fabs(static_cast<double>(change) / static_cast<double>(planned))) +
                ")";
  return head + money_text(change < 0 ? -change : change, scale) + share +
         (change > 0 ? " more" : " less") + " was paid than planned.";
}

bool is_good(const Diff& of) { return of.head.result.status == "ok"; }

/// Tables with the order in which they go where a comment is too long; 0 stays.
struct DiffPart {
  Table table;
  bool folded = false;
  int shed = 0;
  std::string more;  ///< what is not shown
};

std::string more_line(std::size_t all, std::size_t shown, std::string_view what) {
  if (all <= shown) return {};
  return std::to_string(all - shown) + " more " + std::string(what) + ": -f plain lists them";
}

std::vector<DiffPart> diff_parts(const Diff& of) {
  std::vector<DiffPart> all;
  all.push_back({diff_actual_table(of), false, 0, ""});
  all.push_back({diff_actual_metrics(of), false, 0, ""});
  all.push_back({diff_input_table(of), false, 0, ""});
  all.push_back({diff_cost_table(of), false, 0, ""});
  all.push_back({diff_limit_table(of), false, 0, ""});
  all.push_back({diff_cause_table(of), true, 3, ""});
  Table metrics = diff_metric_table(of, most_metrics);
  const auto moved = static_cast<std::size_t>(
      std::count_if(of.metrics.begin(), of.metrics.end(),
                    [](const ChangedMetric& each) { return each.base != each.head; }));
  const std::size_t shown = metrics.rows.size();
  all.push_back({std::move(metrics), true, 2,
                 more_line(moved, shown, "results moved, parts of sums among them")});
  Table bill = diff_bill_table(of);
  const std::size_t lines = bill.rows.size();
  if (lines > most_bill_lines) {
    bill.rows.erase(bill.rows.begin() + most_bill_lines - 1, bill.rows.end() - 1);
  }
  all.push_back({std::move(bill), true, 4,
                 more_line(lines, std::min(lines, most_bill_lines), "lines, in the sum")});
  std::erase_if(all, [](const DiffPart& each) { return each.table.rows.empty(); });
  return all;
}

/// What is the same is counted, not listed.
std::string equal_count(const Diff& of) {
  if (of.equal_metrics == 0 || !of.changed()) return {};
  return std::to_string(of.equal_metrics) + " results are as they were";
}

std::string sides_line(const Diff& of) { return of.base.name + " -> " + of.head.name; }

std::string change_verdict(const Diff& of) {
  const std::string& status = of.head.result.status;
  if (status == "infeasible") return "What " + of.head.name + " asks for does not work.";
  const std::size_t failing = of.failing_still;
  const std::string before =
      failing == 0 ? std::string()
                   : " " + std::to_string(failing) + " of " + std::to_string(of.limits_checked) +
                         (failing == 1 ? " limits fails" : " limits fail") + " as before.";
  if (of.same_plan()) return "Nothing changed." + before;
  std::string text;
  for (const std::string& each : {money_phrase(of), limit_phrase(of)}) {
    if (!each.empty()) text += (text.empty() ? "" : " and ") + each;
  }
  if (of.metrics.empty() && of.bill.empty() && limit_phrase(of).empty()) {
    text = "moves no result";
  } else if (text.empty()) {
    text = "moves " + std::to_string(of.metrics.size()) + " results";
  }
  return "This change " + text + "." + before;
}

}  // namespace

std::string diff_verdict(const Diff& of) {
  const std::string paid = actual_phrase(of);
  const std::string change = change_verdict(of);
  return paid.empty() ? change : paid + " " + change;
}

std::string diff_table(const Diff& of, const View& view) {
  std::string made =
      toned(folded(diff_verdict(of), view.width, 0), is_good(of) ? Tone::good : Tone::bad, view) +
      "\n";
  if (!of.changed()) return made;
  made += toned(sides_line(of), Tone::dim, view) + "\n";
  for (const DiffPart& each : diff_parts(of)) {
    made += "\n" + render(each.table, view);
    if (!each.more.empty()) made += "  " + toned(each.more, Tone::dim, view) + "\n";
  }
  const std::string equal = equal_count(of);
  if (!equal.empty()) made += "\n" + toned(equal, Tone::dim, view) + "\n";
  return made;
}

std::string diff_markdown(const Diff& of, std::size_t most_bytes) {
  std::string head =
      "### " + std::string(is_good(of) ? "✅ " : "⛔ ") + md_text(diff_verdict(of)) + "\n";
  std::vector<MarkdownPart> parts;
  if (of.changed()) {
    head += "\n" + md_text(sides_line(of)) + "\n";
    for (const DiffPart& each : diff_parts(of)) {
      std::string body = md_table(each.table);
      if (!each.more.empty()) body += "\n" + md_text(each.more) + ".\n";
      parts.push_back({each.table.title, std::move(body), each.folded, each.shed});
    }
    const std::string equal = equal_count(of);
    if (!equal.empty()) parts.push_back({"Equal", md_text(equal) + ".\n", false, 5});
  }
  return markdown_report("diff", head, parts, most_bytes);
}

std::string diff_html(const Diff& of) {
  const bool good = is_good(of);
  std::string body = "<header>\n<h1>" + markup_text(diff_verdict(of)) + "</h1>\n" +
                     html_paragraph(sides_line(of), "soft") + "</header>\n";
  body += std::string("<div class=\"verdict ") + (good ? "good" : "bad") + "\">\n";
  body +=
      html_paragraph(good ? "✓ The head keeps its limits." : "✗ The head does not keep its limits.",
                     good ? "good" : "bad");
  body += "</div>\n";
  if (of.changed()) {
    for (const DiffPart& each : diff_parts(of)) {
      body += html_tables(each.table.title, {each.table}) + html_paragraph(each.more, "soft");
    }
  }
  body += html_paragraph(equal_count(of), "soft");
  return html_page(diff_verdict(of), body + html_paragraph("weft " WEFT_VERSION, "soft"));
}

}  // namespace weft::report
