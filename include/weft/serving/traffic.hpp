// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/serving/deployment.hpp"
#include "weft/serving/memory.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::serving {

/// What requests put on networks, all replicas together, one direction.
struct FlowRates {
  Bandwidth tensor{};
  Bandwidth expert{};
  Bandwidth kv_transfer{};
  Bandwidth user{};
  [[nodiscard]] constexpr Bandwidth total() const { return tensor + expert + kv_transfer + user; }
  friend bool operator==(const FlowRates&, const FlowRates&) = default;
};

/// Bytes of one request on the wire to its user.
struct UserBytes {
  BytesPerToken each = 4.0 * byte / token;  ///< text of a token
  Bytes request = 2000.0 * byte;            ///< headers, there and back
  friend bool operator==(const UserBytes&, const UserBytes&) = default;
};

inline constexpr Formula serving_traffic_card{"serving.traffic",
                                              "rate x tokens x bytes a token: tensor 4(t-1) L h b, "
                                              "expert L_moe k h (b_d + b_c)(n-1)/n, KV(I), user",
                                              "definition"};

/// Flows of `requests` a second served by replicas `on`.
/// \param pools  whether the cache of each prompt moves from one pool to another.
[[nodiscard]] constexpr FlowRates traffic(const Server& of, const Deployment& on,
                                          const Traffic& shape, Frequency requests, bool pools,
                                          const UserBytes& user = {}) {
  const auto& model = of.model;
  const double fresh = ratio(shape.input.mean, token) * (1.0 - shape.prefix_cache_hit);
  const double passed = fresh + ratio(shape.output.mean, token);
  const auto t = static_cast<double>(on.tensor);
  FlowRates made;
  made.tensor = requests * passed * 2.0 * 2.0 * (t - 1.0) * static_cast<double>(model.layers) *
                model.hidden * of.formats.activation;
  if (on.data > 1 && model.experts > 0) {
    const auto n = static_cast<double>(on.accelerators());
    const Bytes element =
        weft::min(of.formats.weight, of.formats.activation) + of.formats.activation;
    made.expert = requests * passed *
                  static_cast<double>(model.expert_layers * model.experts_active) * model.hidden *
                  ((n - 1.0) / n) * element;
  }
  if (pools)
    made.kv_transfer = requests * compute::kv_cache(model, shape.input.mean, of.formats.cache);
  made.user = requests * ((shape.input.mean + shape.output.mean) * user.each + user.request);
  return made;
}

inline constexpr Formula weights_load_card{
    "serving.weights-load", "weights of a replica / rate it reads storage at", "definition"};
/// Bytes that a replica reads before it serves: each rank reads its own share.
[[nodiscard]] constexpr Bytes weights_load(const Server& of, const Deployment& on) {
  return static_cast<double>(on.accelerators()) * rank_weights(of, on).total();
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::FlowRates> = "serving_flow_rates";
template <>
inline constexpr auto fields<serving::FlowRates> =
    std::array{row<&serving::FlowRates::tensor>("tensor", "").in("GB/s"),
               row<&serving::FlowRates::expert>("expert", "").in("GB/s"),
               row<&serving::FlowRates::kv_transfer>("kv_transfer", "").in("GB/s"),
               row<&serving::FlowRates::user>("user", "").in("GB/s"),
               row<&serving::FlowRates::total>("total", "one direction")
                   .in("GB/s")
                   .by(serving::serving_traffic_card)};
static_assert(describes_all<serving::FlowRates>());

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
