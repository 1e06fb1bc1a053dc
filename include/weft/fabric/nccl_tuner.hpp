// SPDX-License-Identifier: Apache-2.0
// What NCCL itself expects of its algorithms, and which it takes.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/collective_steps.hpp"
#include "weft/fabric/nccl_rate.hpp"
#include "weft/fabric/nccl_tables.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::fabric::nccl {

namespace detail {

/// What the steps of an algorithm take, us.
struct StepLatency {
  double base = 0.0;
  double local = 0.0;
  double net = 0.0;
};
constexpr StepLatency step_latency(const Group& group, Algorithm by, Protocol with) {
  const auto& local_table = group.link == LocalLink::nvlink ? nvlink_latency : pcie_latency;
  const double adapter = ratio(group.net_latency, micro * second);
  // With one rank a node nothing hides the network.
  const Algorithm exposed = group.ranks == group.nodes ? Algorithm::tree : by;
  return {
      .base = base_latency[at(by)][at(with)],
      .local = local_table[at(by)][at(with)],
      .net = net_latency[at(exposed)][at(with)] + adapter * (with == Protocol::simple ? 2.0 : 1.0)};
}

constexpr double ring_latency(const Group& group, Protocol with, const StepLatency& each) {
  if (group.operation == Collective::broadcast || group.operation == Collective::reduce) {
    return each.base + (group.nodes > 1 ? net_latency[at(Algorithm::ring)][at(with)] : each.local);
  }
  if (group.nodes == 1) return each.base + steps_of(group) * each.local;
  const double posted =
      (group.host == Host::amd ? 2.0 : 1.0) * (with == Protocol::simple ? 3.0 : 1.0);
  const double rounds = group.operation == Collective::all_reduce ? 2.0 : 1.0;
  const double crossing = rounds * (static_cast<double>(group.nodes) - 1.0);
  return each.base + (steps_of(group) - crossing) * std::max(each.local, posted) +
         crossing * each.net;
}

}  // namespace detail

inline constexpr Formula tuner_latency_card{"collective.nccl-latency",
                                            "base + steps inside a node + steps between nodes",
                                            "NVIDIA/nccl@5067397 (2.30.7-1) src/graph/tuning.cc"};

/// What NCCL adds to the time of any size.
[[nodiscard]] constexpr Time tuner_latency(const Group& group, Algorithm by, Protocol with) {
  constexpr Time us = micro * second;
  const detail::StepLatency each = detail::step_latency(group, by, with);
  const double others = static_cast<double>(group.ranks) / static_cast<double>(group.nodes) - 1.0;
  const double levels = fabric::detail::whole_doublings(group.nodes);
  switch (by) {
    case Algorithm::ring:
      return detail::ring_latency(group, with, each) * us;
    case Algorithm::tree:
      return (each.base + 2.0 * (others * each.local + levels * each.net)) * us;
    case Algorithm::collnet_direct:
      return (each.base + 2.0 * (std::min(1.0, others) * each.local + others * 0.4) + each.net) *
             us;
    case Algorithm::collnet_chain:
      return (each.base + 2.0 * others * each.local + each.net) * us;
    case Algorithm::nvls:
      return (each.local + (group.nodes > 1 ? each.net : 0.0)) * us;
    case Algorithm::nvls_tree:
      return (each.base + each.local + 2.0 * levels * each.net) * us;
    case Algorithm::pat:
      return (each.base + levels * each.net / 3.5 + 2.8 * static_cast<double>(group.ranks)) * us;
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
