// SPDX-License-Identifier: Apache-2.0
#include "syntax_parts.hpp"
#include "utf8.hpp"

namespace weft::io {
namespace {

/// The UTF-16 unit whose four hexadecimal digits begin at `from`, or -1.
int utf16_unit(const Tokens& tokens, std::size_t from) {
  int value = 0;
  for (std::size_t i = from; i < from + 4; ++i) {
    const char c = tokens.at(i);
    if (!is_hex(c)) return -1;
    value = value * 16 + (is_digit(c) ? c - '0' : lowered(c) - 'a' + 10);
  }
  return value;
}

bool leads_pair(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool ends_pair(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// Whether the "\uXXXX" at `i` and what follows it are a whole character.
bool is_whole(const Tokens& tokens, std::size_t i, int first) {
  if (!leads_pair(first)) return !ends_pair(first);
  return tokens.at(i + 6) == '\\' && tokens.at(i + 7) == 'u' &&
         ends_pair(utf16_unit(tokens, i + 8));
}

std::optional<SyntaxFault> fault_of_escape(const Tokens& tokens, std::size_t i) {
  if (std::string_view("\"\\/bfnrt").find(tokens.at(i + 1)) != npos) return std::nullopt;
  if (tokens.at(i + 1) != 'u') {
    const std::string_view rest = tokens.text().substr(i);
    const std::size_t size = fit(rest, 2);
    return SyntaxFault{"WF0106", "'" + std::string(rest.substr(0, size)) + "' is no escape",
                       R"(the escapes are \" \\ \/ \b \f \n \r \t \u0041; a backslash is \\)", i,
                       i + size};
  }
  const int first = utf16_unit(tokens, i + 2);
  if (first < 0) {
    return SyntaxFault{"WF0106", "\\u needs four hexadecimal digits", R"(for example \u00e9)", i,
                       i + 2};
  }
  if (is_whole(tokens, i, first)) return std::nullopt;
  return SyntaxFault{"WF0106", "half of a surrogate pair stands alone",
                     "write the character itself: the text is UTF-8", i, i + 6};
}

std::optional<SyntaxFault> fault_of_string(const Tokens& tokens, std::size_t begin) {
  for (std::size_t i = begin + 1;; ++i) {
    const char c = tokens.at(i);
    if (i >= tokens.size() || c == '\n' || c == '\r') {
      return SyntaxFault{"WF0106", "this text has no closing quote on its line",
                         "end it with \"; a line break inside text is written \\n", begin,
                         begin + tokens.line_rest(begin).size()};
    }
    if (c == '"') return std::nullopt;
    if (static_cast<unsigned char>(c) < 0x20) {
      return SyntaxFault{
          "WF0106", "control character " + name_of(static_cast<unsigned char>(c)) + " inside text",
          c == '\t' ? "a tab inside text is written \\t" : "remove it", i, i + 1};
    }
    if (c != '\\') continue;
    if (auto fault = fault_of_escape(tokens, i)) return fault;
    ++i;
  }
}

SyntaxFault fault_of_single_quotes(const Tokens& tokens, std::size_t i) {
  const std::string_view rest = tokens.line_rest(i + 1);
  const auto close = tokens.text().find('\'', i + 1);
  const bool closed = close != npos && close - i - 1 <= rest.size();
  const auto inner = closed ? tokens.text().substr(i + 1, close - i - 1) : rest;
  return {"WF0105", "text stands in double quotes, not in single ones", "write " + in_quotes(inner),
          i, closed ? close + 1 : i + 1};
}

}  // namespace

std::optional<SyntaxFault> fault_of_quotes(const Tokens& tokens, std::size_t i) {
  if (tokens.at(i) == '"') return fault_of_string(tokens, i);
  if (tokens.at(i) == '\'') return fault_of_single_quotes(tokens, i);
  const auto c = code_point(tokens.text(), i);
  if (c.value != 0x201C && c.value != 0x201D && c.value != 0x2018 && c.value != 0x2019) {
    return std::nullopt;
  }
  return SyntaxFault{"WF0105", "curly quotes are no quotes here",
                     "write straight double quotes: \"", i, i + c.bytes};
}

}  // namespace weft::io
