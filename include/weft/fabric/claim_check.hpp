// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/claim.hpp"
#include "weft/fabric/claim_finding.hpp"
#include "weft/fabric/claim_links.hpp"
#include "weft/fabric/claim_numbers.hpp"
#include "weft/fabric/claim_ports.hpp"
#include "weft/fabric/claim_sums.hpp"
#include "weft/fabric/prime_power.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weft::fabric {

/// Every check there is, in the order in which findings come.
inline constexpr std::array all_checks{&both_directions_check,
                                       &accelerators_check,
                                       &nic_count_check,
                                       &nic_rate_check,
                                       &protocol_check,
                                       &bytes_for_bits_check,
                                       &port_rate_check,
                                       &ports_check,
                                       &breakout_check,
                                       &doubled_capacity_check,
                                       &capacity_check,
                                       &cages_check,
                                       &cage_power_check,
                                       &edge_ports_check,
                                       &endpoints_beyond_check,
                                       &spine_ports_check,
                                       &spines_beyond_need_check,
                                       &core_ports_check,
                                       &spines_beyond_uplinks_check,
                                       &leaves_beyond_spine_check,
                                       &uneven_bundles_check,
                                       &single_spine_check,
                                       &links_beyond_check,
                                       &links_short_check,
                                       &cables_short_check,
                                       &cables_beyond_check,
                                       &modules_short_check,
                                       &modules_beyond_check,
                                       &integral_ends_check,
                                       &reach_check,
                                       &module_rate_check,
                                       &oversubscription_check,
                                       &injection_check,
                                       &bisection_check,
                                       &slim_fly_check,
                                       &total_check};

/// The records of the switches that a bill names; null where it names none.
struct ClaimBoxes {
  const SwitchBox* leaf = nullptr;
  const SwitchBox* spine = nullptr;
  const SwitchBox* core = nullptr;
};

namespace detail {

constexpr void halve(std::optional<Bandwidth>& rate) {
  if (rate) rate = 0.5 * *rate;
}

/// The same bill with rates of one direction.
inline Claim one_way(Claim claim, Findings& found) {
  if (claim.rates == Directions::one) return claim;
  const auto link = link_of(claim);
  if (link) found.add(both_directions_check, "rates", *link, 0.5 * *link);
  for (TierClaim* tier : {&claim.leaf, &claim.spine, &claim.core}) {
    halve(tier->port_rate);
    halve(tier->capacity);
    halve(tier->down_rate);
    halve(tier->up_rate);
  }
  for (LinkClaim* links : {&claim.node_leaf, &claim.leaf_spine, &claim.spine_core}) {
    halve(links->module_rate);
  }
  halve(claim.link);
  halve(claim.nic.rate);
  halve(claim.bisection);
  return claim;
}

/// Boxes of a scheduled fabric speak Ethernet to their endpoints.
constexpr bool joined(const std::optional<catalog::Protocol>& below,
                      const std::optional<catalog::Protocol>& above) {
  using enum catalog::Protocol;
  if (!below || !above || *below == *above) return true;
  return *below == ethernet && *above == scheduled;
}

constexpr void check_protocols(const Claim& claim, Findings& found) {
  const auto pair = [&](const auto& below, const auto& above, std::string_view path) {
    if (!joined(below, above)) found.add(protocol_check, path, 0.0, 0.0);
  };
  pair(claim.nic.protocol, claim.leaf.protocol, "nic.protocol");
  pair(claim.leaf.protocol, claim.spine.protocol, "spine.protocol");
  pair(claim.spine.protocol, claim.core.protocol, "core.protocol");
  pair(claim.node_leaf.protocol, claim.leaf.protocol, "node_leaf.protocol");
  pair(claim.leaf_spine.protocol, claim.leaf.protocol, "leaf_spine.protocol");
  pair(claim.spine_core.protocol, claim.spine.protocol, "spine_core.protocol");
}

inline void check_boxes(const Claim& claim, const ClaimBoxes& boxes, Findings& found) {
  const auto at = [](const std::optional<Bandwidth>& rate) { return rate.value_or(Bandwidth{}); };
  const Bandwidth down = at(down_rate_of(claim));
  const Bandwidth up = at(up_rate_of(claim));
  const Bandwidth spine_down = at(first_said(claim.spine.down_rate, up_rate_of(claim)));
  const Bandwidth spine_up = claim.spine.up_rate.value_or(spine_down);
  check_tier({claim.leaf, boxes.leaf, leaf_paths, leaf_down_of(claim).value_or(0), down,
              leaf_up_of(claim).value_or(0), up},
             found);
  check_tier({claim.spine, boxes.spine, spine_paths, claim.spine.down.value_or(0), spine_down,
              claim.spine.up.value_or(0), spine_up},
             found);
  check_tier({claim.core,
              boxes.core,
              core_paths,
              claim.core.down.value_or(0),
              claim.core.down_rate.value_or(spine_up),
              0,
              {}},
             found);
}

constexpr void check_cage_power(const LinkClaim& links, const TierClaim& box, std::string_view path,
                                Findings& found) {
  if (!links.module_power || !box.cage_power || *links.module_power <= *box.cage_power) return;
  found.add(cage_power_check, path, *links.module_power, *box.cage_power);
}

inline void check_all_links(const Claim& claim, const ClaimBoxes& boxes, Findings& found) {
  const auto twin = [](const SwitchBox* box) { return box != nullptr && box->twin_port_cages(); };
  const auto uplinks = product(claim.leaf.count, claim.leaf.up);
  const auto spine_up = product(claim.spine.count, claim.spine.up);
  check_links({claim.node_leaf, node_leaf_paths, node_links_of(claim), std::nullopt,
               down_rate_of(claim), false, twin(boxes.leaf)},
              found);
  check_links({claim.leaf_spine, leaf_spine_paths, first_said(claim.leaf_spine.links, uplinks),
               uplinks, up_rate_of(claim), twin(boxes.leaf), twin(boxes.spine)},
              found);
  check_links({claim.spine_core, spine_core_paths, first_said(claim.spine_core.links, spine_up),
               spine_up, claim.spine.up_rate, twin(boxes.spine), twin(boxes.core)},
              found);
  check_cage_power(claim.node_leaf, claim.leaf, node_leaf_paths.module_power, found);
  check_cage_power(claim.leaf_spine, claim.leaf, leaf_spine_paths.module_power, found);
  check_cage_power(claim.leaf_spine, claim.spine, leaf_spine_paths.module_power, found);
  check_cage_power(claim.spine_core, claim.core, spine_core_paths.module_power, found);
}

inline void check_money(const Claim& claim, Findings& found) {
  if (!claim.total || claim.prices.empty()) return;
  Money sum{};
  for (const auto& line : claim.prices) sum += line.value;
  const double cents = ratio(sum - *claim.total, dollar);
  if (cents > 0.005 || cents < -0.005) found.add(total_check, "total", sum, *claim.total);
}

}  // namespace detail

/// Everything that speaks against a bill. Only what it says is judged: what is absent fails
/// nothing.
/// \param boxes  records of the switches that it names: they fill in what it does not say.
[[nodiscard]] inline Findings check(const Claim& written, const ClaimBoxes& boxes = {}) {
  Findings found;
  Claim claim = detail::one_way(written, found);
  const auto fill = [](TierClaim& tier, const SwitchBox* box, std::optional<Bandwidth> rate) {
    if (box != nullptr) complete(tier, *box, rate.value_or(Bandwidth{}));
  };
  fill(claim.leaf, boxes.leaf, down_rate_of(claim));
  fill(claim.spine, boxes.spine, up_rate_of(claim));
  fill(claim.core, boxes.core, first_said(claim.spine.up_rate, up_rate_of(claim)));
  detail::check_nodes(claim, found);
  detail::check_protocols(claim, found);
  detail::check_boxes(claim, boxes, found);
  detail::check_endpoints(claim, found);
  detail::check_spines(claim, found);
  detail::check_mesh(claim, found);
  detail::check_all_links(claim, boxes, found);
  detail::check_bandwidth(claim, found);
  if (claim.slim_fly_q && !is_prime_power(*claim.slim_fly_q)) {
    found.add(slim_fly_check, "slim_fly_q", *claim.slim_fly_q,
              nearest_prime_powers(*claim.slim_fly_q).below);
  }
  detail::check_money(claim, found);
  return found;
}

}  // namespace weft::fabric
