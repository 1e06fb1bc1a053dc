// SPDX-License-Identifier: Apache-2.0
#include "trust_clos_row.hpp"

#include "weft/fabric/xgft.hpp"

#include <charconv>
#include <string>

namespace weft::report {

using fabric::SizeRequest;

namespace {

double digits(const std::string& text) {
  double value = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Ports of a switch at the rate of the links. Of several stated rates ("radix_800g",
/// "radix_400g") the slowest is that of the links and the fastest that of a cage.
void read_radix(const TrustInputs& in, ClosRow& row) {
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

}  // namespace

std::optional<std::int64_t> endpoints_of(const TrustInputs& in, const ClosRow& row) {
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

ClosRow read_clos_row(const TrustInputs& in, TrustPrediction& out) {
  ClosRow row;
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

Feasible<fabric::Design> sized(std::optional<std::int64_t> tiers, const SizeRequest& ask) {
  if (tiers) return *tiers == 3 ? fabric::three_tiers(ask) : fabric::two_tiers(ask);
  const fabric::RailOptimized kind{.planes = ask.planes,
                                   .oversubscription = ask.oversubscription,
                                   .upper_oversubscription = ask.upper_oversubscription};
  return fabric::size(kind, ask);
}

std::int64_t largest(const ClosRow& row, std::int64_t tiers) {
  SizeRequest ask = row.ask;
  ask.endpoints = 2 * ask.rails;
  ask.extra = 0;
  const auto tried = sized(tiers, ask);
  return tried ? tried->max_endpoints : 0;
}

}  // namespace weft::report
