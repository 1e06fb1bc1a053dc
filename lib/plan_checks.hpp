// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: everything that a plan is held to, with the places in its text.
#pragma once

#include "weft/report/answer.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace weft::report {

/// A place of the plan that decides whether a check holds.
struct CheckDriver {
  std::string path;  ///< "fabrics.backend"
  Span at;
};

/// A gate, a budget, a service level; or that a part can be built and a workload runs.
struct PlanCheck {
  enum class State : std::uint8_t { holds, warns, fails, waived, not_checked };
  State state = State::holds;
  Diagnostic said;  ///< code, path and place always; what is said of it where it does not hold
  std::vector<CheckDriver> drivers;
};

/// In the order of the report: what does not work, limits, gates. Of an answer that was evaluated.
[[nodiscard]] std::vector<PlanCheck> plan_checks(const Answer& answer);

}  // namespace weft::report
