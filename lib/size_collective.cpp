// SPDX-License-Identifier: Apache-2.0
// weft size collective: how long an operation takes, by size of message.
#include "link_profiles.hpp"
#include "question_reply.hpp"
#include "show.hpp"
#include "weft/fabric/collective_model.hpp"
#include "weft/io/nearest.hpp"
#include "weft/plan/probe_bus.hpp"
#include "weft/report/answer.hpp"

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
    row<&CollectiveQuestion::fabric>("fabric", "of a plan, as plan.json#backend"),
    row<&CollectiveQuestion::ranks>("ranks", "accelerators that take part")
        .between(0, 1e7)
        .default_from("as the probe of the fabric, else all that are attached"),
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

std::string known_profile(const catalog::Catalogue& parts, const catalog::NodePorts& ports) {
  const catalog::Nic* nic = parts.nics.find(ports.nic);
  return nic ? nic->profile : ports.profile;
}

void take_node(const CollectiveQuestion& ask, const catalog::Node& node,
               const catalog::Catalogue& parts, Asked& made) {
  made.group.local_ranks = std::max<std::int64_t>(1, node.scale_up_domain);
  if (const auto* accelerator = parts.accelerators.find(node.accelerator)) {
    made.group.local_rate = accelerator->scale_up.rate.value_or(Bandwidth{});
    if (!made.links.local) made.links.local = shipped_profile(accelerator->scale_up.profile);
  }
  const catalog::NodePorts* ports = node.ports.find("scale-out");
  if (!ports || ports->count < 1 || node.accelerators < 1) return;
  const double share = static_cast<double>(ports->count) / static_cast<double>(node.accelerators);
  if (!ask.rate) made.group.net_rate = share * ports->rate;
  if (!made.links.net) made.links.net = shipped_profile(known_profile(parts, *ports));
}

/// The cluster of a fabric that reaches least.
std::optional<plan::ProbeGroup> group_of(const plan::Scenario& scenario,
                                         const plan::StageState& state, plan::Position at,
                                         std::optional<std::int64_t> ranks) {
  const plan::Stage& stage = scenario.last();
  const plan::Fabric& written = stage.plan.fabrics.entries[at].value;
  if (!ranks) ranks = written.probe.ranks;
  std::optional<plan::ProbeGroup> least;
  for (const plan::Attachment& each : stage.fabrics[at].attachments) {
    const auto one = written.role == fabric::Role::scale_up
                         ? plan::domain_group(scenario, stage, state, each, ranks)
                         : plan::probe_group(scenario, stage, state, at, each, ranks);
    if (one && (!least || one->on.net_rate < least->on.net_rate)) least = one;
  }
  return least;
}

/// Ranks and links of a fabric of a plan, in its last phase under the load of all.
std::optional<Asked> read_fabric(const CollectiveQuestion& ask, const Answer& plan,
                                 const std::string& name, Diagnostics& diagnostics) {
  const auto& fabrics = plan.scenario.last().plan.fabrics;
  std::vector<std::string_view> names;
  for (const auto& each : fabrics) names.push_back(each.name);
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) {
    diagnostics.error("WF0304", "fabric", "the plan has no fabric \"" + name + "\"",
                      io::did_you_mean(name, names));
    return std::nullopt;
  }
  const auto group = group_of(plan.scenario, plan.evaluation.room.stages.back(),
                              static_cast<plan::Position>(at - names.begin()),
                              ask.ranks > 0 ? std::optional(ask.ranks) : std::nullopt);
  if (!group) {
    diagnostics.error("WF0401", "fabric", "no accelerators of a known adapter stand on it",
                      "name a technology: --net rdma-400g");
    return std::nullopt;
  }
  Asked made{group->on, group->links};
  made.links.net_adds = ask.sharp;
  return made;
}

std::optional<Asked> read_parts(const CollectiveQuestion& ask, io::Library& library,
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
    take_node(ask, *node, parts, made);
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

std::vector<Fact> reply(const CollectiveQuestion& ask, const std::optional<Asked>& asked,
                        Diagnostics& diagnostics) {
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
  if (ask.fabric.empty()) {
    if (ask.ranks > 0) return reply(ask, read_parts(ask, library, diagnostics), diagnostics);
    diagnostics.error("WF0302", "ranks", "how many accelerators take part is missing",
                      "for example --ranks 64, or --fabric plan.json#backend");
    return {};
  }
  const auto mark = ask.fabric.rfind('#');
  const Answer plan = answer(ask.fabric.substr(0, mark));
  if (mark == std::string::npos || !plan.evaluated) {
    diagnostics.error(
        "WF0401", "fabric",
        mark == std::string::npos ? "it names no fabric of the plan"
                                  : "the plan cannot be evaluated",
        mark == std::string::npos ? "write plan.json#backend" : "`weft validate` says why");
    return {};
  }
  return reply(ask, read_fabric(ask, plan, ask.fabric.substr(mark + 1), diagnostics), diagnostics);
}

}  // namespace weft::report
