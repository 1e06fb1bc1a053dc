// SPDX-License-Identifier: Apache-2.0
// What the ranks of a mixture of experts send each other.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/fabric/collective_model.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

/// One token's copy on its way to one expert.
struct ExpertMessage {
  std::int64_t hidden = 0;       ///< elements
  Bytes element = byte;          ///< of one of them
  std::int64_t scale_group = 0;  ///< elements that share a scale; 0: none
  Bytes scale = 4.0 * byte;      ///< of one group
  Bytes header{};                ///< where it comes from and where it goes
  friend constexpr bool operator==(const ExpertMessage&, const ExpertMessage&) = default;

  [[nodiscard]] constexpr Bytes size() const {
    const std::int64_t groups = scale_group > 0 ? hidden / scale_group : 0;
    return hidden * element + groups * scale + header;
  }
};

inline constexpr Formula expert_exchange_bytes_card{
    "collective.expert-exchange", "T k (h b + h/128 scales + header)",
    "deepseek-ai/DeepEP README.md: 128 tokens, 8 experts, 7168 wide give the rates it prints"};

/// Bytes that a rank sends in one dispatch or combine.
/// \param tokens  of one rank, T.   \param copies  experts of a token, k.
[[nodiscard]] constexpr Bytes expert_exchange_bytes(std::int64_t tokens, std::int64_t copies,
                                                    const ExpertMessage& message) {
  return tokens * copies * message.size();
}

inline constexpr Formula nodes_reached_card{
    "collective.nodes-reached", "min(limit, N (1 - (1 - 1/N)^k))",
    "definition: k experts at random over N nodes; limit: DeepSeek-V3's node-limited routing, "
    "arXiv:2412.19437 section 2.1.2"};

/// Nodes that hold at least one expert of a token, on average: with forwarding inside the node a
/// token crosses the network once for each. \param limit  0: none.
/// \throws std::domain_error if nodes < 1.
[[nodiscard]] constexpr double nodes_reached(std::int64_t nodes, std::int64_t copies,
                                             std::int64_t limit) {
  if (nodes < 1) throw std::domain_error("nodes_reached: at least one node");
  const double missed = 1.0 - 1.0 / static_cast<double>(nodes);
  const double reached = static_cast<double>(nodes) * (1.0 - whole_power(missed, copies));
  return limit > 0 ? std::min(reached, static_cast<double>(limit)) : reached;
}
inline constexpr Formula expert_exchange_time_card{
    "collective.expert-exchange-time", "a + S g/n / B_domain + S (n-g)/n / B_net",
    "definition: the same kernels write both, one after the other"};

/// One dispatch or combine whose kernels write each copy where it belongs. \param sent  by a rank,
/// what stays with it included. \return as collective_time().
[[nodiscard]] inline Feasible<CollectiveEstimate> expert_exchange_time(Bytes sent,
                                                                       const RankGroup& on,
                                                                       const LinkProfiles& links) {
  if (const Reason* flaw = detail::flaw_of(on, links)) return Infeasible{flaw};
  if (on.ranks == 1) return CollectiveEstimate{};
  const bool inside = on.local_ranks > 1;
  const bool crosses = on.domains() > 1;
  if (inside && !links.local->all_to_all) return Infeasible{&no_link_profile};
  if (crosses && !links.net->all_to_all) return Infeasible{&no_link_profile};
  const auto n = static_cast<double>(on.ranks);
  const auto g = static_cast<double>(std::min(on.local_ranks, on.ranks));
  CollectiveEstimate made{.algorithm = CollectiveAlgorithm::pairwise};
  Time local{};
  Time net{};
  if (inside) {
    const catalog::LinkFit& fit = *links.local->all_to_all;
    made.time.latency += fit.latency + (g - 1.0) * fit.step;
    local = g / n * sent / (fit.efficiency * on.local_rate);
  }
  if (crosses) {
    const catalog::LinkFit& fit = *links.net->all_to_all;
    made.time.latency += fit.latency + (n - g) * fit.step;
    net = (inside ? (n - g) / n : 1.0) * sent / (fit.efficiency * on.net_rate);
  }
  made.time.transfer = local + net;
  if (made.time.transfer > made.time.latency) {
    made.bound = net > local ? CollectiveBound::net : CollectiveBound::local;
  }
  detail::state_error(crosses ? *links.net : *links.local, sent, on, made);
  return made;
}

static_assert(nodes_reached(1, 8, 0) == 1.0);
static_assert(expert_exchange_bytes(128, 8, {.hidden = 7168, .element = 2.0 * byte}) ==
              14680064.0 * byte);
static_assert(expert_exchange_bytes(128, 8,
                                    {.hidden = 7168, .scale_group = 128, .header = 16.0 * byte}) ==
              7585792.0 * byte);

}  // namespace weft::fabric
