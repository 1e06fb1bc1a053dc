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

/// "~" for what both have, "+" or "-" for what only one has.
[[nodiscard]] Cell change_mark(bool before, bool after);
/// "+$2.00M" where it goes up.
[[nodiscard]] std::string with_plus(std::string text, bool up);
/// "$5.10M", "12.0 us", or the bare number where this version does not know the metric.
[[nodiscard]] std::string diff_value(double value, const ChangedMetric& of, CalendarMonth start);
/// "+25.0 ms", "-2 months", "+0.43 pt" of shares; empty where there is none.
[[nodiscard]] std::string change_text(const ChangedMetric& of, CalendarMonth start);
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
/// "timing", -12000.0 and so on: the parts without their sum.
struct VariancePart {
  std::string name;
  double money = 0.0;
  std::string_view meaning;
};
[[nodiscard]] std::vector<VariancePart> variance_parts(const study::PlanVariance& of);
/// "2027-01 to 2027-06", the months of the file.
[[nodiscard]] std::string actual_months(const Diff& of);
[[nodiscard]] Table diff_actual_table(const Diff& of);
[[nodiscard]] Table diff_actual_metrics(const Diff& of);
[[nodiscard]] Table diff_input_table(const Diff& of);
[[nodiscard]] Table diff_cost_table(const Diff& of);
/// \param most  rows; the headline first. 0: all.
[[nodiscard]] Table diff_metric_table(const Diff& of, std::size_t most);
[[nodiscard]] Table diff_limit_table(const Diff& of);
[[nodiscard]] Table diff_cause_table(const Diff& of);
[[nodiscard]] Table diff_bill_table(const Diff& of);

}  // namespace weft::report
