// SPDX-License-Identifier: Apache-2.0
#include "weft/report/explain.hpp"

#include "explain_leaf.hpp"
#include "places.hpp"
#include "show.hpp"
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

/// A spot as it stood before a step: places may be written more than once.
struct Moment {
  std::size_t spot = 0;
  std::size_t before = 0;  ///< steps, in the order in which they were made
  friend auto operator<=>(const Moment&, const Moment&) = default;
};

/// Steps by what they made, with inputs as spots.
class Steps {
 public:
  Steps(const Recording& recording, const Places& places) : places_(places) {
    for (const Edge& each : recording.edges()) {
      const std::size_t at = made_.size();
      made_.push_back({each.card, {}, {}});
      made_.back().out = places.find(each.out);
      if (!made_.back().out) continue;
      for (const Place& in : each.in) {
        if (const auto spot = places.find(in)) made_.back().in.push_back(*spot);
      }
      of_[*made_.back().out].push_back(at);
      for (auto above = places.at(*made_.back().out).above; above;
           above = places.at(*above).above) {
        inside_[*above].push_back(at);
      }
    }
  }

  [[nodiscard]] std::size_t size() const { return made_.size(); }
  [[nodiscard]] const Formula* card(std::size_t step) const { return made_[step].card; }
  [[nodiscard]] std::size_t out(std::size_t step) const { return *made_[step].out; }

  /// The last step before a moment that made a spot or something that it is part of.
  [[nodiscard]] std::optional<std::size_t> maker(const Moment& of) const {
    std::optional<std::size_t> last;
    for (auto spot = std::optional(of.spot); spot; spot = places_.at(*spot).above) {
      const auto found = last_of(of_, *spot, of.before);
      if (found && (!last || *found > *last)) last = found;
    }
    return last;
  }
  /// The last step before a moment that made a part of a spot.
  [[nodiscard]] std::optional<std::size_t> part_maker(const Moment& of) const {
    return last_of(inside_, of.spot, of.before);
  }
  /// What a step read; with it other rounds of the same loop: the same formula into the same place.
  [[nodiscard]] std::vector<Moment> inputs(std::size_t step) const {
    std::vector<Moment> all;
    for (const std::size_t each : of_.at(out(step))) {
      if (each > step || card(each) != card(step)) continue;
      for (const std::size_t spot : made_[each].in) {
        const auto known = std::find_if(all.begin(), all.end(),
                                        [&](const Moment& one) { return one.spot == spot; });
        if (known == all.end()) {
          all.push_back({spot, own(each, spot) ? first_round(step) : each});
        } else if (!own(each, spot)) {
          known->before = each;
        }
      }
    }
    return all;
  }
  /// Parts of a spot that were made by steps of their own, outermost first.
  [[nodiscard]] std::vector<std::size_t> parts(const Moment& of) const {
    std::vector<std::size_t> found;
    const auto at = inside_.find(of.spot);
    if (at == inside_.end()) return found;
    for (const std::size_t step : at->second) {
      if (step >= of.before) continue;
      const std::size_t part = below(of.spot, out(step));
      if (std::find(found.begin(), found.end(), part) == found.end()) found.push_back(part);
    }
    return found;
  }

 private:
  struct Made {
    const Formula* card;
    std::optional<std::size_t> out;
    std::vector<std::size_t> in;
  };
  using BySpot = std::map<std::size_t, std::vector<std::size_t>>;

  static std::optional<std::size_t> last_of(const BySpot& in, std::size_t spot,
                                            std::size_t before) {
    const auto found = in.find(spot);
    if (found == in.end()) return std::nullopt;
    const auto& steps = found->second;
    const auto past = std::lower_bound(steps.begin(), steps.end(), before);
    if (past == steps.begin()) return std::nullopt;
    return *std::prev(past);
  }
  /// A step that adds to what stands there reads its own result.
  [[nodiscard]] bool own(std::size_t step, std::size_t spot) const { return out(step) == spot; }
  [[nodiscard]] std::size_t first_round(std::size_t step) const {
    for (const std::size_t each : of_.at(out(step))) {
      if (card(each) == card(step)) return each;
    }
    return step;
  }
  /// The child of `above` that `spot` is or is in.
  [[nodiscard]] std::size_t below(std::size_t above, std::size_t spot) const {
    while (places_.at(spot).above && *places_.at(spot).above != above) {
      spot = *places_.at(spot).above;
    }
    return spot;
  }

  const Places& places_;
  std::vector<Made> made_;
  BySpot of_, inside_;
};

/// Makes trees of derivations.
class Deriver {
 public:
  Deriver(const Places& places, const Steps& steps, Leaves& leaves, CalendarMonth start,
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
      // Some of it was made by steps of their own, the rest with the whole.
      made.card = step ? steps_.card(*step) : &plan::sum_card;
      std::vector<Moment> inputs = parts_of(of);
      if (step) {
        for (const Moment& each : steps_.inputs(*step)) inputs.push_back(each);
      }
      return filled(std::move(made), inputs, of, level);
    }
    if (!step) return made;
    const auto [real, inputs] = followed(*step);
    if (level > 0 && is_handed_on(real, inputs)) return leaves_.of(inputs.front().spot);
    made.card = spot.row.card ? spot.row.card : steps_.card(real);
    return filled(std::move(made), inputs, {of.spot, real}, level);
  }

 private:
  [[nodiscard]] std::vector<Moment> parts_of(const Moment& of) const {
    std::vector<Moment> all;
    for (const std::size_t part : steps_.parts(of)) all.push_back({part, of.before});
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
  const Steps& steps_;
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
    return made;
  }

  const Answer& answer;
  plan::Evaluation evaluation;
  Recording recording;
  Places places;
  Steps steps;
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
