// SPDX-License-Identifier: Apache-2.0
// weft size fabric: one fabric without a plan.
#include "question_reply.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/sizing.hpp"
#include "weft/io/quantity_text.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <string>
#include <variant>

namespace weft::report {
namespace {

/// What one fabric of a size comes to. Counts are of all planes.
struct FabricReply {
  fabric::Design design;
  Bandwidth link{}, uplink{}, injection{}, bisection{};
  fabric::PortBudget leaf_proof, spine_proof, core_proof;
  std::optional<Power> power;
  std::optional<Money> price;
  double rack_units = 0.0;
};
struct LargestReply {
  std::int64_t max_endpoints = 0;
};

}  // namespace
}  // namespace weft::report

namespace weft {

using report::FabricQuestion;
using report::FabricReply;
using report::LargestReply;

template <>
inline constexpr auto words<fabric::Bundles> =
    std::array{Case{"uniform", "as many links to each spine"},
               Case{"shortest", "the fewest spines; bundles may differ"}};
template <>
inline constexpr auto words<fabric::Fill> =
    std::array{Case{"dense", "a leaf is full before the next one"},
               Case{"even", "all leaves alike, with only the uplinks that they need"}};

template <>
inline constexpr std::string_view type_name<FabricQuestion> = "size_fabric";
template <>
inline constexpr auto fields<FabricQuestion> = std::array{
    row<&FabricQuestion::endpoints>("endpoints", "ports of nodes; needed unless --max")
        .between(0, 1e7),
    row<&FabricQuestion::max>("max", "the largest fabric of these switches instead"),
    row<&FabricQuestion::switch_id>("switch", "the leaf; of all tiers when no other is written")
        .refers_to("switch")
        .required(),
    row<&FabricQuestion::spine_switch>("spine_switch", "where it differs").refers_to("switch"),
    row<&FabricQuestion::core_switch>("core_switch", "where it differs").refers_to("switch"),
    row<&FabricQuestion::topology>("topology", "how switches are joined"),
    row<&FabricQuestion::link>("link",
                               "rate of an endpoint; the switch's main port when not written")
        .in("Gb/s")
        .between(0, 1e15),
    row<&FabricQuestion::rails>("rails", "leaves of a group; of rail topologies")
        .between(1, 64)
        .default_from("8 adapters a node"),
    row<&FabricQuestion::extra>("extra", "further edge ports: border, storage, managers")
        .between(0, 1e6),
    row<&FabricQuestion::sized_for>("sized_for", "endpoints of the full unit, where fewer stand")
        .between(0, 1e7),
    row<&FabricQuestion::reserve>("reserve", "ports kept free on each leaf").between(0, 1024),
    row<&FabricQuestion::bundles>("bundles", "how uplinks are spread over spines"),
    row<&FabricQuestion::fill>("fill", "how endpoints are spread over leaves")};
static_assert(describes_all<FabricQuestion>());

template <>
inline constexpr auto fields<FabricReply> = std::array{
    row<&FabricReply::design>("design", "counts").inlined(),
    row<&FabricReply::link>("link", "of an endpoint, per direction").in("Gb/s"),
    row<&FabricReply::uplink>("uplink", "between switches, per direction").in("Gb/s"),
    row<&FabricReply::injection>("injection", "all endpoints together, per direction").in("Tb/s"),
    row<&FabricReply::bisection>("bisection", "one way, over the narrowest half cut").in("Tb/s"),
    row<&FabricReply::leaf_proof>("leaf_proof", "what a leaf needs and has"),
    row<&FabricReply::spine_proof>("spine_proof", "what a spine needs and has"),
    row<&FabricReply::core_proof>("core_proof", "what a core needs and has"),
    row<&FabricReply::power>("power", "boxes without modules").in("kW"),
    row<&FabricReply::price>("price", "boxes, where all of them have one").in("$"),
    row<&FabricReply::rack_units>("rack_units", "of all boxes")};
static_assert(describes_all<FabricReply>());
template <>
inline constexpr auto fields<LargestReply> =
    std::array{row<&LargestReply::max_endpoints>("max_endpoints", "of one plane of this kind")};
static_assert(describes_all<LargestReply>());

}  // namespace weft

namespace weft::report {
namespace {

/// The switches of a question, by tier.
struct Boxes {
  fabric::SwitchBox leaf, spine, core;
};
std::optional<Boxes> boxes_of(const FabricQuestion& ask, io::Library& library,
                              Diagnostics& diagnostics) {
  catalog::Catalogue parts;
  Notes notes;
  for (const std::string* id : {&ask.switch_id, &ask.spine_switch, &ask.core_switch}) {
    library.require("switch", *id, parts, notes, diagnostics);
  }
  const catalog::Switch* leaf = parts.switches.find(ask.switch_id);
  if (!leaf || diagnostics.has_errors()) return std::nullopt;
  const catalog::Switch* spine = parts.switches.find(ask.spine_switch);
  const catalog::Switch* core = parts.switches.find(ask.core_switch);
  if (!spine) spine = leaf;
  if (!core) core = spine;
  return Boxes{fabric::switch_box(*leaf), fabric::switch_box(*spine), fabric::switch_box(*core)};
}

fabric::SizeRequest request_of(const FabricQuestion& ask) {
  fabric::SizeRequest request;
  request.endpoints = ask.endpoints.value_or(0);
  request.rails = plan::has_rails(ask.topology) ? ask.rails : 1;
  request.extra = ask.extra;
  request.sized_for = ask.sized_for;
  request.reserved = ask.reserve;
  request.bundles = ask.bundles;
  request.fill = ask.fill;
  return request;
}
Bandwidth link_of(const FabricQuestion& ask, const Boxes& boxes) {
  const auto& leaf = boxes.leaf;
  return ask.link.value_or(leaf.down.count > 0 ? leaf.down.rate : leaf.any.rate);
}

Feasible<std::int64_t> most_of(const fabric::Topology& topology, const FabricQuestion& ask,
                               const Boxes& boxes) {
  return fabric::largest_fabric(topology, request_of(ask), boxes.leaf, boxes.spine, boxes.core,
                                link_of(ask, boxes));
}

/// What a form holds, where that is enough.
std::optional<std::int64_t> enough(const fabric::Topology& topology, const FabricQuestion& ask,
                                   const Boxes& boxes) {
  const auto most = most_of(topology, ask, boxes);
  if (!most || *most < ask.endpoints.value_or(0) + ask.extra) return std::nullopt;
  return *most;
}

/// The fewest planes of narrower links that hold the endpoints; empty where 8 do not.
template <class Kind>
std::string more_planes(Kind kind, const FabricQuestion& ask, const Boxes& boxes) {
  for (std::int64_t planes = 2; planes <= 8; planes *= 2) {
    kind.planes = planes;
    FabricQuestion split = ask;
    split.link = link_of(ask, boxes) / planes;
    const auto most = enough(kind, split, boxes);
    if (!most) continue;
    return "--planes " + std::to_string(planes) + " --link '" +
           io::show_quantity(split.link->value(), dimension_of<Bandwidth>, "Gb/s") + "' holds " +
           std::to_string(*most);
  }
  return {};
}

/// A third tier, or else planes; empty where neither is known of the kind, or helps.
template <class Kind>
std::string larger(Kind kind, const FabricQuestion& ask, const Boxes& boxes) {
  std::string tiers;
  if constexpr (requires { kind.tiers = 3; }) {
    kind.tiers = 3;
    tiers = "--tiers 3 ";
    if (const auto most = enough(kind, ask, boxes)) return tiers + "holds " + std::to_string(*most);
  }
  if constexpr (requires { kind.planes = 2; }) {
    const std::string planes = more_planes(kind, ask, boxes);
    if (!planes.empty()) return tiers + planes;
  }
  return {};
}

/// The next larger form of the same kind that holds the endpoints.
std::string next_step(const FabricQuestion& ask, const Boxes& boxes) {
  const std::string found = std::visit([&](const auto& kind) { return larger(kind, ask, boxes); },
                                       plan::topology_of(ask.topology));
  return found.empty() ? "another switch or another topology" : found;
}

std::string hint_of(const Infeasible& why, const FabricQuestion& ask, const Boxes& boxes) {
  if (why.reason == &fabric::too_few_endpoints) return "--endpoints 2 or more";
  if (why.reason == &fabric::not_a_taper) return "1 is non-blocking, 3 is three times less above";
  if (why.reason == &fabric::not_a_prime_power) {
    const auto near = fabric::nearest_prime_powers(static_cast<std::int64_t>(why.needed));
    return "--q " + std::to_string(near.below) + " or --q " + std::to_string(near.above) +
           ", or --constructible false for the closed form";
  }
  return next_step(ask, boxes);
}

std::string text_of(const Infeasible& why) {
  std::string text(why.reason ? why.reason->text : "it cannot be built");
  if (!why.at.empty()) text += " (" + std::string(why.at) + ")";
  if (why.needed > 0.0 || why.available > 0.0) {
    const std::string_view unit = why.of == dimension_of<Bandwidth> ? "Gb/s" : "";
    text += ": needs " + io::show_quantity(why.needed, why.of, unit) + ", there is " +
            io::show_quantity(why.available, why.of, unit);
  }
  return text;
}

/// Sum over the boxes of all tiers; nothing where one of them has no figure.
template <class Q>
std::optional<Q> over_boxes(const fabric::Design& design, const Boxes& boxes,
                            std::optional<Q> fabric::SwitchBox::*figure) {
  Q sum{};
  const std::array tiers{std::pair{design.leaf, &boxes.leaf}, std::pair{design.spine, &boxes.spine},
                         std::pair{design.core, &boxes.core}};
  for (const auto& [count, box] : tiers) {
    if (count == 0) continue;
    if (!(box->*figure)) return std::nullopt;
    sum += count * *(box->*figure);
  }
  return sum;
}

/// A reply, or nothing after a diagnostic.
std::optional<FabricReply> size_fabric(const FabricQuestion& ask, io::Library& library,
                                       Diagnostics& diagnostics) {
  if (!ask.endpoints) {
    diagnostics.error("WF0302", "endpoints", "`endpoints` is missing",
                      "--endpoints 1024, or --max for the largest fabric of these switches");
    return std::nullopt;
  }
  const auto boxes = boxes_of(ask, library, diagnostics);
  if (!boxes) return std::nullopt;
  const auto sized =
      fabric::size_fabric(plan::topology_of(ask.topology), request_of(ask), boxes->leaf,
                          boxes->spine, boxes->core, link_of(ask, *boxes));
  if (!sized) {
    diagnostics.error("WF0401", "endpoints", text_of(sized.why()),
                      hint_of(sized.why(), ask, *boxes));
    return std::nullopt;
  }
  const fabric::Design& of = sized->design;
  FabricReply reply;
  reply.design = of;
  reply.link = sized->link;
  reply.uplink = sized->uplink;
  reply.injection = of.node_links * sized->link;
  reply.bisection = fabric::bisection(of, sized->uplink);
  reply.leaf_proof = sized->leaf;
  reply.spine_proof = sized->spine;
  reply.core_proof = sized->core;
  reply.power = over_boxes(of, *boxes, &fabric::SwitchBox::power);
  reply.price = over_boxes(of, *boxes, &fabric::SwitchBox::price);
  reply.rack_units = static_cast<double>(of.leaf) * boxes->leaf.rack_units +
                     static_cast<double>(of.spine) * boxes->spine.rack_units +
                     static_cast<double>(of.core) * boxes->core.rack_units;
  return reply;
}

std::optional<LargestReply> largest_fabric(const FabricQuestion& ask, io::Library& library,
                                           Diagnostics& diagnostics) {
  const auto boxes = boxes_of(ask, library, diagnostics);
  if (!boxes) return std::nullopt;
  const auto most = most_of(plan::topology_of(ask.topology), ask, *boxes);
  if (most) return LargestReply{*most};
  diagnostics.error("WF0401", "max", text_of(most.why()), "another switch or another topology");
  return std::nullopt;
}

bool asks_for_largest(const io::Node& written) {
  const io::Node* max = written.find("max");
  const bool* on = max ? std::get_if<bool>(&max->value) : nullptr;
  return on && *on;
}

}  // namespace

const Type& fabric_question() { return type_of<FabricQuestion>(); }

std::vector<Fact> fabric_reply(const io::Node& written, io::Sources& sources,
                               Diagnostics& diagnostics) {
  if (asks_for_largest(written)) {
    return reply_to<FabricQuestion, LargestReply, &largest_fabric>(written, sources, diagnostics);
  }
  return reply_to<FabricQuestion, FabricReply, &size_fabric>(written, sources, diagnostics);
}

}  // namespace weft::report
