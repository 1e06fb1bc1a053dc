// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::serving {

/// What a fleet grows by: a replica, or one that decodes with its share of those that prefill.
struct Unit {
  Frequency requests{};                   ///< that see their limits kept
  std::int64_t accelerators = 0;          ///< of the replica, or of the one that decodes
  double prefillers = 0.0;                ///< 0: prefill is not apart
  std::int64_t prefill_accelerators = 0;  ///< of one that prefills
  [[nodiscard]] constexpr double total() const {
    return static_cast<double>(accelerators) +
           prefillers * static_cast<double>(prefill_accelerators);
  }
  friend bool operator==(const Unit&, const Unit&) = default;
};

/// Whole replicas for a demand.
struct Fleet {
  std::int64_t replicas = 0;    ///< of those that decode where prefill is apart
  std::int64_t prefillers = 0;  ///< replicas of the prefill pool
  std::int64_t accelerators = 0;
  Frequency requests_at_slo{};
  double headroom = 0.0;  ///< requests_at_slo / demand - 1
  friend bool operator==(const Fleet&, const Fleet&) = default;
};

/// What is asked of a fleet.
struct Demand {
  Frequency requests{};       ///< at the peak
  double headroom = 0.0;      ///< that must be served on top
  double availability = 1.0;  ///< share of replicas that work
  friend bool operator==(const Demand&, const Demand&) = default;
};

inline constexpr Formula replicas_card{
    "serving.replicas", "ceil(demand (1 + headroom) / availability / requests of one)",
    "definition"};
inline constexpr Formula rate_match_card{
    "serving.rate-match", "n_d = ceil(D/R), n_p = ceil(x D/R): x prefill replicas keep up with one",
    "definition"};

[[nodiscard]] inline Fleet fleet(const Unit& of, const Demand& demand) {
  const Frequency asked = demand.requests * (1.0 + demand.headroom) / demand.availability;
  Fleet made;
  made.replicas = ceil_count(asked, of.requests);
  made.requests_at_slo = static_cast<double>(made.replicas) * of.requests;
  made.accelerators = made.replicas * of.accelerators;
  if (of.prefillers > 0.0) {
    const Frequency each = of.requests / of.prefillers;
    made.prefillers = ceil_count(asked, each);
    made.accelerators += made.prefillers * of.prefill_accelerators;
    made.requests_at_slo =
        weft::min(made.requests_at_slo, static_cast<double>(made.prefillers) * each);
  }
  if (demand.requests > Frequency{}) {
    made.headroom = ratio(made.requests_at_slo, demand.requests) - 1.0;
  }
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Fleet> = "fleet";
template <>
inline constexpr auto fields<serving::Fleet> =
    std::array{row<&serving::Fleet::replicas>("replicas", "").by(serving::replicas_card),
               row<&serving::Fleet::prefillers>("prefillers", "replicas of the prefill pool")
                   .by(serving::rate_match_card),
               row<&serving::Fleet::accelerators>("accelerators", "of all replicas"),
               row<&serving::Fleet::requests_at_slo>("requests_at_slo", "of all replicas").in("/s"),
               row<&serving::Fleet::headroom>("headroom", "requests_at_slo / demand - 1")};
static_assert(describes_all<serving::Fleet>());

template <>
inline constexpr std::string_view type_name<serving::Demand> = "demand";
template <>
inline constexpr auto fields<serving::Demand> =
    std::array{row<&serving::Demand::requests>("requests", "at the peak").in("/s").at_least(0),
               row<&serving::Demand::headroom>("headroom", "to be served on top").at_least(0),
               row<&serving::Demand::availability>("availability", "share of replicas that work")
                   .between(0.01, 1)};
static_assert(describes_all<serving::Demand>());

}  // namespace weft
