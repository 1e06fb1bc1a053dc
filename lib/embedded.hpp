// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace weft::io {

/// A JSON file that was built into the library.
struct EmbeddedFile {
  std::string_view path;    ///< "switches/sn5600" of models/, "examples/minimal" of examples/
  std::string_view sha256;  ///< of the file, 64 hexadecimal digits
  std::string_view text;
};

/// Sorted by path. A constant: nothing runs at start-up.
extern const std::span<const EmbeddedFile> embedded_catalogue;

}  // namespace weft::io
