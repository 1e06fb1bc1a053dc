// SPDX-License-Identifier: Apache-2.0
#include "metric_docs.hpp"

#include <algorithm>

namespace weft::report {

bool fits(std::string_view pattern, std::string_view id) {
  while (!pattern.empty() && !id.empty()) {
    const auto end = pattern.find('.');
    const auto stop = id.find('.');
    const std::string_view part = pattern.substr(0, end);
    if (!part.starts_with('<') && part != id.substr(0, stop)) return false;
    if ((end == std::string_view::npos) != (stop == std::string_view::npos)) return false;
    if (end == std::string_view::npos) return true;
    pattern.remove_prefix(end + 1);
    id.remove_prefix(stop + 1);
  }
  return false;
}

std::optional<MetricDoc> MetricDocs::find(std::string_view id) const {
  const auto at = std::find_if(table_.begin(), table_.end(),
                               [&](const MetricDoc& each) { return fits(each.id, id); });
  if (at == table_.end()) return std::nullopt;
  MetricDoc made = *at;
  made.id = id;
  return made;
}

}  // namespace weft::report
