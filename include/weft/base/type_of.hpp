// SPDX-License-Identifier: Apache-2.0
// Makes the Type of a C++ type. Include it only where types are made (lib/types.cpp, tests with
// structs of their own): each struct costs the compiler about 50 ms.
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/monthly.hpp"
#include "weft/base/named.hpp"
#include "weft/base/per_period.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace weft {
namespace detail {

template <class T>
struct Erase;

template <class T>
T& as(void* at) {
  return *static_cast<T*>(at);
}
template <class T>
const T& as(const void* at) {
  return *static_cast<const T*>(at);
}

template <class T>
constexpr Type numeric(Shape shape) {
  Type type;
  type.shape = shape;
  type.dimension = dimension_of<T>;
  type.get = [](const void* at) { return as_double(as<T>(at)); };
  type.set = [](void* at, double value) {
    if constexpr (is_quantity<T>) {
      as<T>(at) = T::from_value(value);
    } else {
      as<T>(at) = static_cast<T>(value);
    }
  };
  return type;
}

template <class T>
constexpr Type plain(Shape shape) {
  Type type;
  type.shape = shape;
  return type;
}

template <class T>
requires is_quantity<T>
struct Erase<T> {
  static constexpr Type make() { return numeric<T>(Shape::quantity); }
};
template <>
struct Erase<double> {
  static constexpr Type make() { return numeric<double>(Shape::ratio); }
};
template <>
struct Erase<std::int64_t> {
  static constexpr Type make() { return numeric<std::int64_t>(Shape::count); }
};
template <>
struct Erase<PerPeriod> {
  static constexpr Type make() {
    Type type = plain<PerPeriod>(Shape::growth);
    type.get = [](const void* at) { return as<PerPeriod>(at).fraction; };
    type.set = [](void* at, double value) { as<PerPeriod>(at).fraction = value; };
    return type;
  }
};
template <>
struct Erase<bool> {
  static constexpr Type make() { return plain<bool>(Shape::truth); }
};
template <>
struct Erase<CalendarMonth> {
  static constexpr Type make() { return plain<CalendarMonth>(Shape::month); }
};
template <>
struct Erase<std::string> {
  static constexpr Type make() { return plain<std::string>(Shape::text); }
};

template <class E>
requires std::is_enum_v<E>
struct Erase<E> {
  static constexpr Type make() {
    Type type = plain<E>(Shape::choice);
    type.cases = [] { return std::span<const Case>(words<E>); };
    type.index = [](const void* at) { return static_cast<std::size_t>(as<E>(at)); };
    type.pick = [](void* at, std::size_t i) { as<E>(at) = static_cast<E>(i); };
    return type;
  }
};

template <class S>
requires(!std::same_as<std::remove_cv_t<decltype(fields<S>)>, Undescribed>) struct Erase<S> {
  static constexpr Type make() {
    Type type = plain<S>(Shape::record);
    type.name = type_name<S>;
    type.rows = [] { return std::span<const Row>(fields<S>); };
    type.blank = []() -> const void* {
      static const S blank{};
      return std::addressof(blank);
    };
    return type;
  }
};

template <class T>
struct Erase<std::optional<T>> {
  static constexpr Type make() {
    Type type = plain<std::optional<T>>(Shape::optional);
    type.element = &type_of<T>;
    type.make = [](void* at, std::string_view) -> void* {
      return std::addressof(as<std::optional<T>>(at).emplace());
    };
    type.find = [](void* at, std::string_view) -> void* {
      auto& held = as<std::optional<T>>(at);
      return held ? std::addressof(*held) : nullptr;
    };
    type.clear = [](void* at) { as<std::optional<T>>(at).reset(); };
    return type;
  }
};

template <class T>
struct Erase<Feasible<T>> {
  static constexpr Type make() {
    Type type = plain<Feasible<T>>(Shape::feasible);
    type.element = &type_of<T>;
    type.make = [](void* at, std::string_view) -> void* {
      auto& held = as<Feasible<T>>(at);
      held = T{};
      return std::addressof(*held);
    };
    type.find = [](void* at, std::string_view) -> void* {
      auto& held = as<Feasible<T>>(at);
      return held ? std::addressof(*held) : nullptr;
    };
    type.why = [](const void* at) -> const Infeasible* {
      const auto& held = as<Feasible<T>>(at);
      return held ? nullptr : std::addressof(held.why());
    };
    return type;
  }
};

template <class T>
struct Erase<std::vector<T>> {
  static constexpr Type make() {
    Type type = plain<std::vector<T>>(Shape::list);
    type.element = &type_of<T>;
    type.make = [](void* at, std::string_view) -> void* {
      return std::addressof(as<std::vector<T>>(at).emplace_back());
    };
    type.each = [](const void* at, void* context, Visit visit) {
      for (const T& each : as<std::vector<T>>(at)) visit(context, {}, std::addressof(each));
    };
    type.clear = [](void* at) { as<std::vector<T>>(at).clear(); };
    return type;
  }
};

template <class T>
struct Erase<Named<T>> {
  static constexpr Type make() {
    Type type = plain<Named<T>>(Shape::map);
    type.element = &type_of<T>;
    type.make = [](void* at, std::string_view key) -> void* {
      return std::addressof(as<Named<T>>(at)[key]);
    };
    type.find = [](void* at, std::string_view key) -> void* { return as<Named<T>>(at).find(key); };
    type.each = [](const void* at, void* context, Visit visit) {
      for (const auto& each : as<Named<T>>(at)) visit(context, each.name, &each.value);
    };
    return type;
  }
};

template <class T>
struct Erase<Monthly<T>> {
  static constexpr Type make() {
    Type type = plain<Monthly<T>>(Shape::monthly);
    type.element = &type_of<T>;
    type.dimension = dimension_of<T>;
    // An empty key is the constant; else "2027-01". Keys must come in ascending order.
    type.make = [](void* at, std::string_view key) -> void* {
      auto& points = as<Monthly<T>>(at).points;
      points.push_back({parse_month(key).value_or(CalendarMonth{}), T{}});
      return std::addressof(points.back().value);
    };
    type.find = [](void* at, std::string_view key) -> void* {
      const auto month = parse_month(key).value_or(CalendarMonth{});
      for (auto& each : as<Monthly<T>>(at).points) {
        if (each.month == month) return std::addressof(each.value);
      }
      return nullptr;
    };
    type.each = [](const void* at, void* context, Visit visit) {
      for (const auto& each : as<Monthly<T>>(at).points) {
        const bool constant = each.month == CalendarMonth{};
        visit(context, constant ? std::string() : format_month(each.month), &each.value);
      }
    };
    type.clear = [](void* at) { as<Monthly<T>>(at).points.clear(); };
    return type;
  }
};

template <class... T>
struct Erase<std::variant<T...>> {
  using V = std::variant<T...>;
  static constexpr Type make() {
    static_assert(words<V>.size() == sizeof...(T), "one kind for each alternative");
    Type type = plain<V>(Shape::variant);
    type.cases = [] { return std::span<const Case>(words<V>); };
    type.index = [](const void* at) { return as<V>(at).index(); };
    type.pick = [](void* at, std::size_t i) {
      using Make = void (*)(V&);
      static constexpr Make makers[] = {[](V& held) { held.template emplace<T>(); }...};
      makers[i](as<V>(at));
    };
    type.alternative = [](std::size_t i) -> const Type& {
      using Get = const Type& (*)();
      static constexpr Get types[] = {&type_of<T>...};
      return types[i]();
    };
    type.held = [](void* at) -> void* {
      return std::visit([](auto& each) -> void* { return std::addressof(each); }, as<V>(at));
    };
    return type;
  }
};

}  // namespace detail

template <class T>
const Type& type_of() {
  static constexpr Type type = detail::Erase<T>::make();
  return type;
}

}  // namespace weft
