// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/cables.hpp"
#include "weft/fabric/claim.hpp"
#include "weft/fabric/claim_finding.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

// Links, cables and modules of one tier: three counts, and what a part can do.
namespace weft::fabric {

inline constexpr Check links_beyond_check{
    {"bom.links-beyond-ports", "there are more links than the boxes have ports cabled for them"},
    Gravity::impossible,
    "links",
    "ports cabled"};
inline constexpr Check links_short_check{
    {"bom.links-short", "there are fewer links than the boxes have ports cabled for them"},
    Gravity::hides,
    "ports cabled",
    "links"};
inline constexpr Check cables_short_check{
    {"bom.cables-short", "there are fewer cables than the links need"},
    Gravity::impossible,
    "cables needed",
    "ordered"};
inline constexpr Check cables_beyond_check{
    {"bom.cables-beyond", "there are more cables than links"},
    Gravity::hides,
    "cables needed",
    "ordered"};
inline constexpr Check modules_short_check{
    {"bom.modules-short", "a fibre link needs a module at each end, and there are fewer"},
    Gravity::impossible,
    "modules needed",
    "ordered"};
inline constexpr Check modules_beyond_check{
    {"bom.modules-beyond", "there are more modules than the links have ends"},
    Gravity::hides,
    "modules needed",
    "ordered"};
inline constexpr Check integral_ends_check{
    {"bom.integral-ends",
     "modules are counted on cables that come with their ends: paid for twice"},
    Gravity::hides,
    "modules needed",
    "counted"};
inline constexpr Check reach_check{{"bom.reach", "a cable is longer than its kind reaches"},
                                   Gravity::impossible,
                                   "length",
                                   "reach"};
inline constexpr Check module_rate_check{
    {"bom.module-rate", "a module is slower than the link through it"},
    Gravity::impossible,
    "link",
    "module"};

/// The longest usual cable of a form. The parts of a catalogue say it better.
struct UsualReach {
  Length dac = 3.0 * metre;
  Length aec = 7.0 * metre;
  Length aoc = 100.0 * metre;
  [[nodiscard]] constexpr std::optional<Length> of(catalog::OpticForm form) const {
    switch (form) {
      case catalog::OpticForm::dac:
        return dac;
      case catalog::OpticForm::aec:
        return aec;
      case catalog::OpticForm::aoc:
        return aoc;
      case catalog::OpticForm::module:
      case catalog::OpticForm::cpo:
        break;
    }
    return std::nullopt;
  }
};

/// The names of one tier's links, for findings.
struct LinkPaths {
  std::string_view links, cables, modules, length, module_rate, module_power;
};
inline constexpr LinkPaths node_leaf_paths{"node_leaf.links",       "node_leaf.cables",
                                           "node_leaf.modules",     "node_leaf.length",
                                           "node_leaf.module_rate", "node_leaf.module_power"};
inline constexpr LinkPaths leaf_spine_paths{"leaf_spine.links",       "leaf_spine.cables",
                                            "leaf_spine.modules",     "leaf_spine.length",
                                            "leaf_spine.module_rate", "leaf_spine.module_power"};
inline constexpr LinkPaths spine_core_paths{"spine_core.links",       "spine_core.cables",
                                            "spine_core.modules",     "spine_core.length",
                                            "spine_core.module_rate", "spine_core.module_power"};

/// Links of one tier between its boxes.
struct TierLinks {
  const LinkClaim& links;
  const LinkPaths& paths;
  std::optional<std::int64_t> count;   ///< links, said or computed
  std::optional<std::int64_t> cabled;  ///< ports of the lower boxes that are said to be cabled
  std::optional<Bandwidth> rate{};
  bool twin_below = false;
  bool twin_above = false;
};

namespace detail {

constexpr void check_link_count(const TierLinks& tier, Findings& found) {
  if (!tier.links.links || !tier.cabled) return;
  const std::int64_t links = *tier.links.links;
  if (links > *tier.cabled) found.add(links_beyond_check, tier.paths.links, links, *tier.cabled);
  if (links < *tier.cabled) {
    found.add(links_short_check, tier.paths.links, *tier.cabled, links);
  }
}

constexpr void check_modules(const TierLinks& tier, std::int64_t needed, std::int64_t ends,
                             Findings& found) {
  const auto& modules = tier.links.modules;
  if (!modules) return;
  if (modules_per_link(*tier.links.form) == 0) {
    if (*modules > 0) found.add(integral_ends_check, tier.paths.modules, needed, *modules);
    return;
  }
  if (*modules < needed) found.add(modules_short_check, tier.paths.modules, needed, *modules);
  if (*modules > ends) found.add(modules_beyond_check, tier.paths.modules, needed, *modules);
}

constexpr void check_cable_count(const TierLinks& tier, Findings& found) {
  if (!tier.count) return;
  const LinkClass ends{.links = *tier.count,
                       .form = tier.links.form.value_or(catalog::OpticForm::module),
                       .twin_below = tier.twin_below,
                       .twin_above = tier.twin_above,
                       .links_per_cable = tier.links.links_per_cable};
  const CableCount needed = count_cables(ends);
  const auto& cables = tier.links.cables;
  if (cables && *cables < needed.cables) {
    found.add(cables_short_check, tier.paths.cables, needed.cables, *cables);
  }
  if (cables && *cables > *tier.count) {
    found.add(cables_beyond_check, tier.paths.cables, needed.cables, *cables);
  }
  if (tier.links.form) check_modules(tier, needed.modules(), 2 * *tier.count, found);
}

constexpr void check_part(const TierLinks& tier, Findings& found) {
  const LinkClaim& links = tier.links;
  if (links.form && links.length) {
    const auto reach = first_said(links.reach, UsualReach{}.of(*links.form));
    if (reach && *links.length > *reach) {
      found.add(reach_check, tier.paths.length, *links.length, *reach);
    }
  }
  if (tier.rate && links.module_rate && *links.module_rate < *tier.rate) {
    found.add(module_rate_check, tier.paths.module_rate, *tier.rate, *links.module_rate);
  }
}

}  // namespace detail

/// Every check of the links of one tier.
constexpr void check_links(const TierLinks& tier, Findings& found) {
  detail::check_link_count(tier, found);
  detail::check_cable_count(tier, found);
  detail::check_part(tier, found);
}

}  // namespace weft::fabric
