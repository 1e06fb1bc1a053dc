// SPDX-License-Identifier: Apache-2.0
// What a collective test reads on a fabric of the plan.
#pragma once

#include "weft/fabric/bandwidth.hpp"
#include "weft/plan/remembered.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/plan/stage_state.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::plan {

/// The smaller one; what is not known says nothing of the other.
[[nodiscard]] inline Feasible<Bandwidth> slower_of(const Feasible<Bandwidth>& one,
                                                   const Feasible<Bandwidth>& other) {
  if (!one || !other) return one ? one : other;
  return min(*one, *other);
}

namespace detail {

/// The accelerators of a cluster inside their domains; servers without any stand alone.
inline ProbeGroup inside_domains(const Scenario& scenario, const ClusterRefs& refs,
                                 std::int64_t ranks) {
  ProbeGroup group{.on = {.ranks = ranks}, .links = {}};
  if (!refs.accelerator || !refs.profile) return group;
  const auto& part = scenario.catalogue.accelerators.entries[*refs.accelerator].value;
  if (!part.scale_up.rate) return group;
  group.links.local = &scenario.catalogue.profiles.entries[*refs.profile].value;
  group.on.local_rate = *part.scale_up.rate;
  group.on.local_ranks = std::clamp<std::int64_t>(
      scenario.catalogue.nodes.entries[refs.node].value.scale_up_domain, 1, ranks);
  return group;
}

inline ProbeBus bus_of(const ProbeGroup& group, Bytes size) {
  const auto rate = [&](fabric::Collective kind) -> Feasible<Bandwidth> {
    const auto made = fabric::collective_time(kind, size, group.on, group.links);
    if (!made) return made.why();
    return fabric::bus_bandwidth(kind, size, group.on.ranks, made->time.total());
  };
  return {rate(fabric::Collective::all_reduce), rate(fabric::Collective::all_to_all)};
}

}  // namespace detail

/// The accelerators of one cluster on a network between nodes. What hashing, tapers and the peak of
/// other classes take comes off the rate of the adapters; headers are in the profiles.
/// \param ranks  that take part; nothing: all of the cluster.
/// \return nothing where no accelerator stands, or nothing is known of its adapters.
[[nodiscard]] inline std::optional<ProbeGroup> probe_group(const Scenario& scenario,
                                                           const Stage& stage,
                                                           const StageState& state, Position at,
                                                           const Attachment& each,
                                                           std::optional<std::int64_t> ranks) {
  const FabricState& made = state.fabrics[at];
  const FabricState& hardware = state.fabrics[stage.fabrics[at].carrier];
  const ClusterState& cluster = state.clusters[each.cluster];
  if (!hardware.design || cluster.units == 0 || each.ports == 0 || !each.profile)
    return std::nullopt;
  const auto all = std::max<std::int64_t>(2, ranks.value_or(cluster.units * cluster.each));
  ProbeGroup group = detail::inside_domains(scenario, stage.clusters[each.cluster], all);
  group.links.net = &scenario.catalogue.profiles.entries[*each.profile].value;
  if (!group.links.local) group.links.local = group.links.net;
  const auto injection = fabric::injection(each.ports, each.rate, cluster.each);
  const double left = made.effective > Bandwidth{} ? ratio(made.contended, made.effective) : 0.0;
  group.on.net_rate = left * fabric::effective_bandwidth(injection.per_accelerator, made.balancing,
                                                         1.0, *hardware.design)
                                 .total();
  return group;
}

/// The same inside the nodes of one cluster.
[[nodiscard]] inline std::optional<ProbeGroup> domain_group(const Scenario& scenario,
                                                            const Stage& stage,
                                                            const StageState& state,
                                                            const Attachment& each,
                                                            std::optional<std::int64_t> ranks) {
  const ClusterRefs& refs = stage.clusters[each.cluster];
  if (state.clusters[each.cluster].units == 0 || !refs.profile) return std::nullopt;
  const std::int64_t domain = scenario.catalogue.nodes.entries[refs.node].value.scale_up_domain;
  const auto most = std::max<std::int64_t>(2, domain);
  return detail::inside_domains(scenario, refs,
                                std::clamp<std::int64_t>(ranks.value_or(domain), 2, most));
}

/// For the cluster that finds least on the fabric.
[[nodiscard]] inline ProbeBus probe_bus(const Scenario& scenario, const Stage& stage,
                                        StageState& state, Position at) {
  const Fabric& written = stage.plan.fabrics.entries[at].value;
  const Probe& probe = written.probe;
  ProbeBus least;
  for (std::size_t a = 0; a < stage.fabrics[at].attachments.size(); ++a) {
    const Attachment& each = stage.fabrics[at].attachments[a];
    const auto group = written.role == fabric::Role::scale_up
                           ? domain_group(scenario, stage, state, each, probe.ranks)
                           : probe_group(scenario, stage, state, at, each, probe.ranks);
    if (!group) continue;
    Probed& known = state.fabrics[at].probed[a];
    if (known.group != *group || known.size != probe.collective) {
      known = {*group, probe.collective, detail::bus_of(*group, probe.collective)};
    }
    least.all_reduce = slower_of(least.all_reduce, known.bus.all_reduce);
    least.all_to_all = slower_of(least.all_to_all, known.bus.all_to_all);
  }
  return least;
}

}  // namespace weft::plan
