// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: a broken text, cut as a person reads it.
#pragma once

#include "characters.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace weft::io {

/// "Not there", of an offset in a text.
inline constexpr auto npos = std::string_view::npos;

[[nodiscard]] constexpr bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

[[nodiscard]] inline std::string in_quotes(std::string_view text) {
  return '"' + std::string(text) + '"';
}

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t size() const { return text_.size(); }
  /// The byte at `i`; a zero behind the end.
  [[nodiscard]] char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  [[nodiscard]] std::size_t line(std::size_t offset) const;

  /// First byte from `i` that is neither white space nor comment.
  [[nodiscard]] std::size_t skip(std::size_t i) const;
  /// End of the token that begins at `i`.
  [[nodiscard]] std::size_t end_of(std::size_t i) const;
  /// The token that begins at `i`, as a message names it.
  [[nodiscard]] std::string found(std::size_t i) const;
  /// From `i` to where a person would say that the value ends, without trailing blanks.
  [[nodiscard]] std::string_view raw_value(std::size_t i) const;
  /// From `i` to the end of its line, without trailing blanks.
  [[nodiscard]] std::string_view line_rest(std::size_t i) const;

 private:
  /// End of the closed string that begins at `i`, or npos.
  [[nodiscard]] std::size_t string_end(std::size_t i) const;

  std::string_view text_;
};

}  // namespace weft::io
