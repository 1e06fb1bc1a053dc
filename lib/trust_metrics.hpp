// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace weft::report {

/// A metric that is measured as a time, by its unit.
[[nodiscard]] constexpr bool is_time(std::string_view metric) {
  return metric.ends_with("_us") || metric.ends_with("_ms") || metric.ends_with("_time_s");
}
/// A metric that is measured as a rate.
[[nodiscard]] constexpr bool is_rate(std::string_view metric) { return metric.ends_with("GBps"); }

}  // namespace weft::report
