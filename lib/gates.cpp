// SPDX-License-Identifier: Apache-2.0
#include "weft/report/gates.hpp"

#include "metric_docs.hpp"
#include "show.hpp"
#include "weft/economics/payback.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/files.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/reader.hpp"
#include "weft/io/walk.hpp"
#include "weft/plan/summary_capacity.hpp"
#include "weft/report/answer.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace weft::report {
namespace {

using study::GateKind;

/// What plans may ask for one day. A test takes out what results have.
constexpr std::array planned_metrics{"plan.out_of_domain_share"};

/// Ids that this plan can have, and the numbers that it writes.
class Names {
 public:
  explicit Names(Answer& answer) : plan_(answer.scenario.stages.back().plan), answer_(answer) {}

  std::optional<study::GateSymbol> symbol(std::string_view id) {
    if (const MetricDoc* found = metric(id)) {
      GateKind kind{GateKind::Form::number, found->dimension};
      if (is_month(id)) kind = {GateKind::Form::month, {}};
      return study::GateSymbol{kind, found->has_series};
    }
    if (is_planned_metric(id)) {
      if (pending_.empty()) pending_ = std::string(id);
      return study::GateSymbol{};
    }
    const auto leaf = io::find_leaf(type_of<plan::Plan>(), &plan_, id);
    if (!leaf || !leaf->type || !io::is_number(leaf->type->shape)) return std::nullopt;
    return study::GateSymbol{{GateKind::Form::number, leaf->type->dimension}, false};
  }

  std::string near(std::string_view id) {
    std::vector<std::string> all;
    for (const MetricDoc& each : table()) add_ids(each, all);
    const std::vector<std::string_view> views(all.begin(), all.end());
    std::string hint = io::did_you_mean(id, views);
    return hint.empty() ? "weft schema --result lists every metric" : hint;
  }

  [[nodiscard]] const std::string& pending() const { return pending_; }
  void forget_pending() { pending_.clear(); }

 private:
  const std::vector<MetricDoc>& table() {
    if (table_.empty()) table_ = metric_table();
    return table_;
  }

  /// Names below a map of the results: of the plan, or its phases.
  [[nodiscard]] std::vector<std::string> names(std::string_view map) const {
    std::vector<std::string> found;
    const auto add = [&](const auto& things) {
      for (const auto& each : things) found.push_back(each.name);
    };
    if (map == "clusters") add(plan_.clusters);
    if (map == "fabrics") add(plan_.fabrics);
    if (map == "workloads") add(plan_.workloads);
    if (map == "ramp") add(answer_.scenario.stages);
    return found;
  }

  /// A workload of another kind does not have the metric.
  [[nodiscard]] bool has(const MetricDoc& doc, std::string_view name) const {
    if (doc.kinds.empty()) return true;
    const plan::Workload* workload = plan_.workloads.find(name);
    if (!workload) return false;
    const std::string_view kind = words<plan::Workload>[workload->index()].word;
    return std::find(doc.kinds.begin(), doc.kinds.end(), kind) != doc.kinds.end();
  }

  const MetricDoc* metric(std::string_view id) {
    for (const MetricDoc& each : table()) {
      if (!fits(each.id, id)) continue;
      if (each.id.find('<') == std::string::npos) return &each;
      const auto dot = id.find('.');
      const std::string_view rest = id.substr(dot + 1);
      const std::string name(rest.substr(0, rest.find('.')));
      const auto known = names(id.substr(0, dot));
      if (std::find(known.begin(), known.end(), name) == known.end()) continue;
      if (has(each, name)) return &each;
    }
    return nullptr;
  }

  void add_ids(const MetricDoc& doc, std::vector<std::string>& into) const {
    const auto open = doc.id.find('<');
    if (open == std::string::npos) return into.push_back(doc.id);
    const auto close = doc.id.find('>');
    for (const std::string& each : names(std::string_view(doc.id).substr(0, open - 1))) {
      if (has(doc, each)) into.push_back(doc.id.substr(0, open) + each + doc.id.substr(close + 1));
    }
  }

  plan::Plan& plan_;
  const Answer& answer_;
  std::vector<MetricDoc> table_;
  std::string pending_;
};

/// Where a part of an expression stands: exactly, where its text has no escapes.
Span part_of(const Span& whole, const std::string& text, const io::TextFault& fault,
             const io::Sources& sources) {
  const std::string& source = sources[whole.source].text;
  const bool plain = source.compare(whole.begin + 1, text.size(), text) == 0;
  if (!plain || fault.end <= fault.begin) return whole;
  const auto at = whole.begin + 1;
  return {whole.source, at + static_cast<std::uint32_t>(fault.begin),
          at + static_cast<std::uint32_t>(fault.end)};
}

class Reading {
 public:
  Reading(Answer& answer, const GateWish& wish) : answer_(answer), wish_(wish), names_(answer) {
    const plan::Plan& plan = answer.scenario.last().plan;
    scope_.symbol = [this](std::string_view id) { return names_.symbol(id); };
    scope_.near = [this](std::string_view id) { return names_.near(id); };
    scope_.start = plan.time.start;
    scope_.months = answer.scenario.months;
  }

  void run() {
    answer_.gates.clear();
    const io::LoadedPhase& last = answer_.loaded.phases.back();
    for (const auto& each : last.plan.gates) add(each.name, each.value, "", last.notes);
    for (const std::string& each : wish_.files) file(each);
  }

 private:
  Diagnostics& said() { return answer_.loaded.diagnostics; }

  void file(const std::string& path) {
    const auto text = io::read_file(path, said());
    if (!text) return;
    io::Sources& sources = answer_.loaded.sources;
    sources.push_back({path, *text});
    const io::Node root =
        io::parse(static_cast<std::uint16_t>(sources.size() - 1), sources, said());
    if (said().has_errors()) return;
    const io::Node* section = root.find("gates");
    if (!section || !section->is_object()) {
      return said().add({Severity::error, "WF0310", "", path + " holds no gates",
                         R"(write { "gates": { "name": { "require": "..." } } })", root.at});
    }
    Named<plan::Gate> gates;
    Notes notes;
    io::ReadContext context{said(), notes};
    io::read(*section, io::find_row(type_of<plan::Plan>(), "gates")->type(), &gates, "gates",
             context);
    for (const auto& each : gates) add(each.name, each.value, path, notes);
  }

  void add(const std::string& name, const plan::Gate& written, const std::string& from,
           const Notes& notes) {
    CheckedGate made;
    made.id = "gates." + name;
    made.file = from;
    made.written = written;
    const auto note = notes.find(made.id + ".require");
    if (note != notes.end()) made.at = note->second.at;
    if (note == notes.end() || !note->second.bad) compile(made);
    if (written.waive) waive(made, notes);
    answer_.gates.push_back(std::move(made));
  }

  void compile(CheckedGate& gate) {
    names_.forget_pending();
    auto compiled = study::compile_gate(gate.written.require, scope_);
    if (const auto* fault = std::get_if<io::TextFault>(&compiled)) {
      if (!names_.pending().empty() && fault->code == "WF0703") return planned(gate);
      Diagnostic one{Severity::error, fault->code, gate.id + ".require",
                     fault->message,  fault->hint, std::nullopt};
      if (gate.at) one.at = part_of(*gate.at, gate.written.require, *fault, answer_.loaded.sources);
      return said().add(std::move(one));
    }
    if (!names_.pending().empty()) return planned(gate);
    gate.program = std::get<study::GateProgram>(std::move(compiled));
    gate.compiled = true;
  }

  void planned(CheckedGate& gate) {
    gate.pending = names_.pending();
    said().add({Severity::warning, "WF0312", gate.id + ".require",
                "planned: " + gate.pending + " is not yet computed: the gate is not checked", "",
                gate.at});
  }

  void waive(CheckedGate& gate, const Notes& notes) {
    const plan::Waiver& waiver = *gate.written.waive;
    const auto place = [&](const char* member) -> std::optional<Span> {
      const auto note = notes.find(gate.id + ".waive." + member);
      return note == notes.end() ? std::nullopt : std::optional(note->second.at);
    };
    const auto refuse = [&](const char* member, const char* message, const char* hint) {
      said().add(
          {Severity::error, "WF0706", gate.id + ".waive." + member, message, hint, place(member)});
    };
    const auto until = parse_date(waiver.until);
    if (waiver.by.find_first_not_of(" \t") == std::string::npos) {
      refuse("by", "nobody answers for the waiver", "name a person: \"by\": \"a.planner\"");
    }
    if (!until) return refuse("until", "the waiver has no last day", "such as \"2027-09-30\"");
    if (!wish_.today) return;
    const std::int64_t left = days_between(*wish_.today, *until);
    gate.waiver_holds = left >= 0;
    gate.waiver_expired = left < 0;
    constexpr std::int64_t soon = 30;
    if (left >= soon) return;
    const std::string when = left < 0 ? "ran out " + std::to_string(-left) + " days ago"
                                      : "runs out in " + std::to_string(left) + " days";
    said().add({Severity::warning, "WF0707", gate.id + ".waive.until",
                "the waiver of " + waiver.by + " " + when, "fix the plan, or agree on a later day",
                place("until")});
  }

  Answer& answer_;
  const GateWish& wish_;
  Names names_;
  study::GateScope scope_;
};

/// A payback or a shortage that does not come is later than any limit.
std::optional<double> value_of(const Metric& metric) {
  if (metric.value) return metric.value;
  const Reason* why = metric.why ? metric.why->reason : nullptr;
  const bool comes_never = why == &economics::never_pays_back || why == &plan::never_short;
  return comes_never && is_month(metric.id) ? std::optional(study::never) : std::nullopt;
}

class Checking {
 public:
  Checking(Answer& answer, const std::vector<Metric>* baseline)
      : answer_(answer), own_(metrics(answer.outcome())), baseline_(baseline) {
    values_.value = [this](const study::GateName& name) { return value(name); };
    values_.series = [this](const study::GateName& name) -> const std::vector<double>* {
      const Metric* found = metric(name);
      return found ? &found->series : nullptr;
    };
  }

  void run() {
    for (CheckedGate& each : answer_.gates) check(each);
    count();
  }

 private:
  const Metric* metric(const study::GateName& name) const {
    if (!name.of_baseline) return find(own_, name.id);
    return baseline_ ? find(*baseline_, name.id) : nullptr;
  }

  std::optional<double> value(const study::GateName& name) {
    if (const Metric* found = metric(name)) return value_of(*found);
    if (name.of_baseline) return std::nullopt;
    plan::Plan& plan = answer_.scenario.stages.back().plan;
    const auto leaf = io::find_leaf(type_of<plan::Plan>(), &plan, name.id);
    return leaf ? leaf->number() : std::nullopt;
  }

  void check(CheckedGate& gate) {
    gate.state = GateState::not_checked;
    gate.given = gate.asked = std::nullopt;
    if (!gate.compiled) {
      gate.note =
          gate.pending.empty() ? "it cannot be read" : gate.pending + " is not yet computed";
      return;
    }
    const study::GateAnswer found = study::run_gate(gate.program, values_);
    gate.note = found.note;
    gate.given = found.given;
    gate.asked = found.asked;
    if (found.verdict == study::GateVerdict::holds) gate.state = GateState::holds;
    if (found.verdict != study::GateVerdict::fails) return;
    gate.state = gate.waiver_holds ? GateState::waived : GateState::fails;
    if (!gate.written.waive) return;
    const plan::Waiver& waiver = *gate.written.waive;
    const std::string by = waiver.by + " until " + waiver.until +
                           (waiver.why.empty() ? std::string() : ": " + waiver.why);
    gate.note = gate.waiver_holds     ? "waived by " + by
                : gate.waiver_expired ? "the waiver by " + by + " ran out"
                                      : "waived by " + by + ", which only --today can tell";
  }

  void count() {
    plan::PlanVerdict& verdict = answer_.evaluation.outcome.plan;
    verdict.limits_checked = verdict.limits_failed = 0;
    verdict.limits_unchecked = verdict.limits_waived = 0;
    for (const plan::Requirement& each : answer_.outcome().requirements) {
      const bool open = each.verdict == plan::Verdict::not_checked;
      ++(open ? verdict.limits_unchecked : verdict.limits_checked);
      if (each.verdict == plan::Verdict::fails) ++verdict.limits_failed;
    }
    for (const CheckedGate& each : answer_.gates) {
      const bool open = each.state == GateState::not_checked;
      ++(open ? verdict.limits_unchecked : verdict.limits_checked);
      if (each.state == GateState::waived) ++verdict.limits_waived;
      if (each.state == GateState::fails && each.is_error()) ++verdict.limits_failed;
    }
  }

  Answer& answer_;
  std::vector<Metric> own_;
  const std::vector<Metric>* baseline_;
  study::GateValues values_;
};

}  // namespace

bool is_planned_metric(std::string_view id) {
  return std::any_of(planned_metrics.begin(), planned_metrics.end(),
                     [&](std::string_view each) { return matches(each, id); });
}

void read_gates(Answer& answer, const GateWish& wish) { Reading(answer, wish).run(); }

bool needs_baseline(const Answer& answer) {
  return std::any_of(answer.gates.begin(), answer.gates.end(),
                     [](const CheckedGate& each) { return each.program.needs_baseline; });
}

void check_gates(Answer& answer, const std::vector<Metric>* baseline) {
  Checking(answer, baseline).run();
}

std::string_view word(GateState state) {
  constexpr std::array<std::string_view, 4> words{"holds", "fails", "waived", "not-checked"};
  return words[static_cast<std::size_t>(state)];
}

std::string given_text(const CheckedGate& gate, CalendarMonth start, std::string_view dash) {
  if (!gate.given) return std::string(dash);
  if (*gate.given == study::never) return "never";
  const GateKind& kind = gate.program.compared;
  if (kind.form == GateKind::Form::month) {
    return format_month(start + static_cast<std::int64_t>(*gate.given + 1e-9));
  }
  // The unit in which people read the first metric that has the same dimension.
  MetricDoc as;
  as.dimension = kind.dimension;
  const auto& names = gate.program.names;
  const auto table = metric_table();
  for (const MetricDoc& each : table) {
    const bool named = std::any_of(names.begin(), names.end(), [&](const study::GateName& name) {
      return fits(each.id, name.id);
    });
    if (!named || each.dimension != kind.dimension) continue;
    as.shown = each.shown;
    as.id = names.front().id;
    break;
  }
  return show_value(*gate.given, as, start);
}

}  // namespace weft::report
