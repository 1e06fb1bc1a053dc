// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

inline constexpr Reason too_many_endpoints{"fabric.too-many-endpoints",
                                           "more endpoints than a fabric of this kind can hold"};
inline constexpr Reason too_few_endpoints{"fabric.too-few-endpoints",
                                          "a fabric joins two endpoints or more"};
inline constexpr Reason no_uplinks{"fabric.no-uplinks",
                                   "the oversubscription leaves a leaf without ports up or down"};
inline constexpr Reason not_a_taper{"fabric.not-a-taper",
                                    "oversubscription is bandwidth down over up: 1 or more"};
inline constexpr Reason not_a_size{
    "fabric.not-a-size",
    "endpoints, planes, rails, ports and reserve must not be negative or none"};

/// How the uplinks of a leaf are spread over spines.
enum class Bundles : std::uint8_t { uniform, shortest };

/// How endpoints are spread over leaves: each one full before the next, or all alike, whose
/// uplinks are then only as many as their endpoints need.
enum class Fill : std::uint8_t { dense, even };

/// A fabric to be sized. Counts are of one plane unless said otherwise.
struct SizeRequest {
  std::int64_t endpoints = 0;     ///< NIC ports of one plane that are cabled
  std::int64_t extra = 0;         ///< further edge ports: border, storage, fabric managers
  std::int64_t sized_for = 0;     ///< endpoints of the full scalable unit, where fewer are cabled
  std::int64_t planes = 1;        ///< independent copies
  std::int64_t rails = 1;         ///< leaves come in groups of this many; endpoints divide evenly
  double oversubscription = 1.0;  ///< down over up at the leaf, as bandwidth
  double upper_oversubscription = 1.0;  ///< down over up at the second of three tiers
  std::int64_t pod = 0;                 ///< endpoints of one pod; 0: as many as the ports allow
  std::int64_t reserved = 0;            ///< ports of each leaf kept free, before sizing
  std::int64_t least_spines = 2;        ///< a lone spine is a single point of failure
  std::int64_t most_tiers = 0;          ///< where tiers are chosen; 0: no limit
  Bundles bundles = Bundles::uniform;
  Fill fill = Fill::dense;
  LeafPorts leaf{};
  std::int64_t spine_ports = 0;
  std::int64_t core_ports = 0;  ///< of three tiers; 0: as the spine
  Power module{};               ///< of the hottest module in a cage; zero: not known
};

namespace detail {

constexpr Infeasible exceeds(const Reason& reason, std::int64_t needed, std::int64_t available) {
  return {&reason, static_cast<double>(needed), static_cast<double>(available), {}};
}
/// Endpoints and further ports that the switches must have room for, one plane.
constexpr std::int64_t ends(const SizeRequest& ask) {
  const std::int64_t cabled = ask.endpoints + ask.extra;
  return ask.sized_for > cabled ? ask.sized_for : cabled;
}
/// Why nothing can be sized, whatever the kind.
constexpr std::optional<Infeasible> refused(const SizeRequest& ask) {
  const bool sane = ask.endpoints >= 0 && ask.extra >= 0 && ask.sized_for >= 0 && ask.planes >= 1 &&
                    ask.rails >= 1 && ask.pod >= 0 && ask.reserved >= 0 && ask.least_spines >= 1;
  if (!sane) return Infeasible{&not_a_size, 1.0, static_cast<double>(ask.endpoints), {}};
  const double least = ask.oversubscription < ask.upper_oversubscription
                           ? ask.oversubscription
                           : ask.upper_oversubscription;
  if (!(least >= 1.0)) return Infeasible{&not_a_taper, 1.0, least, {}};
  if (ask.endpoints + ask.extra < 2) {
    return exceeds(too_few_endpoints, 2, ask.endpoints + ask.extra);
  }
  return std::nullopt;
}

}  // namespace detail
}  // namespace weft::fabric
