// SPDX-License-Identifier: Apache-2.0
#include "weft/report/explain.hpp"

#include "explain_leaf.hpp"
#include "explain_steps.hpp"
#include "places.hpp"
#include "show.hpp"
#include "weft/economics/price_performance.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/needs.hpp"
#include "weft/plan/sharing.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace weft::report {
namespace {

/// Makes trees of derivations.
class Deriver {
 public:
  Deriver(const Places& places, const RecordedSteps& steps, Leaves& leaves, CalendarMonth start,
          std::size_t depth)
      : places_(places), steps_(steps), leaves_(leaves), start_(start), depth_(depth) {}

  Derivation derive(const Moment& of, std::size_t level = 0) {
    const Spot& spot = places_.at(of.spot);
    if (spot.root != Root::result && spot.root != Root::way) return leaves_.of(of.spot);
    Derivation made;
    made.id = places_.path(of.spot);
    made.doc = spot.row.doc;
    read_value(spot, made.id, start_, made);
    const auto step = steps_.maker(of);
    const auto part = steps_.part_maker(of);
    if (part && (!step || *part > *step)) {
      made.card = step ? steps_.card(*step) : &plan::sum_card;
      return filled(std::move(made), parts_of(of, step), of, level);
    }
    if (!step) return made;
    const auto [real, inputs] = followed(*step);
    if (level > 0 && is_handed_on(real, inputs)) return leaves_.of(inputs.front().spot);
    made.card = spot.row.card ? spot.row.card : steps_.card(real);
    return filled(std::move(made), inputs, {of.spot, real}, level);
  }

 private:
  /// Some of it was made by steps of their own, the rest with the whole.
  [[nodiscard]] std::vector<Moment> parts_of(const Moment& of,
                                             std::optional<std::size_t> whole) const {
    std::vector<Moment> all;
    for (const std::size_t part : steps_.parts(of)) all.push_back({part, of.before});
    if (!whole) return all;
    const auto rest = steps_.inputs(*whole);
    all.insert(all.end(), rest.begin(), rest.end());
    return all;
  }

  /// A value that was only handed on is explained by what it was.
  [[nodiscard]] std::pair<std::size_t, std::vector<Moment>> followed(std::size_t step) const {
    auto inputs = steps_.inputs(step);
    while (steps_.card(step) == &plan::as_is_card && inputs.size() == 1) {
      const auto next = steps_.maker(inputs.front());
      const auto part = steps_.part_maker(inputs.front());
      if (!next || (part && *part > *next)) break;
      step = *next;
      inputs = steps_.inputs(step);
    }
    return {step, std::move(inputs)};
  }

  /// A value of the plan or of a record under another name.
  [[nodiscard]] bool is_handed_on(std::size_t step, const std::vector<Moment>& inputs) const {
    if (steps_.card(step) != &plan::as_is_card || inputs.size() != 1) return false;
    const Root root = places_.at(inputs.front().spot).root;
    return root != Root::result && root != Root::way;
  }

  Derivation filled(Derivation made, const std::vector<Moment>& inputs, const Moment& key,
                    std::size_t level) {
    if (inputs.empty()) return made;
    if (depth_ > 0 && level >= depth_) {
      made.is_cut = true;
      return made;
    }
    if (!met_.insert(key).second) {
      made.is_above = true;
      return made;
    }
    for (const Moment& each : inputs) {
      if (!is_there(each)) continue;
      Derivation one = derive(each, level + 1);
      if (one.id != made.id || one.value || one.inputs.empty()) {
        add(std::move(one), made.inputs);
      } else {  // a group of members that has no name of its own
        for (Derivation& inner : one.inputs) add(std::move(inner), made.inputs);
      }
    }
    return made;
  }

  /// What no step made is as it was before there was a plan: it adds nothing.
  [[nodiscard]] bool is_there(const Moment& of) const {
    const Root root = places_.at(of.spot).root;
    if (root != Root::result && root != Root::way) return true;
    return steps_.maker(of) || steps_.part_maker(of);
  }

  /// The same value of several phases is said once.
  static void add(Derivation one, std::vector<Derivation>& into) {
    const bool known = one.origin != Origin::computed &&
                       std::any_of(into.begin(), into.end(), [&](const Derivation& each) {
                         return each.id == one.id && each.text == one.text;
                       });
    if (!known) into.push_back(std::move(one));
  }

  const Places& places_;
  const RecordedSteps& steps_;
  Leaves& leaves_;
  CalendarMonth start_;
  std::size_t depth_;
  std::set<Moment> met_;
};

}  // namespace

struct Explanation::Held {
  explicit Held(const Answer& of)
      : answer(of),
        evaluation(plan::shape(of.scenario)),
        recording(record()),
        places(of.scenario, evaluation),
        steps(recording, places),
        leaves(of, places, titles),
        all(report::metrics(evaluation.outcome)) {}

  Recording record() {
    const plan::Scenario& scenario = answer.scenario;
    Recording made = plan::evaluate_recorded(scenario, evaluation);
    plan::compare_sharing(scenario, evaluation, made);
    plan::find_needs(scenario, evaluation, made);
    plan::PlanVerdict& verdict = evaluation.outcome.plan;
    const plan::PlanVerdict& told = answer.outcome().plan;
    const plan::Plan& last = scenario.last().plan;
    made(
        plan::assumptions_card, verdict.assumptions, [&] { verdict = told; }, last,
        scenario.catalogue);
    made(
        plan::guess_share_card, verdict.guess_share, [] {}, last, scenario.catalogue);
    price_bill(made);
    return made;
  }

  /// What the answer says of the prices of its bill.
  void price_bill(Recording& made) {
    auto& cost = evaluation.outcome.finance.cost;
    const auto& told = answer.outcome().finance.cost;
    if (!cost || !told) return;
    made(
        plan::quoted_card, cost->capex_quoted_share,
        [&] { cost->capex_quoted_share = told->capex_quoted_share; }, cost->capex,
        answer.scenario.catalogue);
    made(
        economics::price_index_card, cost->bom_price_index,
        [&] { cost->bom_price_index = told->bom_price_index; }, cost->capex);
  }

  const Answer& answer;
  plan::Evaluation evaluation;
  Recording recording;
  Places places;
  RecordedSteps steps;
  SourceTitles titles;
  Leaves leaves;
  std::vector<Metric> all;
};

Explanation::Explanation(const Answer& answer) : held_(std::make_unique<Held>(answer)) {}
Explanation::Explanation(Explanation&&) noexcept = default;
Explanation& Explanation::operator=(Explanation&&) noexcept = default;
Explanation::~Explanation() = default;

const std::vector<Metric>& Explanation::metrics() const { return held_->all; }

std::optional<Derivation> Explanation::of(std::string_view metric, std::size_t depth) const {
  const Metric* found = find(held_->all, metric);
  if (!found) return std::nullopt;
  const auto spot = held_->places.find(found->place);
  if (!spot) return std::nullopt;
  const CalendarMonth start = held_->answer.scenario.last().plan.time.start;
  Deriver deriver(held_->places, held_->steps, held_->leaves, start, depth);
  Derivation made = deriver.derive({*spot, held_->steps.size()});
  made.id = found->id;
  made.doc = found->doc;
  made.value = found->value;
  made.why = found->why;
  made.dimension = found->dimension;
  made.text = found->value ? show_value(*found->value, *found, start) : "none";
  return made;
}

std::string_view word(Origin origin) {
  constexpr std::array words{"computed", "written", "assumed", "catalogue", "chosen"};
  return words[static_cast<std::size_t>(origin)];
}

}  // namespace weft::report
