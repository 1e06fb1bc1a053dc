// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/cable_length.hpp"
#include "weft/fabric/cables.hpp"
#include "weft/facility/power.hpp"
#include "weft/facility/racks.hpp"
#include "weft/plan/size_fabrics.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

namespace weft::plan {

/// Links of a fabric that are made alike: between the same kinds of boxes, at one rate.
struct LinkPlace {
  std::int64_t links = 0;
  fabric::LinkWanted wanted{};
  fabric::EndLoad lower{};  ///< `per_cage` follows from the part
  fabric::EndLoad upper{};  ///< no links where both ends stand in boxes of one kind
};
struct LinkPlaces {
  LinkPlace node_leaf{};
  LinkPlace leaf_spine{};  ///< and inside a group
  LinkPlace spine_core{};  ///< and between groups
};

/// Racks of the units of a cluster, as the site counts them.
[[nodiscard]] inline std::int64_t cluster_racks(const catalog::Catalogue& catalogue,
                                                const Stage& stage, Position at) {
  const catalog::Node& node = catalogue.nodes.entries[stage.clusters[at].node].value;
  const Power each =
      facility::unit_power(node.power.max, node.power.typical, facility::PowerRule::peak)
          .value_or(Power{});
  const std::int64_t units = stage.plan.clusters.entries[at].value.count;
  const auto racks = facility::racks(
      {units, node.rack_units, each},
      {.units = stage.plan.site.rack_units, .power = stage.plan.site.budget.rack_power});
  return racks ? racks->total() : units;
}

/// Lengths of the links of a fabric: by the floor plan where there is one, else declared ones.
/// More racks than the floor has are taken as a full floor: reading the plan warns of them.
[[nodiscard]] inline fabric::LinkLengths lengths_of(const Scenario& scenario, const Stage& stage,
                                                    Position at, const fabric::Design& design) {
  const auto& floor = stage.plan.site.floor;
  if (!floor) return fabric::assumed_lengths();
  const bool by_rail = has_rails(stage.plan.fabrics.entries[at].value.topology);
  fabric::FloorUse use{.racks = 0};
  std::int64_t rails = 1;
  std::uint64_t counted = 0;  // clusters; a second logical fabric does not count them again
  each_attachment(stage, at, [&](const Attachment& each, Position) {
    if (by_rail) rails = std::max(rails, rails_of(each.ports));
    const std::uint64_t bit = each.cluster < 64 ? std::uint64_t{1} << each.cluster : 0;
    if ((counted & bit) != 0) return;
    counted |= bit;
    use.racks += cluster_racks(scenario.catalogue, stage, each.cluster);
  });
  use.racks = std::clamp<std::int64_t>(use.racks, 1, floor->places());
  use.leaf_groups = std::max<std::int64_t>(1, design.leaf / design.planes / rails);
  const bool direct = design.spine == 0 && design.trunk_links() > 0;
  use.direct_groups = direct ? std::max<std::int64_t>(1, design.groups) : 0;
  return fabric::link_lengths(*floor, use).value_or(fabric::assumed_lengths());
}

namespace detail {

/// The ends of the links of one fabric.
class LinkEnds {
 public:
  LinkEnds(const catalog::Catalogue& catalogue, std::span<const fabric::SwitchBox> boxes)
      : catalogue_(catalogue), boxes_(boxes) {}

  [[nodiscard]] fabric::LinkEnd at(Position part, Bandwidth rate, fabric::BoxLinks links) const {
    return fabric::switch_end(boxes_[part], catalogue_.switches.entries[part].value.cages, rate,
                              links);
  }
  [[nodiscard]] catalog::Protocol protocol(Position part) const {
    return catalogue_.switches.entries[part].value.protocol;
  }

 private:
  const catalog::Catalogue& catalogue_;
  std::span<const fabric::SwitchBox> boxes_;
};

inline LinkPlace node_links(const LinkEnds& ends, const FabricRefs& refs, const FabricState& made,
                            std::int64_t planes, std::int64_t reserved) {
  const fabric::Design& design = *made.design;
  // Ports slower than the link may share one at the leaf; each has a cable and a module.
  const std::int64_t cabled = std::max(design.node_links, made.endpoints);
  const std::int64_t down = std::min(design.down, design.node_links);
  const bool one_rate = design.network_ports == 0 || made.link == made.uplink;
  LinkPlace place{.links = cabled};
  place.wanted = {.rate = made.link,
                  .length = made.lengths.node_leaf.longest,
                  .below = fabric::adapter_end(planes),
                  .above = ends.at(*refs.leaf, made.link,
                                   {.links = down,
                                    .all = one_rate ? down + design.network_ports + reserved : 0}),
                  .protocol = ends.protocol(*refs.leaf)};
  place.lower = {.links = cabled};
  place.upper = {.links = design.node_links, .boxes = design.leaf};
  return place;
}
inline LinkPlace trunk_links(const LinkEnds& ends, const FabricRefs& refs,
                             const FabricState& made) {
  const fabric::Design& design = *made.design;
  const bool one_rate = made.link == made.uplink;
  LinkPlace place{.links = design.leaf_spine_links + design.local_links};
  if (place.links == 0) return place;
  const auto leaf = ends.at(
      *refs.leaf, made.uplink,
      {.links = design.network_ports, .all = one_rate ? design.down + design.network_ports : 0});
  const std::int64_t at_spine = design.spine_down + design.spine_up;
  place.wanted = {.rate = made.uplink,
                  .length = made.lengths.leaf_spine.longest,
                  .below = leaf,
                  .above = leaf,
                  .protocol = ends.protocol(*refs.leaf)};
  if (design.leaf_spine_links > 0) {
    place.wanted.above =
        ends.at(*refs.spine, made.uplink, {.links = design.spine_down, .all = at_spine});
    place.wanted.protocol = ends.protocol(*refs.spine);
  }
  place.lower = {.links = design.leaf_spine_links + 2 * design.local_links, .boxes = design.leaf};
  place.upper = {.links = design.leaf_spine_links, .boxes = design.spine};
  return place;
}
inline LinkPlace upper_links(const LinkEnds& ends, const FabricRefs& refs,
                             const FabricState& made) {
  const fabric::Design& design = *made.design;
  const bool on_leaves = design.spine == 0;
  LinkPlace place{.links = design.spine_core_links + design.global_links};
  if (place.links == 0) return place;
  const std::int64_t all = on_leaves ? 0 : design.spine_down + design.spine_up;
  const std::optional<Position>& box = on_leaves ? refs.leaf : refs.spine;
  const auto below = ends.at(*box, made.uplink, {.links = design.spine_up, .all = all});
  place.wanted = {.rate = made.uplink,
                  .length = made.lengths.spine_core.longest,
                  .below = below,
                  .above = below,
                  .protocol = ends.protocol(*box)};
  if (design.spine_core_links > 0) {
    place.wanted.above =
        ends.at(*refs.core, made.uplink, {.links = design.core_ports, .all = design.core_ports});
  }
  place.lower = {.links = design.spine_core_links + 2 * design.global_links,
                 .boxes = on_leaves ? design.leaf : design.spine};
  place.upper = {.links = design.spine_core_links, .boxes = design.core};
  return place;
}

}  // namespace detail

/// \param made    the fabric in its stage, sized and with its lengths.
/// \param trunks  the state that says which links between switches are bought: that of the last
///                stage where they are bought at once.
[[nodiscard]] inline LinkPlaces link_places(const Scenario& scenario, const Stage& stage,
                                            Position at, std::span<const fabric::SwitchBox> boxes,
                                            const FabricState& made, const FabricState& trunks) {
  const Fabric& written = stage.plan.fabrics.entries[at].value;
  const FabricRefs& refs = stage.fabrics[at];
  const detail::LinkEnds ends(scenario.catalogue, boxes);
  return {detail::node_links(ends, refs, made, planes_of(written.topology),
                             written.reserve.ports_per_leaf),
          detail::trunk_links(ends, refs, trunks), detail::upper_links(ends, refs, trunks)};
}

}  // namespace weft::plan
