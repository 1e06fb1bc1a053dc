// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/compute/llm_work.hpp"
#include "weft/plan/machine.hpp"
#include "weft/serving/search.hpp"

#include <cstdint>
#include <optional>
#include <variant>

namespace weft::plan {

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
