// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/answer.hpp"
#include "weft/report/json_writer.hpp"

namespace weft::report {

/// `"diagnostics": [...]`, one line each.
void add_diagnostics(JsonWriter& json, const io::Loaded& loaded);

/// "gates": every gate with its verdict.
void add_gates(JsonWriter& json, const Answer& answer);

}  // namespace weft::report
