// SPDX-License-Identifier: Apache-2.0
#include "fit_place.hpp"
#include "link_words.hpp"
#include "weft/fabric/link_choice.hpp"
#include "weft/plan/link_places.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::plan {
namespace {

using fabric::LinkEnd;
using fabric::LinkWanted;
using fabric::Misfit;
using fabric::OpticPart;

std::string list_of(const std::vector<catalog::CageForm>& cages) {
  std::string text;
  for (const auto each : cages) text += (text.empty() ? "" : ", ") + case_word(each);
  return text;
}

/// What a named part must fit: one of several rates, as sizing decides which.
struct Joint {
  std::string_view key;
  std::string below;  ///< what stands there, for people
  std::string above;
  std::vector<LinkWanted> rates;
};

/// The end at a box that may be filled with any of its legal modules.
LinkEnd end_at(const FitPlace& at, Position box, Bandwidth rate) {
  LinkEnd end = fabric::switch_end(fabric::switch_box(at.box(box)), at.box(box).cages, rate);
  end.least = end.ports;
  return end;
}

Bandwidth fastest_port(const Stage& stage, Position at) {
  Bandwidth fastest{};
  each_attachment(stage, at,
                  [&](const Attachment& each, Position) { fastest = max(fastest, each.rate); });
  return fastest;
}

std::vector<Joint> joints_of(const FitPlace& at, Position fabric) {
  const std::int64_t planes = planes_of(at.written.topology);
  const Bandwidth link = fastest_port(at.stage, fabric) / planes;
  const Position leaf = *at.refs.leaf;
  std::vector<Joint> made;
  if (link > Bandwidth{}) {
    made.push_back({"node_leaf",
                    "the adapter",
                    at.box_name(leaf),
                    {{.rate = link,
                      .below = fabric::adapter_end(planes),
                      .above = end_at(at, leaf, link),
                      .protocol = at.box(leaf).protocol}}});
  }
  const auto trunk = [&](std::string_view key, Position lower, Position upper) {
    Joint joint{key, at.box_name(lower), at.box_name(upper), {}};
    const auto box = fabric::switch_box(at.box(leaf));
    for (const Bandwidth& rate : {fabric::uplink_rate(box, max(box.any.rate, link)), link}) {
      if (rate == Bandwidth{}) continue;
      joint.rates.push_back({.rate = rate,
                             .below = end_at(at, lower, rate),
                             .above = end_at(at, upper, rate),
                             .protocol = at.box(upper).protocol});
    }
    made.push_back(std::move(joint));
  };
  if (at.refs.spine) trunk("leaf_spine", leaf, *at.refs.spine);
  if (at.refs.spine && at.refs.core) trunk("spine_core", *at.refs.spine, *at.refs.core);
  return made;
}

/// The catalogue's parts as numbers, in its order.
std::vector<OpticPart> all_parts(const catalog::Catalogue& catalogue) {
  std::vector<OpticPart> parts;
  for (const auto& each : catalogue.optics) parts.push_back(fabric::optic_part(each.value));
  return parts;
}

/// A length that links of this place may have: the hint names nothing that is too short.
Length likely_length(const Stage& stage, std::string_view key) {
  if (stage.plan.site.floor) return stage.plan.site.floor->slack;
  const fabric::TierLengths assumed;
  if (key == "node_leaf") return assumed.node_leaf;
  return key == "leaf_spine" ? assumed.leaf_spine : assumed.spine_core;
}

/// The cheapest that would fit, for the help of a diagnostic.
std::string instead(const FitPlace& at, const std::vector<OpticPart>& parts, const Joint& joint) {
  const auto is_sold_alone = [&](fabric::LinkPair pair) {
    return !parts[pair.below].qualified_only && !parts[pair.above].qualified_only &&
           parts[pair.below].form != catalog::OpticForm::cpo;
  };
  for (LinkWanted each : joint.rates) {
    each.length = likely_length(at.stage, joint.key);
    const auto pair = fabric::choose_link(parts, each, is_sold_alone);
    if (!pair) continue;
    return "for example \"" + at.catalogue.optics.entries[pair->below].name +
           "\"; \"auto\" takes the cheapest that fits";
  }
  return "leave it out, or write \"cables\": \"auto\"";
}

/// True when the part makes a link at one of the rates, together with a mate where it needs one.
bool makes_a_link(const std::vector<OpticPart>& parts, const Joint& joint, Position named) {
  const auto has_it = [&](fabric::LinkPair pair) {
    return pair.below == named || pair.above == named;
  };
  return std::any_of(joint.rates.begin(), joint.rates.end(), [&](const LinkWanted& each) {
    return static_cast<bool>(fabric::choose_link(parts, each, has_it));
  });
}

struct Verdict {
  Misfit misfit = Misfit::none;
  bool above = false;  ///< at the upper end
  LinkWanted link{};
};
/// What keeps a part from an end, its rate last: that may follow from the other end.
Verdict verdict_of(const OpticPart& part, const Joint& joint) {
  const auto check = [&](const LinkEnd& end, Bandwidth rate) {
    return fabric::has_its_ends(part.form) ? fabric::cable_misfit(part, end, rate)
                                           : fabric::misfit(part, end, rate);
  };
  for (const LinkWanted& each : joint.rates) {
    for (const bool above : {false, true}) {
      const Misfit found = check(above ? each.above : each.below, each.rate);
      if (found != Misfit::none && found != Misfit::rate) return {found, above, each};
    }
  }
  return {Misfit::rate, true, joint.rates.front()};
}

std::string form_text(const catalog::Optic& record, const std::string& name, const LinkEnd& end,
                      const std::string& box) {
  if (record.form == catalog::OpticForm::cpo) {
    return "\"" + name + "\" comes with a switch: it is no part to choose";
  }
  const std::string cages = end.form ? case_word(*end.form) + " cages" : "cages";
  return "\"" + name + "\" does not fit the " + cages + " of " + box + ": it fits " +
         list_of(record.cages);
}

void say_misfit(const FitPlace& at, const OpticPart& part, Position named, const Joint& joint,
                std::string help) {
  const auto& [name, record] = at.catalogue.optics.entries[named];
  const std::string path = at.path + "cables." + std::string(joint.key);
  const Verdict found = verdict_of(part, joint);
  const LinkEnd& end = found.above ? found.link.above : found.link.below;
  const std::string& box = found.above ? joint.above : joint.below;
  if (found.misfit == Misfit::form) {
    at.diagnostics.error("WF0415", path, form_text(record, name, end, box), std::move(help));
    return;
  }
  if (found.misfit == Misfit::power) {
    at.diagnostics.error("WF0416", path,
                         "\"" + name + "\" draws " + watts(part.power) + ", and a cage of " + box +
                             " cools " + watts(end.cage_power),
                         std::move(help));
    return;
  }
  at.diagnostics.error("WF0403", path,
                       "\"" + name + "\" runs at " + gigabits(part.rate) +
                           ", and makes no link of " + gigabits(found.link.rate) + " between " +
                           joint.below + " and " + joint.above,
                       std::move(help));
}

void check_cable(const FitPlace& at, const std::vector<OpticPart>& parts, const Joint& joint,
                 Position named) {
  const auto& [name, record] = at.catalogue.optics.entries[named];
  const std::string path = at.path + "cables." + std::string(joint.key);
  const catalog::Protocol spoken = joint.rates.front().protocol;
  if (!parts[named].protocols.takes(spoken)) {
    at.diagnostics.error("WF0401", path,
                         "\"" + name + "\" does not carry " + case_word(spoken) + ", which " +
                             joint.above + " speaks",
                         instead(at, parts, joint));
    return;
  }
  if (!makes_a_link(parts, joint, named)) {
    say_misfit(at, parts[named], named, joint, instead(at, parts, joint));
    return;
  }
  const auto& floor = at.stage.plan.site.floor;
  if (floor && record.reach < floor->slack) {
    at.diagnostics.error("WF0417", path,
                         "\"" + name + "\" reaches " + metres(record.reach) +
                             ", and the slack of every cable alone is " + metres(floor->slack),
                         instead(at, parts, joint));
  }
}

std::optional<Position> named_part(const catalog::Catalogue& catalogue, const std::string& name) {
  const auto at = catalogue.optics.index(name);
  return name.empty() || at == catalogue.optics.size() ? std::nullopt : std::optional<Position>(at);
}

}  // namespace

void fit_cables(const FitPlace& at, Position fabric, FabricRefs& refs) {
  if (!at.written.cables) return;
  const Cables& cables = *at.written.cables;
  const auto parts = all_parts(at.catalogue);
  for (const Joint& joint : joints_of(at, fabric)) {
    const bool nodes = joint.key == "node_leaf";
    const bool upper = joint.key == "spine_core";
    const std::string& name = nodes   ? cables.node_leaf
                              : upper ? cables.spine_core
                                      : cables.leaf_spine;
    const auto named = named_part(at.catalogue, name);
    if (!named || joint.rates.empty()) continue;
    auto& into = nodes ? refs.node_leaf : upper ? refs.spine_core : refs.leaf_spine;
    into = LinkParts{*named, *named};  // its mate, where it has another, is chosen after sizing
    check_cable(at, parts, joint, *named);
  }
}

}  // namespace weft::plan
