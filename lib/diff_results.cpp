// SPDX-License-Identifier: Apache-2.0
#include "diff_parts.hpp"
#include "metric_docs.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace weft::report {
namespace {

/// What two lists have, each once: in the order of the second, what only the first has behind.
template <class Item, class Key, class Pair>
void pair_up(const std::vector<Item>& base, const std::vector<Item>& head, Key&& key, Pair&& pair) {
  std::map<std::string, const Item*, std::less<>> before;
  for (const Item& each : base) before.emplace(key(each), &each);
  for (const Item& each : head) {
    const auto found = before.find(key(each));
    pair(found == before.end() ? nullptr : found->second, &each);
    if (found != before.end()) found->second = nullptr;
  }
  for (const Item& each : base) {
    if (before.find(key(each))->second == &each) pair(&each, nullptr);
  }
}

void compare_metrics(Diff& into) {
  const MetricDocs docs;
  const auto key = [](const ResultMetric& each) { return std::string_view(each.id); };
  pair_up(into.base.result.metrics, into.head.result.metrics, key,
          [&](const ResultMetric* a, const ResultMetric* b) {
            ChangedMetric one;
            if (a) one.base = a->value;
            if (b) one.head = b->value;
            if (one.base == one.head && (!a || !b || a->series == b->series)) {
              if (one.base) ++into.equal_metrics;
              return;
            }
            const ResultMetric& known = b ? *b : *a;
            one.doc.id = known.id;
            one.doc.is_term = known.is_term;
            one.unit = known.unit;
            if (auto found = docs.find(known.id)) {
              found->is_term = known.is_term;
              one.doc = *std::move(found);
              one.unit = unit_of(one.doc);
            }
            into.metrics.push_back(std::move(one));
          });
}

/// A limit of both; what only one side has, has no verdict on the other.
ChangedLimit limit_of(const ResultLimit* a, const ResultLimit* b) {
  const ResultLimit& known = b ? *b : *a;
  ChangedLimit made{known.id, known.metric, {}, {}, {}, {}, known.unit};
  if (a) {
    made.base = a->verdict;
    made.base_given = a->given;
  }
  if (b) {
    made.head = b->verdict;
    made.head_given = b->given;
  }
  return made;
}

/// Whether a limit is told of: its verdict changed, or it fails.
bool is_told(const ChangedLimit& of, bool saved) {
  if (of.head == "fails") return true;
  if (of.base == of.head) return false;
  // A saved verdict may have had another baseline than this base.
  return !saved || of.metric.find("baseline.") == std::string::npos;
}

void compare_limits(Diff& into) {
  const bool saved = into.base.is_saved || into.head.is_saved;
  const auto key = [](const ResultLimit& each) { return std::string_view(each.id); };
  pair_up(into.base.result.limits, into.head.result.limits, key,
          [&](const ResultLimit* a, const ResultLimit* b) {
            if (b && b->verdict != "not-checked") ++into.limits_checked;
            ChangedLimit one = limit_of(a, b);
            if (!is_told(one, saved)) return;
            if (one.base == one.head) ++into.failing_still;
            into.limits.push_back(std::move(one));
          });
}

std::string line_key(const ChangedLine& of) {
  return of.owner + "\n" + of.phase + "\n" + of.kind + "\n" + of.part;
}

/// Lines of one part are one line here: what differs in their notes only is the same thing.
std::vector<ChangedLine> lines_of(const std::vector<ResultLine>& all) {
  std::vector<ChangedLine> made;
  std::map<std::string, std::size_t> known;
  for (const ResultLine& each : all) {
    ChangedLine one{each.owner, each.phase, each.kind, each.part, 0, each.count, 0.0, each.total};
    const auto [at, fresh] = known.emplace(line_key(one), made.size());
    if (fresh) {
      made.push_back(std::move(one));
    } else {
      made[at->second].head += one.head;
      made[at->second].head_total += one.head_total;
    }
  }
  return made;
}

void compare_bills(Diff& into) {
  const auto before = lines_of(into.base.result.bill);
  const auto after = lines_of(into.head.result.bill);
  pair_up(before, after, line_key, [&](const ChangedLine* a, const ChangedLine* b) {
    ChangedLine one = b ? *b : *a;
    one.base = a ? a->head : 0;
    one.base_total = a ? a->head_total : 0.0;
    if (!b) one.head = 0;
    if (!b) one.head_total = 0.0;
    if (one.base == one.head && one.base_total == one.head_total) return;
    into.bill.push_back(std::move(one));
  });
}

}  // namespace

void compare_results(Diff& into) {
  compare_metrics(into);
  compare_limits(into);
  compare_bills(into);
  if (!into.changed()) {
    std::erase_if(into.limits, [](const ChangedLimit& each) { return each.base == each.head; });
  }
  for (const char* each : {"finance.tco", "finance.npv"}) {
    const bool both = into.base.result.value(each) && into.head.result.value(each);
    if (both && into.base.result.works() && into.head.result.works()) {
      into.measures.emplace_back(each);
    }
  }
}

}  // namespace weft::report
