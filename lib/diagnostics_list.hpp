// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/answer.hpp"
#include "weft/report/json_writer.hpp"

namespace weft::report {

/// `"diagnostics": [...]`, one line each.
void add_diagnostics(JsonWriter& json, const io::Loaded& loaded);

}  // namespace weft::report
