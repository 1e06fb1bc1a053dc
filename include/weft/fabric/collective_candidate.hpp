// SPDX-License-Identifier: Apache-2.0
// Ranks and their links, and one way of a collective between them.
#pragma once

#include "weft/base/fields.hpp"
#include "weft/catalog/link_profile.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::fabric {

/// Ranks by where they stand. A domain is what the fast links of one node (or rack) join.
struct RankGroup {
  std::int64_t ranks = 1;  ///< n
  std::int64_t local_ranks =
      1;                   ///< in one domain, g; n/g domains, the last one may be partly filled
  Bandwidth local_rate{};  ///< of one rank inside the domain, one direction
  Bandwidth net_rate{};    ///< of one rank between domains, one direction
  friend constexpr bool operator==(const RankGroup&, const RankGroup&) = default;
  /// k.
  [[nodiscard]] constexpr std::int64_t domains() const {
    return (ranks + local_ranks - 1) / local_ranks;
  }
};

/// The technologies that a group uses; `net` may be null where one domain holds all ranks.
struct LinkProfiles {
  const catalog::LinkProfile* local = nullptr;
  const catalog::LinkProfile* net = nullptr;
  bool net_adds = false;  ///< switches between domains add: SHARP, licensed and set up
  friend constexpr bool operator==(const LinkProfiles&, const LinkProfiles&) = default;
};

enum class CollectiveAlgorithm : std::uint8_t {
  none,
  ring,
  in_switch,
  tree,
  pairwise,
  direct,
  pat,
  staged
};

namespace detail {

/// A candidate: its parts before the fastest is taken.
struct Candidate {
  CollectiveAlgorithm algorithm = CollectiveAlgorithm::none;
  Time latency{};
  Time fill{};
  Time local{};  ///< the bytes inside the domain
  Time net{};    ///< the bytes between domains, at the same time
  Time least{};  ///< where the two are not always at work together, what both take
  [[nodiscard]] CollectiveTime time() const {
    const Time transfer = weft::max(least, weft::max(local, net));
    return {.latency = latency, .ramp = 2.0 * sqrt(fill * transfer), .transfer = transfer};
  }
};

}  // namespace detail
}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr auto words<fabric::CollectiveAlgorithm> =
    std::array{Case{"none", "one rank"},
               Case{"ring", "each to its neighbour"},
               Case{"in-switch", "switches add: NVLS, SHARP"},
               Case{"tree", "double binary tree between domains"},
               Case{"pairwise", "every pair of ranks"},
               Case{"direct", "one message"},
               Case{"pat", "parallel aggregated trees: log2 n steps"},
               Case{"staged", "each rank with its peers of other domains, then inside, by turns"}};

}  // namespace weft
