// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/bill.hpp"
#include "weft/fabric/cables.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/link_places.hpp"
#include "weft/plan/size_fabrics.hpp"
#include "weft/plan/step_inputs.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace weft::plan {

namespace detail {

/// The lines of the bill that the links of one place make.
struct PlaceLines {
  fabric::CableCount& count;
  fabric::PartLine& below;
  fabric::PartLine& above;
  fabric::PartLine& cables;
};

/// True when the upper end of some links and the lower end of others have one kind of module.
inline bool is_shared(const std::optional<LinkParts>& lower,
                      const std::optional<LinkParts>& upper) {
  return lower && upper && lower->above == upper->below;
}

/// Fills the lines of one place. Of equal parts at both ends of a trunk there is one line.
/// \param fibre  price of one between two modules.
/// \return false when a part that is bought has no price.
inline bool count_place(const catalog::Catalogue& catalogue, const std::optional<LinkParts>& chosen,
                        LinkPlace place, bool is_trunk, Money fibre, const PlaceLines& into) {
  into.count = {.cables = place.links};
  if (place.links == 0) return true;
  if (!chosen) return false;
  const auto below = fabric::optic_part(catalogue.optics.entries[chosen->below].value);
  const auto above = fabric::optic_part(catalogue.optics.entries[chosen->above].value);
  const auto carried = [&](const fabric::OpticPart& part, const fabric::LinkEnd& end) {
    return std::max<std::int64_t>(1, fabric::links_in_cage(part, end, place.wanted.rate));
  };
  const bool one_piece = fabric::has_its_ends(below.form);
  if (one_piece) place.lower.beside = 0;  // the ends of a cable share no cage with others
  if (one_piece && !is_trunk) place.upper.links = place.links;
  place.lower.per_cage = carried(below, place.wanted.below);
  place.upper.per_cage = carried(above, place.wanted.above);
  into.count = fabric::count_link_parts(
      {.links = place.links,
       .below = below.form,
       .above = above.form,
       .lower = place.lower,
       .upper = place.upper,
       .split_below = std::max<std::int64_t>(
           1, fabric::detail::quotient(place.lower.per_cage, place.wanted.below.ports)),
       .split_above = std::max<std::int64_t>(
           1, fabric::detail::quotient(place.upper.per_cage, place.wanted.above.ports))});
  const bool is_priced = (below.price || below.form == catalog::OpticForm::cpo) &&
                         (above.price || above.form == catalog::OpticForm::cpo);
  const auto line = [](const fabric::OpticPart& part, std::int64_t count, double ends) {
    return count == 0
               ? fabric::PartLine{}
               : fabric::PartLine{count, part.price.value_or(Money{}), ends * part.power, 0.0};
  };
  if (one_piece) {
    into.cables = line(below, into.count.cables, 2.0);
    return is_priced;
  }
  if (into.count.cables > 0) into.cables = {.count = into.count.cables, .price = fibre};
  const bool alike = is_trunk && chosen->below == chosen->above;
  into.below = line(below, alike ? into.count.modules() : into.count.modules_below, 1.0);
  if (!alike) into.above = line(above, into.count.modules_above, 1.0);
  return is_priced;
}

/// Adds the adapters of one cluster that are bought; several kinds become one line with their mean
/// price. \return false when an adapter has no price.
inline bool add_nics(const catalog::Catalogue& catalogue, const Stage& stage,
                     const Attachment& each, fabric::PartLine& nics) {
  if (!each.own_ports || each.nic_included || !each.nic) return true;
  const catalog::Nic& record = catalogue.nics.entries[*each.nic].value;
  const std::int64_t more = each.nics * stage.plan.clusters.entries[each.cluster].value.count;
  const std::int64_t all = nics.count + more;
  if (all == 0) return record.price.has_value();
  nics.price = (price_of(nics) + more * record.price.value_or(Money{})) / all;
  nics.power = (power_of(nics) + more * record.power.typical.value_or(Power{})) / all;
  nics.count = all;
  return record.price.has_value();
}

/// Links of both directions may share a cage of their box where they are made alike.
inline void share_cages(const FabricRefs& refs, const FabricState& made,
                        const fabric::Design& trunk, LinkPlaces& places) {
  if (made.link == made.uplink && is_shared(refs.node_leaf, refs.leaf_spine)) {
    places.leaf_spine.lower.beside = trunk.node_links;
  }
  if (is_shared(refs.leaf_spine, refs.spine_core)) {
    places.spine_core.lower.beside = trunk.leaf_spine_links;
  }
}

}  // namespace detail

/// Counts what a design is made of. Trunks of a fabric that is built at once are those of its last
/// stage: `trunks` is its state there.
inline void count_lines(const Scenario& scenario, const Stage& stage, Position at,
                        std::span<const fabric::SwitchBox> boxes, const FabricState& trunks,
                        FabricState& made) {
  const FabricRefs& refs = stage.fabrics[at];
  const auto& catalogue = scenario.catalogue;
  const fabric::Design& trunk = *trunks.design;
  made.parts = {};
  made.priced = true;
  const auto box = [&](std::optional<Position> part, std::int64_t count) {
    const catalog::Switch& record = catalogue.switches.entries[*part].value;
    const auto power = record.power.typical ? record.power.typical : record.power.max;
    if (count > 0 && !record.price) made.priced = false;
    return fabric::PartLine{count, record.price.value_or(Money{}), power.value_or(Power{}),
                            record.rack_units};
  };
  made.parts.leaf = box(refs.leaf, made.design->leaf);
  made.parts.spine = box(refs.spine, trunk.spine);
  made.parts.core = box(refs.core, trunk.core);

  each_attachment(stage, at, [&](const Attachment& each, Position) {
    if (!detail::add_nics(catalogue, stage, each, made.parts.nics)) made.priced = false;
  });
  LinkPlaces places = link_places(scenario, stage, at, boxes, made, trunks);
  detail::share_cages(refs, made, trunk, places);
  fabric::FabricParts& parts = made.parts;
  const auto place = [&](const std::optional<LinkParts>& chosen, const LinkPlace& where,
                         bool is_trunk, const detail::PlaceLines& into) {
    const Money fibre = stage.plan.operations.fibre;
    if (!detail::count_place(catalogue, chosen, where, is_trunk, fibre, into)) made.priced = false;
  };
  place(refs.node_leaf, places.node_leaf, false,
        {made.node_cables, parts.nic_modules, parts.leaf_modules, parts.node_cables});
  place(refs.leaf_spine, places.leaf_spine, true,
        {made.trunk_cables, parts.trunk_modules, parts.spine_modules, parts.trunk_cables});
  place(refs.spine_core, places.spine_core, true,
        {made.upper_cables, parts.upper_modules, parts.core_modules, parts.upper_cables});
}

/// What a design is made of, what that draws and the racks that it fills.
template <class Step>
void count_parts(const Scenario& scenario, const Stage& stage, Position at,
                 std::span<const fabric::SwitchBox> boxes, const FabricState& trunks,
                 FabricState& made, Step& step) {
  const FabricRefs& refs = stage.fabrics[at];
  step(
      parts_card,
      parts(made.parts, made.node_cables, made.trunk_cables, made.upper_cables, made.priced),
      [&] { count_lines(scenario, stage, at, boxes, trunks, made); }, made.design, trunks.design,
      made.lengths, boxes_of(scenario, refs), optics_of(scenario, refs),
      adapters_of(scenario, refs), attached(stage, at), stage.plan.operations.fibre);
  step(fabric::fabric_power_card, made.power, fabric::fabric_power, made.parts);
  step(
      parts_card, made.racks,
      [](const fabric::FabricParts& all, double rack_units) {
        return fabric::fabric_rack_units(all) / rack_units;
      },
      made.parts, stage.plan.site.rack_units);
}

}  // namespace weft::plan
