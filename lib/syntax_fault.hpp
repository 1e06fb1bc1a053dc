// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weft::io {

/// How far a text could be read before its fault.
struct Progress {
  enum class After : std::uint8_t { nothing, opening, key, value };
  enum class Inside : std::uint8_t { nothing, object, list };
  After after = After::nothing;
  Inside inside = Inside::nothing;
  std::size_t last = 0;    ///< end of the last token that was understood
  std::size_t opened = 0;  ///< the innermost open bracket
};

struct SyntaxFault {
  std::string code;
  std::string message;
  std::string hint;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What is wrong with the token behind `progress`, in the words of somebody who types plans.
[[nodiscard]] SyntaxFault explain_syntax(std::string_view text, const Progress& progress);

/// Faults of the bytes themselves: too many, a zero byte, no UTF-8.
[[nodiscard]] std::optional<SyntaxFault> explain_bytes(std::string_view text);

}  // namespace weft::io
