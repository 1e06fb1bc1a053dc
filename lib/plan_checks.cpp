// SPDX-License-Identifier: Apache-2.0
#include "plan_checks.hpp"

#include "show.hpp"
#include "stuck.hpp"
#include "summary_parts.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

using State = PlanCheck::State;

/// "fabrics.backend" of "fabrics.backend.cost.switches"; "site" of "site.it_power".
std::string section_of(const std::string& id) {
  const auto first = id.find('.');
  if (first == std::string::npos) return id;
  const std::string head = id.substr(0, first);
  const bool named = head == "fabrics" || head == "workloads" || head == "clusters";
  return named ? id.substr(0, id.find('.', first + 1)) : head;
}

class PlanChecks {
 public:
  explicit PlanChecks(const Answer& answer) : answer_(answer), results_(answer, view_) {}

  std::vector<PlanCheck> run() {
    works();
    for (const plan::Requirement& each : answer_.outcome().requirements) limit(each);
    for (const CheckedGate& each : answer_.gates) gate(each);
    return std::move(made_);
  }

 private:
  PlanCheck& add(State state, std::string_view code, const std::string& path) {
    PlanCheck one;
    one.state = state;
    const bool warns = state == State::warns || state == State::waived;
    one.said.severity = warns ? Severity::warning : Severity::error;
    one.said.code = code;
    one.said.path = path;
    made_.push_back(std::move(one));
    return made_.back();
  }

  /// Where a path stands: the key of a section, the text of a value.
  [[nodiscard]] std::optional<Span> place(const std::string& path) const {
    const io::Node* node = io::find_path(answer_.loaded.document, path);
    if (!node) return std::nullopt;
    return node->items.empty() || node->key.empty() ? node->at : node->key_at;
  }

  void works() {
    const bool good = answer_.outcome().plan.feasible != 0.0;
    const auto stuck = good ? std::vector<Stuck>{} : stuck_parts(results_.all());
    for (const Stuck& each : stuck) {
      PlanCheck& one = add(State::fails, "WF0710", each.part);
      one.said.message = each.part + " does not work: " + stuck_text(*each.why);
      one.said.at = place(each.part);
    }
    if (!stuck.empty()) return;
    PlanCheck& one = add(good ? State::holds : State::fails, "WF0710", "plan");
    if (!good) one.said.message = "the plan cannot be built or does not work";
  }

  void limit(const plan::Requirement& of) {
    const State state = of.verdict == plan::Verdict::holds   ? State::holds
                        : of.verdict == plan::Verdict::fails ? State::fails
                                                             : State::not_checked;
    PlanCheck& one = add(state, "WF0709", of.limit);
    one.said.at = io::locate(answer_.loaded.document, of.limit);
    const Metric* metric = results_.find(of.metric);
    one.said.message = of.metric;
    if (metric && state != State::not_checked) {
      one.said.message += " is " + results_.text(of.given, *metric) + ", asked " +
                          limit_text(results_, of) + ", margin " + show_share(of.margin);
    } else {
      one.said.message += " is not checked";
    }
    drive(one, section_of(of.metric));
  }

  void gate(const CheckedGate& of) {
    State state = State::not_checked;
    if (of.state == GateState::holds) state = State::holds;
    if (of.state == GateState::fails) state = of.is_error() ? State::fails : State::warns;
    if (of.state == GateState::waived) state = State::waived;
    PlanCheck& one = add(state, "WF0708", of.file.empty() ? of.id : of.id + " of " + of.file);
    one.said.at = of.at;
    one.said.message = one.said.path +
                       (state == State::not_checked ? " is not checked" : " does not hold") +
                       ": it requires " + of.written.require;
    const std::string given = given_text(of, results_.start(), "");
    if (!given.empty()) one.said.message += ", got " + given;
    if (!of.note.empty()) one.said.message += "; " + of.note;
    for (const study::GateName& each : of.program.names) {
      if (!each.of_baseline) drive(one, driver_of(each.id));
    }
  }

  /// The value that a gate names, the limit on a metric, or the section that gives the metric.
  [[nodiscard]] std::string driver_of(const std::string& id) const {
    if (io::find_path(answer_.loaded.document, id)) return id;
    for (const plan::Requirement& each : answer_.outcome().requirements) {
      if (each.metric == id && io::find_path(answer_.loaded.document, each.limit))
        return each.limit;
    }
    return section_of(id);
  }

  void drive(PlanCheck& check, const std::string& path) const {
    const auto at = place(path);
    const bool known = std::any_of(check.drivers.begin(), check.drivers.end(),
                                   [&](const CheckDriver& each) { return each.path == path; });
    if (at && !known) check.drivers.push_back({path, *at});
  }

  View view_;
  const Answer& answer_;
  Results results_;
  std::vector<PlanCheck> made_;
};

}  // namespace

std::vector<PlanCheck> plan_checks(const Answer& answer) { return PlanChecks(answer).run(); }

}  // namespace weft::report
