// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft {

/// Named things in the order in which the author wrote them. Few entries, so look-up is linear.
template <class T>
struct Named {
  struct Entry {
    std::string name;
    T value{};
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::vector<Entry> entries;

  [[nodiscard]] std::size_t size() const { return entries.size(); }
  [[nodiscard]] bool empty() const { return entries.empty(); }
  [[nodiscard]] auto begin() const { return entries.begin(); }
  [[nodiscard]] auto end() const { return entries.end(); }
  [[nodiscard]] auto begin() { return entries.begin(); }
  [[nodiscard]] auto end() { return entries.end(); }

  /// Position of `name`, or size() when there is none.
  [[nodiscard]] std::size_t index(std::string_view name) const {
    const auto at = std::find_if(entries.begin(), entries.end(),
                                 [&](const Entry& each) { return each.name == name; });
    return static_cast<std::size_t>(at - entries.begin());
  }
  [[nodiscard]] const T* find(std::string_view name) const {
    const auto at = index(name);
    return at < size() ? &entries[at].value : nullptr;
  }
  [[nodiscard]] T* find(std::string_view name) {
    const auto at = index(name);
    return at < size() ? &entries[at].value : nullptr;
  }
  /// The value called `name`, made when missing.
  T& operator[](std::string_view name) {
    const auto at = index(name);
    if (at == size()) entries.push_back({std::string(name), T{}});
    return entries[at].value;
  }

  friend bool operator==(const Named&, const Named&) = default;
};

}  // namespace weft
