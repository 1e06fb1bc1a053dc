// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/io/document.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace weft::io {

/// Keeps the items whose mark is false, in their order.
inline void erase_marked(std::vector<Node>& items, const std::vector<bool>& marks) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (marks[i]) continue;
    if (kept != i) items[kept] = std::move(items[i]);
    ++kept;
  }
  items.resize(kept);
}

}  // namespace weft::io
