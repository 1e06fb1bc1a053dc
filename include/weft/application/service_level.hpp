// SPDX-License-Identifier: Apache-2.0
// People, or other servers, behind one queue of waiting customers.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/queueing.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::application {

struct ServiceLevel {
  double waiting = 0.0;    ///< share that has to wait
  double within = 0.0;     ///< share that is served within the target
  double occupancy = 0.0;  ///< share of its time that a server works

  friend constexpr bool operator==(const ServiceLevel&, const ServiceLevel&) = default;
};

inline constexpr Formula service_level_card{"application.service-level",
                                            "1 - C e^(-(n - a) T / s), a = arrivals x s",
                                            "Erlang 1917; pyworkforce queuing tests"};

/// \param servers   n >= 1.   \param arrivals  a time.   \param handling  s, mean, > 0.
/// \param target    T, wait that is accepted.
/// \return Infeasible when more arrives than can be handled.
/// \throws std::domain_error outside these ranges.
[[nodiscard]] inline Feasible<ServiceLevel> service_level(std::int64_t servers, Frequency arrivals,
                                                          Time handling, Time target) {
  if (!(handling > Time{})) throw std::domain_error("service_level: handling must take time");
  const double offered = ratio(arrivals, 1.0 / handling);
  const auto queue = fabric::many_servers(servers, offered);
  if (!queue) return queue.why();
  const auto count = static_cast<double>(servers);
  return ServiceLevel{
      .waiting = queue->waiting,
      .within = 1.0 - queue->waiting * exp(-(count - offered) * ratio(target, handling)),
      .occupancy = offered / count};
}

/// What is asked of a service.
struct ServiceTarget {
  Time wait{};
  double within = 0.0;     ///< share that must not wait longer, 0..1
  double occupancy = 1.0;  ///< servers may work at most so much of their time, > 0..1
  double absent = 0.0;     ///< share of the paid time that they are away, 0..1

  friend constexpr bool operator==(const ServiceTarget&, const ServiceTarget&) = default;
};

struct ServersNeeded {
  std::int64_t present = 0;
  std::int64_t employed = 0;  ///< so that enough are present

  friend constexpr bool operator==(const ServersNeeded&, const ServersNeeded&) = default;
};

inline constexpr Formula servers_needed_card{
    "application.servers-needed", "least n with service level and occupancy kept; n / (1 - absent)",
    "Erlang 1917; pyworkforce queuing tests"};

/// \throws std::domain_error unless 0 <= within < 1, 0 < occupancy <= 1, 0 <= absent < 1, and as
///         service_level().
[[nodiscard]] inline ServersNeeded servers_needed(Frequency arrivals, Time handling,
                                                  const ServiceTarget& target) {
  if (!(target.within >= 0.0 && target.within < 1.0) ||
      !(target.occupancy > 0.0 && target.occupancy <= 1.0) ||
      !(target.absent >= 0.0 && target.absent < 1.0)) {
    throw std::domain_error("servers_needed: shares lie in 0 to below 1");
  }
  const double busy = ratio(arrivals, 1.0 / handling) / target.occupancy;
  for (std::int64_t present = busy > 1.0 ? floor_count(busy) : 1;; ++present) {
    const auto level = service_level(present, arrivals, handling, target.wait);
    if (!level || level->within < target.within || level->occupancy > target.occupancy) continue;
    return {present, ceil_count(static_cast<double>(present) / (1.0 - target.absent))};
  }
}

}  // namespace weft::application

namespace weft {

template <>
inline constexpr auto fields<application::ServiceLevel> = std::array{
    row<&application::ServiceLevel::waiting>("waiting", "share that has to wait")
        .by(application::service_level_card),
    row<&application::ServiceLevel::within>("within", "share served within the target"),
    row<&application::ServiceLevel::occupancy>("occupancy", "share of the time at work")};
static_assert(describes_all<application::ServiceLevel>());
template <>
inline constexpr std::string_view type_name<application::ServiceLevel> = "service level";

template <>
inline constexpr auto fields<application::ServiceTarget> = std::array{
    row<&application::ServiceTarget::wait>("wait", "that is accepted").in("s"),
    row<&application::ServiceTarget::within>("within", "share that keeps it").between(0, 1),
    row<&application::ServiceTarget::occupancy>("occupancy", "at most").between(0, 1),
    row<&application::ServiceTarget::absent>("absent", "share of paid time").between(0, 1)};
static_assert(describes_all<application::ServiceTarget>());
template <>
inline constexpr std::string_view type_name<application::ServiceTarget> = "service target";

template <>
inline constexpr auto fields<application::ServersNeeded> =
    std::array{row<&application::ServersNeeded::present>("present", "at work")
                   .by(application::servers_needed_card),
               row<&application::ServersNeeded::employed>("employed", "so that enough are")};
static_assert(describes_all<application::ServersNeeded>());
template <>
inline constexpr std::string_view type_name<application::ServersNeeded> = "servers needed";

}  // namespace weft
