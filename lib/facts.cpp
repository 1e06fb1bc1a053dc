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

}  // namespace

std::string facts_json(const Question& question, const std::vector<Fact>& facts) {
  JsonWriter json;
  json.open_object().text("weft_size", result_version).text("kind", question.kind);
  json.key("values").open_object();
  for (const Fact& each : facts) {
    json.key(each.id).open_object(true).number("value", each.value);
    json.text("unit", si_unit(each.dimension)).close();
  }
  return std::move(json.close().close()).finish();
}

std::string facts_plain(const std::vector<Fact>& facts) {
  std::string made;
  for (const Fact& each : facts) {
    made += each.id + '\t' + io::number_text(each.value) + '\t' + si_unit(each.dimension) + '\n';
  }
  return made;
}

std::string facts_table(const std::vector<Fact>& facts, const View& view) {
  Table table{"", {{""}, {"", Align::decimal}, {"", Align::left, 1}}, {}};
  for (const Fact& each : facts) {
    table.rows.push_back({Cell(each.id), Cell(show_value(each.value, doc_of(each), {}), Tone::bold),
                          Cell(std::string(each.doc), Tone::dim)});
  }
  return render(table, view);
}

}  // namespace weft::report
