// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/answer.hpp"

#include <string>
#include <vector>

namespace weft::report {

/// The plan as written and each of its variants, read and resolved. What the plan itself says wrong
/// is not repeated by its variants.
[[nodiscard]] std::vector<Answer> check_all(const std::string& path,
                                            const io::Overrides& overrides = {});

/// One JSON document over all plans and variants, with every diagnostic.
[[nodiscard]] std::string checks_json(const std::vector<Answer>& all);

/// JSON Schema of a plan: its fields, and the sections that work on the text of the plan.
[[nodiscard]] std::string plan_schema();

}  // namespace weft::report
