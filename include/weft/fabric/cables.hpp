// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/optic.hpp"
#include "weft/fabric/link_choice.hpp"
#include "weft/fabric/link_ends.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

/// Lengths of links where no floor plan says better. Assumptions, on the long side: a short guess
/// would choose copper and flatter the cost.
struct TierLengths {
  Length node_leaf = 20.0 * metre;
  Length leaf_spine = 50.0 * metre;
  Length spine_core = 150.0 * metre;
  friend bool operator==(const TierLengths&, const TierLengths&) = default;
};

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
  const auto shared = [](std::int64_t links, std::int64_t by) { return divide_up(links, by); };
  CableCount count{.cables = shared(tier.links, tier.links_per_cable)};
  if (modules_per_link(tier.form) == 0) return count;
  count.modules_below = modules_at({.links = tier.links, .per_cage = tier.twin_below ? 2 : 1});
  count.modules_above = modules_at({.links = tier.links, .per_cage = tier.twin_above ? 2 : 1});
  return count;
}
static_assert(count_cables({.links = 10}).modules() == 20);
static_assert(count_cables({.links = 10, .form = catalog::OpticForm::dac}).modules() == 0);
static_assert(count_cables({.links = 11, .twin_above = true}).modules_above == 6);

/// Links between boxes, with the parts that make them.
struct CabledLinks {
  std::int64_t links = 0;
  catalog::OpticForm below = catalog::OpticForm::module;
  catalog::OpticForm above = catalog::OpticForm::module;
  EndLoad lower{};
  EndLoad upper{};  ///< no links where both ends stand in equal boxes: then `lower` has them all
  std::int64_t split_below = 1;  ///< links split from one port: of those at both ends, the links
  std::int64_t split_above = 1;  ///< that both ends split alike share a cable
};

/// Cables and modules by the cages they fill. A cable with its ends is counted by its fat end;
/// optics that come with a box are no modules.
[[nodiscard]] constexpr CableCount count_link_parts(const CabledLinks& tier) {
  const auto least = [](std::int64_t a, std::int64_t b) { return a < b ? a : b; };
  const bool alike = tier.upper.links == 0;
  if (has_its_ends(tier.below)) {
    // Both ends in equal boxes: half of the filled cages are the other ends.
    if (alike) return {.cables = (modules_at(tier.lower) + 1) / 2};
    const EndLoad& fat = tier.lower.per_cage < tier.upper.per_cage ? tier.upper : tier.lower;
    return {.cables = modules_at(fat)};
  }
  CableCount count = count_cables(
      {.links = tier.links, .links_per_cable = least(tier.split_below, tier.split_above)});
  count.modules_below = modules_per_link(tier.below) == 0 ? 0 : modules_at(tier.lower);
  count.modules_above = modules_per_link(tier.above) == 0 ? 0 : modules_at(tier.upper);
  return count;
}

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
