// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/note.hpp"
#include "weft/io/document.hpp"
#include "weft/io/quantity_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace weft::io {

/// A fault with the node that has it. Offsets are meant within the node's text.
struct NodeFault {
  const Node* node = nullptr;
  TextFault fault;
};

/// "100 Gb/s": a text that a field with these expectations takes.
[[nodiscard]] std::string example_of(const Expect& expect);

/// A plain number or a quantity text; no object.
[[nodiscard]] std::variant<Reading, TextFault> read_number(const Node& node, const Expect& expect,
                                                           const Currencies& currencies);

/// True for { "is": ... } and { "dist": ... }: a value with what is known about it.
[[nodiscard]] bool is_value_object(const Node& node);
/// Fills what `note` does not know yet from the members "from", "as_of", "until" and "basis".
/// `extra` are further legal keys. Returns the first fault.
[[nodiscard]] std::optional<NodeFault> read_provenance(
    const Node& object, Note& note, std::initializer_list<std::string_view> extra);

/// A { "dist": ... } as its median and its P5..P95; `Reading::range` is always set.
/// Each parameter is read as `expect` says.
[[nodiscard]] std::variant<Reading, NodeFault> read_distribution(const Node& object,
                                                                 const Expect& expect,
                                                                 const Currencies& currencies);
/// The first parameter of a distribution: it tells the dimension of a `let`. Null when there is
/// none.
[[nodiscard]] const Node* first_parameter(const Node& distribution, Node& scratch);

}  // namespace weft::io
