// SPDX-License-Identifier: Apache-2.0
#include "lead_times.hpp"

#include "weft/io/document.hpp"
#include "weft/io/quantity_text.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

namespace weft::plan {
namespace {

/// { "dist": "discrete", "of": { "12 weeks": 0.5, ... } }: the reader has checked it.
std::optional<economics::LeadTime> cases_of(const std::string& text) {
  io::Sources sources{{"distribution", text}};
  Diagnostics ignored;
  const io::Node read = io::parse(0, sources, ignored);
  const io::Node* of = read.find("of");
  if (!of || !of->is_object()) return std::nullopt;
  economics::LeadTimeMixture cases;
  for (const io::Node& each : of->items) {
    const auto time = io::read_quantity(each.key, {.dimension = dimension_of<Time>});
    const auto* found = std::get_if<io::Reading>(&time);
    const auto* real = std::get_if<double>(&each.value);
    const auto* whole = std::get_if<std::int64_t>(&each.value);
    if (!found || (!real && !whole)) return std::nullopt;
    cases.push_back({found->value * second, real ? *real : static_cast<double>(*whole)});
  }
  std::sort(cases.begin(), cases.end(),
            [](const auto& a, const auto& b) { return a.time < b.time; });
  if (cases.empty()) return std::nullopt;
  return cases;
}

std::optional<economics::LeadTime> spread_of(const Note& note) {
  if (!note.distribution.empty()) {
    if (auto cases = cases_of(note.distribution)) return cases;
  }
  if (!note.interval || !(note.interval->low > 0.0)) return std::nullopt;
  if (!(note.interval->low < note.interval->high)) return std::nullopt;
  return economics::LeadTimeRange{note.interval->low * second, note.interval->high * second};
}

}  // namespace

std::vector<std::optional<economics::LeadTime>> spread_lead_times(const Plan& plan,
                                                                  const Notes& notes) {
  std::vector<std::optional<economics::LeadTime>> made;
  for (const auto& each : plan.fabrics) {
    const auto at = notes.find("fabrics." + each.name + ".delivery.lead_time");
    made.push_back(at == notes.end() ? std::nullopt : spread_of(at->second));
  }
  return made;
}

}  // namespace weft::plan
