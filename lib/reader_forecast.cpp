// SPDX-License-Identifier: Apache-2.0
#include "reader_class.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <utility>

namespace weft::io {

void Reader::monthly(const Node& node, const Type& type, void* into, const std::string& path,
                     const Row& row) {
  const Peeled peeled = peel(node);
  if (!peeled.fault && peeled.node->find("by_month")) {
    return forecast(peeled, type, into, path, row);
  }
  const auto read = leaf(node, type.element(), path, row);
  if (!read) return;
  type.clear(into);
  store(type.element(), type.make(into, {}), *read);
}

void Reader::forecast(const Peeled& peeled, const Type& type, void* into, const std::string& path,
                      const Row& row) {
  Note note = peeled.note;
  note.at = peeled.node->at;
  const Node& by_month = *peeled.node->find("by_month");
  if (auto wrong = read_provenance(*peeled.node, note, {"by_month"})) {
    report(*peeled.node, peeled, path, *wrong);
    note.bad = true;
  } else if (!by_month.is_object() || by_month.items.empty()) {
    add("WF0310", path, "wants values by month", R"(such as { "2027-01": ..., "2028-01": ... })",
        by_month.at);
    note.bad = true;
  }
  context_.notes[path] = note;
  if (note.bad) return;
  const Inherit inherit(*this, note);
  std::vector<std::pair<CalendarMonth, LeafValue>> points;
  for (const Node& each : by_month.items) {
    const std::string at = join(path, each.key);
    const auto month = parse_month(each.key);
    if (!month) {
      add("WF0314", at, "`" + each.key + "` is no month", "a month is written like \"2027-01\"",
          each.key_at);
      continue;
    }
    const auto read = leaf(each, type.element(), at, row);
    const auto same = [&](const auto& point) { return point.first == *month; };
    if (std::any_of(points.begin(), points.end(), same)) {
      add("WF0314", at, "the month " + each.key + " is written twice", {}, each.key_at);
    } else if (read) {
      points.emplace_back(*month, *read);
    }
  }
  std::sort(points.begin(), points.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  if (points.empty()) {
    context_.notes[path].bad = true;
    return;
  }
  type.clear(into);
  for (const auto& [month, read] : points) {
    store(type.element(), type.make(into, format_month(month)), read);
  }
}

}  // namespace weft::io
