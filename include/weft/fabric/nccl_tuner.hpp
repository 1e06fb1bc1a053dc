// SPDX-License-Identifier: Apache-2.0
// The model by which NCCL 2.30.7 chooses: what it believes of each algorithm and protocol.
// Its constants are facts of that release; Weft's own times come from profiles of technologies.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/collective_steps.hpp"
#include "weft/fabric/nccl_tables.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <bit>
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

/// Bus bandwidth, GB/s.
constexpr double bus_rate(const Group& group, Algorithm by, Protocol with) {
  constexpr Bandwidth unit = giga_byte / second;
  const bool collnet = by == Algorithm::collnet_direct || by == Algorithm::collnet_chain;
  const bool in_switch = by == Algorithm::nvls || by == Algorithm::nvls_tree;
  const auto channels = static_cast<double>(group.channels);
  const double one = in_switch ? in_switch_channel(group, by)
                               : ratio(group.nodes <= 2 || collnet ? group.local : group.net, unit);
  double rate = channels * one;
  const std::size_t gen = at(group.generation);
  const std::size_t column = nodes_column(group);
  switch (by) {
    case Algorithm::ring:
      if (with == Protocol::ll) rate = std::min(ll_bound(group), 0.5 * rate);
      if (with == Protocol::ll128) rate = std::min(0.92 * rate, channels * ring_ll128_channel[gen]);
      return rate;
    case Algorithm::tree:
      if (group.operation == Collective::all_reduce) {
        rate = std::min(0.92 * rate, channels * tree_channel[gen][column]);
      }
      if (with == Protocol::ll) rate = std::min(rate / 3.8, ll_bound(group));
      if (with == Protocol::ll128) {
        rate = std::min(rate * (group.nodes == 1 ? 7.0 / 9.0 : 120.0 / 128.0),
                        channels * tree_ll128_channel[gen][column]);
      }
      return rate;
    case Algorithm::pat:
      return 0.75 * rate;
    case Algorithm::collnet_direct: {
      const double per_adapter =
          static_cast<double>(group.ranks) / static_cast<double>(group.nodes) / channels;
      rate /= per_adapter - (per_adapter - 1.0) / 2.0;
      return group.generation >= Generation::hopper ? 0.85 * rate : rate;
    }
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

inline constexpr Formula tuner_latency_card{"collective.nccl-latency",
                                            "base + steps inside a node + steps between nodes",
                                            "NVIDIA/nccl@5067397 (2.30.7-1) src/graph/tuning.cc"};

/// What NCCL adds to the time of any size.
[[nodiscard]] constexpr Time tuner_latency(const Group& group, Algorithm by, Protocol with) {
  using detail::at;
  const auto& local_table =
      group.link == LocalLink::nvlink ? detail::nvlink_latency : detail::pcie_latency;
  constexpr double us = 1e6;
  const double per_node = static_cast<double>(group.ranks) / static_cast<double>(group.nodes);
  const double adapter = us * ratio(group.net_latency, second);
  double local = local_table[at(by)][at(with)];
  // With one rank a node nothing hides the network.
  const Algorithm exposed = group.ranks == group.nodes ? Algorithm::tree : by;
  const double net =
      detail::net_latency[at(exposed)][at(with)] + adapter * (with == Protocol::simple ? 2.0 : 1.0);
  const double base = detail::base_latency[at(by)][at(with)];
  const auto nodes = static_cast<double>(group.nodes);
  const double levels = fabric::detail::whole_doublings(group.nodes);
  const auto ring = [&] {
    const double steps = detail::steps_of(group);
    if (group.operation == Collective::broadcast || group.operation == Collective::reduce) {
      return base + (group.nodes > 1 ? detail::net_latency[at(by)][at(with)] : local);
    }
    double posted = 0.0;
    if (group.nodes > 1) {
      posted = (group.host == Host::amd ? 2.0 : 1.0) * (with == Protocol::simple ? 3.0 : 1.0);
    }
    const double crossing =
        group.nodes == 1 ? 0.0
                         : (group.operation == Collective::all_reduce ? 2.0 : 1.0) * (nodes - 1.0);
    return base + (steps - crossing) * std::max(local, posted) + crossing * net;
  };
  switch (by) {
    case Algorithm::ring:
      return ring() / us * second;
    case Algorithm::tree:
      return (base + 2.0 * ((per_node - 1.0) * local + levels * net)) / us * second;
    case Algorithm::collnet_direct:
      return (base + 2.0 * (std::min(1.0, per_node - 1.0) * local + (per_node - 1.0) * 0.4) + net) /
             us * second;
    case Algorithm::collnet_chain:
      return (base + 2.0 * (per_node - 1.0) * local + net) / us * second;
    case Algorithm::nvls:
      return (local + (group.nodes > 1 ? net : 0.0)) / us * second;
    case Algorithm::nvls_tree:
      return (base + local + 2.0 * levels * net) / us * second;
    case Algorithm::pat:
      return (base + levels * net / 3.5 + 2.8 * static_cast<double>(group.ranks)) / us * second;
  }
  return {};
}

/// The time that NCCL expects of a size, or nothing where there is no such algorithm.
[[nodiscard]] constexpr std::optional<CollectiveTime> tuner_time(const Group& group, Bytes size,
                                                                 Algorithm by, Protocol with) {
  auto rate = algorithm_bandwidth(group, by, with);
  if (!rate || !(*rate > Bandwidth{})) return std::nullopt;
  const auto bytes = static_cast<std::uint64_t>(ratio(size, byte));
  Time latency = tuner_latency(group, by, with);
  const bool reduces = group.operation == Collective::all_reduce;
  if (bytes >= 64 && reduces) {
    const auto power = static_cast<std::size_t>(std::bit_width(bytes >> 6U) - 1);
    const bool tree = by == Algorithm::tree && power < 23;
    const bool nvls_tree =
        by == Algorithm::nvls_tree && power < 24 && group.generation == Generation::blackwell;
    if (tree || nvls_tree) *rate *= detail::tree_correction[detail::at(with)][power];
  }
  const auto parts = static_cast<std::uint64_t>(group.channels * group.ranks);
  if (by == Algorithm::ring && with == Protocol::simple && group.nodes > 1 && reduces &&
      bytes / parts >= 64) {
    latency *= group.generation == Generation::volta ? 1.9 : 1.4;
  }
  return CollectiveTime{.latency = latency, .transfer = size / *rate};
}

/// What NCCL would run.
struct Chosen {
  Algorithm algorithm = Algorithm::ring;
  Protocol protocol = Protocol::simple;
  CollectiveTime time{};
};

/// The fastest by NCCL's own model; nothing for one rank or an operation that it does not tune.
[[nodiscard]] constexpr std::optional<Chosen> choose(const Group& group, Bytes size) {
  std::optional<Chosen> best;
  for (const Algorithm by :
       {Algorithm::tree, Algorithm::ring, Algorithm::nvls, Algorithm::nvls_tree, Algorithm::pat}) {
    for (const Protocol with : {Protocol::ll, Protocol::ll128, Protocol::simple}) {
      const auto time = tuner_time(group, size, by, with);
      if (time && (!best || time->total() < best->time.total())) best = Chosen{by, with, *time};
    }
  }
  return best;
}

}  // namespace weft::fabric::nccl
