// SPDX-License-Identifier: Apache-2.0
#include "stuck.hpp"

#include "show.hpp"
#include "weft/plan/size_fabrics.hpp"

#include <algorithm>

namespace weft::report {
namespace {

bool is_intended(const Infeasible& why) {
  return why.reason == &plan::comes_with_the_node || why.reason == &plan::uses_other_hardware ||
         why.reason == &plan::nothing_attached;
}

}  // namespace

std::vector<Stuck> stuck_parts(const std::vector<Metric>& all) {
  std::vector<Stuck> found;
  for (const Metric& each : all) {
    const bool telling = each.id.ends_with(".switches") || each.id.ends_with(".step_time") ||
                         each.id.ends_with(".time_to_train") || each.id.ends_with(".ttft_p95");
    if (!telling || !each.why || !each.why->reason || is_intended(*each.why)) continue;
    Stuck one{each.id.substr(0, each.id.rfind('.')), each.why};
    const bool known = std::any_of(found.begin(), found.end(), [&](const Stuck& other) {
      return other.part == one.part && *other.why == *one.why;
    });
    if (!known) found.push_back(std::move(one));
  }
  return found;
}

std::string stuck_text(const Infeasible& why) {
  std::string text(why.reason->text);
  if (!why.at.empty()) text += " (" + std::string(why.at) + ")";
  if (why.needed == 0.0 && why.available == 0.0) return text;
  MetricDoc of;
  of.dimension = why.of;
  return text + ": needs " + show_value(why.needed, of, {}) + ", there is " +
         show_value(why.available, of, {});
}

}  // namespace weft::report
