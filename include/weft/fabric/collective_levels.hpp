// SPDX-License-Identifier: Apache-2.0
// Collectives over any number of levels: package, scale-up domain, leaf, pod, core.
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace weft::fabric {

/// One level of a network, the innermost first: so many groups of the level below, joined.
struct CollectiveLevel {
  std::int64_t fan_out = 1;       ///< n_i: ranks, domains, leaves, pods
  Bandwidth rate{};               ///< of one rank at this level, one direction, B_i
  double oversubscription = 1.0;  ///< r_i >= 1: how many share what one of them was promised
  Time hop{};                     ///< of a step, a_i
  friend constexpr bool operator==(const CollectiveLevel&, const CollectiveLevel&) = default;
  [[nodiscard]] constexpr Bandwidth share() const {
    return rate / (oversubscription < 1.0 ? 1.0 : oversubscription);
  }
};

/// Time of a collective and the level that takes the larger part of it.
struct LevelsTime {
  CollectiveTime time{};
  std::size_t bottleneck = 0;
  friend constexpr bool operator==(const LevelsTime&, const LevelsTime&) = default;
};

namespace detail {

constexpr void check_overlap(double overlap) {
  if (overlap < 0.0 || overlap > 1.0)
    throw std::domain_error("hierarchical collective: overlap must be between 0 and 1");
}

/// The parts of all levels: one after another, or under the longest of them.
class LevelSum {
 public:
  constexpr void add(std::size_t level, const CollectiveTime& part) {
    serial_ = serial_ + part;
    if (part.total() <= longest_.total()) return;
    longest_ = part;
    bottleneck_ = level;
  }
  [[nodiscard]] constexpr LevelsTime total(double overlap) const {
    const double serial = 1.0 - overlap;
    return {{.latency = serial * serial_.latency + overlap * longest_.latency,
             .ramp = serial * serial_.ramp + overlap * longest_.ramp,
             .transfer = serial * serial_.transfer + overlap * longest_.transfer},
            bottleneck_};
  }

 private:
  CollectiveTime serial_{};
  CollectiveTime longest_{};
  std::size_t bottleneck_ = 0;
};

/// Each level runs a ring on what the ranks below it have kept.
template <class Ring>
constexpr LevelsTime rail_aligned(Bytes size, std::span<const CollectiveLevel> levels,
                                  double overlap, const Ring& ring) {
  check_overlap(overlap);
  LevelSum sum;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const CollectiveLevel& at = levels[i];
    if (at.fan_out != 1) sum.add(i, ring(size, at.fan_out, at.share(), at.hop));
    size = size / at.fan_out;
  }
  return sum.total(overlap);
}

}  // namespace detail

inline constexpr Formula hierarchical_all_reduce_card{
    "collective.hierarchical-all-reduce",
    "T_i = all-reduce(S / prod_{j<i} n_j, n_i) at B_i/r_i; (1-o) sum T_i + o max T_i",
    "definition: reduce-scatter on the way up, all-gather on the way down, rail-aligned"};

/// All-reduce over all levels. Each level works on what the ranks below it have kept.
/// \param size     payload of each rank, S.
/// \param levels   the innermost first; rank i of one group talks to rank i of the next: rails.
/// \param overlap  o: 0 one level after another, 1 all in a pipeline behind the slowest.
/// \throws std::domain_error if a fan-out is below 1, or overlap is outside 0..1.
[[nodiscard]] constexpr LevelsTime hierarchical_all_reduce(Bytes size,
                                                           std::span<const CollectiveLevel> levels,
                                                           double overlap = 0.0) {
  return detail::rail_aligned(size, levels, overlap, ring_all_reduce);
}

inline constexpr Formula hierarchical_all_gather_card{
    "collective.hierarchical-all-gather",
    "T_i = all-gather(S / prod_{j<i} n_j, n_i) at B_i/r_i; (1-o) sum T_i + o max T_i",
    "definition: the outermost level first, rail-aligned"};

/// All-gather over all levels, and the reduce-scatter that is the same backwards.
/// \param size  the gathered payload, S.
[[nodiscard]] constexpr LevelsTime hierarchical_all_gather(Bytes size,
                                                           std::span<const CollectiveLevel> levels,
                                                           double overlap = 0.0) {
  return detail::rail_aligned(size, levels, overlap, ring_all_gather);
}

inline constexpr Formula hierarchical_all_to_all_card{
    "collective.hierarchical-all-to-all",
    "V_i = S (N_i - N_{i-1})/n, N_i = prod_{j<=i} n_j; each level carries V_i and all beyond it",
    "definition: every pair exchanges S/n; what leaves a level crosses it"};

/// All-to-all over all levels: bytes to ranks beyond a level cross it, and every level in turn at
/// its own rate, all at the same time.
/// \param size  what each rank sends in all, the block that stays with it included.
/// \throws std::domain_error if a fan-out is below 1.
[[nodiscard]] constexpr LevelsTime hierarchical_all_to_all(
    Bytes size, std::span<const CollectiveLevel> levels) {
  double ranks = 1.0;
  for (const CollectiveLevel& each : levels) ranks *= detail::rank_count(each.fan_out);
  detail::LevelSum sum;
  double within = 1.0;  // ranks below the level
  Time steps{};
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const CollectiveLevel& at = levels[i];
    const double reached = within * static_cast<double>(at.fan_out);
    steps += (reached - within) * at.hop;
    const Bytes crossing = (ranks - within) / ranks * size;
    if (at.fan_out > 1) sum.add(i, {.transfer = crossing / at.share()});
    within = reached;
  }
  LevelsTime made = sum.total(1.0);
  made.time.latency = steps;
  return made;
}

inline constexpr Formula placed_group_card{
    "collective.placed-group", "g = min(n, max(1, floor(D/s))) if it divides n",
    "definition: ranks of a group lie s apart, domains hold D ranks in a row"};

/// Ranks of a group that share one domain. Groups of all kinds of parallelism stand at the same
/// time: tensor ranks lie closest (s = 1), then context, data, pipeline; each rank has its own part
/// of the adapters, so that groups of one kind do not take from each other.
/// \param ranks   of the group, n >= 1.   \param stride  between neighbours, s >= 1.
/// \param domain  ranks that one domain holds, D >= 1.
/// \return 1 where the group does not fill its domains evenly.
[[nodiscard]] constexpr std::int64_t ranks_in_domain(std::int64_t ranks, std::int64_t stride,
                                                     std::int64_t domain) {
  if (ranks < 1 || stride < 1 || domain < 1)
    throw std::domain_error("ranks_in_domain: counts must be at least 1");
  const std::int64_t inside = std::clamp<std::int64_t>(domain / stride, 1, ranks);
  return ranks % inside == 0 ? inside : 1;
}
static_assert(ranks_in_domain(8, 1, 8) == 8 && ranks_in_domain(16, 8, 8) == 1);
static_assert(ranks_in_domain(4, 2, 8) == 4 && ranks_in_domain(6, 2, 8) == 1);

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr std::string_view type_name<fabric::CollectiveLevel> = "collective_level";
template <>
inline constexpr auto fields<fabric::CollectiveLevel> = std::array{
    row<&fabric::CollectiveLevel::fan_out>("fan_out", "groups of the level below").at_least(1),
    row<&fabric::CollectiveLevel::rate>("rate", "of one rank, one direction")
        .in("GB/s")
        .at_least(0),
    row<&fabric::CollectiveLevel::oversubscription>("oversubscription",
                                                    "how many share what one was promised")
        .at_least(1),
    row<&fabric::CollectiveLevel::hop>("hop", "latency of a step").in("us").at_least(0)};
static_assert(describes_all<fabric::CollectiveLevel>());

}  // namespace weft
