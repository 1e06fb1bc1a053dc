// SPDX-License-Identifier: Apache-2.0
// Collectives of few steps: what wins for short messages, and what other libraries run.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <bit>
#include <cstdint>

namespace weft::fabric {

namespace detail {
/// floor(log2 n). \throws std::domain_error if ranks < 1.
constexpr double whole_doublings(std::int64_t ranks) {
  rank_count(ranks);
  return static_cast<double>(std::bit_width(static_cast<std::uint64_t>(ranks)) - 1);
}
constexpr bool is_power_of_two(std::int64_t ranks) {
  return std::has_single_bit(static_cast<std::uint64_t>(ranks));
}
/// ceil(log2 n).
constexpr double doublings(std::int64_t ranks) {
  return whole_doublings(ranks) + (is_power_of_two(ranks) ? 0.0 : 1.0);
}
}  // namespace detail

inline constexpr Formula recursive_doubling_all_reduce_card{
    "collective.recursive-doubling-all-reduce",
    "lg n (a + S/B); n not a power of two: two steps more",
    "Thakur, Rabenseifner & Gropp 2005, IJHPCA 19(1); pmodels/mpich@6a79bf6 src/mpi/coll"};

/// Each rank sends the whole payload in each step: for short messages.
[[nodiscard]] constexpr CollectiveTime recursive_doubling_all_reduce(Bytes size, std::int64_t ranks,
                                                                     Bandwidth rate, Time hop) {
  const double steps =
      detail::whole_doublings(ranks) + (detail::is_power_of_two(ranks) ? 0.0 : 2.0);
  return {.latency = steps * hop, .transfer = steps * (size / rate)};
}

inline constexpr Formula rabenseifner_all_reduce_card{
    "collective.rabenseifner-all-reduce",
    "2 lg n a + 2 (n-1)/n S/B; n not a power of two: two steps and 2 S/B more",
    "Thakur, Rabenseifner & Gropp 2005, IJHPCA 19(1); pmodels/mpich@6a79bf6 src/mpi/coll"};

/// Reduce-scatter by halving, all-gather by doubling.
[[nodiscard]] constexpr CollectiveTime rabenseifner_all_reduce(Bytes size, std::int64_t ranks,
                                                               Bandwidth rate, Time hop) {
  const double n = detail::rank_count(ranks);
  const double uneven = detail::is_power_of_two(ranks) ? 0.0 : 2.0;
  return {.latency = (2.0 * detail::whole_doublings(ranks) + uneven) * hop,
          .transfer = (2.0 * (n - 1.0) / n + uneven) * (size / rate)};
}

inline constexpr Formula doubling_all_gather_card{
    "collective.doubling-all-gather", "lg n a + (n-1)/n S/B; Bruck: any n, ceil(lg n) steps",
    "Bruck et al. 1997, IEEE TPDS 8(11); pmodels/mpich@6a79bf6 src/mpi/coll"};

/// All-gather (or the reduce-scatter that is the same backwards) in doubling steps.
/// \param size  the gathered payload.
[[nodiscard]] constexpr CollectiveTime doubling_all_gather(Bytes size, std::int64_t ranks,
                                                           Bandwidth rate, Time hop) {
  const double n = detail::rank_count(ranks);
  return {.latency = detail::doublings(ranks) * hop, .transfer = (n - 1.0) / n * (size / rate)};
}

inline constexpr Formula bruck_all_to_all_card{
    "collective.bruck-all-to-all", "lg n (a + S/(2 B))",
    "Bruck et al. 1997, IEEE TPDS 8(11); pmodels/mpich@6a79bf6 src/mpi/coll"};

/// All-to-all in doubling steps, each of which moves half of all blocks.
/// \param size  what each rank sends in all, the block that stays with it included.
[[nodiscard]] constexpr CollectiveTime bruck_all_to_all(Bytes size, std::int64_t ranks,
                                                        Bandwidth rate, Time hop) {
  const double steps = detail::doublings(ranks);
  return {.latency = steps * hop, .transfer = steps * (0.5 * size / rate)};
}

inline constexpr Formula binomial_broadcast_card{
    "collective.binomial-broadcast", "ceil(lg n) (a + S/B)",
    "Thakur, Rabenseifner & Gropp 2005, IJHPCA 19(1); pmodels/mpich@6a79bf6 src/mpi/coll"};

/// Broadcast, and a reduce without its arithmetic, down a binomial tree.
[[nodiscard]] constexpr CollectiveTime binomial_broadcast(Bytes size, std::int64_t ranks,
                                                          Bandwidth rate, Time hop) {
  const double steps = detail::doublings(ranks);
  return {.latency = steps * hop, .transfer = steps * (size / rate)};
}

inline constexpr Formula scatter_gather_broadcast_card{
    "collective.scatter-gather-broadcast", "(ceil(lg n) + ceil(lg n) or n-1) a + 2 (n-1)/n S/B",
    "Thakur, Rabenseifner & Gropp 2005, IJHPCA 19(1); pmodels/mpich@6a79bf6 src/mpi/coll"};

enum class GatherSteps : std::uint8_t { doubling, ring };

/// Broadcast of a long message: scatter, then all-gather.
[[nodiscard]] constexpr CollectiveTime scatter_gather_broadcast(Bytes size, std::int64_t ranks,
                                                                Bandwidth rate, Time hop,
                                                                GatherSteps gather) {
  const double n = detail::rank_count(ranks);
  const double scatter = detail::doublings(ranks);
  const double steps = scatter + (gather == GatherSteps::ring ? n - 1.0 : scatter);
  return {.latency = steps * hop, .transfer = 2.0 * (n - 1.0) / n * (size / rate)};
}

inline constexpr Formula chain_broadcast_card{
    "collective.chain-broadcast", "(sqrt((n-2) a) + sqrt(S/B))^2",
    "definition: a pipelined chain with the best length of segment"};

/// Broadcast down a chain of ranks in segments of the length that costs least.
/// \param ranks  n >= 2; one rank has nobody to send to.
[[nodiscard]] inline CollectiveTime chain_broadcast(Bytes size, std::int64_t ranks, Bandwidth rate,
                                                    Time hop) {
  const double n = detail::rank_count(ranks);
  if (ranks == 1) return {};
  const Time latency = (n - 2.0) * hop;
  const Time transfer = size / rate;
  return {.latency = latency, .ramp = 2.0 * sqrt(latency * transfer), .transfer = transfer};
}

static_assert(detail::doublings(1) == 0.0 && detail::doublings(8) == 3.0);
static_assert(detail::doublings(9) == 4.0 && detail::whole_doublings(9) == 3.0);
static_assert(recursive_doubling_all_reduce(byte, 2, byte / second, Time{}).total() == second);
static_assert(rabenseifner_all_reduce(byte, 4, byte / second, Time{}).total() == 1.5 * second);

}  // namespace weft::fabric
