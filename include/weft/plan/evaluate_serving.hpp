// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/compute/llm_work.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/machine.hpp"
#include "weft/plan/step_inputs.hpp"
#include "weft/serving/offers.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>

namespace weft::plan {

[[nodiscard]] inline serving::RequestLengths lengths_of(const Serving& served) {
  const Spread<Tokens>& input = served.traffic.input;
  const Spread<Tokens>& output = served.traffic.output;
  return {.input = input.mean,
          .output = output.mean,
          .input_p95 = input.p95.value_or(Tokens{}),
          .output_p95 = output.p95.value_or(Tokens{})};
}
[[nodiscard]] inline serving::Limits limits_of(const Serving& served) {
  return {.ttft_p95 = served.slo.ttft_p95.value_or(Time{}),
          .tpot_p95 = served.slo.tpot_p95.value_or(Time{})};
}

/// The model in its formats and the engine, on the accelerator of the cluster with the networks of
/// the plan.
[[nodiscard]] inline Feasible<serving::Server> server_of(const Scenario& scenario,
                                                         const Stage& stage,
                                                         const StageState& state, Position at) {
  const auto& written = std::get<Serving>(stage.plan.workloads.entries[at].value);
  const WorkloadRefs& refs = stage.workloads[at];
  const auto machine = machine_of(scenario, stage, state, *refs.cluster, fabric::Role::inference);
  if (!machine) return machine.why();
  const catalog::Llm& llm = scenario.catalogue.llms.entries[*refs.llm].value;
  const catalog::Accelerator& part =
      scenario.catalogue.accelerators.entries[*stage.clusters[*refs.cluster].accelerator].value;
  const auto formats =
      serving::numerics(llm, part.peak, written.engine.weights, written.engine.kv_cache);
  if (!formats) return formats.why();
  const catalog::ServingFit& fit = scenario.catalogue.serving_fits.entries[refs.engine->fit].value;
  const catalog::ServingEngine& engine = fit.engines.entries[refs.engine->engine].value;
  return serving::Server{compute::model_work(llm), *formats, *machine,
                         serving::coefficients(fit, engine, refs.engine->year,
                                               fit.families.entries[refs.engine->family].value,
                                               formats->four_bit, formats->narrow)};
}

/// Pools apart hand the cache over on the fabric that carries inference. An embedder has none to
/// hand over.
[[nodiscard]] inline serving::Layout layout_of(const Serving& written,
                                               const serving::Machine& machine,
                                               const ServingPools& pools) {
  serving::Layout made;
  made.apart =
      written.engine.mode == ServingMode::disaggregated && written.traffic.output.mean > Tokens{};
  made.decode = serving::pool_of(pools.decode);
  made.prefill = serving::pool_of(pools.prefill);
  made.drafts.draft_tokens = written.engine.draft_tokens;
  made.cached = written.traffic.prefix_cache_hit;
  if (made.apart) {
    made.handover = serving::Handover{.rate = machine.scale_out_rate,
                                      .hop = machine.scale_out_hop,
                                      .overlap = written.engine.kv_overlap};
  }
  return made;
}

namespace detail {

/// What a unit does was computed before from the same inputs.
[[nodiscard]] inline bool same_question(const ServingState& one, const ServingState& other) {
  return other.answered && one.layout == other.layout && one.prefill_load == other.prefill_load &&
         one.lengths == other.lengths && one.limits == other.limits && one.server == other.server;
}

template <class Step>
void evaluate_unit(ServingState& made, Step& step) {
  made.unit = {};
  made.seen_at.reset();
  step(
      serving::step_time_card, made.load,
      [&](const serving::Server& of, const serving::Layout& as,
          const serving::RequestLengths& lengths, const serving::Limits& limits, double share) {
        auto load = serving::loaded(of, as, lengths);
        if (load && as.apart) return Feasible(matched(*load, limits, share));
        return load;
      },
      made.server, made.layout, made.lengths, made.limits, made.prefill_load);
  made.most = made.load ? Feasible<Frequency>{} : made.load.why();
  if (!made.load) return;
  step(serving::goodput_card, made.most, serving::goodput, *made.load, made.limits);
  if (!made.most) return;
  const auto limit = serving::open_loop(*made.load, *made.most);
  if (!limit || !(*made.most > Frequency{})) {
    made.most = limit ? Infeasible{&serving::beyond_capacity} : limit.why();
    return;
  }
  made.limit = *limit;
  step(serving::rate_match_card, made.unit, serving::unit_of, made.layout, *made.load, *made.most);
}

}  // namespace detail

/// What a unit does within its limits. What was computed for the stage before, or for this one in
/// the evaluation before, is kept when nothing that it depends on has changed: most phases of a
/// ramp only add units, and most studies change something else.
template <class Step>
void evaluate_serving(const Scenario& scenario, const Stage& stage, Position at, StageState& state,
                      const StageState* before, Step& step) {
  const auto& written = std::get<Serving>(stage.plan.workloads.entries[at].value);
  ServingState& made = state.workloads[at].serving;
  const auto& pools = stage.choices[at].pools;
  const auto server = server_of(scenario, stage, state, at);
  const auto names = [&](auto&& compute, const auto&... results) {
    const catalog::Catalogue& records = scenario.catalogue;
    step(machine_card, parts(results...), compute,
         machine_inputs(scenario, stage, state, *stage.workloads[at].cluster,
                        fabric::Role::inference),
         detail::record_at(records.llms, stage.workloads[at].llm),
         records.serving_fits.entries[stage.workloads[at].engine->fit].value, written.engine,
         written.traffic.input, written.traffic.output, written.traffic.prefix_cache_hit,
         written.slo.ttft_p95, written.slo.tpot_p95, pools);
  };
  const auto refuse = [&](const Infeasible& why) {
    const auto nothing = [&] {
      made.answered = false;
      made.unit = {};
      made.most = why;
    };
    names(nothing, made.unit, made.most);
  };
  if (!server) return refuse(server.why());
  if (!pools) return refuse(pools.why());
  ServingState asked;
  asked.server = *server;
  asked.lengths = lengths_of(written);
  asked.limits = limits_of(written);
  asked.layout = layout_of(written, server->machine, *pools);
  asked.prefill_load = pools->prefill_load;
  if (detail::same_question(asked, made)) return;
  if (before && detail::same_question(asked, before->workloads[at].serving)) {
    const ServingState& known = before->workloads[at].serving;
    step(
        as_is_card, made, [&] { made = known; }, known);
    return;
  }
  if (asked.layout.apart && server->machine.scale_out_rate == Bandwidth{}) {
    return refuse(Infeasible{&no_fabric_between});
  }
  const auto take = [&] {
    made = asked;
    made.answered = true;
  };
  names(take, made.server, made.layout, made.lengths, made.limits, made.prefill_load);
  detail::evaluate_unit(made, step);
}

/// Accelerators for a demand, in whole replicas.
[[nodiscard]] inline double accelerators_for(const ServingState& of, Frequency demand,
                                             double headroom) {
  if (!of.works() || !(demand > Frequency{})) return 0.0;
  constexpr double most = 1e12;  // replicas: a demand that grows without end stays a number
  const serving::Demand asked{min(demand, most * of.unit.requests), headroom, 1.0};
  return static_cast<double>(serving::fleet(of.unit, asked).accelerators);
}

}  // namespace weft::plan
