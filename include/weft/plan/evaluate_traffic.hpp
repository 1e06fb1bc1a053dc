// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/traditional.hpp"
#include "weft/fabric/role.hpp"
#include "weft/plan/evaluate_serving.hpp"
#include "weft/plan/evaluate_training.hpp"
#include "weft/serving/traffic.hpp"
#include "weft/units/growth.hpp"

#include <algorithm>
#include <tuple>
#include <variant>

namespace weft::plan {

/// The fabric that carries a flow of a cluster: one that says so in `carries`, else that of its
/// role.
[[nodiscard]] inline std::optional<Position> carrier_of(const Stage& stage, Position cluster,
                                                        fabric::Flow flow, fabric::Role home) {
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    const auto& carries = stage.plan.fabrics.entries[f].value.carries;
    if (std::find(carries.begin(), carries.end(), flow) == carries.end()) continue;
    for (const Attachment& each : stage.fabrics[f].attachments) {
      if (each.cluster == cluster) return f;
    }
  }
  return stage.clusters[cluster].fabric_of[static_cast<std::size_t>(home)];
}

/// Puts a flow on the fabric that carries it: on its own books and on those of the hardware.
/// \param each  of one accelerator (or server) that takes part, at the peak.
/// \param all   of all of them.
inline void put(const Stage& stage, StageState& state, Position workload, fabric::Flow flow,
                fabric::Role home, Bandwidth each, Bandwidth all) {
  if (!(all > Bandwidth{})) return;
  const Position cluster = *stage.workloads[workload].cluster;
  const auto at = carrier_of(stage, cluster, flow, home);
  if (!at) return;
  const Position hardware = stage.fabrics[*at].carrier;
  state.workloads[workload].load[hardware] += all;
  state.fabrics[*at].flows[flow] += all;
  state.clusters[cluster].load[*at] += each;
  if (hardware == *at) return;
  state.fabrics[hardware].flows[flow] += all;
  state.clusters[cluster].load[hardware] += each;
}

inline void put_training(const Stage& stage, Position at, StageState& state) {
  const TrainingState& made = state.workloads[at].training;
  if (!made.step || state.workloads[at].peak <= 0.0) return;  // it does not run in this stage
  const auto n = static_cast<double>(stage.choices[at].split->accelerators());
  const auto flow = [&](fabric::Flow which, bool inside, Bandwidth each) {
    put(stage, state, at, which, fabric::home(which, false, inside), each, n * each);
  };
  const auto& in = made.traffic.scale_up_mean;
  const auto& out = made.traffic.scale_out_mean;
  flow(fabric::Flow::tensor, true, in.tensor);
  flow(fabric::Flow::context, true, in.context);
  flow(fabric::Flow::pipeline, true, in.pipeline);
  flow(fabric::Flow::data, true, in.data);
  flow(fabric::Flow::expert, true, in.expert);
  flow(fabric::Flow::tensor, false, out.tensor);
  flow(fabric::Flow::context, false, out.context);
  flow(fabric::Flow::pipeline, false, out.pipeline);
  flow(fabric::Flow::data, false, out.data);
  flow(fabric::Flow::expert, false, out.expert);
  flow(fabric::Flow::checkpoint, false, made.traffic.checkpoint);
  flow(fabric::Flow::dataset, false, made.traffic.dataset);
}

inline void put_serving(const Stage& stage, Position at, StageState& state) {
  const WorkloadState& work = state.workloads[at];
  const ServingState& made = work.serving;
  if (!made.works() || work.peak <= 0.0) return;
  const auto flow = [&](fabric::Flow which, bool in_domain, Bandwidth all) {
    put(stage, state, at, which, fabric::home(which, true, in_domain), all / work.peak, all);
  };
  const auto pool = [&](const serving::Pool& on, Tokens each) {
    const auto domain = made.server.machine.scale_up_domain;
    const auto flows =
        serving::pool_flows(made.server.model, on, work.peak_requests * each, domain);
    flow(fabric::Flow::tensor, on.tensor() <= static_cast<double>(domain), flows.tensor);
    flow(fabric::Flow::expert, true, flows.expert);
    flow(fabric::Flow::expert, false, flows.expert_beyond);
    flow(fabric::Flow::pipeline, on.accelerators <= domain, flows.stage);
  };
  pool(made.layout.prefills(), (1.0 - made.layout.cached) * made.lengths.input);
  pool(made.layout.decode, made.lengths.output);
  if (made.layout.apart) {
    const Bytes cache =
        serving::sequence_cache(made.server.model, made.server.formats, made.lengths.input);
    flow(fabric::Flow::kv_transfer, false, work.peak_requests * cache);
  }
  flow(fabric::Flow::user, false, serving::user_traffic(made.lengths, work.peak_requests));
}

/// \param month  of the busiest servers of the stage, from time.start.
inline void put_traditional(const Stage& stage, Position at, double month, StageState& state) {
  const auto& written = std::get<Traditional>(stage.plan.workloads.entries[at].value);
  const Position cluster = *stage.workloads[at].cluster;
  const double asked = static_cast<double>(written.servers) * factor(written.growth, month);
  const double servers = std::min(asked, state.clusters[cluster].capacity());
  if (servers <= 0.0) return;
  const auto load = application::peak_server_load({.servers = servers,
                                                   .east_west = written.traffic.east_west,
                                                   .north_south = written.traffic.north_south,
                                                   .growth = {},
                                                   .peak_to_mean = written.peak_to_mean},
                                                  0.0);
  put(stage, state, at, fabric::Flow::east_west, fabric::Role::front_end, load.east_west / servers,
      load.east_west);
  put(stage, state, at, fabric::Flow::north_south, fabric::Role::front_end,
      load.north_south / servers, load.north_south);
}

/// Load of the fullest links when everything is at its peak, and what an accelerator asks.
inline void load_links(const Stage& stage, StageState& state) {
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    FabricState& fabric = state.fabrics[f];
    const FabricState& hardware = state.fabrics[stage.fabrics[f].carrier];
    fabric.busiest = {};
    fabric.needed = {};
    if (!hardware.design) continue;
    for (const Attachment& each : stage.fabrics[f].attachments) {
      const ClusterState& cluster = state.clusters[each.cluster];
      if (cluster.units == 0 || each.ports == 0) continue;
      const Bandwidth ask = cluster.load[f];
      const auto rate = fabric::injection(each.ports, each.rate, cluster.each).per_accelerator;
      const auto load = fabric::link_load(
          {.peak = ask, .rate = rate, .balancing = fabric.balancing}, *hardware.design);
      fabric.needed = max(fabric.needed, ask);
      fabric.busiest.access = std::max(fabric.busiest.access, load.access);
      fabric.busiest.trunk = std::max(fabric.busiest.trunk, load.trunk);
    }
  }
}

namespace detail {
/// Load of an accelerator of one cluster by the traffic of one network alone.
inline Bandwidth own_load(const Stage& stage, const std::vector<Bandwidth>& load, Position fabric) {
  Bandwidth own = load[fabric];
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    if (f != fabric && stage.fabrics[f].carrier == fabric) own -= load[f];
  }
  return max(own, Bandwidth{});
}
}  // namespace detail

/// What a class finds on hardware that it shares when all others are at their peak: what they
/// leave, never less than its guarantee. Classes of the same or an earlier priority take all that
/// they ask, later ones only what is guaranteed to them.
inline void share_links(const Stage& stage, Position at, StageState& state) {
  FabricState& fabric = state.fabrics[at];
  fabric.contended = fabric.effective;
  const Position hardware = stage.fabrics[at].carrier;
  const TrafficClass& own = stage.plan.fabrics.entries[at].value.traffic_class;
  for (const Attachment& each : stage.fabrics[at].attachments) {
    const auto& load = state.clusters[each.cluster].load;
    Bandwidth others{};
    for (Position f = 0; f < stage.fabrics.size(); ++f) {
      if (f == at || stage.fabrics[f].carrier != hardware) continue;
      const TrafficClass& other = stage.plan.fabrics.entries[f].value.traffic_class;
      const Bandwidth asked = detail::own_load(stage, load, f);
      const bool yields = other.priority > own.priority;
      others += yields ? min(asked, other.guarantee * fabric.effective) : asked;
    }
    if (!(others > Bandwidth{})) continue;
    fabric.contended =
        min(fabric.contended, fabric::class_rate(fabric.effective, own.guarantee, others));
  }
}

/// What the other classes on the hardware of a fabric ask.
[[nodiscard]] inline auto sharers(const Stage& stage, Position at, const StageState& state) {
  return across(stage.fabrics, [&stage, &state, at](const FabricRefs& each, std::size_t f) {
    const bool beside = f != at && each.carrier == stage.fabrics[at].carrier;
    return beside ? std::tuple(&state.fabrics[f].flows,
                               &stage.plan.fabrics.entries[f].value.traffic_class)
                  : std::tuple<const fabric::Flows*, const TrafficClass*>();
  });
}

/// All flows of a stage at its busiest.
template <class Step>
void evaluate_traffic(const Stage& stage, double last_month, StageState& state, Step& step) {
  const auto flows = across(state.fabrics, &FabricState::flows);
  const auto loads = across(state.clusters, &ClusterState::load);
  const auto of_work = across(state.workloads, &WorkloadState::load);
  step(flows_card, parts(flows, loads, of_work), [&] {
    for (FabricState& each : state.fabrics) each.flows = {};
    for (ClusterState& each : state.clusters) {
      std::fill(each.load.begin(), each.load.end(), Bandwidth{});
    }
    for (WorkloadState& each : state.workloads) {
      std::fill(each.load.begin(), each.load.end(), Bandwidth{});
    }
  });
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    const Workload& written = stage.plan.workloads.entries[w].value;
    const WorkloadState& work = state.workloads[w];
    const auto put_flows = [&](auto&& compute, const auto&... inputs) {
      step(flows_card, parts(flows, loads, work.load), compute, inputs...);
    };
    if (std::holds_alternative<Training>(written)) {
      put_flows([&] { put_training(stage, w, state); }, work.training.traffic,
                stage.choices[w].split, work.peak);
    } else if (std::holds_alternative<Serving>(written)) {
      put_flows([&] { put_serving(stage, w, state); }, work.serving.layout, work.serving.lengths,
                work.serving.server, work.peak, work.peak_requests);
    } else if (const auto* servers = std::get_if<Traditional>(&written)) {
      put_flows([&] { put_traditional(stage, w, last_month, state); }, servers->servers,
                servers->growth, servers->traffic, servers->peak_to_mean,
                state.clusters[*stage.workloads[w].cluster].units);
    }
  }
  step(
      fabric::link_load_card,
      parts(across(state.fabrics, &FabricState::busiest),
            across(state.fabrics, &FabricState::needed)),
      [&] { load_links(stage, state); }, loads, across(state.fabrics, &FabricState::design),
      across(state.fabrics, &FabricState::balancing));
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    step(
        left_by_classes_card, state.fabrics[f].contended, [&] { share_links(stage, f, state); },
        state.fabrics[f].effective, stage.plan.fabrics.entries[f].value.traffic_class,
        sharers(stage, f, state));
  }
}

}  // namespace weft::plan
