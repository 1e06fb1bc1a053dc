// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: one program, called without a shell.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace weft::io {

struct ChildResult {
  bool started = false;   ///< false: there is no such program
  bool too_long = false;  ///< it wrote more than was wanted, and was stopped
  int status = -1;        ///< exit status; -1 where it was ended by a signal
  std::string out;        ///< what it wrote to standard output

  [[nodiscard]] bool good() const { return started && !too_long && status == 0; }
};

/// Calls a program of the PATH and waits for it. Its standard input and error are /dev/null.
/// \param words  the program and its arguments, passed as they are.
/// \param settings  "NAME=value": laid over the environment.
/// \param most_bytes  of output; a program that writes more is ended.
[[nodiscard]] ChildResult run_child(const std::vector<std::string>& words,
                                    const std::vector<std::string>& settings,
                                    std::size_t most_bytes);

}  // namespace weft::io
