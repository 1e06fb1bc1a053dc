// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/serving/decode.hpp"
#include "weft/serving/deployment.hpp"
#include "weft/serving/prefill.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::serving {

/// Time between two output tokens of a request, the first one left out.
struct Tpot {
  Time decode{};
  Time interference{};  ///< prompts of others that are prefilled in between
  [[nodiscard]] constexpr Time total() const { return decode + interference; }
  friend bool operator==(const Tpot&, const Tpot&) = default;
};

/// One replica under continuous batching with `batch` sequences decoding on average.
struct Steady {
  double batch = 0.0;
  Tpot tpot;
  DecodeStep step;
  Prefill prompt;              ///< of mean length
  Frequency requests{};        ///< that this batch stands for, by Little's law
  double prefill_share = 0.0;  ///< of time
  friend bool operator==(const Steady&, const Steady&) = default;
};

/// Tokens of a mean request that are decoded one by one: the first one comes from the prefill.
[[nodiscard]] constexpr double decoded_tokens(const Traffic& traffic) {
  return std::max(0.0, ratio(traffic.output.mean, token) - 1.0);
}
/// Context of a request half way through its output.
[[nodiscard]] constexpr Tokens mean_context(const Traffic& traffic) {
  return traffic.input.mean + traffic.output.mean / 2.0;
}

inline constexpr Formula tpot_card{"serving.tpot", "step(B) + B/(O-1) prefill(I)/q", "definition"};

/// \param interference  1 when prefill runs on the same accelerators, 0 when on others.
[[nodiscard]] inline Tpot tpot(const Server& of, const Deployment& on, const Traffic& traffic,
                               double batch, Time prompt, double interference = 1.0) {
  Tpot made;
  made.decode = decode_step(of, on, batch, mean_context(traffic)).total();
  const double decoded = decoded_tokens(traffic);
  if (decoded > 0.0) {
    made.interference = interference * batch / decoded * (prompt / on.data);
  }
  return made;
}

inline constexpr Formula little_card{"serving.little", "B = rate x (O-1) x TPOT",
                                     "Little 1961, Operations Research 9(3)"};

/// Requests a second that keep `batch` sequences decoding; only for traffic with output.
[[nodiscard]] constexpr Frequency requests_at(const Traffic& traffic, double batch, Time each) {
  return batch / (decoded_tokens(traffic) * each);
}

/// The state of a replica with `batch` sequences decoding. Traffic with one token of output or none
/// is prefill only: then `batch` is the share of time that the replica is busy, times data groups.
[[nodiscard]] inline Steady steady(const Server& of, const Deployment& on, const Traffic& traffic,
                                   double batch, double interference = 1.0) {
  Steady made;
  made.batch = batch;
  made.prompt = prefill(of, on, traffic.input.mean, traffic.prefix_cache_hit);
  const auto prompt = made.prompt.total();
  if (decoded_tokens(traffic) <= 0.0) {
    made.requests = batch / prompt;
    made.prefill_share = batch / static_cast<double>(on.data);
    return made;
  }
  made.step = decode_step(of, on, batch, mean_context(traffic));
  made.tpot = {.decode = made.step.total(),
               .interference = interference * batch / decoded_tokens(traffic) * (prompt / on.data)};
  made.requests = requests_at(traffic, batch, made.tpot.total());
  made.prefill_share = interference * ratio(prompt / on.data, 1.0 / made.requests);
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Tpot> = "tpot";
template <>
inline constexpr auto fields<serving::Tpot> = std::array{
    row<&serving::Tpot::decode>("decode", "one step").in("ms").by(serving::decode_step_card),
    row<&serving::Tpot::interference>("interference", "prompts of others").in("ms"),
    row<&serving::Tpot::total>("total", "between two output tokens")
        .in("ms")
        .by(serving::tpot_card)};
static_assert(describes_all<serving::Tpot>());

template <>
inline constexpr std::string_view type_name<serving::Steady> = "steady_state";
template <>
inline constexpr auto fields<serving::Steady> = std::array{
    row<&serving::Steady::batch>("batch", "sequences decoding on average"),
    row<&serving::Steady::tpot>("tpot", ""),
    row<&serving::Steady::step>("step", "one decode step"),
    row<&serving::Steady::prompt>("prompt", "one prompt of mean length"),
    row<&serving::Steady::requests>("requests", "of one replica").in("/s").by(serving::little_card),
    row<&serving::Steady::prefill_share>("prefill_share", "of time")};
static_assert(describes_all<serving::Steady>());

}  // namespace weft
