// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/link_ends.hpp"
#include "weft/fabric/optic_part.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace weft::fabric {

inline constexpr Reason no_cable_reaches{
    "fabric.no-cable-reaches", "no module or cable of this rate is offered that reaches so far"};
inline constexpr Reason no_part_fits{"fabric.no-part-fits",
                                     "no pair of modules and no cable fits the cages of both ends"};

/// A link for which parts are wanted.
struct LinkWanted {
  Bandwidth rate{};
  Length length{};  ///< of the longest
  LinkEnd below{};
  LinkEnd above{};
  catalog::Protocol protocol = catalog::Protocol::ethernet;
};

/// Positions of the parts at both ends; of a cable with its ends twice the same.
struct LinkPair {
  std::size_t below = 0;
  std::size_t above = 0;
  friend constexpr bool operator==(const LinkPair&, const LinkPair&) = default;
};

namespace detail {

/// A cable with its ends: the links of its fat end, which fill a cage, part at the other end.
constexpr bool joins_alone(const OpticPart& cable, const LinkWanted& link) {
  if (cable_misfit(cable, link.below, link.rate) != Misfit::none ||
      cable_misfit(cable, link.above, link.rate) != Misfit::none) {
    return false;
  }
  const std::int64_t below = links_in_cage(cable, link.below, link.rate);
  const std::int64_t above = links_in_cage(cable, link.above, link.rate);
  const std::int64_t fat = std::max(below, above);
  const std::int64_t thin = std::min(below, above);
  return cable.rate == fat * link.rate && fat % thin == 0 &&
         (fat == thin || cable.splits >= fat / thin);
}
/// The light of one end is what the other end reads.
constexpr bool are_mates(const OpticPart& below, const OpticPart& above, bool same) {
  if (same) return true;
  if (!below.family || below.family != above.family) return false;
  return !below.lane || !above.lane || *below.lane == *above.lane;
}
/// Everything but the length.
constexpr bool joins(std::span<const OpticPart> offered, LinkPair pair, const LinkWanted& link) {
  const OpticPart& below = offered[pair.below];
  const OpticPart& above = offered[pair.above];
  if (!below.protocols.takes(link.protocol) || !above.protocols.takes(link.protocol)) return false;
  const bool same = pair.below == pair.above;
  if (has_its_ends(below.form) || has_its_ends(above.form)) {
    return same && joins_alone(below, link);
  }
  return are_mates(below, above, same) && misfit(below, link.below, link.rate) == Misfit::none &&
         misfit(above, link.above, link.rate) == Misfit::none;
}
/// What comes with the box costs nothing more.
inline std::optional<Money> price_of(const OpticPart& part) {
  return part.form == catalog::OpticForm::cpo ? Money{} : part.price;
}

}  // namespace detail

/// Price and power of the parts of one link, fibre left out; no price where one is not known.
struct LinkCost {
  std::optional<Money> price{};
  Power power{};
};
[[nodiscard]] inline LinkCost link_cost(const OpticPart& below, const OpticPart& above,
                                        const LinkWanted& link) {
  const auto lower = std::max<std::int64_t>(1, links_in_cage(below, link.below, link.rate));
  const auto upper = std::max<std::int64_t>(1, links_in_cage(above, link.above, link.rate));
  if (has_its_ends(below.form)) {
    const std::int64_t fat = std::max(lower, upper);
    LinkCost cost{.power = 2.0 * below.power / fat};
    if (below.price) cost.price = *below.price / fat;
    return cost;
  }
  const auto under = detail::price_of(below);
  const auto over = detail::price_of(above);
  LinkCost cost{.power = below.power / lower + above.power / upper};
  if (under && over) cost.price = *under / lower + *over / upper;
  return cost;
}

inline constexpr Formula cable_choice_card{
    "fabric.cable-choice",
    "least price, then power, of pairs of one family that fit both cages, with reach >= length",
    "definition"};

namespace detail {

/// The best of the pairs that were considered so far.
class LinkSearch {
 public:
  LinkSearch(std::span<const OpticPart> offered, const LinkWanted& link)
      : offered_(offered), link_(link) {}

  /// A pair that joins the two cages.
  void consider(LinkPair pair) {
    const Length reach = min(offered_[pair.below].reach, offered_[pair.above].reach);
    farthest_ = max(farthest_, reach);
    if (reach < link_.length) return;
    const LinkCost cost = link_cost(offered_[pair.below], offered_[pair.above], link_);
    if (!coolest_ || cost.power < coolest_->cost.power) coolest_ = Best{pair, cost};
    all_priced_ = all_priced_ && cost.price;
    if (cost.price && (!cheapest_ || is_cheaper(cost, cheapest_->cost))) {
      cheapest_ = Best{pair, cost};
    }
  }
  [[nodiscard]] Feasible<LinkPair> best() const {
    if (cheapest_ && all_priced_) return cheapest_->pair;
    if (coolest_) return coolest_->pair;
    if (farthest_ == Length{}) {
      return Infeasible{&no_part_fits, ratio(link_.rate, byte / second), 0.0,
                        dimension_of<Bandwidth>};
    }
    return Infeasible{&no_cable_reaches, ratio(link_.length, metre), ratio(farthest_, metre),
                      dimension_of<Length>};
  }

 private:
  struct Best {
    LinkPair pair{};
    LinkCost cost{};
  };
  /// Both are priced.
  [[nodiscard]] static bool is_cheaper(const LinkCost& one, const LinkCost& other) {
    if (*one.price == *other.price) return one.power < other.power;
    return *one.price < *other.price;
  }

  std::span<const OpticPart> offered_;
  LinkWanted link_;
  std::optional<Best> cheapest_{};
  std::optional<Best> coolest_{};
  bool all_priced_ = true;
  Length farthest_{};
};

}  // namespace detail

/// The parts that make a link: among the pairs that fit both cages, the protocol, the rate and the
/// length, the cheapest when all of them are priced, else the one that draws least power.
/// \param accept  further condition on a pair.
template <class Accept>
[[nodiscard]] Feasible<LinkPair> choose_link(std::span<const OpticPart> offered,
                                             const LinkWanted& link, const Accept& accept) {
  detail::LinkSearch search(offered, link);
  for (std::size_t below = 0; below < offered.size(); ++below) {
    for (std::size_t above = 0; above < offered.size(); ++above) {
      const LinkPair pair{below, above};
      if (detail::joins(offered, pair, link) && accept(pair)) search.consider(pair);
    }
  }
  return search.best();
}
[[nodiscard]] inline Feasible<LinkPair> choose_link(std::span<const OpticPart> offered,
                                                    const LinkWanted& link) {
  return choose_link(offered, link, [](LinkPair) { return true; });
}

/// Index of the part that makes a link between two cages that carry one link each.
/// \param offered  parts that fit the cages of both ends.
[[nodiscard]] inline Feasible<std::size_t> choose_cable(std::span<const OpticPart> offered,
                                                        Bandwidth rate, Length length) {
  const auto pair = choose_link(offered, {.rate = rate, .length = length},
                                [](LinkPair each) { return each.below == each.above; });
  if (pair) return pair->below;
  return Infeasible{&no_cable_reaches, ratio(length, metre), pair.why().available,
                    dimension_of<Length>};
}

}  // namespace weft::fabric
