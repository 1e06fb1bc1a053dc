// SPDX-License-Identifier: Apache-2.0
#include "load_parts.hpp"
#include "weft/io/files.hpp"

#include <cstdint>
#include <utility>

namespace weft::io {

Node parse_source(Loaded& into, std::string name, std::string text) {
  into.sources.push_back({std::move(name), std::move(text)});
  return parse(static_cast<std::uint16_t>(into.sources.size() - 1), into.sources, into.diagnostics);
}

std::optional<Node> parse_file(Loaded& into, const std::string& path) {
  const std::size_t before = into.diagnostics.items.size();
  auto text = read_file(path, into.diagnostics);
  if (!text) return std::nullopt;
  Node made = parse_source(into, path, *std::move(text));
  if (into.diagnostics.items.size() > before) return std::nullopt;
  return made;
}

}  // namespace weft::io
