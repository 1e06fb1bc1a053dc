// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/step.hpp"
#include "weft/plan/outcome.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// What is said of a metric whatever its value: the one table is the field tables of plan::Outcome.
struct MetricDoc {
  std::string id;  ///< "fabrics.<fabric>.switches"; of a value, with the names of the plan
  Dimension dimension{};
  std::string_view shown;  ///< unit for people: "Gb/s"
  std::string_view doc;
  Over over = Over::none;
  Better better = Better::neither;
  bool is_count = false;                ///< a whole number
  bool is_term = false;                 ///< part of the sum that the id above it names
  bool has_series = false;              ///< one value a month
  std::vector<std::string_view> kinds;  ///< of workloads that have it; empty: all, or none
};

/// A metric of an outcome: a value, or the reason why there is none.
struct Metric : MetricDoc {
  std::optional<double> value;      ///< in SI base units, dollars, tokens
  const Infeasible* why = nullptr;  ///< of the outcome; set when there is no value
  std::vector<double> series;       ///< by month of the horizon; empty where there is none
  Place place;                      ///< in the outcome: the value, or the record that computes it
};

/// Every metric of an outcome, in the order of the tables. `outcome` must outlive the result.
[[nodiscard]] std::vector<Metric> metrics(const plan::Outcome& outcome);

/// The same from the types alone, with <fabric>, <workload> for names.
[[nodiscard]] std::vector<MetricDoc> metric_table();

/// The table as the reference page docs/metrics.md.
[[nodiscard]] std::string metrics_page();

/// The metric called `id`, or null.
[[nodiscard]] const Metric* find(const std::vector<Metric>& all, std::string_view id);

/// "*" stands for any text, also with dots; an id without "*" must be equal.
[[nodiscard]] bool matches(std::string_view glob, std::string_view id);

/// Name of a unit of the base system: "B/s", "USD/tok", "J"; "1" for a pure number.
[[nodiscard]] std::string si_unit(Dimension dimension);
/// si_unit, and "month" for months counted from time.start.
[[nodiscard]] std::string unit_of(const MetricDoc& metric);
/// True for months counted from time.start.
[[nodiscard]] bool is_month(std::string_view id);

[[nodiscard]] std::string_view word(Over over);
[[nodiscard]] std::string_view word(Better better);

}  // namespace weft::report
