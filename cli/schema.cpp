// SPDX-License-Identifier: Apache-2.0
#include "weft/io/schema.hpp"

#include "commands.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"
#include "weft/plan/plan.hpp"
#include "weft/report/checks.hpp"
#include "weft/report/metrics.hpp"

namespace weft::cli {
namespace {

/// Names of the members where a path stops to be known.
std::string near(std::string_view path) {
  for (std::size_t dot = 0; dot != std::string_view::npos;) {
    const std::size_t next = path.find('.', dot == 0 ? 0 : dot);
    const std::string_view head = path.substr(0, next);
    const auto found = io::find_types(type_of<plan::Plan>(), head);
    if (found.empty()) {
      const std::string_view above = dot == 0 ? "" : path.substr(0, dot - 1);
      std::vector<std::string_view> names;
      for (const io::Meaning& each : io::find_types(type_of<plan::Plan>(), above)) {
        if (!each.type) continue;
        const Type& type = io::inner(*each.type);
        if (type.shape != Shape::record) continue;
        for (const Row& row : type.rows()) names.push_back(row.name);
      }
      return io::did_you_mean(head.substr(dot), names);
    }
    if (next == std::string_view::npos) break;
    dot = next + 1;
  }
  return {};
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

}  // namespace

int run(const Schema& asked, const Console& console) {
  std::string text;
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
