// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace weft::cli {

/// Reads the command line and runs the command. \return the exit code of the program
[[nodiscard]] int run_program(int count, char** words);

}  // namespace weft::cli
