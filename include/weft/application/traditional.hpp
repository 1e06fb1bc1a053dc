// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

namespace weft::application {

/// Servers of enterprise IT and what each of them sends on average, one direction.
struct ServerTraffic {
  double servers = 0.0;
  Bandwidth east_west{};    ///< a server, to other servers of the site
  Bandwidth north_south{};  ///< a server, out of the site
  PerPeriod growth{};       ///< of the traffic of a server
  double peak_to_mean = 1.0;

  friend constexpr bool operator==(const ServerTraffic&, const ServerTraffic&) = default;
};

/// What all servers together put on their fabric, one direction.
struct ServerLoad {
  Bandwidth east_west{};
  Bandwidth north_south{};

  [[nodiscard]] constexpr Bandwidth total() const { return east_west + north_south; }
  friend constexpr bool operator==(const ServerLoad&, const ServerLoad&) = default;
};

inline constexpr Formula server_load_card{"application.server-load", "servers x rate x g^m",
                                          "definition"};

/// Mean load in one month. Each byte is counted once, where it enters the fabric.
/// \param month  m, months from the first month of the traffic.
[[nodiscard]] inline ServerLoad server_load(const ServerTraffic& traffic, double month) {
  const double scale = traffic.servers * factor(traffic.growth, month);
  return {.east_west = scale * traffic.east_west, .north_south = scale * traffic.north_south};
}
/// The same at the peak of the day.
[[nodiscard]] inline ServerLoad peak_server_load(const ServerTraffic& traffic, double month) {
  const ServerLoad mean = server_load(traffic, month);
  return {.east_west = traffic.peak_to_mean * mean.east_west,
          .north_south = traffic.peak_to_mean * mean.north_south};
}

/// One-way time of a message through a fabric that others use too.
struct LoadedLatency {
  Time unloaded{};
  Time queueing{};

  [[nodiscard]] constexpr Time total() const { return unloaded + queueing; }
  friend constexpr bool operator==(const LoadedLatency&, const LoadedLatency&) = default;
};

inline constexpr Reason saturated{
    "application.saturated",
    "the busiest link has no capacity left, so that its queue grows without end"};

inline constexpr Formula loaded_latency_card{"application.loaded-latency",
                                             "T_0 + S rho / (1 - rho)",
                                             "definition: mean wait of the M/M/1 queue"};

/// Mean latency under load: one queue, at the busiest link of the path. A simplification: real
/// traffic comes in bursts and waits longer, a path with several busy links waits at each.
/// \param unloaded     T_0, with one serialization.
/// \param message      its serialization on the busiest link is S = message / rate.
/// \param utilisation  rho, load / rate of the busiest link.
[[nodiscard]] inline Feasible<LoadedLatency> loaded_latency(Time unloaded, Bytes message,
                                                            Bandwidth rate, double utilisation) {
  if (!(utilisation < 1.0)) return Infeasible{&saturated, utilisation, 1.0, {}};
  const Time serialization = message / rate;
  return LoadedLatency{unloaded, utilisation / (1.0 - utilisation) * serialization};
}

inline constexpr Formula loaded_latency_p99_card{
    "application.loaded-latency-p99", "T_0 + S / (1 - rho) max(0, ln(rho / 0.01))",
    "definition: tail of the M/M/1 wait, P(W > t) = rho exp(-(1 - rho) t / S)"};

/// The same, 99th percentile: below one percent of load, 99 messages of 100 do not wait.
[[nodiscard]] inline Feasible<LoadedLatency> loaded_latency_p99(Time unloaded, Bytes message,
                                                                Bandwidth rate,
                                                                double utilisation) {
  constexpr double beyond = 0.01;
  if (!(utilisation < 1.0)) return Infeasible{&saturated, utilisation, 1.0, {}};
  if (utilisation <= beyond) return LoadedLatency{unloaded, {}};
  const Time serialization = message / rate;
  return LoadedLatency{unloaded, log(utilisation / beyond) / (1.0 - utilisation) * serialization};
}

inline constexpr Reason no_servers{"application.no-servers",
                                   "no servers, so that no cost can be put on one"};

inline constexpr Formula cost_per_server_card{"application.cost-per-server",
                                              "cost / (servers x time)", "definition"};

/// Money a server and time.
/// \param cost  all that is charged to the servers in `time`.
[[nodiscard]] inline Feasible<MoneyRate> cost_per_server(Money cost, double servers, Time time) {
  if (!(servers > 0.0) || !(time > Time{})) return Infeasible{&no_servers};
  return cost / (servers * time);
}

}  // namespace weft::application

namespace weft {

template <>
inline constexpr auto fields<application::ServerTraffic> = std::array{
    row<&application::ServerTraffic::servers>("servers", "servers that run the applications")
        .at_least(0.0),
    row<&application::ServerTraffic::east_west>("east_west", "mean, a server, inside the site")
        .in("Gb/s"),
    row<&application::ServerTraffic::north_south>("north_south", "mean, a server, out of the site")
        .in("Gb/s"),
    row<&application::ServerTraffic::growth>("growth", "of the traffic, compounding").in("%/month"),
    row<&application::ServerTraffic::peak_to_mean>("peak_to_mean", "busiest hour / mean")
        .at_least(1.0)};
static_assert(describes_all<application::ServerTraffic>());
template <>
inline constexpr std::string_view type_name<application::ServerTraffic> = "server traffic";

template <>
inline constexpr auto fields<application::ServerLoad> = std::array{
    row<&application::ServerLoad::east_west>("east_west", "inside the site").in("Gb/s"),
    row<&application::ServerLoad::north_south>("north_south", "out of the site").in("Gb/s"),
    row<&application::ServerLoad::total>("total", "both")
        .in("Gb/s")
        .by(application::server_load_card)};
static_assert(describes_all<application::ServerLoad>());
template <>
inline constexpr std::string_view type_name<application::ServerLoad> = "server load";

template <>
inline constexpr auto fields<application::LoadedLatency> = std::array{
    row<&application::LoadedLatency::unloaded>("unloaded", "with nobody else on the path").in("us"),
    row<&application::LoadedLatency::queueing>("queueing", "wait at the busiest link").in("us"),
    row<&application::LoadedLatency::total>("total", "what the message takes")
        .in("us")
        .by(application::loaded_latency_card)};
static_assert(describes_all<application::LoadedLatency>());
template <>
inline constexpr std::string_view type_name<application::LoadedLatency> = "loaded latency";

}  // namespace weft
