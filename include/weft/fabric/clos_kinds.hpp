// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/clos.hpp"
#include "weft/fabric/three_tiers.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

/// One box a plane.
struct SingleSwitch {
  std::int64_t planes = 1;
  friend constexpr bool operator==(const SingleSwitch&, const SingleSwitch&) = default;
};
/// A folded Clos. Without `tiers`: two, or three where two cannot hold the endpoints.
struct LeafSpine {
  std::optional<std::int64_t> tiers{};
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  double upper_oversubscription = 1.0;  ///< between spine and core
  std::int64_t pod = 0;                 ///< endpoints of a pod; 0: as many as the ports allow
  friend constexpr bool operator==(const LeafSpine&, const LeafSpine&) = default;
};
/// NIC i of every node on leaf i of its group, spines above.
struct RailOptimized {
  std::optional<std::int64_t> tiers{};
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  double upper_oversubscription = 1.0;
  std::int64_t pod = 0;
  friend constexpr bool operator==(const RailOptimized&, const RailOptimized&) = default;
};
/// One network a rail and nothing across. Without `tiers`: one, or two where needed.
struct RailOnly {
  std::optional<std::int64_t> tiers{};
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  double upper_oversubscription = 1.0;
  std::int64_t pod = 0;
  friend constexpr bool operator==(const RailOnly&, const RailOnly&) = default;
};
/// Two leaves a rail: each adapter has a port on both. With `dual_plane` the two never meet, else
/// they share their spines.
struct DualTor {
  std::optional<std::int64_t> tiers{};
  bool dual_plane = true;
  double oversubscription = 1.0;
  double upper_oversubscription = 1.0;
  std::int64_t pod = 0;
  friend constexpr bool operator==(const DualTor&, const DualTor&) = default;
};
/// What a plane carries: a part of every adapter, or whole adapters, the i-th of every node.
enum class PlaneUse : std::uint8_t { split_adapter, own_adapters };
/// Several folded Clos fabrics side by side.
struct MultiPlane {
  std::optional<std::int64_t> tiers{};
  std::int64_t planes = 2;
  PlaneUse use = PlaneUse::split_adapter;
  double oversubscription = 1.0;
  double upper_oversubscription = 1.0;
  std::int64_t pod = 0;
  friend constexpr bool operator==(const MultiPlane&, const MultiPlane&) = default;
};

// `ask` carries endpoints, ports and reserve; planes, rails and taper come from the topology.

[[nodiscard]] constexpr Feasible<Design> size(const SingleSwitch& kind, SizeRequest ask) {
  ask.planes = kind.planes;
  ask.rails = 1;
  return single_switch(ask);
}

namespace detail {
constexpr Feasible<Design> tiered(std::optional<std::int64_t> tiers, const SizeRequest& ask) {
  if (tiers == 1) return single_switch(ask);
  if (const auto why = refused(ask)) return *why;
  const LeafSplit split = split_of(ask);
  if (tiers == 3) return three_tiers(ask, split);
  auto two = two_tiers(ask, split);
  const bool no_third = tiers || ask.most_tiers == 2;
  if (two || no_third || two.why().reason != &two_tiers_too_few) return two;
  return three_tiers(ask, split);
}
template <class Kind>
constexpr void taper(const Kind& kind, SizeRequest& ask) {
  ask.oversubscription = kind.oversubscription;
  ask.upper_oversubscription = kind.upper_oversubscription;
  ask.pod = kind.pod;
}
/// Makes `parts` of each endpoint's counts; a reason that counts endpoints is told in whole ones.
constexpr Infeasible in_whole(const Infeasible& why, double parts) {
  const bool counts = why.reason == &too_many_endpoints || why.reason == &two_tiers_too_few;
  if (!counts) return why;
  return {why.reason, why.needed * parts, why.available * parts, why.of};
}
}  // namespace detail

[[nodiscard]] constexpr Feasible<Design> size(const LeafSpine& kind, SizeRequest ask) {
  detail::taper(kind, ask);
  ask.planes = kind.planes;
  ask.rails = 1;
  return detail::tiered(kind.tiers, ask);
}

[[nodiscard]] constexpr Feasible<Design> size(const RailOptimized& kind, SizeRequest ask) {
  detail::taper(kind, ask);
  ask.planes = kind.planes;
  return detail::tiered(kind.tiers, ask);
}

inline constexpr Formula rail_only_card{"fabric.rail-only",
                                        "R networks of N/R endpoints, sized one by one",
                                        "Wang et al., Rail-only, arXiv 2307.12169"};

/// Each rail is a network of its own, so the rails count as planes while sizing.
[[nodiscard]] constexpr Feasible<Design> size(const RailOnly& kind, SizeRequest ask) {
  detail::taper(kind, ask);
  ask.planes = kind.planes;
  const auto one = single_switch(ask);
  if (kind.tiers == 1 || (!kind.tiers && one)) return one;
  if (const auto why = detail::refused(ask)) return *why;
  const std::int64_t rails = ask.rails;
  for (std::int64_t* count : {&ask.endpoints, &ask.extra, &ask.sized_for, &ask.pod}) {
    *count = divide_up(*count, rails);
  }
  if (ask.endpoints + ask.extra < 2) return one;  // a rail with one end has nothing to join
  ask.planes *= rails;
  ask.rails = 1;
  auto design = detail::tiered(kind.tiers, ask);
  if (!design) return detail::in_whole(design.why(), static_cast<double>(rails));
  design->planes = kind.planes;
  design->max_endpoints *= rails;
  design->bisection_links = detail::half_cut_of_rails(design->bisection_links, rails);
  return design;
}

inline constexpr Formula dual_tor_card{"fabric.dual-tor",
                                       "2 R leaves a segment; one plane of 2 N ends, or two of N",
                                       "Qian et al., Alibaba HPN, SIGCOMM 2024"};

/// Two leaves a rail. Sharing spines, the two ports of an adapter are two ends of one fabric.
[[nodiscard]] constexpr Feasible<Design> size(const DualTor& kind, SizeRequest ask) {
  detail::taper(kind, ask);
  ask.planes = kind.dual_plane ? 2 : 1;
  if (kind.dual_plane) return detail::tiered(kind.tiers, ask);
  if (const auto why = detail::refused(ask)) return *why;
  for (std::int64_t* count : {&ask.endpoints, &ask.extra, &ask.sized_for, &ask.pod, &ask.rails}) {
    *count *= 2;
  }
  auto design = detail::tiered(kind.tiers, ask);
  if (!design) return detail::in_whole(design.why(), 0.5);
  design->max_endpoints /= 2;
  return design;
}

inline constexpr Formula multi_plane_card{
    "fabric.multi-plane", "P fabrics: of N parts of adapters, or of N/P adapters",
    "Zhao et al., Insights into DeepSeek-V3, ISCA 2025 (arXiv 2505.09343), Table 3"};

[[nodiscard]] constexpr Feasible<Design> size(const MultiPlane& kind, SizeRequest ask) {
  detail::taper(kind, ask);
  ask.planes = kind.planes;
  if (kind.use == PlaneUse::split_adapter) return detail::tiered(kind.tiers, ask);
  if (const auto why = detail::refused(ask)) return *why;
  for (std::int64_t* count : {&ask.endpoints, &ask.extra, &ask.sized_for, &ask.pod}) {
    *count = divide_up(*count, kind.planes);
  }
  auto design = detail::tiered(kind.tiers, ask);
  if (!design) return detail::in_whole(design.why(), static_cast<double>(kind.planes));
  design->bisection_links = detail::half_cut_of_rails(design->bisection_links, kind.planes);
  return design;
}

namespace detail {

/// What a kind says of its limit when it is asked for a few endpoints.
template <class Kind>
constexpr Feasible<std::int64_t> limit(const Kind& kind, SizeRequest ask, std::int64_t few) {
  ask.endpoints = few;
  ask.sized_for = 0;
  const auto design = size(kind, ask);
  if (design) return design->max_endpoints;
  const Infeasible& why = design.why();
  const bool counts = why.reason == &too_many_endpoints || why.reason == &two_tiers_too_few;
  if (!counts) return why;
  return static_cast<std::int64_t>(why.available) - ask.extra;
}
/// Of a kind whose tiers are not written: the better of two and three.
template <class Kind>
constexpr Feasible<std::int64_t> tiered_limit(Kind kind, const SizeRequest& ask, std::int64_t few) {
  if (kind.tiers) return limit(kind, ask, few);
  kind.tiers = 2;
  const auto two = limit(kind, ask, few);
  kind.tiers = 3;
  const auto three = limit(kind, ask, few);
  if (!three || (two && *three < *two)) return two;
  return three;
}

}  // namespace detail

// The limit of a kind in endpoints as `ask.endpoints` counts them, `ask.extra` left out.

[[nodiscard]] constexpr Feasible<std::int64_t> largest(const SingleSwitch& kind,
                                                       const SizeRequest& ask) {
  return detail::limit(kind, ask, 2);
}
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const LeafSpine& kind,
                                                       const SizeRequest& ask) {
  return detail::tiered_limit(kind, ask, 2);
}
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const RailOptimized& kind,
                                                       const SizeRequest& ask) {
  return detail::tiered_limit(kind, ask, 2);
}
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const RailOnly& kind,
                                                       const SizeRequest& ask) {
  return detail::tiered_limit(kind, ask, 2 * (ask.rails < 1 ? 1 : ask.rails));
}
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const DualTor& kind,
                                                       const SizeRequest& ask) {
  return detail::tiered_limit(kind, ask, 2);
}
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const MultiPlane& kind,
                                                       const SizeRequest& ask) {
  if (kind.use == PlaneUse::split_adapter) return detail::tiered_limit(kind, ask, 2);
  const auto one = detail::tiered_limit(kind, ask, 2 * (kind.planes < 1 ? 1 : kind.planes));
  return one ? Feasible<std::int64_t>(*one * kind.planes) : one;
}

}  // namespace weft::fabric
