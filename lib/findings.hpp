// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: what does not hold, over several answers, each said once.
#pragma once

#include "weft/io/diagnostics_text.hpp"
#include "weft/report/ci_reports.hpp"

#include <string>
#include <vector>

namespace weft::report {

/// A place that a tool can open.
struct FilePlace {
  std::string path;  ///< in the plan: "fabrics.backend"
  io::Position begin, end;
};

struct Finding {
  io::Flat what;                   ///< its place refers to the sources of the answer
  std::vector<FilePlace> drivers;  ///< of a check: what it depends on
  bool waived = false;
  std::vector<std::string> of;  ///< names of the answers; empty: all of them
};

/// Diagnostics first, then checks that do not hold. The answers must outlive the result.
[[nodiscard]] std::vector<Finding> findings(std::span<const NamedAnswer> answers);

/// The message with the names of the answers before it, where it is not said of all.
[[nodiscard]] std::string finding_message(const Finding& of);

/// True for a text that came from a file, and not from the command line or the program itself.
[[nodiscard]] bool is_file(std::string_view source);

}  // namespace weft::report
