// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/fabric/design.hpp"
#include "weft/fabric/direct.hpp"

#include <cstdint>

namespace weft::fabric {

inline constexpr Reason too_many_groups{
    "fabric.too-many-groups", "a group has too few global ports for a link to every other group"};

/// What becomes of global ports that do not divide evenly among the other groups.
enum class Remainder : std::uint8_t {
  spread,  ///< cabled: some pairs of groups have a link more
  dark     ///< left empty: every pair has as many
};

/// The global links of one plane of a grouped network.
struct GlobalLinks {
  std::int64_t per_pair = 0;  ///< at least
  std::int64_t all = 0;
  friend constexpr bool operator==(const GlobalLinks&, const GlobalLinks&) = default;
};

/// \param groups  G.   \param ports  global ports of one group.
/// \param per_pair  links of each pair of groups; 0: as many as the ports allow.
[[nodiscard]] constexpr Feasible<GlobalLinks> global_links(std::int64_t groups, std::int64_t ports,
                                                           std::int64_t per_pair,
                                                           Remainder remainder) {
  if (groups < 2) return GlobalLinks{};
  const std::int64_t fit = ports / (groups - 1);
  if (fit < 1 || fit < per_pair) {
    return detail::exceeds(too_many_groups, groups, ports / (per_pair < 1 ? 1 : per_pair) + 1);
  }
  const bool even = per_pair > 0 || remainder == Remainder::dark;
  const std::int64_t each = per_pair > 0 ? per_pair : fit;
  return GlobalLinks{each, even ? detail::pairs(groups) * each : groups * ports / 2};
}

namespace detail {

/// Links over the cut between two halves of the groups; of an odd number one group is halved, and
/// its halves stand with the groups that their cables go to.
/// \param inside  links that halving one group cuts inside it.
constexpr double group_cut(std::int64_t groups, const GlobalLinks& global, std::int64_t inside) {
  const auto count = static_cast<double>(groups);
  if (groups < 2) return static_cast<double>(inside);
  const double mean = static_cast<double>(global.all) / static_cast<double>(pairs(groups));
  if (groups % 2 == 0) return mean * count * count / 4.0;
  return mean * (count - 1.0) * (count - 1.0) / 4.0 + static_cast<double>(inside);
}
/// Endpoints of a group over its global links.
constexpr double group_taper(std::int64_t ends, std::int64_t groups, const GlobalLinks& global) {
  return static_cast<double>(ends * groups) / (2.0 * static_cast<double>(global.all));
}

}  // namespace detail
}  // namespace weft::fabric
