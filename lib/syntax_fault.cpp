// SPDX-License-Identifier: Apache-2.0
#include "syntax_fault.hpp"

#include "utf8.hpp"
#include "weft/io/document.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace weft::io {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

class Explainer {
 public:
  Explainer(std::string_view text, const Progress& progress) : text_(text), progress_(progress) {}

  SyntaxFault explain() const {
    const std::size_t next = skip(progress_.last);
    switch (progress_.after) {
      case Progress::After::nothing:
        if (next == text_.size()) return empty();
        return value(next, npos);
      case Progress::After::opening:
        return in_object() ? key(next, npos) : value(next, npos);
      case Progress::After::key:
        return behind_key(next);
      case Progress::After::value:
        break;
    }
    if (progress_.inside == Progress::Inside::nothing) {
      const bool no_comment = at(next) == '/' || at(next) == '#';
      if (no_comment) return comment(next);
      return {"WF0113", "found " + found(next) + " after the end of the document",
              "a plan is one { ... }: remove what follows it", next, end_of(next)};
    }
    return behind_value(next);
  }

 private:
  bool in_object() const { return progress_.inside == Progress::Inside::object; }
  char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  std::size_t line(std::size_t offset) const {
    const auto newlines = std::count(text_.begin(), text_.begin() + std::ptrdiff_t(offset), '\n');
    return static_cast<std::size_t>(newlines) + 1;
  }

  /// First byte from `i` that is neither white space nor comment.
  std::size_t skip(std::size_t i) const {
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

  /// End of the closed string that begins at `i`, or npos.
  std::size_t string_end(std::size_t i) const {
    for (++i; i < text_.size() && text_[i] != '\n'; ++i) {
      if (text_[i] == '"') return i + 1;
      if (text_[i] == '\\') ++i;
    }
    return npos;
  }

  std::size_t end_of(std::size_t i) const {
    if (i >= text_.size()) return i;
    if (text_[i] == '"') return std::min(string_end(i), i + 1 + line_rest(i + 1).size());
    std::size_t end = i;
    while (end < text_.size() && (is_word(text_[end]) || at(end) == '-' || at(end) == '+' ||
                                  (at(end) == '.' && (end > i || is_digit(at(i + 1)))))) {
      ++end;
    }
    return end > i ? end : i + code_point(text_, i).bytes;
  }

  std::string found(std::size_t i) const {
    if (i >= text_.size()) return "the end of the text";
    const auto token = text_.substr(i, end_of(i) - i);
    if (token.size() > 40) return std::string(token.substr(0, fit(token, 36))) + "...";
    if (token[0] == '"') return std::string(token);
    if (const auto c = code_point(text_, i); c.value >= 0x80 || c.value < 0x20)
      return name_of(c.value);
    return '\'' + std::string(token) + '\'';
  }

  /// From `i` to where a person would say that the value ends, without trailing blanks.
  std::string_view raw_value(std::size_t i) const {
    auto raw = text_.substr(i, text_.find_first_of(",]}\r\n\"", i) - i);
    raw = raw.substr(0, raw.find(" //"));
    while (!raw.empty() && is_space(raw.back())) raw.remove_suffix(1);
    return raw.substr(0, fit(raw, 60));
  }
  std::string_view line_rest(std::size_t i) const {
    auto rest = text_.substr(i, text_.find_first_of("\r\n", i) - i);
    while (!rest.empty() && is_space(rest.back())) rest.remove_suffix(1);
    return rest;
  }

  SyntaxFault empty() const {
    return {"WF0112", "the text is empty", "the smallest plan is printed by weft init", 0, 0};
  }

  SyntaxFault ends() const {
    const std::string bracket(1, at(progress_.opened));
    const std::string where = std::to_string(line(progress_.opened));
    return {
        "WF0102", "the text ends, but '" + bracket + "' of line " + where + " is still open",
        std::string("is the file complete? it must close with ") + (in_object() ? "'}'" : "']'"),
        progress_.last, progress_.last};
  }

  SyntaxFault comment(std::size_t i) const {
    if (text_.substr(i, 2) == "/*") {
      return {"WF0115", "this comment is never closed", "close it with */", i, i + 2};
    }
    return {"WF0115", "found " + found(i) + ", which begins no comment",
            "a comment is // to the end of the line, or /* ... */", i, i + 1};
  }

  SyntaxFault wrong_bracket(std::size_t i) const {
    const std::string open(1, at(progress_.opened));
    return {"WF0101",
            std::string("found '") + at(i) + "', but '" + open + "' of line " +
                std::to_string(line(progress_.opened)) + " is still open",
            std::string("close it with ") + (in_object() ? "'}'" : "']'") + " first", i, i + 1};
  }

  SyntaxFault extra_comma(std::size_t comma, std::size_t next) const {
    return {"WF0104", std::string("this comma has nothing after it before '") + at(next) + "'",
            "remove the comma", comma, comma + 1};
  }

  std::optional<SyntaxFault> everywhere(std::size_t i) const {
    if (i >= text_.size()) return ends();
    if (text_[i] == '/' || text_[i] == '#') return comment(i);
    if (text_[i] == '"') return in_string(i);
    if (text_[i] == '\'') {
      const auto close = text_.find('\'', i + 1);
      const bool closed = close != npos && close - i - 1 <= line_rest(i + 1).size();
      const auto inner = closed ? text_.substr(i + 1, close - i - 1) : line_rest(i + 1);
      return SyntaxFault{"WF0105", "text stands in double quotes, not in single ones",
                         "write " + quoted(inner), i, closed ? close + 1 : i + 1};
    }
    const auto c = code_point(text_, i);
    if (c.value == 0x201C || c.value == 0x201D || c.value == 0x2018 || c.value == 0x2019) {
      return SyntaxFault{"WF0105", "curly quotes are no quotes here",
                         "write straight double quotes: \"", i, i + c.bytes};
    }
    return std::nullopt;
  }

  std::optional<SyntaxFault> in_string(std::size_t begin) const {
    for (std::size_t i = begin + 1;; ++i) {
      const char c = at(i);
      if (i >= text_.size() || c == '\n' || c == '\r') {
        const auto rest = line_rest(begin);
        return SyntaxFault{"WF0106", "this text has no closing quote on its line",
                           "end it with \"; a line break inside text is written \\n", begin,
                           begin + rest.size()};
      }
      if (c == '"') return std::nullopt;
      if (static_cast<unsigned char>(c) < 0x20) {
        return SyntaxFault{
            "WF0106",
            "control character " + name_of(static_cast<unsigned char>(c)) + " inside text",
            c == '\t' ? "a tab inside text is written \\t" : "remove it", i, i + 1};
      }
      if (c != '\\') continue;
      if (const auto fault = in_escape(i)) return fault;
      ++i;
    }
  }

  std::optional<SyntaxFault> in_escape(std::size_t i) const {
    if (std::string_view("\"\\/bfnrt").find(at(i + 1)) != npos) return std::nullopt;
    if (at(i + 1) != 'u') {
      return SyntaxFault{
          "WF0106", "'" + std::string(text_.substr(i, fit(text_.substr(i), 2))) + "' is no escape",
          R"(the escapes are \" \\ \/ \b \f \n \r \t \u0041; a backslash is \\)", i,
          i + fit(text_.substr(i), 2)};
    }
    const auto unit = [&](std::size_t from) {
      int value = 0;
      for (std::size_t k = from; k < from + 4; ++k) {
        if (!is_hex(at(k))) return -1;
        const char c = at(k);
        value = value * 16 + (is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
      }
      return value;
    };
    const int first = unit(i + 2);
    if (first < 0) {
      return SyntaxFault{"WF0106", "\\u needs four hexadecimal digits", R"(for example \u00e9)", i,
                         i + 2};
    }
    const bool leads = first >= 0xD800 && first < 0xDC00;
    const bool trails = first >= 0xDC00 && first < 0xE000;
    if (trails || (leads && (at(i + 6) != '\\' || at(i + 7) != 'u' || unit(i + 8) < 0xDC00 ||
                             unit(i + 8) > 0xDFFF))) {
      return SyntaxFault{"WF0106", "half of a surrogate pair stands alone",
                         "write the character itself: the text is UTF-8", i, i + 6};
    }
    return std::nullopt;
  }

  SyntaxFault key(std::size_t i, std::size_t comma) const {
    if (auto fault = everywhere(i)) return *fault;
    const char c = text_[i];
    if (c == '}' && comma != npos) return extra_comma(comma, i);
    if (c == ']') return wrong_bracket(i);
    if (c == ',') return {"WF0104", "a comma too many", "remove it", i, i + 1};
    if (is_digit(c) && comma != npos && is_digit(at(comma - 1)) && i == comma + 1) {
      return {"WF0107", "a number is written without commas", "remove the comma, or write 1e3",
              comma, comma + 1};
    }
    if (is_word(c)) {
      const auto word = text_.substr(i, end_of(i) - i);
      return {"WF0105", "a key stands in double quotes", "write " + quoted(word) + ":", i,
              end_of(i)};
    }
    return {"WF0101", "expected a key in double quotes, found " + found(i), "", i, end_of(i)};
  }

  SyntaxFault behind_key(std::size_t i) const {
    if (i >= text_.size()) return ends();
    if (text_[i] == ':') return value(skip(i + 1), npos);
    if (text_[i] == '/' || text_[i] == '#') return comment(i);
    return {"WF0101", "expected ':' after the key, found " + found(i),
            text_[i] == '=' ? "write ':' instead of '='" : "", i, end_of(i)};
  }

  SyntaxFault behind_value(std::size_t i) const {
    if (i >= text_.size()) return ends();
    const char c = text_[i];
    if (c == ',') return in_object() ? key(skip(i + 1), i) : value(skip(i + 1), i);
    if (c == '}' || c == ']') return wrong_bracket(i);
    const std::size_t last = progress_.last;
    const bool after_number = last > 0 && is_digit(at(last - 1));
    if (after_number) {
      if (auto fault = behind_number(i)) return *fault;
    }
    if (i == last && is_word(c) && at(last - 1) == '"') {
      return {"WF0103", "expected ',' after the text, found " + found(i),
              "a quote inside text is written \\\"", i, end_of(i)};
    }
    if (c == '/' || c == '#') return comment(i);
    if (is_word(c) || std::string_view("\"'{[-").find(c) != npos) {
      return {"WF0103", "a comma is missing before " + found(i), "", i, end_of(i)};
    }
    if (c == ':' && !in_object()) {
      return {"WF0101", "found ':' inside a list", "named values stand in { }, not in [ ]", i,
              i + 1};
    }
    return {"WF0101",
            std::string("expected ',' or ") + (in_object() ? "'}'" : "']'") + ", found " + found(i),
            "", i, end_of(i)};
  }

  std::optional<SyntaxFault> behind_number(std::size_t i) const {
    const std::size_t last = progress_.last;
    std::size_t begin = last;
    while (begin > 0 && (is_word(at(begin - 1)) || at(begin - 1) == '.' || at(begin - 1) == '-' ||
                         at(begin - 1) == '+')) {
      --begin;
    }
    const char c = text_[i];
    if (i == last && (is_digit(c) || c == '.' || c == '_' || c == 'x' || c == 'X') &&
        !(c == 'x' && !is_hex(at(i + 1)))) {
      return number(begin);
    }
    if (is_letter(c) || c == '%' || c == '$' || (c == '/' && is_letter(at(i + 1))) ||
        (c == ':' && is_digit(at(i + 1))) || code_point(text_, i).value == 0xB5) {
      const auto raw = raw_value(begin);
      return SyntaxFault{"WF0105", "a value with a unit stands in double quotes",
                         "write " + quoted(raw), begin, begin + raw.size()};
    }
    return std::nullopt;
  }

  SyntaxFault number(std::size_t i) const {
    const auto token = text_.substr(i, end_of(i) - i);
    const bool sign = token[0] == '-' || token[0] == '+';
    const auto digits = token.substr(sign ? 1 : 0);
    const auto first = digits.empty() ? '\0' : digits[0];
    SyntaxFault fault{"WF0107", '\'' + std::string(token) + "' is no number", "", i,
                      i + token.size()};
    if (lower(digits).rfind("inf", 0) == 0 || lower(digits).rfind("nan", 0) == 0) {
      fault.hint = "leave the key out when the value is not known";
    } else if (first == '0' && digits.size() > 1 && (digits[1] == 'x' || digits[1] == 'X')) {
      fault.hint = "write it in decimal";
    } else if (first == '.') {
      fault.hint = "write a digit before the point: 0" + std::string(digits);
    } else if (token[0] == '+') {
      fault.hint = "remove the '+'";
    } else if (digits.find('_') != npos) {
      fault.hint = "remove the '_'";
    } else if (first == '0' && digits.size() > 1 && is_digit(digits[1])) {
      fault.hint = "remove the leading 0";
    } else if (const auto point = digits.find('.');
               point != npos && !is_digit(at(i + (sign ? 1U : 0U) + point + 1))) {
      fault.hint = "write a digit after the point";
    } else {
      fault.hint = "numbers look like 12, -0.5 or 1.2e6; text stands in double quotes";
    }
    return fault;
  }

  SyntaxFault value(std::size_t i, std::size_t comma) const {
    if (i >= text_.size() && progress_.inside == Progress::Inside::nothing) return empty();
    if (auto fault = everywhere(i)) return *fault;
    const char c = text_[i];
    if (c == ']' || c == '}') {
      const bool closes_list = !in_object() && c == ']';
      if (comma != npos && closes_list) return extra_comma(comma, i);
      if (progress_.after == Progress::After::key) {
        return {"WF0101", std::string("a value is missing before '") + c + "'",
                "write the value, or remove the key", i, i + 1};
      }
      if (progress_.inside == Progress::Inside::nothing) {
        return {"WF0101", "expected a value, found " + found(i), "a plan begins with '{'", i,
                i + 1};
      }
      return wrong_bracket(i);
    }
    if (c == ',') return {"WF0104", "a value is missing before this comma", "", i, i + 1};
    if (is_digit(c) || c == '-' || c == '+' || c == '.') return number(i);
    if (is_letter(c) || c == '_') return word(i);
    if (c == '$' || c == '=' || code_point(text_, i).value >= 0x80) {
      const auto raw = raw_value(i);
      return {"WF0105", "a value that is no plain number stands in double quotes",
              "write " + quoted(raw), i, i + raw.size()};
    }
    return {"WF0101", "expected a value, found " + found(i), "", i, end_of(i)};
  }

  SyntaxFault word(std::size_t i) const {
    const auto bare = text_.substr(i, end_of(i) - i);
    const std::string small = lower(bare);
    if (small == "nan" || small.rfind("inf", 0) == 0) {
      return {"WF0107", '\'' + std::string(bare) + "' is no number in JSON",
              "leave the key out when the value is not known", i, i + bare.size()};
    }
    for (const auto& [wrong, right] :
         std::array<std::pair<std::string_view, std::string_view>, 8>{{{"true", "true"},
                                                                       {"yes", "true"},
                                                                       {"on", "true"},
                                                                       {"false", "false"},
                                                                       {"no", "false"},
                                                                       {"off", "false"},
                                                                       {"null", "null"},
                                                                       {"none", "null"}}}) {
      if (small == wrong) {
        return {"WF0105", "found the bare word '" + std::string(bare) + "'",
                "write " + std::string(right) + ", or " + quoted(bare) + " for text", i,
                i + bare.size()};
      }
    }
    const auto raw = raw_value(i);
    return {"WF0105", "text stands in double quotes", "write " + quoted(raw), i, i + raw.size()};
  }

  std::string_view text_;
  const Progress& progress_;
};

}  // namespace

SyntaxFault explain_syntax(std::string_view text, const Progress& progress) {
  return Explainer(text, progress).explain();
}

std::optional<SyntaxFault> explain_bytes(std::string_view text) {
  if (text.size() > most_bytes) {
    return SyntaxFault{"WF0114", "the text has more than 16 MiB",
                       "split it: catalogues and price books may be files of their own", 0, 0};
  }
  const auto bad = first_bad_utf8(text);
  const auto zero = text.find('\0');
  if (bad == npos && zero == npos) return std::nullopt;
  const bool utf16 =
      text.size() > 1 && (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF");
  const std::string hint =
      utf16 ? "this looks like UTF-16: save it as UTF-8" : "save the file as UTF-8";
  if (zero < bad)
    return SyntaxFault{"WF0111", "the text contains a zero byte", hint, zero, zero + 1};
  return SyntaxFault{"WF0111", "the text is not UTF-8 at byte " + std::to_string(bad), hint, bad,
                     bad + 1};
}

}  // namespace weft::io
