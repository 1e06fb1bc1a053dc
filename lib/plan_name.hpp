// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "characters.hpp"

#include <algorithm>
#include <string_view>

namespace weft::io {

/// Names that plans give: they become parts of metric ids and flags.
[[nodiscard]] inline bool is_plan_name(std::string_view name) {
  return !name.empty() && is_lower(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

}  // namespace weft::io
