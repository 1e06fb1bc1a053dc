// SPDX-License-Identifier: Apache-2.0
#include "weft/report/question.hpp"

#include "weft/base/type_of.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/sizing.hpp"
#include "weft/io/library.hpp"
#include "weft/io/quantity_text.hpp"
#include "weft/io/reader.hpp"
#include "weft/io/walk.hpp"
#include "weft/plan/evaluate_fabrics.hpp"

#include <algorithm>
#include <array>

namespace weft::report {

/// What one fabric of a size comes to. Counts are of all planes.
struct FabricReply {
  std::int64_t tiers = 0, switches = 0, leaf = 0, spine = 0, core = 0;
  std::int64_t node_links = 0, leaf_spine_links = 0, spine_core_links = 0;
  std::int64_t down = 0, up = 0, max_endpoints = 0, hops = 0;
  double oversubscription = 1.0, spare_ports = 0.0;
  Bandwidth link{}, uplink{}, bisection{};
  std::optional<Power> power;
  double rack_units = 0.0;
};

struct CollectiveReply {
  Time latency{}, transfer{}, total{};
  Bandwidth algorithm_bandwidth{}, bus_bandwidth{};
};

}  // namespace weft::report

namespace weft {

using report::CollectiveQuestion;
using report::CollectiveReply;
using report::FabricQuestion;
using report::FabricReply;

template <>
inline constexpr std::string_view type_name<FabricQuestion> = "size_fabric";
template <>
inline constexpr auto fields<FabricQuestion> = std::array{
    row<&FabricQuestion::endpoints>("endpoints", "ports of nodes").between(0, 1e7).required(),
    row<&FabricQuestion::switch_id>("switch", "the leaf; of all tiers when no other is written")
        .refers_to("switch")
        .required(),
    row<&FabricQuestion::spine_switch>("spine_switch", "where it differs").refers_to("switch"),
    row<&FabricQuestion::topology>("topology", "how switches are joined"),
    row<&FabricQuestion::link>("link",
                               "rate of an endpoint; the switch's main port when not written")
        .in("Gb/s")
        .between(0, 1e15),
    row<&FabricQuestion::rails>("rails", "leaves of a group; of rail topologies")
        .between(1, 64)
        .default_from("8 adapters a node"),
    row<&FabricQuestion::tiers>("tiers", "the fewest when not written").between(1, 3),
    row<&FabricQuestion::planes>("planes", "independent copies").between(1, 16),
    row<&FabricQuestion::oversubscription>("oversubscription", "down over up at the leaf")
        .between(1, 100),
    row<&FabricQuestion::reserve>("reserve", "ports kept free on each leaf").between(0, 1024)};
static_assert(describes_all<FabricQuestion>());

template <>
inline constexpr auto words<report::CollectiveKind> = std::array{
    Case{"all-reduce", "ring"}, Case{"all-gather", "ring"}, Case{"reduce-scatter", "ring"},
    Case{"all-to-all", "pairwise"}, Case{"point-to-point", "one message"}};
template <>
inline constexpr std::string_view type_name<CollectiveQuestion> = "size_collective";
template <>
inline constexpr auto fields<CollectiveQuestion> = std::array{
    row<&CollectiveQuestion::collective>("collective", "which operation"),
    row<&CollectiveQuestion::size>("size", "payload of a rank; of a gather, what is gathered")
        .in("GB")
        .at_least(0)
        .required(),
    row<&CollectiveQuestion::ranks>("ranks", "participants").between(1, 1e7).required(),
    row<&CollectiveQuestion::rate>("rate", "of a rank, one direction")
        .in("Gb/s")
        .between(1, 1e16)
        .required(),
    row<&CollectiveQuestion::hop>("hop", "latency of one step").in("us").between(0, 10)};
static_assert(describes_all<CollectiveQuestion>());

template <>
inline constexpr auto fields<FabricReply> = std::array{
    row<&FabricReply::tiers>("tiers", "of switches"),
    row<&FabricReply::switches>("switches", "all tiers and planes"),
    row<&FabricReply::leaf>("leaf", "first tier"),
    row<&FabricReply::spine>("spine", "second tier"),
    row<&FabricReply::core>("core", "third tier"),
    row<&FabricReply::node_links>("node_links", "node to leaf"),
    row<&FabricReply::leaf_spine_links>("leaf_spine_links", "leaf to spine"),
    row<&FabricReply::spine_core_links>("spine_core_links", "spine to core"),
    row<&FabricReply::down>("down", "ports of a leaf for endpoints"),
    row<&FabricReply::up>("up", "uplinks of a leaf"),
    row<&FabricReply::max_endpoints>("max_endpoints", "the largest of this kind, one plane"),
    row<&FabricReply::hops>("hops", "most switches on a minimal path"),
    row<&FabricReply::oversubscription>("oversubscription", "worst tier, after rounding"),
    row<&FabricReply::spare_ports>("spare_ports", "free edge ports / all edge ports"),
    row<&FabricReply::link>("link", "of an endpoint, per direction").in("Gb/s"),
    row<&FabricReply::uplink>("uplink", "between switches, per direction").in("Gb/s"),
    row<&FabricReply::bisection>("bisection", "one way, over the narrowest half cut").in("Tb/s"),
    row<&FabricReply::power>("power", "boxes without modules").in("kW"),
    row<&FabricReply::rack_units>("rack_units", "of all boxes")};
static_assert(describes_all<FabricReply>());

template <>
inline constexpr auto fields<CollectiveReply> = std::array{
    row<&CollectiveReply::latency>("latency", "fixed cost of its steps").in("us"),
    row<&CollectiveReply::transfer>("transfer", "bytes over the slowest link").in("us"),
    row<&CollectiveReply::total>("total", "what the workload waits").in("us"),
    row<&CollectiveReply::algorithm_bandwidth>("algorithm_bandwidth", "size / time").in("GB/s"),
    row<&CollectiveReply::bus_bandwidth>("bus_bandwidth", "as nccl-tests counts it").in("GB/s")};
static_assert(describes_all<CollectiveReply>());

}  // namespace weft

namespace weft::report {
namespace {

/// A reply, or nothing after a diagnostic.
std::optional<FabricReply> size_fabric(const FabricQuestion& ask, const io::Library& library,
                                       Diagnostics& diagnostics) {
  catalog::Catalogue parts;
  Notes notes;
  library.require("switch", ask.switch_id, parts, notes, diagnostics);
  library.require("switch", ask.spine_switch, parts, notes, diagnostics);
  const catalog::Switch* leaf_record = parts.switches.find(ask.switch_id);
  const catalog::Switch* spine_record = parts.switches.find(ask.spine_switch);
  if (!leaf_record || diagnostics.has_errors()) return std::nullopt;
  const fabric::SwitchBox leaf = fabric::switch_box(*leaf_record);
  const fabric::SwitchBox spine = spine_record ? fabric::switch_box(*spine_record) : leaf;
  const bool railed = ask.topology == plan::TopologyKind::rail_optimized ||
                      ask.topology == plan::TopologyKind::rail_only;
  const plan::Topology topology{ask.topology, ask.tiers, ask.planes, ask.oversubscription};
  const Bandwidth main = leaf.down.count > 0 ? leaf.down.rate : leaf.any.rate;
  fabric::ClosRequest request;
  request.endpoints = ask.endpoints;
  request.rails = railed ? ask.rails : 1;
  request.reserved = ask.reserve;
  const auto sized = fabric::size_fabric(plan::topology_of(topology), request, leaf, spine,
                                         ask.link.value_or(main));
  if (!sized) {
    const Infeasible& why = sized.why();
    std::string text(why.reason ? why.reason->text : "it cannot be built");
    if (why.needed > 0.0 || why.available > 0.0) {
      text += ": needs " + io::show_quantity(why.needed, why.of) + ", there is " +
              io::show_quantity(why.available, why.of);
    }
    diagnostics.error("WF0401", "endpoints", text, "another switch, more tiers or more planes");
    return std::nullopt;
  }
  const fabric::ClosDesign& of = sized->design;
  FabricReply reply;
  reply.tiers = of.tiers;
  reply.switches = of.switches();
  reply.leaf = of.leaf;
  reply.spine = of.spine;
  reply.core = of.core;
  reply.node_links = of.node_links;
  reply.leaf_spine_links = of.leaf_spine_links;
  reply.spine_core_links = of.spine_core_links;
  reply.down = of.down;
  reply.up = of.up;
  reply.max_endpoints = of.max_endpoints;
  reply.hops = of.hops();
  reply.oversubscription = of.oversubscription;
  reply.spare_ports = of.spare_ports();
  reply.link = sized->link;
  reply.uplink = sized->uplink;
  reply.bisection = fabric::bisection(of.node_links, sized->link, of.oversubscription);
  const std::int64_t above = of.spine + of.core;
  if (leaf.power && (above == 0 || spine.power)) {
    reply.power = of.leaf * *leaf.power + above * spine.power.value_or(Power{});
  }
  reply.rack_units = static_cast<double>(of.leaf) * leaf.rack_units +
                     static_cast<double>(above) * spine.rack_units;
  return reply;
}

std::optional<CollectiveReply> size_collective(const CollectiveQuestion& ask, const io::Library&,
                                               Diagnostics&) {
  const auto timed = [&]() -> std::pair<fabric::CollectiveTime, fabric::Collective> {
    switch (ask.collective) {
      case CollectiveKind::all_reduce:
        return {fabric::ring_all_reduce(ask.size, ask.ranks, ask.rate, ask.hop),
                fabric::Collective::all_reduce};
      case CollectiveKind::all_gather:
      case CollectiveKind::reduce_scatter:
        return {fabric::ring_all_gather(ask.size, ask.ranks, ask.rate, ask.hop),
                fabric::Collective::all_gather};
      case CollectiveKind::all_to_all:
        return {fabric::pairwise_all_to_all(ask.size, ask.ranks, ask.rate, ask.hop),
                fabric::Collective::all_to_all};
      case CollectiveKind::point_to_point:
        break;
    }
    return {fabric::point_to_point(ask.size, ask.rate, ask.hop),
            fabric::Collective::point_to_point};
  }();
  const auto& [time, kind] = timed;
  CollectiveReply reply{time.latency, time.transfer, time.total(), {}, {}};
  if (reply.total > Time{}) {
    reply.algorithm_bandwidth = ask.size / reply.total;
    reply.bus_bandwidth = fabric::bus_bandwidth(kind, ask.size, ask.ranks, reply.total);
  }
  return reply;
}

template <class In, class Out,
          std::optional<Out> (*answer)(const In&, const io::Library&, Diagnostics&)>
std::vector<Fact> reply_to(const io::Node& written, io::Sources& sources,
                           Diagnostics& diagnostics) {
  const io::Library library(sources);
  Notes notes;
  In asked;
  io::ReadContext context{diagnostics, notes};
  context.references = library.references();
  io::read(written, type_of<In>(), &asked, "", context);
  if (diagnostics.has_errors()) return {};
  const auto replied = answer(asked, library, diagnostics);
  std::vector<Fact> facts;
  if (!replied) return facts;
  io::walk(type_of<Out>(), &*replied, "", [&](const io::Place& place) {
    if (const auto number = place.number()) {
      facts.push_back({place.path, *number, place.dimension(), place.row.shown, place.row.doc});
    }
  });
  return facts;
}

constexpr std::array all_questions{
    Question{"fabric", "switches, links and power for a number of endpoints",
             "--endpoints 16384 --switch sn5600 --topology rail-optimized",
             &type_of<FabricQuestion>, &reply_to<FabricQuestion, FabricReply, &size_fabric>},
    Question{"collective", "time and bandwidth of one collective operation",
             "--size '1 GB' --ranks 1024 --rate '400 Gb/s' --hop '5 us'",
             &type_of<CollectiveQuestion>,
             &reply_to<CollectiveQuestion, CollectiveReply, &size_collective>}};

}  // namespace

std::span<const Question> questions() { return all_questions; }

const Question* find_question(std::string_view kind) {
  const auto at = std::find_if(all_questions.begin(), all_questions.end(),
                               [&](const Question& each) { return each.kind == kind; });
  return at == all_questions.end() ? nullptr : &*at;
}

}  // namespace weft::report
