// SPDX-License-Identifier: Apache-2.0
#include "weft/io/load.hpp"

#include "error_at.hpp"
#include "load_parts.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/files.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

namespace weft::io {
namespace {

/// The same fault of the same text is said once.
void drop_repeats(Diagnostics& diagnostics) {
  std::vector<Diagnostic> once;
  for (Diagnostic& each : diagnostics.items) {
    const bool said =
        each.at && std::any_of(once.begin(), once.end(),
                               [&](const Diagnostic& other) { return is_same_fault(other, each); });
    if (!said) once.push_back(std::move(each));
  }
  diagnostics.items = std::move(once);
}

/// The plan with everything laid over it; false when nothing further should be read.
bool read_document(Loaded& into, std::string name, std::string text, const Overrides& overrides,
                   const Fetch& fetch) {
  into.document = parse_source(into, {std::move(name), std::move(text), SourceKind::plan});
  if (into.diagnostics.has_errors()) return false;
  if (!into.document.is_object()) {
    error_at(into.diagnostics, into.document.at, "WF0310", "", "a plan is an object",
             "begin with {");
    return false;
  }
  lay_over(into, overrides, fetch);
  if (into.diagnostics.has_errors()) return false;
  check_version(into);
  return !into.diagnostics.has_errors();
}

void read_plan(Loaded& into, const Fetch& fetch) {
  check_sections(into);
  Library library(into.sources);
  fill_library(into, fetch, library);
  PlanReader reader(into, library);
  read_phases(into, reader);
  require_parts(into, library);
  // A misspelt reference leaves its target unused: one of the two is said.
  if (!into.diagnostics.has_errors()) reader.report_unused();
  check_variants(into);
  drop_repeats(into.diagnostics);
}

Loaded load_from(std::string name, std::optional<std::string> text, const Overrides& overrides,
                 const Fetch& fetch, Diagnostics before) {
  Loaded loaded;
  loaded.diagnostics = std::move(before);
  if (text && read_document(loaded, std::move(name), *std::move(text), overrides, fetch)) {
    read_plan(loaded, fetch);
  }
  settle(loaded.diagnostics, loaded.document);
  return loaded;
}

}  // namespace

Loaded::Loaded() = default;
Loaded::Loaded(const Loaded&) = default;
Loaded::Loaded(Loaded&&) noexcept = default;
Loaded& Loaded::operator=(const Loaded&) = default;
Loaded& Loaded::operator=(Loaded&&) noexcept = default;
Loaded::~Loaded() = default;

Loaded load(const std::string& path, const Overrides& overrides) {
  Diagnostics diagnostics;
  if (path == "-") {
    auto text = read_stream(std::cin, "<stdin>", diagnostics);
    return load_from("<stdin>", std::move(text), overrides, files_below("."),
                     std::move(diagnostics));
  }
  auto text = read_file(path, diagnostics);
  return load_from(path, std::move(text), overrides, files_below(folder_of(path)),
                   std::move(diagnostics));
}

Loaded load_text(std::string name, std::string text, const Overrides& overrides,
                 const std::string& folder) {
  return load_from(std::move(name), std::move(text), overrides, files_below(folder), {});
}

Loaded load_text(std::string name, std::string text, const Overrides& overrides,
                 const Fetch& fetch) {
  return load_from(std::move(name), std::move(text), overrides, fetch, {});
}

}  // namespace weft::io
