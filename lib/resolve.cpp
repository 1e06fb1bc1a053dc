// SPDX-License-Identifier: Apache-2.0
#include "weft/plan/resolve.hpp"

#include "weft/catalog/catalogue.hpp"
#include "weft/io/quantity_text.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace weft::plan {
namespace {

template <class T>
std::optional<Position> position(const Named<T>& in, std::string_view name) {
  const auto at = in.index(name);
  return name.empty() || at == in.size() ? std::nullopt : std::optional<Position>(at);
}

template <class E>
std::string word_of(E value) {
  return std::string(words<E>[static_cast<std::size_t>(value)].word);
}

std::string gigabits(Bandwidth rate) {
  return io::show_quantity(rate.value(), dimension_of<Bandwidth>, "Gb/s");
}

/// Resolves one phase.
class Resolver {
 public:
  /// \param until  month in which the next phase begins; none for the last.
  Resolver(Stage& stage, std::optional<CalendarMonth> until, const catalog::Catalogue& catalogue,
           Diagnostics& diagnostics)
      : stage_(stage),
        until_(until),
        plan_(stage.plan),
        catalogue_(catalogue),
        diagnostics_(diagnostics) {}

  void run() {
    if (plan_.clusters.empty()) {
      diagnostics_.error("WF0302", "clusters",
                         "the plan has no cluster, so there is nothing to size",
                         "for example \"main\": { \"node\": \"dgx-h100\", \"count\": 32 }");
    }
    for (const auto& each : plan_.clusters) cluster(each.value);
    for (Position i = 0; i < plan_.fabrics.size(); ++i) fabric(i);
    for (Position i = 0; i < plan_.fabrics.size(); ++i) carrier(i);
    for (Position i = 0; i < plan_.fabrics.size(); ++i) endpoints(i);
    for (Position c = 0; c < stage_.clusters.size(); ++c) roles(c);
    for (const auto& each : plan_.workloads) workload(each.name, each.value);
    for (Position c = 0; c < stage_.clusters.size(); ++c) room(c);
    prices();
  }

 private:
  // --- clusters ----------------------------------------------------------------------------------

  void cluster(const Cluster& cluster) {
    ClusterRefs refs;
    refs.node = position(catalogue_.nodes, cluster.node).value_or(0);
    if (const catalog::Node* node = catalogue_.nodes.find(cluster.node)) {
      refs.accelerator = position(catalogue_.accelerators, node->accelerator);
    }
    stage_.clusters.push_back(refs);
  }

  [[nodiscard]] const catalog::Node& node_of(Position cluster) const {
    return catalogue_.nodes.entries[stage_.clusters[cluster].node].value;
  }

  // --- fabrics -----------------------------------------------------------------------------------

  [[nodiscard]] std::string path(Position fabric, std::string_view key = {}) const {
    std::string text = "fabrics." + plan_.fabrics.entries[fabric].name;
    return key.empty() ? text : text + "." + std::string(key);
  }

  void fabric(Position at) {
    const Fabric& fabric = plan_.fabrics.entries[at].value;
    FabricRefs refs;
    refs.carrier = at;
    refs.leaf = position(catalogue_.switches, fabric.switch_id);
    refs.spine = fabric.spine_switch.empty() ? refs.leaf
                                             : position(catalogue_.switches, fabric.spine_switch);
    refs.core =
        fabric.core_switch.empty() ? refs.spine : position(catalogue_.switches, fabric.core_switch);
    refs.nos = position(catalogue_.nos, fabric.nos);
    if (fabric.cables) {
      refs.node_leaf = position(catalogue_.optics, fabric.cables->node_leaf);
      refs.leaf_spine = position(catalogue_.optics, fabric.cables->leaf_spine);
    }
    attach(at, refs);
    if (fabric.switch_id.empty() && fabric.shares.empty() &&
        fabric.role != fabric::Role::scale_up) {
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

  [[nodiscard]] std::string first_cluster() const {
    return plan_.clusters.empty() ? "main" : plan_.clusters.entries.front().name;
  }

  void check_nos(Position at, const FabricRefs& refs) {
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

  void attach(Position at, FabricRefs& refs) {
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

  void attach_cluster(Position at, FabricRefs& refs, std::string_view name, const Attach& how) {
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
    check_ends(at, refs, std::string(name), made);
    refs.attachments.push_back(made);
  }

  /// The node's own ports of a role; a role it has no ports for uses those it falls to.
  [[nodiscard]] const catalog::NodePorts* ports_of(Position cluster, fabric::Role role,
                                                   bool& own) const {
    const catalog::Node& node = node_of(cluster);
    for (std::optional<fabric::Role> each = role; each; each = fabric::next_role(*each)) {
      const auto* ports = node.ports.find(word_of(*each));
      if (!ports || ports->count == 0) continue;
      own = *each == role && ports->shared_with.empty();
      return ports;
    }
    return nullptr;
  }

  /// Both ends of a link speak the same protocol, and no adapter is faster than the port it meets.
  void check_ends(Position at, const FabricRefs& refs, const std::string& cluster,
                  const Attachment& end) {
    if (!refs.leaf || end.ports == 0) return;
    const Fabric& fabric = plan_.fabrics.entries[at].value;
    const catalog::Switch& leaf = catalogue_.switches.entries[*refs.leaf].value;
    if (end.nic) {
      const catalog::Nic& nic = catalogue_.nics.entries[*end.nic].value;
      const auto& spoken = nic.protocols;
      if (!spoken.empty() &&
          std::find(spoken.begin(), spoken.end(), leaf.protocol) == spoken.end()) {
        diagnostics_.error("WF0401", path(at, "switch"),
                           "the adapter " + catalogue_.nics.entries[*end.nic].name + " of " +
                               cluster + " does not speak " + word_of(leaf.protocol),
                           "take a switch that speaks " + word_of(spoken.front()));
      }
    }
    Bandwidth fastest{};
    for (const auto& each : leaf.ports) fastest = max(fastest, each.rate);
    const auto planes = fabric.topology ? fabric.topology->planes : 1;
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

  void carrier(Position at) {
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

  /// What a logical fabric cannot have: it is whatever the fabric has that it shares.
  void own_hardware(Position at, const Fabric& fabric) {
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

  /// Ports of a logical fabric stand on the hardware that it shares, each once.
  void endpoints(Position at) {
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

  /// What carries each role for a cluster, falls included.
  void roles(Position cluster) {
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
  [[nodiscard]] std::optional<Position> fabric_with(Position cluster, fabric::Role role) const {
    for (Position i = 0; i < stage_.fabrics.size(); ++i) {
      if (plan_.fabrics.entries[i].value.role != role) continue;
      for (const Attachment& each : stage_.fabrics[i].attachments) {
        if (each.cluster == cluster) return i;
      }
    }
    return std::nullopt;
  }

  // --- workloads ---------------------------------------------------------------------------------

  void workload(const std::string& name, const Workload& workload) {
    WorkloadRefs refs;
    const std::string here = "workloads." + name;
    if (const auto* one = std::get_if<Training>(&workload)) {
      refs.cluster = position(plan_.clusters, one->on);
      refs.llm = position(catalogue_.llms, one->model);
      needs_accelerators(refs, here);
      inside_horizon(one->from, here);
    } else if (const auto* served = std::get_if<Serving>(&workload)) {
      refs.cluster = position(plan_.clusters, served->on);
      refs.llm = position(catalogue_.llms, served->model);
      needs_accelerators(refs, here);
    } else if (const auto* rented = std::get_if<Rental>(&workload)) {
      refs.cluster = position(plan_.clusters, rented->on);
    } else if (const auto* servers = std::get_if<Traditional>(&workload)) {
      refs.cluster = position(plan_.clusters, servers->on);
    } else if (const auto* application = std::get_if<Application>(&workload)) {
      calls(*application, here, refs);
    }
    stage_.workloads.push_back(std::move(refs));
  }

  void needs_accelerators(const WorkloadRefs& refs, const std::string& here) {
    if (!refs.cluster || stage_.clusters[*refs.cluster].accelerator) return;
    diagnostics_.error("WF0408", here + ".on", "this cluster has no accelerators",
                       "name a cluster whose node has some");
  }

  void inside_horizon(const std::optional<CalendarMonth>& from, const std::string& here) {
    const CalendarMonth start = plan_.time.start;
    const auto months =
        static_cast<std::int64_t>(std::lround(ratio(plan_.time.horizon, one_month)));
    if (!from || (*from >= start && *from < start + months)) return;
    diagnostics_.error("WF0409", here + ".from",
                       format_month(*from) + " is outside the horizon, " + format_month(start) +
                           " to " + format_month(start + (months - 1)),
                       "change it, or time.start and time.horizon");
  }

  void calls(const Application& application, const std::string& here, WorkloadRefs& refs) {
    for (const auto& step : application.steps) {
      const std::string at = here + ".steps." + step.name;
      const auto called = position(plan_.workloads, step.value.call);
      if (step.value.call.empty() == step.value.tool.empty()) {
        diagnostics_.error("WF0302", at, "a step has either \"call\" or \"tool\"",
                           "for example \"call\": \"chat\"");
      }
      if (called && !std::holds_alternative<Serving>(plan_.workloads.entries[*called].value)) {
        diagnostics_.error("WF0303", at + ".call",
                           "\"" + step.value.call + "\" is no serving workload", {});
        refs.calls.push_back(std::nullopt);
        continue;
      }
      refs.calls.push_back(called);
    }
  }

  /// What is kept for training and rental must exist.
  void room(Position cluster) {
    const auto& entry = plan_.clusters.entries[cluster];
    const std::int64_t there = entry.value.count * node_of(cluster).accelerators;
    std::int64_t kept = 0;
    for (Position w = 0; w < plan_.workloads.size(); ++w) {
      if (stage_.workloads[w].cluster != cluster) continue;
      const auto& [name, workload] = plan_.workloads.entries[w];
      std::int64_t asked = 0;
      std::string key = ".accelerators";
      if (const auto* one = std::get_if<Training>(&workload)) {
        const bool later = until_ && one->from && *until_ <= *one->from;
        asked = later ? 0 : one->accelerators.value_or(0);
      }
      if (const auto* rented = std::get_if<Rental>(&workload)) asked = rented->accelerators;
      kept += asked;
      if (asked == 0 || kept <= there) continue;
      diagnostics_.warn("WF0408", "workloads." + name + key,
                        (stage_.name.empty() ? std::string() : "in " + stage_.name + ", ") +
                            std::to_string(kept) + " accelerators are kept on " + entry.name +
                            ", which has " + std::to_string(there),
                        "what is missing counts as unmet demand");
    }
  }

  // --- prices ------------------------------------------------------------------------------------

  /// A part without a price leaves the plan without any cost: better said where it is named.
  void prices() {
    for (const auto& each : plan_.clusters) {
      const catalog::Node* node = catalogue_.nodes.find(each.value.node);
      const std::int64_t owned = each.value.owned ? each.value.owned->count : 0;
      if (node && !node->price && !each.value.price && each.value.count > owned) {
        no_price("clusters." + each.name + ".node", each.value.node,
                 "write \"price\" beside it, or add a book to uses.prices");
      }
    }
    for (Position f = 0; f < plan_.fabrics.size(); ++f) {
      const Fabric& fabric = plan_.fabrics.entries[f].value;
      if (!fabric.shares.empty()) continue;
      for (const auto& [key, id] :
           {std::pair<std::string_view, const std::string&>{"switch", fabric.switch_id},
            {"spine_switch", fabric.spine_switch},
            {"core_switch", fabric.core_switch}}) {
        const catalog::Switch* box = catalogue_.switches.find(id);
        if (box && !box->price) no_price(path(f, key), id, part_hint(id, "switch"));
      }
      for (const auto& each : fabric.attach) {
        const catalog::Nic* nic = catalogue_.nics.find(each.value.nic);
        if (!nic || nic->price) continue;
        no_price(path(f, "attach." + each.name + ".nic"), each.value.nic,
                 part_hint(each.value.nic, "nic"));
      }
    }
  }
  static std::string part_hint(const std::string& id, std::string_view kind) {
    return "\"parts\": { \"" + id + "\": { \"kind\": \"" + std::string(kind) +
           "\", \"price\": \"$...\" } }, or a book in uses.prices";
  }
  void no_price(const std::string& at, const std::string& part, std::string hint) {
    diagnostics_.warn("WF0410", at, "\"" + part + "\" has no price, so the plan has no cost",
                      std::move(hint));
  }

  Stage& stage_;
  std::optional<CalendarMonth> until_;
  const Plan& plan_;
  const catalog::Catalogue& catalogue_;
  Diagnostics& diagnostics_;
};

// --- phases --------------------------------------------------------------------------------------

/// Reports what a phase has that the phase before it has not, or the other way round.
template <class T>
void same_names(const std::string& phase, std::string_view section, const Named<T>& before,
                const Named<T>& now, Diagnostics& diagnostics) {
  const std::string here = "ramp." + phase + "." + std::string(section);
  for (const auto& each : now) {
    if (before.find(each.name)) continue;
    diagnostics.error("WF0413", here + "." + each.name,
                      "only the phase `" + phase + "` has `" + each.name + "`",
                      "write it in " + std::string(section) +
                          " of the plan itself; a phase says how many there are");
  }
  for (const auto& each : before) {
    if (now.find(each.name)) continue;
    diagnostics.error("WF0413", here, "the phase `" + phase + "` removes `" + each.name + "`",
                      "phases change counts: a cluster that is gone has \"count\": 0");
  }
}

/// What a phase may not make something else of: the ramp adds to it.
void same_things(const std::string& phase, const Plan& before, const Plan& now,
                 Diagnostics& diagnostics) {
  const auto refuse = [&](bool differs, const std::string& path) {
    if (!differs) return;
    diagnostics.error("WF0413", "ramp." + phase + "." + path,
                      "the phase `" + phase + "` changes what stands already",
                      "write another cluster or fabric beside it, with a count of its own");
  };
  const auto clusters = std::min(before.clusters.size(), now.clusters.size());
  for (Position c = 0; c < clusters; ++c) {
    const auto& [name, was] = before.clusters.entries[c];
    refuse(was.node != now.clusters.entries[c].value.node, "clusters." + name + ".node");
  }
  const auto fabrics = std::min(before.fabrics.size(), now.fabrics.size());
  for (Position f = 0; f < fabrics; ++f) {
    const auto& [name, was] = before.fabrics.entries[f];
    const Fabric& is = now.fabrics.entries[f].value;
    const std::string here = "fabrics." + name + ".";
    refuse(was.role != is.role, here + "role");
    refuse(was.shares != is.shares, here + "shares");
    refuse(was.switch_id != is.switch_id, here + "switch");
    refuse(was.spine_switch != is.spine_switch, here + "spine_switch");
    refuse(was.core_switch != is.core_switch, here + "core_switch");
  }
  const auto workloads = std::min(before.workloads.size(), now.workloads.size());
  for (Position w = 0; w < workloads; ++w) {
    const auto& [name, was] = before.workloads.entries[w];
    const Workload& is = now.workloads.entries[w].value;
    refuse(was.index() != is.index(), "workloads." + name + ".kind");
    const auto* tasks = std::get_if<Application>(&was);
    const auto* later = std::get_if<Application>(&is);
    if (tasks && later) {
      same_names(phase, "workloads." + name + ".steps", tasks->steps, later->steps, diagnostics);
    }
  }
}

void check_phases(std::span<const PhasePlan> phases, Diagnostics& diagnostics) {
  for (std::size_t i = 1; i < phases.size(); ++i) {
    const Plan& before = *phases[i - 1].plan;
    const Plan& now = *phases[i].plan;
    same_names(phases[i].name, "clusters", before.clusters, now.clusters, diagnostics);
    same_names(phases[i].name, "fabrics", before.fabrics, now.fabrics, diagnostics);
    same_names(phases[i].name, "workloads", before.workloads, now.workloads, diagnostics);
    if (!diagnostics.has_errors()) same_things(phases[i].name, before, now, diagnostics);
  }
}

void check_calendar(std::span<const PhasePlan> phases, std::int64_t months,
                    Diagnostics& diagnostics) {
  const CalendarMonth start = phases.front().plan->time.start;
  for (const PhasePlan& each : phases) {
    const auto month = months_between(start, each.from);
    if (each.name.empty() || (month >= 0 && month < months)) continue;
    diagnostics.error("WF0405", "ramp." + each.name + ".from",
                      format_month(each.from) + " is outside the horizon, " + format_month(start) +
                          " to " + format_month(start + (months - 1)),
                      "change it, or time.start and time.horizon");
  }
}

}  // namespace

Scenario resolve(std::span<const PhasePlan> phases, const catalog::Catalogue& catalogue,
                 Diagnostics& diagnostics) {
  Scenario scenario;
  scenario.catalogue = catalogue;
  scenario.months =
      static_cast<std::int64_t>(std::lround(ratio(phases.front().plan->time.horizon, one_month)));
  const double months = ratio(phases.front().plan->time.horizon, one_month);
  constexpr double rounding = 1e-6;
  if (std::fabs(months - static_cast<double>(scenario.months)) > rounding) {
    diagnostics.error(
        "WF0211", "time.horizon",
        io::show_quantity(months, {}, {}) + " months are not a whole number of months",
        "for example \"60 months\" or \"5 yr\"");
  }
  check_calendar(phases, scenario.months, diagnostics);
  check_phases(phases, diagnostics);
  for (std::size_t i = 0; i < phases.size(); ++i) {
    Stage& stage = scenario.stages.emplace_back();
    stage.name = phases[i].name;
    stage.from = phases[i].from;
    stage.plan = *phases[i].plan;
    const auto until = i + 1 < phases.size() ? std::optional(phases[i + 1].from) : std::nullopt;
    Resolver(stage, until, scenario.catalogue, diagnostics).run();
  }
  return scenario;
}

}  // namespace weft::plan
