// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/io/document.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace weft::io {

/// A field of a line and where it stands, its quotes included.
struct CsvField {
  std::string text;
  Span at;
};
using CsvRow = std::vector<CsvField>;

/// The rows of a text as RFC 4180 has them; line ends may be CR LF or LF, blanks around a field do
/// not count. Empty lines and those that begin with # are left out. A quote that never closes is
/// WF0804.
/// \param source  index of the text in `sources`.  \throws std::out_of_range if there is none.
[[nodiscard]] std::vector<CsvRow> read_csv(std::uint16_t source, const Sources& sources,
                                           Diagnostics& diagnostics);

}  // namespace weft::io
