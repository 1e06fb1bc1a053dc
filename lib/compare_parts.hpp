// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: the steps of compare() and the parts of its texts.
#pragma once

#include "weft/report/compare.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

// compare_causes.cpp

/// Splits the differences of one column to the baseline.
[[nodiscard]] std::vector<study::Cause> causes_of(const ComparedColumn& base,
                                                  const ComparedColumn& other,
                                                  const std::vector<std::string>& measures);

// compare_basis.cpp

/// Says where the money in which the two best differ rests on quotes on one side only.
void warn_of_unlike_bases(Comparison& of);

// compare_dates.cpp

/// A sentence for each column that differs from the baseline only in when things are ordered, come
/// or begin: what that costs.
[[nodiscard]] std::vector<std::string> date_remarks(const Comparison& of);

// compare_rows.cpp: what is shown, whatever the format

/// One metric over all columns, as people read it.
struct CompareRow {
  std::string head;  ///< "backend capex", or an id
  std::string id;
  std::vector<std::string> cells;
};
struct CompareSection {
  std::string title;
  std::vector<CompareRow> rows;
  std::size_t equal = 0;  ///< rows left out: alike in every column
};
[[nodiscard]] std::vector<CompareSection> compare_sections(const Comparison& of,
                                                           std::string_view dash);
/// Causes of one column: sections, and what they add to each measure; the last row is the whole.
struct CauseRows {
  std::string column;
  std::vector<CompareRow> rows;
};
[[nodiscard]] std::vector<CauseRows> cause_rows(const Comparison& of);
/// "let.network", now, at: as people read them.
[[nodiscard]] std::vector<CompareRow> switch_over_rows(const Comparison& of);
// compare_text.cpp: the same as tables
[[nodiscard]] Table section_table(const Comparison& of, const CompareSection& section);
[[nodiscard]] std::vector<Table> cause_tables(const Comparison& of);
[[nodiscard]] Table turn_table(const Comparison& of);
/// "spectrum_x (baseline)".
[[nodiscard]] std::string column_head(const Comparison& of, std::size_t column);

}  // namespace weft::report
