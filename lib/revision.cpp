// SPDX-License-Identifier: Apache-2.0
#include "weft/io/revision.hpp"

#include "child_process.hpp"
#include "weft/io/document.hpp"
#include "weft/io/files.hpp"
#include "weft/io/nearest.hpp"

#include <filesystem>
#include <utility>
#include <vector>

namespace weft::io {
namespace {

namespace fs = std::filesystem;

/// git, so that it asks nobody, fetches nothing and locks nothing.
ChildResult git(std::vector<std::string> words, std::size_t most) {
  words.insert(words.begin(), "git");
  return run_child(
      words, {"GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"},
      most);
}

bool has_tree(const std::string& revision) {
  return git({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{tree}"},
             most_bytes)
      .good();
}

/// Names in the folder of a file, as the revision has them.
std::string near_name(const RevisionFile& file) {
  const std::string folder = fs::path(file.path).parent_path().string();
  const ChildResult found =
      git({"ls-tree", "--name-only", "-z", "--end-of-options", file.revision + ":" + folder},
          most_bytes);
  if (!found.good()) return {};
  std::vector<std::string_view> names;
  std::string_view rest = found.out;
  while (!rest.empty()) {
    const auto end = rest.find('\0');
    names.push_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  const auto best = nearest(fs::path(file.path).filename().string(), names, 1);
  if (best.empty()) return {};
  return "did you mean `" + file.revision + ":" + (fs::path(folder) / best.front()).string() + "`?";
}

/// Why git did not give the file.
Diagnostic fault_of(const RevisionFile& file, const ChildResult& got) {
  Diagnostic made{Severity::error, "WF0610", "", "cannot read " + file.text() + ": ", "", {}};
  if (!got.started) {
    made.message += "the program git cannot be started";
    made.hint = "install git, or write the old plan to a file and name that";
  } else if (!git({"rev-parse", "--git-dir"}, most_bytes).good()) {
    made.message += "this folder is in no git repository";
    made.hint = "call weft inside the repository of the plan";
  } else if (!has_tree(file.revision)) {
    made.message += "there is no revision \"" + file.revision + "\"";
    made.hint = "a shallow clone has few: git fetch brings what is missing";
  } else {
    made.message += "the revision has no such file";
    made.hint = near_name(file);
    if (made.hint.empty()) made.hint = "the path begins at the root of the repository";
  }
  return made;
}

}  // namespace

std::optional<RevisionFile> revision_file(std::string_view written) {
  const auto colon = written.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == written.size()) {
    return std::nullopt;
  }
  if (written.front() == '-') return std::nullopt;
  std::error_code error;
  if (fs::exists(fs::path(written), error)) return std::nullopt;
  return RevisionFile{std::string(written.substr(0, colon)),
                      std::string(written.substr(colon + 1))};
}

std::optional<std::string> read_revision(const RevisionFile& file, Diagnostics& diagnostics) {
  ChildResult got = git({"cat-file", "blob", file.text()}, most_bytes);
  if (got.too_long) {
    diagnostics.error("WF0114", "", file.text() + " has more than 16 MiB",
                      "split it: catalogues and price books may be files of their own");
    return std::nullopt;
  }
  if (got.good()) return std::move(got.out);
  diagnostics.add(fault_of(file, got));
  return std::nullopt;
}

Fetch files_at(const RevisionFile& plan) {
  const bool from_here = plan.path.starts_with("./") || plan.path.starts_with("../");
  const std::string folder = fs::path(plan.path).parent_path().string();
  return [revision = plan.revision, folder, from_here](
             SourceKind kind, const std::string& written,
             Diagnostics& diagnostics) -> std::optional<Source> {
    const bool overlay = kind == SourceKind::overlay;  // named by who calls, in the working folder
    if (written.starts_with('/')) return files_below(".")(kind, written, diagnostics);
    const fs::path below = overlay ? fs::path(written) : fs::path(folder) / written;
    std::string path = below.lexically_normal().string();
    if ((overlay || from_here) && !path.starts_with("../")) path.insert(0, "./");
    const RevisionFile file{revision, path};
    Diagnostics found;
    auto text = read_revision(file, found);
    if (text) return Source{file.text(), *std::move(text), kind};
    if (overlay) return files_below(".")(kind, written, diagnostics);
    for (Diagnostic& each : found.items) diagnostics.add(std::move(each));
    return std::nullopt;
  };
}

}  // namespace weft::io
