// SPDX-License-Identifier: Apache-2.0
// What tools of continuous integration read: every gate, budget and service level, and every
// diagnostic, with the line of the plan. They are written also of a plan that cannot be evaluated.
#pragma once

#include "weft/report/answer.hpp"

#include <span>
#include <string>

namespace weft::report {

/// An answer and what a report calls it: a variant or a column; no name where it stands alone.
struct NamedAnswer {
  std::string name;
  const Answer* answer = nullptr;
};

/// JUnit XML: a suite for each thing that is held to something, a test case for each limit.
[[nodiscard]] std::string junit_report(std::span<const NamedAnswer> answers);

/// SARIF 2.1.0: what does not hold and every diagnostic. What is waived is there as suppressed.
[[nodiscard]] std::string sarif_report(std::span<const NamedAnswer> answers);

/// Workflow commands of GitHub, a line each: `::error file=plan.json,line=12,...::message`.
[[nodiscard]] std::string github_report(std::span<const NamedAnswer> answers);

}  // namespace weft::report
