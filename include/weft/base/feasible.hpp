// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/dimension.hpp"

#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>

namespace weft {

/// A static card that says why something cannot be had. `id` is stable.
struct Reason {
  std::string_view id;    ///< "fabric.too-many-endpoints"
  std::string_view text;  ///< one clause for a person, without numbers
};

/// The plan cannot work, or a number does not apply: a value, never an exception.
/// `needed` and `available` are in SI base units of dimension `of`; both 0 when nothing is counted.
struct Infeasible {
  const Reason* reason = nullptr;
  double needed = 0.0;
  double available = 0.0;
  Dimension of{};
  std::string_view at{};  ///< which part of the design it is about: "leaf"; empty: all of it

  friend constexpr bool operator==(const Infeasible&, const Infeasible&) = default;
};

/// Either a value or the reason why there is none.
template <class T>
class Feasible {
 public:
  constexpr Feasible() : held_(Infeasible{}) {}
  constexpr Feasible(T value) : held_(std::move(value)) {}
  constexpr Feasible(Infeasible why) : held_(why) {}

  [[nodiscard]] constexpr explicit operator bool() const { return held_.index() == 0; }
  [[nodiscard]] constexpr const T& operator*() const { return *held(); }
  [[nodiscard]] constexpr T& operator*() { return *held(); }
  [[nodiscard]] constexpr const T* operator->() const { return held(); }
  [[nodiscard]] constexpr T* operator->() { return held(); }
  [[nodiscard]] constexpr T value_or(T other) const { return *this ? **this : std::move(other); }

  /// \throws std::logic_error when there is a value.
  [[nodiscard]] constexpr const Infeasible& why() const {
    if (*this) throw std::logic_error("Feasible::why: there is a value");
    return *std::get_if<1>(&held_);
  }

  friend constexpr bool operator==(const Feasible&, const Feasible&) = default;

 private:
  [[nodiscard]] constexpr const T* held() const {
    if (const T* value = std::get_if<0>(&held_)) return value;
    throw std::logic_error("Feasible: there is no value");
  }
  [[nodiscard]] constexpr T* held() {
    if (T* value = std::get_if<0>(&held_)) return value;
    throw std::logic_error("Feasible: there is no value");
  }
  std::variant<T, Infeasible> held_;
};

}  // namespace weft
