// SPDX-License-Identifier: Apache-2.0
#include "diagnostics_list.hpp"
#include "show.hpp"
#include "summary_parts.hpp"
#include "weft/report/json_writer.hpp"

namespace weft::report {
namespace {

Cell mark_of(const CheckedGate& gate) {
  switch (gate.state) {
    case GateState::holds:
      return {"ok", Tone::good};
    case GateState::fails:
      return gate.is_error() ? Cell("x", Tone::bad) : Cell("!", Tone::warn);
    case GateState::waived:
      return {"w", Tone::warn};
    case GateState::not_checked:
      return {"?", Tone::warn};
  }
  return {"?", Tone::warn};
}

std::string_view level_of(const CheckedGate& gate) {
  return words<plan::GateLevel>[static_cast<std::size_t>(gate.written.level)].word;
}

void add_number(JsonWriter& json, std::string_view name, const std::optional<double>& value) {
  if (!value) return;
  if (*value == study::never) {
    json.text(name, "never");
  } else {
    json.number(name, *value);
  }
}

}  // namespace

Table gate_table(const Results& results) {
  Table table{"Gates",
              {{""},
               {"gate"},
               {"level", Align::left, 2},
               {"requires"},
               {"got", Align::right},
               {"", Align::left, 1}},
              {}};
  for (const CheckedGate& each : results.answer().gates) {
    const std::string name = each.file.empty() ? each.id : each.id + " of " + each.file;
    table.rows.push_back({mark_of(each), Cell(name), Cell(std::string(level_of(each)), Tone::dim),
                          Cell(each.written.require),
                          Cell(given_text(each, results.start(), dash(results.view()))),
                          Cell(each.note, Tone::dim)});
  }
  return table;
}

void add_gates(JsonWriter& json, const Answer& answer) {
  json.key("gates").open_list();
  for (const CheckedGate& each : answer.gates) {
    json.open_object(true).text("gate", each.id);
    if (!each.file.empty()) json.text("file", each.file);
    json.text("level", level_of(each)).text("require", each.written.require);
    json.text("verdict", word(each.state));
    add_number(json, "given", each.given);
    add_number(json, "asked", each.asked);
    const study::GateKind& kind = each.program.compared;
    if (each.given || each.asked) {
      json.text("unit",
                kind.form == study::GateKind::Form::month ? "month" : si_unit(kind.dimension));
    }
    if (!each.note.empty()) json.text("note", each.note);
    if (each.written.waive) {
      json.text("waived_by", each.written.waive->by).text("until", each.written.waive->until);
    }
    json.close();
  }
  json.close();
}

}  // namespace weft::report
