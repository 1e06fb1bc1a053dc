// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/io/document.hpp"

#include <string>
#include <string_view>

namespace weft::io {

/// The shortest text of a number that reads back to the same bits; null for what is not finite.
[[nodiscard]] std::string number_text(double value);
/// A JSON string literal, quotes included.
[[nodiscard]] std::string quoted(std::string_view text);

/// JSON text of a tree: on one line, or over lines (`pretty`) where what fits in `width` columns
/// stays on one line.
[[nodiscard]] std::string json_text(const Node& node);
[[nodiscard]] std::string pretty_json(const Node& node, std::size_t width = 100);

/// To build trees: members are appended in order.
[[nodiscard]] Node object_node();
[[nodiscard]] Node list_node();
[[nodiscard]] Node text_node(std::string_view text);
Node& add(Node& object, std::string_view key, Node value);

/// What to leave out when a struct is written.
enum class Write : std::uint8_t {
  everything,
  changes,  ///< members that equal their default are left out, unless required
};

/// A described value as canonical JSON: quantities as texts in the unit of their row. Absent
/// optionals are left out. Reading what was written gives the same value, bit for bit.
[[nodiscard]] Node write(const Type& type, const void* value, Write what = Write::everything);

}  // namespace weft::io
