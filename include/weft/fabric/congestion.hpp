// SPDX-License-Identifier: Apache-2.0
// What flows do to each other: tapers and incast.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

inline constexpr Formula crossing_rate_card{
    "fabric.crossing-rate", "B / max(1, r (1-l))",
    "definition: uplinks are shared by the hosts that talk beyond their leaf"};

/// Rate of a host towards hosts behind other leaves when every host of its leaf sends at once.
/// \param oversubscription  ports down over ports up, r.
/// \param locality          share of the traffic that stays below the leaf, l: 0..1.
[[nodiscard]] constexpr Bandwidth crossing_rate(Bandwidth line, double oversubscription,
                                                double locality) {
  const double crowd = oversubscription * (1.0 - locality);
  return crowd > 1.0 ? line / crowd : line;
}
static_assert(crossing_rate(byte / second, 4.0, 0.5) == 0.5 * (byte / second));

/// Many senders, one port.
struct Incast {
  Time drain{};    ///< until the port has sent everything
  Bytes buffer{};  ///< that holds it meanwhile, so that nothing is paused or lost
  friend constexpr bool operator==(const Incast&, const Incast&) = default;
};

inline constexpr Formula incast_card{"fabric.incast", "N m / B to drain, (N-1) m to hold",
                                     "definition: fluid limit, senders at line rate"};

/// \param senders  N >= 1.   \param each  what one of them sends, m.   \param port  its rate, B.
/// \throws std::domain_error if senders < 1.
[[nodiscard]] constexpr Incast incast(std::int64_t senders, Bytes each, Bandwidth port) {
  if (senders < 1) throw std::domain_error("incast: at least one sender");
  return {.drain = senders * each / port, .buffer = (senders - 1) * each};
}

}  // namespace weft::fabric
