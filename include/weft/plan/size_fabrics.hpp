// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/sizing.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace weft::plan {

inline constexpr Reason comes_with_the_node{"fabric.comes-with-the-node",
                                            "a scale-up network is part of the node"};
inline constexpr Reason uses_other_hardware{"fabric.uses-other-hardware",
                                            "a logical fabric has no hardware of its own"};
inline constexpr Reason nothing_attached{"fabric.nothing-attached", "no port is attached yet"};

/// Ports that one box offers at a slower rate in place of one port at the rate of the fabric.
[[nodiscard]] inline std::int64_t ports_in_one(const fabric::SwitchBox& box, Bandwidth link,
                                               Bandwidth slower) {
  const auto fast = fabric::logical_ports(box, link);
  const auto slow = fabric::logical_ports(box, slower);
  if (!fast || !slow || *fast == 0) return 1;
  return std::max<std::int64_t>(1, *slow / *fast);
}

/// Rails of a unit: one leaf of a group for each of its ports, eight at most. A rack with more
/// ports is taken as servers of eight.
[[nodiscard]] constexpr std::int64_t rails_of(std::int64_t ports) {
  constexpr std::int64_t most_rails = 8;
  if (ports <= most_rails) return std::max<std::int64_t>(1, ports);
  for (std::int64_t rails = most_rails; rails > 1; --rails) {
    if (ports % rails == 0) return rails;
  }
  return 1;
}
static_assert(rails_of(8) == 8 && rails_of(72) == 8 && rails_of(1) == 1 && rails_of(10) == 5);

/// What stands on the hardware of one fabric: its own attachments and those of the logical fabrics
/// that share it.
template <class Visit>
void each_attachment(const Stage& stage, Position carrier, const Visit& visit) {
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    if (stage.fabrics[f].carrier != carrier) continue;
    for (const Attachment& each : stage.fabrics[f].attachments) visit(each, f);
  }
}

/// What sizing needs of each switch of the catalogue.
inline void read_boxes(const catalog::Catalogue& catalogue, std::vector<fabric::SwitchBox>& boxes) {
  boxes.resize(catalogue.switches.size());
  for (Position i = 0; i < boxes.size(); ++i) {
    boxes[i] = fabric::switch_box(catalogue.switches.entries[i].value);
  }
}

namespace detail {

/// The fastest port on a fabric, on one plane; that of management where only switches are managed.
inline Bandwidth fastest_link(const Stage& stage, Position at, std::int64_t planes,
                              const StageState& state) {
  Bandwidth link{};
  each_attachment(stage, at, [&](const Attachment& each, Position) {
    if (state.clusters[each.cluster].units > 0) link = max(link, each.rate / planes);
  });
  const bool managed = stage.fabrics[at].every_switch && link == Bandwidth{};
  return managed ? 1.0 * giga_bit / second : link;
}

/// Accelerators of the clusters on a fabric; a second logical fabric does not count them again.
inline std::int64_t attached_accelerators(const Stage& stage, Position at,
                                          const StageState& state) {
  std::int64_t sum = 0;
  std::uint64_t counted = 0;
  each_attachment(stage, at, [&](const Attachment& each, Position) {
    const std::uint64_t bit = each.cluster < 64 ? std::uint64_t{1} << each.cluster : 0;
    if ((counted & bit) != 0 || !stage.clusters[each.cluster].accelerator) return;
    counted |= bit;
    sum += state.clusters[each.cluster].units * state.clusters[each.cluster].each;
  });
  return sum;
}

/// What is asked of one plane; counts endpoints and adapters on the way.
inline fabric::SizeRequest request_of(const Stage& stage, Position at, std::int64_t managed,
                                      const fabric::SwitchBox& leaf, const StageState& state,
                                      FabricState& made) {
  const Fabric& written = stage.plan.fabrics.entries[at].value;
  const std::int64_t planes = planes_of(written.topology);
  fabric::SizeRequest ask;
  ask.extra = managed;
  made.endpoints = managed;
  made.nics = 0;
  each_attachment(stage, at, [&](const Attachment& each, Position) {
    const std::int64_t units = state.clusters[each.cluster].units;
    if (units == 0 || !each.own_ports) return;
    made.endpoints += units * each.ports * planes;
    made.nics += units * each.nics;
    const auto share = ports_in_one(leaf, made.link, each.rate / planes);
    ask.endpoints += fabric::divide_up(units * each.ports, share);
    ask.rails = std::max(ask.rails, rails_of(each.ports));
  });
  if (written.border > Bandwidth{}) {
    const auto border =
        static_cast<std::int64_t>(std::ceil(ratio(written.border / planes, made.link)));
    ask.extra += border;
    made.endpoints += border * planes;
  }
  ask.reserved = written.reserve.ports_per_leaf;
  return ask;
}

/// Why a fabric has no switches to size.
inline const Reason* without_hardware(const FabricRefs& refs, Position at) {
  if (refs.carrier != at) return &uses_other_hardware;
  return refs.leaf && refs.spine && refs.core ? nullptr : &comes_with_the_node;
}

}  // namespace detail

/// Sizes the hardware of a fabric for the endpoints of a stage.
/// \param managed  switches of other fabrics that want a management port here.
inline void size_fabric(std::span<const fabric::SwitchBox> boxes, const Stage& stage, Position at,
                        std::int64_t managed, StageState& state) {
  const Fabric& written = stage.plan.fabrics.entries[at].value;
  const FabricRefs& refs = stage.fabrics[at];
  FabricState& made = state.fabrics[at];
  made.endpoints = made.nics = made.accelerators = 0;
  made.link = {};
  if (const Reason* why = detail::without_hardware(refs, at)) {
    made.design = Infeasible{why};
    return;
  }
  made.link = detail::fastest_link(stage, at, planes_of(written.topology), state);
  if (made.link == Bandwidth{}) {
    made.design = Infeasible{&nothing_attached};
    return;
  }
  made.accelerators = detail::attached_accelerators(stage, at, state);
  const fabric::SwitchBox& leaf = boxes[*refs.leaf];
  const auto ask = detail::request_of(stage, at, managed, leaf, state, made);
  const auto sized = fabric::size_fabric(topology_of(written.topology), ask, leaf,
                                         boxes[*refs.spine], boxes[*refs.core], made.link);
  if (!sized) {
    made.design = sized.why();
    return;
  }
  made.design = sized->design;
  made.uplink = sized->uplink;
}

}  // namespace weft::plan
