// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/note.hpp"
#include "weft/io/document.hpp"
#include "weft/io/let.hpp"
#include "weft/io/quantity_text.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace weft::io {

/// Answers for `Row::refers` and `Row::keys`: a catalogue kind ("switch") or a map of the plan
/// ("/clusters"). What is not set is not checked.
struct References {
  std::function<bool(std::string_view kind, std::string_view id)> known;
  std::function<std::vector<std::string>(std::string_view kind)> names;  ///< for suggestions
};

/// What reading needs beside the node, and where it says what it found.
struct ReadContext {
  Diagnostics& diagnostics;
  Notes& notes;
  const Let* let = nullptr;
  Currencies currencies{};
  References references{};
  const Type* root = nullptr;                 ///< to say where an unknown key would be legal
  std::vector<std::string> read_elsewhere{};  ///< keys of the root that somebody else reads
  std::set<std::string, std::less<>> used{};  ///< `let` names that were used
};

/// Reads a node into a described value. Every fault becomes a diagnostic with its path and span,
/// and reading goes on; a leaf that cannot be read keeps its default and has a bad Note. Every leaf
/// that was written has a Note under its full dotted path ("traffic.input.mean", also when "input"
/// was written bare: `note_at` finds it under both).
///
/// Keys of a map are snake_case names; where `Row::keys` (or `Row::refers`, unless the elements are
/// texts) names a catalogue kind or a map of the plan, they are references, and "*" stands for
/// all; any other word in `Row::keys` ("role") allows letters, digits, "_" and "-".
void read(const Node& node, const Type& type, void* into, const std::string& path,
          ReadContext& context);

/// The note of a leaf, also when `path` names the record whose bare member it is.
[[nodiscard]] const Note* note_at(const Notes& notes, const Type& root, std::string_view path);

}  // namespace weft::io
