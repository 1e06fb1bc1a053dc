// SPDX-License-Identifier: Apache-2.0
#include "compare_parts.hpp"
#include "markdown.hpp"
#include "show.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/json_writer.hpp"
#include "weft/report/result_json.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace weft::report {
namespace {

/// The metrics of all columns by id.
class Grid {
 public:
  Grid(const Comparison& of, std::string_view glob) {
    for (const ComparedColumn& column : of.columns) {
      columns_.emplace_back();
      std::size_t at = 0;  // what only this column has stands where it stands there
      for (const Metric& each : column.metrics) {
        if (matches(glob, each.id)) at = add(each, at);
      }
    }
  }
  /// One metric for each id, in the order in which the columns have them.
  [[nodiscard]] const std::vector<const Metric*>& ids() const { return ids_; }
  [[nodiscard]] std::size_t columns() const { return columns_.size(); }
  [[nodiscard]] std::optional<double> value(std::size_t column, std::string_view id) const {
    const auto found = columns_[column].find(id);
    return found == columns_[column].end() ? std::nullopt : found->second->value;
  }

 private:
  /// Adds a metric of the last column; a new id stands at `at`. \return the place behind it.
  std::size_t add(const Metric& metric, std::size_t at) {
    columns_.back().emplace(metric.id, &metric);
    if (known_.insert(metric.id).second) {
      ids_.insert(ids_.begin() + static_cast<std::ptrdiff_t>(at), &metric);
      return at + 1;
    }
    if (at < ids_.size() && ids_[at]->id == metric.id) return at + 1;
    const auto found = std::find_if(ids_.begin(), ids_.end(),
                                    [&](const Metric* other) { return other->id == metric.id; });
    return static_cast<std::size_t>(found - ids_.begin()) + 1;
  }

  std::set<std::string_view> known_;
  std::vector<const Metric*> ids_;
  std::vector<std::map<std::string_view, const Metric*>> columns_;
};

void number_or_null(JsonWriter& json, const std::optional<double>& value) {
  if (value) {
    json.number(*value);
  } else {
    json.raw("null");
  }
}

void add_columns(JsonWriter& json, const Comparison& of) {
  json.key("columns").open_list();
  for (const ComparedColumn& each : of.columns) {
    json.open_object(true).text("name", each.name).text("plan", each.answer.path);
    if (!each.answer.loaded.variant.empty()) json.text("variant", each.answer.loaded.variant);
    json.text("status", word(status(each.answer)));
    json.count("rank", static_cast<std::int64_t>(each.rank));
    if (each.index) json.number("price_performance_index", *each.index);
    if (!each.reason.empty()) json.text("reason", each.reason);
    json.close();
  }
  json.close();
}

void add_metrics(JsonWriter& json, const Comparison& of, std::string_view glob) {
  json.key("metrics").open_object();
  const Grid grid(of, glob);
  for (const Metric* each : grid.ids()) {
    json.key(each->id).open_object(true).text("unit", unit_of(*each));
    if (each->better != Better::neither) json.text("better", word(each->better));
    json.key("values").open_list(true);
    for (std::size_t c = 0; c < grid.columns(); ++c) number_or_null(json, grid.value(c, each->id));
    json.close().close();
  }
  json.close();
}

void add_causes(JsonWriter& json, const Comparison& of) {
  json.key("causes").open_object();
  for (const ComparedColumn& column : of.columns) {
    if (column.causes.empty()) continue;
    json.key(column.name).open_list();
    for (const study::Cause& each : column.causes) {
      json.open_object(true).key("sections").open_list(true);
      for (const std::string& path : each.sections) json.text(path);
      json.close();
      for (std::size_t m = 0; m < of.measures.size(); ++m) {
        json.number(of.measures[m], each.change[m]);
      }
      json.close();
    }
    json.close();
  }
  json.close();
}

void add_switch_overs(JsonWriter& json, const Comparison& of) {
  json.key("switch_over").open_list();
  for (const study::SwitchOver& each : of.switch_overs) {
    json.open_object(true).text("input", each.path);
    if (each.whose != study::Whose::both) {
      json.text("of", of.columns[of.order[each.whose == study::Whose::first ? 0 : 1]].name);
    }
    json.number("now", each.now).number("at", each.at);
    json.text("unit", si_unit(each.type->dimension)).close();
  }
  json.close();
}

std::string md_heads(const std::vector<std::string>& heads) {
  std::string top = "|";
  std::string line = "|";
  for (std::size_t i = 0; i < heads.size(); ++i) {
    top += " " + md_cell(heads[i]) + " |";
    line += i == 0 ? ":--|" : "--:|";
  }
  return top + "\n" + line + "\n";
}

std::string md_row(const CompareRow& row) {
  std::string made = "| " + md_cell(row.head) + " |";
  for (const std::string& each : row.cells) made += " " + md_cell(each) + " |";
  return made + "\n";
}

std::string md_section(const Comparison& of, const CompareSection& section) {
  std::vector<std::string> heads{section.title};
  for (std::size_t i = 0; i < of.columns.size(); ++i) heads.push_back(column_head(of, i));
  std::string made = md_heads(heads);
  for (const CompareRow& each : section.rows) made += md_row(each);
  if (section.equal > 0) {
    made += "\n" + std::to_string(section.equal) + (section.equal == 1 ? " row" : " rows") +
            " alike in all columns not shown.\n";
  }
  return made;
}

std::string md_causes(const Comparison& of) {
  std::string made;
  for (const CauseRows& column : cause_rows(of)) {
    std::vector<std::string> heads{column.column + " against " + of.base().name};
    heads.insert(heads.end(), of.measures.begin(), of.measures.end());
    made += (made.empty() ? "" : "\n") + md_heads(heads);
    for (const CompareRow& each : column.rows) made += md_row(each);
  }
  return made;
}

std::string md_turns(const Comparison& of) {
  const auto rows = switch_over_rows(of);
  if (rows.empty()) return {};
  std::string made = md_heads({"input", "now", "turns at", "moves by"});
  for (const CompareRow& each : rows) made += md_row(each);
  return made;
}

}  // namespace

std::string compare_plain(const Comparison& of, std::string_view glob) {
  std::string made = "metric\tunit";
  for (const ComparedColumn& each : of.columns) made += "\t" + each.name;
  made += "\n";
  const Grid grid(of, glob);
  for (const Metric* each : grid.ids()) {
    made += each->id + "\t" + unit_of(*each);
    for (std::size_t c = 0; c < grid.columns(); ++c) {
      const auto value = grid.value(c, each->id);
      made += "\t" + (value ? io::number_text(*value) : std::string("-"));
    }
    made += "\n";
  }
  return made;
}

std::string compare_csv(const Comparison& of, std::string_view glob) {
  std::string made = "metric,unit,better";
  for (const ComparedColumn& each : of.columns) made += "," + csv_field(each.name);
  made += "\r\n";
  const Grid grid(of, glob);
  for (const Metric* each : grid.ids()) {
    made += csv_field(each->id) + "," + csv_field(unit_of(*each)) + "," +
            std::string(word(each->better));
    for (std::size_t c = 0; c < grid.columns(); ++c) {
      const auto value = grid.value(c, each->id);
      made += "," + (value ? io::number_text(*value) : std::string());
    }
    made += "\r\n";
  }
  return made;
}

std::string compare_json(const Comparison& of, std::string_view glob) {
  JsonWriter json;
  json.open_object().text("weft_compare", result_version).text("engine", WEFT_VERSION);
  json.text("verdict", compare_verdict(of)).text("by", of.by).text("baseline", of.base().name);
  json.key("order").open_list(true);
  for (const std::size_t each : of.order) json.text(of.columns[each].name);
  json.close();
  add_columns(json, of);
  json.key("warnings").open_list();
  for (const std::string& each : of.warnings) json.text(each);
  json.close();
  json.key("remarks").open_list();
  for (const std::string& each : date_remarks(of)) json.text(each);
  json.close();
  add_metrics(json, of, glob);
  add_causes(json, of);
  add_switch_overs(json, of);
  return std::move(json.close()).finish();
}

std::string compare_markdown(const Comparison& of, std::size_t most_bytes) {
  const bool good = of.best().works() && status(of.best().answer) == Status::ok;
  std::string head = "### " + std::string(good ? "✅ " : "⛔ ") + md_text(compare_verdict(of)) + "\n";
  for (const ComparedColumn& each : of.columns) {
    if (!each.works()) head += "\n- **" + md_text(each.name) + "**: " + md_text(each.reason) + "\n";
  }
  for (const std::string& each : of.warnings) head += "\n> ⚠️ " + md_text(each) + "\n";
  for (const std::string& each : date_remarks(of)) head += "\n" + md_text(each) + "\n";
  std::vector<MarkdownPart> parts;
  for (const CompareSection& each : compare_sections(of, "–")) {
    const bool first = each.title == "Verdict" || each.title == "Headline";
    parts.push_back({each.title, md_section(of, each), !first, first ? 0 : 2});
  }
  parts.push_back({"Why they differ", md_causes(of), true, 3});
  parts.push_back({"What turns the order of the first two", md_turns(of), true, 1});
  return markdown_report("compare", head, parts, most_bytes);
}

}  // namespace weft::report
