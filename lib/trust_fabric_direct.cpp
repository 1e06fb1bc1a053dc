// SPDX-License-Identifier: Apache-2.0
// Fabrics whose switches are joined to each other.
#include "trust_inputs.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/dragonfly.hpp"
#include "weft/fabric/dragonfly_plus.hpp"
#include "weft/fabric/hyperx.hpp"
#include "weft/fabric/jellyfish.hpp"
#include "weft/fabric/ocs_cubes.hpp"
#include "weft/fabric/polar_fly.hpp"
#include "weft/fabric/slim_fly.hpp"
#include "weft/fabric/torus.hpp"

#include <algorithm>
#include <array>

namespace weft::report {
namespace {

using fabric::Design;

/// Counts of a design that was built; the reason where it was not.
void say_design(const TrustInputs& in, const Feasible<Design>& built, TrustPrediction& out) {
  out.set("feasible", static_cast<bool>(built));
  if (!built) return out.refuse(built.why());
  const Design& design = *built;
  const std::int64_t radix = design.down + design.network_ports;
  out.set("switches", design.switches());
  out.set("endpoints", design.node_links);
  out.set("node_leaf_links", design.node_links);
  out.set("inter_switch_links", design.trunk_links());
  out.set("local_links", design.local_links);
  out.set("global_links", design.global_links);
  out.set("network_degree", design.network_ports);
  out.set("radix", radix);
  out.set("hops", design.most_hops);
  out.set("diameter", design.most_hops - 1);
  out.set("groups", design.groups);
  out.set("links_between_group_pair", design.links_per_pair);
  out.set("bundle", design.bundle);
  out.set("oversub", design.oversubscription);
  out.set("bisection_links", design.bisection_links);
  if (const auto rate = in.number({"link_gbps"})) {
    out.set("bisection_tbps_one_way", design.bisection_links * *rate / kilo);
  }
  const auto limit = in.count({"radix_limit", "max_radix"});
  if (!limit || radix <= *limit) return;
  out.set("feasible", false);
  out.reject("fabric.too-few-ports: a switch needs " + std::to_string(radix) + " ports and has " +
             std::to_string(*limit));
}

/// Routers and ports to other routers of a list of shapes: "router_degree[0]" is a pair of them.
void say_in_list(std::size_t at, const Feasible<Design>& built, TrustPrediction& out) {
  if (!built) return out.refuse(built.why());
  const std::string head = "router_degree[" + std::to_string(at) + "]";
  out.set(head + "[0]", built->switches());
  out.set(head + "[1]", built->network_ports);
  out.set("routers[" + std::to_string(at) + "]", built->switches());
  out.set("links[" + std::to_string(at) + "]", built->trunk_links());
}

/// [[4, 2], ...]: routers of a group and global ports; three numbers begin with the endpoints of a
/// router, a fourth is the number of groups.
void say_dragonflies(const io::Node& configs, TrustPrediction& out) {
  for (std::size_t i = 0; i < configs.items.size(); ++i) {
    std::vector<double> numbers;
    for (const io::Node& each : configs.items[i].items) {
      if (const auto* one = std::get_if<std::int64_t>(&each.value)) {
        numbers.push_back(static_cast<double>(*one));
      }
    }
    if (numbers.size() < 2) continue;
    fabric::DragonflyShape shape;
    const std::size_t first = numbers.size() > 2 ? 1 : 0;
    shape.routers = whole_number(numbers[first]);
    shape.global_ports = whole_number(numbers[first + 1]);
    shape.hosts = first == 1 ? whole_number(numbers[0]) : shape.global_ports;
    shape.groups =
        numbers.size() > 3 ? whole_number(numbers[3]) : shape.routers * shape.global_ports + 1;
    say_in_list(i, build(shape), out);
  }
}

/// p, a, h and groups as far as the row gives them; a balanced one has a = 2p = 2h.
std::optional<fabric::DragonflyShape> dragonfly_of(const TrustInputs& in) {
  auto p = in.count({"p", "hosts_per_router", "endpoints_per_switch", "nodes_per_router",
                     "endpoints_per_router", "hosts_per_switch", "terminals_per_router"});
  auto a = in.count({"a", "routers_per_group", "switches_per_group", "group_switches"});
  auto h = in.count({"h", "global_ports", "global_ports_per_router"});
  const auto groups = in.count({"groups", "g", "G"});
  const auto pair =
      in.count({"links_per_pair", "links_per_group_pair", "lpp", "links_between_group_pair",
                "links_between_groups", "global_links_per_pair"});
  if (const auto group = in.count({"endpoints_per_group"}); group && !p && !a) {
    p = group;  // only the way out of a group is asked for: one box stands for it
    a = 1;
  }
  if (a && groups && pair && !h) h = fabric::divide_up(*pair * (*groups - 1), *a);
  const std::optional<std::int64_t> half = a ? std::optional(*a / 2) : std::nullopt;
  p = p ? p : h ? h : half;
  if (!p) return std::nullopt;
  const std::int64_t routers = a.value_or(2 * *p);
  const std::int64_t global = h.value_or(*p);
  return fabric::DragonflyShape{.hosts = *p,
                                .routers = routers,
                                .global_ports = global,
                                .groups = groups.value_or(routers * global + 1),
                                .links_per_pair = pair.value_or(0)};
}

}  // namespace

void predict_dragonfly(const TrustInputs& in, TrustPrediction& out) {
  if (const io::Node* configs = in.find({"configs"})) return say_dragonflies(*configs, out);
  const auto shape = dragonfly_of(in);
  if (!shape) return out.lack("switches", "the row gives none of p, a and h");
  const auto built = build(*shape);
  say_design(in, built, out);
  if (!built) return;
  // What sources call the taper of a dragonfly: endpoints of a group over its global links.
  out.set("oversub", built->upper_oversubscription);
  out.set("max_groups", shape->routers * shape->global_ports + 1);
  out.set("endpoints_per_group", shape->routers * shape->hosts);
  if (const auto rate = in.number({"link_gbps"})) {
    const double injected = static_cast<double>(shape->routers * shape->hosts) * *rate / kilo;
    out.set("injection_tbps", injected);
    out.set("global_tbps", injected / built->upper_oversubscription);
  }
}

void predict_dragonfly_plus(const TrustInputs& in, TrustPrediction& out) {
  const auto leaves = in.count({"leaf", "leaves", "l", "leaves_per_group"});
  const auto spines = in.count({"spine", "spines", "s", "spines_per_group"});
  const auto p = in.count({"p", "hosts", "hosts_per_leaf", "endpoints_per_leaf"});
  const auto h = in.count({"h", "global_ports"});
  if (!leaves || !spines || !p || !h) {
    return out.lack("switches", "a dragonfly+ row needs leaf, spine, p and h");
  }
  const auto groups = in.count({"groups", "g", "G"}).value_or(*spines * *h + 1);
  const auto built = build(fabric::DragonflyPlusShape{*leaves, *spines, *p, *h, groups,
                                                      in.count({"links_per_pair"}).value_or(0)});
  say_design(in, built, out);
  if (!built) return;
  out.set("leaf", built->leaf);
  out.set("spine", built->spine);
  out.set("local_links", built->leaf_spine_links);
  out.set("leaf_radix", *p + *spines);
  out.set("spine_radix", *leaves + *h);
  out.set("radix", std::max(*p + *spines, *leaves + *h));
  out.set("max_groups", *spines * *h + 1);
}

void predict_slim_fly(const TrustInputs& in, TrustPrediction& out) {
  const auto orders = in.list({"q"});
  const std::int64_t hosts = in.count({"p", "hosts", "concentration"}).value_or(0);
  if (const auto one = in.count({"q"})) {
    const fabric::SlimFlyShape real{*one, hosts, true};
    const auto graph = build(real);
    const bool closed = !in.truth({"constructible"}).value_or(false);
    say_design(in, closed ? build(fabric::SlimFlyShape{*one, hosts, false}) : graph, out);
    out.set("constructible", static_cast<bool>(graph));
    if (graph || !closed) return;
    out.set("feasible", false);
    out.reject(std::string(graph.why().reason->id) + ": " + std::string(graph.why().reason->text));
    out.assume("the closed form: no graph of this order exists");
    return;
  }
  for (std::size_t i = 0; i < orders.size(); ++i) {
    say_in_list(i, build(fabric::SlimFlyShape{whole_number(orders[i]), hosts}), out);
  }
}

void predict_polar_fly(const TrustInputs& in, TrustPrediction& out) {
  const std::int64_t hosts = in.count({"p", "hosts", "concentration"}).value_or(0);
  if (const auto one = in.count({"q"})) {
    return say_design(in, build(fabric::PolarFlyShape{*one, hosts}), out);
  }
  const auto orders = in.list({"q"});
  for (std::size_t i = 0; i < orders.size(); ++i) {
    say_in_list(i, build(fabric::PolarFlyShape{whole_number(orders[i]), hosts}), out);
  }
}

namespace {

/// Numbers of a list into the first places of an array; more than fit make it no shape.
template <class Sizes>
bool fill(const std::vector<double>& from, Sizes& into) {
  if (from.empty() || from.size() > into.size()) return false;
  std::transform(from.begin(), from.end(), into.begin(), whole_number);
  return true;
}

/// [8, 8] or "8x8".
std::vector<double> shape_of(const TrustInputs& in) {
  auto sizes = in.list({"shape", "dims", "size", "S", "dimensions"});
  const std::string text = sizes.empty() ? in.text({"shape", "dims", "size"}) : "";
  double number = 0.0;
  for (const char* at = text.data(); at < text.data() + text.size();) {
    const auto read = std::from_chars(at, text.data() + text.size(), number);
    if (read.ec == std::errc{}) sizes.push_back(number);
    at = read.ec == std::errc{} ? read.ptr : at + 1;
  }
  return sizes;
}

}  // namespace

void predict_hyperx(const TrustInputs& in, TrustPrediction& out) {
  const auto hosts = in.count({"hosts", "T", "t", "p", "local", "concentration", "c"});
  fabric::HyperXShape shape;
  const auto ary = in.count({"k", "ary"});
  const auto flat = in.count({"n", "flat"});
  if (!fill(shape_of(in), shape.size)) {
    if (!ary || !flat) return out.lack("switches", "the row gives no shape of one to four sizes");
    shape = fabric::flattened_butterfly(*ary, *flat);
  }
  if (hosts) shape.hosts = *hosts;
  const auto widths = in.list({"width", "widths", "K"});
  if (widths.size() == 1) shape.width.fill(whole_number(widths.front()));
  if (widths.size() > 1) fill(widths, shape.width);
  say_design(in, build(shape), out);
}

void predict_full_mesh(const TrustInputs& in, TrustPrediction& out) {
  const auto boxes = in.count({"n", "switches", "routers", "nodes", "groups"});
  if (!boxes) return out.lack("links", "the row does not say how many switches there are");
  say_design(in,
             build(fabric::full_mesh(*boxes, in.count({"hosts", "p", "local"}).value_or(1),
                                     in.count({"width", "links_per_pair"}).value_or(1))),
             out);
}

void predict_regular_graph(const TrustInputs& in, TrustPrediction& out) {
  const auto routers = in.count({"routers", "n", "switches"});
  const auto degree = in.count({"degree", "network_degree", "r"});
  if (!routers || !degree) return out.lack("links", "the row gives no routers and degree");
  const auto hosts = in.count({"p", "local", "hosts_per_router", "hosts"});
  const auto built = build(fabric::JellyfishShape{*routers, *degree, hosts.value_or(1)});
  say_design(in, built, out);
}

void predict_torus(const TrustInputs& in, TrustPrediction& out) {
  if (in.find({"cube", "cubes", "cube_edge", "cube_side", "chips_per_cube"}))
    return predict_optical_torus(in, out);
  fabric::TorusShape shape;
  shape.hosts = in.count({"local", "hosts", "p", "local_ports"}).value_or(1);
  shape.width = in.count({"width", "links_per_neighbour", "w"}).value_or(1);
  if (!fill(shape_of(in), shape.size)) {
    return out.lack("nodes", "the row gives no shape of one to six sizes");
  }
  const auto built = build(shape);
  say_design(in, built, out);
  if (!built) return;
  out.set("nodes", built->leaf);
  out.set("mean_hops", fabric::mean_hops(shape));
}

void predict_optical_torus(const TrustInputs& in, TrustPrediction& out) {
  std::int64_t edge = in.count({"cube", "c", "cube_edge", "cube_side", "side"}).value_or(4);
  if (const auto each = in.count({"chips_per_cube", "cube_chips"})) {
    for (edge = 1; edge * edge * edge < *each;) ++edge;
  }
  const auto chips = in.count({"chips", "tpus", "endpoints", "nodes", "gpus"});
  auto cubes = in.count({"cubes", "M", "m", "n_cubes"});
  if (!cubes && chips) cubes = *chips / (edge * edge * edge);
  if (!cubes) return out.lack("ocs", "the row says neither cubes nor chips");
  const auto built = build(fabric::OcsCubesShape{edge, *cubes});
  say_design(in, built, out);
  if (!built) return;
  const auto say = [&](InputNames names, std::int64_t value) {
    for (const std::string_view name : names) out.set(std::string(name), value);
  };
  say({"ocs", "ocs_count", "ocs_switches", "switches"}, built->leaf);
  say({"ocs_ports_used", "ports_per_ocs", "ocs_ports"}, built->network_ports);
  say({"fibres", "fibers", "optical_links", "optical_fibres", "fiber_links", "optical_fibers",
       "ocs_fibres", "ocs_fibers"},
      built->global_links);
  say({"copper", "copper_links", "copper_cables", "intra_cube_links", "electrical_links",
       "copper_links_total", "in_cube_links"},
      built->local_links);
  say({"chips", "endpoints", "nodes", "tpus"}, built->max_endpoints);
  say({"optical_ports_per_cube", "fibres_per_cube", "fibers_per_cube", "optical_links_per_cube"},
      built->global_links / *cubes);
  // Two opposite fibres meet in an optical switch and make one link of the torus.
  say({"links", "torus_links", "inter_chip_links"}, built->local_links + built->global_links / 2);
}

}  // namespace weft::report
