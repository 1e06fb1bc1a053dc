// SPDX-License-Identifier: Apache-2.0
// What was measured and paid, month by month, beside what was planned.
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/base/diagnostic.hpp"
#include "weft/io/document.hpp"
#include "weft/report/result_document.hpp"
#include "weft/study/plan_variance.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::report {

/// One value of a month.
struct ActualValue {
  std::size_t month = 0;  ///< of the plan, from 0
  std::string id;
  double value = 0.0;  ///< in base units
};

/// A file of lines `month,metric,value`: "2027-03,finance.cash_out,$1.2M".
struct Actuals {
  io::Sources sources;
  Diagnostics diagnostics;
  std::vector<ActualValue> values;
};

/// Reads the file. Metrics are those of which the plan has one value a month; a value is a number
/// in base units or a text with its unit. Every fault is said with its place: no such month or
/// metric, no number, another unit, twice the same.
[[nodiscard]] Actuals read_actuals(const std::string& path, const ResultDocument& planned);

/// One metric over the months that the file has of it.
struct ActualMetric {
  std::string id;
  std::string unit;
  std::int64_t months = 0;
  double planned = 0.0, actual = 0.0;  ///< sums of money, means of the rest
};

/// Why the months cost something else than was planned.
struct PlanAgainstActual {
  std::size_t first = 0;  ///< month of the plan
  std::int64_t months = 0;
  std::optional<std::int64_t> late;    ///< months; nothing where the file does not show it
  double planned = 0.0, actual = 0.0;  ///< paid over these months, in dollars
  study::PlanVariance parts;
  std::vector<ActualMetric> metrics;
  std::vector<std::string> held;  ///< "utilisation", "volume": not in the file, taken as planned
};

/// Splits what was paid (finance.cash_out) beyond the plan. Nothing, and a fault in `actuals`,
/// where the file does not say what was paid or leaves out a month between others.
[[nodiscard]] std::optional<PlanAgainstActual> against_plan(Actuals& actuals,
                                                            const ResultDocument& planned);

}  // namespace weft::report
