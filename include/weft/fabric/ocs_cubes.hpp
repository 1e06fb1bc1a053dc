// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/direct.hpp"
#include "weft/fabric/torus.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::fabric {

/// Cubes of chips wired inside, joined to a torus through optical circuit switches. The box of a
/// plan is the circuit switch; chips pass packets on themselves.
struct OcsCubes {
  std::int64_t cube = 4;                ///< chips along an edge, c
  std::optional<std::int64_t> cubes{};  ///< M
  std::int64_t planes = 1;
  friend constexpr bool operator==(const OcsCubes&, const OcsCubes&) = default;
};

struct OcsCubesShape {
  std::int64_t cube = 4;
  std::int64_t cubes = 1;
  friend constexpr bool operator==(const OcsCubesShape&, const OcsCubesShape&) = default;
};

inline constexpr Formula ocs_cubes_card{
    "fabric.ocs-cubes", "OCS 3 c^2 with 2 M ports; fibres 6 c^2 M; copper 3 c^2 (c-1) M",
    "Jouppi et al., TPU v4: An Optically Reconfigurable Supercomputer, ISCA 2023"};

namespace detail {
/// Cubes along each axis: the arrangement whose longest axis is shortest, then the next.
constexpr std::array<std::int64_t, 3> arranged(std::int64_t cubes) {
  std::array<std::int64_t, 3> best{cubes, 1, 1};
  for (std::int64_t x = 1; x * x * x <= cubes; ++x) {
    if (cubes % x != 0) continue;
    for (std::int64_t y = x; x * y * y <= cubes; ++y) {
      if (cubes / x % y != 0) continue;
      const std::int64_t z = cubes / x / y;
      if (z < best[0] || (z == best[0] && y < best[1])) best = {z, y, x};
    }
  }
  return best;
}
}  // namespace detail

/// The torus of chips that the cubes make, as near to a cube as their number allows.
[[nodiscard]] constexpr TorusShape chips_of(const OcsCubesShape& shape) {
  const auto along = detail::arranged(shape.cubes);
  TorusShape torus{};
  for (std::size_t i = 0; i < along.size(); ++i) torus.size[i] = shape.cube * along[i];
  return torus;
}

/// Counts of cubes: `leaf` the circuit switches, `global_links` fibres from a chip to one of them
/// (a link between chips takes two), `local_links` copper inside cubes, `network_ports` the ports
/// used of a circuit switch. Hops count chips; bisection links are between chips; endpoints are
/// taken to send on all six links.
[[nodiscard]] constexpr Feasible<Design> build(const OcsCubesShape& shape) {
  if (shape.cube < 2 || shape.cube > 1000) return detail::exceeds(not_a_shape, 2, shape.cube);
  if (!detail::countable(shape.cubes)) return detail::not_countable(shape.cubes);
  const std::int64_t face = shape.cube * shape.cube;
  const auto chips = build(chips_of(shape));
  if (!chips) return chips.why();
  constexpr double links_of_a_chip = 6.0;
  return Design{.leaf = 3 * face,
                .local_links = 3 * face * (shape.cube - 1) * shape.cubes,
                .global_links = 6 * face * shape.cubes,
                .tiers = 1,
                .groups = shape.cubes,
                .network_ports = 2 * shape.cubes,
                .bundle = 1,
                .max_endpoints = face * shape.cube * shape.cubes,
                .most_hops = chips->most_hops,
                .oversubscription = links_of_a_chip * chips->oversubscription,
                .bisection_links = chips->bisection_links};
}

/// Endpoints of the largest pod: two ports of a circuit switch a cube.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const OcsCubes& kind,
                                                       const SizeRequest& ask) {
  const std::int64_t ports = detail::network_ports(ask.leaf, ask.reserved);
  const std::int64_t cubes = kind.cubes.value_or(ports / 2);
  if (cubes < 1 || ports < 2 * cubes) return detail::no_ports(ask, 0, 2 * (cubes < 1 ? 1 : cubes));
  return kind.cube * kind.cube * kind.cube * cubes - ask.extra;
}

/// As many whole cubes as the chips need.
[[nodiscard]] constexpr Feasible<OcsCubesShape> shape_for(const OcsCubes& kind,
                                                          const SizeRequest& ask) {
  const OcsCubesShape one{kind.cube, 1};
  if (const auto legal = build(one); !legal) return legal.why();
  const auto most = largest(kind, ask);
  if (!most) return most.why();
  const std::int64_t ends = detail::ends(ask);
  if (ends > *most + ask.extra) {
    return detail::exceeds(too_many_endpoints, ends, *most + ask.extra);
  }
  return OcsCubesShape{kind.cube,
                       kind.cubes.value_or(divide_up(ends, kind.cube * kind.cube * kind.cube))};
}

[[nodiscard]] constexpr Feasible<Design> size(const OcsCubes& kind, const SizeRequest& ask) {
  return detail::cabled(kind, ask, 1.0);
}

static_assert([] {
  const auto pod = build(OcsCubesShape{4, 64});
  return pod->leaf == 48 && pod->global_links == 6144 && pod->local_links == 9216 &&
         pod->network_ports == 128 && pod->max_endpoints == 4096 &&
         pod->local_links + pod->global_links / 2 == std::int64_t{3} * 4096;
}());

}  // namespace weft::fabric
