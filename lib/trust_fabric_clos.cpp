// SPDX-License-Identifier: Apache-2.0
// Folded Clos fabrics of every form: sizes, counts, links and cables.
#include "trust_clos_row.hpp"
#include "trust_design.hpp"
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
bool say_stated_boxes(const TrustInputs& in, ClosRow row, TrustPrediction& out) {
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

void say_sized(const TrustInputs& in, ClosRow row, TrustPrediction& out) {
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
  const auto design = sized(row.tiers, row.ask);
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
  if (say_stated_tree(in, out) || say_pods(in, out)) return;
  const ClosRow row = read_clos_row(in, out);
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
  if (say_stated_boxes(in, read_clos_row(in, out), out)) return;
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
