// SPDX-License-Identifier: Apache-2.0
// A lock file: hashes of everything that a plan was evaluated with when somebody signed it.
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/io/content.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::io {

/// Version of the format: a larger second number only adds.
inline constexpr std::string_view lock_version = "1.0";

struct Lock {
  std::string engine;           ///< version of the program
  std::vector<UsedText> texts;  ///< by kind, then by name
  friend bool operator==(const Lock&, const Lock&) = default;
};

/// What plans used, the variants of one plan for example. \param folder  of the lock file: names of
/// files are told from there, so that the lock holds wherever the folder is moved.
[[nodiscard]] Lock lock_of(std::span<const Loaded* const> all, const std::string& folder);

/// As JSON: an input a line, sorted, so that what changed is what a line-by-line difference shows.
[[nodiscard]] std::string lock_text(const Lock& lock);

/// Reads a lock file. Nothing, and WF0801, where it is none.
[[nodiscard]] std::optional<Lock> read_lock(const std::string& path, Diagnostics& diagnostics);

/// Says what is used and differs from what was locked (WF0802). \param whole  also what is locked
/// and not used; else only overlays and settings: one variant does not use what another one does.
void hold_to_lock(const Lock& locked, const Lock& now, bool whole, Diagnostics& diagnostics);

}  // namespace weft::io
