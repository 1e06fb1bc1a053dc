// SPDX-License-Identifier: Apache-2.0
// What a fabric gives in its worst phase, metric by metric with what it is made from.
#pragma once

#include "weft/plan/cards.hpp"
#include "weft/plan/step_inputs.hpp"
#include "weft/plan/summary_fabrics.hpp"

#include <functional>
#include <tuple>

namespace weft::plan {

namespace detail {

/// A member of the state of a fabric in every phase.
template <class Member>
[[nodiscard]] auto over_phases(const Workspace& room, Position at, Member member) {
  return across(room.stages, [at, member](const StageState& each, std::size_t) {
    return &(each.fabrics[at].*member);
  });
}

/// What a scale-up network that comes with the node is made of.
[[nodiscard]] inline auto inside_nodes(const Scenario& scenario, Position at) {
  const Stage& last = scenario.last();
  return across(last.fabrics[at].attachments, [&](const Attachment& each, std::size_t) {
    const ClusterRefs& refs = last.clusters[each.cluster];
    return std::tuple(record_at(scenario.catalogue.accelerators, refs.accelerator),
                      &scenario.catalogue.nodes.entries[refs.node].value.scale_up_domain,
                      &scenario.catalogue.nodes.entries[refs.node].value.accelerators,
                      record_at(scenario.catalogue.profiles, refs.profile),
                      record_at(scenario.catalogue.profiles, each.profile));
  });
}

}  // namespace detail

template <class Step>
void summarise_service(const Scenario& scenario, Workspace& room, Position at,
                       FabricOutcome& fabric, Step& step) {
  const Fabric& written = scenario.last().plan.fabrics.entries[at].value;
  const Position carrier = scenario.last().fabrics[at].carrier;
  const auto of = [&](auto member) { return detail::over_phases(room, at, member); };
  const auto inside = detail::inside_nodes(scenario, at);
  const auto designs = detail::over_phases(room, carrier, &FabricState::design);
  const auto links = of(&FabricState::link);
  step(
      worst_phase_card, fabric.service, [&] { keep_worst_service(scenario, room, at, fabric); },
      designs, links, detail::over_phases(room, carrier, &FabricState::endpoints));
  step(as_is_card, fabric.ready, std::identity{}, room.stages.back().fabrics[at].ready);
  if (!fabric.service) return;
  const auto kept = [] {};  // with the service, above
  FabricService& made = *fabric.service;
  const auto injection = of(&FabricState::injection);
  step(fabric::injection_card, parts(made.bandwidth_per_accelerator, made.bandwidth_per_node), kept,
       injection, inside);
  step(fabric::effective_bandwidth_card, parts(made.bandwidth_effective, made.bandwidth_guaranteed),
       kept, of(&FabricState::contended), of(&FabricState::effective), written.traffic_class,
       inside);
  step(balancing_card, made.load_balancing_efficiency, kept, of(&FabricState::balancing));
  step(fabric::same_time_peak_card, parts(made.traffic_peak, made.flows), kept,
       of(&FabricState::flows));
  step(fabric::link_load_card, parts(made.busiest_link, made.bandwidth_needed), kept,
       of(&FabricState::busiest), detail::over_phases(room, carrier, &FabricState::busiest),
       of(&FabricState::needed),
       across(room.stages, [](const StageState& each,
                              std::size_t) { return across(each.clusters, &ClusterState::load); }),
       inside);
  step(fabric::path_latency_card, made.latency_unloaded, kept, of(&FabricState::latency));
  step(fabric::latency_p99_card, made.latency_p99, kept, of(&FabricState::latency), designs,
       made.busiest_link, links);
  step(probe_card, parts(made.all_reduce_busbw, made.all_to_all_busbw), kept, written.probe,
       of(&FabricState::contended), of(&FabricState::effective), of(&FabricState::balancing),
       injection, designs, inside);
  step(share_of_card, made.border_use, kept, of(&FabricState::flows), written.border);
}

template <class Step>
void summarise_fabric(const Scenario& scenario, Workspace& room, Position at, FabricOutcome& fabric,
                      Step& step) {
  summarise_fabric_size(scenario.last(), room.stages.back(), at, fabric, step);
  summarise_service(scenario, room, at, fabric, step);
}

}  // namespace weft::plan
