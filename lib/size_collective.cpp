// SPDX-License-Identifier: Apache-2.0
// weft size collective: how long an operation takes, by size of message.
#include "link_profiles.hpp"
#include "question_reply.hpp"
#include "show.hpp"
#include "weft/fabric/collective_model.hpp"
#include "weft/io/nearest.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace weft {

using report::CollectiveQuestion;

template <>
inline constexpr std::string_view type_name<CollectiveQuestion> = "size_collective";
template <>
inline constexpr auto fields<CollectiveQuestion> = std::array{
    row<&CollectiveQuestion::op>("op", "which operation"),
    row<&CollectiveQuestion::bytes>(
        "bytes", "whole buffer; of a gather what is gathered; without it every size")
        .in("GB")
        .at_least(0),
    row<&CollectiveQuestion::ranks>("ranks", "accelerators that take part")
        .between(1, 1e7)
        .required(),
    row<&CollectiveQuestion::node>("node", "what they stand in").refers_to("node"),
    row<&CollectiveQuestion::per_node>("per_node", "of them in one node or domain")
        .between(0, 1e6)
        .default_from("as the node has them, else 8"),
    row<&CollectiveQuestion::local>("local", "profile of the links inside").refers_to("profile"),
    row<&CollectiveQuestion::net>("net", "profile of the links between nodes").refers_to("profile"),
    row<&CollectiveQuestion::rate>("rate", "between nodes, of one rank, one direction")
        .in("Gb/s")
        .between(0, 1e16),
    row<&CollectiveQuestion::sharp>("sharp", "switches between nodes add")};
static_assert(describes_all<CollectiveQuestion>());

}  // namespace weft

namespace weft::report {
namespace {

/// Ranks and links of a question.
struct Asked {
  fabric::RankGroup group;
  fabric::LinkProfiles links;
};

void take_node(const CollectiveQuestion& ask, const catalog::Node& node,
               const catalog::Accelerator* accelerator, Asked& made) {
  made.group.local_ranks = std::max<std::int64_t>(1, node.scale_up_domain);
  if (accelerator && accelerator->scale_up.rate)
    made.group.local_rate = *accelerator->scale_up.rate;
  if (!made.links.local && accelerator) {
    made.links.local = shipped_profile(
        domain_profile_id(node.scale_up_domain > 8 ? node.about.name : accelerator->about.name));
  }
  const catalog::NodePorts* ports = node.ports.find("scale-out");
  if (!ports || ports->count < 1 || node.accelerators < 1) return;
  const double share = static_cast<double>(ports->count) / static_cast<double>(node.accelerators);
  if (!ask.rate) made.group.net_rate = share * ports->rate;
  if (!made.links.net) made.links.net = shipped_profile(adapter_profile_id(ports->rate));
}

std::optional<Asked> read(const CollectiveQuestion& ask, io::Library& library,
                          Diagnostics& diagnostics) {
  Asked made;
  made.group.ranks = ask.ranks;
  made.group.local_ranks = 8;
  made.links.net_adds = ask.sharp;
  if (!ask.local.empty()) made.links.local = shipped_profile(ask.local);
  if (!ask.net.empty()) made.links.net = shipped_profile(ask.net);
  if (ask.rate) made.group.net_rate = *ask.rate;
  if (!ask.node.empty()) {
    catalog::Catalogue parts;
    Notes notes;
    library.require("node", ask.node, parts, notes, diagnostics);
    const catalog::Node* node = parts.nodes.find(ask.node);
    if (!node || diagnostics.has_errors()) return std::nullopt;
    take_node(ask, *node, parts.accelerators.find(node->accelerator), made);
  }
  if (ask.per_node > 0) made.group.local_ranks = ask.per_node;
  made.group.local_ranks = std::min(made.group.local_ranks, made.group.ranks);
  if (made.links.local && !(made.group.local_rate > Bandwidth{})) {
    made.group.local_rate = made.links.local->rate;
  }
  if (made.links.net && !(made.group.net_rate > Bandwidth{})) {
    made.group.net_rate = made.links.net->rate;
  }
  return made;
}

void put(std::vector<Fact>& facts, const std::string& row, const Asked& asked,
         fabric::Collective op, Bytes size, const fabric::CollectiveEstimate& made) {
  const auto number = [&](std::string_view column, auto value, std::string_view shown) {
    facts.push_back({row + "." + std::string(column),
                     value.value(),
                     dimension_of<decltype(value)>,
                     shown,
                     {},
                     {},
                     column});
  };
  const auto share = [&](std::string_view column, double value) {
    facts.push_back({row + "." + std::string(column), value, {}, {}, {}, {}, column});
  };
  const auto word = [&](std::string_view column, std::string_view text) {
    facts.push_back({row + "." + std::string(column), 0.0, {}, {}, {}, std::string(text), column});
  };
  const Time total = made.time.total();
  number("time", total, "us");
  number("latency", made.time.latency, "us");
  number("ramp", made.time.ramp, "us");
  number("transfer", made.time.transfer, "us");
  const bool takes = total > Time{};
  number("algbw", takes ? size / total : Bandwidth{}, "GB/s");
  number("busbw", takes ? fabric::bus_bandwidth(op, size, asked.group.ranks, total) : Bandwidth{},
         "GB/s");
  share("p10", made.low);
  share("p90", made.high);
  word("algorithm",
       words<fabric::CollectiveAlgorithm>[static_cast<std::size_t>(made.algorithm)].word);
  word("bound", words<fabric::CollectiveBound>[static_cast<std::size_t>(made.bound)].word);
  word("measured", made.outside ? "no" : "yes");
}

std::vector<Bytes> sizes_of(const CollectiveQuestion& ask) {
  if (ask.bytes) return {*ask.bytes};
  std::vector<Bytes> made;
  constexpr std::int64_t most = std::int64_t{16} << 30;
  for (std::int64_t size = 1024; size <= most; size *= 4) made.push_back(size * byte);
  return made;
}

std::string size_text(Bytes size) {
  constexpr std::array<std::string_view, 4> units{"B", "KiB", "MiB", "GiB"};
  double value = ratio(size, byte);
  std::size_t unit = 0;
  while (unit + 1 < units.size() && value >= 1024.0) {
    value /= 1024.0;
    ++unit;
  }
  return show_number(value) + " " + std::string(units[unit]);
}

}  // namespace

const Type& collective_question() { return type_of<CollectiveQuestion>(); }

std::vector<Fact> collective_reply(const io::Node& written, io::Sources& sources,
                                   Diagnostics& diagnostics) {
  io::Library library(sources);
  Notes notes;
  CollectiveQuestion ask;
  io::ReadContext context{diagnostics, notes};
  context.references = library.references();
  io::read(written, type_of<CollectiveQuestion>(), &ask, "", context);
  if (diagnostics.has_errors()) return {};
  const auto asked = read(ask, library, diagnostics);
  std::vector<Fact> facts;
  if (!asked) return facts;
  for (const Bytes& size : sizes_of(ask)) {
    const auto made = fabric::collective_time(ask.op, size, asked->group, asked->links);
    if (!made) {
      diagnostics.error("WF0401", ask.node.empty() ? "local" : "node",
                        std::string(made.why().reason->text),
                        "name a node whose accelerators are known, or --local and --net, which "
                        "`weft catalog list profile` shows");
      return {};
    }
    put(facts, size_text(size), *asked, ask.op, size, *made);
  }
  return facts;
}

}  // namespace weft::report
