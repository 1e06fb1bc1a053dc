// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/base/diagnostic.hpp"
#include "weft/io/content.hpp"
#include "weft/io/document.hpp"
#include "weft/report/answer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// A metric as a result says it: twelve digits, in base units.
struct ResultMetric {
  std::string id;
  std::string unit;
  std::optional<double> value;
  std::string absent;  ///< id of the reason where there is no value
  bool is_term = false;
  std::vector<double> series;  ///< by month
};

/// A budget, a service level or a gate, and whether it held.
struct ResultLimit {
  std::string id;      ///< "fabrics.backend.budget.latency_p99", "gates.cost_cap"
  std::string metric;  ///< of a gate: what it requires, as it is written
  std::string verdict;
  std::optional<double> given;
  std::string unit;  ///< of `given`
};

struct ResultLine {
  std::string owner, phase, kind, part;
  std::int64_t count = 0;
  double total = 0.0;  ///< in dollars
};

/// What one evaluation came to, whether it was just made or was saved long ago.
struct ResultDocument {
  std::string engine;
  std::string status;
  std::optional<CalendarMonth> start;  ///< month of the first value of a series
  io::InputHashes inputs;              ///< empty texts where the document has none
  std::vector<ResultMetric> metrics;
  std::vector<ResultLimit> limits;
  std::vector<ResultLine> bill;

  [[nodiscard]] const ResultMetric* find(std::string_view id) const;
  [[nodiscard]] std::optional<double> value(std::string_view id) const;
  [[nodiscard]] bool works() const { return status == "ok" || status == "limits_failed"; }
};

/// Of an answer; the same as reading back what result_json() writes of it.
[[nodiscard]] ResultDocument result_document(const Answer& answer);

/// True for a document that result_json() wrote.
[[nodiscard]] bool is_result(const io::Node& document);

/// Reads what result_json() wrote, of this version or of an older one; keys that it does not know
/// are left alone. What is no result is WF0611.
[[nodiscard]] ResultDocument read_result(const io::Node& document, Diagnostics& diagnostics);

}  // namespace weft::report
