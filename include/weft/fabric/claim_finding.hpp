// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/fabric/claim.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace weft::fabric {

enum class Gravity : std::uint8_t {
  hides,      ///< it can be built, and is not what it is sold as
  impossible  ///< it cannot be built as written
};

/// One thing that a bill can have wrong. The two words say what is counted on either side.
struct Check {
  Reason reason;
  Gravity gravity = Gravity::impossible;
  std::string_view needed;     ///< "uplinks"
  std::string_view available;  ///< "spine ports"
};

/// A check that a bill did not pass. Numbers are in SI base units of dimension `of`.
struct Finding {
  const Check* check = nullptr;
  double needed = 0.0;
  double available = 0.0;
  Dimension of{};
  std::string_view path;  ///< of the value concerned: "spine.count"
  friend constexpr bool operator==(const Finding&, const Finding&) = default;

  /// "leaf", "spine", "core" or what else heads the path.
  [[nodiscard]] constexpr std::string_view tier() const { return path.substr(0, path.find('.')); }
};

/// Everything that was found, in the order of the checks.
struct Findings {
  std::vector<Finding> items;

  void add(const Check& check, std::string_view path, std::int64_t needed, std::int64_t available) {
    items.push_back(
        {&check, static_cast<double>(needed), static_cast<double>(available), {}, path});
  }
  void add(const Check& check, std::string_view path, double needed, double available) {
    items.push_back({&check, needed, available, {}, path});
  }
  template <class Q>
  requires is_quantity<Q>
  void add(const Check& check, std::string_view path, Q needed, Q available) {
    items.push_back({&check, ratio(needed, Q::from_value(1.0)),
                     ratio(available, Q::from_value(1.0)), dimension_of<Q>, path});
  }
  [[nodiscard]] bool impossible() const {
    return std::any_of(items.begin(), items.end(), [](const Finding& each) {
      return each.check->gravity == Gravity::impossible;
    });
  }
};

/// Product of counts that were all said.
template <class... T>
[[nodiscard]] constexpr std::optional<std::int64_t> product(const std::optional<T>&... each) {
  if (!(... && each.has_value())) return std::nullopt;
  return (std::int64_t{1} * ... * *each);
}
/// The first of these that was said.
template <class T, class... More>
[[nodiscard]] constexpr std::optional<T> first_said(const std::optional<T>& one,
                                                    const More&... more) {
  std::optional<T> said = one;
  ((said = said ? said : more), ...);
  return said;
}

}  // namespace weft::fabric
