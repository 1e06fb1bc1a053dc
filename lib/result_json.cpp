// SPDX-License-Identifier: Apache-2.0
#include "weft/report/result_json.hpp"

#include "diagnostics_list.hpp"
#include "weft/io/content.hpp"
#include "weft/report/assumptions.hpp"
#include "weft/report/json_writer.hpp"
#include "weft/report/metrics.hpp"

#include <utility>
#include <vector>

namespace weft::report {
namespace {

void add_reason(JsonWriter& json, const Infeasible& why) {
  json.text("reason", why.reason ? why.reason->id : "unknown");
  json.text("why", why.reason ? why.reason->text : "no reason was given");
  if (!why.at.empty()) json.text("at", why.at);
  if (why.needed == 0.0 && why.available == 0.0) return;
  json.number("needed", why.needed).number("available", why.available);
  json.text("unit", si_unit(why.of));
}

void add_metric(JsonWriter& json, const Metric& metric) {
  json.key(metric.id).open_object(true);
  json.number("value", *metric.value).text("unit", unit_of(metric));
  if (metric.better != Better::neither) json.text("better", word(metric.better));
  if (metric.over != Over::none) json.text("over", word(metric.over));
  if (metric.is_term) json.key("term").truth(true);
  json.close();
}

void add_metrics(JsonWriter& json, const std::vector<Metric>& all, std::string_view glob) {
  json.key("metrics").open_object();
  for (const Metric& each : all) {
    if (each.value && matches(glob, each.id)) add_metric(json, each);
  }
  json.close().key("absent").open_object();
  for (const Metric& each : all) {
    if (each.value || !matches(glob, each.id)) continue;
    json.key(each.id).open_object(true);
    add_reason(json, each.why ? *each.why : Infeasible{});
    json.close();
  }
  json.close();
}

void add_series(JsonWriter& json, const Answer& answer, const std::vector<Metric>& all,
                std::string_view glob) {
  json.key("series").open_object();
  json.key("month").open_list(true);
  const CalendarMonth start = answer.scenario.last().plan.time.start;
  for (std::int64_t i = 0; i < answer.scenario.months; ++i) json.text(format_month(start + i));
  json.close();
  for (const Metric& each : all) {
    if (each.series.empty() || !matches(glob, each.id)) continue;
    json.key(each.id).open_list(true);
    for (const double value : each.series) json.number(value);
    json.close();
  }
  json.close();
}

void add_requirements(JsonWriter& json, const plan::Outcome& outcome,
                      const std::vector<Metric>& all) {
  json.key("requirements").open_list();
  for (const plan::Requirement& each : outcome.requirements) {
    const Metric* metric = find(all, each.metric);
    json.open_object(true).text("limit", each.limit).text("metric", each.metric);
    json.text("verdict", words<plan::Verdict>[static_cast<std::size_t>(each.verdict)].word);
    json.number("asked", each.asked);
    if (each.verdict != plan::Verdict::not_checked) {
      json.number("given", each.given).number("margin", each.margin);
    }
    if (metric) json.text("unit", unit_of(*metric));
    json.close();
  }
  json.close();
}

void add_bill(JsonWriter& json, const plan::BillOfMaterials& bill) {
  json.key("bom").open_object().key("lines").open_list();
  for (const plan::BillLine& each : bill.lines) {
    json.open_object(true).text("owner", each.owner).text("kind", each.kind);
    json.text("part", each.part).count("count", each.count);
    if (each.price) json.number("price", each.price->value());
    json.number("total", each.total.value());
    if (!each.phase.empty()) json.text("phase", each.phase);
    if (!each.note.empty()) json.text("note", each.note);
    json.close();
  }
  json.close().number("total", bill.total().value()).text("unit", "USD").close();
}

void add_choices(JsonWriter& json, const std::vector<plan::Decision>& decisions) {
  json.key("choices").open_list();
  for (const plan::Decision& each : decisions) {
    json.open_object(true).text("path", each.path).text("chosen", each.chosen);
    if (!each.runner_up.empty()) json.text("runner_up", each.runner_up);
    json.text("reason", each.reason).close();
  }
  json.close();
}

void add_basis(JsonWriter& json, const BasisCount& count) {
  json.key("basis").open_object(true);
  json.count("plan", static_cast<std::int64_t>(count.author));
  json.count("defaults", static_cast<std::int64_t>(count.defaults));
  for (std::size_t i = 0; i < count.by_basis.size(); ++i) {
    if (count.by_basis[i] == 0) continue;
    json.count(words<Basis>[i].word, static_cast<std::int64_t>(count.by_basis[i]));
  }
  json.close();
}

void add_shares(JsonWriter& json, const BasisShares& shares) {
  json.key("cost_basis").open_object(true);
  json.number("plan", shares.author);
  for (std::size_t i = 0; i < shares.by_basis.size(); ++i) {
    if (shares.by_basis[i] > 0.0) json.number(words<Basis>[i].word, shares.by_basis[i]);
  }
  json.close();
}

void add_assumptions(JsonWriter& json, const std::vector<Assumption>& all) {
  json.key("assumptions").open_list();
  for (const Assumption& each : all) {
    json.open_object(true).text("path", each.path).text("value", each.value);
    json.text("source", each.source);
    json.text("basis", words<Basis>[static_cast<std::size_t>(each.basis)].word);
    if (each.flatters) json.key("flatters").truth(true);
    json.close();
  }
  json.close();
}

void add_inputs(JsonWriter& json, const Answer& answer) {
  json.key("inputs").open_object();
  json.text("plan", answer.path);
  if (!answer.loaded.variant.empty()) json.text("variant", answer.loaded.variant);
  json.key("overlays").open_list(true);
  for (const std::string& each : answer.overrides.overlays) json.text(each);
  json.close().key("settings").open_list(true);
  for (const std::string& each : answer.overrides.settings) json.text(each);
  json.close();
  if (!answer.evaluated) {
    json.close();
    return;
  }
  const plan::TimeFrame& time = answer.scenario.last().plan.time;
  json.text("start", format_month(time.start)).count("months", answer.scenario.months);
  const io::InputHashes hashes = io::input_hashes(answer.loaded);
  json.key("hashes").open_object().text("plan", hashes.plan);
  json.text("prices", hashes.prices).text("catalogue", hashes.catalogue).close().close();
}

void add_flatteries(JsonWriter& json, const std::vector<Flattery>& all) {
  json.key("flatters").open_list();
  for (const Flattery& each : all) {
    json.open_object(true).text("path", each.place).text("how", each.how).close();
  }
  json.close();
}

}  // namespace

std::string result_json(const Answer& answer, const ResultWish& wish) {
  JsonWriter json;
  json.open_object().text("weft_result", result_version).text("engine", WEFT_VERSION);
  json.text("status", word(status(answer)));
  add_inputs(json, answer);
  if (answer.evaluated) {
    const auto all = metrics(answer.outcome());
    const auto taken = assumptions(answer);
    add_flatteries(json, flatteries(answer, taken));
    add_basis(json, basis_count(answer, taken));
    if (answer.cost_basis) add_shares(json, *answer.cost_basis);
    add_metrics(json, all, wish.metrics);
    add_requirements(json, answer.outcome(), all);
    if (!answer.gates.empty()) add_gates(json, answer);
    add_bill(json, answer.bill);
    add_series(json, answer, all, wish.metrics);
    add_choices(json, answer.decisions);
    if (wish.assumptions) add_assumptions(json, taken);
  }
  add_diagnostics(json, answer.loaded);
  return std::move(json.close()).finish();
}

std::string results_json(const std::vector<Answer>& answers, const ResultWish& wish) {
  JsonWriter json;
  json.open_object().text("weft_results", result_version).key("variants").open_object();
  for (const Answer& each : answers) {
    std::string one = result_json(each, wish);
    while (one.ends_with('\n')) one.pop_back();
    json.key(each.loaded.variant.empty() ? "plan" : each.loaded.variant).raw(one);
  }
  return std::move(json.close().close()).finish();
}

}  // namespace weft::report
