// SPDX-License-Identifier: Apache-2.0
#include "weft/report/trust.hpp"

#include "commands.hpp"
#include "weft/io/files.hpp"
#include "weft/io/library.hpp"
#include "weft/io/nearest.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>

namespace weft::cli {
namespace {

/// The text of a file, of standard input, or the rows that ship with Weft.
std::vector<io::Node> rows_of(const Trust& asked, io::Sources& sources, Diagnostics& diagnostics) {
  if (asked.file.empty()) {
    std::vector<io::Node> rows;
    for (const report::TrustDomain& each : report::trust_domains()) {
      auto some = report::trust_rows(
          std::string(each.file), io::shipped_text(each.file).value_or(""), sources, diagnostics);
      rows.insert(rows.end(), std::make_move_iterator(some.begin()),
                  std::make_move_iterator(some.end()));
    }
    return rows;
  }
  const bool piped = asked.file == "-";
  const auto text = piped ? io::read_stream(std::cin, "<stdin>", diagnostics)
                          : io::read_file(asked.file, diagnostics);
  if (!text) return {};
  return report::trust_rows(piped ? "<stdin>" : asked.file, *text, sources, diagnostics);
}

int refuse_kind(const Trust& asked, const std::vector<io::Node>& rows, const Console& console) {
  const auto kinds = report::trust_kinds();
  std::string hint = io::did_you_mean(asked.kind, kinds);
  if (hint.empty()) hint = "a domain such as fabric, or a kind of row such as dragonfly";
  const std::string what =
      rows.empty() ? "there are no rows" : "no row is of kind \"" + asked.kind + "\"";
  return refuse(console, "WF0601", what, hint);
}

}  // namespace

int run(const Trust& asked, const Console& console) {
  const std::string format = format_or_usual(asked.format, console);
  if (const int bad = check_format(format, {"table", "plain", "ndjson"}, console)) return bad;
  io::Sources sources;
  Diagnostics diagnostics;
  const auto rows = rows_of(asked, sources, diagnostics);
  complain(console, diagnostics, sources);
  if (diagnostics.has_errors()) return Exit::cannot_evaluate;
  const report::TrustReport report = report::trust(rows, asked.kind);
  if (report.rows == 0) return refuse_kind(asked, rows, console);
  const std::string text = format == "ndjson"  ? report::trust_ndjson(report)
                           : format == "plain" ? report::trust_plain(report)
                                               : report::trust_table(report, console.out);
  if (!print(text)) return Exit::cannot_evaluate;
  return report.good() ? Exit::good : Exit::limit_failed;
}

}  // namespace weft::cli
