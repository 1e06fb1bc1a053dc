// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: which unit was probably meant by a word that is none.
#pragma once

#include "unit_expression.hpp"
#include "weft/base/dimension.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace weft::io::detail {

/// The expression with the word at [begin, end) replaced by the unit that was probably meant:
/// the closest spelling, and among equals the one with the wanted dimension.
[[nodiscard]] std::optional<std::string> nearest_unit(std::string_view expression,
                                                      std::size_t begin, std::size_t end,
                                                      Dimension wanted, const Vocabulary& words);

}  // namespace weft::io::detail
