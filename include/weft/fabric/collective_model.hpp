// SPDX-License-Identifier: Apache-2.0
// The time of a collective on links of known technology, by the algorithm that is fastest there.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/link_profile.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/collective_ways.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace weft::fabric {

enum class CollectiveBound : std::uint8_t { latency, local, net };

/// How long a collective takes, why, and how far that may be off.
struct CollectiveEstimate {
  CollectiveTime time{};
  CollectiveAlgorithm algorithm = CollectiveAlgorithm::none;
  CollectiveBound bound = CollectiveBound::latency;  ///< what takes the larger part
  double low = 1.0;      ///< measured over predicted time: one in ten lies below
  double high = 1.0;     ///< one in ten lies above
  bool outside = false;  ///< of what was measured: the band is twice as wide
  friend constexpr bool operator==(const CollectiveEstimate&, const CollectiveEstimate&) = default;
};

inline constexpr Reason no_link_profile{"collective.no-profile",
                                        "nothing is known of links of this technology"};
inline constexpr Reason not_connected{"collective.not-connected",
                                      "the domains of these ranks have no links between them"};
inline constexpr Reason empty_group{"collective.no-ranks", "a collective has at least one rank"};

namespace detail {

/// Why ranks and links make no group; null where they do, and of one rank.
inline const Reason* flaw_of(const RankGroup& on, const LinkProfiles& links) {
  if (on.ranks < 1 || on.local_ranks < 1) return &empty_group;
  if (on.ranks == 1) return nullptr;
  const bool crosses = on.domains() > 1;
  if (!links.local || (crosses && !links.net)) return &no_link_profile;
  const bool apart = crosses && !(on.net_rate > Bandwidth{});
  const bool alone = on.local_ranks > 1 && !(on.local_rate > Bandwidth{});
  return apart || alone ? &not_connected : nullptr;
}

inline void state_error(const catalog::LinkProfile& of, Bytes size, const RankGroup& on,
                        CollectiveEstimate& made) {
  const catalog::LinkMeasured& measured = of.measured;
  made.outside = measured.rows == 0 || size < measured.least || size > measured.most ||
                 on.ranks > measured.ranks;
  const double wide = made.outside ? 2.0 : 1.0;
  constexpr double least = 0.05;
  made.low = std::max(least, 1.0 - wide * (1.0 - of.error.low));
  made.high = 1.0 + wide * (of.error.high - 1.0);
}

}  // namespace detail

inline constexpr Formula collective_model_card{
    "collective.model",
    "min over algorithms of latency + 2 sqrt(fill V/B) + V/B; V/B of domain or net, the longer one",
    "definition: alpha-beta with the best length of segment; rates and latencies of the profile"};

/// \param size   whole buffer, S >= 0; of a gather what is gathered, of an all-to-all what one rank
///               sends in all.
/// \param links  their fits scale with the rates of `on`.
/// \param by     only this algorithm; nothing: the fastest, as the library chooses.
/// \return of one rank no time. Infeasible without a profile, where the
///         domains are not joined, or below one rank.
[[nodiscard]] inline Feasible<CollectiveEstimate> collective_time(
    Collective kind, Bytes size, const RankGroup& on, const LinkProfiles& links,
    std::optional<CollectiveAlgorithm> by = std::nullopt) {
  if (const Reason* flaw = detail::flaw_of(on, links)) return Infeasible{flaw};
  if (on.ranks == 1) return CollectiveEstimate{};
  detail::Candidate best;
  CollectiveEstimate made;
  detail::each_way(kind, size, on, links, [&](const detail::Candidate& each) {
    if (by && each.algorithm != *by) return;
    const CollectiveTime time = each.time();
    if (made.algorithm != CollectiveAlgorithm::none && time.total() >= made.time.total()) return;
    best = each;
    made.time = time;
    made.algorithm = each.algorithm;
  });
  if (made.algorithm == CollectiveAlgorithm::none) return Infeasible{&no_link_profile};
  if (made.time.transfer > made.time.latency + made.time.ramp) {
    made.bound = best.net > best.local ? CollectiveBound::net : CollectiveBound::local;
  }
  detail::state_error(on.domains() > 1 ? *links.net : *links.local, size, on, made);
  return made;
}

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr auto words<fabric::CollectiveBound> =
    std::array{Case{"latency", "fixed cost and filling the pipeline"},
               Case{"local", "links inside the domain"}, Case{"net", "links between domains"}};

}  // namespace weft
