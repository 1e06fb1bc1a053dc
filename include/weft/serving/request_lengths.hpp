// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::serving {

/// Tokens of requests: means drive capacity, p95 the latency of the slow ones.
struct RequestLengths {
  Tokens input{};       ///< mean
  Tokens output{};      ///< mean; 0: an embedder, prefill only
  Tokens input_p95{};   ///< 0: all are alike
  Tokens output_p95{};  ///< 0: all are alike
  [[nodiscard]] constexpr Tokens context() const { return input + output / 2.0; }
  friend bool operator==(const RequestLengths&, const RequestLengths&) = default;
};

/// Limits that a request must keep; an absent one does not bind.
struct Limits {
  Time ttft_p95{};  ///< 0: none
  Time tpot_p95{};  ///< 0: none
  friend bool operator==(const Limits&, const Limits&) = default;
};

/// A percentile with the deviate of the normal distribution that it stands for.
struct Percentile {
  double share;
  double deviate;
};
inline constexpr Percentile p50{0.50, 0.0};
inline constexpr Percentile p95{0.95, 1.6448536269514722};
inline constexpr Percentile p99{0.99, 2.3263478740408408};

inline constexpr Formula length_spread_card{
    "serving.length-spread", "sigma = z - sqrt(z^2 - 2 ln(p95/mean)), z = 1.6449: log-normal",
    "definition"};

/// Deviation of the logarithm of a log-normal length that has this mean and p95; 0 without a p95.
[[nodiscard]] inline double length_spread(Tokens mean, Tokens at_p95) {
  if (mean <= Tokens{} || at_p95 <= mean) return 0.0;
  const double inside = p95.deviate * p95.deviate - 2.0 * weft::log(ratio(at_p95, mean));
  return inside > 0.0 ? p95.deviate - weft::sqrt(inside) : p95.deviate;
}

/// The length at a percentile. \param spread  from length_spread.
[[nodiscard]] inline Tokens length_at(Tokens mean, double spread, Percentile at) {
  if (spread == 0.0) return mean;
  return mean * weft::exp(at.deviate * spread - spread * spread / 2.0);
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::RequestLengths> = "request_lengths";
template <>
inline constexpr auto fields<serving::RequestLengths> = std::array{
    row<&serving::RequestLengths::input>("input", "of the mean request").in("tok").at_least(0),
    row<&serving::RequestLengths::output>("output", "of the mean request").in("tok").at_least(0),
    row<&serving::RequestLengths::input_p95>("input_p95", "0: all are alike")
        .in("tok")
        .at_least(0)
        .by(serving::length_spread_card),
    row<&serving::RequestLengths::output_p95>("output_p95", "0: all are alike")
        .in("tok")
        .at_least(0)
        .by(serving::length_spread_card),
    row<&serving::RequestLengths::context>("context", "half way through the output").in("tok")};
static_assert(describes_all<serving::RequestLengths>());

template <>
inline constexpr std::string_view type_name<serving::Limits> = "latency_limits";
template <>
inline constexpr auto fields<serving::Limits> =
    std::array{row<&serving::Limits::ttft_p95>("ttft_p95", "0: none").in("ms").at_least(0),
               row<&serving::Limits::tpot_p95>("tpot_p95", "0: none").in("ms").at_least(0)};
static_assert(describes_all<serving::Limits>());

}  // namespace weft
