// SPDX-License-Identifier: Apache-2.0
#include "weft/report/checks.hpp"

#include "diagnostics_list.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/schema.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/result_json.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace weft::report {
namespace {

using Said = std::set<std::tuple<std::string, std::string, std::string, std::size_t, std::size_t>>;

/// Drops what was said before: the same code and message at the same place.
void drop_repeats(io::Loaded& loaded, Said& said) {
  auto& items = loaded.diagnostics.items;
  std::erase_if(items, [&](const Diagnostic& each) {
    const auto place = each.at ? io::position_of(*each.at, loaded.sources) : io::Position{};
    return !said.emplace(each.code, each.message, std::string(place.source), place.line,
                         place.column)
                .second;
  });
}

io::Node section(std::string_view doc) {
  io::Node made = io::object_node();
  io::add(made, "type", io::text_node("object"));
  io::add(made, "description", io::text_node(doc));
  return made;
}

}  // namespace

void add_diagnostics(JsonWriter& json, const io::Loaded& loaded) {
  json.key("diagnostics").open_list();
  for (const io::Flat& each : io::flatten(loaded.diagnostics, loaded.sources)) {
    json.open_object(true);
    json.text("severity", each.severity == Severity::error     ? "error"
                          : each.severity == Severity::warning ? "warning"
                                                               : "note");
    json.text("code", each.code).text("path", each.path).text("message", each.message);
    if (!each.hint.empty()) json.text("hint", each.hint);
    if (each.begin) {
      json.text("file", each.begin->source);
      json.count("line", static_cast<std::int64_t>(each.begin->line));
      json.count("column", static_cast<std::int64_t>(each.begin->column));
    }
    json.close();
  }
  json.close();
}

std::vector<Answer> check_all(const std::string& path, const io::Overrides& overrides) {
  std::vector<Answer> all;
  all.push_back(check(path, overrides));
  Said said;
  drop_repeats(all.front().loaded, said);
  if (!overrides.variant.empty() || path == "-") return all;
  const std::vector<std::string> variants = all.front().loaded.variants;
  for (const std::string& each : variants) {
    io::Overrides with = overrides;
    with.variant = each;
    all.push_back(check(path, with));
    drop_repeats(all.back().loaded, said);
  }
  return all;
}

std::string checks_json(const std::vector<Answer>& all) {
  JsonWriter json;
  json.open_object().text("weft_validate", result_version).text("engine", WEFT_VERSION);
  const bool good = std::all_of(all.begin(), all.end(), [](const Answer& each) {
    return !each.loaded.diagnostics.has_errors();
  });
  json.text("status", good ? "ok" : "errors").key("plans").open_list();
  for (const Answer& each : all) {
    json.open_object().text("plan", each.path);
    if (!each.overrides.variant.empty()) json.text("variant", each.overrides.variant);
    json.text("status", each.loaded.diagnostics.has_errors() ? "errors" : "ok");
    add_diagnostics(json, each.loaded);
    json.close();
  }
  return std::move(json.close().close()).finish();
}

std::string plan_schema() {
  io::Node made =
      io::schema(type_of<plan::Plan>(), "Weft plan", "https://weft.invalid/plan-1.json");
  io::Node* definitions = made.find("$defs");
  io::Node* plan = definitions ? definitions->find(type_name<plan::Plan>) : nullptr;
  if (io::Node* properties = plan ? plan->find("properties") : nullptr) {
    io::add(*properties, "let", section("names for values: \"=name\" uses them anywhere"));
    io::add(*properties, "parts",
            section("records that the catalogue lacks, or fields laid over it"));
    io::add(*properties, "ramp", section("phases by name: \"from\", and what changes then"));
    io::add(*properties, "variants", section("patches of the plan by name"));
  }
  return io::pretty_json(made) + "\n";
}

}  // namespace weft::report
