// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/optic.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>

namespace weft::fabric {

inline constexpr Reason no_cable_reaches{
    "fabric.no-cable-reaches", "no module or cable of this rate is offered that reaches so far"};

/// What choosing and counting need of a module or cable: numbers only.
struct OpticPart {
  catalog::OpticForm form = catalog::OpticForm::module;
  Bandwidth rate{};
  Length reach{};
  Power power{};  ///< each end
  std::optional<Time> latency{};
  std::optional<Money> price{};  ///< one module; of a cable with its ends, the cable
  friend bool operator==(const OpticPart&, const OpticPart&) = default;
};

[[nodiscard]] inline OpticPart optic_part(const catalog::Optic& record) {
  return {record.form, record.rate, record.reach, record.power, record.latency, record.price};
}

/// Modules that one link needs: two with fibre between them, none on a cable with its ends.
[[nodiscard]] constexpr std::int64_t modules_per_link(catalog::OpticForm form) {
  return form == catalog::OpticForm::module ? 2 : 0;
}
/// Price of the parts of one link, fibre left out; zero where no price is known.
[[nodiscard]] inline Money link_price(const OpticPart& part) {
  const std::int64_t modules = modules_per_link(part.form);
  return (modules == 0 ? 1 : modules) * part.price.value_or(Money{});
}

/// Lengths of links where no floor plan says better. Assumptions, on the long side: a short guess
/// would choose copper and flatter the cost.
struct TierLengths {
  Length node_leaf = 20.0 * metre;
  Length leaf_spine = 50.0 * metre;
  Length spine_core = 150.0 * metre;
  friend bool operator==(const TierLengths&, const TierLengths&) = default;
};

inline constexpr Formula cable_choice_card{
    "fabric.cable-choice", "least price, then power, of parts with rate = B and reach >= length",
    "definition"};

/// Index of the part that makes a link: among those of the link's rate that reach, the cheapest
/// when all of them are priced, else the one that draws least power.
/// \param offered  parts that fit the cages of both ends.
[[nodiscard]] inline Feasible<std::size_t> choose_cable(std::span<const OpticPart> offered,
                                                        Bandwidth rate, Length length) {
  bool all_priced = true;
  Length farthest{};
  std::optional<std::size_t> best{};
  const auto fits = [&](const OpticPart& part) {
    return part.rate == rate && !(part.reach < length);
  };
  for (const OpticPart& each : offered) {
    if (each.rate == rate) farthest = max(farthest, each.reach);
    if (fits(each) && !each.price) all_priced = false;
  }
  const auto better = [&](const OpticPart& a, const OpticPart& b) {
    if (all_priced && link_price(a) != link_price(b)) return link_price(a) < link_price(b);
    return a.power < b.power;
  };
  for (std::size_t i = 0; i < offered.size(); ++i) {
    if (fits(offered[i]) && (!best || better(offered[i], offered[*best]))) best = i;
  }
  if (best) return *best;
  return Infeasible{&no_cable_reaches, ratio(length, metre), ratio(farthest, metre),
                    dimension_of<Length>};
}

/// Links of one tier and how they are made.
struct LinkClass {
  std::int64_t links = 0;
  catalog::OpticForm form = catalog::OpticForm::module;
  bool twin_below = false;  ///< the lower end sits in twin-port cages: one module, two links
  bool twin_above = false;
  std::int64_t links_per_cable = 1;  ///< 2 where one cable carries the links of two planes
};

/// Physical cables and pluggable modules of one tier: three counts that are rarely equal.
struct CableCount {
  std::int64_t cables = 0;
  std::int64_t modules_below = 0;
  std::int64_t modules_above = 0;
  friend constexpr bool operator==(const CableCount&, const CableCount&) = default;
  [[nodiscard]] constexpr std::int64_t modules() const { return modules_below + modules_above; }
};

inline constexpr Formula cable_count_card{
    "fabric.cable-count",
    "cables = ceil(links / links a cable); modules an end = ceil(links / ports a cage), 0 if fixed",
    "cables: NVIDIA DGX SuperPOD B300 Spectrum-4 Ethernet architecture, Table 3; modules: "
    "definition"};

/// \throws std::domain_error if a cable carries no link.
[[nodiscard]] constexpr CableCount count_cables(const LinkClass& tier) {
  if (tier.links_per_cable < 1) throw std::domain_error("count_cables: links_per_cable >= 1");
  const auto shared = [](std::int64_t links, std::int64_t by) { return (links + by - 1) / by; };
  CableCount count{.cables = shared(tier.links, tier.links_per_cable)};
  if (modules_per_link(tier.form) == 0) return count;
  count.modules_below = shared(tier.links, tier.twin_below ? 2 : 1);
  count.modules_above = shared(tier.links, tier.twin_above ? 2 : 1);
  return count;
}
static_assert(count_cables({.links = 10}).modules() == 20);
static_assert(count_cables({.links = 10, .form = catalog::OpticForm::dac}).modules() == 0);
static_assert(count_cables({.links = 11, .twin_above = true}).modules_above == 6);

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr std::string_view type_name<fabric::TierLengths> = "tier_lengths";
template <>
inline constexpr auto fields<fabric::TierLengths> =
    std::array{row<&fabric::TierLengths::node_leaf>("node_leaf", "a leaf in the row of its nodes")
                   .in("m")
                   .at_least(0)
                   .default_from("assumption: no floor plan, leaf in the same row"),
               row<&fabric::TierLengths::leaf_spine>("leaf_spine", "across the hall")
                   .in("m")
                   .at_least(0)
                   .default_from("assumption: no floor plan, spines in the same hall"),
               row<&fabric::TierLengths::spine_core>("spine_core", "across the building")
                   .in("m")
                   .at_least(0)
                   .default_from("assumption: no floor plan, cores in the same building")};
static_assert(describes_all<fabric::TierLengths>());

template <>
inline constexpr std::string_view type_name<fabric::CableCount> = "cable_count";
template <>
inline constexpr auto fields<fabric::CableCount> =
    std::array{row<&fabric::CableCount::cables>("cables", "physical"),
               row<&fabric::CableCount::modules_below>("modules_below", "at the lower end"),
               row<&fabric::CableCount::modules_above>("modules_above", "at the upper end"),
               row<&fabric::CableCount::modules>("modules", "pluggable")};
static_assert(describes_all<fabric::CableCount>());

}  // namespace weft
