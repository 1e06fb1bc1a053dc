// SPDX-License-Identifier: Apache-2.0
// Cost, power, ports and latency of published fabrics.
#include "trust_inputs.hpp"
#include "weft/fabric/bill.hpp"
#include "weft/fabric/cables.hpp"
#include "weft/fabric/latency.hpp"
#include "weft/fabric/port_budget.hpp"
#include "weft/fabric/topology.hpp"

#include <algorithm>
#include <array>

namespace weft::report {
namespace {

double number_of(Money sum) { return ratio(sum, dollar); }

/// Boxes and links that a linear cost model takes.
struct Counted {
  std::string name;
  double switches = 0.0;
  double links = 0.0;
  double endpoints = 0.0;
};

/// The five designs of DeepSeek's Table 3 by their names there: all of 64-port switches. The last
/// two have no printed parameters; these give the printed totals.
struct NamedDesign {
  std::string_view name;
  TrustRule rule;
  std::string_view kind;
  std::array<std::pair<std::string_view, double>, 4> inputs;
};
constexpr std::array<NamedDesign, 5> table3{
    {{"FT2", &predict_clos, "clos2", {{{"radix", 64}}}},
     {"MPFT",
      &predict_clos,
      "multiplane-clos2",
      {{{"radix", 64}, {"tiers", 2}, {"planes", 8}, {"gpus_per_node", 8}}}},
     {"FT3", &predict_clos, "clos3", {{{"radix", 64}}}},
     {"SF", &predict_slim_fly, "slimfly", {{{"q", 28}, {"p", 21}}}},
     {"DF",
      &predict_dragonfly,
      "dragonfly",
      {{{"p", 16}, {"a", 32}, {"h", 16}, {"groups", 511}}}}}};

Counted counted(const NamedDesign& design) {
  TrustInputs in(design.kind, nullptr);
  for (const auto& [name, value] : design.inputs) {
    if (!name.empty()) in.give(std::string(name), value);
  }
  TrustPrediction out;
  design.rule(in, out);
  const auto number = [&](std::string_view metric) {
    const auto value = out.find(metric);
    const double* real = value ? std::get_if<double>(&*value) : nullptr;
    return real ? *real : 0.0;
  };
  return {std::string(design.name), number("switches"), number("inter_switch_links"),
          number("endpoints")};
}

/// Prices of one switch, one link between switches, one link to an endpoint.
void say_linear(const io::Node& prices, TrustPrediction& out) {
  const TrustInputs unit("cost", &prices);
  const auto price = [&](InputNames names) {
    return unit.number(names).value_or(0.0) * kilo * dollar;
  };
  const Money per_switch = price({"switch", "switches"});
  const Money per_link = price({"inter_switch_link", "trunk_link", "link"});
  const Money per_end = price({"endpoint_link", "node_link", "endpoint"});
  for (const NamedDesign& each : table3) {
    const Counted of = counted(each);
    fabric::FabricParts parts;
    parts.leaf = {whole_number(of.switches), per_switch, Power{}, 0.0};
    parts.trunk_cables = {whole_number(of.links), per_link, Power{}, 0.0};
    parts.node_cables = {whole_number(of.endpoints), per_end, Power{}, 0.0};
    const double total = number_of(fabric::fabric_capex(parts, {}).total());
    if (!(of.endpoints > 0.0)) continue;
    out.set("cost_musd." + of.name, total / mega);
    out.set("cost_per_endpoint_kusd." + of.name, total / kilo / of.endpoints);
  }
  out.assume("the designs are those of DeepSeek's Table 3, all of 64-port switches");
}

void say_roll_up(const TrustInputs& in, TrustPrediction& out) {
  const auto nodes = in.count({"nodes", "servers"}).value_or(0);
  const auto gpus = in.count({"gpus", "endpoints", "accelerators"}).value_or(8 * nodes);
  const auto money = [&](InputNames names) { return in.number(names).value_or(0.0) * dollar; };
  fabric::FabricParts parts;
  parts.leaf = {in.count({"switches"}).value_or(0), money({"switch_usd", "usd_per_switch"}),
                Power{}, 0.0};
  parts.node_cables = {gpus, money({"cable_usd_per_gpu", "cables_usd_per_gpu"}), Power{}, 0.0};
  parts.trunk_modules = {in.count({"modules", "transceivers"}).value_or(0),
                         money({"module_usd", "optic_usd", "transceiver_usd"}), Power{}, 0.0};
  parts.trunk_cables = {in.count({"cables", "links"}).value_or(0),
                        money({"cable_usd", "link_usd", "usd_per_cable"}), Power{}, 0.0};
  const fabric::FabricCapex capex = fabric::fabric_capex(
      parts, {.optic_spares = in.number({"optic_spares", "spares"}).value_or(0.0),
              .installation = in.number({"installation"}).value_or(0.0)});
  const Money facility = nodes * money({"facility_usd_per_node"});
  const Money servers = nodes * money({"node_usd", "usd_per_node"});
  const Money total = facility + servers + capex.total();
  out.set("facility", number_of(facility));
  out.set("nodes", number_of(servers));
  out.set("switch_cost", number_of(capex.switches));
  out.set("cable_cost", number_of(capex.cables));
  out.set("module_cost", number_of(capex.modules));
  out.set("network", number_of(capex.total()));
  out.set("total", number_of(total));
  if (gpus < 1) return;
  const double each = number_of(total) / static_cast<double>(gpus);
  for (const char* name : {"per_gpu", "cost_per_gpu", "usd_per_gpu", "total_per_gpu"}) {
    out.set(name, each);
  }
  const double network = number_of(capex.total()) / static_cast<double>(gpus);
  for (const char* name : {"network_per_gpu", "network_usd_per_gpu"}) out.set(name, network);
}

/// Watts of all modules of one kind, from a range or one figure.
std::vector<double> module_watts(const TrustInputs& in, InputNames names, std::int64_t ports) {
  std::vector<double> made;
  for (const double each : in.list(names)) {
    fabric::FabricParts parts;
    parts.trunk_modules = {ports, Money{}, each * watt, 0.0};
    made.push_back(ratio(fabric::fabric_power(parts).total(), watt));
  }
  return made;
}

}  // namespace

void predict_cost(const TrustInputs& in, TrustPrediction& out) {
  const io::Node* prices = in.find({"unit_cost_kusd"});
  if (prices) return say_linear(*prices, out);
  say_roll_up(in, out);
}

void predict_power(const TrustInputs& in, TrustPrediction& out) {
  const std::int64_t ports = in.count({"ports", "modules", "cages"}).value_or(0);
  const auto less = module_watts(in, {"lpo_w"}, ports);
  const auto more = module_watts(in, {"dsp_w"}, ports);
  out.set("lpo_total_w", less);
  out.set("dsp_total_w", more);
  // The least that is saved: the thriftiest of the hungry kind for the hungriest of the other.
  std::vector<double> saved;
  for (std::size_t i = 0; i < std::min(less.size(), more.size()); ++i) {
    saved.push_back(more[i] - less[less.size() - 1 - i]);
  }
  std::sort(saved.begin(), saved.end());
  out.set("saving_w", saved);
  if (saved.size() == 1) out.set("saving_w", saved.front());
  const auto idle = in.number({"typ_kw", "base_kw", "box_kw", "passive_kw"});
  const auto full = in.number({"full_kw", "max_kw", "lit_kw", "optical_kw"});
  if (idle && full && ports > 0) {
    out.set("w_per_port", kilo * (*full - *idle) / static_cast<double>(ports));
  }
  const auto module = in.number({"module_w", "optic_w", "w_per_port", "w_per_module"});
  const auto boxes = in.count({"switches", "boxes"}).value_or(1);
  const auto box = in.number({"box_w", "switch_w"});
  if (!module && !box) return;
  fabric::FabricParts parts;
  parts.leaf = {boxes, Money{}, box.value_or(idle.value_or(0.0) * kilo) * watt, 0.0};
  parts.trunk_modules = {boxes * ports, Money{}, module.value_or(0.0) * watt, 0.0};
  const double total = ratio(fabric::fabric_power(parts).total(), watt);
  out.set("total_w", total);
  out.set("total_kw", total / kilo);
  out.set("modules_w", ratio(fabric::fabric_power(parts).modules, watt));
  if (const auto pue = in.number({"pue"})) out.set("facility_kw", total / kilo * *pue);
}

namespace {

/// One switch as the row states it: cages and their rate, or what the silicon forwards.
fabric::SwitchBox stated_box(const TrustInputs& in) {
  fabric::SwitchBox box;
  const auto cages = in.count({"cages"});
  const auto cage_rate = in.rate({"cage_gbps", "native_gbps"});
  const auto chip = in.number({"chip_tbps", "asic_tbps", "capacity_tbps", "switch_tbps"});
  if (cages && cage_rate) {
    box.any = {*cages, *cage_rate};
    box.cages = *cages;
    box.capacity = *cages * *cage_rate;
  }
  if (chip) box.capacity = *chip * kilo * gbps;
  box.max_ports = in.count({"max_ports", "max_breakout_ports"});
  return box;
}

void say_radix(const TrustInputs& in, const fabric::SwitchBox& box, TrustPrediction& out) {
  const auto link = in.rate({"xpu_gbps", "port_gbps", "link_gbps", "gbps"});
  if (!link || *link <= Bandwidth{} || box.capacity <= Bandwidth{}) return;
  auto ports = static_cast<std::int64_t>(ratio(box.capacity, *link) * (1.0 + 1e-12));
  if (box.max_ports && *box.max_ports < ports) ports = *box.max_ports;
  for (const char* name : {"xpus", "ports", "radix", "logical_ports"}) out.set(name, ports);
}

}  // namespace

void predict_port_budget(const TrustInputs& in, TrustPrediction& out) {
  const fabric::SwitchBox box = stated_box(in);
  say_radix(in, box, out);
  const auto down = in.count({"down", "downlinks", "down_ports"});
  const auto up = in.count({"up", "uplinks", "up_ports"});
  if (!down && !up) return;
  const std::int64_t spare = in.count({"spare", "reserved", "spare_ports"}).value_or(0);
  const Bandwidth down_rate =
      in.rate({"down_gbps", "node_gbps", "nic_gbps", "link_gbps"}).value_or(gbps);
  const Bandwidth up_rate = in.rate({"up_gbps", "uplink_gbps", "link_gbps"}).value_or(down_rate);
  const fabric::PortBudget budget = fabric::port_budget(box, {.down = down.value_or(0) + spare,
                                                              .down_rate = down_rate,
                                                              .up = up.value_or(0),
                                                              .up_rate = up_rate});
  const double used = ratio(budget.capacity_needed, kilo * gbps);
  for (const char* name : {"port_tbps_used", "tbps_used", "capacity_used_tbps"}) {
    out.set(name, used);
  }
  out.set("headroom_tbps", ratio(box.capacity, kilo * gbps) - used);
  for (const char* name : {"feasible", "fits", "holds"}) out.set(name, budget.capacity_holds());
  if (!budget.capacity_holds()) {
    out.reject("fabric.capacity-exceeded: " + std::string(fabric::capacity_exceeded.text));
  }
  if (down && up.value_or(0) > 0) {
    out.set("oversub", fabric::oversubscription(*down, down_rate, *up, up_rate));
  }
}

namespace {

constexpr Time us = micro * second;

/// An end-to-end time of one technology without its host: what switches, FEC and cables take when
/// nobody says better.
Time on_the_way(std::int64_t switches, Time per_switch, const TrustInputs& in) {
  const fabric::LatencyDefaults usual;
  const fabric::TierLengths lengths;
  const Length cable =
      switches > 1 ? 2.0 * (lengths.node_leaf + lengths.leaf_spine) : 2.0 * lengths.node_leaf;
  return fabric::path_latency({.switches = switches,
                               .per_switch = per_switch,
                               .fec = usual.fec,
                               .cable = cable,
                               .fibre = usual.fibre,
                               .message = in.number({"bytes"}).value_or(0.0) * byte,
                               .rate = in.rate({"gbps", "link_gbps"}).value_or(400.0 * gbps)})
      .total();
}

/// Same leaf and across leaves: the host constant comes from the first, the second is predicted.
void say_technology(const std::string& name, Time per_switch, const TrustInputs& in,
                    TrustPrediction& out) {
  const auto same = in.number({"measured_us." + name + "_same_leaf"});
  if (!same) return;
  const Time host = *same * us - on_the_way(1, per_switch, in);
  out.set("us." + name + "_same_leaf", ratio(host + on_the_way(1, per_switch, in), us));
  out.fit("us." + name + "_same_leaf");
  out.set("us." + name + "_cross_leaf", ratio(host + on_the_way(3, per_switch, in), us));
  out.set("us." + name + "_cross_pod", ratio(host + on_the_way(5, per_switch, in), us));
}

void say_published(const TrustInputs& in, TrustPrediction& out) {
  const fabric::LatencyDefaults usual;
  say_technology("roce", usual.ethernet_switch, in, out);
  say_technology("ib", usual.infiniband_switch, in, out);
  // Of a technology with one measurement the host constant is that measurement.
  if (const auto alone = in.number({"measured_us.nvlink"})) {
    out.set("us.nvlink", *alone);
    out.fit("us.nvlink");
  }
}

}  // namespace

void predict_latency(const TrustInputs& in, TrustPrediction& out) {
  say_published(in, out);
  const auto rate = in.rate({"gbps", "link_gbps"});
  const fabric::LatencyDefaults usual;
  const auto time = [&](InputNames names, Time other) {
    const auto said = in.number(names);
    return said ? *said * nano * second : other;
  };
  const bool measured =
      in.number({"measured_us.roce_same_leaf", "measured_us.ib_same_leaf", "measured_us.nvlink"})
          .has_value();
  if (measured) return;
  const fabric::Path path{
      .switches = in.count({"switches", "hops"}).value_or(0),
      .nic = time({"nic_ns", "host_ns"}, Time{}),
      .per_switch = time({"switch_ns", "hop_ns"}, Time{}),
      .fec = time({"fec_ns"}, Time{}),
      .cable = in.number({"m", "metres", "length_m"}).value_or(0.0) * metre,
      .fibre = in.number({"ns_per_m"}).value_or(ratio(usual.fibre, nano * second / metre)) * nano *
               second / metre,
      .message = in.number({"bytes", "message_bytes"}).value_or(0.0) * byte,
      .rate = rate.value_or(gbps)};
  const fabric::PathLatency latency = fabric::path_latency(path);
  const auto say = [&](const std::string& name, Time value) {
    out.set(name + "_ns", ratio(value, nano * second));
    out.set(name + "_us", ratio(value, us));
  };
  if (rate) say("serialization", latency.serialisation);
  if (rate) say("serialisation", latency.serialisation);
  say("propagation", latency.propagation);
  say("switching", latency.switching);
  say("fec", latency.fec);
  if (path.cable > Length{}) {
    out.set("propagation_ns_per_m", ratio(latency.propagation / path.cable, nano * second / metre));
  }
  if (rate) say("total", latency.total());
  if (rate) say("one_way", latency.total());
  // RS(514) codes carry 5,120 payload bits a codeword, whatever the parity.
  if (rate) say("codeword", 5120.0 * bit / *rate);
}

}  // namespace weft::report
