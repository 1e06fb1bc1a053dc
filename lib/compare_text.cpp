// SPDX-License-Identifier: Apache-2.0
#include "compare_parts.hpp"
#include "show.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

constexpr std::size_t most_switch_overs = 8;

/// "$5.68M, $0.65M above infiniband", or the value alone.
std::string lead(const Comparison& of) {
  const ComparedColumn& best = of.best();
  const Metric* own = best.find(of.by);
  if (!own || !own->value) return {};
  const auto start = best.answer.scenario.last().plan.time.start;
  std::string text = ": " + show_value(*own->value, *own, start);
  if (of.order.size() < 2) return text;
  const ComparedColumn& next = of.columns[of.order[1]];
  const auto other = next.value(of.by);
  if (!next.works() || !other) return text;
  if (*other == *own->value) return text + ", the same as " + next.name;
  const double gap = *own->value - *other;
  const std::string size = is_month(of.by) ? show_number(std::fabs(gap)) + " months"
                                           : show_value(std::fabs(gap), *own, start);
  return text + ", " + size + (gap > 0.0 ? " above " : " below ") + next.name;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& each : names) text += (text.empty() ? "" : ", ") + each;
  return text;
}

std::vector<std::string> names_that(const Comparison& of, bool (*hold)(const ComparedColumn&)) {
  std::vector<std::string> names;
  for (const ComparedColumn& each : of.columns) {
    if (hold(each)) names.push_back(each.name);
  }
  return names;
}

bool breaks_limits(const ComparedColumn& column) {
  return column.works() && status(column.answer) == Status::limits_failed;
}
bool does_not_work(const ComparedColumn& column) { return !column.works(); }

std::string equal_line(const CompareSection& section) {
  if (section.equal == 0) return {};
  return std::to_string(section.equal) + (section.equal == 1 ? " row" : " rows") +
         " alike in all columns not shown";
}

std::string section_text(const Comparison& of, const CompareSection& section, const View& view) {
  std::string made = render(section_table(of, section), view);
  const std::string equal = equal_line(section);
  if (equal.empty()) return made;
  if (made.empty()) made = toned(section.title, Tone::bold, view) + "\n";
  return made + "  " + toned(equal, Tone::dim, view) + "\n";
}

std::string causes_text(const Comparison& of, const View& view) {
  std::string made;
  for (const Table& each : cause_tables(of)) {
    made += (made.empty() ? "" : "\n") + render(each, view);
  }
  return made;
}

std::string turns_text(const Comparison& of, const View& view) {
  if (of.order.size() < 2 || !of.columns[of.order[1]].works()) return {};
  Table table = turn_table(of);
  if (table.rows.empty()) {
    const std::string line = "No input turns the order of " + of.best().name + " and " +
                             of.columns[of.order[1]].name +
                             " inside its range (a third to three times where none is written).";
    return folded(line, view.width, 0) + "\n";
  }
  const std::size_t all = table.rows.size();
  if (all > most_switch_overs) table.rows.resize(most_switch_overs);
  std::string made = render(table, view);
  if (all > most_switch_overs) {
    made += "  " + std::to_string(all - most_switch_overs) +
            " more that must move further: -f json lists them\n";
  }
  return made;
}

void add_part(std::string& made, const std::string& part) {
  if (!part.empty()) made += "\n" + part;
}

std::string reasons_text(const Comparison& of, const View& view) {
  std::string made;
  for (const ComparedColumn& each : of.columns) {
    if (each.works()) continue;
    made += toned(hanging("x  " + each.name + ": " + each.reason, view.width, 3), Tone::bad, view) +
            "\n";
  }
  return made;
}

}  // namespace

Table section_table(const Comparison& of, const CompareSection& section) {
  Table table{section.title, {{""}}, {}};
  for (std::size_t i = 0; i < of.columns.size(); ++i) {
    table.columns.push_back({column_head(of, i), Align::decimal, -1});
  }
  for (const CompareRow& each : section.rows) {
    std::vector<Cell> row{Cell(each.head)};
    for (const std::string& cell : each.cells) {
      row.emplace_back(cell, cell.starts_with("x ") ? Tone::bad : Tone::plain);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<Table> cause_tables(const Comparison& of) {
  std::vector<Table> all;
  for (const CauseRows& column : cause_rows(of)) {
    Table table{"Why " + column.column + " differs from " + of.base().name, {{"taken over"}}, {}};
    for (const std::string& id : of.measures) table.columns.push_back({id, Align::decimal});
    for (const CompareRow& each : column.rows) {
      std::vector<Cell> row{Cell(each.head)};
      for (const std::string& cell : each.cells) row.emplace_back(cell);
      table.rows.push_back(std::move(row));
    }
    all.push_back(std::move(table));
  }
  return all;
}

Table turn_table(const Comparison& of) {
  if (of.order.size() < 2) return {};
  Table table{"What turns the order of " + of.best().name + " and " + of.columns[of.order[1]].name +
                  ", one input at a time",
              {{"input"},
               {"now", Align::decimal},
               {"turns at", Align::decimal},
               {"moves by", Align::decimal}},
              {}};
  for (const CompareRow& each : switch_over_rows(of)) {
    std::vector<Cell> row{Cell(each.head)};
    for (const std::string& cell : each.cells) row.emplace_back(cell);
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string compare_verdict(const Comparison& of) {
  const auto broken = names_that(of, breaks_limits);
  const auto stuck = names_that(of, does_not_work);
  std::string text;
  if (stuck.size() == of.columns.size()) {
    text = of.columns.size() == 1 ? "The plan does not work" : "None of the columns works";
  } else if (of.columns.size() == 1) {
    text = of.best().name + " stands alone, by " + of.by + lead(of);
  } else {
    text = of.best().name + " is best of " + std::to_string(of.columns.size()) + " by " + of.by +
           lead(of);
  }
  if (!broken.empty()) {
    text += "; limits fail in " + listed(broken);
  }
  if (!stuck.empty() && stuck.size() < of.columns.size()) {
    text += "; cannot be built: " + listed(stuck);
  }
  return text + ".";
}

std::string compare_table(const Comparison& of, const View& view) {
  const bool good = of.best().works() && !breaks_limits(of.best());
  std::string made =
      toned(folded(compare_verdict(of), view.width, 0), good ? Tone::good : Tone::bad, view) + "\n";
  made += reasons_text(of, view);
  for (const std::string& each : of.warnings) {
    made += toned(hanging("!  " + each, view.width, 3), Tone::warn, view) + "\n";
  }
  for (const std::string& each : date_remarks(of)) made += folded(each, view.width, 0) + "\n";
  for (const CompareSection& each : compare_sections(of, dash(view))) {
    add_part(made, section_text(of, each, view));
  }
  add_part(made, causes_text(of, view));
  add_part(made, turns_text(of, view));
  return made;
}

}  // namespace weft::report
