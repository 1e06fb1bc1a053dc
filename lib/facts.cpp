// SPDX-License-Identifier: Apache-2.0
#include "show.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/json_writer.hpp"
#include "weft/report/question.hpp"
#include "weft/report/result_json.hpp"

namespace weft::report {
namespace {

MetricDoc doc_of(const Fact& fact) {
  MetricDoc made;
  made.id = fact.id;
  made.dimension = fact.dimension;
  made.shown = fact.shown;
  return made;
}

/// "1 MiB" of "1 MiB.time".
std::string_view row_of(const Fact& fact) {
  return std::string_view(fact.id).substr(0, fact.id.size() - fact.column.size() - 1);
}
std::string shown(const Fact& fact) {
  return fact.text.empty() ? show_value(fact.value, doc_of(fact), {}) : fact.text;
}
bool is_table(const std::vector<Fact>& facts) {
  return !facts.empty() && !facts.front().column.empty();
}

/// A row for each first part of the ids, a column for each last part.
Table pivoted(const Question& question, const std::vector<Fact>& facts) {
  Table table{"", {{std::string(question.rows), Align::right}}, {}};
  std::string_view last;
  for (const Fact& each : facts) {
    if (row_of(each) != last) table.rows.push_back({Cell(std::string(row_of(each)))});
    last = row_of(each);
    table.rows.back().push_back(Cell(shown(each)));
    if (table.rows.size() > 1) continue;
    table.columns.push_back(
        {std::string(each.column), each.text.empty() ? Align::decimal : Align::left});
  }
  return table;
}

}  // namespace

std::string facts_csv(const Question& question, const std::vector<Fact>& facts) {
  std::string made;
  if (!is_table(facts)) {
    made = "id,value,unit\n";
    for (const Fact& each : facts) {
      made += each.id + "," + (each.text.empty() ? io::number_text(each.value) : each.text) + "," +
              si_unit(each.dimension) + "\n";
    }
    return made;
  }
  made = question.rows;
  for (const Fact& each : facts) {
    if (row_of(each) != row_of(facts.front())) break;
    made += "," + std::string(each.column);
  }
  std::string_view last;
  for (const Fact& each : facts) {
    if (row_of(each) != last) made += "\n" + std::string(row_of(each));
    last = row_of(each);
    made += "," + (each.text.empty() ? io::number_text(each.value) : each.text);
  }
  return made + "\n";
}

std::string facts_json(const Question& question, const std::vector<Fact>& facts) {
  JsonWriter json;
  json.open_object().text("weft_size", result_version).text("kind", question.kind);
  json.key("values").open_object();
  for (const Fact& each : facts) {
    json.key(each.id).open_object(true);
    if (!each.text.empty()) {
      json.text("value", each.text).close();
      continue;
    }
    json.number("value", each.value).text("unit", si_unit(each.dimension)).close();
  }
  return std::move(json.close().close()).finish();
}

std::string facts_plain(const std::vector<Fact>& facts) {
  std::string made;
  for (const Fact& each : facts) {
    made += each.id + '\t' + (each.text.empty() ? io::number_text(each.value) : each.text) + '\t' +
            si_unit(each.dimension) + '\n';
  }
  return made;
}

std::string facts_table(const Question& question, const std::vector<Fact>& facts,
                        const View& view) {
  if (is_table(facts)) return render(pivoted(question, facts), view);
  Table table{"", {{""}, {"", Align::decimal}, {"", Align::left, 1}}, {}};
  for (const Fact& each : facts) {
    table.rows.push_back(
        {Cell(each.id), Cell(shown(each), Tone::bold), Cell(std::string(each.doc), Tone::dim)});
  }
  return render(table, view);
}

}  // namespace weft::report
