// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/answer.hpp"
#include "weft/report/table.hpp"

#include <string>
#include <vector>

namespace weft::report {

/// What a person reads: what was taken in the plan's favour, the verdict, the headline, then tables
/// of clusters, fabrics, workloads, cost, limits, ramp and choices.
[[nodiscard]] std::string summary(const Answer& answer, const View& view);

/// Every metric that the glob names: id, value, over time, meaning.
[[nodiscard]] std::string metric_list(const Answer& answer, std::string_view glob,
                                      const View& view);

/// What must be bought, by owner and phase, with its total.
[[nodiscard]] std::string bill_table(const Answer& answer, const View& view);

/// Every value that the author did not write, with its source.
[[nodiscard]] std::string assumption_table(const Answer& answer, const View& view);

/// The headline of several answers to one plan, side by side: one column for each variant.
[[nodiscard]] std::string side_by_side(const std::vector<Answer>& answers, const View& view);

}  // namespace weft::report
