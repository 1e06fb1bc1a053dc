// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/io/document.hpp"
#include "weft/report/table.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace weft::cli {

/// What the program ends with.
enum Exit : int {
  good = 0,
  limit_failed = 1,
  cannot_evaluate = 2,
  infeasible = 3,
  changed = 4,  ///< only where it was asked for
  internal = 70
};

/// How texts are shown, as asked for on the command line.
struct Presentation {
  std::string color = "auto";
  bool ascii = false;
  std::optional<std::size_t> width;
};

/// Standard output and standard error, each with its own colours.
struct Console {
  report::View out;
  report::View err;
  bool terminal = false;  ///< standard output is one
};

[[nodiscard]] Console open_console(const Presentation& asked);

/// Writes to standard output. False after a message when that fails.
[[nodiscard]] bool print(std::string_view text);
/// Writes to standard error.
void say(std::string_view text);
/// Diagnostics as standard error shows them.
[[nodiscard]] std::string rendered(const Console& console, const Diagnostics& diagnostics,
                                   const io::Sources& sources);
/// Diagnostics to standard error.
void complain(const Console& console, const Diagnostics& diagnostics, const io::Sources& sources);
/// `weft: error[WF0601]: message` with a line of help. \return Exit::cannot_evaluate
int refuse(const Console& console, std::string_view code, std::string_view message,
           std::string_view hint = {});

}  // namespace weft::cli
