// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/compute/llm_work.hpp"
#include "weft/compute/roofline.hpp"
#include "weft/plan/evaluate_fabrics.hpp"
#include "weft/serving/search.hpp"
#include "weft/training/checkpoint.hpp"
#include "weft/training/run.hpp"
#include "weft/training/search.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>

namespace weft::plan {

inline constexpr Reason no_units{"plan.no-units", "the cluster has no units in this phase"};
inline constexpr Reason no_fabric_between{
    "plan.no-fabric-between",
    "the work needs more accelerators than one domain and no fabric joins them"};
inline constexpr Reason no_storage_fabric{"plan.no-storage-fabric",
                                          "no fabric carries checkpoints of this cluster"};

/// The accelerator of a cluster with the networks of the plan.
/// \param between  the role whose fabric joins scale-up domains for this work.
[[nodiscard]] inline Feasible<compute::Machine> machine_of(
    const Scenario& scenario, const Stage& stage, const StageState& state, Position cluster,
    compute::Precision precision, fabric::Role between) {
  const ClusterRefs& refs = stage.clusters[cluster];
  const catalog::Node& node = scenario.catalogue.nodes.entries[refs.node].value;
  const catalog::Accelerator& part =
      scenario.catalogue.accelerators.entries[*refs.accelerator].value;
  auto made = compute::machine(part, compute::widened(part.peak, precision));
  if (!made) return made.why();
  made->scale_up_domain = std::min(made->scale_up_domain, node.scale_up_domain);
  made->scale_out_rate = effective_for(stage, state, cluster, between);
  if (const auto at = refs.fabric_of[static_cast<std::size_t>(between)]) {
    const FabricState& fabric = state.fabrics[*at];
    if (fabric.hop > Time{}) made->scale_out_hop = fabric.hop;
  }
  return made;
}

// --- training ------------------------------------------------------------------------------------

/// Accelerators that a training workload runs on in a stage.
[[nodiscard]] inline std::int64_t job_size(const Training& training, const ClusterState& cluster) {
  const std::int64_t there = cluster.units * cluster.each;
  return std::min(training.accelerators.value_or(there), there);
}

[[nodiscard]] inline training::Job job_of(const Training& training, std::int64_t accelerators) {
  return {.sequence = training.sequence,
          .global_batch = training.global_batch,
          .tokens = training.tokens,
          .accelerators = accelerators};
}

/// Write rate of all storage servers on the fabric that carries checkpoints.
[[nodiscard]] inline Bandwidth storage_write_rate(const Scenario& scenario, const Stage& stage,
                                                  const StageState& state, Position fabric) {
  Bandwidth sum{};
  for (const Attachment& each : stage.fabrics[fabric].attachments) {
    const auto& node = scenario.catalogue.nodes.entries[stage.clusters[each.cluster].node].value;
    if (node.storage) sum += state.clusters[each.cluster].units * node.storage->write;
  }
  return sum;
}

template <class Step>
void evaluate_training(const Scenario& scenario, const Stage& stage, Position at, StageState& state,
                       Step& step) {
  const auto& written = std::get<Training>(stage.plan.workloads.entries[at].value);
  const WorkloadRefs& refs = stage.workloads[at];
  TrainingState& made = state.workloads[at].training;
  made.traffic = {};
  made.accelerators = job_size(written, state.clusters[*refs.cluster]);
  if (made.accelerators == 0) {
    made.step = Infeasible{&no_units};
    made.run = Infeasible{&no_units};
    return;
  }
  const auto machine =
      machine_of(scenario, stage, state, *refs.cluster, written.precision, fabric::Role::scale_out);
  const auto& split = stage.choices[at].split;
  if (!machine || !split) {
    made.step = machine ? split.why() : machine.why();
    made.run = made.step.why();
    return;
  }
  if (split->accelerators() > machine->scale_up_domain && machine->scale_out_rate == Bandwidth{}) {
    made.step = Infeasible{&no_fabric_between};
    made.run = Infeasible{&no_fabric_between};
    return;
  }
  const auto work = compute::model_work(scenario.catalogue.llms.entries[*refs.llm].value);
  const auto job = job_of(written, split->accelerators());
  step(
      training::step_time_card, made.step,
      [&](const training::Parallel& chosen, const compute::Machine& on) {
        return training::step(work, job, chosen, on);
      },
      *split, *machine);
  if (!made.step) {
    made.run = made.step.why();
    return;
  }
  const training::Reliability reliability{
      .accelerator_interruption = stage.plan.operations.interruption,
      .restart = written.checkpoint.restart,
      .every = written.checkpoint.every};
  Time write{};
  Bytes size = training::checkpoint_bytes(work, reliability);
  const auto storage =
      stage.clusters[*refs.cluster].fabric_of[static_cast<std::size_t>(fabric::Role::storage)];
  if (storage) {
    const Bandwidth attached = static_cast<double>(made.accelerators) *
                               effective_for(stage, state, *refs.cluster, fabric::Role::storage);
    if (attached > Bandwidth{}) {
      write = training::checkpoint_write(size, storage_write_rate(scenario, stage, state, *storage),
                                         attached);
    }
  }
  step(
      training::time_to_train_card, made.run,
      [&](const training::Step& pace) {
        return training::run(work, job, pace, reliability, write);
      },
      *made.step);
  made.traffic = training::traffic(work, job, *split, made.step->schedule, *machine,
                                   made.step->time.total(), size, write);
}

// --- serving -------------------------------------------------------------------------------------

[[nodiscard]] inline serving::Lengths lengths_of(const Spread<Tokens>& written) {
  return {.mean = written.mean, .p95 = written.p95.value_or(Tokens{})};
}
[[nodiscard]] inline serving::Traffic shape_of(const Serving& served) {
  return {.input = lengths_of(served.traffic.input),
          .output = lengths_of(served.traffic.output),
          .prefix_cache_hit = served.traffic.prefix_cache_hit};
}
[[nodiscard]] inline serving::Limits limits_of(const Serving& served) {
  return {.ttft_p95 = served.slo.ttft_p95.value_or(Time{}),
          .tpot_p95 = served.slo.tpot_p95.value_or(Time{})};
}
[[nodiscard]] inline Feasible<serving::Server> server_of(const Scenario& scenario,
                                                         const Stage& stage,
                                                         const StageState& state, Position at) {
  const auto& written = std::get<Serving>(stage.plan.workloads.entries[at].value);
  const WorkloadRefs& refs = stage.workloads[at];
  const auto machine = machine_of(scenario, stage, state, *refs.cluster, written.engine.weights,
                                  fabric::Role::inference);
  if (!machine) return machine.why();
  return serving::Server{
      .model = compute::model_work(scenario.catalogue.llms.entries[*refs.llm].value),
      .machine = *machine,
      .formats = {.weight = compute::bytes_per_element(written.engine.weights),
                  .cache = compute::bytes_per_element(written.engine.kv_cache)},
      .engine = {}};
}

/// What a replica does within its limits. The state of the stage before is kept when nothing that
/// it depends on has changed: most phases of a ramp only add units.
template <class Step>
void evaluate_serving(const Scenario& scenario, const Stage& stage, Position at, StageState& state,
                      const StageState* before, Step& step) {
  const auto& written = std::get<Serving>(stage.plan.workloads.entries[at].value);
  ServingState& made = state.workloads[at].serving;
  const auto& pools = stage.choices[at].pools;
  made.pools = written.engine.mode == ServingMode::disaggregated;
  made.accelerators = 0.0;
  made.requests = {};
  const auto server = server_of(scenario, stage, state, at);
  if (!server || !pools) {
    made.replica = server ? pools.why() : server.why();
    return;
  }
  made.server = *server;
  made.shape = shape_of(written);
  made.limits = limits_of(written);
  if (before) {
    const ServingState& old = before->workloads[at].serving;
    if (old.works() && old.server == made.server && old.shape == made.shape &&
        old.limits == made.limits && old.pools == made.pools &&
        old.replica->deployment == pools->decode) {
      made = old;
      return;
    }
  }
  if (!made.pools) {
    step(
        serving::capacity_card, made.replica,
        [&](const serving::Server& of, const serving::Deployment& on) {
          return serving::capacity(of, on, made.shape, made.limits);
        },
        made.server, pools->decode);
    if (!made.replica) return;
    made.requests = made.replica->requests;
    made.accelerators = static_cast<double>(pools->decode.accelerators());
    return;
  }
  if (server->machine.scale_out_rate == Bandwidth{}) {
    made.replica = Infeasible{&no_fabric_between};
    return;
  }
  step(
      serving::rate_match_card, made.apart,
      [&](const serving::Server& of, const ServingPools& on) {
        return serving::disaggregated(of, on.prefill, on.decode, made.shape, made.limits);
      },
      made.server, *pools);
  if (!made.apart) {
    made.replica = made.apart.why();
    return;
  }
  made.replica = made.apart->decode;
  // Pools are matched in rate: one decode replica with its share of prefill replicas.
  made.requests = made.apart->decode.requests;
  made.accelerators = static_cast<double>(pools->decode.accelerators()) +
                      ratio(made.apart->decode.requests, made.apart->prefill.requests) *
                          static_cast<double>(pools->prefill.accelerators());
}

/// Accelerators for a demand, in whole replicas.
[[nodiscard]] inline double accelerators_for(const ServingState& of, Frequency demand,
                                             double headroom) {
  if (!of.works() || !(demand > Frequency{})) return 0.0;
  constexpr double most = 1e12;  // replicas: a demand that grows without end stays a number
  const auto count = [&](Frequency of_one, std::int64_t each) {
    const Frequency asked = min(demand, most * of_one);
    return static_cast<double>(serving::replicas(asked, of_one, each, headroom).accelerators);
  };
  if (!of.pools) return count(of.requests, of.replica->deployment.accelerators());
  return count(of.apart->prefill.requests, of.apart->prefill.deployment.accelerators()) +
         count(of.apart->decode.requests, of.apart->decode.deployment.accelerators());
}

}  // namespace weft::plan
