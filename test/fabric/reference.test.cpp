// SPDX-License-Identifier: Apache-2.0
#include "../reference_rows.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/bill.hpp"
#include "weft/fabric/cables.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/collective_levels.hpp"
#include "weft/fabric/collective_staged.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/fabric/latency.hpp"
#include "weft/fabric/port_budget.hpp"
#include "weft/fabric/topology.hpp"
#include "weft/fabric/traffic.hpp"

namespace weft::fabric::reference_test {
namespace {

using test::Json;

constexpr Bandwidth gbps = giga_bit / second;
constexpr Time us = micro * second;

double number(const Json& in, const char* key, double other = 0.0) {
  return in.contains(key) ? in[key].get<double>() : other;
}
std::int64_t whole(const Json& in, const char* key, std::int64_t other = 0) {
  return in.contains(key) ? in[key].get<std::int64_t>() : other;
}
Bandwidth rate(const Json& in, const char* key, double other = 0.0) {
  return number(in, key, other) * gbps;
}

SizeRequest request(const Json& in) {
  SizeRequest ask;
  const auto radix = whole(in, "radix");
  ask.endpoints = whole(in, "endpoints");
  ask.extra = whole(in, "extra");
  ask.planes = whole(in, "planes", 1);
  ask.rails = whole(in, "rails", 1);
  ask.reserved = whole(in, "reserved");
  ask.least_spines = whole(in, "least_spines", 2);
  ask.oversubscription = number(in, "oversubscription", 1.0);
  ask.upper_oversubscription = number(in, "upper_oversubscription", 1.0);
  ask.pod = whole(in, "pod");
  ask.sized_for = whole(in, "sized_for");
  if (in.contains("even")) ask.fill = Fill::even;
  ask.leaf.either_down = ask.leaf.either_up = radix;
  ask.leaf.down_only = whole(in, "leaf_down");
  ask.leaf.up_only = whole(in, "leaf_up", whole(in, "up_only"));
  ask.leaf.down_rate = rate(in, "down_gbps", 400);
  ask.leaf.up_rate = rate(in, "up_gbps", 400);
  ask.spine_ports = whole(in, "spine_radix", radix);
  if (in.contains("bundles")) ask.bundles = Bundles::shortest;
  return ask;
}
Json design_of(const Feasible<Design>& sized) {
  if (!sized) return Json{{"refused", 1}, {"available", sized.why().available}};
  const Design& design = *sized;
  return {{"leaf", design.leaf},
          {"spine", design.spine},
          {"core", design.core},
          {"switches", design.switches()},
          {"links", design.links()},
          {"node_links", design.node_links},
          {"leaf_spine_links", design.leaf_spine_links},
          {"spine_core_links", design.spine_core_links},
          {"local_links", design.local_links},
          {"global_links", design.global_links},
          {"trunk_links", design.trunk_links()},
          {"groups", design.groups},
          {"network_ports", design.network_ports},
          {"links_per_pair", design.links_per_pair},
          {"hops", design.most_hops},
          {"oversubscription", design.oversubscription},
          {"upper_oversubscription", design.upper_oversubscription},
          {"bisection_links", design.bisection_links},
          {"modules", 2 * design.links()},
          {"down", design.down},
          {"bundle", design.bundle},
          {"edge_ports", design.edge_ports},
          {"max_endpoints", design.max_endpoints}};
}
DragonflyShape dragonfly(const Json& in) {
  return {whole(in, "hosts", 1),       whole(in, "routers"),
          whole(in, "global_ports"),   whole(in, "groups"),
          whole(in, "links_per_pair"), in.contains("dark") ? Remainder::dark : Remainder::spread};
}
SlimFlyShape slim_fly(const Json& in) {
  return {whole(in, "q"), whole(in, "hosts"), !in.contains("on_paper")};
}
/// Reads a list into the first places of an array.
template <class List>
void read(const Json& in, const char* key, List& list) {
  for (std::size_t i = 0; in.contains(key) && i < in[key].size(); ++i) {
    list.at(i) = in[key][i].get<std::int64_t>();
  }
}
HyperXShape hyperx(const Json& in) {
  HyperXShape shape{.hosts = whole(in, "hosts", 1)};
  read(in, "size", shape.size);
  read(in, "width", shape.width);
  return shape;
}
TorusShape torus(const Json& in) {
  TorusShape shape{.width = whole(in, "width", 1), .hosts = whole(in, "hosts", 1)};
  read(in, "size", shape.size);
  return shape;
}
XgftShape xgft(const Json& in) {
  XgftShape shape{.levels = static_cast<std::int64_t>(in["down"].size())};
  read(in, "down", shape.down);
  read(in, "up", shape.up);
  return shape;
}
ScaleUpShape scale_up(const Json& in) {
  return {whole(in, "accelerators", 2), whole(in, "links", 1), whole(in, "links_to_chip", 1),
          in.contains("mesh")};
}
JellyfishShape jellyfish(const Json& in) {
  return {whole(in, "switches"), whole(in, "degree"), whole(in, "hosts", 1)};
}
std::optional<std::int64_t> tiers(const Json& in) {
  if (!in.contains("tiers")) return std::nullopt;
  return whole(in, "tiers");
}
SwitchBox box(const Json& in) {
  SwitchBox made;
  made.any = {whole(in, "ports"), rate(in, "port_gbps")};
  made.up = {whole(in, "up_ports"), rate(in, "up_gbps")};
  made.capacity = number(in, "capacity_tbps") * 1000.0 * gbps;
  if (in.contains("splits")) {
    for (const auto& each : in["splits"]) {
      const auto split = parse_split(each.get<std::string>());
      made.splits.at(static_cast<std::size_t>(made.split_count++)) = split.value();
    }
  }
  return made;
}
Json budget_of(const Json& in) {
  const auto proof = port_budget(
      box(in), {whole(in, "down"), rate(in, "port_gbps"), whole(in, "up"), rate(in, "up_gbps")});
  return {{"capacity_needed_tbps", ratio(proof.capacity_needed, 1000.0 * gbps)},
          {"ports_needed", proof.ports_needed},
          {"ports_available", proof.ports_available},
          {"holds", proof.holds() ? 1 : 0}};
}
Json cable_choice(const Json& in) {
  std::vector<OpticPart> offered;
  for (std::size_t i = 0; i < in["reach_m"].size(); ++i) {
    OpticPart part{.rate = rate(in, "rate_gbps"),
                   .reach = in["reach_m"][i].get<double>() * metre,
                   .power = in["power_w"][i].get<double>() * watt};
    const double price = in["price_usd"][i].get<double>();
    if (price > 0.0) part.price = price * dollar;
    offered.push_back(part);
  }
  return {{"index", *choose_cable(offered, rate(in, "rate_gbps"), number(in, "length_m") * metre)}};
}
FabricParts parts(const Json& in) {
  FabricParts made;
  made.leaf = {whole(in, "switches"), number(in, "switch_usd") * dollar,
               number(in, "switch_w") * watt, 1.0};
  made.trunk_modules = {whole(in, "modules"), number(in, "module_usd") * dollar,
                        number(in, "module_w") * watt, 0.0};
  made.node_cables = {whole(in, "cables"), number(in, "cable_usd") * dollar, Power{}, 0.0};
  return made;
}
Json capex_of(const Json& in) {
  const auto capex = fabric_capex(parts(in), {.optic_spares = number(in, "optic_spares"),
                                              .installation = number(in, "installation")});
  return {{"switches_usd", capex.switches.value()},
          {"cables_usd", capex.cables.value()},
          {"spares_usd", capex.spares.value()},
          {"installation_usd", capex.installation.value()},
          {"total_usd", capex.total().value()}};
}
Json path_of(const Json& in) {
  const LatencyDefaults usual;
  Path path{.switches = whole(in, "switches"),
            .cable = number(in, "metres") * metre,
            .fibre = number(in, "ns_per_m", 5.0) * nano * second / metre,
            .message = number(in, "bytes") * byte,
            .rate = rate(in, "gbps")};
  if (in.contains("defaults")) {
    path.nic = usual.nic;
    path.fec = usual.fec;
    path.per_switch =
        in["defaults"] == "ethernet" ? usual.ethernet_switch : usual.infiniband_switch;
  }
  const auto latency = path_latency(path);
  return {{"total_us", ratio(latency.total(), us)},
          {"serialisation_ns", 1000.0 * ratio(latency.serialisation, us)},
          {"propagation_ns", 1000.0 * ratio(latency.propagation, us)}};
}
Json time_of(const CollectiveTime& time) { return {{"time_us", ratio(time.total(), us)}}; }
Collective collective_of(const Json& in) {
  const auto word = in["collective"].get<std::string>();
  for (std::size_t i = 0; i < words<Collective>.size(); ++i) {
    if (words<Collective>[i].word == word) return static_cast<Collective>(i);
  }
  throw std::logic_error(word);
}
template <class F>
Json collective_time(const Json& in, F formula) {
  return time_of(formula(number(in, "bytes") * byte, whole(in, "ranks"),
                         byte / (number(in, "beta_us_per_byte") * us),
                         number(in, "alpha_us") * us));
}
Json bus_of(const Json& in) {
  const auto kind = collective_of(in);
  Json got{{"busbw_over_algbw", bus_factor(kind, whole(in, "ranks"))}};
  if (in.contains("bytes")) {
    got["busbw_GBps"] = ratio(bus_bandwidth(kind, number(in, "bytes") * byte, whole(in, "ranks"),
                                            number(in, "time_us") * us),
                              giga_byte / second);
  }
  return got;
}

const test::Predictors predictors{
    {"fabric.single-switch",
     [](const Json& in) { return design_of(size(SingleSwitch{}, request(in))); }},
    {"fabric.leaf-spine", [](const Json& in) { return design_of(two_tiers(request(in))); }},
    {"fabric.three-tiers", [](const Json& in) { return design_of(three_tiers(request(in))); }},
    {"fabric.rail-only",
     [](const Json& in) { return design_of(size(RailOnly{.tiers = tiers(in)}, request(in))); }},
    {"fabric.spine-split",
     [](const Json& in) {
       const auto split = spine_split(whole(in, "ports"), number(in, "oversubscription"));
       return Json{{"down", split.down}, {"up", split.up}};
     }},
    {"fabric.dual-tor",
     [](const Json& in) {
       return design_of(
           size(DualTor{.tiers = tiers(in),
                        .dual_plane = !in.contains("shared_spines"),
                        .oversubscription = number(in, "oversubscription", 1.0),
                        .upper_oversubscription = number(in, "upper_oversubscription", 1.0),
                        .pod = whole(in, "pod")},
                request(in)));
     }},
    {"fabric.multi-plane",
     [](const Json& in) {
       const MultiPlane kind{
           .tiers = tiers(in),
           .planes = whole(in, "planes"),
           .use = in.contains("own_adapters") ? PlaneUse::own_adapters : PlaneUse::split_adapter};
       Json got = design_of(size(kind, request(in)));
       got["largest"] = *largest(kind, request(in));
       return got;
     }},
    {"fabric.dragonfly", [](const Json& in) { return design_of(build(dragonfly(in))); }},
    {"fabric.dragonfly-plus",
     [](const Json& in) {
       return design_of(
           build(DragonflyPlusShape{whole(in, "leaves"), whole(in, "spines"), whole(in, "hosts"),
                                    whole(in, "global_ports"), whole(in, "groups")}));
     }},
    {"fabric.slim-fly", [](const Json& in) { return design_of(build(slim_fly(in))); }},
    {"fabric.slim-fly-bisection", [](const Json& in) { return design_of(build(slim_fly(in))); }},
    {"fabric.polar-fly",
     [](const Json& in) { return design_of(build(PolarFlyShape{whole(in, "q")})); }},
    {"fabric.polar-fly-bisection",
     [](const Json& in) { return design_of(build(PolarFlyShape{whole(in, "q")})); }},
    {"fabric.hyperx", [](const Json& in) { return design_of(build(hyperx(in))); }},
    {"fabric.hyperx-bisection", [](const Json& in) { return design_of(build(hyperx(in))); }},
    {"fabric.torus", [](const Json& in) { return design_of(build(torus(in))); }},
    {"fabric.torus-bisection", [](const Json& in) { return design_of(build(torus(in))); }},
    {"fabric.torus-mean-hops",
     [](const Json& in) {
       return Json{{"mean_hops", mean_hops(torus(in))}};
     }},
    {"fabric.ocs-cubes",
     [](const Json& in) {
       return design_of(build(OcsCubesShape{whole(in, "cube"), whole(in, "cubes")}));
     }},
    {"fabric.xgft",
     [](const Json& in) {
       Json got = design_of(build(xgft(in)));
       const auto counts = level_counts(xgft(in));
       for (std::size_t i = 0; i < in["down"].size(); ++i) got["levels"].push_back((*counts)[i]);
       return got;
     }},
    {"fabric.scale-up-domain", [](const Json& in) { return design_of(build(scale_up(in))); }},
    {"fabric.domain-bandwidth",
     [](const Json& in) {
       const auto all =
           domain_bandwidth(scale_up(in), number(in, "link_GBps") * giga_byte / second);
       return Json{{"tb_s", ratio(all, 1000.0 * giga_byte / second)}};
     }},
    {"fabric.leaving-oversubscription",
     [](const Json& in) {
       return Json{{"oversubscription",
                    leaving_oversubscription(
                        whole(in, "accelerators"), number(in, "each_GBps") * giga_byte / second,
                        whole(in, "links_out"), number(in, "link_GBps") * giga_byte / second)}};
     }},
    {"fabric.jellyfish", [](const Json& in) { return design_of(build(jellyfish(in))); }},
    {"fabric.jellyfish-bisection", [](const Json& in) { return design_of(build(jellyfish(in))); }},
    {"fabric.jellyfish-hops", [](const Json& in) { return design_of(build(jellyfish(in))); }},
    {"fabric.least-mean-distance",
     [](const Json& in) {
       return Json{{"links", least_mean_distance(whole(in, "switches"), whole(in, "degree"))}};
     }},
    {"fabric.tree", [](const Json& in) { return design_of(size(Tree{}, request(in))); }},
    {"fabric.logical-ports",
     [](const Json& in) {
       return Json{{"ports", *logical_ports(box(in), rate(in, "link_gbps"))}};
     }},
    {"fabric.port-budget", budget_of},
    {"fabric.oversubscription",
     [](const Json& in) {
       return Json{{"oversubscription", oversubscription(whole(in, "down"), rate(in, "down_gbps"),
                                                         whole(in, "up"), rate(in, "up_gbps"))}};
     }},
    {"fabric.leaf-split",
     [](const Json& in) {
       const auto ask = request(in);
       const auto split = leaf_split(ask.leaf, ask.reserved, ask.oversubscription, 1);
       return Json{{"down", split.down}, {"up", split.up}};
     }},
    {"fabric.cable-count",
     [](const Json& in) {
       const auto count = count_cables({.links = whole(in, "links"),
                                        .twin_above = whole(in, "twin_above") == 1,
                                        .links_per_cable = whole(in, "links_per_cable", 1)});
       return Json{{"cables", count.cables}, {"modules", count.modules()}};
     }},
    {"fabric.cable-choice", cable_choice},
    {"fabric.capex", capex_of},
    {"fabric.power",
     [](const Json& in) {
       return Json{{"total_w", fabric_power(parts(in)).total().value()}};
     }},
    {"fabric.bisection",
     [](const Json& in) {
       return Json{{"bisection_tbps", ratio(bisection(whole(in, "links"), rate(in, "rate_gbps"),
                                                      number(in, "oversubscription")),
                                            1000.0 * gbps)}};
     }},
    {"fabric.cross-leaf-rate",
     [](const Json& in) {
       return Json{
           {"rate_gbps",
            ratio(cross_leaf_rate(rate(in, "rate_gbps"), number(in, "oversubscription")), gbps)}};
     }},
    {"fabric.wire-efficiency",
     [](const Json& in) {
       return Json{{"efficiency", wire_efficiency(number(in, "payload") * byte)}};
     }},
    {"fabric.injection",
     [](const Json& in) {
       const auto given =
           injection(whole(in, "links"), rate(in, "rate_gbps"), whole(in, "accelerators"));
       return Json{{"per_accelerator_gbps", ratio(given.per_accelerator, gbps)},
                   {"per_node_gbps", ratio(given.per_node, gbps)}};
     }},
    {"fabric.effective-bandwidth",
     [](const Json& in) {
       const Design design{.tiers = 2, .oversubscription = number(in, "oversubscription")};
       const auto seen = effective_bandwidth(rate(in, "rate_gbps"), number(in, "balancing"),
                                             number(in, "wire"), design, number(in, "crossing"));
       return Json{{"total_gbps", ratio(seen.total(), gbps)}};
     }},
    {"fabric.path-latency", path_of},
    {"fabric.queue-wait",
     [](const Json& in) {
       const auto wait = *queue_wait(number(in, "load"), number(in, "service_s") * second);
       return Json{{"mean_s", wait.mean.value()}, {"p99_s", wait.p99.value()}};
     }},
    {"fabric.latency-p99",
     [](const Json& in) {
       const auto latency = *latency_p99(number(in, "unloaded_s") * second, whole(in, "switches"),
                                         number(in, "load"), number(in, "service_s") * second);
       return Json{{"total_s", latency.total().value()}};
     }},
    {"fabric.same-time-peak",
     [](const Json& in) {
       Flows flows;
       for (std::size_t i = 0; i < flow_count; ++i) {
         flows[static_cast<Flow>(i)] = in["flows"][i].get<double>() * byte / second;
       }
       return Json{{"total", flows.total().value()}};
     }},
    {"fabric.link-load",
     [](const Json& in) {
       const Design design{.tiers = 2, .oversubscription = number(in, "oversubscription")};
       const auto load = link_load({rate(in, "peak_gbps"), rate(in, "rate_gbps"),
                                    number(in, "crossing"), number(in, "balancing")},
                                   design);
       return Json{{"access", load.access}, {"trunk", load.trunk}};
     }},
    {"fabric.class-rate",
     [](const Json& in) {
       return Json{{"rate_gbps", ratio(class_rate(rate(in, "rate_gbps"), number(in, "guarantee"),
                                                  rate(in, "others_gbps")),
                                       gbps)}};
     }},
    {"requirement.margin",
     [](const Json& in) {
       const auto better = in["better"] == "more" ? Better::more : Better::less;
       return Json{{"margin", margin(number(in, "given"), number(in, "limit"), better)}};
     }},
    {"fabric.failures",
     [](const Json& in) {
       const Design design{.leaf = whole(in, "switches"), .node_links = whole(in, "links")};
       const auto failures = fabric_failures(design, 0, {});
       return Json{{"links_per_month", ratio(failures.links, 1.0 / one_month)},
                   {"switches_per_month", ratio(failures.switches, 1.0 / one_month)}};
     }},
    {"fabric.after-loss",
     [](const Json& in) {
       Design design{.spine = whole(in, "spine"), .core = whole(in, "core")};
       design.planes = whole(in, "planes", 1);
       design.network_ports = whole(in, "up");
       design.bundle = whole(in, "bundle", 1);
       design.spine_up = whole(in, "spine_up");
       const auto left = after_loss(number(in, "rate") * byte / second, whole(in, "links"),
                                    whole(in, "links_on_leaf"), design);
       return Json{{"link", left.link.value()}, {"trunk", left.trunk.value()},
                   {"leaf", left.leaf.value()}, {"spine", left.spine.value()},
                   {"core", left.core.value()}, {"plane", left.plane.value()}};
     }},
    {"fabric.availability",
     [](const Json& in) {
       return Json{{"availability", availability(number(in, "per_year") / one_year,
                                                 number(in, "repair_h") * one_hour)}};
     }},
    {"collective.bus-bandwidth", bus_of},
    {"collective.ring-all-reduce",
     [](const Json& in) { return collective_time(in, ring_all_reduce); }},
    {"collective.ring-all-gather",
     [](const Json& in) { return collective_time(in, ring_all_gather); }},
    {"collective.pairwise-all-to-all",
     [](const Json& in) { return collective_time(in, pairwise_all_to_all); }},
    {"collective.point-to-point",
     [](const Json& in) {
       return time_of(point_to_point(number(in, "bytes") * byte,
                                     byte / (number(in, "beta_us_per_byte") * us),
                                     number(in, "alpha_us") * us));
     }},
    {"collective.staged-all-gather",
     [](const Json& in) {
       const StagedTime made =
           staged_all_gather(number(in, "bytes") * byte,
                             {.local_ranks = whole(in, "g"),
                              .domains = whole(in, "k"),
                              .local_rate = number(in, "nvlink_GBps") * giga_byte / second,
                              .net_rate = number(in, "nic_GBps") * giga_byte / second,
                              .stages = whole(in, "stages")});
       return Json{{"time_us", ratio(made.total(), us)}, {"first_us", ratio(made.first, us)}};
     }},
    {"collective.hierarchical-all-reduce", [](const Json& in) {
       const std::array levels{
           CollectiveLevel{.fan_out = whole(in, "g"),
                           .rate = number(in, "nvlink_GBps") * giga_byte / second},
           CollectiveLevel{.fan_out = whole(in, "k"),
                           .rate = number(in, "nic_GBps") * giga_byte / second}};
       return time_of(hierarchical_all_reduce(number(in, "bytes") * byte, levels).time);
     }}};

class FabricReference : public testing::TestWithParam<Json> {};

TEST_P(FabricReference, RowIsReproduced) { test::check_row(GetParam(), predictors); }

INSTANTIATE_TEST_SUITE_P(Rows, FabricReference, testing::ValuesIn(test::reference_rows("fabric")),
                         test::row_name);

TEST(FabricReference, EveryFormulaHasARow) {
  const auto rows = test::reference_rows("fabric");
  for (const auto& each : predictors) {
    const bool proved = std::any_of(rows.begin(), rows.end(),
                                    [&](const Json& row) { return row["kind"] == each.first; });
    EXPECT_TRUE(proved) << each.first;
  }
}

}  // namespace
}  // namespace weft::fabric::reference_test
