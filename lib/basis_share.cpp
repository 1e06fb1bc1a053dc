// SPDX-License-Identifier: Apache-2.0
#include "weft/report/basis_share.hpp"

#include "weft/io/walk.hpp"
#include "weft/report/answer.hpp"
#include "weft/report/assumptions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace weft::report {
namespace {

/// A number in every stage in which it stands.
struct Input {
  std::optional<Basis> basis;  ///< none: the author wrote the value without one
  const Type* type = nullptr;
  Range range{};
  std::vector<void*> slots;
};
using Inputs = std::map<std::string, Input, std::less<>>;

bool can_vary(const io::Place& place) {
  return place.type && io::is_number(place.type->shape) && place.type->set && !place.row.is_label;
}

void add_slots(const Type& type, const void* root, const std::string& path, Inputs& into) {
  io::walk(type, root, path, [&](const io::Place& place) {
    if (!can_vary(place)) return;
    Input& input = into[place.path];
    input.type = place.type;
    input.range = place.row.range;
    input.slots.push_back(place.at);
  });
}

/// Every number of the scenario by its path, with what it rests on.
Inputs inputs_of(plan::Scenario& scenario, const Answer& answer) {
  Inputs inputs;
  for (plan::Stage& each : scenario.stages)
    add_slots(type_of<plan::Plan>(), &each.plan, "", inputs);
  catalog::Catalogue& parts = scenario.catalogue;
  const auto add_records = [&](auto& records, const std::string& folder) {
    using Record = std::remove_cvref_t<decltype(records.entries.front().value)>;
    for (auto& each : records) {
      add_slots(type_of<Record>(), &each.value, folder + "." + each.name, inputs);
    }
  };
  add_records(parts.accelerators, "accelerators");
  add_records(parts.nodes, "nodes");
  add_records(parts.switches, "switches");
  add_records(parts.nics, "nics");
  add_records(parts.optics, "optics");
  add_records(parts.nos, "nos");
  add_records(parts.llms, "llms");
  for (const Assumption& each : assumptions(answer)) {
    if (const auto found = inputs.find(each.path); found != inputs.end()) {
      found->second.basis = each.basis;
    }
  }
  for (const auto& [path, note] : answer.loaded.phases.back().notes) {
    if (const auto found = inputs.find(path); found != inputs.end()) {
      found->second.basis = note.basis;
    }
  }
  return inputs;
}

/// Nine tenths of a number, inside its range; one less where it counts things.
double lowered(const Input& input, double value) {
  double less = 0.9 * value;
  if (input.type->shape == Shape::count) less = std::min(std::round(less), value - 1.0);
  return std::clamp(less, input.range.least, input.range.most);
}

double total_cost(const plan::Evaluation& evaluation) {
  const auto& cost = evaluation.outcome.finance.cost;
  return cost ? ratio(cost->tco.total(), dollar) : 0.0;
}

/// Change of the total per change of the input, both relative.
double weight(const Input& input, const plan::Scenario& scenario, plan::Evaluation& evaluation,
              double base) {
  const double value = input.type->get(input.slots.front());
  const double less = lowered(input, value);
  if (value == 0.0 || less == value) return 0.0;
  std::vector<double> were;
  for (void* slot : input.slots) {
    const double was = input.type->get(slot);
    were.push_back(was);
    input.type->set(slot, was == 0.0 ? 0.0 : lowered(input, was));
  }
  plan::evaluate(scenario, evaluation);
  for (std::size_t i = 0; i < were.size(); ++i) input.type->set(input.slots[i], were[i]);
  const double now = total_cost(evaluation);
  if (now == 0.0) return 0.0;  // the plan has no cost without it: nothing to compare
  return std::fabs((now - base) / base) / std::fabs((value - less) / value);
}

}  // namespace

double BasisShares::guessed() const {
  return by_basis[static_cast<std::size_t>(Basis::estimate)] +
         by_basis[static_cast<std::size_t>(Basis::guess)];
}

void vary_inputs(Answer& answer) {
  if (!answer.evaluated) return;
  plan::Scenario scenario = answer.scenario;
  plan::Evaluation evaluation = plan::shape(scenario);
  plan::evaluate(scenario, evaluation);
  const double base = total_cost(evaluation);
  if (base == 0.0) return;
  BasisShares shares;
  double sum = 0.0;
  for (const auto& [path, input] : inputs_of(scenario, answer)) {
    const double each = weight(input, scenario, evaluation, base);
    (input.basis ? shares.by_basis[static_cast<std::size_t>(*input.basis)] : shares.author) += each;
    sum += each;
  }
  if (sum == 0.0) return;
  shares.author /= sum;
  for (double& each : shares.by_basis) each /= sum;
  answer.cost_basis = shares;
  answer.evaluation.outcome.plan.guess_share = shares.guessed();
}

std::string share_line(const BasisShares& shares) {
  std::string line;
  const auto add = [&](double share, std::string_view on) {
    const long percent = std::lround(100.0 * share);
    if (percent == 0) return;
    line += (line.empty() ? "total cost rests " : ", ") + std::to_string(percent) + " % on " +
            std::string(on);
  };
  add(shares.author, "values of the plan");
  for (std::size_t i = 0; i < shares.by_basis.size(); ++i) {
    add(shares.by_basis[i], words<Basis>[i].word);
  }
  return line;
}

}  // namespace weft::report
