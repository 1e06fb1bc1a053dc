// SPDX-License-Identifier: Apache-2.0
#include "erase_marked.hpp"
#include "syntax_fault.hpp"
#include "weft/io/document.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::io {
namespace {

/// An input iterator that tells how far the lexer has read.
struct Counted {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** seen = nullptr;

  reference operator*() const { return *at; }
  Counted& operator++() {
    *seen = ++at;
    return *this;
  }
  Counted operator++(int) {
    Counted old = *this;
    ++*this;
    return old;
  }
  friend bool operator==(const Counted& a, const Counted& b) { return a.at == b.at; }
};

bool is_number_char(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// Receives nlohmann's events and builds the tree. The lexer has always just read the token of the
/// event; of a number it has also read the one byte after it.
class Builder {
 public:
  Builder(std::uint16_t source, std::string_view text, Diagnostics& diagnostics)
      : source_(source), text_(text), seen_(text.data()), diagnostics_(diagnostics) {}

  [[nodiscard]] Counted begin() { return {text_.data(), &seen_}; }
  [[nodiscard]] Counted end() { return {text_.data() + text_.size(), &seen_}; }
  [[nodiscard]] Node take() { return std::move(root_); }

  bool null() { return leaf(nullptr, 4); }
  bool boolean(bool value) { return leaf(value, value ? 4 : 5); }
  bool number_integer(std::int64_t value) { return put(value, number()); }
  bool number_unsigned(std::uint64_t value) {
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value > most) return put(static_cast<double>(value), number());
    return put(static_cast<std::int64_t>(value), number());
  }
  bool number_float(double value, const std::string&) {
    const Span at = number();
    // The text itself, not the lexer's value, which went through the C locale.
    const char* const end = text_.data() + at.end;
    const auto [stop, error] = std::from_chars(text_.data() + at.begin, end, value);
    if (error != std::errc{} || stop != end) return overflow(at);
    return put(value, at);
  }
  bool string(std::string& value) { return put(std::move(value), quoted()); }
  bool binary(std::vector<std::uint8_t>&) { return false; }

  bool start_object(std::size_t) { return open(Object{}); }
  bool start_array(std::size_t) { return open(List{}); }
  bool end_object() {
    drop_duplicates(open_.back());
    return close();
  }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    key_ = std::move(name);
    key_at_ = quoted();
    progress_.after = Progress::After::key;
    progress_.last = seen();
    if (open_.back().items.size() < most_members) return true;
    fault("WF0114", "more than 5,000 keys in one object", "split it into several plans", key_at_);
    return false;
  }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) {
    constexpr int number_overflow = 406;
    if (error.id == number_overflow) return overflow(number());
    SyntaxFault found = explain_syntax(text_, progress_);
    fault(std::move(found.code), std::move(found.message), std::move(found.hint),
          span(found.begin, found.end));
    return false;
  }

 private:
  [[nodiscard]] std::size_t seen() const { return static_cast<std::size_t>(seen_ - text_.data()); }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  /// The string that ends where the lexer stands: back to the first quote without a backslash.
  [[nodiscard]] Span quoted() const {
    std::size_t begin = seen() - 2;
    while (text_[begin] != '"' || is_escaped(begin)) --begin;
    return span(begin, seen());
  }
  [[nodiscard]] bool is_escaped(std::size_t quote) const {
    std::size_t first = quote;
    while (first > 0 && text_[first - 1] == '\\') --first;
    return (quote - first) % 2 == 1;
  }
  [[nodiscard]] Span number() const {
    std::size_t end = seen();
    if (!is_number_char(text_[end - 1])) --end;
    std::size_t begin = end;
    while (begin > 0 && is_number_char(text_[begin - 1])) --begin;
    return span(begin, end);
  }

  void fault(std::string code, std::string message, std::string hint, Span at) {
    root_ = Node{};
    diagnostics_.add(
        {Severity::error, std::move(code), path(), std::move(message), std::move(hint), at});
  }
  bool overflow(Span at) {
    const auto digits = text_.substr(at.begin, std::min<std::size_t>(at.end - at.begin, 40));
    fault("WF0108", "no number of this machine holds " + std::string(digits),
          "numbers reach from 1e-307 to 1e308; is a prefix of the unit meant?", at);
    return false;
  }
  [[nodiscard]] std::string path() const {
    std::string dotted;
    for (std::size_t i = 1; i < open_.size(); ++i) {
      const Node& parent = open_[i - 1];
      if (!dotted.empty()) dotted += '.';
      dotted += parent.is_list() ? std::to_string(parent.items.size()) : open_[i].key;
    }
    return dotted;
  }

  bool leaf(decltype(Node::value) value, std::size_t length) {
    return put(std::move(value), span(seen() - length, seen()));
  }
  bool put(decltype(Node::value) value, Span at) {
    return add({std::move(value), at, std::move(key_), key_at_, {}});
  }
  bool add(Node node) {
    progress_.after = Progress::After::value;
    progress_.last = node.at.end;
    if (++values_ > most_values) {
      fault("WF0114", "more than 200,000 values in one text", "split it into several plans",
            node.at);
      return false;
    }
    key_.clear();
    key_at_ = {};
    if (open_.empty()) {
      root_ = std::move(node);
    } else {
      open_.back().items.push_back(std::move(node));
    }
    return true;
  }
  bool open(decltype(Node::value) kind) {
    const Span at = span(seen() - 1, seen());
    if (open_.size() == most_levels) {
      fault("WF0110", "brackets are nested more than 64 deep", "no plan needs that: flatten it",
            at);
      return false;
    }
    open_.push_back({std::move(kind), at, std::move(key_), key_at_, {}});
    key_.clear();
    key_at_ = {};
    enter(Progress::After::opening);
    return true;
  }
  bool close() {
    Node node = std::move(open_.back());
    open_.pop_back();
    node.at.end = static_cast<std::uint32_t>(seen());
    const bool go_on = add(std::move(node));
    enter(Progress::After::value);
    return go_on;
  }
  void enter(Progress::After what) {
    progress_.after = what;
    progress_.last = seen();
    progress_.inside = Progress::Inside::nothing;
    if (open_.empty()) return;
    progress_.opened = open_.back().at.begin;
    progress_.inside = open_.back().is_object() ? Progress::Inside::object : Progress::Inside::list;
  }

  void drop_duplicates(Node& object) {
    auto& items = object.items;
    std::vector<std::size_t> order(items.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const int by_key = items[a].key.compare(items[b].key);
      return by_key != 0 ? by_key < 0 : a < b;
    });
    std::vector<bool> again(items.size(), false);
    std::size_t first = 0;
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (items[order[i]].key != items[order[first]].key) {
        first = i;
        continue;
      }
      again[order[i]] = true;
      report_duplicate(items[order[first]], items[order[i]]);
    }
    erase_marked(items, again);
  }
  [[nodiscard]] std::size_t line_of(std::size_t offset) {
    if (line_ends_.empty()) {
      for (auto at = text_.find('\n'); at != text_.npos; at = text_.find('\n', at + 1)) {
        line_ends_.push_back(at);
      }
      line_ends_.push_back(text_.size());
    }
    const auto line = std::lower_bound(line_ends_.begin(), line_ends_.end(), offset);
    return static_cast<std::size_t>(line - line_ends_.begin()) + 1;
  }
  void report_duplicate(const Node& first, const Node& second) {
    const std::string enclosing = path();
    diagnostics_.add({Severity::error, "WF0109",
                      enclosing.empty() ? second.key : enclosing + '.' + second.key,
                      "the key \"" + second.key + "\" already stands on line " +
                          std::to_string(line_of(first.key_at.begin)),
                      "keep one of the two", second.key_at});
  }

  std::uint16_t source_;
  std::string_view text_;
  const char* seen_;
  Diagnostics& diagnostics_;
  Progress progress_;
  std::vector<Node> open_;
  std::string key_;
  Span key_at_;
  std::size_t values_ = 0;
  std::vector<std::size_t> line_ends_;  // made when the first line number is asked for
  Node root_;
};

}  // namespace

Node parse(std::uint16_t source, const Sources& sources, Diagnostics& diagnostics) {
  const std::string_view text = sources.at(source).text;
  if (const auto fault = explain_bytes(text)) {
    const auto begin = static_cast<std::uint32_t>(fault->begin);
    const auto end = static_cast<std::uint32_t>(fault->end);
    diagnostics.add(
        {Severity::error, fault->code, "", fault->message, fault->hint, Span{source, begin, end}});
    return {};
  }
  Builder builder(source, text, diagnostics);
  constexpr bool whole_text = true;
  constexpr bool comments = true;
  const bool good =
      nlohmann::json::sax_parse(builder.begin(), builder.end(), &builder,
                                nlohmann::json::input_format_t::json, whole_text, comments);
  return good ? builder.take() : Node{};
}

}  // namespace weft::io
