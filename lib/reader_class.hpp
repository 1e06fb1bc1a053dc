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
  void member(const Node& node, const Row& row, void* record, const std::string& path);
  void missing(const Node& node, const Type& type, const std::string& path,
               const std::vector<std::string_view>& written,
               const std::vector<std::string_view>& unknown);
  void unknown_key(const Node& member, const Type& type, const std::string& path);
  void variant(const Node& node, const Type& type, void* into, const std::string& path,
               const Row& row);
  void list(const Node& node, const Type& type, void* into, const std::string& path,
            const Row& row);
  void map(const Node& node, const Type& type, void* into, const std::string& path, const Row& row);
  bool key_is_good(const Node& member, const Type& type, const std::string& path, const Row& row);
  void monthly(const Node& node, const Type& type, void* into, const std::string& path,
               const Row& row);
  void forecast(const Peeled& peeled, const Type& type, void* into, const std::string& path,
                const Row& row);
  void wrong_type(const Node& node, const std::string& path, std::string wants,
                  std::string hint = {});
  bool is_known(std::string_view kind, const std::string& id, const Span& at,
                const std::string& path);

  // reader_values.cpp: leaves
  Peeled peel(const Node& node);
  /// Peels; reports a fault and returns nothing, or a peeled node whose provenance the leaves
  /// inside then inherit.
  std::optional<Peeled> open(const Node& node, const std::string& path);
  std::optional<LeafValue> leaf(const Node& node, const Type& type, const std::string& path,
                                const Row& row);
  void store(const Type& type, void* into, const LeafValue& value);
  std::optional<LeafValue> number(const Node& node, const Peeled& peeled, const Type& type,
                                  const std::string& path, const Row& row, Note& note);
  std::optional<LeafValue> word(const Node& node, const Peeled& peeled, const Type& type,
                                const std::string& path, const Row& row);
  bool in_range(const Node& node, const Peeled& peeled, const Type& type, const Reading& reading,
                const std::string& path, const Row& row);
  /// At the written node, or at the `let` that it names when the fault is in the text there.
  void report(const Node& node, const Peeled& peeled, const std::string& path,
              const NodeFault& fault);
  void add(std::string code, const std::string& path, std::string message, std::string hint,
           const Span& at, Severity severity = Severity::error);

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
