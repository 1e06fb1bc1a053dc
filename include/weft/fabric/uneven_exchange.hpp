// SPDX-License-Identifier: Apache-2.0
// All-to-all in which pairs exchange different amounts: all-to-all-v.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace weft::fabric {

/// What the busiest rank does, and how far that is from an even spread.
struct UnevenExchange {
  CollectiveTime time{};
  Bytes busiest{};         ///< sent or received by one rank, the larger of both
  double imbalance = 1.0;  ///< busiest / mean over ranks of what is sent
  friend constexpr bool operator==(const UnevenExchange&, const UnevenExchange&) = default;
};

inline constexpr Formula uneven_exchange_card{"collective.all-to-all-v",
                                              "(n-1) a + max_i max(sum_j S_ij, sum_j S_ji) / B",
                                              "definition: links carry both directions at once; a "
                                              "schedule by Birkhoff-von Neumann reaches it"};

/// \param pairs  bytes from rank i to rank j at [i n + j]; what a rank keeps is not counted.
/// \param ranks  n >= 1.   \param rate  of one rank, one direction, B.   \param hop  of a step, a.
/// \throws std::domain_error unless there are n x n pairs.
[[nodiscard]] constexpr UnevenExchange all_to_all_v(std::span<const Bytes> pairs,
                                                    std::int64_t ranks, Bandwidth rate, Time hop) {
  const double n = detail::rank_count(ranks);
  const auto count = static_cast<std::size_t>(ranks);
  if (pairs.size() != count * count)
    throw std::domain_error("all_to_all_v: a value for each pair of ranks");
  UnevenExchange made;
  Bytes all{};
  for (std::size_t i = 0; i < count; ++i) {
    Bytes sent{};
    Bytes received{};
    for (std::size_t j = 0; j < count; ++j) {
      if (i == j) continue;
      sent += pairs[i * count + j];
      received += pairs[j * count + i];
    }
    all += sent;
    made.busiest = weft::max(made.busiest, weft::max(sent, received));
  }
  if (all > Bytes{}) made.imbalance = ratio(made.busiest, all / n);
  made.time = {.latency = (n - 1.0) * hop, .transfer = made.busiest / rate};
  return made;
}

}  // namespace weft::fabric
