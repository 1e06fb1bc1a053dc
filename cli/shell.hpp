// SPDX-License-Identifier: Apache-2.0
// What a shell and a reader of manuals are told of the program: made from the commands themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weft::cli {

struct ShellOption {
  std::string long_name;   ///< "--variant"; empty where there is none
  std::string short_name;  ///< "-v"
  std::string about;
  bool takes_value = false;
};

/// A command with its path: "eval", "size training". The program itself has none.
struct ShellCommand {
  std::string path;
  std::string about;
  std::string usage;
  std::vector<ShellOption> options;
  std::vector<std::string> words;  ///< commands below it, and what its arguments may be
};

/// A script that completes commands, options and file names.
/// \param commands  the program first, each before those below it.
/// \param shell  "bash", "zsh" or "fish".
[[nodiscard]] std::string completion_script(const std::vector<ShellCommand>& commands,
                                            std::string_view shell);

/// The manual in troff, section 1.
[[nodiscard]] std::string manual_page(const std::vector<ShellCommand>& commands,
                                      std::string_view version);

}  // namespace weft::cli
