// SPDX-License-Identifier: Apache-2.0
#include "weft/report/locked.hpp"

#include "weft/io/diagnostics_text.hpp"

#include <array>

namespace weft::report {

void hold_answer(Answer& answer, const io::Lock& locked, const std::string& folder) {
  Diagnostics& found = answer.loaded.diagnostics;
  const std::array<const io::Loaded*, 1> one{&answer.loaded};
  io::hold_to_lock(locked, io::lock_of(one, folder), false, found);
  for (Diagnostic& each : found.items) {
    if (each.code == "WF0803") each.severity = Severity::error;  // who signs wants prices that hold
  }
  io::settle(found, answer.loaded.document);
  if (found.has_errors()) answer.evaluated = false;
}

}  // namespace weft::report
