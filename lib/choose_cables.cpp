// SPDX-License-Identifier: Apache-2.0
#include "choose_cables.hpp"

#include "link_words.hpp"
#include "percent.hpp"
#include "weft/fabric/link_choice.hpp"
#include "weft/plan/link_places.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weft::plan {
namespace {

/// Parts that may be chosen, and where they stand in the catalogue.
struct Offer {
  std::vector<fabric::OpticPart> parts;
  std::vector<Position> positions;
};

/// \param priced  only those with a price, or that come with a switch.
Offer offer_of(const catalog::Catalogue& catalogue, bool priced, std::optional<Position> named) {
  Offer made;
  const auto& optics = catalogue.optics.entries;
  for (Position i = 0; i < optics.size(); ++i) {
    const catalog::Optic& record = optics[i].value;
    const bool known = record.price || record.form == catalog::OpticForm::cpo;
    if (i != named && (record.qualified_only || (priced && !known))) continue;
    made.parts.push_back(fabric::optic_part(record));
    made.positions.push_back(i);
  }
  return made;
}

struct Found {
  LinkParts parts;
  std::optional<LinkParts> runner_up;
  double lead = 0.0;  ///< of the runner-up's price over the price, or 0
};

/// The best pair, and the best one of which no part is in it.
Feasible<Found> search(const Offer& offer, const fabric::LinkWanted& wanted,
                       std::optional<Position> named) {
  const auto has_named = [&](fabric::LinkPair pair) {
    return !named || offer.positions[pair.below] == named || offer.positions[pair.above] == named;
  };
  const auto best = fabric::choose_link(offer.parts, wanted, has_named);
  if (!best) return best.why();
  const auto parts = [&](fabric::LinkPair pair) {
    return LinkParts{offer.positions[pair.below], offer.positions[pair.above]};
  };
  Found found{parts(*best), std::nullopt, 0.0};
  const auto second = fabric::choose_link(offer.parts, wanted, [&](fabric::LinkPair pair) {
    return has_named(pair) && pair.below != best->below && pair.above != best->above;
  });
  if (!second) return found;
  found.runner_up = parts(*second);
  const auto cost = [&](fabric::LinkPair pair) {
    return fabric::link_cost(offer.parts[pair.below], offer.parts[pair.above], wanted).price;
  };
  const auto price = cost(*best);
  const auto other = cost(*second);
  if (price && other && *price > Money{}) found.lead = ratio(*other, *price) - 1.0;
  return found;
}

/// Chooses the parts of one fabric.
class CableChooser {
 public:
  CableChooser(const catalog::Catalogue& catalogue, std::vector<Decision>* made)
      : catalogue_(catalogue), made_(made) {}

  void place(const LinkPlace& place, const std::string& written, std::string path,
             std::optional<LinkParts>& into) {
    if (place.links == 0) return;
    const auto at = catalogue_.optics.index(written);
    const auto named = written.empty() || at == catalogue_.optics.size()
                           ? std::nullopt
                           : std::optional<Position>(at);
    auto found = search(offer_of(catalogue_, true, named), place.wanted, named);
    if (!found) found = search(offer_of(catalogue_, false, named), place.wanted, named);
    if (found) {
      into = found->parts;
      tell(std::move(path), *found, place, named);
      return;
    }
    fabric::LinkWanted near = place.wanted;
    near.length = {};
    if (named) {  // too short or unfit: reading the plan says the latter, here is said the former
      into = LinkParts{*named, *named};
      found = search(offer_of(catalogue_, false, named), near, named);
      if (found) into = found->parts;
    }
    tell_nothing(std::move(path), place, named, found.operator bool());
  }

 private:
  [[nodiscard]] const std::string& name(Position part) const {
    return catalogue_.optics.entries[part].name;
  }
  [[nodiscard]] std::string names(LinkParts parts) const {
    if (parts.below == parts.above) return name(parts.below);
    return name(parts.below) + " below, " + name(parts.above) + " above";
  }

  void tell(std::string path, const Found& found, const LinkPlace& place,
            std::optional<Position> named) {
    const bool mated = found.parts.below != found.parts.above;
    if (!made_ || (named && !mated)) return;
    std::string reason = named ? "the mate of what is written that reaches "
                               : "the cheapest that fits both cages and reaches ";
    reason += metres(place.wanted.length);
    std::string runner_up;
    if (found.runner_up) {
      runner_up = names(*found.runner_up);
      reason += "; the runner-up costs " + percent(found.lead) + " more a link";
    }
    made_->push_back({std::move(path), names(found.parts), std::move(runner_up), reason});
  }

  void tell_nothing(std::string path, const LinkPlace& place, std::optional<Position> named,
                    bool is_short) {
    if (!made_) return;
    const std::string length = metres(place.wanted.length);
    if (!named) {
      made_->push_back({std::move(path), "nothing", "",
                        "no part fits both cages, runs at " + gigabits(place.wanted.rate) +
                            " and reaches " + length});
      return;
    }
    const auto reach = metres(catalogue_.optics.entries[*named].value.reach);
    made_->push_back(
        {std::move(path), name(*named), "",
         is_short ? "written, though it reaches " + reach + " and the longest link is " + length
                  : "written, though it does not fit both cages"});
  }

  const catalog::Catalogue& catalogue_;
  std::vector<Decision>* made_;
};

}  // namespace

void choose_cables(const Scenario& scenario, Stage& stage, const StageState& state,
                   const StageState& last, std::span<const fabric::SwitchBox> boxes,
                   std::vector<Decision>* made) {
  CableChooser chooser(scenario.catalogue, made);
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    const FabricState& now = state.fabrics[f];
    if (!now.design) continue;
    const Fabric& written = stage.plan.fabrics.entries[f].value;
    const bool full = written.build == Build::full && last.fabrics[f].design;
    // What is bought early stays: it is chosen for the hall as it will be.
    const FabricState& end = last.fabrics[f];
    const bool grows_into = end.design && end.link == now.link;
    const auto places =
        link_places(scenario, stage, f, boxes, grows_into ? end : now, full ? end : now);
    const Cables named = written.cables.value_or(Cables{});
    FabricRefs& refs = stage.fabrics[f];
    const std::string path = "fabrics." + stage.plan.fabrics.entries[f].name + ".cables.";
    chooser.place(places.node_leaf, named.node_leaf, path + "node_leaf", refs.node_leaf);
    chooser.place(places.leaf_spine, named.leaf_spine, path + "leaf_spine", refs.leaf_spine);
    chooser.place(places.spine_core, named.spine_core, path + "spine_core", refs.spine_core);
  }
}

}  // namespace weft::plan
