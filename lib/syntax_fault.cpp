// SPDX-License-Identifier: Apache-2.0
#include "syntax_fault.hpp"

#include "syntax_parts.hpp"
#include "utf8.hpp"
#include "weft/io/document.hpp"

#include <utility>

namespace weft::io {
namespace {

/// Goes on reading where the parser stopped, in the order of the grammar.
class Explainer {
 public:
  Explainer(std::string_view text, const Progress& progress) : tokens_(text), progress_(progress) {}

  SyntaxFault explain() const {
    const std::size_t next = skip(progress_.last);
    switch (progress_.after) {
      case Progress::After::nothing:
        if (next == tokens_.size()) return empty();
        return value(next, npos);
      case Progress::After::opening:
        return in_object() ? key(next, npos) : value(next, npos);
      case Progress::After::key:
        return behind_key(next);
      case Progress::After::value:
        break;
    }
    if (progress_.inside == Progress::Inside::nothing) {
      if (begins_comment(next)) return comment(next);
      return {"WF0113", "found " + found(next) + " after the end of the document",
              "a plan is one { ... }: remove what follows it", next, end_of(next)};
    }
    return behind_value(next);
  }

 private:
  bool in_object() const { return progress_.inside == Progress::Inside::object; }

  SyntaxFault empty() const {
    return {"WF0112", "the text is empty", "the smallest plan is printed by weft init", 0, 0};
  }

  SyntaxFault ends() const {
    const std::string bracket(1, at(progress_.opened));
    const std::string where = std::to_string(tokens_.line(progress_.opened));
    return {
        "WF0102", "the text ends, but '" + bracket + "' of line " + where + " is still open",
        std::string("is the file complete? it must close with ") + (in_object() ? "'}'" : "']'"),
        progress_.last, progress_.last};
  }

  SyntaxFault comment(std::size_t i) const {
    if (tokens_.text().substr(i, 2) == "/*") {
      return {"WF0115", "this comment is never closed", "close it with */", i, i + 2};
    }
    return {"WF0115", "found " + found(i) + ", which begins no comment",
            "a comment is // to the end of the line, or /* ... */", i, i + 1};
  }

  SyntaxFault wrong_bracket(std::size_t i) const {
    const std::string open(1, at(progress_.opened));
    return {"WF0101",
            std::string("found '") + at(i) + "', but '" + open + "' of line " +
                std::to_string(tokens_.line(progress_.opened)) + " is still open",
            std::string("close it with ") + (in_object() ? "'}'" : "']'") + " first", i, i + 1};
  }

  SyntaxFault extra_comma(std::size_t comma, std::size_t next) const {
    return {"WF0104", std::string("this comma has nothing after it before '") + at(next) + "'",
            "remove the comma", comma, comma + 1};
  }

  /// What is wrong wherever it stands: the end of the text, false comments, false quotes.
  std::optional<SyntaxFault> everywhere(std::size_t i) const {
    if (i >= tokens_.size()) return ends();
    if (begins_comment(i)) return comment(i);
    return fault_of_quotes(tokens_, i);
  }

  SyntaxFault key(std::size_t i, std::size_t comma) const {
    if (auto fault = everywhere(i)) return *std::move(fault);
    const char c = at(i);
    if (c == '}' && comma != npos) return extra_comma(comma, i);
    if (c == ']') return wrong_bracket(i);
    if (c == ',') return {"WF0104", "a comma too many", "remove it", i, i + 1};
    if (is_digit(c) && comma != npos && is_digit(at(comma - 1)) && i == comma + 1) {
      return {"WF0107", "a number is written without commas", "remove the comma, or write 1e3",
              comma, comma + 1};
    }
    if (is_word(c)) {
      const auto word = tokens_.text().substr(i, end_of(i) - i);
      return {"WF0105", "a key stands in double quotes", "write " + in_quotes(word) + ":", i,
              end_of(i)};
    }
    return {"WF0101", "expected a key in double quotes, found " + found(i), "", i, end_of(i)};
  }

  SyntaxFault behind_key(std::size_t i) const {
    if (i >= tokens_.size()) return ends();
    if (at(i) == ':') return value(skip(i + 1), npos);
    if (begins_comment(i)) return comment(i);
    return {"WF0101", "expected ':' after the key, found " + found(i),
            at(i) == '=' ? "write ':' instead of '='" : "", i, end_of(i)};
  }

  SyntaxFault behind_value(std::size_t i) const {
    if (i >= tokens_.size()) return ends();
    const char c = at(i);
    if (c == ',') return in_object() ? key(skip(i + 1), i) : value(skip(i + 1), i);
    if (c == '}' || c == ']') return wrong_bracket(i);
    if (auto fault = rest_of_value(i)) return *std::move(fault);
    if (begins_comment(i)) return comment(i);
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

  /// What its author took for a part of the value before it: 10 kW, 1_000, "a "quoted" word".
  std::optional<SyntaxFault> rest_of_value(std::size_t i) const {
    const std::size_t last = progress_.last;
    const char before = last > 0 ? at(last - 1) : '\0';
    if (is_digit(before)) return fault_behind_number(tokens_, last, i);
    if (before != '"' || i != last || !is_word(at(i))) return std::nullopt;
    return SyntaxFault{"WF0103", "expected ',' after the text, found " + found(i),
                       "a quote inside text is written \\\"", i, end_of(i)};
  }

  SyntaxFault value(std::size_t i, std::size_t comma) const {
    if (i >= tokens_.size() && progress_.inside == Progress::Inside::nothing) return empty();
    if (auto fault = everywhere(i)) return *std::move(fault);
    const char c = at(i);
    if (c == ']' || c == '}') return bracket_for_value(i, comma);
    if (c == ',') return {"WF0104", "a value is missing before this comma", "", i, i + 1};
    if (is_digit(c) || c == '-' || c == '+' || c == '.') return fault_of_number(tokens_, i);
    if (is_letter(c) || c == '_') return fault_of_word(tokens_, i);
    if (c == '$' || c == '=' || code_point(tokens_.text(), i).value >= 0x80) {
      const auto raw = tokens_.raw_value(i);
      return {"WF0105", "a value that is no plain number stands in double quotes",
              "write " + in_quotes(raw), i, i + raw.size()};
    }
    return {"WF0101", "expected a value, found " + found(i), "", i, end_of(i)};
  }

  SyntaxFault bracket_for_value(std::size_t i, std::size_t comma) const {
    const bool closes_list = !in_object() && at(i) == ']';
    if (comma != npos && closes_list) return extra_comma(comma, i);
    if (progress_.after == Progress::After::key) {
      return {"WF0101", std::string("a value is missing before '") + at(i) + "'",
              "write the value, or remove the key", i, i + 1};
    }
    if (progress_.inside == Progress::Inside::nothing) {
      return {"WF0101", "expected a value, found " + found(i), "a plan begins with '{'", i, i + 1};
    }
    return wrong_bracket(i);
  }

  char at(std::size_t i) const { return tokens_.at(i); }
  std::size_t skip(std::size_t i) const { return tokens_.skip(i); }
  std::size_t end_of(std::size_t i) const { return tokens_.end_of(i); }
  std::string found(std::size_t i) const { return tokens_.found(i); }
  bool begins_comment(std::size_t i) const { return at(i) == '/' || at(i) == '#'; }

  Tokens tokens_;
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
