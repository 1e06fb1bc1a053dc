// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/demand.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/evaluate_months.hpp"
#include "weft/plan/summary_money.hpp"
#include "weft/serving/cache_transfer.hpp"
#include "weft/serving/goodput.hpp"
#include "weft/serving/stated_band.hpp"

#include <algorithm>
#include <functional>
#include <tuple>
#include <variant>

namespace weft::plan {

/// Requests at the peak, and how many of these are calls of applications.
inline void summarise_requests(const WorkloadMonths& months, double peak_to_mean,
                               ServingOutcome& made) {
  made.requests.value = made.requests_from_applications = {};
  for (std::size_t m = 0; m < months.peak.size(); ++m) {
    made.requests.months[m] = months.peak[m];
    made.requests.value = max(made.requests.value, months.peak[m]);
    made.requests_from_applications =
        max(made.requests_from_applications, months.peak[m] - peak_to_mean * months.own[m]);
  }
}

/// How long the cache of a long prompt is under way, whether its prefill hides it or not.
[[nodiscard]] inline Time transfer_p95(const ServingState& state) {
  const Tokens longest = weft::max(state.lengths.input, state.lengths.input_p95);
  return serving::cache_transfer(
      *state.layout.handover,
      serving::sequence_cache(state.server.model, state.server.formats, longest),
      state.layout.prefill, state.layout.decode);
}

/// What requests see in a stage whose replicas work.
/// \param band  of measured over predicted waits; that of means stands for percentiles too.
[[nodiscard]] inline ServingService served_at_load(const ServingState& state,
                                                   const catalog::ServingBand& band) {
  const serving::OpenLoop& seen = state.seen;
  const bool decodes = state.lengths.output > Tokens{};
  const auto decoded = [&](auto value) {
    return decodes ? Feasible(value) : Feasible<decltype(value)>(Infeasible{&no_output});
  };
  ServingService now;
  now.ttft_p50 = seen.ttft_p50;
  now.ttft_p95 = seen.ttft_p95;
  now.ttft_p99 = seen.ttft_p99;
  now.tpot_p50 = decoded(seen.tpot_p50);
  now.tpot_p95 = decoded(seen.tpot_p95);
  now.tpot_p99 = decoded(seen.tpot_p99);
  now.ttft_p95_low = band.ttft_low * seen.ttft_p95;
  now.ttft_p95_high = band.ttft_high * seen.ttft_p95;
  now.tpot_p95_low = decoded(band.tpot_low * seen.tpot_p95);
  now.tpot_p95_high = decoded(band.tpot_high * seen.tpot_p95);
  now.e2e_p95 = seen.e2e_p95;
  now.kv_transfer_p95 = Infeasible{&not_disaggregated};
  if (state.layout.apart) now.kv_transfer_p95 = transfer_p95(state);
  now.tokens_per_accelerator =
      decoded(state.unit.requests * state.lengths.output / state.unit.total());
  now.network_share = seen.network_share;
  return now;
}

/// The stage with the longest wait for the first token stands for all.
inline void keep_longest_wait(const Scenario& scenario, const Workspace& room, Position at,
                              ServingOutcome& made) {
  made.service = Infeasible{&no_units};
  bool first = true;
  for (Position s = 0; s < room.stages.size(); ++s) {
    const ServingState& state = room.stages[s].workloads[at].serving;
    if (!state.works()) {
      if (first) made.service = state.most.why();
      continue;
    }
    const EngineRefs& by = *scenario.stages[s].workloads[at].engine;
    const ServingService now = served_at_load(state, state.layout.apart ? by.apart : by.together);
    if (first || now.ttft_p95 > made.service->ttft_p95) made.service = now;
    first = false;
  }
}

/// Accelerators of its cluster that other workloads than this one use in one month.
[[nodiscard]] inline double used_by_others(const Scenario& scenario, const Workspace& room,
                                           Position at, std::size_t month) {
  const auto& written = scenario.last().workloads;
  const Position cluster = *written[at].cluster;
  double others = 0.0;
  for (Position w = 0; w < room.workloads.size(); ++w) {
    if (w != at && written[w].cluster == cluster) others += room.workloads[w].used[month];
  }
  return others;
}

/// Replicas and what they carry, over the months in which they work.
inline void fill_fleet(const Scenario& scenario, const Workspace& room, Position at,
                       ServingService& made) {
  const WorkloadMonths& months = room.workloads[at];
  const auto cluster = *scenario.last().workloads[at].cluster;
  made.replicas = 0.0;
  bool any = false;
  each_month(room, [&](std::size_t m, const StageState& stage) {
    const ServingState& state = stage.workloads[at].serving;
    if (!state.works()) return;
    made.replicas = std::max(made.replicas, months.needed[m] / state.unit.total());
    const double others = used_by_others(scenario, room, at, m);
    const double left = std::max(0.0, stage.clusters[cluster].capacity() - others);
    const Frequency most = left / state.unit.total() * state.unit.requests;
    made.requests_at_slo = any ? min(made.requests_at_slo, most) : most;
    made.tokens_per_second =
        max(made.tokens_per_second, months.served[m] * months.peak[m] * state.lengths.output);
    any = true;
  });
}

/// Replicas and what they carry, with what that is made from.
template <class Step>
void summarise_fleet(const Scenario& scenario, const Workspace& room, Position at,
                     ServingService& made, Step& step) {
  const WorkloadMonths& months = room.workloads[at];
  const Position cluster = *scenario.last().workloads[at].cluster;
  const auto units = across(room.stages, [at](const StageState& each, std::size_t) {
    return &each.workloads[at].serving.unit;
  });
  const auto there = across(room.stages, [cluster](const StageState& each, std::size_t) {
    return std::tuple(&each.clusters[cluster].units, &each.clusters[cluster].each);
  });
  const auto& refs = scenario.last().workloads;
  const auto others = across(room.workloads, [&](const WorkloadMonths& each, std::size_t w) {
    return w != at && refs[w].cluster == cluster ? &each.used : nullptr;
  });
  const auto lengths = across(room.stages, [at](const StageState& each, std::size_t) {
    return &each.workloads[at].serving.lengths;
  });
  step(
      serving::replicas_card, made.replicas, [&] { fill_fleet(scenario, room, at, made); },
      months.needed, units);
  const auto filled = [] {};  // with the replicas, above
  step(serving::replicas_card, made.requests_at_slo, filled, units, there, others, room.spans);
  step(over_months_card, made.tokens_per_second, filled, months.served, months.peak, lengths,
       units);
}

template <class Step>
void summarise_serving(const Scenario& scenario, const Workspace& room, Position at,
                       ServingOutcome& made, Step& step) {
  const auto& written = std::get<Serving>(scenario.last().plan.workloads.entries[at].value);
  const WorkloadMonths& months = room.workloads[at];
  const double& peak_to_mean = written.traffic.peak_to_mean;
  step(
      over_months_card, made.requests, [&] { summarise_requests(months, peak_to_mean, made); },
      months.peak);
  step(
      application::call_rate_card, made.requests_from_applications, [] {}, months.peak, months.own,
      peak_to_mean);
  const auto of = [&](auto member) {
    return across(room.stages, [at, member](const StageState& each, std::size_t) {
      return &(each.workloads[at].serving.*member);
    });
  };
  step(
      serving::open_loop_card, made.service, [&] { keep_longest_wait(scenario, room, at, made); },
      of(&ServingState::seen), of(&ServingState::most));
  if (!made.service) return;
  const auto kept = [] {};  // with the latencies, above
  ServingService& service = *made.service;
  const EngineRefs& engine = *scenario.last().workloads[at].engine;
  const catalog::ServingFit& fit = scenario.catalogue.serving_fits.entries[engine.fit].value;
  step(serving::stated_band_card, parts(service.ttft_p95_low, service.ttft_p95_high), kept,
       service.ttft_p95, fit.known, fit.known_pools, fit.unseen, fit.unseen_pools);
  step(serving::stated_band_card, parts(service.tpot_p95_low, service.tpot_p95_high), kept,
       service.tpot_p95, fit.known, fit.known_pools, fit.unseen, fit.unseen_pools);
  step(serving::cache_transfer_card, service.kv_transfer_p95, kept, of(&ServingState::layout),
       of(&ServingState::lengths), of(&ServingState::server));
  step(serving::goodput_card, service.tokens_per_accelerator, kept, of(&ServingState::unit),
       of(&ServingState::lengths));
  summarise_fleet(scenario, room, at, service, step);
}

/// Energy of the accelerators that a workload uses, with what the site adds.
[[nodiscard]] inline Energy energy_used(const Scenario& scenario, const Workspace& room,
                                        Position cluster, const WorkloadMonths& months) {
  Energy energy{};
  for (const Span& span : room.spans) {
    const ClusterState& there = room.stages[span.stage].clusters[cluster];
    if (!span.stands || there.capacity() <= 0.0) continue;
    double used = 0.0;
    for (std::size_t m = span.begin; m < span.end; ++m) used += months.used[m];
    energy += used / there.capacity() * there.sustained * one_month *
              scenario.stages[span.stage].plan.site.pue;
  }
  return energy;
}

/// What one token costs, by kind, and of that the networks.
[[nodiscard]] inline TokenMoney token_money(const WorkloadMonths& months) {
  const auto each = [](MoneyPerToken cost, Tokens tokens) {
    return tokens > Tokens{} ? Feasible<MoneyPerToken>(cost)
                             : Feasible<MoneyPerToken>(Infeasible{&economics::no_tokens});
  };
  TokenMoney money;
  money.cost_input = each(months.unit_cost.input, months.tokens.input);
  money.cost_cached_input = each(months.unit_cost.cached_input, months.tokens.cached_input);
  money.cost_output = each(months.unit_cost.output, months.tokens.output);
  const Tokens all = months.tokens.total();
  const Money whole = application::token_charge(months.tokens, months.unit_cost).total();
  money.cost_per_token = economics::levelised_token_cost(whole, all);
  const double network = months.network_share;
  money.network_cost_per_token = economics::levelised_token_cost(network * whole, all);
  return money;
}

template <class Step>
void summarise_token_money(const Scenario& scenario, const Workspace& room, Position at,
                           bool priced, ServingOutcome& made, Step& step) {
  const WorkloadMonths& months = room.workloads[at];
  step(
      sum_card, made.tokens_input, [](Tokens fresh, Tokens cached) { return fresh + cached; },
      months.tokens.input, months.tokens.cached_input);
  step(as_is_card, made.tokens_cached, std::identity{}, months.tokens.cached_input);
  step(as_is_card, made.tokens_output, std::identity{}, months.tokens.output);
  const auto cluster = *scenario.last().workloads[at].cluster;
  const auto spend = [&] {
    made.joules_per_token = Infeasible{&no_output};
    if (months.tokens.output > Tokens{} && room.cluster_months[cluster] > 0.0) {
      made.joules_per_token = energy_used(scenario, room, cluster, months) / months.tokens.output;
    }
  };
  const auto pue = [](const Stage& each, std::size_t) { return &each.plan.site.pue; };
  const auto there = [cluster](const StageState& each, std::size_t) {
    const ClusterState& one = each.clusters[cluster];
    return std::tuple(&one.sustained, &one.units, &one.each);
  };
  step(energy_of_work_card, made.joules_per_token, spend, months.used, across(room.stages, there),
       across(scenario.stages, pue), months.tokens.output, room.spans);
  step(
      economics::unit_token_cost_card, made.token_money,
      [&] {
        made.token_money = Infeasible{&no_price};
        if (priced) made.token_money = token_money(months);
      },
      months.unit_cost, months.tokens);
  if (!made.token_money) return;
  TokenMoney& money = *made.token_money;
  const auto levelised = [] {};  // with the cost of each kind, above
  step(economics::levelised_token_cost_card, money.cost_per_token, levelised, months.unit_cost,
       months.tokens);
  step(economics::levelised_token_cost_card, money.network_cost_per_token, levelised,
       months.unit_cost, months.tokens, months.network_share);
}

}  // namespace weft::plan
