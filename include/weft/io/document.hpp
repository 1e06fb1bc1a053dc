// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace weft::io {

/// What a text is to the plan that it belongs to.
enum class SourceKind : std::uint8_t { plan, overlay, setting, prices, catalogue };

/// A text that was read: a plan, an overlay, a catalogue file, or one flag of the command line.
struct Source {
  std::string name;  ///< "plan.json", "<command line>:--set[2]", "builtin:switches/sn5600"
  std::string text;
  SourceKind kind = SourceKind::plan;
};
/// Span::source indexes this list.
using Sources = std::vector<Source>;

/// What parse() takes at most, so that no text can cost unbounded time or memory.
inline constexpr std::size_t most_bytes = std::size_t{16} << 20;
inline constexpr std::size_t most_values = 200'000;
inline constexpr std::size_t most_members = 5'000;  ///< keys of one object
inline constexpr std::size_t most_levels = 64;      ///< brackets inside brackets

struct Object {
  friend constexpr bool operator==(Object, Object) = default;
};
struct List {
  friend constexpr bool operator==(List, List) = default;
};

/// One JSON value with its place. Children of an object (with their keys) and of a list stand in
/// `items`, in the order in which they were written.
struct Node {
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List, Object> value;
  Span at;          ///< the value, quotes and brackets included
  std::string key;  ///< of a member of an object, escapes decoded
  Span key_at;      ///< the key, quotes included
  std::vector<Node> items;

  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(value); }
  [[nodiscard]] bool is_list() const { return std::holds_alternative<List>(value); }
  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(value); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value); }
  /// The member called `name`; null when there is none or this is no object.
  [[nodiscard]] const Node* find(std::string_view name) const;
  [[nodiscard]] Node* find(std::string_view name);
};

/// Reads JSON with comments. Every fault becomes an error with its span: syntax, duplicate keys
/// (the first one stays), numbers that no double holds, nesting or size past a limit, bad UTF-8.
/// A whole number is a std::int64_t while it fits, else a double. After a fault of syntax or size
/// the node is null and holds nothing; after duplicate keys the rest is still good to read.
/// \param source  index of the text in `sources`.  \throws std::out_of_range if there is none.
[[nodiscard]] Node parse(std::uint16_t source, const Sources& sources, Diagnostics& diagnostics);

/// RFC 7396 merge patch. What wins brings its own spans; null deletes. One thing more than the
/// RFC: an object whose keys are all positions of an existing list patches those items.
void merge(Node& into, const Node& patch);

/// A patch that sets one leaf: `at_path("fabrics.backend.switch", leaf)`. A name that contains dots
/// stands in double quotes: `at_path("parts.\"dac-1.6t\".price", leaf)`.
[[nodiscard]] Node at_path(std::string_view dotted, Node leaf);

/// The node at a dotted path, or null. List items are addressed by their index; a name that
/// contains dots may stand in quotes or plainly.
[[nodiscard]] const Node* find_path(const Node& root, std::string_view dotted);

/// Where a dotted path stands: its value; when missing, the nearest enclosing value that exists.
[[nodiscard]] Span locate(const Node& root, std::string_view dotted);

}  // namespace weft::io
