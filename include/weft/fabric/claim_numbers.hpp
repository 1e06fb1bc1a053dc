// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/claim.hpp"
#include "weft/fabric/claim_finding.hpp"
#include "weft/fabric/claim_sums.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

// What a bill says of the whole: counts that must agree, bandwidth, money.
namespace weft::fabric {

inline constexpr Check spine_ports_check{
    {"bom.spine-ports", "the leaves have more uplinks than the spines have ports for them"},
    Gravity::impossible,
    "uplinks",
    "spine ports"};
inline constexpr Check core_ports_check{
    {"bom.core-ports", "the spines have more uplinks than the cores have ports for them"},
    Gravity::impossible,
    "uplinks",
    "core ports"};
inline constexpr Check spines_beyond_need_check{
    {"bom.spines-beyond-need",
     "there are more than twice the spines that the uplinks fill, as if a bandwidth were a count"},
    Gravity::hides,
    "spines needed",
    "ordered"};
inline constexpr Check spines_beyond_uplinks_check{
    {"bom.spines-beyond-uplinks", "a leaf has fewer uplinks than there are spines to reach"},
    Gravity::impossible,
    "spines of a plane",
    "uplinks of a leaf"};
inline constexpr Check leaves_beyond_spine_check{
    {"bom.leaves-beyond-spine", "a spine has fewer ports than there are leaves to reach"},
    Gravity::impossible,
    "leaves of a plane",
    "ports of a spine"};
inline constexpr Check edge_ports_check{
    {"bom.edge-ports", "the leaves have too few ports for the endpoints"},
    Gravity::impossible,
    "links to endpoints",
    "ports of all leaves"};
inline constexpr Check endpoints_beyond_check{
    {"bom.endpoints-beyond-maximum", "switches of this size hold fewer endpoints"},
    Gravity::impossible,
    "endpoints",
    "the most"};
inline constexpr Check uneven_bundles_check{
    {"bom.uneven-bundles", "the uplinks of a leaf do not divide evenly among the spines"},
    Gravity::hides,
    "uplinks of a leaf",
    "spines of a plane"};
inline constexpr Check single_spine_check{
    {"bom.single-spine", "one lost spine parts the leaves of a plane from each other"},
    Gravity::hides,
    "spines for redundancy",
    "ordered"};
inline constexpr Check oversubscription_check{
    {"bom.oversubscription", "the ports oversubscribe more than it is sold as"},
    Gravity::hides,
    "sold as",
    "really"};
inline constexpr Check injection_check{
    {"bom.injection-as-bisection",
     "what is called bisection is what all endpoints inject: half of them face the other half"},
    Gravity::hides,
    "sold as",
    "really"};
inline constexpr Check bisection_check{
    {"bom.bisection", "the links over half of the endpoints carry less than it is sold as"},
    Gravity::impossible,
    "sold as",
    "really"};
inline constexpr Check both_directions_check{
    {"bom.both-directions", "rates add both directions: a link carries half of that each way"},
    Gravity::hides,
    "written",
    "one direction"};
inline constexpr Check nic_rate_check{
    {"bom.nic-faster-than-links",
     "an adapter is faster than the links it is given: paid, not used"},
    Gravity::hides,
    "adapter",
    "its links"};
inline constexpr Check nic_count_check{
    {"bom.nics-short", "there are fewer adapter ports than links to endpoints"},
    Gravity::impossible,
    "links to endpoints",
    "adapter ports"};
inline constexpr Check accelerators_check{
    {"bom.accelerators", "nodes times accelerators of a node is another number of accelerators"},
    Gravity::impossible,
    "accelerators",
    "in the nodes"};
inline constexpr Check protocol_check{
    {"bom.protocol", "two parts that are joined speak different protocols"},
    Gravity::impossible,
    "",
    ""};
inline constexpr Check slim_fly_check{
    {"bom.slim-fly-order", "no Slim Fly of this order exists: it must be a power of a prime"},
    Gravity::impossible,
    "order",
    "nearest below"};
inline constexpr Check total_check{{"bom.total", "the lines of the offer add up to another total"},
                                   Gravity::hides,
                                   "sum of the lines",
                                   "total"};

namespace detail {

constexpr void check_spines(const Claim& claim, Findings& found) {
  const auto uplinks = first_said(product(claim.leaf.count, claim.leaf.up), claim.leaf_spine.links);
  const auto ports = spine_ports_of(claim);
  if (uplinks && ports && *uplinks > *ports) {
    found.add(spine_ports_check, "spine.count", *uplinks, *ports);
  }
  const auto needed = spines_needed(claim);
  if (needed && claim.spine.count && *claim.spine.count > 2 * *needed && *claim.spine.count > 2) {
    found.add(spines_beyond_need_check, "spine.count", *needed, *claim.spine.count);
  }
  const auto up = product(claim.spine.count, claim.spine.up);
  const auto above = product(claim.core.count, claim.core.ports);
  if (up && above && *up > *above) found.add(core_ports_check, "core.count", *up, *above);
}

/// In two tiers every leaf reaches every spine of its plane.
constexpr void check_mesh(const Claim& claim, Findings& found) {
  if (has_core(claim) || claim.spine.count.value_or(0) < 1) return;
  const std::int64_t spines = divide_up(*claim.spine.count, claim.planes);
  const auto up = leaf_up_of(claim);
  if (up && spines > *up) found.add(spines_beyond_uplinks_check, "spine.count", spines, *up);
  if (up && spines <= *up && *up % spines != 0) {
    found.add(uneven_bundles_check, "leaf.up", *up, spines);
  }
  if (spines == 1 && claim.leaf.count.value_or(0) > claim.planes) {
    found.add(single_spine_check, "spine.count", std::int64_t{2}, spines);
  }
  if (!claim.leaf.count || !claim.spine.ports) return;
  const std::int64_t leaves = divide_up(*claim.leaf.count, claim.planes);
  if (leaves > *claim.spine.ports) {
    found.add(leaves_beyond_spine_check, "leaf.count", leaves, *claim.spine.ports);
  }
}

constexpr void check_endpoints(const Claim& claim, Findings& found) {
  const auto links = node_links_of(claim);
  const auto edge = product(claim.leaf.count, claim.leaf.down);
  const std::string_view path = claim.node_leaf.links ? "node_leaf.links"
                                : claim.endpoints     ? "endpoints"
                                                      : "accelerators";
  if (links && edge && *links > *edge) found.add(edge_ports_check, path, *links, *edge);
  const auto most = most_links(claim);
  if (!most || claim.spine.count.value_or(1) < 1) return;
  if (links && *links > *most) found.add(endpoints_beyond_check, path, *links, *most);
  const std::int64_t sold = claim.max_endpoints.value_or(0);
  if (sold * claim.planes > *most) {
    found.add(endpoints_beyond_check, "max_endpoints", sold, *most / claim.planes);
  }
}

constexpr void check_nodes(const Claim& claim, Findings& found) {
  const auto held = product(claim.nodes, claim.accelerators_per_node);
  if (held && claim.accelerators && *held != *claim.accelerators) {
    found.add(accelerators_check, "accelerators", *claim.accelerators, *held);
  }
  const std::optional<std::int64_t> each = claim.nic.ports;
  const auto nic_ports = product(claim.nic.count, each);
  const auto links = node_links_of(claim);
  if (nic_ports && links && *links > *nic_ports * claim.planes) {
    found.add(nic_count_check, "nic.count", *links, *nic_ports);
  }
  const auto link = link_of(claim);
  if (!claim.nic.rate || !link) return;
  const std::int64_t ways = claim.nic.ports > claim.planes ? claim.nic.ports : claim.planes;
  const auto carried = ways * min(*link, claim.leaf.port_rate.value_or(*link));
  if (*claim.nic.rate > carried) found.add(nic_rate_check, "nic.rate", *claim.nic.rate, carried);
}

constexpr void check_bandwidth(const Claim& claim, Findings& found) {
  constexpr double rounding = 1.0 + 1e-6;
  const auto really = oversubscription_of(claim);
  if (claim.oversubscription && really && *really > rounding * *claim.oversubscription) {
    found.add(oversubscription_check, "oversubscription", *claim.oversubscription, *really);
  }
  const auto links = node_links_of(claim);
  const auto link = link_of(claim);
  if (!claim.bisection || !links || !link) return;
  const Bandwidth across = bisection(*links, *link, really.value_or(1.0));
  if (*claim.bisection <= rounding * across) return;
  const double share = ratio(*claim.bisection, *links * *link);
  const bool injected = share > 1.0 / rounding && share < rounding;
  found.add(injected ? injection_check : bisection_check, "bisection", *claim.bisection, across);
}

}  // namespace detail
}  // namespace weft::fabric
