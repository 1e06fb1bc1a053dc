// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/dimension.hpp"
#include "weft/base/formula.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weft {

/// What a C++ type is to the functions that read, write and document it.
enum class Shape : std::uint8_t {
  truth,     // bool
  count,     // std::int64_t
  ratio,     // double without a unit
  quantity,  // Boost.Units quantity
  growth,    // PerPeriod: compounds
  month,     // CalendarMonth
  text,      // std::string
  choice,    // enum, described by words<E>
  record,    // struct, described by fields<S>
  optional,  // std::optional<T>
  list,      // std::vector<T>
  map,       // Named<T>
  monthly,   // Monthly<T>: one value or a forecast by month
  variant,   // std::variant of records, described by words<V>
  feasible,  // Feasible<T>
};

enum class Need : std::uint8_t { defaulted, required };
/// How the single value of a metric with a series is made from it.
enum class Over : std::uint8_t { none, worst, mean, sum, end, design, once };
/// Which way a limit on a metric points: a floor for `more`, a ceiling for `less`.
enum class Better : std::uint8_t { neither, more, less };

/// Legal values in SI base units, both ends included.
struct Range {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
};

/// A word of an enum or a kind of a variant, in the order of the enumerators or alternatives.
struct Case {
  std::string_view word;
  std::string_view doc;
};

struct Row;
struct Infeasible;

/// Receives one child of a map, list or monthly value: its key (empty in a list) and its address.
using Visit = void (*)(void* context, std::string_view key, const void* child);

/// A C++ type without its type: enough to read, write and document any value of it.
/// Functions that do not apply to the shape are null.
struct Type {
  Shape shape{};
  Dimension dimension{};
  std::string_view name;               // "Budget": for messages to programmers and $defs of schemas
  const Type& (*element)() = nullptr;  // of optional, list, map, monthly, feasible
  std::span<const Row> (*rows)() = nullptr;    // of record
  std::span<const Case> (*cases)() = nullptr;  // of choice, variant
  double (*get)(const void*) = nullptr;        // count, ratio, quantity, growth (its fraction)
  void (*set)(void*, double) = nullptr;
  void* (*make)(void*, std::string_view key) = nullptr;       // map, monthly: by key; list: append;
                                                              // optional, feasible: engage
  void* (*find)(void*, std::string_view key) = nullptr;       // map, monthly: null when missing;
                                                              // optional, feasible: null when empty
  void (*each)(const void*, void* context, Visit) = nullptr;  // map, monthly, list
  std::size_t (*index)(const void*) = nullptr;                // choice, variant
  void (*pick)(void*, std::size_t) = nullptr;                 // choice, variant (fresh alternative)
  const Type& (*alternative)(std::size_t) = nullptr;          // variant
  void* (*held)(void*) = nullptr;                             // variant: the held alternative
  void (*clear)(void*) = nullptr;                             // optional, list, monthly: empty it
  const void* (*blank)() = nullptr;                           // record: one with every default
  const Infeasible* (*why)(const void*) = nullptr;  // feasible: null when there is a value
};

/// The one Type of T. Defined by base/type_of.hpp, which only compiled parts and tests include.
template <class T>
const Type& type_of();

/// One line of a struct's table: everything that any consumer needs to know of a member.
struct Row {
  std::string_view name;
  std::string_view doc;
  const Type& (*type)() = nullptr;
  void* (*at)(void*) = nullptr;            // address of the stored member
  double (*value)(const void*) = nullptr;  // computed rows: total(), mfu()
  Dimension dimension{};                   // of computed rows; stored rows ask their type
  bool computed = false;  // a flag: g++ 12 with UBSan cannot compare function pointers in constexpr
  Range range{};
  Need need = Need::defaulted;
  std::string_view shown{};    // "Gb/s": unit in documentation, help and human output
  std::string_view refers{};   // "switch": a catalogue kind, or "/clusters": names in the plan
  std::string_view keys{};     // what the keys of a map are, unless free names: "role", "switch"
  std::string_view label{};    // what a bare number counts: "GPU"
  std::string_view because{};  // source of the default: source id or one clause
  std::string_view was{};      // old name, read as an alias for one major version
  std::string_view pending{};  // not yet computed: what reading it is good for today
  const Formula* card = nullptr;
  Over over_time = Over::none;
  Better better = Better::neither;
  bool is_metric = false;
  bool is_monthly = false;    // a metric with a series
  bool is_bare = false;       // the member that a bare value stands for: "topology": "tree"
  bool is_automatic = false;  // "auto" is legal and leaves the member empty
  bool is_inlined = false;    // members stand under the parent's path, without this row's name
  bool is_label = false;      // only a label: changing it changes no number
  bool is_private = false;    // a price: may be redacted

  // Builders: each returns the row with one thing more said about it.
  template <class M>
  constexpr Row with(M Row::*member, std::type_identity_t<M> setting) const {
    Row row = *this;
    row.*member = setting;
    return row;
  }
  constexpr Row in(std::string_view unit) const { return with(&Row::shown, unit); }
  constexpr Row between(double least, double most) const {
    return with(&Row::range, {least, most});
  }
  constexpr Row at_least(double least) const { return between(least, range.most); }
  constexpr Row required() const { return with(&Row::need, Need::required); }
  constexpr Row refers_to(std::string_view kind) const { return with(&Row::refers, kind); }
  constexpr Row keyed_by(std::string_view kind) const { return with(&Row::keys, kind); }
  constexpr Row counts(std::string_view what) const { return with(&Row::label, what); }
  constexpr Row default_from(std::string_view source) const { return with(&Row::because, source); }
  constexpr Row renamed_from(std::string_view old) const { return with(&Row::was, old); }
  constexpr Row not_yet(std::string_view why) const { return with(&Row::pending, why); }
  constexpr Row by(const Formula& formula) const { return with(&Row::card, &formula); }
  constexpr Row bare() const { return with(&Row::is_bare, true); }
  constexpr Row automatic() const { return with(&Row::is_automatic, true); }
  constexpr Row inlined() const { return with(&Row::is_inlined, true); }
  constexpr Row only_label() const { return with(&Row::is_label, true); }
  constexpr Row redactable() const { return with(&Row::is_private, true); }
  constexpr Row metric(Over over, Better direction = Better::neither) const {
    Row row = with(&Row::is_metric, true);
    row.over_time = over;
    row.better = direction;
    return row;
  }
  constexpr Row monthly() const { return with(&Row::is_monthly, true); }
};

/// Dimension of a quantity type; the units layer answers for Boost.Units.
template <class Q>
inline constexpr Dimension dimension_of{};
template <class Q>
inline constexpr bool is_quantity = false;

struct Undescribed {};
/// The table of struct S: `template <> inline constexpr auto fields<S> = std::array{...}`.
template <class S>
inline constexpr Undescribed fields{};
/// The words of enum E or the kinds of variant E.
template <class E>
inline constexpr Undescribed words{};
/// Name of S in schemas and messages; optional.
template <class S>
inline constexpr std::string_view type_name = "record";

namespace detail {

template <class M>
struct Member;
template <class S, class M>
struct Member<M S::*> {
  using Struct = S;
  using Value = M;
};
template <class S, class R>
struct Member<R (S::*)() const> {
  using Struct = S;
  using Value = R;
};
template <class S, class R>
struct Member<R (S::*)() const noexcept> : Member<R (S::*)() const> {};

template <class V>
constexpr double as_double(const V& value) {
  if constexpr (is_quantity<V>) {
    return value.value();
  } else {
    return static_cast<double>(value);
  }
}

}  // namespace detail

/// A row for a data member, or for a const member function that computes a number.
template <auto Pointer>
constexpr Row row(std::string_view name, std::string_view doc) {
  using Found = detail::Member<decltype(Pointer)>;
  using S = typename Found::Struct;
  using M = typename Found::Value;
  Row made;
  made.name = name;
  made.doc = doc;
  if constexpr (std::is_member_function_pointer_v<decltype(Pointer)>) {
    made.value = [](const void* self) {
      return detail::as_double((static_cast<const S*>(self)->*Pointer)());
    };
    made.computed = true;
    made.dimension = dimension_of<M>;
  } else {
    made.type = &type_of<M>;
    made.at = [](void* self) -> void* { return &(static_cast<S*>(self)->*Pointer); };
    made.dimension = dimension_of<M>;
  }
  return made;
}

namespace detail {

struct Anything {
  template <class T>
  operator T() const;  // NOLINT: only for counting members, never defined
};
// Whether S can be written with as many values as the sequence is long, and with no more.
template <class S, std::size_t... I>
constexpr bool takes_just(std::index_sequence<I...>) {
  return requires { S{((void)I, Anything{})...}; }
  &&!requires { S{((void)I, Anything{})..., Anything{}}; };
}
template <class S>
constexpr std::size_t stored_rows() {
  std::size_t stored = 0;
  for (const Row& each : fields<S>) stored += each.computed ? 0U : 1U;
  return stored;
}

}  // namespace detail

/// True when the table of S has a row for each member: put it in a static_assert below the table.
/// `Hidden` members are kept out of the table on purpose.
template <class S, std::size_t Hidden = 0>
constexpr bool describes_all() {
  return detail::takes_just<S>(std::make_index_sequence<detail::stored_rows<S>() + Hidden>{});
}

}  // namespace weft
