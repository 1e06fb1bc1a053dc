// SPDX-License-Identifier: Apache-2.0
#include "syntax_tokens.hpp"

#include "utf8.hpp"

#include <algorithm>

namespace weft::io {
namespace {

std::string_view without_end_blanks(std::string_view text) {
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::size_t Tokens::line(std::size_t offset) const {
  const auto newlines = std::count(text_.begin(), text_.begin() + std::ptrdiff_t(offset), '\n');
  return static_cast<std::size_t>(newlines) + 1;
}

std::size_t Tokens::skip(std::size_t i) const {
  while (i < text_.size()) {
    if (is_space(text_[i])) {
      ++i;
    } else if (text_.substr(i, 2) == "//") {
      i = std::min(text_.find_first_of("\r\n", i), text_.size());
    } else if (text_.substr(i, 2) == "/*" && text_.find("*/", i + 2) != npos) {
      i = text_.find("*/", i + 2) + 2;
    } else {
      break;
    }
  }
  return i;
}

std::size_t Tokens::string_end(std::size_t i) const {
  for (++i; i < text_.size() && text_[i] != '\n'; ++i) {
    if (text_[i] == '"') return i + 1;
    if (text_[i] == '\\') ++i;
  }
  return npos;
}

std::size_t Tokens::end_of(std::size_t i) const {
  if (i >= text_.size()) return i;
  if (text_[i] == '"') return std::min(string_end(i), i + 1 + line_rest(i + 1).size());
  std::size_t end = i;
  while (end < text_.size() && (is_word(text_[end]) || at(end) == '-' || at(end) == '+' ||
                                (at(end) == '.' && (end > i || is_digit(at(i + 1)))))) {
    ++end;
  }
  return end > i ? end : i + code_point(text_, i).bytes;
}

std::string Tokens::found(std::size_t i) const {
  if (i >= text_.size()) return "the end of the text";
  const auto token = text_.substr(i, end_of(i) - i);
  if (token.size() > 40) return std::string(token.substr(0, fit(token, 36))) + "...";
  if (token[0] == '"') return std::string(token);
  if (const auto c = code_point(text_, i); c.value >= 0x80 || c.value < 0x20)
    return name_of(c.value);
  return '\'' + std::string(token) + '\'';
}

std::string_view Tokens::raw_value(std::size_t i) const {
  auto raw = text_.substr(i, text_.find_first_of(",]}\r\n\"", i) - i);
  raw = without_end_blanks(raw.substr(0, raw.find(" //")));
  return raw.substr(0, fit(raw, 60));
}

std::string_view Tokens::line_rest(std::size_t i) const {
  return without_end_blanks(text_.substr(i, text_.find_first_of("\r\n", i) - i));
}

}  // namespace weft::io
