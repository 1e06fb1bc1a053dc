// SPDX-License-Identifier: Apache-2.0
// The rates that NCCL 2.30.7 believes in when it chooses, by algorithm and protocol.
// Its constants are facts of that release; Weft's own times come from profiles of technologies.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/nccl_tables.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::fabric::nccl {

/// A communicator and what the topology search found for it.
struct Group {
  Collective operation = Collective::all_reduce;
  std::int64_t ranks = 1;
  std::int64_t nodes = 1;
  Generation generation = Generation::hopper;
  std::int64_t channels = 1;
  Bandwidth local{};  ///< of one channel inside a node
  Bandwidth net{};    ///< of one channel between nodes
  LocalLink link = LocalLink::nvlink;
  Host host = Host::intel;
  Time net_latency{};  ///< of the adapter, as its plugin states it
};

namespace detail {

constexpr std::size_t nodes_column(const Group& group) {
  return group.nodes <= 2 ? at(group.nodes - 1) : 2;
}
/// Inside a node the accelerator bounds LL, between nodes the processor of the host.
constexpr double ll_bound(const Group& group) {
  const std::size_t row = group.nodes == 1 ? at(group.generation) : group.host == Host::amd ? 1 : 0;
  return ll_most[row][nodes_column(group)];
}
constexpr double steps_of(const Group& group) {
  const auto n = static_cast<double>(group.ranks);
  switch (group.operation) {
    case Collective::all_reduce:
      return 2.0 * (n - 1.0);
    case Collective::all_gather:
    case Collective::reduce_scatter:
      return n - 1.0;
    default:
      return n;
  }
}
constexpr bool gathers(Collective kind) {
  return kind == Collective::all_gather || kind == Collective::reduce_scatter;
}

/// Which algorithms and protocols an operation has.
constexpr bool offers(const Group& group, Algorithm by, Protocol with) {
  const bool in_switch = by == Algorithm::nvls || by == Algorithm::nvls_tree;
  const bool only_simple = in_switch || by == Algorithm::collnet_direct ||
                           by == Algorithm::collnet_chain || by == Algorithm::pat;
  if (only_simple && with != Protocol::simple) return false;
  if (in_switch && (group.channels < 2 || nvls_efficiency[at(group.generation)] == 0.0))
    return false;
  if (by == Algorithm::nvls_tree && group.nodes == 1) return false;
  switch (group.operation) {
    case Collective::all_reduce:
      return by != Algorithm::pat;
    case Collective::all_gather:
    case Collective::reduce_scatter:
      if (by == Algorithm::pat) return group.nodes == group.ranks;
      return by == Algorithm::ring || (by == Algorithm::nvls && group.nodes == 1);
    case Collective::broadcast:
    case Collective::reduce:
      return by == Algorithm::ring;
    default:
      return false;
  }
}

/// One channel of an in-switch algorithm, GB/s.
constexpr double in_switch_channel(const Group& group, Algorithm by) {
  const auto channels = static_cast<double>(group.channels);
  const double per_node = static_cast<double>(group.ranks) / static_cast<double>(group.nodes);
  constexpr Bandwidth unit = giga_byte / second;
  double local = ratio(group.local, unit) * nvls_efficiency[at(group.generation)] *
                 (channels - 1.0) / channels;
  local *= group.operation == Collective::all_reduce ? 2.0 : (per_node - 1.0) / per_node;
  const bool pair = group.nodes <= 2 && by == Algorithm::nvls_tree;
  const double net = ratio(group.net, unit) * (pair ? 2.0 : 1.0);
  if (by == Algorithm::nvls) return std::min(local, net);
  return std::min({local, net, nvls_tree_channel[at(group.generation)][nodes_column(group)]});
}

constexpr double ring_rate(const Group& group, Protocol with, double rate) {
  const auto channels = static_cast<double>(group.channels);
  if (with == Protocol::ll) return std::min(ll_bound(group), 0.5 * rate);
  if (with == Protocol::simple) return rate;
  return std::min(0.92 * rate, channels * ring_ll128_channel[at(group.generation)]);
}

constexpr double tree_rate(const Group& group, Protocol with, double rate) {
  const auto channels = static_cast<double>(group.channels);
  const std::size_t gen = at(group.generation);
  const std::size_t column = nodes_column(group);
  if (group.operation == Collective::all_reduce) {
    rate = std::min(0.92 * rate, channels * tree_channel[gen][column]);
  }
  if (with == Protocol::ll) return std::min(rate / 3.8, ll_bound(group));
  if (with == Protocol::simple) return rate;
  return std::min(rate * (group.nodes == 1 ? 7.0 / 9.0 : 120.0 / 128.0),
                  channels * tree_ll128_channel[gen][column]);
}

constexpr double collnet_direct_rate(const Group& group, double rate) {
  const double per_adapter = static_cast<double>(group.ranks) / static_cast<double>(group.nodes) /
                             static_cast<double>(group.channels);
  rate /= per_adapter - (per_adapter - 1.0) / 2.0;
  return group.generation >= Generation::hopper ? 0.85 * rate : rate;
}

/// Bus bandwidth, GB/s.
constexpr double bus_rate(const Group& group, Algorithm by, Protocol with) {
  constexpr Bandwidth unit = giga_byte / second;
  const bool collnet = by == Algorithm::collnet_direct || by == Algorithm::collnet_chain;
  const bool in_switch = by == Algorithm::nvls || by == Algorithm::nvls_tree;
  const double one = in_switch ? in_switch_channel(group, by)
                               : ratio(group.nodes <= 2 || collnet ? group.local : group.net, unit);
  const double rate = static_cast<double>(group.channels) * one;
  switch (by) {
    case Algorithm::ring:
      return ring_rate(group, with, rate);
    case Algorithm::tree:
      return tree_rate(group, with, rate);
    case Algorithm::pat:
      return 0.75 * rate;
    case Algorithm::collnet_direct:
      return collnet_direct_rate(group, rate);
    default:
      return rate;
  }
}

}  // namespace detail

inline constexpr Formula tuner_rate_card{
    "collective.nccl-rate", "channels x rate, capped by protocol; x n/steps or 1/2 to S/t",
    "NVIDIA/nccl@5067397 (2.30.7-1) src/graph/tuning.cc"};

/// S/t of a long message, or nothing where the operation has no such algorithm.
[[nodiscard]] constexpr std::optional<Bandwidth> algorithm_bandwidth(const Group& group,
                                                                     Algorithm by, Protocol with) {
  if (group.ranks < 2 || !detail::offers(group, by, with)) return std::nullopt;
  double rate = detail::bus_rate(group, by, with);
  if (by == Algorithm::ring || !detail::gathers(group.operation)) {
    const bool counts_steps =
        by == Algorithm::ring || by == Algorithm::nvls || by == Algorithm::nvls_tree;
    rate *= counts_steps ? static_cast<double>(group.ranks) / detail::steps_of(group) : 0.5;
  }
  return rate * giga_byte / second;
}

}  // namespace weft::fabric::nccl
