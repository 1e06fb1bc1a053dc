// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/queueing.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::fabric {

/// Fixed delays of a path where the parts do not say better. The adapter and switch figures are
/// calibrated on DeepSeek's published end-to-end times of 64 B messages: the whole cost of a hop,
/// not the port-to-port figure of a data sheet.
struct LatencyDefaults {
  Time nic = 1.2 * micro * second;  ///< of one end, host side included
  Time ethernet_switch = 0.8 * micro * second;
  Time infiniband_switch = 0.25 * micro * second;
  Time scale_up = 2.0 * micro * second;  ///< one message inside a scale-up domain
  Time fec = 100.0 * nano * second;      ///< of one link
  TimePerLength fibre = 5.0 * nano * second / metre;
  Bytes packet = 4.0 * kibi * byte;  ///< what queues at a port
  friend bool operator==(const LatencyDefaults&, const LatencyDefaults&) = default;
};

/// One message on one path.
struct Path {
  std::int64_t switches = 0;  ///< passed; links are one more
  Time nic{};                 ///< of one end
  Time per_switch{};          ///< port to port
  Time fec{};                 ///< of one link
  Length cable{};             ///< all links together
  TimePerLength fibre{};
  Bytes message{};
  Bandwidth rate{};  ///< of the slowest link, one direction
};

struct PathLatency {
  Time nics{};
  Time switching{};
  Time fec{};
  Time propagation{};
  Time serialisation{};
  friend constexpr bool operator==(const PathLatency&, const PathLatency&) = default;
  [[nodiscard]] constexpr Time total() const {
    return nics + switching + fec + propagation + serialisation;
  }
};

inline constexpr Formula path_latency_card{
    "fabric.path-latency", "2 t_nic + s t_switch + (s+1) t_fec + L t_m + S/B",
    "definition; serialisation once (cut-through), 5 ns/m: blog.ipspace.net 2021/04"};

/// NIC to NIC, one way, nothing else on the wire.
[[nodiscard]] constexpr PathLatency path_latency(const Path& path) {
  return {.nics = 2.0 * path.nic,
          .switching = path.switches * path.per_switch,
          .fec = (path.switches + 1) * path.fec,
          .propagation = path.cable * path.fibre,
          .serialisation = path.message / path.rate};
}

/// Waiting in one queue behind packets of equal size.
struct QueueWait {
  Time mean{};
  Time p99{};
  friend constexpr bool operator==(const QueueWait&, const QueueWait&) = default;
};

inline constexpr Formula queue_wait_card{
    "fabric.queue-wait", "mean rho s / (2 (1-rho)); p99 of M/D/1 by its first pole",
    "Pollaczek-Khinchine mean; Tijms 2003, A First Course in Stochastic Models, chapter 9"};

/// \param load     of the link, rho: 0..1.   \param service  time of one packet on the wire, s.
[[nodiscard]] inline Feasible<QueueWait> queue_wait(double load, Time service) {
  constexpr double share = 0.99;
  const auto mean = general_mean_wait(load, service, 0.0);
  if (!mean) return mean.why();
  return QueueWait{.mean = *mean, .p99 = *constant_wait_tail(load, service, share)};
}

/// Latency at the 99th percentile; the path unloaded and what it waits.
struct LoadedLatency {
  Time unloaded{};
  Time busiest_queue{};  ///< p99 of the queue in front of the busiest link
  Time other_queues{};   ///< mean of the others
  friend constexpr bool operator==(const LoadedLatency&, const LoadedLatency&) = default;
  [[nodiscard]] constexpr Time total() const { return unloaded + busiest_queue + other_queues; }
};

inline constexpr Formula latency_p99_card{
    "fabric.latency-p99", "t + W99(rho) + (s-1) W(rho)",
    "definition: one queue at its 99th percentile, the others at their mean"};

/// \param unloaded  path_latency().total().   \param switches  queues on the path, s.
/// \param load      of the busiest link at the same-time peak, rho.
/// \param service   time of one packet on that link.
[[nodiscard]] inline Feasible<LoadedLatency> latency_p99(Time unloaded, std::int64_t switches,
                                                         double load, Time service) {
  const auto wait = queue_wait(load, service);
  if (!wait) return wait.why();
  LoadedLatency latency{.unloaded = unloaded};
  if (switches < 1) return latency;
  latency.busiest_queue = wait->p99;
  latency.other_queues = (switches - 1) * wait->mean;
  return latency;
}

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr std::string_view type_name<fabric::LatencyDefaults> = "latency_defaults";
template <>
inline constexpr auto fields<fabric::LatencyDefaults> = std::array{
    row<&fabric::LatencyDefaults::nic>("nic", "of one end, host side included")
        .in("us")
        .between(0, 1)
        .default_from("derived from DeepSeek, ISCA 2025, Table 5: same leaf, less one hop, halved"),
    row<&fabric::LatencyDefaults::ethernet_switch>("ethernet_switch", "where the record has none")
        .in("ns")
        .between(0, 1)
        .default_from(
            "derived from DeepSeek, ISCA 2025, Table 5: 1.0 us a RoCE hop, less FEC and cable"),
    row<&fabric::LatencyDefaults::infiniband_switch>("infiniband_switch",
                                                     "where the record has none")
        .in("ns")
        .between(0, 1)
        .default_from("derived from DeepSeek, ISCA 2025, Table 5: 0.45 us an InfiniBand hop, less "
                      "FEC and cable"),
    row<&fabric::LatencyDefaults::scale_up>("scale_up", "one message inside a scale-up domain")
        .in("us")
        .between(0, 1)
        .default_from("estimate"),
    row<&fabric::LatencyDefaults::fec>("fec", "of one link")
        .in("ns")
        .between(0, 1)
        .default_from("derived: interleaved KP4 codewords take 25.6 ns at 400G and 800G, and "
                      "decoding; 60 to 100 ns"),
    row<&fabric::LatencyDefaults::fibre>("fibre", "light in glass")
        .in("ns/m")
        .between(0, 1)
        .default_from("blog.ipspace.net 2021/04: 200 m in 1 us"),
    row<&fabric::LatencyDefaults::packet>("packet", "that queues at a port")
        .in("KiB")
        .between(1, 1e6)
        .default_from("RDMA's largest path MTU, 4 KiB")};
static_assert(describes_all<fabric::LatencyDefaults>());

template <>
inline constexpr std::string_view type_name<fabric::PathLatency> = "path_latency";
template <>
inline constexpr auto fields<fabric::PathLatency> =
    std::array{row<&fabric::PathLatency::nics>("nics", "both ends")
                   .in("us")
                   .by(fabric::path_latency_card)
                   .metric(Over::design, Better::less),
               row<&fabric::PathLatency::switching>("switching", "port to port")
                   .in("us")
                   .by(fabric::path_latency_card)
                   .metric(Over::design, Better::less),
               row<&fabric::PathLatency::fec>("fec", "forward error correction of every link")
                   .in("us")
                   .by(fabric::path_latency_card)
                   .metric(Over::design, Better::less),
               row<&fabric::PathLatency::propagation>("propagation", "in the cables")
                   .in("us")
                   .by(fabric::path_latency_card)
                   .metric(Over::design, Better::less),
               row<&fabric::PathLatency::serialisation>("serialisation", "once: cut-through")
                   .in("us")
                   .by(fabric::path_latency_card)
                   .metric(Over::design, Better::less)};
static_assert(describes_all<fabric::PathLatency>());

template <>
inline constexpr std::string_view type_name<fabric::LoadedLatency> = "loaded_latency";
template <>
inline constexpr auto fields<fabric::LoadedLatency> = std::array{
    row<&fabric::LoadedLatency::unloaded>("unloaded", "NIC to NIC")
        .in("us")
        .by(fabric::latency_p99_card)
        .metric(Over::worst, Better::less),
    row<&fabric::LoadedLatency::busiest_queue>("busiest_queue", "99th percentile of one queue")
        .in("us")
        .by(fabric::latency_p99_card)
        .metric(Over::worst, Better::less),
    row<&fabric::LoadedLatency::other_queues>("other_queues", "mean of the others")
        .in("us")
        .by(fabric::latency_p99_card)
        .metric(Over::worst, Better::less)};
static_assert(describes_all<fabric::LoadedLatency>());

}  // namespace weft
