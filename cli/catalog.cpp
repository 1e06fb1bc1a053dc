// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "weft/io/library.hpp"
#include "weft/io/nearest.hpp"
#include "weft/report/catalogue_text.hpp"

#include <vector>

namespace weft::cli {
namespace {

report::Form form_of(const std::string& format) {
  if (format == "json") return report::Form::json;
  return format == "plain" ? report::Form::plain : report::Form::table;
}

int check_kind(const std::string& kind, const Console& console) {
  std::vector<std::string_view> words;
  for (const io::RecordKind& each : io::record_kinds()) {
    if (kind == each.word || kind == each.folder) return Exit::good;
    words.push_back(each.word);
  }
  std::string hint = io::did_you_mean(kind, words);
  if (hint.empty()) {
    hint = "kinds:";
    for (const std::string_view each : words) hint += " " + std::string(each);
  }
  return refuse(console, "WF0306", "the catalogue has no kind \"" + kind + "\"", hint);
}

int show(const Catalog& asked, report::Form form, const Console& console) {
  std::string text;
  for (const std::string& id : asked.words) {
    Diagnostics diagnostics;
    const std::string one = report::record_text(id, form, console.out, diagnostics);
    for (const Diagnostic& each : diagnostics.items) {
      if (each.severity == Severity::error)
        return refuse(console, each.code, each.message, each.hint);
    }
    text += (text.empty() || form == report::Form::json ? "" : "\n") + one;
  }
  return print(text) ? Exit::good : Exit::cannot_evaluate;
}

}  // namespace

int run(const Catalog& asked, const Console& console) {
  const std::string format = format_or_usual(asked.format, console);
  if (const int bad = check_format(format, {"table", "plain", "json"}, console)) return bad;
  const report::Form form = form_of(format);
  if (asked.verb == Catalog::Verb::show) return show(asked, form, console);
  std::vector<report::Entry> entries;
  if (asked.verb == Catalog::Verb::search) {
    entries = report::catalogue_search(asked.words);
  } else {
    const std::string kind = asked.words.empty() ? "" : asked.words.front();
    if (!kind.empty()) {
      if (const int bad = check_kind(kind, console)) return bad;
    }
    entries = report::catalogue_entries(kind);
  }
  if (entries.empty() && form != report::Form::json) say("nothing found\n");
  return print(report::entries_text(entries, form, console.out)) ? Exit::good
                                                                 : Exit::cannot_evaluate;
}

}  // namespace weft::cli
