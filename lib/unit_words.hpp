// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: how a dimension is called, and how an amount stands beside its unit.
#pragma once

#include "weft/base/dimension.hpp"

#include <string>
#include <string_view>

namespace weft::io::detail {

/// "a power", "a data rate", "a price of tokens"; empty when the dimension has no name.
[[nodiscard]] std::string_view dimension_name(Dimension dimension);
/// A unit in which the dimension is written when no other is asked for: "W", "B/s", "$/tok".
[[nodiscard]] std::string base_unit(Dimension dimension);

/// Number and unit as one writes them: "$0.3 /Mtok", "12 us", "2x", "40 /s".
[[nodiscard]] std::string join(std::string_view number, std::string_view unit);

}  // namespace weft::io::detail
