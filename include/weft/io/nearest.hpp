// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::io {

/// Insertions, deletions, changes and swaps of neighbours that turn `a` into `b` (each byte is
/// edited at most once). Letters differ from their capitals by nothing, '-' and '_' are the same.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Names that the author may have meant, nearest first, then in alphabetical order: those within a
/// third of the longer length, and those that the text begins or that begin with it.
[[nodiscard]] std::vector<std::string_view> nearest(std::string_view text,
                                                    std::span<const std::string_view> names,
                                                    std::size_t most = 3);

/// "did you mean `latency`?", "did you mean `a`, `b` or `c`?", or empty when nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view text,
                                       std::span<const std::string_view> names);

}  // namespace weft::io
