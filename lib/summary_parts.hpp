// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/answer.hpp"
#include "weft/report/metrics.hpp"
#include "weft/report/table.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// The metrics of an answer by id, and their texts.
class Results {
 public:
  Results(const Answer& answer, const View& view);

  [[nodiscard]] const Metric* find(std::string_view id) const;
  [[nodiscard]] double value(std::string_view id) const;  ///< 0 where there is none
  [[nodiscard]] bool has(std::string_view id) const;
  [[nodiscard]] std::string text(std::string_view id) const;  ///< a dash where there is none
  [[nodiscard]] std::string text(double value, const MetricDoc& metric) const;

  [[nodiscard]] const std::vector<Metric>& all() const { return all_; }
  [[nodiscard]] const Answer& answer() const { return answer_; }
  [[nodiscard]] const View& view() const { return view_; }
  [[nodiscard]] CalendarMonth start() const { return start_; }
  [[nodiscard]] const plan::Plan& plan() const { return answer_.scenario.last().plan; }

 private:
  const Answer& answer_;
  const View& view_;
  CalendarMonth start_;
  std::vector<Metric> all_;
  std::vector<std::size_t> order_;  ///< of all_, by id
};

/// A column of a table of things: its head and the metric below the thing.
struct Pick {
  std::string_view head;
  std::string_view metric;
  int rank = 0;
};
/// One row a name, one column a pick.
[[nodiscard]] Table table_of(const Results& results, std::string title, std::string_view kind,
                             std::string_view prefix, const std::vector<std::string>& names,
                             std::span<const Pick> picks);

/// What a limit says: "<= 600 ms".
[[nodiscard]] std::string limit_text(const Results& results, const plan::Requirement& of);
/// "feasible, 7 of 8 limits hold; worst: ...", and what is short of demand; the latter may be
/// empty.
struct VerdictText {
  bool good = true;
  std::string text;
  std::string warning;
};
[[nodiscard]] VerdictText verdict_text(const Results& results);
/// Ids of the headline: of the plan, or what most plans want to know.
[[nodiscard]] std::vector<std::string> headline(const Results& results);

/// "48 months from 2027-01, variant open_sonic, 3 phases".
[[nodiscard]] std::string span_text(const Results& results);
/// The plan's name, or its file.
[[nodiscard]] std::string title_text(const Results& results);

// Tables of the report; one without rows says nothing and is left out.
[[nodiscard]] Table headline_table(const Results& results);
[[nodiscard]] Table cluster_table(const Results& results);
[[nodiscard]] std::vector<Table> fabric_tables(const Results& results);
[[nodiscard]] std::vector<Table> workload_tables(const Results& results);
[[nodiscard]] Table cost_table(const Results& results);
[[nodiscard]] Table requirement_table(const Results& results);
[[nodiscard]] Table gate_table(const Results& results);
[[nodiscard]] Table ramp_table(const Results& results);
[[nodiscard]] Table absent_table(const Results& results);
/// What stands below the ramp; empty without one.
[[nodiscard]] std::string shortfall_text(const Results& results);

struct DecisionText {
  std::string path, chosen, why;
};
[[nodiscard]] std::vector<DecisionText> decision_texts(const Results& results);

}  // namespace weft::report
