// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: which numbers of a result make a picture.
#pragma once

#include "html_chart.hpp"
#include "summary_parts.hpp"

#include <string>
#include <vector>

namespace weft::report {

// A chart without series has nothing to show. `id` is unique in the page.

/// From nothing to the total cost, a step for each kind of cost.
[[nodiscard]] Chart cost_waterfall(const Results& results, std::string id);
/// Cash received and paid until each month; where nothing is sold, what was paid.
[[nodiscard]] Chart cash_flow(const Results& results, std::string id);
/// Accelerators that stand and that are needed, by month: a chart for each cluster.
[[nodiscard]] std::vector<Chart> capacity_charts(const Results& results, const std::string& id);
/// What the latency of each fabric is made of.
[[nodiscard]] Chart latency_parts(const Results& results, std::string id);

/// Sums of a series: one series more for a chart over months.
[[nodiscard]] ChartSeries cumulative_cash(const Results& results, std::string name);
[[nodiscard]] std::vector<std::string> month_labels(const Results& results);

}  // namespace weft::report
