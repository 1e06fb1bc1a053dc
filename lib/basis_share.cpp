// SPDX-License-Identifier: Apache-2.0
#include "weft/report/basis_share.hpp"

#include "weft/report/answer.hpp"
#include "weft/report/assumptions.hpp"
#include "weft/study/inputs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace weft::report {
namespace {

using study::Input;
using study::Inputs;

/// What each input rests on; none where the author wrote the value without a basis.
using Bases = std::map<std::string, std::optional<Basis>, std::less<>>;

Bases bases_of(const Answer& answer) {
  Bases bases;
  for (const Assumption& each : assumptions(answer)) bases[each.path] = each.basis;
  for (const auto& [path, note] : answer.loaded.phases.back().notes) bases[path] = note.basis;
  return bases;
}

/// Nine tenths of a number, inside its range; one less where it counts things.
double lowered(const Input& input, double value) {
  double less = 0.9 * value;
  if (input.type->shape == Shape::count) less = std::min(std::round(less), value - 1.0);
  return std::clamp(less, input.row.range.least, input.row.range.most);
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
  const std::vector<double> were = input.values();
  for (std::size_t i = 0; i < were.size(); ++i) {
    input.type->set(input.slots[i], were[i] == 0.0 ? 0.0 : lowered(input, were[i]));
  }
  plan::evaluate(scenario, evaluation);
  input.set(were);
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
  const Bases bases = bases_of(answer);
  for (const auto& [path, input] : study::inputs_of(scenario)) {
    const double each = weight(input, scenario, evaluation, base);
    const auto found = bases.find(path);
    const auto basis = found == bases.end() ? std::nullopt : found->second;
    (basis ? shares.by_basis[static_cast<std::size_t>(*basis)] : shares.author) += each;
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
