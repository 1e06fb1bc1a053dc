// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/serving/step_time.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::serving {

/// What the ranks of all workers of a pool exchange, one direction.
struct PoolFlows {
  Bandwidth tensor{};
  Bandwidth expert{};         ///< inside scale-up domains
  Bandwidth expert_beyond{};  ///< between domains
  Bandwidth stage{};          ///< from stage to stage of a pipeline
  friend bool operator==(const PoolFlows&, const PoolFlows&) = default;
};

/// Bytes of one request on the wire to its user.
struct UserBytes {
  BytesPerToken each = 4.0 * byte / token;  ///< text of a token
  Bytes request = 2000.0 * byte;            ///< headers, there and back
  friend bool operator==(const UserBytes&, const UserBytes&) = default;
};

inline constexpr Formula serving_traffic_card{
    "serving.traffic",
    "tokens a second x (tensor 4(t-1) L h b, expert 2 L_m 3/4 k h b (n-1)/n, stage (p-1) h b)",
    "definition; eight bits out, sixteen back: deepseek-ai/open-infra-index, day 6"};

/// \param tokens  that pass all workers of the pool together.
/// \param domain  accelerators that reach each other over scale-up.
[[nodiscard]] constexpr PoolFlows pool_flows(const compute::ModelWork& model, const Pool& pool,
                                             TokenRate tokens, std::int64_t domain) {
  const Bytes hidden = model.hidden * detail::activation;
  const auto each = [&](double copies) { return tokens / token * (copies * hidden); };
  PoolFlows made;
  made.tensor = each(4.0 * (pool.tensor() - 1.0) * static_cast<double>(model.layers));
  made.stage = each(static_cast<double>(pool.stages - 1));
  if (pool.data <= 1 || model.experts == 0) return made;
  const auto n = static_cast<double>(pool.ranks());
  const double inside = std::min(n, static_cast<double>(domain));
  const double copies =
      2.0 * detail::routed_share * static_cast<double>(model.expert_layers * model.experts_active);
  made.expert = each(copies * (inside - 1.0) / n);
  made.expert_beyond = each(copies * (n - inside) / n);
  return made;
}

inline constexpr Formula user_traffic_card{"serving.user-traffic",
                                           "rate (bytes a token (I + O) + headers)", "definition"};
[[nodiscard]] constexpr Bandwidth user_traffic(const RequestLengths& lengths, Frequency requests,
                                               const UserBytes& user = {}) {
  return requests * ((lengths.input + lengths.output) * user.each + user.request);
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::PoolFlows> = "pool_flows";
template <>
inline constexpr auto fields<serving::PoolFlows> = std::array{
    row<&serving::PoolFlows::tensor>("tensor", "").in("GB/s").by(serving::serving_traffic_card),
    row<&serving::PoolFlows::expert>("expert", "inside domains")
        .in("GB/s")
        .by(serving::serving_traffic_card),
    row<&serving::PoolFlows::expert_beyond>("expert_beyond", "between domains")
        .in("GB/s")
        .by(serving::serving_traffic_card),
    row<&serving::PoolFlows::stage>("stage", "from stage to stage")
        .in("GB/s")
        .by(serving::serving_traffic_card)};
static_assert(describes_all<serving::PoolFlows>());

template <>
inline constexpr std::string_view type_name<serving::UserBytes> = "user_bytes";
template <>
inline constexpr auto fields<serving::UserBytes> = std::array{
    row<&serving::UserBytes::each>("each", "text of a token")
        .in("B/tok")
        .default_from("estimate: four characters of English"),
    row<&serving::UserBytes::request>("request", "headers").in("B").default_from("estimate")};
static_assert(describes_all<serving::UserBytes>());

}  // namespace weft
