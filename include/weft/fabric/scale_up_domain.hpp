// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/direct.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

inline constexpr Reason uneven_links{"fabric.uneven-links",
                                     "the links of an accelerator do not divide evenly"};

/// Accelerators in one stage of memory-semantic links: through switch chips, or each joined to
/// every other. The box of a plan is the switch chip.
struct ScaleUpDomain {
  std::int64_t links = 1;          ///< of one accelerator, L
  std::int64_t links_to_chip = 1;  ///< from one accelerator to one chip
  bool mesh = false;               ///< no chip: links divide among the other accelerators
  friend constexpr bool operator==(const ScaleUpDomain&, const ScaleUpDomain&) = default;
};

/// A domain in all its numbers.
struct ScaleUpShape {
  std::int64_t accelerators = 2;  ///< G
  std::int64_t links = 1;         ///< of one accelerator, L
  std::int64_t links_to_chip = 1;
  bool mesh = false;
  friend constexpr bool operator==(const ScaleUpShape&, const ScaleUpShape&) = default;
};

inline constexpr Formula scale_up_domain_card{
    "fabric.scale-up-domain",
    "chips L/m of G m ports, G L links; mesh: L/(G-1) a pair, G L/2 links",
    "NVIDIA DGX SuperPOD GB200 reference architecture, network fabrics (NVL72)"};
inline constexpr Formula domain_bandwidth_card{"fabric.domain-bandwidth", "G L b", "definition"};
inline constexpr Formula leaving_oversubscription_card{"fabric.leaving-oversubscription",
                                                       "r = g B / (l b)", "definition"};

/// All links of a domain together. \param per_link  b, per direction or both: so is the result.
[[nodiscard]] constexpr Bandwidth domain_bandwidth(const ScaleUpShape& shape, Bandwidth per_link) {
  return (shape.accelerators * shape.links) * per_link;
}
/// Bandwidth inside a node over what leaves it for the next stage.
/// \param accelerators  of the node, g.   \param each  of one, B.
/// \param links  that leave the node, l.   \param per_link  b, counted as B is.
/// \throws std::domain_error without links.
[[nodiscard]] constexpr double leaving_oversubscription(std::int64_t accelerators, Bandwidth each,
                                                        std::int64_t links, Bandwidth per_link) {
  return oversubscription(accelerators, each, links, per_link);
}

/// Counts of one domain: `leaf` the chips, `node_links` those to chips, `local_links` those of a
/// mesh. A chip is a plane: what one carries, no other does.
[[nodiscard]] constexpr Feasible<Design> build(const ScaleUpShape& shape) {
  for (const std::int64_t count : {shape.accelerators, shape.links, shape.links_to_chip}) {
    if (!detail::countable(count)) return detail::not_countable(count);
  }
  const std::int64_t all = shape.accelerators * shape.links;
  if (shape.mesh) {
    const std::int64_t others = shape.accelerators - 1;
    if (others < 1 || shape.links % others != 0) {
      return detail::exceeds(uneven_links, others, shape.links);
    }
    const std::int64_t each = shape.links / others;
    return Design{
        .local_links = all / 2,
        .network_ports = shape.links,
        .bundle = each,
        .max_endpoints = shape.accelerators,
        .bisection_links = static_cast<double>(each * detail::mesh_cut(shape.accelerators))};
  }
  if (shape.links % shape.links_to_chip != 0) {
    return detail::exceeds(uneven_links, shape.links_to_chip, shape.links);
  }
  const std::int64_t chips = shape.links / shape.links_to_chip;
  return Design{.leaf = chips,
                .node_links = all,
                .tiers = 1,
                .planes = chips,
                .down = shape.accelerators * shape.links_to_chip,
                .bundle = shape.links_to_chip,
                .edge_ports = all,
                .max_endpoints = shape.accelerators,
                .most_hops = 1,
                .bisection_links = 0.5 * static_cast<double>(all)};
}

/// Accelerators of the largest domain: as many as a chip has ports, or a mesh has links.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const ScaleUpDomain& kind,
                                                       const SizeRequest& ask) {
  if (!detail::countable(kind.links) || !detail::countable(kind.links_to_chip)) {
    return detail::not_countable(kind.links < 1 ? kind.links : kind.links_to_chip);
  }
  if (kind.mesh) return kind.links + 1 - ask.extra;
  const std::int64_t most = detail::host_ports(ask, 0) / kind.links_to_chip;
  if (most < 2) return detail::exceeds(too_few_ports, 2 * kind.links_to_chip, most);
  return most - ask.extra;
}

[[nodiscard]] constexpr Feasible<ScaleUpShape> shape_for(const ScaleUpDomain& kind,
                                                         const SizeRequest& ask) {
  const auto most = largest(kind, ask);
  if (!most) return most.why();
  const std::int64_t ends = detail::ends(ask);
  if (ends > *most + ask.extra) {
    return detail::exceeds(too_many_endpoints, ends, *most + ask.extra);
  }
  return ScaleUpShape{ends, kind.links, kind.links_to_chip, kind.mesh};
}

/// One domain of as many accelerators as are asked for.
[[nodiscard]] constexpr Feasible<Design> size(const ScaleUpDomain& kind, SizeRequest ask) {
  ask.planes = ask.rails = 1;
  ask.oversubscription = ask.upper_oversubscription = 1.0;
  if (const auto why = detail::refused(ask)) return *why;
  const auto shape = shape_for(kind, ask);
  if (!shape) return shape.why();
  auto design = build(*shape);
  if (!design) return design.why();
  design->max_endpoints = largest(kind, ask).value_or(design->max_endpoints);
  return design;
}

static_assert([] {
  const auto nvl72 = build(ScaleUpShape{72, 18});
  const auto mi300x = build(ScaleUpShape{8, 7, 1, true});
  return nvl72->leaf == 18 && nvl72->node_links == 1296 && nvl72->down == 72 &&
         mi300x->local_links == 28 && mi300x->leaf == 0;
}());

}  // namespace weft::fabric
