// SPDX-License-Identifier: Apache-2.0
// Files beside standard output: -o FILE, its format named by its end.
#pragma once

#include "console.hpp"

#include <functional>
#include <string>
#include <vector>

namespace weft::cli {

/// The text of the result in a format.
using TextOf = std::function<std::string(const std::string& format, const report::View& view)>;

/// Refuses a file whose end names no format of the command.
[[nodiscard]] int check_outputs(const std::vector<std::string>& files,
                                const std::vector<std::string>& formats, const Console& console);
/// Writes each file whole or not at all.
[[nodiscard]] int write_outputs(const std::vector<std::string>& files, const TextOf& text,
                                const Console& console);
/// False where the result goes into files only.
[[nodiscard]] bool shows_result(const std::vector<std::string>& files, const std::string& format,
                                const Console& console);

}  // namespace weft::cli
