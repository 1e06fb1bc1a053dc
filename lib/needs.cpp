// SPDX-License-Identifier: Apache-2.0
#include "weft/plan/needs.hpp"

#include "weft/plan/cards.hpp"

#include <algorithm>
#include <cmath>

namespace weft::plan {
namespace {

bool is_slo(const Requirement& one) {
  return one.limit.starts_with("workloads.") && one.verdict == Verdict::holds;
}

/// Every SLO of `before` that held holds in `now`.
bool keeps(const Outcome& before, const Outcome& now) {
  for (std::size_t i = 0; i < before.requirements.size(); ++i) {
    if (is_slo(before.requirements[i]) && now.requirements[i].verdict != Verdict::holds)
      return false;
  }
  return true;
}

/// Tries lower rates of one network.
class Slower {
 public:
  Slower(const Scenario& scenario, const Evaluation& before)
      : scenario_(scenario), tried_(before), before_(before.outcome) {}

  /// \param least  share of the rate below which its flows do not fit, 0..1.
  /// \return the smallest share of its rate that keeps every SLO.
  [[nodiscard]] double least_share(Position fabric, double least) {
    if (holds(fabric, least)) return least;
    constexpr int halvings = 12;  // of the logarithm: 0.2 % of the rate
    double fails = least;
    double good = 1.0;
    for (int i = 0; i < halvings; ++i) {
      const double middle = std::sqrt(fails * good);
      (holds(fabric, middle) ? good : fails) = middle;
    }
    return good;
  }

 private:
  void set(Position fabric, double share) {
    for (Stage& each : scenario_.stages) each.fabrics[fabric].slowed = share;
  }
  [[nodiscard]] bool holds(Position fabric, double share) {
    set(fabric, share);
    evaluate(scenario_, tried_);
    set(fabric, 1.0);
    return keeps(before_, tried_.outcome);
  }

  Scenario scenario_;
  Evaluation tried_;
  const Outcome& before_;
};

template <class Step>
void find_each(const Scenario& scenario, Evaluation& into, Step& step) {
  const bool any =
      std::any_of(into.outcome.requirements.begin(), into.outcome.requirements.end(), is_slo);
  if (!any) return;
  Slower slower(scenario, into);
  for (Position f = 0; f < into.outcome.fabrics.size(); ++f) {
    auto& service = into.outcome.fabrics.entries[f].value.service;
    if (!service || scenario.last().plan.fabrics.entries[f].value.role == fabric::Role::scale_up)
      continue;
    const Bandwidth rate = service->bandwidth_per_accelerator;
    if (!(rate > Bandwidth{}) || !(service->traffic_peak > Bandwidth{})) continue;
    constexpr double floor = 1e-3;
    const double asked = std::clamp(ratio(service->bandwidth_needed, rate), floor, 1.0);
    const auto raise = [&] {
      const Bandwidth slowest = slower.least_share(f, asked) * rate;
      service->bandwidth_needed = max(service->bandwidth_needed, slowest);
    };
    step(bandwidth_needed_card, service->bandwidth_needed, raise, service->bandwidth_needed,
         service->bandwidth_per_accelerator, into.outcome.requirements);
  }
}

}  // namespace

void find_needs(const Scenario& scenario, Evaluation& into) {
  Plainly step;
  find_each(scenario, into, step);
}

void find_needs(const Scenario& scenario, Evaluation& into, Recording& step) {
  find_each(scenario, into, step);
}

}  // namespace weft::plan
