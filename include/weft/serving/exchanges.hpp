// SPDX-License-Identifier: Apache-2.0
// What ranks of a worker send each other: inside a group, to experts, and from stage to stage.
#pragma once

#include "weft/serving/coefficients.hpp"
#include "weft/serving/machine.hpp"
#include "weft/serving/rank_work.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>

namespace weft::serving {

namespace detail {

/// Bytes that routed copies of a token take in the exchange before the experts and after it, over
/// those of the two exchanges in bf16: eight-bit dispatch, sixteen-bit combine.
inline constexpr double routed_share = 0.75;

struct ExchangeTime {
  Time wait{};
  Time token{};
};
/// Time to all-reduce the hidden states of one token over t ranks: inside each domain, and where
/// there are several, the part of each rank between them.
[[nodiscard]] inline Time all_reduced(const Coefficients& by, const RankWork& work,
                                      const Machine& on, double t) {
  const auto inside = std::min(t, static_cast<double>(on.scale_up_domain));
  Time made{};
  if (inside > 1.0) {
    made +=
        2.0 * (inside - 1.0) / inside * (work.hidden / (by.shares.tensor_links * on.scale_up_rate));
  }
  if (t > inside) {
    made += 2.0 * (1.0 - inside / t) *
            (work.hidden / inside / (by.shares.tensor_links * on.scale_out_rate));
  }
  return made;
}
/// The two all-reduces of each layer.
[[nodiscard]] inline ExchangeTime tensor_exchanges(const Coefficients& by, const RankWork& work,
                                                   const Machine& on, const Pool& pool) {
  const double t = pool.tensor();
  if (t <= 1.0) return {};
  const bool inside = t <= static_cast<double>(on.scale_up_domain);
  return {2.0 * work.layers * (inside ? by.overheads.tensor_hop : by.overheads.distant_hop),
          2.0 * work.layers * all_reduced(by, work, on, t)};
}
/// Dispatch to experts and combination, when groups hold other sequences.
[[nodiscard]] inline ExchangeTime expert_exchanges(const Coefficients& by, const RankWork& work,
                                                   const Machine& on, const Pool& pool) {
  if (pool.data <= 1 || work.expert_layers <= 0.0) return {};
  const auto n = static_cast<double>(pool.ranks());
  const auto domain = static_cast<double>(on.scale_up_domain);
  const bool inside = n <= domain;
  const Bytes routed = routed_share * work.experts_active * work.hidden;
  Time moved{};  // both networks work at the same time
  if (domain > 1.0) {
    moved =
        (std::min(n, domain) - 1.0) / n * (routed / (by.shares.expert_links * on.scale_up_rate));
  }
  if (!inside) {
    moved = weft::max(moved,
                      (n - domain) / n * (routed / (by.shares.expert_links * on.scale_out_rate)));
  }
  return {2.0 * work.expert_layers * (inside ? by.overheads.expert_hop : by.overheads.distant_hop),
          2.0 * work.expert_layers * moved};
}
/// From stage to stage, each rank its part. Stages that do not all stand in one domain are taken to
/// stand in one each.
[[nodiscard]] inline ExchangeTime stage_exchanges(const Coefficients& by, const RankWork& work,
                                                  const Machine& on, const Pool& pool) {
  if (pool.stages <= 1) return {};
  const auto hops = static_cast<double>(pool.stages - 1);
  const bool inside = pool.accelerators <= on.scale_up_domain;
  const Bandwidth rate = by.shares.tensor_links * (inside ? on.scale_up_rate : on.scale_out_rate);
  return {hops * (inside ? by.overheads.tensor_hop : by.overheads.distant_hop),
          hops * (work.hidden / pool.tensor() / rate)};
}

}  // namespace detail

}  // namespace weft::serving
