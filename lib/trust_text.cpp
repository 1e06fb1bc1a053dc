// SPDX-License-Identifier: Apache-2.0
#include "show.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/trust.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace weft::report {
namespace {

std::string shown(const std::optional<TrustValue>& value, bool exact) {
  if (!value) return {};
  if (const auto* number = std::get_if<double>(&*value)) {
    return exact ? io::number_text(*number) : show_number(*number);
  }
  if (const auto* said = std::get_if<bool>(&*value)) return *said ? "yes" : "no";
  return std::get<std::string>(*value);
}

std::string error_text(const TrustLine& line, bool exact) {
  if (!line.unsupported.empty()) return {};
  if (exact) return io::number_text(line.error);
  if (line.error == 0.0) return "0";
  return (line.error > 0.0 ? "+" : "") + show_share(line.error);
}

std::string_view verdict(const TrustLine& line) {
  if (!line.unsupported.empty()) return "unsupported";
  if (!line.pass) return "fail";
  return line.fitted ? "fitted" : "pass";
}

std::string joined(const std::vector<std::string>& texts) {
  std::string made;
  for (const std::string& each : texts) made += (made.empty() ? "" : "; ") + each;
  return made;
}

/// What a person should know beside the numbers.
std::string remark(const TrustLine& line) {
  return line.unsupported.empty() ? joined(line.reasons) : line.unsupported;
}

Cell verdict_cell(const TrustLine& line) {
  if (!line.unsupported.empty()) return {std::string(verdict(line)), Tone::dim};
  return {std::string(verdict(line)), line.pass ? Tone::good : Tone::bad};
}

/// What stands beside the numbers: reasons, what is not supported, and what was assumed of a row.
std::string remarks(const TrustReport& report, const View& view) {
  std::string made;
  std::set<std::string> said;
  const auto say = [&](const std::string& line) {
    if (!said.insert(line).second) return;
    made += "  " + toned(folded(line, view.width - 2, 4), Tone::dim, view) + "\n";
  };
  for (const TrustLine& each : report.lines) {
    const bool own = !each.unsupported.empty() && !each.metric.empty();
    const std::string text = remark(each);
    if (!text.empty()) say(each.id + (own ? " " + each.metric : "") + ": " + text);
    for (const std::string& what : each.assumed) say(each.id + ": assumed: " + what);
  }
  return made.empty() ? made : "\n" + made + "\n";
}

std::string plural(std::size_t count, std::string_view what) {
  return grouped(std::to_string(count)) + " " + std::string(what) + (count == 1 ? "" : "s");
}

/// "74 rows, 212 metrics: 211 pass, 1 unsupported; worst error +1.2 % (ds-cost cost_musd.FT2)".
std::string last_line(const TrustReport& report) {
  const std::size_t all = report.lines.size();
  const std::size_t failed = report.failed();
  const std::size_t open = report.unsupported();
  const auto band = report.banded();
  std::string made = plural(report.rows, "row") + ", " + plural(all, "metric") + ": " +
                     grouped(std::to_string(all - failed - open - band.all)) + " pass";
  if (band.all > 0) {
    made += ", " + grouped(std::to_string(band.inside)) + " of " +
            grouped(std::to_string(band.all)) + " in the stated P10 to P90";
  }
  if (failed > 0) made += ", " + grouped(std::to_string(failed)) + " fail";
  if (open > 0) made += ", " + grouped(std::to_string(open)) + " unsupported";
  if (const TrustLine* worst = report.worst()) {
    made += "; worst error " + error_text(*worst, false);
    if (worst->error != 0.0) made += " (" + worst->id + " " + worst->metric + ")";
  }
  return made;
}

/// Lines of training steps, or all others.
TrustReport only(const TrustReport& report, bool steps) {
  TrustReport made;
  for (const TrustLine& each : report.lines) {
    if ((each.kind == "training") == steps) made.lines.push_back(each);
  }
  return made;
}

/// Errors of training steps by software, architecture and generation of accelerators.
std::string steps_table(const std::vector<TrustGroup>& groups, const View& view) {
  Table table{"",
              {{"training steps"},
               {"rows", Align::right},
               {"mean error", Align::decimal},
               {"worst", Align::decimal},
               {"in stated band", Align::right}},
              {}};
  TrustGroup all{.technology = "all"};
  const auto add = [&](const TrustGroup& each) {
    table.rows.push_back(
        {Cell(each.technology), Cell(std::to_string(each.points)), Cell(show_share(each.mean)),
         Cell(show_share(each.worst)),
         Cell(std::to_string(each.inside) + " of " + std::to_string(each.points))});
  };
  for (const TrustGroup& each : groups) {
    add(each);
    all.points += each.points;
    all.mean += each.mean * static_cast<double>(each.points);
    all.worst = std::max(all.worst, each.worst);
    all.inside += each.inside;
  }
  if (all.points == 0) return {};
  all.mean /= static_cast<double>(all.points);
  add(all);
  return "\n" + render(table, view) + "\n";
}

/// Errors by technology, where collectives were measured.
std::string groups_table(const std::vector<TrustGroup>& groups, const View& view) {
  Table table{"",
              {{"technology"},
               {"from 1 MiB", Align::right},
               {"mean error", Align::decimal},
               {"worst", Align::decimal},
               {"shorter", Align::right},
               {"mean error", Align::decimal},
               {"in stated band", Align::right}},
              {}};
  const auto add = [&](const TrustGroup& each, std::string name) {
    const std::size_t all = each.points + each.short_points;
    table.rows.push_back({Cell(std::move(name)), Cell(std::to_string(each.points)),
                          Cell(each.points > 0 ? show_share(each.mean) : ""),
                          Cell(each.points > 0 ? show_share(each.worst) : ""),
                          Cell(std::to_string(each.short_points)),
                          Cell(each.short_points > 0 ? show_share(each.short_mean) : ""),
                          Cell(std::to_string(each.inside) + " of " + std::to_string(all))});
  };
  if (groups.empty()) return {};
  for (const TrustGroup& each : groups) add(each, each.technology);
  const TrustOverall overall = trust_overall(groups);
  std::string worst;
  if (!overall.worst_group.empty()) {
    worst = "  largest mean error from 1 MiB: " + overall.worst_group + ", " +
            show_share(overall.worst_mean) + "\n";
  }
  add(overall.all, "all");
  return "\n" + render(table, view) + worst + "\n";
}

/// Errors in sample beside those of fits that had not seen the group.
std::string errors_table(const TrustReport& report, const View& view) {
  const auto errors = trust_errors(report);
  if (errors.empty()) return {};
  Table table{"",
              {{"deployments"},
               {"rows", Align::right},
               {"TPOT median", Align::decimal},
               {"mean", Align::decimal},
               {"left out median", Align::decimal},
               {"mean", Align::decimal},
               {"TTFT median", Align::decimal},
               {"left out", Align::decimal},
               {"in band", Align::decimal}},
              {}};
  const auto share = [](const std::optional<double>& value) {
    return Cell(value ? show_share(*value) : "");
  };
  for (const TrustError& each : errors) {
    table.rows.push_back(
        {Cell(each.group), Cell(std::to_string(each.rows)), share(each.tpot_median),
         share(each.tpot_mean), share(each.left_out_tpot_median), share(each.left_out_tpot_mean),
         share(each.ttft_median), share(each.left_out_ttft_median), share(each.inside)});
  }
  return "\n" + render(table, view) + "\n";
}

/// Limits that systems kept, and whether Weft says so.
std::string kept_table(const TrustReport& report, const View& view) {
  const auto kept = trust_kept(report);
  if (kept.empty()) return {};
  Table table{"",
              {{"kept limits"},
               {"rows", Align::right},
               {"TTFT too", Align::right},
               {"TPOT too", Align::right},
               {"both", Align::right},
               {"in band", Align::right},
               {"TTFT P99 median error", Align::decimal},
               {"TPOT P99", Align::decimal}},
              {}};
  const auto share = [](const std::optional<double>& value) {
    return Cell(value ? show_share(*value) : "");
  };
  for (const TrustKept& each : kept) {
    table.rows.push_back({Cell(each.model), Cell(std::to_string(each.rows)),
                          Cell(std::to_string(each.ttft)), Cell(std::to_string(each.tpot)),
                          Cell(std::to_string(each.both)), Cell(std::to_string(each.in_band)),
                          share(each.ttft_median), share(each.tpot_median)});
  }
  return "\n" + render(table, view) + "\n";
}

}  // namespace

std::string trust_plain(const TrustReport& report) {
  std::string made;
  for (const TrustLine& each : report.lines) {
    for (const std::string& part :
         {each.id, each.kind, each.metric, shown(each.expected, true), shown(each.predicted, true),
          error_text(each, true), std::string(verdict(each))}) {
      made += (part.empty() ? "-" : part) + "\t";
    }
    std::string rest = remark(each);
    if (!each.assumed.empty()) {
      rest += (rest.empty() ? "assumed: " : "; assumed: ") + joined(each.assumed);
    }
    made += rest + "\n";
  }
  return made;
}

std::string trust_table(const TrustReport& report, const View& view) {
  Table table{"",
              {{"row"},
               {"kind", Align::left, 2},
               {"metric"},
               {"published", Align::decimal},
               {"Weft", Align::decimal},
               {"error", Align::decimal},
               {""}},
              {}};
  std::string_view last;
  for (const TrustLine& each : report.lines) {
    const bool again = last == each.id;
    last = each.id;
    table.rows.push_back(
        {Cell(again ? "" : each.id), Cell(again ? "" : each.kind, Tone::dim), Cell(each.metric),
         Cell(shown(each.expected, false)), Cell(shown(each.predicted, false), Tone::bold),
         Cell(error_text(each, false)), verdict_cell(each), Cell(remark(each), Tone::dim)});
  }
  const Tone tone = report.good() ? Tone::good : Tone::bad;
  return render(table, view) + remarks(report, view) +
         groups_table(trust_groups(only(report, false)), view) +
         steps_table(trust_groups(only(report, true)), view) + errors_table(report, view) +
         kept_table(report, view) + toned(last_line(report), tone, view) + "\n";
}

}  // namespace weft::report
