// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

/// Time of one collective operation.
struct CollectiveTime {
  Time latency{};   ///< fixed cost of its steps
  Time ramp{};      ///< until a pipeline of segments is full, and again until it is empty
  Time transfer{};  ///< bytes over the slowest link
  friend constexpr bool operator==(const CollectiveTime&, const CollectiveTime&) = default;
  [[nodiscard]] constexpr Time total() const { return latency + ramp + transfer; }
};
[[nodiscard]] constexpr CollectiveTime operator+(const CollectiveTime& a, const CollectiveTime& b) {
  return {a.latency + b.latency, a.ramp + b.ramp, a.transfer + b.transfer};
}

namespace detail {
constexpr double rank_count(std::int64_t ranks) {
  if (ranks < 1) throw std::domain_error("collective: ranks must be at least 1");
  return static_cast<double>(ranks);
}
}  // namespace detail

inline constexpr Formula ring_all_reduce_card{
    "collective.ring-all-reduce", "2 (n-1) a + 2 (n-1)/n S/B",
    "ring reduce-scatter, then ring all-gather; bandwidth term: Patarasuk & Yuan 2009, JPDC 69(2)"};

/// Time of a bandwidth-optimal ring all-reduce.
/// \param size  payload of each rank, S.   \param ranks  participants, n >= 1.
/// \param rate  bandwidth of each rank, one direction, B.   \param hop  latency of a step, a.
/// \throws std::domain_error if ranks < 1.
[[nodiscard]] constexpr CollectiveTime ring_all_reduce(Bytes size, std::int64_t ranks,
                                                       Bandwidth rate, Time hop) {
  const double n = detail::rank_count(ranks);
  return {.latency = 2.0 * (n - 1.0) * hop, .transfer = 2.0 * (n - 1.0) / n * (size / rate)};
}

inline constexpr Formula ring_all_gather_card{
    "collective.ring-all-gather", "(n-1) a + (n-1)/n S/B",
    "pmodels/mpich@6a79bf6 src/mpi/coll, allgather_intra_ring.c"};

/// Time of a ring all-gather, and of a ring reduce-scatter, which is the same backwards.
/// \param size  the gathered payload: n times what a rank brings.
[[nodiscard]] constexpr CollectiveTime ring_all_gather(Bytes size, std::int64_t ranks,
                                                       Bandwidth rate, Time hop) {
  const double n = detail::rank_count(ranks);
  return {.latency = (n - 1.0) * hop, .transfer = (n - 1.0) / n * (size / rate)};
}

inline constexpr Formula pairwise_all_to_all_card{
    "collective.pairwise-all-to-all", "(n-1) a + (n-1)/n S/B",
    "pmodels/mpich@6a79bf6 src/mpi/coll, alltoall_intra_pairwise.c, own block left out"};

/// Time of an all-to-all in n-1 pairwise exchanges.
/// \param size  what each rank sends in all, the block that stays with it included.
[[nodiscard]] constexpr CollectiveTime pairwise_all_to_all(Bytes size, std::int64_t ranks,
                                                           Bandwidth rate, Time hop) {
  const double n = detail::rank_count(ranks);
  return {.latency = (n - 1.0) * hop, .transfer = (n - 1.0) / n * (size / rate)};
}

inline constexpr Formula point_to_point_card{"collective.point-to-point", "a + S/B",
                                             "definition: the alpha-beta (Hockney) model"};

[[nodiscard]] constexpr CollectiveTime point_to_point(Bytes size, Bandwidth rate, Time hop) {
  return {.latency = hop, .transfer = size / rate};
}

enum class Collective : std::uint8_t {
  all_reduce,
  all_gather,
  reduce_scatter,
  all_to_all,
  broadcast,
  reduce,
  point_to_point
};

inline constexpr Formula bus_bandwidth_card{
    "collective.bus-bandwidth",
    "busbw = f S/t; f = 2(n-1)/n all-reduce, (n-1)/n gather kinds, else 1",
    "NVIDIA/nccl-tests@a0b82b2 doc/PERFORMANCE.md"};

/// busbw / (S/t).
[[nodiscard]] constexpr double bus_factor(Collective kind, std::int64_t ranks) {
  const double n = detail::rank_count(ranks);
  switch (kind) {
    case Collective::all_reduce:
      return 2.0 * (n - 1.0) / n;
    case Collective::all_gather:
    case Collective::reduce_scatter:
    case Collective::all_to_all:
      return (n - 1.0) / n;
    case Collective::broadcast:
    case Collective::reduce:
    case Collective::point_to_point:
      return 1.0;
  }
  return 1.0;
}

/// Bus bandwidth of a collective that took `time`.
[[nodiscard]] constexpr Bandwidth bus_bandwidth(Collective kind, Bytes size, std::int64_t ranks,
                                                Time time) {
  return bus_factor(kind, ranks) * (size / time);
}

static_assert(ring_all_reduce(byte, 1, byte / second, second).total() == Time{});
static_assert(ring_all_reduce(byte, 2, byte / second, Time{}).transfer == second);
static_assert(bus_factor(Collective::all_reduce, 8) == 1.75);

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr auto words<fabric::Collective> =
    std::array{Case{"all_reduce", ""},    Case{"all_gather", ""}, Case{"reduce_scatter", ""},
               Case{"all_to_all", ""},    Case{"broadcast", ""},  Case{"reduce", ""},
               Case{"point_to_point", ""}};
template <>
inline constexpr std::string_view type_name<fabric::CollectiveTime> = "collective_time";
template <>
inline constexpr auto fields<fabric::CollectiveTime> = std::array{
    row<&fabric::CollectiveTime::latency>("latency", "fixed cost of its steps").in("us"),
    row<&fabric::CollectiveTime::ramp>("ramp", "filling and draining a pipeline of segments")
        .in("us"),
    row<&fabric::CollectiveTime::transfer>("transfer", "bytes over the slowest link").in("us"),
    row<&fabric::CollectiveTime::total>("total", "what the workload waits").in("us")};
static_assert(describes_all<fabric::CollectiveTime>());

}  // namespace weft
