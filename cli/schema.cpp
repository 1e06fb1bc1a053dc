// SPDX-License-Identifier: Apache-2.0
#include "weft/io/schema.hpp"

#include "commands.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"
#include "weft/plan/plan.hpp"
#include "weft/report/check_bom.hpp"
#include "weft/report/checks.hpp"
#include "weft/report/metrics.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace weft::cli {
namespace {

/// Members of the records at a path.
std::vector<std::string_view> members_at(std::string_view path) {
  std::vector<std::string_view> names;
  for (const io::Meaning& each : io::find_types(type_of<plan::Plan>(), path)) {
    if (!each.type) continue;
    const Type& type = io::inner(*each.type);
    if (type.shape != Shape::record) continue;
    for (const Row& row : type.rows()) names.push_back(row.name);
  }
  return names;
}

/// What was meant where a path stops to be known.
std::string near(std::string_view path) {
  for (std::size_t begin = 0;;) {
    const std::size_t end = path.find('.', begin);
    const std::string_view head = path.substr(0, end);
    if (io::find_types(type_of<plan::Plan>(), head).empty()) {
      const std::string_view above = begin == 0 ? "" : path.substr(0, begin - 1);
      return io::did_you_mean(head.substr(begin), members_at(above));
    }
    if (end == std::string_view::npos) return {};
    begin = end + 1;
  }
}

int show_metric(const std::string& id, const Console& console) {
  for (const report::MetricDoc& each : report::metric_table()) {
    if (!report::matches(id, each.id)) continue;
    const std::string text = each.id + "\n  " + std::string(each.doc) + "\n  unit      " +
                             report::unit_of(each) + "\n  over time " +
                             std::string(report::word(each.over)) + "\n  better    " +
                             std::string(report::word(each.better)) + "\n";
    if (!print(text)) return Exit::cannot_evaluate;
  }
  (void)console;
  return Exit::good;
}

constexpr std::string_view bom = "check-bom";

/// `weft schema check-bom.leaf.up`: the files of another command.
int show_bom(std::string_view path, bool json, const Console& console) {
  const Type& type = report::bom_type();
  const std::string below(path.substr(std::min(bom.size() + 1, path.size())));
  std::string text = json ? io::schema_text(type, "A bill of materials", "check-bom.schema.json")
                          : io::document_path(type, below);
  if (text.empty()) {
    return refuse(console, "WF0301", "a bill of materials has no path \"" + below + "\"",
                  "weft schema check-bom lists its sections");
  }
  if (!json && below.empty()) text.replace(0, text.find('\n'), bom);  // the root has no path
  return print(text) ? Exit::good : Exit::cannot_evaluate;
}

bool is_bom(std::string_view path) {
  return path == bom || (path.starts_with(bom) && path[bom.size()] == '.');
}

}  // namespace

int run(const Schema& asked, const Console& console) {
  std::string text;
  if (!asked.result && is_bom(asked.path)) return show_bom(asked.path, asked.json, console);
  if (asked.result && !asked.path.empty()) return show_metric(asked.path, console);
  if (asked.result) {
    text = report::metrics_page();
  } else if (asked.json) {
    text = report::plan_schema();
  } else {
    text = io::document_path(type_of<plan::Plan>(), asked.path);
    if (text.empty()) {
      std::string hint = near(asked.path);
      if (hint.empty()) hint = "weft schema lists the sections of a plan";
      return refuse(console, "WF0301", "a plan has no path \"" + asked.path + "\"", hint);
    }
  }
  return print(text) ? Exit::good : Exit::cannot_evaluate;
}

}  // namespace weft::cli
