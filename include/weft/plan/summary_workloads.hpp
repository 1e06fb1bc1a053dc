// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/traditional.hpp"
#include "weft/economics/returns.hpp"
#include "weft/plan/share_cluster.hpp"
#include "weft/plan/summary_money.hpp"
#include "weft/plan/summary_operations.hpp"

#include <algorithm>
#include <variant>

namespace weft::plan {

inline void summarise_capacity(const Scenario& scenario, const Workspace& room, Position at,
                               WorkloadCapacity& capacity) {
  capacity.availability = work_availability(scenario, room, at);
  const WorkloadMonths& months = room.workloads[at];
  capacity.accelerators.value = 0.0;
  capacity.served.value = 1.0;
  double least = 0.0;
  bool any = false;
  for (std::size_t m = 0; m < months.needed.size(); ++m) {
    capacity.accelerators.months[m] = months.needed[m];
    capacity.served.months[m] = months.served[m];
    capacity.accelerators.value = std::max(capacity.accelerators.value, months.needed[m]);
    capacity.served.value = std::min(capacity.served.value, months.served[m]);
    if (months.needed[m] <= 0.0) continue;
    // What is left on its cluster could serve more of it.
    const double spare = months.served[m] < 1.0 ? months.served[m] - 1.0 : 0.0;
    least = any ? std::min(least, spare) : spare;
    any = true;
  }
  capacity.headroom = Infeasible{&no_demand};
  if (any) capacity.headroom = least;
}

/// Raises the headroom of workloads that are served in full to what their cluster has left.
inline void summarise_headroom(const Scenario& scenario, const Workspace& room, Position at,
                               WorkloadCapacity& capacity) {
  const auto cluster = scenario.last().workloads[at].cluster;
  if (!cluster || !capacity.headroom || *capacity.headroom < 0.0) return;
  // A job that fills gaps has no claim on what is left.
  if (turn_of(scenario.last().plan.workloads.entries[at].value).kind == Turn::Kind::fills) return;
  bool first = true;
  double least = 0.0;
  each_month(room, [&](std::size_t m, const StageState& stage) {
    const double need = room.workloads[at].needed[m];
    if (need <= 0.0) return;
    const double others = room.cluster_needed[*cluster][m] - need;
    const double now = (stage.clusters[*cluster].capacity() - others) / need - 1.0;
    least = first ? now : std::min(least, now);
    first = false;
  });
  if (!first) capacity.headroom = std::max(0.0, least);
}

[[nodiscard]] inline Feasible<WorkloadMoney> money_of(const Workspace& room, Position at,
                                                      const Feasible<Money>& revenue, bool priced) {
  if (!priced) return Infeasible{&no_price};
  WorkloadMoney money;
  money.cost = room.workloads[at].cost;
  money.network_cost = room.workloads[at].network_cost;
  money.revenue = revenue;
  money.margin =
      revenue ? economics::gross_margin(*revenue, money.cost) : Feasible<double>(revenue.why());
  return money;
}

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
inline void summarise_service(const Scenario& scenario, const Workspace& room, Position at,
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
inline void summarise_fleet(const Scenario& scenario, const Workspace& room, Position at,
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

inline void summarise_serving(const Scenario& scenario, const Workspace& room, Position at,
                              ServingOutcome& made) {
  const auto& written = std::get<Serving>(scenario.last().plan.workloads.entries[at].value);
  summarise_requests(room.workloads[at], written.traffic.peak_to_mean, made);
  summarise_service(scenario, room, at, made);
  if (made.service) summarise_fleet(scenario, room, at, *made.service);
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

inline void summarise_token_money(const Scenario& scenario, const Workspace& room, Position at,
                                  bool priced, ServingOutcome& made) {
  const WorkloadMonths& months = room.workloads[at];
  made.tokens_input = months.tokens.input + months.tokens.cached_input;
  made.tokens_cached = months.tokens.cached_input;
  made.tokens_output = months.tokens.output;
  made.joules_per_token = Infeasible{&no_output};
  const auto cluster = *scenario.last().workloads[at].cluster;
  if (months.tokens.output > Tokens{} && room.cluster_months[cluster] > 0.0) {
    made.joules_per_token = energy_used(scenario, room, cluster, months) / months.tokens.output;
  }
  made.token_money = Infeasible{&no_price};
  if (priced) made.token_money = token_money(months);
}

}  // namespace weft::plan
