// SPDX-License-Identifier: Apache-2.0
#include "compare_parts.hpp"
#include "show.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace weft::report {
namespace {

/// Sections that name a plan or judge it.
constexpr std::array<std::string_view, 7> beside{"variants", "baseline", "report", "name",
                                                 "about",    "owner",    "gates"};
/// What says when a thing is ordered, comes or begins; all else says what it is.
constexpr std::array<std::string_view, 3> dates{"delivery", "from", "about"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool same_but_dates(const io::Node& one, const io::Node& other);

/// Every member of one that is no date stands in the other, alike but for dates.
bool has_all(const io::Node& one, const io::Node& other) {
  return std::all_of(one.items.begin(), one.items.end(), [&](const io::Node& each) {
    if (is_one_of(dates, each.key)) return true;
    const io::Node* match = other.find(each.key);
    return match && same_but_dates(each, *match);
  });
}

bool same_but_dates(const io::Node& one, const io::Node& other) {
  if (!one.is_object() || !other.is_object()) return io::json_text(one) == io::json_text(other);
  return has_all(one, other) && has_all(other, one);
}

io::Node judged(const io::Node& document) {
  io::Node made = document;
  std::erase_if(made.items, [](const io::Node& each) { return is_one_of(beside, each.key); });
  return made;
}

/// "that costs $9.5M of finance.npv".
std::string price_of_dates(const Metric& base, double other, CalendarMonth start) {
  const double change = other - *base.value;
  if (change == 0.0) return "that changes no " + base.id;
  const bool worse = (base.better == Better::more) == (change < 0.0);
  const std::string size = show_value(std::fabs(change), base, start);
  return std::string(worse ? "that costs " : "that saves ") + size + " of " + base.id;
}

}  // namespace

std::vector<std::string> date_remarks(const Comparison& of) {
  std::vector<std::string> remarks;
  const ComparedColumn& base = of.base();
  if (!base.works()) return remarks;
  const io::Node reference = judged(base.answer.loaded.document);
  const CalendarMonth start = base.answer.scenario.last().plan.time.start;
  for (std::size_t i = 0; i < of.columns.size(); ++i) {
    const ComparedColumn& each = of.columns[i];
    if (i == of.baseline || !each.works()) continue;
    const io::Node own = judged(each.answer.loaded.document);
    const bool differs = io::json_text(own) != io::json_text(reference);
    if (!differs || !same_but_dates(reference, own)) continue;
    for (const char* id : {"finance.npv", "finance.tco"}) {
      const Metric* measure = base.find(id);
      const auto other = each.value(id);
      if (!measure || !measure->value || !other) continue;
      remarks.push_back(each.name + " differs from " + base.name +
                        " only in dates: " + price_of_dates(*measure, *other, start) + ".");
      break;
    }
  }
  return remarks;
}

}  // namespace weft::report
