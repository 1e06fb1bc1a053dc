// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weft::io {

/// Text that a terminal may show, and how many of its columns it takes.
struct Shown {
  std::string text;
  std::size_t cells = 0;
};

/// What a plan says must not steer a terminal: controls and bad bytes become '?', a tab one blank.
[[nodiscard]] Shown shown(std::string_view text, bool ascii);

}  // namespace weft::io
