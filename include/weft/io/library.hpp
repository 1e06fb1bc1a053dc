// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/base/note.hpp"
#include "weft/catalog/catalogue.hpp"
#include "weft/io/document.hpp"
#include "weft/io/reader.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::io {

/// A kind of record: its word in plans ("switch"), its folder in models/ ("switches"), its type.
struct RecordKind {
  std::string_view word;
  std::string_view folder;
  const Type& (*type)() = nullptr;
  bool is_part = true;  ///< stands in a Catalogue and may be written under `parts`
  bool brings = true;   ///< a plan that names it needs the records that it names
};
[[nodiscard]] std::span<const RecordKind> record_kinds();
[[nodiscard]] const RecordKind* find_kind(std::string_view word);

/// The shipped catalogue with everything that a plan lays over it: price books, files of parts, the
/// plan's own `parts`. A record is made when it is asked for; later layers win field by field, and
/// each field keeps its span.
class Library {
 public:
  explicit Library(Sources& sources) : sources_(sources) {}

  /// A price book of the shipped catalogue by name; false when there is none.
  [[nodiscard]] bool use_book(std::string_view name);
  /// A price book that was read from a file.
  void use_book(Node book);
  /// A map from id to record, each with its "kind": a file of parts, or `parts` of a plan.
  void use_parts(const Node& parts, const std::string& path, Diagnostics& diagnostics);

  [[nodiscard]] bool known(std::string_view kind, std::string_view id) const;
  [[nodiscard]] std::vector<std::string> names(std::string_view kind) const;
  /// Whether a plan or a file of parts says anything of the record: else all but its prices is as
  /// it ships.
  [[nodiscard]] bool is_brought(std::string_view kind, std::string_view id) const;
  /// Counts a shipped record among the sources although what it says is known already.
  void list_source(std::string_view kind, std::string_view id) const;
  /// The record as text, all layers merged.
  [[nodiscard]] std::optional<Node> record(std::string_view kind, std::string_view id) const;

  /// Reads a record and all that it names into the catalogue, each once. Notes stand under
  /// "switches.sn5600.power.typical".
  void require(std::string_view kind, std::string_view id, catalog::Catalogue& into, Notes& notes,
               Diagnostics& diagnostics) const;

  /// Reads what the plan and its files bring themselves, also what nothing names: so that each of
  /// their faults is found.
  void require_own(catalog::Catalogue& into, Notes& notes, Diagnostics& diagnostics) const;

  [[nodiscard]] References references() const;

 private:
  [[nodiscard]] std::optional<Node> builtin(std::string_view folder, std::string_view id) const;
  [[nodiscard]] std::uint16_t source_of(std::string_view shipped, std::string_view text) const;

  Sources& sources_;
  mutable std::map<std::string_view, std::uint16_t> opened_;  ///< shipped files in sources_
  std::vector<Node> books_;
  std::map<std::string, std::map<std::string, Node, std::less<>>, std::less<>>
      parts_;  // by kind, id
};

/// Text of a file of the shipped models/ or examples/ ("examples/minimal"), without ".json".
[[nodiscard]] std::optional<std::string_view> shipped_text(std::string_view path);
/// SHA-256 of that file, 64 hexadecimal digits.
[[nodiscard]] std::optional<std::string_view> shipped_hash(std::string_view path);
/// Paths of shipped files below a folder ("switches"), sorted.
[[nodiscard]] std::vector<std::string_view> shipped_paths(std::string_view folder);

}  // namespace weft::io
