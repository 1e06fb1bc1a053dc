// SPDX-License-Identifier: Apache-2.0
#include "weft/io/quotes.hpp"

#include "weft/io/content.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weft::io {
namespace {

/// The last day that `until` names: a day, or a month as a whole.
std::optional<Date> last_day(const std::string& until) {
  if (const auto day = parse_date(until)) return day;
  if (!parse_month(until)) return std::nullopt;
  auto first = parse_date(until + "-01");
  if (first) first->day = days_in_month(first->year, first->month);
  return first;
}

class QuoteJudge {
 public:
  QuoteJudge(Loaded& loaded, const Date& today) : loaded_(loaded), today_(today) {}

  void run() {
    for (const Node& each : without_variants(loaded_.document).items) {
      if (each.key != "gates") walk(each, each.key);  // waivers are judged with their gates
    }
    for (const auto& [path, note] : loaded_.part_notes) {
      const Source& source = loaded_.sources[note.at.source];
      if (source.kind != SourceKind::prices && source.kind != SourceKind::catalogue) continue;
      if (source.name.starts_with("builtin:")) continue;  // what is laid over it is judged there
      if (!note.until.empty()) judge(path, note.until, note.from, note.at);
    }
  }

 private:
  void walk(const Node& node, const std::string& path) {
    const Node* until = node.find("until");
    const Node* from = node.find("from");
    if (until && until->text()) {
      judge(path, *until->text(), from && from->text() ? *from->text() : "", until->at);
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const Node& each = node.items[i];
      walk(each, join(path, node.is_list() ? std::to_string(i) : each.key));
    }
  }

  void judge(const std::string& path, const std::string& until, const std::string& from, Span at) {
    const auto last = last_day(until);
    if (last && !(*last < today_)) return;
    if (std::find(said_.begin(), said_.end(), at) != said_.end()) return;
    said_.push_back(at);
    std::string message =
        path + (from.empty() ? "" : " (from " + from + ")") + " held until " + until;
    if (!last) message = "\"" + until + "\", until which " + path + " holds, is no day";
    loaded_.diagnostics.add({Severity::warning, "WF0803", path, std::move(message),
                             last ? "ask for a new quote" : "such as 2027-01-31", at});
  }

  Loaded& loaded_;
  Date today_;
  std::vector<Span> said_;
};

}  // namespace

void judge_quotes(Loaded& loaded, const Date& today) { QuoteJudge(loaded, today).run(); }

}  // namespace weft::io
