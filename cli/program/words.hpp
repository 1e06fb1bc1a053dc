// SPDX-License-Identifier: Apache-2.0
// Which words there are: what commands and flags are called.
#pragma once

#include "shell.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace weft::cli {

/// Every command, the program first: what shells and the manual are told.
[[nodiscard]] std::vector<ShellCommand> shell_commands(CLI::App& root);

/// Commands below one.
[[nodiscard]] std::vector<std::string> names_of(CLI::App& of);
/// "size training": the names from the program down to a command.
[[nodiscard]] std::string path_of(const CLI::App& of);

/// Flags of a command and those that every command has.
[[nodiscard]] std::vector<std::string> flags_of(const CLI::App& root, const CLI::App& of);
/// The first flag that was asked for and is none; a short flag may have its value behind it.
[[nodiscard]] std::optional<std::string> unknown_flag(const std::vector<std::string>& asked,
                                                      const std::vector<std::string>& flags);

}  // namespace weft::cli
