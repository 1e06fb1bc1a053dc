// SPDX-License-Identifier: Apache-2.0
#include "markdown.hpp"

#include "shown_columns.hpp"

#include <algorithm>

namespace weft::report {
namespace {

/// What could end a line or hide a text.
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string part_text(const MarkdownPart& part) {
  if (part.body.empty()) return {};
  if (!part.folded) return "\n" + part.body;
  return "\n<details><summary><b>" + md_text(part.title) + "</b></summary>\n\n" + part.body +
         "\n</details>\n";
}

std::string joined(const std::string& head, const std::vector<MarkdownPart>& parts,
                   const std::vector<bool>& kept) {
  std::string made = head;
  std::string gone;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (kept[i]) {
      made += part_text(parts[i]);
    } else {
      gone += (gone.empty() ? "" : ", ") + md_text(parts[i].title);
    }
  }
  if (!gone.empty()) made += "\nLeft out to keep this short: " + gone + ".\n";
  return made;
}

std::string md_table_row(const std::vector<std::size_t>& shown, const std::vector<Cell>& row) {
  std::string line = "|";
  for (const std::size_t each : shown) {
    const std::string text = each < row.size() ? md_cell(row[each].text) : std::string();
    const bool strong = each < row.size() && row[each].tone == Tone::bold && !text.empty();
    line += strong ? " **" + text + "** |" : " " + text + " |";
  }
  return line + "\n";
}

}  // namespace

std::string md_text(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (is_control(c)) {
      made += ' ';
    } else if (c == '<') {
      made += "&lt;";
    } else if (c == '>') {
      made += "&gt;";
    } else if (c == '&') {
      made += "&amp;";
    } else if (c == '@') {
      made += "&#64;";
    } else {
      if (c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '|' ||
          c == '~' || c == '!') {
        made += '\\';
      }
      made += c;
    }
  }
  return made;
}

std::string md_cell(std::string_view text) { return md_text(text); }

std::string md_table(const Table& table) {
  if (table.rows.empty()) return {};
  const auto shown = shown_columns(table);
  std::string top = "|";
  std::string line = "|";
  for (const std::size_t each : shown) {
    top += " " + md_cell(table.columns[each].head) + " |";
    line += table.columns[each].align == Align::left ? ":--|" : "--:|";
  }
  std::string made = top + "\n" + line + "\n";
  for (const auto& row : table.rows) made += md_table_row(shown, row);
  return made;
}

std::string markdown_report(std::string_view marker, const std::string& head,
                            const std::vector<MarkdownPart>& parts, std::size_t most_bytes) {
  const std::string first = "<!-- weft:report " + std::string(marker) + " -->\n" + head;
  std::vector<bool> kept(parts.size(), true);
  std::string made = joined(first, parts, kept);
  while (most_bytes > 0 && made.size() > most_bytes) {
    std::size_t next = parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool may_go = kept[i] && parts[i].shed > 0 && !parts[i].body.empty();
      if (may_go && (next == parts.size() || parts[i].shed >= parts[next].shed)) next = i;
    }
    if (next == parts.size()) break;
    kept[next] = false;
    made = joined(first, parts, kept);
  }
  return made;
}

}  // namespace weft::report
