// SPDX-License-Identifier: Apache-2.0
// Gathering over two levels in stages: while one stage crosses the adapters, the stage before it
// is spread inside the domain.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

/// Where a staged gather runs, and in how many parts.
struct StagedGroup {
  std::int64_t local_ranks = 1;  ///< in one domain, g
  std::int64_t domains = 1;      ///< k
  Bandwidth local_rate{};        ///< of one rank inside its domain, one direction, B
  Bandwidth net_rate{};          ///< of one rank between domains, one direction, N
  std::int64_t stages = 1;       ///< parts of what crosses, p; the last of them is 1/p of it
  friend constexpr bool operator==(const StagedGroup&, const StagedGroup&) = default;
};

/// The three turns of a staged gather, each as long as the slower of its two networks.
struct StagedTime {
  Time first{};   ///< the domain's own parts inside it, all but the last stage between domains
  Time second{};  ///< what came is spread inside, the last stage crosses
  Time third{};   ///< the last stage is spread inside
  friend constexpr bool operator==(const StagedTime&, const StagedTime&) = default;
  [[nodiscard]] constexpr Time total() const { return first + second + third; }
};

inline constexpr Formula staged_all_gather_card{
    "collective.staged-all-gather",
    "max(L, (1-1/p) X) + max((1-1/p) (k-1) L, X/p) + (k-1) L/p; L = (g-1)/(g k) S/B, "
    "X = (k-1)/(g k) S/N",
    "microsoft/mscclpp@1f5f065 test/mscclpp-test/allgather_test.cu, allgather2: p = 3"};

/// Time of an all-gather, and of the reduce-scatter that is the same backwards, in which every
/// rank exchanges its part with its peers of the other domains by its own adapter. Published for
/// two domains; with more, a rank writes to all its peers in each turn.
/// \param size  the gathered payload, S.
/// \return a domain of one rank has only its adapter; of one domain only the links inside count.
/// \throws std::domain_error if a count is below 1.
[[nodiscard]] constexpr StagedTime staged_all_gather(Bytes size, const StagedGroup& on) {
  if (on.local_ranks < 1 || on.domains < 1 || on.stages < 1)
    throw std::domain_error("staged_all_gather: counts must be at least 1");
  const auto g = static_cast<double>(on.local_ranks);
  const double others = static_cast<double>(on.domains) - 1.0;
  const Bytes part = size / (g * static_cast<double>(on.domains));
  const Time inside = on.local_ranks > 1 ? (g - 1.0) * part / on.local_rate : Time{};
  const Time across = on.domains > 1 ? others * part / on.net_rate : Time{};
  const double last = 1.0 / static_cast<double>(on.stages);
  return {.first = weft::max(inside, (1.0 - last) * across),
          .second = weft::max((1.0 - last) * others * inside, last * across),
          .third = last * others * inside};
}
static_assert(staged_all_gather(8.0 * byte, {.local_ranks = 4, .local_rate = byte / second}) ==
              StagedTime{.first = 6.0 * second});
static_assert(staged_all_gather(8.0 * byte, {.domains = 4, .net_rate = byte / second, .stages = 2})
                  .total() == 6.0 * second);

}  // namespace weft::fabric
