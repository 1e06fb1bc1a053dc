// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: Markdown for comments and wikis. Strings of a plan never become markup.
#pragma once

#include "weft/report/table.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// A text that a plan may have written, so that it shows as it is: no link, no tag, no mention.
[[nodiscard]] std::string md_text(std::string_view text);
/// The same inside a table: one line.
[[nodiscard]] std::string md_cell(std::string_view text);

/// A table, without columns that have nothing to show; empty where it has no rows. What is bold
/// stays so.
[[nodiscard]] std::string md_table(const Table& table);

struct MarkdownPart {
  std::string title;
  std::string body;
  bool folded = false;
  int shed = 0;  ///< where the whole is too long, the highest goes first; 0 stays
};

/// The head, then the parts, each whole or not at all: what had to go is named in the last line. A
/// hidden first line lets a robot find its own comment again.
/// \param most_bytes  0: no limit.
[[nodiscard]] std::string markdown_report(std::string_view marker, const std::string& head,
                                          const std::vector<MarkdownPart>& parts,
                                          std::size_t most_bytes);

}  // namespace weft::report
