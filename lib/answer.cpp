// SPDX-License-Identifier: Apache-2.0
#include "weft/report/answer.hpp"

#include "bill_prices.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/quotes.hpp"
#include "weft/plan/needs.hpp"
#include "weft/plan/resolve.hpp"
#include "weft/plan/sharing.hpp"
#include "weft/report/assumptions.hpp"
#include "weft/report/metrics.hpp"

#include <utility>

namespace weft::report {
namespace {

void resolve_into(Answer& answer, const GateWish& gates) {
  io::Loaded& loaded = answer.loaded;
  if (loaded.diagnostics.has_errors()) return;
  std::vector<plan::PhasePlan> phases;
  phases.reserve(loaded.phases.size());
  for (const io::LoadedPhase& each : loaded.phases) {
    phases.push_back({each.name, each.from, &each.plan, &each.notes});
  }
  Diagnostics found;
  answer.scenario = plan::resolve(phases, loaded.catalogue, found);
  for (Diagnostic& each : found.items) loaded.diagnostics.add(std::move(each));
  if (!loaded.diagnostics.has_errors()) read_gates(answer, gates);
  if (gates.today) io::judge_quotes(loaded, *gates.today);
  io::settle(loaded.diagnostics, loaded.document);
  answer.resolved = !loaded.diagnostics.has_errors();
}

/// A headline that names no metric would be a silent gap.
void check_headline(Answer& answer) {
  const auto& wanted = answer.scenario.last().plan.report.headline;
  if (wanted.empty()) return;
  const auto all = metrics(answer.outcome());
  std::vector<std::string_view> ids;
  for (const Metric& each : all) ids.push_back(each.id);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (find(all, wanted[i])) continue;
    answer.loaded.diagnostics.warn("WF0607", "report.headline." + std::to_string(i),
                                   "no result is called " + wanted[i],
                                   io::did_you_mean(wanted[i], ids));
  }
  io::settle(answer.loaded.diagnostics, answer.loaded.document);
}

void evaluate_into(Answer& answer) {
  if (!answer.resolved) return;
  answer.decisions = plan::choose(answer.scenario);
  answer.evaluation = plan::shape(answer.scenario);
  plan::evaluate(answer.scenario, answer.evaluation);
  plan::compare_sharing(answer.scenario, answer.evaluation);
  plan::find_needs(answer.scenario, answer.evaluation);
  answer.bill = plan::bill(answer.scenario, answer.evaluation);
  note_quotes(answer);
  check_headline(answer);
  answer.evaluated = true;
  answer.evaluation.outcome.plan.assumptions =
      static_cast<std::int64_t>(assumptions(answer).size());
}

/// The variant that the plan calls its baseline, where a gate asks for it and this is another one.
std::optional<std::string> other_baseline(const Answer& answer) {
  if (!answer.evaluated || !needs_baseline(answer)) return std::nullopt;
  const std::string& baseline = answer.scenario.last().plan.baseline;
  const bool known = !baseline.empty() && !answer.path.empty() && answer.path != "-";
  if (!known || baseline == answer.loaded.variant) return std::nullopt;
  return baseline;
}

void check_gates_of(Answer& answer) {
  if (!answer.evaluated) return;
  if (const auto name = other_baseline(answer)) {
    io::Overrides with = answer.overrides;
    with.variant = *name;
    Answer baseline = check(answer.path, with);
    evaluate_into(baseline);
    if (baseline.evaluated) {
      const auto values = metrics(baseline.outcome());
      return check_gates(answer, &values);
    }
  }
  const bool own = !answer.loaded.variant.empty() &&
                   answer.loaded.variant == answer.scenario.last().plan.baseline;
  const auto values = metrics(answer.outcome());
  check_gates(answer, own ? &values : nullptr);
}

}  // namespace

Answer::Answer() = default;
Answer::Answer(const Answer&) = default;
Answer::Answer(Answer&&) noexcept = default;
Answer& Answer::operator=(const Answer&) = default;
Answer& Answer::operator=(Answer&&) noexcept = default;
Answer::~Answer() = default;

Answer check(const std::string& path, const io::Overrides& overrides, const GateWish& gates) {
  Answer made;
  made.path = path;
  made.overrides = overrides;
  made.loaded = io::load(path, overrides);
  resolve_into(made, gates);
  return made;
}

Answer answer(const std::string& path, const io::Overrides& overrides, const GateWish& gates,
              bool check_now) {
  Answer made = check(path, overrides, gates);
  evaluate_into(made);
  if (check_now) check_gates_of(made);
  return made;
}

Answer answer(io::Loaded loaded, const GateWish& gates, bool check_now) {
  Answer made;
  made.loaded = std::move(loaded);
  resolve_into(made, gates);
  evaluate_into(made);
  if (check_now) check_gates_of(made);
  return made;
}

Status status(const Answer& answer) {
  if (!answer.evaluated) return Status::not_evaluated;
  const plan::PlanVerdict& verdict = answer.outcome().plan;
  if (verdict.feasible == 0.0) return Status::infeasible;
  return verdict.limits_failed > 0 ? Status::limits_failed : Status::ok;
}

std::string_view word(Status status) {
  switch (status) {
    case Status::ok:
      return "ok";
    case Status::limits_failed:
      return "limits_failed";
    case Status::infeasible:
      return "infeasible";
    case Status::not_evaluated:
      return "not_evaluated";
  }
  return "not_evaluated";
}

}  // namespace weft::report
