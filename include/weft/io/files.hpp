// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"

#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace weft::io {

/// A whole file, or nothing and an error that names it: WF0604 when it is missing (with the nearest
/// name of its folder), a directory, or not to be read; WF0114 when it is larger than parse()
/// takes. Never reads more than that. An empty file is an empty text: parse() says WF0112 about it.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path,
                                                   Diagnostics& diagnostics);

/// The same of a stream that is open already. \param name  "<stdin>": for messages.
[[nodiscard]] std::optional<std::string> read_stream(std::istream& in, std::string_view name,
                                                     Diagnostics& diagnostics);

/// Writes all or nothing: a new file beside `path` takes its name when it is complete. The mode of
/// an existing file and the target of a link stay; a device or a pipe is written directly.
/// False and WF0605 when that fails; what stood there before then still stands.
[[nodiscard]] bool write_file(const std::string& path, std::string_view text,
                              Diagnostics& diagnostics);

/// The folder that a path names a file of: "." where it names none.
[[nodiscard]] std::string folder_of(const std::string& path);

}  // namespace weft::io
