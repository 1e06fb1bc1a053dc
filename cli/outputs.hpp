// SPDX-License-Identifier: Apache-2.0
// Files beside standard output: -o FILE, its format named by its end, or -o FILE:FORMAT.
#pragma once

#include "console.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::cli {

/// The text of the result in a format.
using TextOf = std::function<std::string(const std::string& format, const report::View& view)>;

/// Refuses a file whose end names no format of the command.
[[nodiscard]] int check_outputs(const std::vector<std::string>& files,
                                const std::vector<std::string>& formats, const Console& console);
/// Writes each file whole or not at all. \param formats  those of the command; files of other
///   formats are left alone.
[[nodiscard]] int write_outputs(const std::vector<std::string>& files,
                                const std::vector<std::string>& formats, const TextOf& text,
                                const Console& console);
/// False where the result goes into files only.
[[nodiscard]] bool shows_result(const std::vector<std::string>& files, const std::string& format,
                                const Console& console);

/// Formats of eval and compare.
[[nodiscard]] const std::vector<std::string>& report_formats();
/// Formats in which a plan that cannot be evaluated is told of too.
[[nodiscard]] const std::vector<std::string>& problem_formats();

}  // namespace weft::cli
