// SPDX-License-Identifier: Apache-2.0
// Folded Clos fabrics of every form: sizes, counts, links and cables.
#include "trust_inputs.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/cables.hpp"
#include "weft/fabric/topology.hpp"
#include "weft/fabric/xgft.hpp"

#include <charconv>

namespace weft::report {
namespace {

using fabric::Design;
using fabric::SizeRequest;

constexpr Bandwidth any_rate = 400.0 * giga_bit / second;  // only ratios of rates matter here
constexpr std::int64_t usual_gpus = 8;                     // of one node: DGX, HGX, OCP UBB

/// A row of a Clos fabric in the words of the library.
struct Asked {
  SizeRequest ask;  ///< endpoints of one plane; 0: the largest
  std::optional<std::int64_t> tiers;
  std::int64_t gpus_per_node = 1;
  std::int64_t links_per_cable = 1;
  bool own_adapters = false;  ///< a plane carries whole adapters, not a part of each
};

double digits(const std::string& text) {
  double value = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Ports of a switch at the rate of the links. Of several stated rates ("radix_800g",
/// "radix_400g") the slowest is that of the links and the fastest that of a cage.
void read_radix(const TrustInputs& in, Asked& row) {
  auto radix = in.count({"radix", "k", "switch_radix", "edge_radix", "leaf_radix", "leaf_ports",
                         "ports_per_switch", "switch_ports", "ports"});
  const auto by_rate = in.beginning("radix_");
  double slow = 0.0;
  double fast = 0.0;
  for (const auto& [rate, ports] : by_rate) {
    const double gbps = digits(rate);
    if (slow == 0.0 || gbps < slow) {
      slow = gbps;
      if (!radix) row.ask.leaf.either_down = static_cast<std::int64_t>(ports);
    }
    fast = gbps > fast ? gbps : fast;
  }
  if (slow > 0.0) row.links_per_cable = static_cast<std::int64_t>(fast / slow);
  if (radix) row.ask.leaf.either_down = *radix;
  // A port of a stated rate splits into the planes of an adapter.
  const auto port = in.number({"port_gbps", "switch_port_gbps"});
  const auto nic = in.number({"nic_gbps"});
  if (port && nic && *nic > 0.0 && by_rate.empty()) {
    const double lane = *nic / static_cast<double>(row.ask.planes);
    row.ask.leaf.either_down *= static_cast<std::int64_t>(*port / lane);
  }
  row.ask.leaf.either_up = row.ask.leaf.either_down;
  row.ask.leaf.down_rate = row.ask.leaf.up_rate = any_rate;
  row.ask.spine_ports =
      in.count({"spine_radix", "core_radix", "spine_ports"}).value_or(row.ask.leaf.either_down);
}

/// Endpoints of all planes; nothing where the row asks for the largest fabric.
std::optional<std::int64_t> endpoints_of(const TrustInputs& in, const Asked& row) {
  const auto said = in.count({"endpoints", "gpus", "hosts", "accelerators", "nics"});
  const auto nodes = in.count({"nodes", "servers"});
  if (said) return said;
  if (nodes) return *nodes * row.gpus_per_node;
  const auto units = in.count({"scalable_units", "su", "sus"});
  const auto each = in.count({"nodes_per_su", "su_nodes"});
  if (units && each) return *units * *each * row.gpus_per_node;
  const std::int64_t half = row.ask.leaf.either_down / 2;
  if (const auto pods = in.count({"pods"}); pods && row.tiers == 3) return *pods * half * half;
  return std::nullopt;
}

Asked read(const TrustInputs& in, TrustPrediction& out) {
  Asked row;
  row.ask.planes = in.count({"planes"}).value_or(1);
  read_radix(in, row);
  const auto gpus =
      in.count({"gpus_per_node", "gpus_per_server", "accelerators_per_node", "nics_per_node"});
  row.gpus_per_node = gpus.value_or(in.is("rail") ? usual_gpus : 1);
  if (in.is("rail")) {
    row.ask.rails = in.count({"rails"}).value_or(row.gpus_per_node);
    if (!gpus && !in.count({"rails"})) out.assume("8 accelerators and rails a node");
  }
  row.ask.oversubscription =
      in.number({"oversub", "oversubscription", "blocking", "taper"}).value_or(1.0);
  row.ask.upper_oversubscription =
      in.number({"agg_oversub", "upper_oversub", "core_oversub", "spine_oversub"}).value_or(1.0);
  row.ask.extra = in.count({"ufm_ports", "extra_ports"}).value_or(0);
  row.ask.reserved = in.count({"reserved_ports", "reserved", "reserve", "spare"}).value_or(0);
  const bool shortest =
      !in.text({"distribution"}).empty() || !in.truth({"uniform_bundles"}).value_or(true);
  if (shortest) row.ask.bundles = fabric::Bundles::shortest;
  if (in.text({"distribution"}) == "uniform") row.ask.fill = fabric::Fill::even;
  row.tiers = in.count({"tiers"});
  if (in.is("clos2")) row.tiers = 2;
  if (in.is("clos3")) row.tiers = 3;
  row.own_adapters =
      row.ask.planes > 1 && !in.is("rail") && gpus == row.ask.planes && !in.number({"nic_gbps"});
  (void)in.number({"link_gbps", "nic_gbps"});
  return row;
}

Feasible<Design> sized(const Asked& row, std::optional<std::int64_t> tiers, SizeRequest ask) {
  if (tiers) return *tiers == 3 ? fabric::three_tiers(ask) : fabric::two_tiers(ask);
  const fabric::RailOptimized kind{.planes = ask.planes,
                                   .oversubscription = ask.oversubscription,
                                   .upper_oversubscription = ask.upper_oversubscription};
  (void)row;
  return fabric::size(kind, ask);
}

/// The largest fabric of so many tiers, one plane; 0 where there is none.
std::int64_t largest(const Asked& row, std::int64_t tiers) {
  SizeRequest ask = row.ask;
  ask.endpoints = 2 * ask.rails;
  ask.extra = 0;
  const auto tried = sized(row, tiers, ask);
  return tried ? tried->max_endpoints : 0;
}

std::vector<double> levels(const Design& design) {
  std::vector<double> made{static_cast<double>(design.leaf), static_cast<double>(design.spine)};
  if (design.tiers > 2) made.push_back(static_cast<double>(design.core));
  return made;
}

void say_boxes(const Design& design, TrustPrediction& out) {
  out.set("leaf", design.leaf);
  out.set("spine", design.spine);
  out.set("core", design.core);
  out.set("switches", design.switches());
  out.set("routers_per_level", levels(design));
  out.set("leaf_per_plane", design.leaf / design.planes);
  out.set("t0_per_plane", design.leaf / design.planes);
  out.set("t1_per_plane", design.spine / design.planes);
  out.set("nics_per_t0", design.down);
  out.set("up", design.up);
  out.set("bundle", design.bundle);
  out.set("pods", design.groups);
  out.set("hops", design.most_hops);
  out.set("oversub", design.oversubscription);
  out.set("bisection_links", design.bisection_links);
}

void say_links(const Design& design, std::int64_t links_per_cable, TrustPrediction& out) {
  const auto cables = [&](std::int64_t links) {
    return fabric::count_cables({.links = links, .links_per_cable = links_per_cable}).cables;
  };
  out.set("node_leaf_links", design.node_links);
  out.set("leaf_spine_links", design.leaf_spine_links);
  out.set("spine_core_links", design.spine_core_links);
  out.set("inter_switch_links", design.trunk_links());
  out.set("node_leaf_cables", cables(design.node_links));
  out.set("leaf_spine_cables", cables(design.leaf_spine_links));
  out.set("spine_core_cables", cables(design.spine_core_links));
  out.set("cables", cables(design.node_links) + cables(design.trunk_links()));
  out.set("transceivers", 2 * design.links());
}

/// Counts of a simulator's graph, in which an NVSwitch is a node and each accelerator has one
/// link to it.
void say_graph(const Design& design, std::int64_t gpus, std::int64_t each, TrustPrediction& out) {
  const std::int64_t inner = fabric::divide_up(gpus, each);
  out.set("nvswitches", inner);
  out.set("total_nodes", gpus + inner + design.switches());
  out.set("total_links", gpus + design.links());
  out.set("single_tor_links", gpus + design.links());
  out.set("dual_tor_links", gpus + 2 * design.node_links + design.trunk_links());
}

/// A tree whose ports are stated level by level.
void say_tree(const fabric::XgftShape& shape, TrustPrediction& out) {
  const auto design = build(shape);
  const auto counts = fabric::level_counts(shape);
  if (!design || !counts) return out.refuse(design ? counts.why() : design.why());
  say_boxes(*design, out);
  say_links(*design, 1, out);
  std::vector<double> boxes;
  for (std::int64_t i = 0; i < shape.levels; ++i) {
    boxes.push_back(static_cast<double>((*counts)[static_cast<std::size_t>(i)]));
  }
  out.set("routers_per_level", boxes);
  out.set("endpoints", design->node_links);
}

/// "4,4:4,4:8": down and up of each level, from the leaves.
bool say_shape(const TrustInputs& in, TrustPrediction& out) {
  const std::string text = in.text({"shape"});
  if (text.empty()) return false;
  fabric::XgftShape shape{.levels = 0};
  std::int64_t* into = shape.down.data();
  for (const char each : ":" + text) {
    if (each == ':' && static_cast<std::size_t>(shape.levels) < shape.down.size()) {
      into = &shape.down[static_cast<std::size_t>(shape.levels++)];
    }
    if (each == ',') into = &shape.up[static_cast<std::size_t>(shape.levels - 1)];
    if (each >= '0' && each <= '9') *into = 10 * *into + (each - '0');
  }
  say_tree(shape, out);
  return true;
}

/// Every port of every tier stated: the counts follow.
bool say_stated_tiers(const TrustInputs& in, TrustPrediction& out) {
  const auto tor_down = in.count({"tor_down", "edge_down", "leaf_down"});
  const auto tor_up = in.count({"tor_up", "edge_up", "leaf_up"});
  const auto agg_down = in.count({"agg_down", "spine_down"});
  if (!tor_down || !tor_up || !agg_down) return false;
  const auto agg_up = in.count({"agg_up", "spine_up"});
  const auto core_down = in.count({"core_down"});
  const auto hosts = in.count({"nodes", "hosts", "endpoints", "gpus"});
  fabric::XgftShape shape{.levels = 2, .down = {*tor_down, *agg_down}, .up = {*tor_up}};
  if (agg_up && core_down) {
    shape.levels = 3;
    shape.up[1] = *agg_up;
    shape.down[2] = *core_down;
  }
  // A tree that is not full ends in fewer trees under its top.
  std::int64_t below = 1;
  const auto top = static_cast<std::size_t>(shape.levels - 1);
  for (std::size_t i = 0; i < top; ++i) below *= shape.down[i];
  const auto full = build(shape);
  const bool fewer = hosts && full && below > 0 && full->node_links > *hosts;
  if (fewer) shape.down[top] = fabric::divide_up(*hosts, below);
  say_tree(shape, out);
  const auto pod = in.count({"podsize", "pod_size", "pod"});
  if (hosts && pod) out.set("pods", fabric::divide_up(*hosts, *pod));
  return true;
}

/// Racks or segments of pods: products, and what the taper leaves of an adapter's rate.
bool say_pods(const TrustInputs& in, TrustPrediction& out) {
  const auto each = in.count({"gpus_per_segment", "gpus_per_rack", "gpus_per_tor"});
  const auto many = in.count({"segments_per_pod", "racks_per_pod", "tors_per_pod"});
  if (!each || !many) return false;
  const std::int64_t pod = *each * *many;
  const std::int64_t pods = in.count({"pods"}).value_or(1);
  out.set("gpus_per_pod", pod);
  out.set("endpoints", pod * pods);
  out.set("racks", *many * pods);
  out.set("leaf", *many * pods);
  const auto taper = in.number({"agg_oversub", "oversub", "oversubscription"});
  const auto rate = in.rate({"nic_gbps", "link_gbps"});
  if (taper) out.set("oversub", *taper);
  if (taper && rate) {
    out.set("cross_pod_gbps_per_gpu",
            ratio(fabric::cross_leaf_rate(*rate, *taper), giga_bit / second));
  }
  return true;
}

/// Leaves and spines stated as in a simulator's topology: each leaf has one link to each spine.
bool say_stated_boxes(const TrustInputs& in, Asked row, TrustPrediction& out) {
  const auto gpus = in.count({"gpus"});
  const auto each = in.count({"nics_per_leaf", "nics_per_tor"});
  const auto spines = in.count({"spines", "spine", "aggs"});
  auto leaves = in.count({"leaf", "leaves", "tors"});
  if (!gpus || !spines || !(leaves || each)) return false;
  if (!leaves) leaves = fabric::divide_up(*gpus, *each) * row.ask.planes;
  SizeRequest& ask = row.ask;
  ask.endpoints = *gpus;
  ask.rails = 1;
  ask.leaf = {.down_only = fabric::divide_up(*gpus * ask.planes, *leaves),
              .up_only = *spines / ask.planes,
              .all_up = true,
              .down_rate = any_rate,
              .up_rate = any_rate};
  const double taper =
      static_cast<double>(ask.leaf.down_only) / static_cast<double>(ask.leaf.up_only);
  ask.oversubscription = taper < 1.0 ? 1.0 : taper;
  ask.spine_ports = fabric::divide_up(*leaves, ask.planes);
  const auto design = fabric::two_tiers(ask);
  if (!design) {
    out.refuse(design.why());
    return true;
  }
  const auto inside = in.count({"gpus_per_server", "gpus_per_node"});
  if (!inside) out.assume("8 accelerators a server");
  say_boxes(*design, out);
  say_links(*design, 1, out);
  say_graph(*design, *gpus, inside.value_or(usual_gpus), out);
  return true;
}

void say_sized(const TrustInputs& in, Asked row, TrustPrediction& out) {
  constexpr std::int64_t most_ports = 100'000;
  if (row.ask.leaf.either_down < 1 || row.ask.leaf.either_down > most_ports) {
    out.lack("switches", "the row does not say how many ports a switch has");
    return;
  }
  auto ends = endpoints_of(in, row);
  if (const auto edge = in.count({"edge", "leaf", "leaves"}); edge && !ends) {
    const auto split = fabric::leaf_split(row.ask.leaf, row.ask.reserved, row.ask.oversubscription,
                                          row.ask.least_spines);
    ends = *edge * split.down;
  }
  row.ask.endpoints = !ends              ? largest(row, row.tiers.value_or(2))
                      : row.own_adapters ? fabric::divide_up(*ends, row.ask.planes)
                                         : *ends;
  const auto design = sized(row, row.tiers, row.ask);
  if (!design) return out.refuse(design.why());
  const std::int64_t gpus = row.ask.endpoints * (row.own_adapters ? row.ask.planes : 1);
  const std::int64_t most = largest(row, 2);
  say_boxes(*design, out);
  say_links(*design, row.links_per_cable, out);
  say_graph(*design, gpus, row.gpus_per_node > 1 ? row.gpus_per_node : usual_gpus, out);
  // Of edge and core switches the second of two tiers is the core.
  if (design->tiers == 2 && in.count({"core_radix"})) out.set("core", design->spine);
  out.set("endpoints", gpus);
  out.set("endpoints_per_plane", row.ask.endpoints);
  out.set("nodes", gpus / row.gpus_per_node);
  out.set("max_endpoints", ends ? design->max_endpoints : gpus);
  out.set("max_two_tier_endpoints", most);
  out.set("max_two_tier_servers", most / (row.gpus_per_node > 1 ? row.gpus_per_node : usual_gpus));
  if (const auto rate = in.number({"link_gbps"})) {
    out.set("bisection_tbps_one_way", design->bisection_links * *rate / 1000.0);
  }
}

}  // namespace

void predict_clos(const TrustInputs& in, TrustPrediction& out) {
  if (say_shape(in, out) || say_pods(in, out) || say_stated_tiers(in, out)) return;
  const Asked row = read(in, out);
  if (say_stated_boxes(in, row, out)) return;
  say_sized(in, row, out);
}

void predict_rail_only(const TrustInputs& in, TrustPrediction& out) {
  const auto gpus = in.count({"gpus", "endpoints", "accelerators"});
  const auto domain = in.count({"hb_domain", "domain", "rails", "gpus_per_node"});
  const auto radix = in.count({"radix", "k"});
  if (!gpus || !domain || !radix) {
    out.set("bisection_links", 0.0);  // whatever the size: nothing runs across rails
    out.set("bisection_tbps_one_way", 0.0);
    out.lack("switches", "a rail-only row needs gpus, hb_domain and radix");
    return;
  }
  SizeRequest ask;
  ask.endpoints = *gpus;
  ask.rails = *domain;
  ask.leaf = {
      .either_down = *radix, .either_up = *radix, .down_rate = any_rate, .up_rate = any_rate};
  ask.spine_ports = *radix;
  const auto say = [&](const std::string& name, const Feasible<Design>& design) {
    if (!design) return out.refuse(design.why());
    out.set(name + "_switches", design->switches());
    out.set(name + "_links", design->links());
    out.set(name + "_transceivers", 2 * design->links());
    out.set(name + "_tiers", design->tiers);
  };
  const auto rail = fabric::size(fabric::RailOnly{}, ask);
  say("clos", fabric::size(fabric::LeafSpine{}, ask));
  say("railonly", rail);
  if (!rail) return;
  say_boxes(*rail, out);
  say_links(*rail, 1, out);
  out.set("switches_per_rail", rail->switches() / *domain);
}

void predict_dual_tor(const TrustInputs& in, TrustPrediction& out) {
  SizeRequest ask;
  if (say_stated_boxes(in, read(in, out), out)) return;
  const std::int64_t rails = in.count({"rails", "gpus_per_node"}).value_or(usual_gpus);
  const std::int64_t pair = in.count({"tors_per_rail", "planes"}).value_or(2);
  const auto nics = in.count({"nics_per_tor"});
  const std::int64_t each = nics.value_or(128);
  const std::int64_t spare = in.count({"spare_ports_per_tor", "spare"}).value_or(nics ? 0 : 8);
  if (!nics) {
    out.assume("a segment as published for HPN: 128 adapters and 8 spare ports a ToR, 8 rails");
  }
  const std::int64_t segments = in.count({"segments"}).value_or(1);
  const auto up = in.count({"tor_up", "up"});
  const auto agg_down = in.count({"agg_down"});
  ask.endpoints = segments * each * rails;
  ask.rails = rails;
  ask.planes = pair;
  ask.reserved = spare;
  const Bandwidth down_rate = in.rate({"down_gbps", "nic_port_gbps"}).value_or(0.5 * any_rate);
  ask.leaf = {.down_only = each + spare,
              .up_only = up.value_or(0),
              .down_rate = down_rate,
              .up_rate = in.rate({"up_gbps"}).value_or(any_rate)};
  ask.spine_ports = agg_down.value_or(0);
  if (up) {
    const double taper = fabric::oversubscription(each, ask.leaf.down_rate, *up, ask.leaf.up_rate);
    ask.oversubscription = taper < 1.0 ? 1.0 : taper;
  }
  const auto design = up && agg_down ? fabric::two_tiers(ask) : fabric::single_switch(ask);
  if (!design) return out.refuse(design.why());
  const std::int64_t gpus = ask.endpoints;
  say_boxes(*design, out);
  say_links(*design, 1, out);
  say_graph(*design, gpus, rails, out);
  out.set("endpoints", gpus);
  out.set("nodes", gpus / rails);
  out.set("spare_gpus", segments * spare * rails);
  out.set("gpus_per_segment", each * rails);
  out.set("ports_per_host", pair * rails);
  if (const auto agg_up = in.count({"agg_up"}); agg_up && agg_down) {
    out.set("agg_core_oversub", fabric::oversubscription(*agg_down, any_rate, *agg_up, any_rate));
  }
}

void predict_capacity(const TrustInputs& in, TrustPrediction& out) {
  const auto asked = in.count({"gpus", "endpoints", "accelerators"});
  for (const auto& [unit, size] : in.beginning("gpus_per_")) {
    if (!asked || !(size >= 1.0)) continue;
    out.set(unit + "s", fabric::divide_up(*asked, static_cast<std::int64_t>(size)));
  }
}

}  // namespace weft::report
