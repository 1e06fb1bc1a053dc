// SPDX-License-Identifier: Apache-2.0
#include "severity_word.hpp"
#include "weft/io/diagnostics_text.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace weft::io {
namespace {

std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    if (!special) {
      out += c;
      continue;
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
  }
  return out;
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const Sources& sources) {
  using Json = nlohmann::ordered_json;
  Json all = Json::array();
  for (const Flat& each : flatten(diagnostics, sources)) {
    Json one{
        {"severity", severity_word(each.severity)}, {"code", each.code}, {"message", each.message}};
    if (!each.path.empty()) one["path"] = each.path;
    if (!each.hint.empty()) one["hint"] = each.hint;
    if (each.begin && each.end) {
      one["file"] = each.begin->source;
      one["line"] = each.begin->line;
      one["column"] = each.begin->column;
      one["end_line"] = each.end->line;
      one["end_column"] = each.end->column;
    }
    all.push_back(std::move(one));
  }
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string github_command(const Flat& of) {
  const std::string level =
      of.severity == Severity::note ? "notice" : std::string(severity_word(of.severity));
  std::string out = "::" + level + ' ';
  if (of.begin && of.end) {
    out += "file=" + escaped(of.begin->source, true) + ",line=" + std::to_string(of.begin->line) +
           ",endLine=" + std::to_string(of.end->line) + ",col=" + std::to_string(of.begin->column) +
           ",endColumn=" + std::to_string(of.end->column) + ',';
  }
  out += "title=" + escaped(of.code, true) + "::" + escaped(of.message, false);
  if (!of.hint.empty()) out += escaped("\n" + of.hint, false);
  return out + '\n';
}

std::string render_github(const Diagnostics& diagnostics, const Sources& sources) {
  std::string out;
  for (const Flat& each : flatten(diagnostics, sources)) out += github_command(each);
  return out;
}

}  // namespace weft::io
