// SPDX-License-Identifier: Apache-2.0
#include "weft/report/result_lines.hpp"

#include "show.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/report/json_writer.hpp"
#include "weft/report/metrics.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

/// Records of one answer, a line each.
class RecordLines {
 public:
  RecordLines(const NamedAnswer& of, const ResultWish& wish) : of_(of), wish_(wish) {}

  std::string run() {
    const Answer& answer = *of_.answer;
    line("result", [&](JsonWriter& json) {
      json.text("weft_result", result_version).text("engine", WEFT_VERSION);
      json.text("plan", answer.path);
      if (!answer.loaded.variant.empty()) json.text("variant", answer.loaded.variant);
      json.text("status", word(status(answer)));
    });
    if (answer.evaluated) values();
    diagnostics();
    return std::move(made_);
  }

 private:
  template <class Members>
  void line(std::string_view record, Members&& members) {
    JsonWriter json;
    json.open_object(true).text("record", record);
    if (!of_.name.empty()) json.text("of", of_.name);
    members(json);
    made_ += std::move(json.close()).finish();
  }

  void values() {
    const Answer& answer = *of_.answer;
    const auto all = metrics(answer.outcome());
    for (const Metric& each : all) {
      if (matches(wish_.metrics, each.id)) metric(each);
    }
    for (const plan::Requirement& each : answer.outcome().requirements) limit(each, all);
    for (const CheckedGate& each : answer.gates) gate(each);
    for (const plan::BillLine& each : answer.bill.lines) bill(each);
  }

  void metric(const Metric& of) {
    line("metric", [&](JsonWriter& json) {
      json.text("id", of.id);
      if (of.value) {
        json.number("value", *of.value);
      } else {
        json.text("absent", of.why && of.why->reason ? of.why->reason->id : "unknown");
      }
      json.text("unit", unit_of(of));
    });
  }

  void limit(const plan::Requirement& of, const std::vector<Metric>& all) {
    line("limit", [&](JsonWriter& json) {
      json.text("id", of.limit).text("metric", of.metric);
      json.text("verdict", words<plan::Verdict>[static_cast<std::size_t>(of.verdict)].word);
      json.number("asked", of.asked);
      if (of.verdict != plan::Verdict::not_checked) {
        json.number("given", of.given).number("margin", of.margin);
      }
      const Metric* metric = find(all, of.metric);
      if (metric) json.text("unit", unit_of(*metric));
    });
  }

  void gate(const CheckedGate& of) {
    line("gate", [&](JsonWriter& json) {
      json.text("id", of.id);
      if (!of.file.empty()) json.text("file", of.file);
      json.text("require", of.written.require).text("verdict", word(of.state));
      if (!of.note.empty()) json.text("note", of.note);
    });
  }

  void bill(const plan::BillLine& of) {
    line("bill", [&](JsonWriter& json) {
      json.text("owner", of.owner).text("kind", of.kind).text("part", of.part);
      json.count("count", of.count);
      if (of.price) json.number("price", of.price->value());
      json.number("total", of.total.value()).text("unit", "USD");
      if (!of.phase.empty()) json.text("phase", of.phase);
    });
  }

  void diagnostics() {
    const io::Loaded& loaded = of_.answer->loaded;
    for (const io::Flat& each : io::flatten(loaded.diagnostics, loaded.sources)) {
      line("diagnostic", [&](JsonWriter& json) {
        json.text("code", each.code).text("path", each.path).text("message", each.message);
        if (!each.begin) return;
        json.text("file", each.begin->source);
        json.count("line", static_cast<std::int64_t>(each.begin->line));
        json.count("column", static_cast<std::int64_t>(each.begin->column));
      });
    }
  }

  const NamedAnswer& of_;
  const ResultWish& wish_;
  std::string made_;
};

}  // namespace

std::string result_ndjson(std::span<const NamedAnswer> answers, const ResultWish& wish) {
  std::string made;
  for (const NamedAnswer& each : answers) made += RecordLines(each, wish).run();
  return made;
}

std::vector<NamedAnswer> named_answers(const Comparison& of) {
  std::vector<NamedAnswer> made;
  for (const ComparedColumn& each : of.columns) made.push_back({each.name, &each.answer});
  return made;
}

std::string compare_ndjson(const Comparison& of, std::string_view glob) {
  JsonWriter first;
  first.open_object(true).text("record", "comparison").text("verdict", compare_verdict(of));
  first.text("by", of.by).text("baseline", of.base().name).text("best", of.best().name);
  std::string made = std::move(first.close()).finish();
  made += result_ndjson(named_answers(of), {std::string(glob), false});
  for (const ComparedColumn& column : of.columns) {
    for (const study::Cause& each : column.causes) {
      JsonWriter json;
      json.open_object(true).text("record", "cause").text("of", column.name);
      json.key("sections").open_list(true);
      for (const std::string& path : each.sections) json.text(path);
      json.close();
      for (std::size_t m = 0; m < of.measures.size(); ++m) {
        json.number(of.measures[m], each.change[m]);
      }
      made += std::move(json.close()).finish();
    }
  }
  return made;
}

std::string bills_csv(std::span<const NamedAnswer> answers) {
  if (answers.size() == 1) return bill_csv(*answers.front().answer);
  std::string made;
  for (const NamedAnswer& each : answers) {
    if (!each.answer->evaluated) continue;
    const std::string one = bill_csv(*each.answer);
    const std::size_t body = one.find('\n') + 1;
    if (made.empty()) made = "of," + one.substr(0, body);
    for (std::size_t at = body; at < one.size();) {
      const std::size_t end = one.find("\r\n", at) + 2;
      made += csv_field(each.name) + "," + one.substr(at, end - at);
      at = end;
    }
  }
  return made;
}

}  // namespace weft::report
