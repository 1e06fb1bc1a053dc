// SPDX-License-Identifier: Apache-2.0
// Bills that must be refused, and the inventory around a compute fabric.
#include "trust_inputs.hpp"
#include "weft/base/type_of.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/claim_check.hpp"
#include "weft/fabric/topology.hpp"
#include "weft/io/library.hpp"

#include <algorithm>

namespace weft::report {
namespace {

using fabric::Claim;
/// The word of an enum; nothing where there is no such word.
template <class E>
std::optional<E> word_of(const std::string& text) {
  const auto& cases = words<E>;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (cases[i].word == text) return static_cast<E>(i);
  }
  return std::nullopt;
}

std::optional<Bandwidth> capacity_of(const TrustInputs& in, InputNames in_gbps,
                                     InputNames in_tbps) {
  const auto rate = in.rate(in_gbps);
  if (rate) return *rate;
  const auto said = in.number(in_tbps);
  if (!said) return std::nullopt;
  return *said * kilo * gbps;
}

void read_tiers(const TrustInputs& in, Claim& claim) {
  const auto radix = in.count({"radix", "switch_ports"});
  claim.leaf.count = in.count({"leaf", "leaves", "leaf_switches", "tors", "edge", "claimed_leaf",
                               "claimed_leaves", "claimed_leaf_switches"});
  claim.leaf.up = in.count({"up", "uplinks", "uplinks_per_leaf", "leaf_up"});
  claim.leaf.down = in.count({"down", "downlinks", "downlinks_per_leaf", "leaf_down"});
  claim.leaf.ports = fabric::first_said(
      in.count({"leaf_ports", "leaf_radix", "max_ports", "max_breakout_ports"}), radix);
  claim.leaf.port_rate = in.rate({"port_gbps", "leaf_port_gbps", "switch_port_gbps"});
  claim.leaf.up_rate = in.rate({"uplink_gbps", "up_gbps"});
  claim.leaf.capacity = capacity_of(in, {"leaf_gbps", "asic_gbps", "chip_gbps", "switch_gbps"},
                                    {"leaf_tbps", "asic_tbps", "chip_tbps", "switch_tbps"});
  claim.leaf.cages = in.count({"cages", "leaf_cages"});
  const auto cage_rate = in.rate({"cage_gbps", "native_gbps"});
  if (claim.leaf.cages && cage_rate && !claim.leaf.capacity) {
    claim.leaf.capacity = *claim.leaf.cages * *cage_rate;
  }
  claim.leaf.breakout = in.text({"breakout", "split", "breakouts"});
  claim.spine.count = in.count({"spine", "spines", "spine_switches", "claimed_spines",
                                "claimed_spine", "claimed_spine_switches"});
  claim.spine.ports = fabric::first_said(in.count({"spine_ports", "spine_radix"}), radix);
  claim.spine.up = in.count({"spine_up"});
  claim.core.count = in.count({"core", "cores", "claimed_cores", "claimed_core"});
  claim.core.ports = in.count({"core_ports", "core_radix"});
}

void read_ends(const TrustInputs& in, Claim& claim) {
  claim.accelerators = in.count({"gpus", "accelerators"});
  claim.accelerators_per_node = in.count({"gpus_per_node", "gpus_per_server"});
  claim.endpoints = in.count({"endpoints", "hosts", "nics"});
  claim.max_endpoints =
      in.count({"max_endpoints", "claimed_endpoints", "claimed_max_endpoints", "claimed_hosts"});
  claim.planes = in.count({"planes"}).value_or(1);
  claim.link = in.rate({"link_gbps", "node_gbps", "gpu_gbps", "gbps"});
  claim.nic.rate = in.rate({"nic_gbps"});
  claim.nic.count = in.count({"nic_count"});
  const auto nodes = in.count({"nodes", "servers"});
  // Nodes beside the uplinks of one switch are its downlinks.
  if (nodes && claim.leaf.up && !claim.leaf.count && !claim.leaf.down) {
    claim.leaf.down = *nodes * in.count({"nics_per_node"}).value_or(1);
    claim.leaf.down_rate = claim.link;
  } else {
    claim.nodes = nodes;
  }
}

void read_links(const TrustInputs& in, Claim& claim) {
  claim.node_leaf.links = in.count({"links", "node_links", "node_leaf_links"});
  claim.leaf_spine.links = in.count({"leaf_spine_links", "claimed_leaf_spine_links"});
  claim.node_leaf.modules = in.count({"modules", "optics", "transceivers", "claimed_modules",
                                      "claimed_optics", "claimed_transceivers"});
  claim.node_leaf.cables = in.count({"cables", "claimed_cables"});
  claim.node_leaf.form =
      word_of<catalog::OpticForm>(in.text({"form", "cable", "cable_form", "cable_type", "medium"}));
  if (const auto length = in.number({"length_m", "m", "cable_m"})) {
    claim.node_leaf.length = *length * metre;
  }
  if (const auto watts = in.number({"module_w", "optic_w"}))
    claim.node_leaf.module_power = *watts * watt;
  if (const auto watts = in.number({"cage_w", "max_module_w"}))
    claim.leaf.cage_power = *watts * watt;
  claim.node_leaf.module_rate = in.rate({"module_gbps", "optic_gbps", "transceiver_gbps"});
  using catalog::Protocol;
  claim.nic.protocol = word_of<Protocol>(in.text({"nic_protocol", "protocol"}));
  claim.leaf.protocol = word_of<Protocol>(in.text({"switch_protocol", "leaf_protocol"}));
  claim.spine.protocol = word_of<Protocol>(in.text({"spine_protocol"}));
  claim.node_leaf.protocol = word_of<Protocol>(
      in.text({"module_protocol", "optic_protocol", "cable_protocol", "optics_protocol"}));
}

void read_sold(const TrustInputs& in, Claim& claim, TrustPrediction& out) {
  claim.oversubscription = in.number({"oversub", "oversubscription", "claimed_oversub",
                                      "claimed_oversubscription", "claimed_ratio"});
  if (!claim.oversubscription) {
    claim.oversubscription = 1.0;
    out.assume("sold as non-blocking: the row names no oversubscription");
  }
  claim.bisection =
      capacity_of(in, {"claimed_bisection_gbps"},
                  {"claimed_bisection_tbps", "claimed_bisection", "claimed_bisection_tbps_one_way",
                   "reported_bisection_tbps", "bisection_tbps"});
  claim.slim_fly_q = in.count({"q"});
}

/// What the same endpoints take of switches with so many ports.
void say_right(const TrustInputs& in, const Claim& claim, TrustPrediction& out) {
  const auto ends = fabric::endpoints_of(claim);
  if (!ends || !claim.leaf.ports) return;
  fabric::SizeRequest ask;
  ask.endpoints = *ends;
  ask.planes = claim.planes;
  const double sold = claim.oversubscription.value_or(1.0);
  ask.oversubscription = sold < 1.0 ? 1.0 : sold;
  ask.leaf = {.either_down = *claim.leaf.ports,
              .either_up = *claim.leaf.ports,
              .down_rate = gbps,
              .up_rate = gbps};
  ask.spine_ports = claim.spine.ports.value_or(*claim.leaf.ports);
  (void)in;
  const auto design =
      fabric::size(fabric::LeafSpine{.oversubscription = ask.oversubscription}, ask);
  if (!design) return out.refuse(design.why());
  out.set("leaf", design->leaf);
  out.set("spine", design->spine);
  out.set("core", design->core);
  out.set("switches", design->switches());
  out.set("inter_switch_links", design->trunk_links());
}

void say_sums(const Claim& claim, TrustPrediction& out) {
  const auto say = [&](const char* name, const auto& value) {
    if (value) out.set(name, *value);
  };
  say("uplinks", fabric::uplinks_of(claim));
  say("spine_ports_total", fabric::spine_ports_of(claim));
  say("spines_needed", fabric::spines_needed(claim));
  say("oversub", fabric::oversubscription_of(claim));
  say("most_endpoints", fabric::most_links(claim));
  out.set("feasible", !fabric::check(claim).impossible());
  const auto links = fabric::node_links_of(claim);
  const auto link = fabric::link_of(claim);
  if (claim.node_leaf.form && links) {
    out.set("modules",
            fabric::count_cables({.links = *links, .form = *claim.node_leaf.form}).modules());
  }
  if (link && claim.leaf.port_rate) {
    out.set("link_rate_gbps",
            ratio(min(min(*link, *claim.leaf.port_rate), claim.nic.rate.value_or(*link)), gbps));
  }
  if (!links || !link) return;
  const double taper = fabric::oversubscription_of(claim).value_or(1.0);
  out.set("injection_tbps", ratio(*links * *link, kilo * gbps));
  out.set("bisection_tbps_one_way", ratio(fabric::bisection(*links, *link, taper), kilo * gbps));
}

}  // namespace

void predict_claim(const TrustInputs& in, TrustPrediction& out) {
  Claim claim;
  read_tiers(in, claim);
  read_ends(in, claim);
  read_links(in, claim);
  read_sold(in, claim, out);
  say_right(in, claim, out);
  say_sums(claim, out);
  out.claim = std::move(claim);
  out.has_claim = true;
}

namespace {

/// Power of one box of the catalogue, the vendor's maximum or the typical.
std::optional<Power> box_power(const char* id, bool maximal) {
  io::Sources sources;
  const io::Library library(sources);
  catalog::Catalogue parts;
  Notes notes;
  Diagnostics diagnostics;
  library.require("switch", id, parts, notes, diagnostics);
  const catalog::Switch* record = parts.switches.find(id);
  return record ? fabric::switch_box(*record, maximal).power : std::nullopt;
}

Feasible<fabric::Design> infiniband(std::int64_t endpoints, std::int64_t extra,
                                    std::int64_t rails) {
  fabric::SizeRequest ask;
  ask.endpoints = endpoints;
  ask.extra = extra;
  ask.rails = rails;
  ask.leaf = {
      .either_down = 64, .either_up = 64, .down_rate = 400.0 * gbps, .up_rate = 400.0 * gbps};
  ask.spine_ports = 64;
  return fabric::size(fabric::RailOptimized{}, ask);
}

}  // namespace

/// The boxes around the compute fabric of a DGX SuperPOD. What follows from ports is sized; pairs
/// stand for redundancy; what the vendor simply places is taken as the vendor's habit and said.
void predict_inventory(const TrustInputs& in, TrustPrediction& out) {
  const auto units = in.count({"scalable_units", "su"});
  if (!units || *units < 1) {
    out.lack("storage_leaf", "the row does not say how many scalable units there are");
    return;
  }
  const std::int64_t nodes = *units * in.count({"nodes_per_su"}).value_or(32);
  const auto compute = infiniband(8 * nodes, 0, 8);
  const auto storage = infiniband(2 * nodes, 0, 1);
  if (!compute || !storage) return out.refuse(compute ? storage.why() : compute.why());
  out.assume(
      "32 nodes a scalable unit, each with 8 compute, 2 storage and 2 in-band ports; "
      "64-port InfiniBand, in-band leaves of 128 ports");
  out.assume("managers, in-band spines and 1G leaves stand in pairs");
  out.assume(
      "the vendor's habit, not a rule: 4 out-of-band SN2201 a scalable unit; management "
      "nodes: 2 head, 2 login, 3 for a quorum");
  constexpr std::int64_t pair = 2;
  const std::int64_t in_band = std::max(pair, fabric::divide_up(2 * nodes, 128));
  const std::int64_t out_of_band = 4 * *units;
  out.set("compute_leaf", compute->leaf);
  out.set("compute_spine", compute->spine);
  out.set("storage_leaf", storage->leaf);
  out.set("storage_spine", storage->spine);
  out.set("inband_spine_sn5600", pair);
  out.set("inband_leaf_sn5600", in_band);
  out.set("inband_leaf_sn2201", pair);
  out.set("oob_sn2201", out_of_band);
  out.set("compute_ufm", pair);
  out.set("storage_ufm", pair);
  out.set("management_nodes", std::int64_t{2 + 2 + 3});
  const auto quantum = box_power("qm9700", true);
  const auto spectrum = box_power("sn5600", false);
  const auto small = box_power("sn2201", false);
  if (quantum && spectrum && small) {
    constexpr Power manager = 689.0 * watt;  // UFM appliance, the vendor's maximum
    const std::int64_t boxes = compute->switches() + storage->switches();
    const Power power = boxes * *quantum + (pair + in_band) * *spectrum +
                        (pair + out_of_band) * *small + 2 * pair * manager;
    out.set("management_rack_power_kw", ratio(power, kilo * watt));
  }
  constexpr Power node = 14.3 * kilo * watt;  // DGX B200, the vendor's maximum
  const std::int64_t of_unit = nodes / *units;
  out.set("su_compute_power_kw", ratio(of_unit * node, kilo * watt));
}

}  // namespace weft::report
