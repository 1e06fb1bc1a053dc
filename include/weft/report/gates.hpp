// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/date.hpp"
#include "weft/base/diagnostic.hpp"
#include "weft/plan/requirement.hpp"
#include "weft/report/metrics.hpp"
#include "weft/study/gate.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

struct Answer;

/// What gates are checked with, beside the plan.
struct GateWish {
  std::vector<std::string> files;  ///< company gates: objects with "gates", as in a plan
  std::optional<Date> today;       ///< without it no waiver holds: there is no clock here
};

enum class GateState : std::uint8_t { holds, fails, waived, not_checked };

/// A gate of the plan, or of a file beside it.
struct CheckedGate {
  std::string id;    ///< "gates.cost_cap"
  std::string file;  ///< empty: of the plan
  plan::Gate written;
  std::optional<Span> at;  ///< of the expression
  study::GateProgram program;
  bool compiled = false;  ///< false: its names or units were refused, or are not yet computed
  std::string pending;    ///< a name that is planned and not yet computed
  bool waiver_holds = false;
  bool waiver_expired = false;
  // Once it was checked:
  GateState state = GateState::not_checked;
  std::string note;
  std::optional<double> given, asked;

  /// Error level; a waiver that ran out makes any level an error.
  [[nodiscard]] bool is_error() const {
    return written.level == plan::GateLevel::error || waiver_expired;
  }
};

/// Reads the files and compiles every gate of a plan that was resolved. Says what is wrong.
void read_gates(Answer& answer, const GateWish& wish);

/// True where a gate asks for a value of the baseline.
[[nodiscard]] bool needs_baseline(const Answer& answer);

/// Checks every gate against the outcome and counts them in its verdict. May be called again, with
/// another baseline. \param baseline  metrics of the baseline; null when there is none.
void check_gates(Answer& answer, const std::vector<Metric>* baseline);

/// "holds", "fails", "waived", "not-checked".
[[nodiscard]] std::string_view word(GateState state);
/// "$0.224 /Mtok" and the like: what the left side of a comparison is; a dash without one.
[[nodiscard]] std::string given_text(const CheckedGate& gate, CalendarMonth start,
                                     std::string_view dash);

/// True for ids that METRICS name and no result has yet: a gate on them is not checked.
[[nodiscard]] bool is_planned_metric(std::string_view id);

}  // namespace weft::report
