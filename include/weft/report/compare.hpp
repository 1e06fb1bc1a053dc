// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/answer.hpp"
#include "weft/report/metrics.hpp"
#include "weft/report/table.hpp"
#include "weft/study/attribution.hpp"
#include "weft/study/switch_over.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// What stands side by side, and how it is ranked.
struct CompareWish {
  std::vector<std::string> plans;     ///< "plan.json", "plan.json#variant", "plan.json#*"
  std::vector<std::string> variants;  ///< only these; empty: of one plan all that it has
  io::Overrides overrides;            ///< laid over every column; its variant is not used
  std::string baseline;               ///< name of a column; empty: as the plan says, or the first
  std::string by;                     ///< metric id; empty: finance.npv, or else finance.tco
  GateWish gates;
};

/// One plan or variant.
struct ComparedColumn {
  std::string name;
  Answer answer;
  std::vector<Metric> metrics;       ///< refer to `answer`; empty where it was not evaluated
  std::size_t rank = 0;              ///< 1 is best
  std::optional<double> index;       ///< price-performance against the baseline
  std::string reason;                ///< why it cannot be built or read; empty where it can
  std::vector<study::Cause> causes;  ///< of its difference to the baseline

  [[nodiscard]] bool works() const { return reason.empty(); }
  [[nodiscard]] const Metric* find(std::string_view id) const;
  [[nodiscard]] std::optional<double> value(std::string_view id) const;
};

struct Comparison {
  std::vector<ComparedColumn> columns;
  std::size_t baseline = 0;
  std::string by;
  Better better = Better::less;
  std::vector<std::size_t> order;               ///< positions, the best first
  std::vector<std::string> measures;            ///< ids whose differences are split by causes
  std::vector<study::SwitchOver> switch_overs;  ///< between the first two of `order`
  std::vector<std::string> warnings;
  Diagnostics faults;  ///< of the question: no such column, no such metric

  [[nodiscard]] const ComparedColumn& best() const { return columns[order.front()]; }
  [[nodiscard]] const ComparedColumn& base() const { return columns[baseline]; }
};

/// Reads and evaluates every column, ranks them, and says what makes the difference. Where
/// `faults` has errors there is nothing else.
[[nodiscard]] Comparison compare(const CompareWish& wish);

/// The answer in a sentence: which is best, by how much, and which do not hold.
[[nodiscard]] std::string compare_verdict(const Comparison& of);

[[nodiscard]] std::string compare_table(const Comparison& of, const View& view);
/// `metric TAB unit TAB value...`, every digit, "-" where a column has none.
[[nodiscard]] std::string compare_plain(const Comparison& of, std::string_view glob);
[[nodiscard]] std::string compare_csv(const Comparison& of, std::string_view glob);
[[nodiscard]] std::string compare_json(const Comparison& of, std::string_view glob);
/// For a comment: whole sections are left out until it is short enough; 0 is no limit.
[[nodiscard]] std::string compare_markdown(const Comparison& of, std::size_t most_bytes = 0);

/// Whole grains for each measure of each cause, so that those of a measure add up to the
/// difference of the two totals as they are shown.
[[nodiscard]] std::vector<std::int64_t> cause_grains(const std::vector<study::Cause>& causes,
                                                     std::size_t measure, double grain,
                                                     std::int64_t whole);

}  // namespace weft::report
