// SPDX-License-Identifier: Apache-2.0
#include "syntax_parts.hpp"
#include "utf8.hpp"

#include <array>
#include <utility>

namespace weft::io {
namespace {

std::string hint_on_number(std::string_view token) {
  const bool sign = token.starts_with('-') || token.starts_with('+');
  const auto digits = token.substr(sign ? 1 : 0);
  const std::string small = lowered(digits);
  if (small.starts_with("inf") || small.starts_with("nan")) {
    return "leave the key out when the value is not known";
  }
  if (small.starts_with("0x")) return "write it in decimal";
  if (digits.starts_with('.')) return "write a digit before the point: 0" + std::string(digits);
  if (token.starts_with('+')) return "remove the '+'";
  if (digits.find('_') != std::string_view::npos) return "remove the '_'";
  if (digits.starts_with('0') && digits.size() > 1 && is_digit(digits[1])) {
    return "remove the leading 0";
  }
  const auto point = digits.find('.');
  const bool ends = point + 1 == digits.size();
  if (point != std::string_view::npos && (ends || !is_digit(digits[point + 1]))) {
    return "write a digit after the point";
  }
  return "numbers look like 12, -0.5 or 1.2e6; text stands in double quotes";
}

/// A character that somebody writes inside a number: 1_000, 1.2.3, 0x1F.
bool goes_on(const Tokens& tokens, std::size_t i) {
  const char c = tokens.at(i);
  if (c == 'x') return is_hex(tokens.at(i + 1));
  return is_digit(c) || c == '.' || c == '_' || c == 'X';
}

/// Begins a unit (80 GB, 30 %, 5 /s, 12 us) or the second part of a ratio (3:1).
bool begins_unit(const Tokens& tokens, std::size_t i) {
  const char c = tokens.at(i);
  if (c == '/') return is_letter(tokens.at(i + 1));
  if (c == ':') return is_digit(tokens.at(i + 1));
  return is_letter(c) || c == '%' || c == '$' || code_point(tokens.text(), i).value == 0xB5;
}

}  // namespace

SyntaxFault fault_of_number(const Tokens& tokens, std::size_t i) {
  const auto token = tokens.text().substr(i, tokens.end_of(i) - i);
  return {"WF0107", '\'' + std::string(token) + "' is no number", hint_on_number(token), i,
          i + token.size()};
}

std::optional<SyntaxFault> fault_behind_number(const Tokens& tokens, std::size_t last,
                                               std::size_t i) {
  const auto belongs = [&](char c) { return is_word(c) || c == '.' || c == '-' || c == '+'; };
  std::size_t begin = last;
  while (begin > 0 && belongs(tokens.at(begin - 1))) --begin;
  if (i == last && goes_on(tokens, i)) return fault_of_number(tokens, begin);
  if (!begins_unit(tokens, i)) return std::nullopt;
  const auto raw = tokens.raw_value(begin);
  return SyntaxFault{"WF0105", "a value with a unit stands in double quotes",
                     "write " + in_quotes(raw), begin, begin + raw.size()};
}

SyntaxFault fault_of_word(const Tokens& tokens, std::size_t i) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> meant{{{"true", "true"},
                                                                                {"yes", "true"},
                                                                                {"on", "true"},
                                                                                {"false", "false"},
                                                                                {"no", "false"},
                                                                                {"off", "false"},
                                                                                {"null", "null"},
                                                                                {"none", "null"}}};
  const auto bare = tokens.text().substr(i, tokens.end_of(i) - i);
  const std::string small = lowered(bare);
  if (small == "nan" || small.starts_with("inf")) {
    return {"WF0107", '\'' + std::string(bare) + "' is no number in JSON",
            "leave the key out when the value is not known", i, i + bare.size()};
  }
  for (const auto& [wrong, right] : meant) {
    if (small != wrong) continue;
    return {"WF0105", "found the bare word '" + std::string(bare) + "'",
            "write " + std::string(right) + ", or " + in_quotes(bare) + " for text", i,
            i + bare.size()};
  }
  const auto raw = tokens.raw_value(i);
  return {"WF0105", "text stands in double quotes", "write " + in_quotes(raw), i, i + raw.size()};
}

}  // namespace weft::io
