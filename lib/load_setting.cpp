// SPDX-License-Identifier: Apache-2.0
#include "error_at.hpp"
#include "load_parts.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace weft::io {
namespace {

constexpr const char* example = "for example: --set site.pue=1.2";

/// One name of a path, and where it stands in the flag.
struct Name {
  std::string text;
  Span at;
  bool is_star = false;  ///< stands for every key that is there
};

const Node* child(const Node* node, const std::string& key) {
  if (!node) return nullptr;
  return node->is_list() ? find_path(*node, key) : node->find(key);
}

/// The names under which something stands; those of the author's own notes aside.
std::vector<std::string> keys_of(const Node* node) {
  std::vector<std::string> keys;
  if (!node || (!node->is_object() && !node->is_list())) return keys;
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const Node& each = node->items[i];
    if (each.is_null() || each.key.starts_with("x-") || each.key == "$schema") continue;
    keys.push_back(node->is_list() ? std::to_string(i) : each.key);
  }
  return keys;
}

/// PATH=VALUE, as a patch of the document.
class Setting {
 public:
  Setting(Loaded& into, const std::string& text, std::size_t index)
      : into_(into), text_(text), source_(static_cast<std::uint16_t>(into.sources.size())) {
    into_.sources.push_back(
        {"<command line>:--set[" + std::to_string(index) + "]", text, SourceKind::setting});
  }

  void lay() {
    equals_ = text_.find('=');
    if (equals_ == std::string::npos || equals_ == 0) {
      return fail("a setting is PATH=VALUE", example, span(0, text_.size()));
    }
    if (!read_names()) return;
    const Node leaf = read_value();
    if (const auto made = patch(&into_.document, 0, leaf)) return merge(into_.document, *made);
    explain_empty_star();
  }

 private:
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  void fail(std::string message, std::string hint, Span at) {
    error_at(into_.diagnostics, at, "WF0602", "", std::move(message), std::move(hint));
  }

  bool read_names() {
    const std::string path = text_.substr(0, equals_);
    constexpr std::ptrdiff_t most_names = 32;
    if (path.front() == '.' || path.back() == '.' || path.find("..") != path.npos) {
      fail("`" + path + "` is no path: a name is missing beside a dot", example, span(0, equals_));
      return false;
    }
    if (std::count(path.begin(), path.end(), '.') >= most_names) {
      fail("the path has more than 32 names", example, span(0, equals_));
      return false;
    }
    for (std::size_t at = 0; at < path.size();) at = read_name(path, at);
    return true;
  }

  /// A name that holds dots, or one that is "*" itself, stands in double quotes.
  std::size_t read_name(const std::string& path, std::size_t at) {
    const auto close = path[at] == '"' ? path.find('"', at + 1) : std::string::npos;
    const bool quoted =
        close != std::string::npos && (close + 1 == path.size() || path[close + 1] == '.');
    const std::size_t begin = quoted ? at + 1 : at;
    const std::size_t end = quoted ? close : std::min(path.find('.', at), path.size());
    const std::string name = path.substr(begin, end - begin);
    names_.push_back({name, span(begin, end), !quoted && name == "*"});
    return (quoted ? close + 1 : end) + 1;
  }

  /// The value is JSON where it reads as JSON, else a text.
  [[nodiscard]] Node read_value() const {
    // Blanks in front keep the offsets of the value what they are in the flag.
    Sources aside = into_.sources;
    aside.back().text = std::string(equals_ + 1, ' ') + text_.substr(equals_ + 1);
    Diagnostics ignored;
    Node leaf = parse(source_, aside, ignored);
    if (!ignored.has_errors()) return leaf;
    leaf = text_node(text_.substr(equals_ + 1));
    leaf.at = span(equals_ + 1, text_.size());
    return leaf;
  }

  /// What the names from `i` on change below a node that may not be there yet; nothing where a star
  /// finds no key.
  std::optional<Node> patch(const Node* node, std::size_t i, const Node& leaf) {
    if (i == names_.size()) return leaf;
    const Name& name = names_[i];
    Node made = object_node();
    made.at = span(0, equals_);
    const auto keys = name.is_star ? keys_of(node) : std::vector{name.text};
    if (keys.empty()) empty_star_ = std::max(empty_star_, i);
    for (const std::string& key : keys) {
      auto below = patch(child(node, key), i + 1, leaf);
      if (!below) continue;
      below->key_at = name.at;
      add(made, key, *std::move(below));
    }
    if (made.items.empty()) return std::nullopt;
    return made;
  }

  void explain_empty_star() {
    std::string above;
    for (std::size_t i = 0; i < empty_star_; ++i) above = join(above, names_[i].text);
    const std::string where = above.empty() ? "the plan" : "`" + above + "`";
    error_at(into_.diagnostics, names_[empty_star_].at, "WF0608", above,
             where + " has no keys that `*` could stand for", hint_above_star());
  }

  /// The first name on the way to the star that leads nowhere is probably misspelt.
  [[nodiscard]] std::string hint_above_star() const {
    std::string hint;
    const Node* node = &into_.document;
    for (std::size_t i = 0; node && i < empty_star_ && !names_[i].is_star; ++i) {
      const Node* next = child(node, names_[i].text);
      const auto keys = keys_of(node);
      const std::vector<std::string_view> views(keys.begin(), keys.end());
      if (!next) hint = did_you_mean(names_[i].text, views);
      node = next;
    }
    return hint.empty() ? "`*` stands for keys that are there: write the name of a new one" : hint;
  }

  Loaded& into_;
  const std::string& text_;
  std::uint16_t source_;
  std::size_t equals_ = 0;
  std::vector<Name> names_;
  std::size_t empty_star_ = 0;  ///< the deepest star that found no key
};

}  // namespace

void lay_setting(Loaded& into, const std::string& setting, std::size_t index) {
  Setting(into, setting, index).lay();
}

}  // namespace weft::io
