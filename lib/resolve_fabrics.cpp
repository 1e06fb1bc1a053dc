// SPDX-License-Identifier: Apache-2.0
#include "link_words.hpp"
#include "resolver.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace weft::plan {

std::string Resolver::path(Position fabric, std::string_view key) const {
  std::string text = "fabrics." + plan_.fabrics.entries[fabric].name;
  return key.empty() ? text : text + "." + std::string(key);
}

void Resolver::fabric(Position at) {
  const Fabric& fabric = plan_.fabrics.entries[at].value;
  FabricRefs refs;
  refs.carrier = at;
  refs.leaf = position(catalogue_.switches, fabric.switch_id);
  refs.spine =
      fabric.spine_switch.empty() ? refs.leaf : position(catalogue_.switches, fabric.spine_switch);
  refs.core =
      fabric.core_switch.empty() ? refs.spine : position(catalogue_.switches, fabric.core_switch);
  refs.nos = position(catalogue_.nos, fabric.nos);
  attach(at, refs);
  if (fabric.switch_id.empty() && fabric.shares.empty() && fabric.role != fabric::Role::scale_up) {
    diagnostics_.error("WF0302", path(at), "a fabric with hardware of its own needs \"switch\"",
                       "for example \"switch\": \"sn5600\", or \"shares\": another fabric");
  }
  if (fabric.attach.empty()) {
    diagnostics_.error("WF0402", path(at), "no cluster is attached",
                       "add \"attach\": { \"" + first_cluster() + "\": {} }");
  }
  check_nos(at, refs);
  stage_.fabrics.push_back(std::move(refs));
}

std::string Resolver::first_cluster() const {
  return plan_.clusters.empty() ? "main" : plan_.clusters.entries.front().name;
}

void Resolver::check_nos(Position at, const FabricRefs& refs) {
  const Fabric& fabric = plan_.fabrics.entries[at].value;
  if (!refs.nos || !refs.leaf) return;
  const auto& runs = catalogue_.switches.entries[*refs.leaf].value.nos;
  if (runs.empty() || std::find(runs.begin(), runs.end(), fabric.nos) != runs.end()) return;
  std::string known;
  for (const std::string& each : runs) known += (known.empty() ? "\"" : ", \"") + each + "\"";
  diagnostics_.error("WF0401", path(at, "nos"),
                     "\"" + fabric.nos + "\" does not run on " + fabric.switch_id,
                     "it runs " + known);
}

void Resolver::attach(Position at, FabricRefs& refs) {
  const Fabric& fabric = plan_.fabrics.entries[at].value;
  for (const auto& each : fabric.attach) {
    if (each.name != "*") {
      attach_cluster(at, refs, each.name, each.value);
      continue;
    }
    refs.every_switch = fabric.role == fabric::Role::out_of_band;
    for (const auto& cluster : plan_.clusters) {
      if (!fabric.attach.find(cluster.name)) attach_cluster(at, refs, cluster.name, each.value);
    }
  }
}

void Resolver::attach_cluster(Position at, FabricRefs& refs, std::string_view name,
                              const Attach& how) {
  const auto cluster = position(plan_.clusters, name);
  if (!cluster) return;  // reported where it was read
  const Fabric& fabric = plan_.fabrics.entries[at].value;
  Attachment made;
  made.cluster = *cluster;
  if (how.nic.empty() && how.count) {
    diagnostics_.error("WF0302", path(at, "attach." + std::string(name)),
                       "`count` counts adapters, and `nic` is missing",
                       "for example { \"nic\": \"connectx-7\", \"count\": 1 }, or {} for the "
                       "node's own ports");
    return;
  }
  if (!how.nic.empty()) {
    made.nic = position(catalogue_.nics, how.nic);
    if (!made.nic) return;
    const catalog::Nic& nic = catalogue_.nics.entries[*made.nic].value;
    made.nics = how.count.value_or(std::max<std::int64_t>(1, node_of(*cluster).accelerators));
    made.ports = made.nics * nic.ports;
    made.rate = nic.rate / nic.ports;
    made.nic_included = false;
  } else if (const auto* ports = ports_of(*cluster, fabric.role, made.own_ports)) {
    made.ports = ports->count;
    made.rate = ports->rate;
    made.nics = ports->nics;
    made.nic = position(catalogue_.nics, ports->nic);
    made.nic_included = ports->included;
    made.profile = position(catalogue_.profiles, ports->profile);
    take_ports(at, *cluster, *ports);
  } else if (fabric.role == fabric::Role::out_of_band) {
    made.ports = 1;  // every unit has a management port, also where the record does not say so
    made.rate = 1.0 * giga_bit / second;
  } else if (fabric.role != fabric::Role::scale_up) {
    diagnostics_.error("WF0406", path(at, "attach." + std::string(name)),
                       "\"" + plan_.clusters.entries[*cluster].value.node +
                           "\" has no ports for the role " + word_of(fabric.role),
                       "say which adapter it gets: { \"nic\": \"connectx-7\", \"count\": 1 }");
    return;
  }
  if (made.nic) {
    made.profile = position(catalogue_.profiles, catalogue_.nics.entries[*made.nic].value.profile);
  }
  check_ends(at, refs, std::string(name), made);
  refs.attachments.push_back(made);
}

const catalog::NodePorts* Resolver::ports_of(Position cluster, fabric::Role role, bool& own) const {
  const catalog::Node& node = node_of(cluster);
  for (std::optional<fabric::Role> each = role; each; each = fabric::next_role(*each)) {
    const auto* ports = node.ports.find(word_of(*each));
    if (!ports || ports->count == 0) continue;
    own = *each == role && ports->shared_with.empty();
    return ports;
  }
  return nullptr;
}

void Resolver::take_ports(Position at, Position cluster, const catalog::NodePorts& ports) {
  if (!plan_.fabrics.entries[at].value.shares.empty()) return;
  const auto* shared = node_of(cluster).ports.find(ports.shared_with);
  const auto [held, first] = port_holders_.try_emplace({cluster, shared ? shared : &ports}, at);
  if (first || held->second == at) return;
  const std::string& name = plan_.clusters.entries[cluster].name;
  const std::string& holder = plan_.fabrics.entries[held->second].name;
  diagnostics_.error(
      "WF0414", path(at, "attach"),
      "the ports of " + name + " that this fabric would use are cabled to \"" + holder + "\"",
      "run on it: \"shares\": \"" + holder +
          "\", or give the nodes an adapter: { \"nic\": \"connectx-7\" }");
}

void Resolver::check_ends(Position at, const FabricRefs& refs, const std::string& cluster,
                          const Attachment& end) {
  if (!refs.leaf || end.ports == 0) return;
  const Fabric& fabric = plan_.fabrics.entries[at].value;
  const catalog::Switch& leaf = catalogue_.switches.entries[*refs.leaf].value;
  if (end.nic) {
    const catalog::Nic& nic = catalogue_.nics.entries[*end.nic].value;
    const auto& spoken = nic.protocols;
    if (!spoken.empty() && std::find(spoken.begin(), spoken.end(), leaf.protocol) == spoken.end()) {
      diagnostics_.error("WF0401", path(at, "switch"),
                         "the adapter " + catalogue_.nics.entries[*end.nic].name + " of " +
                             cluster + " does not speak " + word_of(leaf.protocol),
                         "take a switch that speaks " + word_of(spoken.front()));
    }
  }
  Bandwidth fastest{};
  for (const auto& each : leaf.ports) fastest = max(fastest, each.rate);
  const std::int64_t planes = planes_of(fabric.topology);
  const Bandwidth link = end.rate / planes;
  if (fastest < link) {
    diagnostics_.error(
        "WF0403", path(at, "switch"),
        "a port of " + cluster + " runs at " + gigabits(link) + ", one of " + fabric.switch_id +
            " at " + gigabits(fastest),
        "take a faster switch, or split the adapter: \"planes\": " +
            std::to_string(static_cast<std::int64_t>(std::ceil(ratio(end.rate, fastest)))));
  }
}

void Resolver::carrier(Position at) {
  const Fabric& fabric = plan_.fabrics.entries[at].value;
  if (fabric.shares.empty()) return;
  own_hardware(at, fabric);
  const auto other = position(plan_.fabrics, fabric.shares);
  if (!other) return;
  if (*other == at || !plan_.fabrics.entries[*other].value.shares.empty()) {
    diagnostics_.error("WF0407", path(at, "shares"),
                       *other == at ? "a fabric cannot share itself"
                                    : "\"" + fabric.shares + "\" has no hardware of its own",
                       "name a fabric that has a \"switch\"");
    return;
  }
  stage_.fabrics[at].carrier = *other;
}

void Resolver::own_hardware(Position at, const Fabric& fabric) {
  const auto refuse = [&](bool written, std::string_view key) {
    if (!written) return;
    diagnostics_.error("WF0407", path(at, key),
                       "a fabric that shares \"" + fabric.shares + "\" has no \"" +
                           std::string(key) + "\" of its own",
                       "remove it, or remove \"shares\"");
  };
  refuse(!fabric.switch_id.empty(), "switch");
  refuse(!fabric.spine_switch.empty(), "spine_switch");
  refuse(!fabric.core_switch.empty(), "core_switch");
  refuse(!fabric.nos.empty(), "nos");
  refuse(fabric.topology.has_value(), "topology");
  refuse(fabric.cables.has_value(), "cables");
  refuse(fabric.load_balancing.has_value(), "load_balancing");
  refuse(fabric.delivery.has_value(), "delivery");
  refuse(fabric.border > Bandwidth{}, "border");
  refuse(fabric.reserve.ports_per_leaf > 0, "reserve");
}

void Resolver::endpoints(Position at) {
  const Position on = stage_.fabrics[at].carrier;
  for (Attachment& each : stage_.fabrics[at].attachments) {
    if (on == at) {
      each.own_ports = true;  // also those that another role would use on hardware of its own
      continue;
    }
    const auto& there = stage_.fabrics[on].attachments;
    const bool attached = std::any_of(there.begin(), there.end(), [&](const Attachment& other) {
      return other.cluster == each.cluster;
    });
    each.own_ports = each.own_ports || !attached;
  }
}

void Resolver::roles(Position cluster) {
  for (std::size_t r = 0; r < fabric::role_count; ++r) {
    std::optional<fabric::Role> role = static_cast<fabric::Role>(r);
    for (; role; role = fabric::next_role(*role)) {
      if (const auto found = fabric_with(cluster, *role)) {
        stage_.clusters[cluster].fabric_of[r] = *found;
        break;
      }
    }
  }
}

std::optional<Position> Resolver::fabric_with(Position cluster, fabric::Role role) const {
  for (Position i = 0; i < stage_.fabrics.size(); ++i) {
    if (plan_.fabrics.entries[i].value.role != role) continue;
    for (const Attachment& each : stage_.fabrics[i].attachments) {
      if (each.cluster == cluster) return i;
    }
  }
  return std::nullopt;
}

}  // namespace weft::plan
