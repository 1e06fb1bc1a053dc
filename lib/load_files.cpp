// SPDX-License-Identifier: Apache-2.0
#include "load_parts.hpp"
#include "weft/io/files.hpp"

#include <cstdint>
#include <utility>

namespace weft::io {

Fetch files_below(const std::string& folder) {
  return [folder](SourceKind kind, const std::string& written,
                  Diagnostics& diagnostics) -> std::optional<Source> {
    const bool as_written =
        kind == SourceKind::overlay || written.starts_with('/') || folder == ".";
    std::string path = as_written ? written : folder + "/" + written;
    auto text = read_file(path, diagnostics);
    if (!text) return std::nullopt;
    return Source{std::move(path), *std::move(text), kind};
  };
}

Node parse_source(Loaded& into, Source source) {
  into.sources.push_back(std::move(source));
  return parse(static_cast<std::uint16_t>(into.sources.size() - 1), into.sources, into.diagnostics);
}

std::optional<Node> parse_fetched(Loaded& into, const Fetch& fetch, SourceKind kind,
                                  const std::string& written) {
  const std::size_t before = into.diagnostics.items.size();
  auto source = fetch(kind, written, into.diagnostics);
  if (!source) return std::nullopt;
  source->kind = kind;
  Node made = parse_source(into, *std::move(source));
  if (into.diagnostics.items.size() > before) return std::nullopt;
  return made;
}

}  // namespace weft::io
