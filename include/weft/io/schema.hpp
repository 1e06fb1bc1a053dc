// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/io/document.hpp"

#include <string>
#include <string_view>

namespace weft::io {

/// JSON Schema (2020-12) of everything that `read` accepts for a type. It knows words, keys and
/// members; that a quantity has the right unit only `read` can tell, so texts come with a
/// description, the unit and an example. `title` and `id` head the document.
[[nodiscard]] Node schema(const Type& root, std::string_view title, std::string_view id);

/// The schema as text, with a line feed at the end.
[[nodiscard]] std::string schema_text(const Type& root, std::string_view title,
                                      std::string_view id);

/// What a person should know of a dotted path: meaning, type, unit, range, default, what it refers
/// to, members. Any word, also "*", stands for a name in a map. Empty when there is no such path.
[[nodiscard]] std::string document_path(const Type& root, std::string_view dotted);

}  // namespace weft::io
