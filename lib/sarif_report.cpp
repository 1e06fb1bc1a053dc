// SPDX-License-Identifier: Apache-2.0
#include "findings.hpp"
#include "weft/io/codes.hpp"
#include "weft/report/json_writer.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace weft::report {
namespace {

/// A path as a relative URI reference.
std::string uri(std::string_view path) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string made;
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      made += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      made += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
    }
  }
  return made;
}

std::string_view level(const Finding& of) {
  if (of.what.severity == Severity::error) return "error";
  return of.what.severity == Severity::warning ? "warning" : "note";
}

std::vector<std::string> rules_of(const std::vector<Finding>& all) {
  std::vector<std::string> codes;
  for (const Finding& each : all) codes.push_back(each.what.code);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

void add_text(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key).open_object(true).text("text", text).close();
}

void add_rules(JsonWriter& json, const std::vector<std::string>& rules) {
  json.key("rules").open_list();
  for (const std::string& each : rules) {
    json.open_object().text("id", each);
    if (const io::CodePage* page = io::find_code(each)) {
      add_text(json, "shortDescription", page->title);
      add_text(json, "fullDescription", std::string(page->what) + " " + std::string(page->why));
      add_text(json, "help", io::help_page(*page));
    }
    json.close();
  }
  json.close();
}

void add_physical(JsonWriter& json, const io::Position& begin, const io::Position& end) {
  json.key("physicalLocation").open_object(true);
  json.key("artifactLocation").open_object(true).text("uri", uri(begin.source)).close();
  json.key("region").open_object(true);
  json.count("startLine", static_cast<std::int64_t>(begin.line));
  json.count("startColumn", static_cast<std::int64_t>(begin.column));
  json.count("endLine", static_cast<std::int64_t>(end.line));
  json.count("endColumn", static_cast<std::int64_t>(end.column));
  json.close().close();
}

void add_location(JsonWriter& json, const io::Flat& what) {
  json.key("locations").open_list().open_object();
  if (what.begin && what.end && is_file(what.begin->source)) {
    add_physical(json, *what.begin, *what.end);
  }
  if (!what.path.empty()) {
    json.key("logicalLocations").open_list(true).open_object(true);
    json.text("fullyQualifiedName", what.path).close().close();
  }
  json.close().close();
}

void add_drivers(JsonWriter& json, const Finding& of) {
  json.key("relatedLocations").open_list();
  for (std::size_t i = 0; i < of.drivers.size(); ++i) {
    const FilePlace& each = of.drivers[i];
    if (!is_file(each.begin.source)) continue;
    json.open_object().count("id", static_cast<std::int64_t>(i + 1));
    add_text(json, "message", "it depends on " + each.path);
    add_physical(json, each.begin, each.end);
    json.close();
  }
  json.close();
}

void add_result(JsonWriter& json, const Finding& of, const std::vector<std::string>& rules) {
  const auto rule = std::lower_bound(rules.begin(), rules.end(), of.what.code) - rules.begin();
  json.open_object().text("ruleId", of.what.code).count("ruleIndex", rule);
  json.text("level", level(of));
  const std::string hint = of.what.hint.empty() ? "" : "\n" + of.what.hint;
  add_text(json, "message", finding_message(of) + hint);
  const bool placed = of.what.begin && is_file(of.what.begin->source);
  if (placed || !of.what.path.empty()) add_location(json, of.what);
  if (!of.drivers.empty()) add_drivers(json, of);
  if (of.waived) {
    json.key("suppressions").open_list(true).open_object(true);
    json.text("kind", "external").text("status", "accepted").close().close();
  }
  json.close();
}

}  // namespace

std::string sarif_report(std::span<const NamedAnswer> answers) {
  const auto all = findings(answers);
  const auto rules = rules_of(all);
  JsonWriter json;
  json.open_object().text("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  json.text("version", "2.1.0").key("runs").open_list().open_object();
  json.key("tool").open_object().key("driver").open_object();
  json.text("name", "weft").text("version", WEFT_VERSION);
  add_rules(json, rules);
  json.close().close();
  json.text("columnKind", "unicodeCodePoints").key("results").open_list();
  for (const Finding& each : all) add_result(json, each, rules);
  return std::move(json.close().close().close().close()).finish();
}

}  // namespace weft::report
