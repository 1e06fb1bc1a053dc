// SPDX-License-Identifier: Apache-2.0
#include "html_page.hpp"

#include "markup.hpp"
#include "shown_columns.hpp"
#include "weft/io/library.hpp"

#include <array>

namespace weft::report {
namespace {

std::string_view asset(std::string_view name) {
  return io::shipped_text("pages/" + std::string(name)).value_or(std::string_view{});
}

std::string_view tone_class(Tone tone) {
  constexpr std::array names{"", "bold", "dim", "good", "bad", "warn"};
  return names[static_cast<std::size_t>(tone)];
}

std::string html_cell(const Cell& cell, const Column& column) {
  std::string css = column.align == Align::left ? "" : "num";
  const std::string_view tone = tone_class(cell.tone);
  if (!tone.empty()) css += (css.empty() ? "" : " ") + std::string(tone);
  const std::string open = css.empty() ? "<td>" : "<td class=\"" + css + "\">";
  return open + markup_text(cell.text) + "</td>";
}

/// A column without a name has no header cell, a table without names no head.
std::string html_head(const Table& table, const std::vector<std::size_t>& shown) {
  std::string made;
  bool named = false;
  for (const std::size_t each : shown) {
    const Column& column = table.columns[each];
    if (column.head.empty()) {
      made += "<td></td>";
      continue;
    }
    named = true;
    made += column.align == Align::left ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"num\">";
    made += markup_text(column.head) + "</th>";
  }
  return named ? "<thead><tr>" + made + "</tr>\n</thead>\n" : std::string();
}

/// One canvas is enough to need the library; no text of a plan can look like one.
bool draws(const std::string& body) { return body.find("<canvas ") != std::string::npos; }

}  // namespace

std::string html_page(std::string_view title, const std::string& body) {
  std::string made =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; "
      "form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"weft " WEFT_VERSION "\">\n<title>";
  made += markup_text(title);
  made += "</title>\n<style>\n";
  made += asset("report.css");
  made += "</style>\n</head>\n<body>\n<main>\n" + body + "</main>\n<script>\n";
  if (draws(body)) {
    made += asset("chart.js");
    made += "</script>\n<script>\n";
  }
  made += asset("report.js");
  return made + "</script>\n</body>\n</html>\n";
}

std::string html_paragraph(std::string_view text, std::string_view css) {
  if (text.empty()) return {};
  const std::string open = css.empty() ? "<p>" : "<p class=\"" + std::string(css) + "\">";
  return open + markup_text(text) + "</p>\n";
}

std::string html_table(const Table& table, std::string_view label) {
  if (table.rows.empty()) return {};
  const auto shown = shown_columns(table);
  const std::string title = markup_text(table.title);
  const std::string said = title.empty() ? markup_text(label) : title;
  std::string made =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + said + "\"><table>\n";
  if (!title.empty()) made += "<caption>" + title + "</caption>\n";
  made += html_head(table, shown) + "<tbody>\n";
  for (const auto& row : table.rows) {
    made += "<tr>";
    for (const std::size_t each : shown) {
      made += html_cell(each < row.size() ? row[each] : Cell{}, table.columns[each]);
    }
    made += "</tr>\n";
  }
  return made + "</tbody></table></div>\n";
}

std::string html_tables(std::string_view heading, const std::vector<Table>& tables) {
  std::string made;
  for (Table each : tables) {
    if (each.title == heading) each.title.clear();
    made += html_table(each, heading);
  }
  if (made.empty()) return {};
  return "<section>\n<h2>" + markup_text(heading) + "</h2>\n" + made + "</section>\n";
}

}  // namespace weft::report
