// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/root.hpp"
#include "weft/serving/latency.hpp"
#include "weft/serving/memory.hpp"
#include "weft/serving/steady.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace weft::serving {

/// The most that one replica does within its limits.
struct Capacity {
  Deployment deployment;
  ReplicaMemory memory;
  Steady state;
  Latency latency;
  Frequency requests{};                ///< of one replica
  TokenRate tokens_per_accelerator{};  ///< output
  friend bool operator==(const Capacity&, const Capacity&) = default;
};

inline constexpr Reason ttft_below_floor{"serving.ttft-below-floor",
                                         "even an idle replica needs longer to the first token"};
inline constexpr Reason tpot_below_floor{"serving.tpot-below-floor",
                                         "even a batch of one needs longer between tokens"};
inline constexpr Reason overloaded{"serving.overloaded",
                                   "the replica cannot serve that many requests"};

/// Prompts may keep a replica busy for this share of its time at most: beyond it the queue has no
/// end.
inline constexpr double stable = 0.999;
/// How close a load is sought, as a share of it.
inline constexpr double load_precision = 1e-6;

/// The load range of a replica: sequences decoding, or busy data groups when it only prefills.
[[nodiscard]] constexpr double largest_batch(const Deployment& on, const Traffic& traffic,
                                             const ReplicaMemory& held) {
  return decoded_tokens(traffic) > 0.0 ? static_cast<double>(held.sequences)
                                       : stable * static_cast<double>(on.data);
}

/// The largest batch in (0, most] at which `slack`, which falls with the batch, is not negative.
template <class Slack>
[[nodiscard]] inline double largest_kept(double most, const Slack& slack) {
  if (slack(most) >= 0.0) return most;
  const auto root = find_root(slack, 0.0, most, {.relative = load_precision, .evaluations = 100});
  return root ? *root * (1.0 - 2.0 * load_precision) : 0.0;  // on the side that keeps the limit
}

namespace detail {

/// One replica that fits its memory: how far each limit is at a load.
struct LimitedReplica {
  const Server& of;
  const Deployment& on;
  const Traffic& traffic;
  const Limits& limits;
  double interference;
  double most;  ///< the largest load
  Prompts all = prompts(of, on, traffic);
  bool decodes = decoded_tokens(traffic) > 0.0;
  bool prefills = interference > 0.0;

  [[nodiscard]] Time decode_time(double batch) const {
    return decode_step(of, on, batch, mean_context(traffic)).total();
  }
  [[nodiscard]] Time first_token(double busy, Time step) const {
    return ttft(of.engine, all, all.at_p95, busy, p95, step).total();
  }
  [[nodiscard]] Time between_tokens(double batch) const {
    return tpot(of, on, traffic, batch, all.mean, interference).total();
  }

  /// The limit that even an idle replica breaks.
  [[nodiscard]] std::optional<Infeasible> broken_when_idle() const {
    const auto below = [](const Reason& why, Time needed, Time available) {
      return Infeasible{&why, ratio(needed, second), ratio(available, second), dimension_of<Time>};
    };
    if (prefills && limits.ttft_p95 > Time{}) {
      const Time first = first_token(0.0, decodes ? decode_time(1.0) : Time{});
      if (first > limits.ttft_p95) return below(ttft_below_floor, first, limits.ttft_p95);
    }
    if (decodes && limits.tpot_p95 > Time{}) {
      const Time next = between_tokens(1.0);
      if (next > limits.tpot_p95) return below(tpot_below_floor, next, limits.tpot_p95);
    }
    return std::nullopt;
  }

  /// What a batch leaves of the tightest limit, as a share of it; negative beyond. Falls with the
  /// batch.
  [[nodiscard]] double slack(double batch) const {
    if (!decodes) {
      const double busy = batch / static_cast<double>(on.data);
      return prefills ? prefill_slack(1.0, busy, Time{}) : 1.0;
    }
    double left = 1.0;
    if (limits.tpot_p95 > Time{}) {
      left = 1.0 - ratio(between_tokens(batch_percentile(batch, most, p95)), limits.tpot_p95);
    }
    if (!prefills) return left;
    const Time step = decode_time(batch);
    const Time shared = interference * batch / decoded_tokens(traffic) * (all.mean / on.data);
    return prefill_slack(left, ratio(shared, step + shared), step);
  }
  /// The least of `left` and what remains when prompts take the share `busy` of the time.
  [[nodiscard]] double prefill_slack(double left, double busy, Time step) const {
    left = std::min(left, stable - busy);
    if (left < 0.0 || limits.ttft_p95 <= Time{}) return left;
    return std::min(left, 1.0 - ratio(first_token(busy, step), limits.ttft_p95));
  }
};

}  // namespace detail

inline constexpr Formula capacity_card{
    "serving.capacity", "largest B <= B_max with ttft_p95(B) and tpot_p95(B) within their limits",
    "definition"};

/// \param interference  1 when prefill and decode share the accelerators.
[[nodiscard]] inline Feasible<Capacity> capacity(const Server& of, const Deployment& on,
                                                 const Traffic& traffic, const Limits& limits,
                                                 double interference = 1.0) {
  const auto held = memory(of, on, traffic);
  if (!held) return held.why();
  const double most = largest_batch(on, traffic, *held);
  const detail::LimitedReplica replica{of, on, traffic, limits, interference, most};
  if (const auto broken = replica.broken_when_idle()) return *broken;
  const auto slack = [&](double batch) { return replica.slack(batch); };
  Capacity made;
  made.deployment = on;
  made.memory = *held;
  made.state = steady(of, on, traffic, largest_kept(most, slack), interference);
  made.latency = latency(of, on, traffic, made.state, replica.all, most, interference);
  made.requests = made.state.requests;
  made.tokens_per_accelerator = made.requests * traffic.output.mean / on.accelerators();
  return made;
}

/// The state of a replica that gets `requests` a second, or by how much that is too many.
[[nodiscard]] inline Feasible<Steady> at_load(const Server& of, const Deployment& on,
                                              const Traffic& traffic, const ReplicaMemory& held,
                                              Frequency requests, double interference = 1.0) {
  const double most = largest_batch(on, traffic, held);
  const auto last = steady(of, on, traffic, most, interference);
  if (requests > last.requests) {
    return Infeasible{&overloaded, ratio(requests, 1.0 / second),
                      ratio(last.requests, 1.0 / second), dimension_of<Frequency>};
  }
  if (decoded_tokens(traffic) <= 0.0) {
    return steady(of, on, traffic, ratio(requests, 1.0 / last.prompt.total()), interference);
  }
  const Time prompt = last.prompt.total();
  const auto missing = [&](double batch) {  // requests that a smaller batch stands for are too few
    const auto each = tpot(of, on, traffic, batch, prompt, interference).total();
    return ratio(requests - requests_at(traffic, batch, each), last.requests);
  };
  return steady(of, on, traffic, largest_kept(most, missing), interference);
}

/// What requests see on a replica that gets `requests` a second.
[[nodiscard]] inline Feasible<Latency> latency_at_load(const Server& of, const Deployment& on,
                                                       const Traffic& traffic,
                                                       const ReplicaMemory& held,
                                                       Frequency requests,
                                                       double interference = 1.0) {
  const auto now = at_load(of, on, traffic, held, requests, interference);
  if (!now) return now.why();
  return latency(of, on, traffic, *now, prompts(of, on, traffic), largest_batch(on, traffic, held),
                 interference);
}

/// Replicas for a demand.
struct Fleet {
  std::int64_t replicas = 0;
  std::int64_t accelerators = 0;
  Frequency requests_at_slo{};  ///< of all replicas
  double headroom = 0.0;        ///< requests_at_slo / demand - 1
  friend bool operator==(const Fleet&, const Fleet&) = default;
};

inline constexpr Formula replicas_card{
    "serving.replicas", "ceil(demand (1 + headroom) / availability / requests of one)",
    "definition"};
/// \param headroom  more demand that must be served.  \param availability  share of replicas that
/// work.
[[nodiscard]] inline Fleet replicas(Frequency demand, Frequency of_one,
                                    std::int64_t accelerators_of_one, double headroom = 0.0,
                                    double availability = 1.0) {
  Fleet made;
  made.replicas = ceil_count(demand * (1.0 + headroom) / availability, of_one);
  made.accelerators = made.replicas * accelerators_of_one;
  made.requests_at_slo = made.replicas * of_one;
  made.headroom = demand > Frequency{} ? ratio(made.requests_at_slo, demand) - 1.0 : 0.0;
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Capacity> = "replica_capacity";
template <>
inline constexpr auto fields<serving::Capacity> =
    std::array{row<&serving::Capacity::deployment>("deployment", ""),
               row<&serving::Capacity::memory>("memory", "of one rank"),
               row<&serving::Capacity::state>("state", "at the limits"),
               row<&serving::Capacity::latency>("latency", "at the limits"),
               row<&serving::Capacity::requests>("requests", "of one replica")
                   .in("/s")
                   .by(serving::capacity_card),
               row<&serving::Capacity::tokens_per_accelerator>("tokens_per_accelerator", "output")
                   .in("tok/s")};
static_assert(describes_all<serving::Capacity>());

template <>
inline constexpr std::string_view type_name<serving::Fleet> = "fleet";
template <>
inline constexpr auto fields<serving::Fleet> =
    std::array{row<&serving::Fleet::replicas>("replicas", "").by(serving::replicas_card),
               row<&serving::Fleet::accelerators>("accelerators", "of all replicas"),
               row<&serving::Fleet::requests_at_slo>("requests_at_slo", "of all replicas")
                   .in("/s")
                   .by(serving::capacity_card),
               row<&serving::Fleet::headroom>("headroom", "requests_at_slo / demand - 1")};
static_assert(describes_all<serving::Fleet>());

}  // namespace weft
