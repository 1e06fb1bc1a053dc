// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/sizing.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace weft::fabric {

/// One way to build a fabric: a kind with one box in every tier.
struct Candidate {
  std::size_t kind = 0;  ///< position in the kinds that were tried
  std::size_t box = 0;   ///< position in the boxes that were tried
  Design design{};
  Bandwidth uplink{};
  std::optional<Money> price{};  ///< of the boxes
};

/// Kinds that a search tries unless it is told otherwise: those that size themselves from nothing
/// but the ports of a switch. Kinds that come with a node, and trees for management, are not among
/// them.
inline constexpr std::array<Topology, 13> searched_kinds{SingleSwitch{},
                                                         LeafSpine{},
                                                         RailOptimized{},
                                                         RailOnly{},
                                                         DualTor{},
                                                         MultiPlane{},
                                                         Dragonfly{},
                                                         DragonflyPlus{},
                                                         SlimFly{},
                                                         PolarFly{},
                                                         HyperX{.dimensions = 2},
                                                         FullMesh{},
                                                         Jellyfish{}};

/// What is cheaper comes first: boxes by price where both are known, then fewer boxes, then fewer
/// links between them.
[[nodiscard]] constexpr bool is_cheaper(const Candidate& a, const Candidate& b) {
  if (a.price.has_value() != b.price.has_value()) return a.price.has_value();
  if (a.price && *a.price != *b.price) return *a.price < *b.price;
  if (a.design.switches() != b.design.switches()) return a.design.switches() < b.design.switches();
  return a.design.trunk_links() < b.design.trunk_links();
}

/// Tries every kind with every box and keeps the cheapest, best first.
/// \param ask   endpoints, rails, extra and reserve, as of size_fabric.
/// \param link  rate of an endpoint, one direction; a kind with planes splits it.
/// \param best  room for what is kept.
/// \return how many were kept: fewer than there is room for where fewer can be built.
[[nodiscard]] constexpr std::size_t search(std::span<const Topology> kinds,
                                           std::span<const SwitchBox> boxes, const SizeRequest& ask,
                                           Bandwidth link, std::span<Candidate> best) {
  std::size_t kept = 0;
  const auto keep = [&](const Candidate& found) {
    std::size_t at = kept;
    while (at > 0 && is_cheaper(found, best[at - 1])) --at;
    if (at == best.size()) return;
    if (kept < best.size()) ++kept;
    for (std::size_t i = kept - 1; i > at; --i) best[i] = best[i - 1];
    best[at] = found;
  };
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    for (std::size_t b = 0; b < boxes.size(); ++b) {
      const SwitchBox& box = boxes[b];
      const auto sized = size_fabric(kinds[k], ask, box, box, box, link);
      if (!sized) continue;
      Candidate found{.kind = k, .box = b, .design = sized->design, .uplink = sized->uplink};
      if (box.price) found.price = sized->design.switches() * *box.price;
      keep(found);
    }
  }
  return kept;
}

}  // namespace weft::fabric
