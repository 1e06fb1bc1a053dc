// SPDX-License-Identifier: Apache-2.0
// What a byte is in ASCII, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace weft::io {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_letter(char c) { return is_lower(c) || is_upper(c); }
[[nodiscard]] constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
/// White space inside a line.
[[nodiscard]] constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
/// White space of JSON.
[[nodiscard]] constexpr bool is_space(char c) { return is_blank(c) || c == '\n' || c == '\r'; }

[[nodiscard]] constexpr char lowered(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] inline std::string lowered(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = lowered(c);
  return small;
}

}  // namespace weft::io
