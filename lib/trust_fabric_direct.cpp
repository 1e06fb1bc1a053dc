// SPDX-License-Identifier: Apache-2.0
// Fabrics whose switches are joined to each other, and scale-up domains.
#include "trust_inputs.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/dragonfly.hpp"
#include "weft/fabric/dragonfly_plus.hpp"
#include "weft/fabric/hyperx.hpp"
#include "weft/fabric/jellyfish.hpp"
#include "weft/fabric/ocs_cubes.hpp"
#include "weft/fabric/polar_fly.hpp"
#include "weft/fabric/scale_up_domain.hpp"
#include "weft/fabric/slim_fly.hpp"
#include "weft/fabric/torus.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace weft::report {
namespace {

using fabric::Design;

constexpr Bandwidth gbps = giga_bit / second;

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

std::int64_t whole(double value) { return static_cast<std::int64_t>(value); }

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
    shape.routers = whole(numbers[first]);
    shape.global_ports = whole(numbers[first + 1]);
    shape.hosts = first == 1 ? whole(numbers[0]) : shape.global_ports;
    shape.groups = numbers.size() > 3 ? whole(numbers[3]) : shape.routers * shape.global_ports + 1;
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
    say_in_list(i, build(fabric::SlimFlyShape{whole(orders[i]), hosts}), out);
  }
}

void predict_polar_fly(const TrustInputs& in, TrustPrediction& out) {
  const std::int64_t hosts = in.count({"p", "hosts", "concentration"}).value_or(0);
  if (const auto one = in.count({"q"})) {
    return say_design(in, build(fabric::PolarFlyShape{*one, hosts}), out);
  }
  const auto orders = in.list({"q"});
  for (std::size_t i = 0; i < orders.size(); ++i) {
    say_in_list(i, build(fabric::PolarFlyShape{whole(orders[i]), hosts}), out);
  }
}

namespace {

/// Numbers of a list into the first places of an array; more than fit make it no shape.
template <class Sizes>
bool fill(const std::vector<double>& from, Sizes& into) {
  if (from.empty() || from.size() > into.size()) return false;
  std::transform(from.begin(), from.end(), into.begin(), whole);
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
  if (widths.size() == 1) shape.width.fill(whole(widths.front()));
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

namespace {

constexpr Bandwidth one_gb = giga_byte / second;
double in_tb(Bandwidth rate) { return ratio(rate, kilo * one_gb); }

/// One domain: every accelerator has as many links to each chip.
void say_domain(const TrustInputs& in, fabric::ScaleUpShape shape,
                const std::optional<double>& rate, TrustPrediction& out) {
  const auto trays = in.count({"trays", "switch_trays"});
  const auto each = in.count({"chips_per_tray"});
  auto chips = in.count({"chips", "switch_chips"});
  if (!chips && trays && each) chips = *trays * *each;
  if (chips && *chips > 0) shape.links_to_chip = shape.links / *chips;
  shape.mesh = in.truth({"mesh", "full_mesh"}).value_or(false) || in.is("mesh");
  if (rate) {
    out.set("tb_s_per_gpu", in_tb(shape.links * (*rate * one_gb)));
    out.set("domain_tb_s", in_tb(fabric::domain_bandwidth(shape, *rate * one_gb)));
  }
  const auto built = build(shape);
  if (!built) return out.refuse(built.why());
  constexpr std::int64_t pairs_per_link = 4;  // two lanes each way, a copper cable each
  const std::int64_t links = built->node_links + built->local_links;
  out.set("switch_chips", built->leaf);
  out.set("switches", built->leaf);
  out.set("inter_switch_links", links);
  out.set("ports_per_chip", built->down);
  out.set("links_per_pair", built->bundle);
  out.set("copper_cables", pairs_per_link * links);
  out.set("bisection_links", built->bisection_links);
  if (!rate) return;
  out.set("bisection_tb_s", in_tb(built->bisection_links * (*rate * one_gb)));
}

}  // namespace

void predict_scale_up(const TrustInputs& in, TrustPrediction& out) {
  const auto gpus = in.count({"gpus", "accelerators", "endpoints"});
  const auto ports = in.count({"links_per_gpu", "ports_per_gpu"});
  const auto rate = in.number({"gb_s_per_link_bidir", "gb_s_per_link"});
  if (gpus && ports) say_domain(in, {*gpus, *ports}, rate, out);
  const auto leaving = in.count({"links_out", "external_links"});
  const auto own = in.number({"gb_s_per_gpu"});
  if (leaving && rate) out.set("out_tb_s", in_tb(*leaving * (*rate * one_gb)));
  if (gpus && own) out.set("in_tb_s", in_tb(*gpus * (*own * one_gb)));
  if (!leaving || !rate || !gpus || !own) return;
  out.set("oversub",
          fabric::leaving_oversubscription(*gpus, *own * one_gb, *leaving, *rate * one_gb));
}

namespace {

/// The words of "bis-clos2-k64": a kind, letters with numbers, and numbers alone.
struct NamedCut {
  std::string kind;
  std::vector<std::pair<std::string, double>> letters;
  std::vector<std::string> numbers;  ///< digits, as written
};

bool is_digit(char each) { return each >= '0' && each <= '9'; }

/// "8x8" is 8 and 8.
void read_numbers(const std::string& word, NamedCut& into) {
  std::string digits;
  for (const char each : word + "x") {
    if (is_digit(each)) {
      digits += each;
    } else if (!digits.empty()) {
      into.numbers.push_back(std::move(digits));
      digits.clear();
    }
  }
}

/// "p4a8" is p = 4 and a = 8.
void read_letters(const std::string& word, NamedCut& into) {
  std::string letters;
  for (std::size_t at = 0; at < word.size();) {
    if (!is_digit(word[at])) {
      letters += word[at++];
      continue;
    }
    double value = 0.0;
    const auto read = std::from_chars(word.data() + at, word.data() + word.size(), value);
    into.letters.emplace_back(std::move(letters), value);
    letters.clear();
    at = static_cast<std::size_t>(read.ptr - word.data());
  }
}

/// "clos2" and "torus3d" are kinds, "torus444" is a kind and its numbers.
void read_word(const std::string& word, NamedCut& into) {
  constexpr std::size_t kind_letters = 2;
  const auto digits = std::min(word.find_first_of("0123456789"), word.size());
  const bool counted = word.ends_with("d") || word.size() == digits + 1;
  if (digits == 0) return read_numbers(word, into);
  if (digits < kind_letters) return read_letters(word, into);
  const std::string kind = counted ? word : word.substr(0, digits);
  into.kind += (into.kind.empty() ? "" : "-") + kind;
  if (!counted) read_numbers(word.substr(digits), into);
}

NamedCut read_name(const std::string& name) {
  NamedCut made;
  std::string word;
  for (const char each : name + "-") {
    if (each != '-' && each != '_') {
      word += each;
      continue;
    }
    if (!word.empty() && word != "bis") read_word(word, made);
    word.clear();
  }
  return made;
}

/// "444" alone is 4, 4, 4; several numbers are what they are.
std::vector<double> sizes_of(const std::vector<std::string>& numbers) {
  std::vector<double> made;
  for (const std::string& each : numbers) {
    double value = 0.0;
    std::from_chars(each.data(), each.data() + each.size(), value);
    made.push_back(value);
  }
  if (numbers.size() != 1 || numbers.front().size() < 2) return made;
  made.clear();
  for (const char each : numbers.front()) made.push_back(each - '0');
  return made;
}

/// Half of the endpoints face the other half: what stays of a stated injection.
void say_halves(const TrustInputs& in, TrustPrediction& out) {
  const auto ends = in.count({"endpoints", "gpus", "nics", "n", "N", "accelerators"});
  const auto rate = in.rate({"link_gbps", "nic_gbps", "gbps", "gpu_gbps", "port_gbps"});
  if (!ends || !rate) return;
  const double taper = in.number({"oversub", "oversubscription", "taper"}).value_or(1.0);
  out.set("injection_tbps", ratio(*ends * *rate, kilo * gbps));
  out.set("bisection_tbps_one_way", ratio(fabric::bisection(*ends, *rate, taper), kilo * gbps));
  out.set("bisection_links", 0.5 * static_cast<double>(*ends) / taper);
  out.claim.endpoints = *ends;
  out.claim.link = *rate;
  out.claim.oversubscription = taper;
  const auto sold = in.number({"claimed_bisection_tbps", "claimed_bisection_tbps_one_way",
                               "claimed_bisection", "reported_bisection_tbps"});
  if (sold) out.claim.bisection = *sold * kilo * gbps;
  out.has_claim = true;
}

struct CutRule {
  std::string_view head;
  std::string_view kind;
  TrustRule rule;
  std::string_view number;  ///< what a number alone is; empty: the shape
};
constexpr std::array<CutRule, 16> cut_rules{
    {{"clos2", "clos2", &predict_clos, "radix"},
     {"ft2", "clos2", &predict_clos, "radix"},
     {"clos3", "clos3", &predict_clos, "radix"},
     {"ft3", "clos3", &predict_clos, "radix"},
     {"rail", "rail-only", &predict_rail_only, "radix"},
     {"dragonfly+", "dragonfly+", &predict_dragonfly_plus, "groups"},
     {"dfp", "dragonfly+", &predict_dragonfly_plus, "groups"},
     {"dragonfly", "dragonfly", &predict_dragonfly, "p"},
     {"df", "dragonfly", &predict_dragonfly, "p"},
     {"slimfly", "slimfly", &predict_slim_fly, "q"},
     {"sf", "slimfly", &predict_slim_fly, "q"},
     {"polarfly", "polarfly", &predict_polar_fly, "q"},
     {"pf", "polarfly", &predict_polar_fly, "q"},
     {"hyperx", "hyperx", &predict_hyperx, ""},
     {"fullmesh", "fullmesh", &predict_full_mesh, "n"},
     {"torus", "torus", &predict_torus, ""}}};

/// Letters of names in the words of the rules.
std::string long_name(const std::string& letter) {
  if (letter == "r" || letter == "t" || letter == "taper") return "oversub";
  if (letter == "g") return "groups";
  if (letter == "lpp") return "links_per_pair";
  return letter;
}

}  // namespace

void predict_bisection(const TrustInputs& in, TrustPrediction& out) {
  const NamedCut cut = read_name(in.text({"name", "topology"}));
  const auto at = std::find_if(cut_rules.begin(), cut_rules.end(), [&](const CutRule& each) {
    return cut.kind.starts_with(each.head);
  });
  if (at == cut_rules.end()) return say_halves(in, out);
  TrustInputs named = in.as(at->kind);
  for (const auto& [letter, value] : cut.letters) named.give(long_name(letter), value);
  if (at->number.empty()) {
    named.give_list("shape", sizes_of(cut.numbers));
  } else if (!cut.numbers.empty()) {
    double value = 0.0;
    const std::string& digits = cut.numbers.front();
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    named.give(std::string(at->number), value);
  }
  at->rule(named, out);
}

}  // namespace weft::report
