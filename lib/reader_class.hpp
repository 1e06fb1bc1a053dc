// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "number.hpp"
#include "weft/base/calendar.hpp"
#include "weft/base/per_period.hpp"
#include "weft/io/reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace weft::io {

/// A leaf before it is stored, so that a bad one leaves no trace. std::size_t: index of a word.
using LeafValue = std::variant<double, PerPeriod, bool, CalendarMonth, std::string, std::size_t>;

/// A node with everything around its value taken off: { "is": ... } and "=name".
struct Peeled {
  const Node* node = nullptr;
  Note note;                             ///< provenance on the way, outermost first
  std::string let;                       ///< name of the last `let` that was passed
  std::optional<Expression> expression;  ///< "=a * b": there is no single node behind it
  std::optional<NodeFault> fault;
  bool silent = false;  ///< the fault was already reported where it stands
};

/// Names of the members that are stored, not computed.
[[nodiscard]] std::vector<std::string_view> stored_names(const Type& record);
/// Words of a choice or a variant.
[[nodiscard]] std::vector<std::string_view> words_of(const Type& type);
/// "a, b, c".
[[nodiscard]] std::string listed(const std::vector<std::string_view>& words);

/// The value as it was written, cut where it is long.
[[nodiscard]] std::string in_words(const Node& node);
/// 2^53: a double holds each whole number up to it.
inline constexpr double largest_count = 9007199254740992.0;

class Reader {
 public:
  explicit Reader(ReadContext& context) : context_(context) {}

  /// Reads any shape; `row` is the row that holds the value.
  void value(const Node& node, const Type& type, void* into, const std::string& path,
             const Row& row);

 private:
  // reader.cpp: what has parts
  void record(const Node& node, const Type& type, void* into, const std::string& path,
              const Row& holder);
  void members(const Node& node, const Type& type, void* into, const std::string& path,
               const Row& holder, bool has_kind);
  [[nodiscard]] bool is_read_elsewhere(std::string_view key, const std::string& path) const;
  void member(const Node& node, const Row& row, void* record, const std::string& path);
  void variant(const Node& node, const Type& type, void* into, const std::string& path,
               const Row& row);
  void list(const Node& node, const Type& type, void* into, const std::string& path,
            const Row& row);
  void map(const Node& node, const Type& type, void* into, const std::string& path, const Row& row);
  void wrong_type(const Node& node, const std::string& path, std::string wants,
                  std::string hint = {});

  // reader_keys.cpp: keys and names
  /// The stored row that a member is for, also under its old name; null when there is none.
  const Row* row_of(const Node& member, const Type& type, const std::string& path);
  void missing(const Node& node, const Type& type, const std::string& path,
               const std::vector<std::string_view>& written,
               const std::vector<std::string_view>& unknown);
  void unknown_key(const Node& member, const Type& type, const std::string& path);
  bool key_is_good(const Node& member, const Type& type, const std::string& path, const Row& row);
  [[nodiscard]] bool are_references(std::string_view kind, const Row& row) const;
  bool is_known(std::string_view kind, const std::string& id, const Span& at,
                const std::string& path);

  // reader_forecast.cpp: values by month
  void monthly(const Node& node, const Type& type, void* into, const std::string& path,
               const Row& row);
  void forecast(const Peeled& peeled, const Type& type, void* into, const std::string& path,
                const Row& row);

  // reader_peel.cpp: what stands around a value
  Peeled peel(const Node& node);
  /// Takes one layer off; false when there was none, or when what is left is no single node.
  bool peel_layer(Peeled& made);
  bool peel_expression(Peeled& made, const std::string& text);
  void check_names(Peeled& made, const Expression& program);
  /// Peels; reports a fault and returns nothing, or a peeled node whose provenance the leaves
  /// inside then inherit.
  std::optional<Peeled> open(const Node& node, const std::string& path);
  /// At the written node, or at the `let` that it names when the fault is in the text there.
  void report(const Node& node, const Peeled& peeled, const std::string& path,
              const NodeFault& fault);
  void add(std::string code, const std::string& path, std::string message, std::string hint,
           const Span& at, Severity severity = Severity::error);

  // reader_values.cpp: leaves
  std::optional<LeafValue> leaf(const Node& node, const Type& type, const std::string& path,
                                const Row& row);
  void store(const Type& type, void* into, const LeafValue& value);
  std::optional<LeafValue> number(const Node& node, const Peeled& peeled, const Type& type,
                                  const std::string& path, const Row& row, Note& note);
  std::optional<LeafValue> word(const Node& node, const Peeled& peeled, const Type& type,
                                const std::string& path, const Row& row);

  // reader_range.cpp
  bool in_range(const Node& node, const Peeled& peeled, const Type& type, const Reading& reading,
                const std::string& path, const Row& row);

  friend class Inherit;
  ReadContext& context_;
  Note inherited_;  ///< provenance of the value object around the part that is being read
  int depth_ = 0;
};

/// While it lives, leaves inherit this provenance.
class Inherit {
 public:
  Inherit(Reader& reader, const Note& note) : reader_(reader), before_(reader.inherited_) {
    reader_.inherited_ = note;
  }
  ~Inherit() { reader_.inherited_ = before_; }
  Inherit(const Inherit&) = delete;
  Inherit& operator=(const Inherit&) = delete;

 private:
  Reader& reader_;
  Note before_;
};

}  // namespace weft::io
