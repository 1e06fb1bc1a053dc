// SPDX-License-Identifier: Apache-2.0
// Private to weft::report.
#pragma once

#include "summary_parts.hpp"

#include <string>

namespace weft::report {

/// Clusters, the fabrics that join them, how busy the busiest link of each is, and its budgets: a
/// drawing that needs no script. Empty where the plan has no fabric. `id` is unique in the page.
[[nodiscard]] std::string fabric_map(const Results& results, const std::string& id);

}  // namespace weft::report
