// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/note.hpp"
#include "weft/economics/lead_time.hpp"
#include "weft/plan/plan.hpp"

#include <optional>
#include <vector>

namespace weft::plan {

/// Lead times of fabrics that their author wrote as a range or as cases with chances; nothing where
/// a single time stands.
[[nodiscard]] std::vector<std::optional<economics::LeadTime>> spread_lead_times(const Plan& plan,
                                                                                const Notes& notes);

}  // namespace weft::plan
