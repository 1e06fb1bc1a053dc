// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/serving/capacity.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::serving {

/// The cache of a prompt on its way from the prefill pool to the decode pool.
struct CacheTransfer {
  Bytes size{};  ///< of a mean prompt
  Time mean{};
  Time p95{};  ///< of the p95 prompt
  friend bool operator==(const CacheTransfer&, const CacheTransfer&) = default;
};

inline constexpr Formula cache_transfer_card{"serving.cache-transfer", "a + KV(I) / (t rate)",
                                             "definition"};

/// All ranks of a tensor group send a part of the cache at the same time, after the prefill.
[[nodiscard]] inline CacheTransfer cache_transfer(const Server& of, const Deployment& prefill_on,
                                                  const Traffic& traffic) {
  const auto rate = static_cast<double>(prefill_on.tensor) * of.machine.scale_out_rate;
  const auto size = [&](Tokens input) {
    return compute::kv_cache(of.model, input, of.formats.cache);
  };
  const Tokens longest = length_at(traffic.input, length_spread(traffic.input), p95.deviate);
  return {.size = size(traffic.input.mean),
          .mean = of.machine.scale_out_hop + size(traffic.input.mean) / rate,
          .p95 = of.machine.scale_out_hop + size(longest) / rate};
}

/// Two pools that work in line: each is sized for the demand alone.
struct Disaggregated {
  Capacity prefill;  ///< one replica of the prefill pool
  Capacity decode;   ///< one replica of the decode pool
  CacheTransfer transfer;
  Latency latency;  ///< of a request through both, at the limits
  friend bool operator==(const Disaggregated&, const Disaggregated&) = default;
};

inline constexpr Formula rate_match_card{"serving.rate-match",
                                         "n_p R_p >= demand, n_d R_d >= demand", "definition"};

/// Replicas of both pools within `limits`: the prefill pool keeps TTFT less the transfer and a
/// decode step, the decode pool keeps TPOT.
[[nodiscard]] inline Feasible<Disaggregated> disaggregated(const Server& of,
                                                           const Deployment& prefill_on,
                                                           const Deployment& decode_on,
                                                           const Traffic& traffic,
                                                           const Limits& limits) {
  const auto decode =
      capacity(of, decode_on, traffic, {.ttft_p95 = {}, .tpot_p95 = limits.tpot_p95}, 0.0);
  if (!decode) return decode.why();
  Disaggregated made;
  made.decode = *decode;
  made.transfer = cache_transfer(of, prefill_on, traffic);
  const auto first_step = decode->state.step.total();
  const auto spent = made.transfer.p95 + first_step;
  if (limits.ttft_p95 > Time{} && spent >= limits.ttft_p95) {
    return Infeasible{&ttft_below_floor, ratio(spent, second), ratio(limits.ttft_p95, second),
                      dimension_of<Time>};
  }
  Traffic prompts_only = traffic;
  prompts_only.output = {};
  const Time left = limits.ttft_p95 > Time{} ? limits.ttft_p95 - spent : Time{};
  const auto prefill = capacity(of, prefill_on, prompts_only, {.ttft_p95 = left, .tpot_p95 = {}});
  if (!prefill) return prefill.why();
  made.prefill = *prefill;
  made.latency = decode->latency;
  const auto through = [&](const Ttft& first, Time moved) {
    Ttft both = first;
    both.transfer = moved;
    both.step = first_step;
    return both;
  };
  made.latency.ttft_p50 = through(prefill->latency.ttft_p50, made.transfer.mean);
  made.latency.ttft_p95 = through(prefill->latency.ttft_p95, made.transfer.p95);
  made.latency.ttft_p99 = through(prefill->latency.ttft_p99, made.transfer.p95);
  const auto rest = [&](Time whole, const Ttft& counted) { return whole - counted.total(); };
  made.latency.e2e_p50 =
      made.latency.ttft_p50.total() + rest(decode->latency.e2e_p50, decode->latency.ttft_p50);
  made.latency.e2e_p95 =
      made.latency.ttft_p95.total() + rest(decode->latency.e2e_p95, decode->latency.ttft_p95);
  made.latency.e2e_p99 =
      made.latency.ttft_p99.total() + rest(decode->latency.e2e_p99, decode->latency.ttft_p99);
  const double decoded = decoded_tokens(traffic);
  const auto waits =
      prefill->state.prompt.network() + made.transfer.mean + decoded * decode->state.step.network();
  const auto request = made.latency.ttft_p50.total() + decoded * decode->state.step.total();
  made.latency.network_share = ratio(waits, request);
  return made;
}

/// Both pools for a demand.
struct DisaggregatedFleet {
  Fleet prefill;
  Fleet decode;
  Bandwidth cache_bandwidth{};  ///< of all transfers together, at the demand
  [[nodiscard]] std::int64_t accelerators() const {
    return prefill.accelerators + decode.accelerators;
  }
  [[nodiscard]] Frequency requests_at_slo() const {
    return weft::min(prefill.requests_at_slo, decode.requests_at_slo);
  }
  friend bool operator==(const DisaggregatedFleet&, const DisaggregatedFleet&) = default;
};

[[nodiscard]] inline DisaggregatedFleet replicas(Frequency demand, const Disaggregated& of_each,
                                                 double headroom = 0.0, double availability = 1.0) {
  const auto pool = [&](const Capacity& one) {
    return replicas(demand, one.requests, one.deployment.accelerators(), headroom, availability);
  };
  return {.prefill = pool(of_each.prefill),
          .decode = pool(of_each.decode),
          .cache_bandwidth = demand * of_each.transfer.size};
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::CacheTransfer> = "cache_transfer";
template <>
inline constexpr auto fields<serving::CacheTransfer> = std::array{
    row<&serving::CacheTransfer::size>("size", "of a mean prompt")
        .in("MB")
        .by(compute::kv_cache_card),
    row<&serving::CacheTransfer::mean>("mean", "").in("ms").by(serving::cache_transfer_card),
    row<&serving::CacheTransfer::p95>("p95", "of the p95 prompt")
        .in("ms")
        .by(serving::cache_transfer_card)};
static_assert(describes_all<serving::CacheTransfer>());

template <>
inline constexpr std::string_view type_name<serving::Disaggregated> = "disaggregated";
template <>
inline constexpr auto fields<serving::Disaggregated> =
    std::array{row<&serving::Disaggregated::prefill>("prefill", "one replica"),
               row<&serving::Disaggregated::decode>("decode", "one replica"),
               row<&serving::Disaggregated::transfer>("transfer", "of the cache"),
               row<&serving::Disaggregated::latency>("latency", "of a request through both pools")};
static_assert(describes_all<serving::Disaggregated>());

template <>
inline constexpr std::string_view type_name<serving::DisaggregatedFleet> = "disaggregated_fleet";
template <>
inline constexpr auto fields<serving::DisaggregatedFleet> = std::array{
    row<&serving::DisaggregatedFleet::prefill>("prefill", ""),
    row<&serving::DisaggregatedFleet::decode>("decode", ""),
    row<&serving::DisaggregatedFleet::cache_bandwidth>("cache_bandwidth",
                                                       "of all transfers together")
        .in("GB/s")
        .by(serving::cache_transfer_card),
    row<&serving::DisaggregatedFleet::accelerators>("accelerators", "of both pools"),
    row<&serving::DisaggregatedFleet::requests_at_slo>("requests_at_slo", "of the smaller pool")
        .in("/s")
        .by(serving::rate_match_card)};
static_assert(describes_all<serving::DisaggregatedFleet>());

}  // namespace weft
