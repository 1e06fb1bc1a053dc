// SPDX-License-Identifier: Apache-2.0
// Files as they stand in a revision of a git repository. The program `git` is called for it,
// without a shell; nothing is fetched from anywhere.
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/io/load.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace weft::io {

/// A file in a revision: "origin/main:plans/hall.json".
struct RevisionFile {
  std::string revision;  ///< what git calls it: "origin/main", "v1.2", "HEAD~3"
  std::string path;      ///< from the root of the repository; "./x" from the working folder

  [[nodiscard]] std::string text() const { return revision + ":" + path; }
};

/// What "REV:PATH" names; nothing where it has no such form, or where a file has that name.
[[nodiscard]] std::optional<RevisionFile> revision_file(std::string_view written);

/// The file as it stood. Nothing, and WF0610, where git is missing, where this is no repository, or
/// where there is no such revision or file; WF0114 where it is larger than parse() takes.
[[nodiscard]] std::optional<std::string> read_revision(const RevisionFile& file,
                                                       Diagnostics& diagnostics);

/// What a plan of a revision names, as it stood beside it then. An overlay is read at that revision
/// too, and where it was not there yet, as it stands now: it belongs to the question.
[[nodiscard]] Fetch files_at(const RevisionFile& plan);

}  // namespace weft::io
