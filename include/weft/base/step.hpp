// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"

#include <cstddef>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace weft {

/// One member of each item of a list, as an input or a result of a step.
/// \param member  a member, or a function of an item and its position that gives a reference, or a
/// pointer: null where the item does not take part.
template <class List, class Member>
struct Across {
  const List& list;
  Member member;
};
template <class List, class Member>
[[nodiscard]] constexpr Across<List, Member> across(const List& list, Member member) {
  return {list, member};
}

/// Several results of one step.
template <class... Part>
[[nodiscard]] constexpr std::tuple<const Part&...> parts(const Part&... each) {
  return {each...};
}

namespace detail {
template <class Out, class F, class... In>
constexpr void make(Out& out, F& formula, const In&... in) {
  if constexpr (std::is_invocable_v<F&>) {
    formula();
  } else {
    out = std::invoke(formula, in...);
  }
}
}  // namespace detail

/// Evaluates `out = formula(in...)` and nothing else: the form that runs millions of times.
/// A formula without arguments reads its inputs and fills its results in their places, which keeps
/// the room of series; then `in` names what it reads, and a test moves every input of a plan to see
/// that nothing is missing. An input may be a pointer: null where there is none.
struct Plainly {
  template <class Out, class F, class... In>
  constexpr void operator()(const Formula&, Out&& out, F&& formula, const In&... in) const {
    detail::make(out, formula, in...);
  }
};

/// A place in memory with its type: a struct and its first member share an address.
struct Place {
  const void* at = nullptr;
  const Type* type = nullptr;
};

/// Which formula made which value from which values. The inputs are the arguments of the very call
/// that computed, so the list cannot drift from the computation.
struct Edge {
  const Formula* card = nullptr;
  Place out;
  std::vector<Place> in;
};

namespace detail {

template <class T>
void add_places(const T& one, std::vector<Place>& into);
template <class List, class Member>
void add_places(const Across<List, Member>& some, std::vector<Place>& into);
template <class... Part>
void add_places(const std::tuple<Part...>& several, std::vector<Place>& into);

template <class T>
void add_places(const T& one, std::vector<Place>& into) {
  if constexpr (std::is_pointer_v<T>) {
    if (one) add_places(*one, into);
  } else {
    into.push_back({&one, &type_of<T>()});
  }
}
template <class List, class Member>
void add_places(const Across<List, Member>& some, std::vector<Place>& into) {
  std::size_t at = 0;
  for (const auto& each : some.list) {
    if constexpr (std::is_invocable_v<const Member&, decltype(each), std::size_t>) {
      decltype(auto) found = some.member(each, at);
      add_places(found, into);
    } else {
      add_places(std::invoke(some.member, each), into);
    }
    ++at;
  }
}
template <class... Part>
void add_places(const std::tuple<Part...>& several, std::vector<Place>& into) {
  std::apply([&](const auto&... each) { (add_places(each, into), ...); }, several);
}

}  // namespace detail

/// The recorded twin of Plainly: same calls, same results, and an Edge for each result.
class Recording {
 public:
  template <class Out, class F, class... In>
  void operator()(const Formula& card, Out&& out, F&& formula, const In&... in) {
    detail::make(out, formula, in...);
    std::vector<Place> from;
    (detail::add_places(in, from), ...);
    std::vector<Place> made;
    detail::add_places(out, made);
    for (const Place& each : made) edges_.push_back({&card, each, from});
  }
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }

 private:
  std::vector<Edge> edges_;
};

}  // namespace weft
