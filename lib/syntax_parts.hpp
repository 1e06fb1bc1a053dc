// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: faults of single tokens, for the explanation of syntax.
#pragma once

#include "syntax_fault.hpp"
#include "syntax_tokens.hpp"

#include <cstddef>
#include <optional>

namespace weft::io {

// syntax_string.cpp: what stands in quotes

/// The fault of the string that begins at `i`, or of other quotes there; nothing when it is good.
[[nodiscard]] std::optional<SyntaxFault> fault_of_quotes(const Tokens& tokens, std::size_t i);

// syntax_bare.cpp: what stands without quotes

/// The fault of the number that begins at `i` and is none.
[[nodiscard]] SyntaxFault fault_of_number(const Tokens& tokens, std::size_t i);
/// The fault of a word that begins at `i`.
[[nodiscard]] SyntaxFault fault_of_word(const Tokens& tokens, std::size_t i);
/// What at `i` continues the number that ends at `last`: more digits, a unit.
[[nodiscard]] std::optional<SyntaxFault> fault_behind_number(const Tokens& tokens, std::size_t last,
                                                             std::size_t i);

}  // namespace weft::io
