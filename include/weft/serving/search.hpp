// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/serving/capacity.hpp"
#include "weft/serving/disaggregated.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace weft::serving {

/// A deployment with what it takes to serve the demand.
struct Candidate {
  Capacity replica;
  Fleet fleet;
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// The deployment that needs fewest accelerators, and the next one.
struct Choice {
  Candidate best;
  std::optional<Candidate> runner_up;
  std::int64_t tried = 0;
  std::int64_t feasible = 0;
  /// Accelerators that the runner-up needs more: 0.1 is 10 %.
  [[nodiscard]] constexpr double lead() const {
    return runner_up ? static_cast<double>(runner_up->fleet.accelerators) /
                               static_cast<double>(best.fleet.accelerators) -
                           1.0
                     : 0.0;
  }
  friend bool operator==(const Choice&, const Choice&) = default;
};

/// Fewer accelerators; as many, then more room above the demand; else what came first.
[[nodiscard]] constexpr bool better(const Candidate& one, const Candidate& other) {
  if (one.fleet.accelerators != other.fleet.accelerators) {
    return one.fleet.accelerators < other.fleet.accelerators;
  }
  return one.fleet.requests_at_slo > other.fleet.requests_at_slo;
}

/// What is asked of the fleet.
struct Demand {
  Frequency requests{};       ///< at the peak
  double headroom = 0.0;      ///< that must be served on top
  double availability = 1.0;  ///< share of replicas that work
  friend bool operator==(const Demand&, const Demand&) = default;
};

namespace detail {

/// Calls `visit` with each deployment that is tried: tensor in powers of two within the scale-up
/// domain; for models with experts also data groups, as long as the replica stays in the domain.
template <class Visit>
void each_deployment(const Server& of, std::int64_t max_batch, const Visit& visit) {
  const auto domain = of.machine.scale_up_domain;
  for (std::int64_t t = 1; t <= domain; t *= 2) {
    const std::int64_t widest = of.model.experts > 0 ? domain / t : 1;
    for (std::int64_t q = 1; q <= widest; q *= 2) {
      visit(Deployment{.tensor = t, .data = q, .max_batch = max_batch});
    }
  }
}

template <class Evaluate>
[[nodiscard]] Feasible<Choice> choose(const Server& of, const Demand& demand,
                                      std::int64_t max_batch, const Evaluate& evaluate) {
  std::optional<Candidate> best, second;
  Choice made;
  Infeasible last;
  each_deployment(of, max_batch, [&](const Deployment& on) {
    ++made.tried;
    const auto one = evaluate(on);
    if (!one) {
      last = one.why();
      return;
    }
    if (!(one->requests > Frequency{})) return;
    ++made.feasible;
    const Candidate now{*one, replicas(demand.requests, one->requests, on.accelerators(),
                                       demand.headroom, demand.availability)};
    if (!best || better(now, *best)) {
      second = best;
      best = now;
    } else if (!second || better(now, *second)) {
      second = now;
    }
  });
  if (!best) return last;  // of the widest deployment: what a replica still lacks
  made.best = *best;
  made.runner_up = second;
  return made;
}

}  // namespace detail

/// The deployment that serves `demand` within `limits` on fewest accelerators, prefill and decode
/// together.
[[nodiscard]] inline Feasible<Choice> choose_deployment(
    const Server& of, const Traffic& traffic, const Limits& limits, const Demand& demand,
    std::int64_t max_batch = Deployment{}.max_batch) {
  return detail::choose(of, demand, max_batch,
                        [&](const Deployment& on) { return capacity(of, on, traffic, limits); });
}

/// The two pools that serve `demand` within `limits` on fewest accelerators.
struct DisaggregatedChoice {
  Disaggregated pools;
  DisaggregatedFleet fleet;
  Choice prefill;  ///< with its runner-up
  Choice decode;   ///< with its runner-up
  friend bool operator==(const DisaggregatedChoice&, const DisaggregatedChoice&) = default;
};

/// Chooses the decode pool by TPOT, then the prefill pool by what TTFT leaves after the transfer of
/// the cache and one decode step.
[[nodiscard]] inline Feasible<DisaggregatedChoice> choose_disaggregated(
    const Server& of, const Traffic& traffic, const Limits& limits, const Demand& demand,
    std::int64_t max_batch = Deployment{}.max_batch) {
  const auto decode = detail::choose(of, demand, max_batch, [&](const Deployment& on) {
    return capacity(of, on, traffic, {.ttft_p95 = {}, .tpot_p95 = limits.tpot_p95}, 0.0);
  });
  if (!decode) return decode.why();
  const auto& decode_on = decode->best.replica.deployment;
  const auto prefill =
      detail::choose(of, demand, max_batch, [&](const Deployment& on) -> Feasible<Capacity> {
        const auto both = disaggregated(of, on, decode_on, traffic, limits);
        if (!both) return both.why();
        return both->prefill;
      });
  if (!prefill) return prefill.why();
  const auto both = disaggregated(of, prefill->best.replica.deployment, decode_on, traffic, limits);
  if (!both) return both.why();
  return DisaggregatedChoice{
      .pools = *both,
      .fleet = replicas(demand.requests, *both, demand.headroom, demand.availability),
      .prefill = *prefill,
      .decode = *decode};
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Candidate> = "serving_candidate";
template <>
inline constexpr auto fields<serving::Candidate> = std::array{
    row<&serving::Candidate::replica>("replica", ""), row<&serving::Candidate::fleet>("fleet", "")};
static_assert(describes_all<serving::Candidate>());

template <>
inline constexpr std::string_view type_name<serving::Choice> = "serving_choice";
template <>
inline constexpr auto fields<serving::Choice> =
    std::array{row<&serving::Choice::best>("best", "fewest accelerators"),
               row<&serving::Choice::runner_up>("runner_up", ""),
               row<&serving::Choice::tried>("tried", "deployments"),
               row<&serving::Choice::feasible>("feasible", "deployments"),
               row<&serving::Choice::lead>("lead", "accelerators that the runner-up needs more")};
static_assert(describes_all<serving::Choice>());

template <>
inline constexpr std::string_view type_name<serving::Demand> = "demand";
template <>
inline constexpr auto fields<serving::Demand> =
    std::array{row<&serving::Demand::requests>("requests", "at the peak").in("/s").at_least(0),
               row<&serving::Demand::headroom>("headroom", "to be served on top").at_least(0),
               row<&serving::Demand::availability>("availability", "share of replicas that work")
                   .between(0.01, 1)};
static_assert(describes_all<serving::Demand>());

template <>
inline constexpr std::string_view type_name<serving::DisaggregatedChoice> = "disaggregated_choice";
template <>
inline constexpr auto fields<serving::DisaggregatedChoice> =
    std::array{row<&serving::DisaggregatedChoice::pools>("pools", ""),
               row<&serving::DisaggregatedChoice::fleet>("fleet", ""),
               row<&serving::DisaggregatedChoice::prefill>("prefill", ""),
               row<&serving::DisaggregatedChoice::decode>("decode", "")};
static_assert(describes_all<serving::DisaggregatedChoice>());

}  // namespace weft
