// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/clos.hpp"

#include <cstdint>

namespace weft::fabric {

inline constexpr Reason pod_too_large{"fabric.pod-too-large",
                                      "a pod has more leaves than a spine has ports towards them"};

inline constexpr Formula spine_split_card{
    "fabric.spine-split", "d = floor(k r / (1 + r)), u = ceil(d / r)",
    "Alibaba HPN, SIGCOMM 2024: 128 ports at 15:1 are 120 down and 8 up"};

/// Divides the ports of a spine between leaves and cores; both at one rate.
/// \param most  oversubscription r >= 1.
[[nodiscard]] constexpr LeafSplit spine_split(std::int64_t ports, double most) {
  const double share = most / (1.0 + most);
  const auto down = static_cast<std::int64_t>(static_cast<double>(ports) * share * (1.0 + 1e-12));
  const double wanted = static_cast<double>(down) / (most * (1.0 + 1e-12));
  const auto whole = static_cast<std::int64_t>(wanted);
  return {down, static_cast<double>(whole) < wanted ? whole + 1 : whole};
}
static_assert(spine_split(128, 15.0).down == 120 && spine_split(128, 15.0).up == 8);
static_assert(spine_split(64, 1.0).down == 32 && spine_split(9, 1.0).up == 4);

namespace detail {

/// One plane of three tiers, pod by pod; the last pod may be smaller.
struct PodPlan {
  std::int64_t leaves = 0;  ///< of a full pod
  std::int64_t spines = 0;  ///< of a full pod
  std::int64_t up = 0;      ///< of a spine in a full pod
  std::int64_t pods = 0;
  std::int64_t last = 0;         ///< leaves of the last pod
  std::int64_t last_spines = 0;  ///< only as many as its leaves need
  [[nodiscard]] constexpr std::int64_t all_leaves() const { return (pods - 1) * leaves + last; }
};

constexpr PodPlan pod_plan(const SizeRequest& ask, const LeafSplit& leaf, const LeafSplit& spine,
                           std::int64_t pod_leaves) {
  PodPlan plan{.leaves = pod_leaves};
  if (ask.pod > 0) {
    plan.pods = divide_up(ends(ask), ask.pod);
    SizeRequest rest = ask;
    rest.endpoints = ends(ask) - (plan.pods - 1) * ask.pod;
    rest.extra = rest.sized_for = 0;
    plan.last = leaves(rest, leaf.down);
  } else {
    const std::int64_t all = leaves(ask, leaf.down);
    plan.pods = divide_up(all, pod_leaves);
    plan.last = all - (plan.pods - 1) * pod_leaves;
  }
  const auto spines_for = [&](std::int64_t leaves_below) {
    const std::int64_t least = divide_up(leaves_below * leaf.up, spine.down);
    return least < ask.least_spines ? ask.least_spines : least;
  };
  plan.spines = divisor_from(leaf.up, spines_for(pod_leaves));
  plan.last_spines = plan.last == pod_leaves ? plan.spines : spines_for(plan.last);
  plan.up = divide_up(pod_leaves * leaf.up * spine.up, spine.down * plan.spines);
  return plan;
}

/// Fills the tiers above the leaves.
constexpr void stack(Design& design, const SizeRequest& ask, const PodPlan& plan,
                     const LeafSplit& spine, std::int64_t core_ports) {
  const std::int64_t full = plan.last == plan.leaves ? plan.pods : plan.pods - 1;
  const std::int64_t last_up =
      full == plan.pods ? 0 : divide_up(plan.last * design.up * spine.up, spine.down);
  const std::int64_t each = divisor_from(plan.up, divide_up(plan.pods * plan.up, core_ports));
  design.spine = ask.planes * (full * plan.spines + (plan.pods - full) * plan.last_spines);
  design.core = ask.planes * plan.spines * each;
  design.spine_core_links = ask.planes * (full * plan.spines * plan.up + last_up);
  design.upper_oversubscription =
      static_cast<double>(design.leaf_spine_links) / static_cast<double>(design.spine_core_links);
  if (design.upper_oversubscription > 1.0) {
    design.oversubscription *= design.upper_oversubscription;
  }
  design.bundle = design.up / plan.spines;
  design.groups = plan.pods;
  const bool partial = full == 0;
  design.spine_down =
      partial ? divide_up(plan.last * design.up, plan.last_spines) : plan.leaves * design.bundle;
  design.spine_up = partial ? divide_up(last_up, plan.last_spines) : plan.up;
  design.core_ports =
      divide_up(partial ? last_up : plan.pods * plan.spines * plan.up, plan.spines * each);
  design.tiers = 3;
  design.most_hops = plan.pods > 1 ? 5 : 3;
  design.bisection_links = half_cut(design, ask.leaf);
}

/// Three tiers of a request that is not refused, its leaves split already.
constexpr Feasible<Design> three_tiers(const SizeRequest& ask, const LeafSplit& split) {
  const auto spine = spine_split(ask.spine_ports, ask.upper_oversubscription);
  if (split.down < 1 || split.up < ask.least_spines || spine.down < 1) {
    return exceeds(no_uplinks, ask.least_spines, split.up);
  }
  const std::int64_t core_ports = ask.core_ports > 0 ? ask.core_ports : ask.spine_ports;
  const std::int64_t wanted =
      ask.pod > 0 ? ask.rails * divide_up(divide_up(ask.pod, ask.rails), split.down) : spine.down;
  if (wanted > spine.down) return exceeds(pod_too_large, wanted, spine.down);
  const auto plan = pod_plan(ask, split, spine, wanted);
  const std::int64_t leaf = plan.all_leaves();
  const std::int64_t most_leaves = core_ports * wanted / ask.rails * ask.rails;
  Design design = edge(ask, split, leaf);
  const std::int64_t most = ask.pod > 0 ? core_ports * ask.pod : most_leaves * split.down;
  design.max_endpoints = most - ask.extra;
  if (leaf == 1) return alone(design, ask.leaf);
  if (plan.pods > core_ports || leaf > most_leaves) {
    return exceeds(too_many_endpoints, ends(ask), most);
  }
  stack(design, ask, plan, spine, core_ports);
  return design;
}

}  // namespace detail

inline constexpr Formula clos3_card{
    "fabric.three-tiers",
    "edge = ceil(N/d); agg = ceil(edge u / h); core = u x least divisor of h with S >= pods h / k",
    "Al-Fares, Loukissas, Vahdat, SIGCOMM 2008 (fat tree); DGX SuperPOD B200 table, 16 to 64 SU"};

/// Three tiers, partial: taper at the leaf and between spine and core. A pod holds as many leaves
/// as a spine has ports down, or those of `ask.pod` endpoints; spines of the last pod are only as
/// many as its leaves need.
[[nodiscard]] constexpr Feasible<Design> three_tiers(const SizeRequest& ask) {
  if (const auto why = detail::refused(ask)) return *why;
  return detail::three_tiers(ask, detail::split_of(ask));
}

}  // namespace weft::fabric
