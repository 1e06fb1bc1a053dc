// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::io {

/// A single value: no children of its own.
[[nodiscard]] constexpr bool is_leaf(Shape shape) { return shape <= Shape::choice; }
/// A leaf that is a number.
[[nodiscard]] constexpr bool is_number(Shape shape) {
  return shape >= Shape::count && shape <= Shape::growth;
}

/// The row of `record` that a bare value stands for; null when there is none.
[[nodiscard]] const Row* bare_row(const Type& record);
/// The row called `name`; null when there is none.
[[nodiscard]] const Row* find_row(const Type& record, std::string_view name);
/// What holds for a member of a record: when the record has a bare row, its rows take the unit,
/// range and label of the row that holds the record, where they say nothing themselves. So one
/// `Spread<Q>` serves each field that varies.
[[nodiscard]] Row effective(const Row& holder, const Type& record, const Row& member);
/// What a path may mean by the types alone: each alternative of a variant may answer. Any word,
/// also
/// "*", stands for a name in a map, an item of a list or a month.
struct Meaning {
  Row row;
  const Type* type = nullptr;  ///< null for a computed row
};
[[nodiscard]] std::vector<Meaning> find_types(const Type& root, std::string_view dotted);
/// The type inside optionals, feasibles and forecasts.
[[nodiscard]] const Type& inner(const Type& type);

/// "a.b"; "b" when `path` is empty.
[[nodiscard]] std::string join(std::string_view path, std::string_view name);

/// One place of a value. `type` is null for a computed row: then `at` is the struct that computes.
/// For the kind of a variant, `type` is the variant's and the path ends in ".kind".
struct Place {
  std::string path;
  Row row;
  const Type* type = nullptr;
  void* at = nullptr;
  const Infeasible* why = nullptr;  ///< an absent Feasible: there is no value, for this reason

  /// The number here: of a stored or a computed leaf; nothing for other shapes and absent values.
  [[nodiscard]] std::optional<double> number() const;
  /// Dimension of the number here.
  [[nodiscard]] Dimension dimension() const { return type ? type->dimension : row.dimension; }
};
using Visitor = std::function<void(const Place&)>;

/// Visits each leaf in the order of the tables: stored and computed rows, map entries
/// ("clusters.train.count"), list items ("steps.0"), forecasts ("price.2027-01"; a constant has the
/// plain path), the kind and members of the held alternative. Absent optionals have no leaves.
void walk(const Type& type, const void* value, const std::string& path, const Visitor& visit);

/// The place at a dotted path: a leaf, or a whole record, map, list. Optionals are looked through.
[[nodiscard]] std::optional<Place> find(const Type& root, void* value, std::string_view dotted);
/// As `find`, and a record with a bare row gives the place of that row: "traffic.input" is
/// "traffic.input.mean". Notes are kept under this path.
[[nodiscard]] std::optional<Place> find_leaf(const Type& root, void* value,
                                             std::string_view dotted);

/// From addresses to paths. A struct and its first member share an address, so the type decides.
class Index {
 public:
  Index(const Type& type, const void* root, const std::string& prefix);
  /// The path of the object of this type at this address. With a null type: the outermost object.
  [[nodiscard]] std::optional<std::string> path(const void* at, const Type* type) const;
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  void add(const Type& type, const void* at, const std::string& path);
  std::multimap<const void*, std::pair<const Type*, std::string>> places_;
};

}  // namespace weft::io
