// SPDX-License-Identifier: Apache-2.0
#include "weft/study/switch_over.hpp"

#include "weft/base/root.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/plan/evaluate.hpp"
#include "weft/study/inputs.hpp"

#include <algorithm>
#include <cmath>
#include <future>
#include <set>
#include <utility>

namespace weft::study {
namespace {

/// Where only the kind of load balancing is written, the efficiency is that kind's: stated, it is
/// an input like any other. That of hashed flows is counted, and stays so.
plan::Scenario with_balancing_stated(plan::Scenario scenario) {
  for (plan::Stage& stage : scenario.stages) {
    for (auto& each : stage.plan.fabrics) {
      auto& how = each.value.load_balancing;
      if (how && !how->efficiency) how->efficiency = fabric::BalancingEfficiency{}.of(how->kind);
    }
  }
  return scenario;
}

/// A copy of a contender that may be varied.
class Twin {
 public:
  Twin(const Contender& of, const Objective& objective)
      : of_(of),
        objective_(objective),
        scenario_(with_balancing_stated(*of.scenario)),
        evaluation_(plan::shape(scenario_)),
        inputs_(inputs_of(scenario_, *of.notes)) {
    before_ = run();
  }
  Twin(const Twin&) = delete;
  Twin& operator=(const Twin&) = delete;

  [[nodiscard]] const Inputs& inputs() const { return inputs_; }
  [[nodiscard]] std::optional<double> before() const { return before_; }
  [[nodiscard]] const Input* find(const std::string& path) const {
    const auto at = inputs_.find(path);
    return at == inputs_.end() ? nullptr : &at->second;
  }
  /// The objective with one input at another value; the input is then put back.
  std::optional<double> with(const Input& input, double value) {
    const std::vector<double> were = input.values();
    input.set(value);
    const auto found = run();
    input.set(were);
    return found;
  }
  /// What somebody wrote, in the plan or as the price of a part; and what rests on estimates where
  /// nobody did: the coefficients of openness, and the efficiency of load balancing.
  [[nodiscard]] bool is_written(const std::string& path) const {
    if (path.starts_with("let.") || of_.notes->contains(path)) return true;
    if (path.ends_with(".load_balancing.efficiency")) return true;
    if (path.starts_with("ecosystem.") || path.find(".openness.") != std::string::npos) return true;
    return path.ends_with(".price") && of_.part_notes->contains(path);
  }
  [[nodiscard]] std::optional<Interval> range_of(const std::string& path) const {
    for (const auto& [place, note] : *of_.notes) {
      const bool here =
          place == path || (path.starts_with("let.") && note.expression == "=" + path.substr(4));
      if (here && note.interval) return note.interval;
    }
    return std::nullopt;
  }

 private:
  std::optional<double> run() {
    plan::evaluate(scenario_, evaluation_);
    return objective_(evaluation_.outcome);
  }

  Contender of_;
  const Objective& objective_;
  plan::Scenario scenario_;
  plan::Evaluation evaluation_;
  Inputs inputs_;
  std::optional<double> before_;
};

/// Objective of the first less that of the second, as a function of one input.
class Gap {
 public:
  Gap(Twin& first, Twin& second, const std::string& path, Whose whose)
      : first_(first),
        second_(second),
        one_(whose == Whose::second ? nullptr : first.find(path)),
        other_(whose == Whose::first ? nullptr : second.find(path)) {}

  [[nodiscard]] const Input& input() const { return one_ ? *one_ : *other_; }
  /// NaN where one of the two has no objective there.
  double operator()(double value) const {
    const auto a = one_ ? first_.with(*one_, value) : first_.before();
    const auto b = other_ ? second_.with(*other_, value) : second_.before();
    return a && b ? *a - *b : std::nan("");
  }

 private:
  Twin& first_;
  Twin& second_;
  const Input* one_;
  const Input* other_;
};

class Search {
 public:
  Search(Twin& first, Twin& second, const SwitchOverSearch& how)
      : first_(first), second_(second), how_(how), gap_(*first.before() - *second.before()) {}

  /// Every `parts`-th path from `part` on.
  std::vector<SwitchOver> run(std::size_t part, std::size_t parts) {
    std::set<std::string> paths;
    for (const Twin* each : {&first_, &second_}) {
      for (const auto& [path, input] : each->inputs()) {
        if (each->is_written(path)) paths.insert(path);
      }
    }
    std::size_t index = 0;
    for (const std::string& path : paths) {
      if (index++ % parts == part) one(path);
    }
    return std::move(found_);
  }

 private:
  void one(const std::string& path) {
    const Input* a = first_.find(path);
    const Input* b = second_.find(path);
    if (a && b && a->now() == b->now()) return turn(path, Whose::both);
    if (a && first_.is_written(path)) turn(path, Whose::first);
    if (b && second_.is_written(path)) turn(path, Whose::second);
  }

  void turn(const std::string& path, Whose whose) {
    const Gap gap(first_, second_, path, whose);
    const double now = gap.input().now();
    const Interval range = range_of(path, whose, gap.input());
    if (!(range.high > range.low) || !may_turn(gap, now, range)) return;
    std::optional<double> best;
    for (const double end : {range.low, range.high}) {
      const auto root = root_towards(gap, now, end);
      if (root && (!best || std::fabs(*root - now) < std::fabs(*best - now))) best = root;
    }
    if (!best) return;
    found_.push_back({path, whose, now, *best, gap.input().type, gap.input().row});
  }

  [[nodiscard]] Interval range_of(const std::string& path, Whose whose, const Input& input) const {
    const Twin& of = whose == Whose::second ? second_ : first_;
    if (const auto written = of.range_of(path)) return *written;
    const double now = input.now();
    const double one = input.legal(now / how_.factor);
    const double other = input.legal(now * how_.factor);
    return {std::min(one, other), std::max(one, other)};
  }

  /// A short step tells whether the far ends are worth a look.
  [[nodiscard]] bool may_turn(const Gap& gap, double now, const Interval& range) const {
    const Input& input = gap.input();
    double near = input.legal(now * (1.0 + how_.step));
    if (near == now) near = input.legal(input.is_count() ? now - 1.0 : now * (1.0 - how_.step));
    if (near == now) return false;
    const double moved = gap(near) - gap_;
    if (std::isnan(moved)) return true;
    constexpr double bent = 4.0;  // how much steeper than its beginning a curve may be
    const double reach = std::max(range.high - now, now - range.low);
    return bent * std::fabs(moved / (near - now)) * reach >= std::fabs(gap_) && moved != 0.0;
  }

  [[nodiscard]] std::optional<double> root_towards(const Gap& gap, double now, double end) const {
    if (end == now) return std::nullopt;
    const double there = gap(end);
    if (std::isnan(there) || (there > 0.0) == (gap_ > 0.0)) return std::nullopt;
    RootSearch search;
    search.relative = how_.relative;
    const auto root = find_root(gap, RootPoint{now, gap_}, RootPoint{end, there}, search);
    if (!root || !gap.input().is_count()) return root;
    return end > now ? std::ceil(*root) : std::floor(*root);
  }

  Twin& first_;
  Twin& second_;
  SwitchOverSearch how_;
  double gap_;
  std::vector<SwitchOver> found_;
};

}  // namespace

double SwitchOver::distance() const {
  return now == 0.0 ? std::fabs(at) : std::fabs(at / now - 1.0);
}

std::vector<SwitchOver> switch_overs(const Contender& first, const Contender& second,
                                     const Objective& objective, const SwitchOverSearch& search) {
  constexpr std::size_t parts = 2;
  const auto search_part = [&](std::size_t part) -> std::vector<SwitchOver> {
    Twin one(first, objective);
    Twin other(second, objective);
    if (!one.before() || !other.before() || *one.before() == *other.before()) return {};
    return Search(one, other, search).run(part, parts);
  };
  auto rest = std::async(std::launch::async, search_part, 1);
  std::vector<SwitchOver> found = search_part(0);
  for (SwitchOver& each : rest.get()) found.push_back(std::move(each));
  // In one order, whichever part an input was in.
  std::stable_sort(found.begin(), found.end(), [](const SwitchOver& a, const SwitchOver& b) {
    const double one = a.distance();
    const double other = b.distance();
    return one != other ? one < other : a.path < b.path;
  });
  return found;
}

}  // namespace weft::study
