// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: the steps of diff() and the parts of its texts.
#pragma once

#include "show.hpp"
#include "weft/report/diff.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

// diff_inputs.cpp

/// Leaves that differ: of the plans, of the price books, of the files of parts.
[[nodiscard]] std::vector<ChangedInput> changed_inputs(const DiffSide& base, const DiffSide& head);

// diff_results.cpp

void compare_results(Diff& into);

// diff_causes.cpp

/// Splits the differences of `into.measures`; nothing where a side does not have them.
void set_diff_causes(Diff& into);

// diff_tables.cpp: what is shown, whatever the format; a table without rows is left out

/// "$5.10M", "12.0 us", or the bare number where this version does not know the metric.
[[nodiscard]] std::string diff_value(double value, const ChangedMetric& of, CalendarMonth start);
/// The first month of the head, or of the base.
[[nodiscard]] CalendarMonth first_month(const Diff& of);
/// The total cost of both sides and what it is made of, in whole grains that add up along rows and
/// columns.
struct CostGrains {
  MoneyScale scale;
  struct Row {
    std::string_view head;
    std::string_view id;
    std::int64_t before = 0, after = 0;
  };
  std::vector<Row> rows;  ///< the total first; empty where a side has none
};
[[nodiscard]] CostGrains cost_grains(const Diff& of);
[[nodiscard]] Table diff_input_table(const Diff& of);
[[nodiscard]] Table diff_cost_table(const Diff& of);
/// \param most  rows; the headline first. 0: all.
[[nodiscard]] Table diff_metric_table(const Diff& of, std::size_t most);
[[nodiscard]] Table diff_limit_table(const Diff& of);
[[nodiscard]] Table diff_cause_table(const Diff& of);
[[nodiscard]] Table diff_bill_table(const Diff& of);

}  // namespace weft::report
