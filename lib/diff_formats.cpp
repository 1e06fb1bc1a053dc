// SPDX-License-Identifier: Apache-2.0
#include "diff_parts.hpp"
#include "show.hpp"
#include "weft/report/json_writer.hpp"
#include "weft/report/result_json.hpp"

#include <array>
#include <utility>

namespace weft::report {
namespace {

/// One line of the flat formats.
struct DiffRecord {
  std::string_view record;
  std::string id, unit;
  std::string base, head, change;
  std::string of;  ///< the place of an input, the cause of a difference, the owner of a part

  [[nodiscard]] std::array<std::string_view, 7> cells() const {
    return {record, id, unit, base, head, change, of};
  }
};
constexpr std::array<std::string_view, 7> record_heads{"record", "id",     "unit", "base",
                                                       "head",   "change", "of"};

std::string number_or_empty(const std::optional<double>& value) {
  return value ? digits12(*value) : std::string();
}

std::string joined_sections(const study::Cause& cause) {
  std::string text;
  for (const std::string& each : cause.sections) text += (text.empty() ? "" : " + ") + each;
  return text;
}

std::string_view input_kind(io::SourceKind kind) {
  if (kind == io::SourceKind::prices) return "price book";
  return kind == io::SourceKind::catalogue ? "catalogue" : "plan";
}

void add_bill_records(const Diff& of, std::vector<DiffRecord>& into) {
  for (const ChangedLine& each : of.bill) {
    const std::string owner = each.phase.empty() ? each.owner : each.owner + ", " + each.phase;
    into.push_back({"bill", each.part, "USD", digits12(each.base_total), digits12(each.head_total),
                    digits12(each.head_total - each.base_total), owner});
  }
}

void add_actual_records(const Diff& of, std::vector<DiffRecord>& into) {
  if (!of.against) return;
  const PlanAgainstActual& paid = *of.against;
  into.push_back({"actual", "finance.cash_out", "USD", digits12(paid.planned),
                  digits12(paid.actual), digits12(paid.actual - paid.planned), actual_months(of)});
  for (const VariancePart& each : variance_parts(paid.parts)) {
    into.push_back(
        {"variance", "finance.cash_out", "USD", "", "", digits12(each.money), each.name});
  }
}

std::vector<DiffRecord> diff_records(const Diff& of, std::string_view glob) {
  std::vector<DiffRecord> all;
  for (const ChangedInput& each : of.inputs) {
    all.push_back(
        {"input", each.path, "", each.base.value_or(""), each.head.value_or(""), "", each.at});
  }
  for (const ChangedLimit& each : of.limits) {
    all.push_back({"limit", each.id, "", each.base, each.head, "", each.metric});
  }
  for (const ChangedMetric& each : of.metrics) {
    if (!matches(glob, each.doc.id)) continue;
    all.push_back({"metric", each.doc.id, each.unit, number_or_empty(each.base),
                   number_or_empty(each.head), number_or_empty(each.change()), ""});
  }
  for (const study::Cause& each : of.causes) {
    for (std::size_t m = 0; m < of.measures.size(); ++m) {
      all.push_back({"cause", of.measures[m], "USD", "", "", digits12(each.change[m]),
                     joined_sections(each)});
    }
  }
  add_bill_records(of, all);
  add_actual_records(of, all);
  return all;
}

void add_side(JsonWriter& json, std::string_view key, const DiffSide& side) {
  json.key(key).open_object(true).text("name", side.name);
  json.text("kind", side.is_saved ? "result" : "plan");
  json.text("engine", side.result.engine).text("status", side.result.status).close();
}

void value_or_null(JsonWriter& json, std::string_view key, const std::optional<double>& value) {
  json.key(key);
  if (value) {
    json.number(*value);
  } else {
    json.raw("null");
  }
}

void add_input_members(JsonWriter& json, const ChangedInput& of) {
  json.text("path", of.path).text("of", input_kind(of.kind));
  json.key("base").raw(of.base.value_or("null")).key("head").raw(of.head.value_or("null"));
  json.text("at", of.at);
}

void add_metric_members(JsonWriter& json, const ChangedMetric& of) {
  json.text("unit", of.unit);
  if (of.doc.better != Better::neither) json.text("better", word(of.doc.better));
  value_or_null(json, "base", of.base);
  value_or_null(json, "head", of.head);
  if (const auto change = of.change()) json.number("change", *change);
}

void add_limit_members(JsonWriter& json, const ChangedLimit& of) {
  json.text("limit", of.id).text("metric", of.metric).text("base", of.base).text("head", of.head);
  if (of.base_given) json.number("base_given", *of.base_given);
  if (of.head_given) json.number("head_given", *of.head_given);
  if (!of.unit.empty()) json.text("unit", of.unit);
}

void add_cause_members(JsonWriter& json, const Diff& of, const study::Cause& cause) {
  json.key("sections").open_list(true);
  for (const std::string& each : cause.sections) json.text(each);
  json.close();
  for (std::size_t m = 0; m < of.measures.size(); ++m) {
    json.number(of.measures[m], cause.change[m]);
  }
}

void add_line_members(JsonWriter& json, const ChangedLine& of) {
  json.text("owner", of.owner);
  if (!of.phase.empty()) json.text("phase", of.phase);
  json.text("kind", of.kind).text("part", of.part);
  json.count("base", of.base).count("head", of.head);
  json.number("base_total", of.base_total).number("head_total", of.head_total);
}

void add_actual_members(JsonWriter& json, const Diff& of) {
  const PlanAgainstActual& paid = *of.against;
  const auto first = first_month(of) + static_cast<std::int64_t>(paid.first);
  json.text("metric", "finance.cash_out").text("unit", "USD");
  json.text("first", format_month(first)).count("months", paid.months);
  json.number("planned", paid.planned).number("actual", paid.actual);
  for (const VariancePart& each : variance_parts(paid.parts)) json.number(each.name, each.money);
  if (paid.late) json.count("months_late", *paid.late);
  json.key("as_planned").open_list(true);
  for (const std::string& each : paid.held) json.text(each);
  json.close();
}

/// A list of flat objects.
template <class Items, class Members>
void add_list(JsonWriter& json, std::string_view key, const Items& items, Members&& members) {
  json.key(key).open_list();
  for (const auto& each : items) {
    json.open_object(true);
    members(each);
    json.close();
  }
  json.close();
}

template <class Members>
void add_record(std::string& into, std::string_view record, Members&& members) {
  JsonWriter json;
  json.open_object(true).text("record", record);
  members(json);
  into += std::move(json.close()).finish();
}

}  // namespace

std::string diff_plain(const Diff& of, std::string_view glob) {
  std::string made;
  const auto line = [&](const std::array<std::string_view, 7>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      made += (i == 0 ? "" : "\t") + std::string(cells[i].empty() ? "-" : cells[i]);
    }
    made += "\n";
  };
  line(record_heads);
  for (const DiffRecord& each : diff_records(of, glob)) line(each.cells());
  return made;
}

std::string diff_csv(const Diff& of, std::string_view glob) {
  std::string made;
  const auto line = [&](const std::array<std::string_view, 7>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      made += (i == 0 ? "" : ",") + csv_field(cells[i]);
    }
    made += "\r\n";
  };
  line(record_heads);
  for (const DiffRecord& each : diff_records(of, glob)) line(each.cells());
  return made;
}

std::string diff_json(const Diff& of, std::string_view glob) {
  JsonWriter json;
  json.open_object().text("weft_diff", result_version).text("engine", WEFT_VERSION);
  json.text("verdict", diff_verdict(of)).key("changed").truth(of.changed());
  add_side(json, "base", of.base);
  add_side(json, "head", of.head);
  add_list(json, "inputs", of.inputs,
           [&](const ChangedInput& each) { add_input_members(json, each); });
  json.key("metrics").open_object();
  for (const ChangedMetric& each : of.metrics) {
    if (!matches(glob, each.doc.id)) continue;
    json.key(each.doc.id).open_object(true);
    add_metric_members(json, each);
    json.close();
  }
  json.close();
  json.count("equal_metrics", static_cast<std::int64_t>(of.equal_metrics));
  add_list(json, "limits", of.limits,
           [&](const ChangedLimit& each) { add_limit_members(json, each); });
  add_list(json, "causes", of.causes,
           [&](const study::Cause& each) { add_cause_members(json, of, each); });
  add_list(json, "bom", of.bill, [&](const ChangedLine& each) { add_line_members(json, each); });
  if (of.against) {
    json.key("actuals").open_object();
    add_actual_members(json, of);
    json.close();
  }
  return std::move(json.close()).finish();
}

std::string diff_ndjson(const Diff& of, std::string_view glob) {
  std::string made;
  add_record(made, "diff", [&](JsonWriter& json) {
    json.text("weft_diff", result_version).text("engine", WEFT_VERSION);
    json.text("verdict", diff_verdict(of)).key("changed").truth(of.changed());
    json.text("base", of.base.name).text("head", of.head.name);
    json.text("status", of.head.result.status);
  });
  for (const ChangedInput& each : of.inputs) {
    add_record(made, "input", [&](JsonWriter& json) { add_input_members(json, each); });
  }
  for (const ChangedMetric& each : of.metrics) {
    if (!matches(glob, each.doc.id)) continue;
    add_record(made, "metric", [&](JsonWriter& json) {
      json.text("id", each.doc.id);
      add_metric_members(json, each);
    });
  }
  for (const ChangedLimit& each : of.limits) {
    add_record(made, "limit", [&](JsonWriter& json) { add_limit_members(json, each); });
  }
  for (const study::Cause& each : of.causes) {
    add_record(made, "cause", [&](JsonWriter& json) { add_cause_members(json, of, each); });
  }
  for (const ChangedLine& each : of.bill) {
    add_record(made, "bill", [&](JsonWriter& json) { add_line_members(json, each); });
  }
  if (of.against) {
    add_record(made, "actuals", [&](JsonWriter& json) { add_actual_members(json, of); });
  }
  return made;
}

std::string diff_bill_csv(const Diff& of) {
  std::string made = "owner,phase,kind,part,base,head,base_total,head_total,change\r\n";
  for (const ChangedLine& each : of.bill) {
    made += csv_field(each.owner) + "," + csv_field(each.phase) + "," + csv_field(each.kind) + "," +
            csv_field(each.part) + "," + std::to_string(each.base) + "," +
            std::to_string(each.head) + "," + digits12(each.base_total) + "," +
            digits12(each.head_total) + "," + digits12(each.head_total - each.base_total) + "\r\n";
  }
  return made;
}

}  // namespace weft::report
