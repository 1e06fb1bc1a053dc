// SPDX-License-Identifier: Apache-2.0
// Files of measurements: one object a line, a list, or an object with "rows".
#include "weft/report/trust.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

std::vector<io::Node> objects_of(io::Node document) {
  if (io::Node* rows = document.find("rows")) document = std::move(*rows);
  if (document.is_list()) return std::move(document.items);
  if (!document.is_object()) return {};
  std::vector<io::Node> one;
  one.push_back(std::move(document));
  return one;
}

/// One object a line: true when the first line that is not empty is an object of its own.
bool has_lines(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  const std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  io::Sources sources{{"line", std::string(line)}};
  Diagnostics ignored;
  const io::Node node = io::parse(0, sources, ignored);
  return !ignored.has_errors() && node.is_object() && !node.find("rows");
}

}  // namespace

std::vector<io::Node> trust_rows(std::string name, std::string_view text, io::Sources& sources,
                                 Diagnostics& diagnostics) {
  constexpr std::size_t most_lines = 60'000;  // sources are numbered with 16 bits
  if (!has_lines(text)) {
    sources.push_back({std::move(name), std::string(text)});
    return objects_of(
        io::parse(static_cast<std::uint16_t>(sources.size() - 1), sources, diagnostics));
  }
  std::vector<io::Node> rows;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (number > most_lines) {
      diagnostics.error("WF0114", "", name + ": more than 60000 lines");
      break;
    }
    sources.push_back({name + " line " + std::to_string(number), std::string(line)});
    rows.push_back(io::parse(static_cast<std::uint16_t>(sources.size() - 1), sources, diagnostics));
  }
  return rows;
}

}  // namespace weft::report
