// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/io/document.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::io {

/// A place as an editor shows it. Both numbers begin with 1; a column is a Unicode code point, and
/// a tab is one column.
struct Position {
  std::string_view source;
  std::size_t line = 1;
  std::size_t column = 1;

  friend bool operator==(const Position&, const Position&) = default;
};

/// Where a span begins. `end_position_of` is the column behind its last character.
[[nodiscard]] Position position_of(const Span& at, const Sources& sources);
[[nodiscard]] Position end_position_of(const Span& at, const Sources& sources);

/// Finds the span of every diagnostic that knows only its path, sorts by place and code (what has
/// no place comes first) and drops exact repeats.
void settle(Diagnostics& diagnostics, const Node& root);

/// A diagnostic with its place looked up: what the machine formats say.
struct Flat {
  Severity severity = Severity::error;
  std::string code;
  std::string path;
  std::string message;
  std::string hint;
  std::optional<Position> begin;
  std::optional<Position> end;
};
[[nodiscard]] std::vector<Flat> flatten(const Diagnostics& diagnostics, const Sources& sources);

struct RenderOptions {
  bool color = false;
  bool ascii = false;       ///< nothing but ASCII in the output
  std::size_t most = 50;    ///< further ones are counted; errors go before warnings and notes
  std::size_t width = 100;  ///< columns of the plan's line that are shown around the caret
};

/// For people: `plan.json:49:58: error[WF0207]: message`, the line, a caret under the whole value,
/// one line of help, and a last line with the counts. Empty when there is nothing to say.
[[nodiscard]] std::string render(const Diagnostics& diagnostics, const Sources& sources,
                                 const RenderOptions& options = {});

/// "3 errors, 1 warning"; empty when there are none.
[[nodiscard]] std::string count_line(const Diagnostics& diagnostics);

/// A JSON array, one object for each diagnostic.
[[nodiscard]] std::string render_json(const Diagnostics& diagnostics, const Sources& sources);

/// Workflow commands of GitHub: `::error file=plan.json,line=49,col=58,title=WF0207::message`.
[[nodiscard]] std::string render_github(const Diagnostics& diagnostics, const Sources& sources);
/// The line of one diagnostic.
[[nodiscard]] std::string github_command(const Flat& of);

}  // namespace weft::io
