// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/compute/roofline.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::serving {

/// How one replica of a model is spread over accelerators. Attention runs on `tensor` ranks, `data`
/// times side by side; experts are spread whole over all ranks when `data` > 1, else split by
/// tensor.
struct Deployment {
  std::int64_t tensor = 1;
  std::int64_t data = 1;
  std::int64_t max_batch = 1024;  ///< sequences a replica decodes at once, whatever memory allows
  [[nodiscard]] constexpr std::int64_t accelerators() const { return tensor * data; }
  friend bool operator==(const Deployment&, const Deployment&) = default;
};

/// Stored sizes of one element.
struct Formats {
  Bytes weight = 2.0 * byte;
  Bytes cache = 2.0 * byte;
  Bytes activation = 2.0 * byte;
  friend bool operator==(const Formats&, const Formats&) = default;
};

/// What an inference engine adds to the arithmetic.
struct Engine {
  Time per_layer = 32.1 * micro * second;         ///< launching its kernels, each pass
  Time per_expert_layer = 15.0 * micro * second;  ///< router, permutation, grouped products, on top
  Time per_step = 126.0 * micro * second;         ///< scheduling and sampling
  Time per_request = 16.4 * milli * second;       ///< interface and tokenizer, once, in TTFT
  double memory_share = 0.9;                      ///< of usable memory that it takes
  Bytes reserved = 4.2 * giga_byte;               ///< buffers of the engine and of communication
  double expert_imbalance = 1.0;                  ///< load of the busiest expert rank / mean
  friend bool operator==(const Engine&, const Engine&) = default;
};

/// Tokens of a request: the mean drives capacity, the p95 drives the latency of the slow ones.
struct Lengths {
  Tokens mean{};
  Tokens p95{};  ///< 0: all requests are alike
  friend bool operator==(const Lengths&, const Lengths&) = default;
};

/// What one request asks.
struct Traffic {
  Lengths input;
  Lengths output;                 ///< mean 0: an embedder, prefill only
  double prefix_cache_hit = 0.0;  ///< share of input tokens that are in the cache already
  friend bool operator==(const Traffic&, const Traffic&) = default;
};

/// Limits that a request must keep; an absent one does not bind.
struct Limits {
  Time ttft_p95{};  ///< 0: none
  Time tpot_p95{};  ///< 0: none
  friend bool operator==(const Limits&, const Limits&) = default;
};

/// A model with its formats, on one kind of accelerator: what all formulas of this layer take.
struct Server {
  compute::ModelWork model;
  compute::Machine machine;
  Formats formats;
  Engine engine;
  friend bool operator==(const Server&, const Server&) = default;
};

inline constexpr Formula length_spread_card{
    "serving.length-spread", "sigma = z - sqrt(z^2 - 2 ln(p95/mean)), z = 1.6449: log-normal",
    "definition"};

/// Deviation of the logarithm of a log-normal length that has this mean and p95; 0 without a p95.
[[nodiscard]] inline double length_spread(const Lengths& lengths) {
  constexpr double z95 = 1.6448536269514722;
  if (lengths.mean <= Tokens{} || lengths.p95 <= lengths.mean) return 0.0;
  const double inside = z95 * z95 - 2.0 * weft::log(ratio(lengths.p95, lengths.mean));
  return inside > 0.0 ? z95 - weft::sqrt(inside) : z95;
}

/// The length that a standard normal deviate `z` stands for, `spread` from length_spread.
[[nodiscard]] inline Tokens length_at(const Lengths& lengths, double spread, double z) {
  if (spread == 0.0) return lengths.mean;
  return lengths.mean * weft::exp(z * spread - spread * spread / 2.0);
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Deployment> = "deployment";
template <>
inline constexpr auto fields<serving::Deployment> = std::array{
    row<&serving::Deployment::tensor>("tensor", "ranks that split each matrix").between(1, 4096),
    row<&serving::Deployment::data>(
        "data", "groups that each serve other requests; experts spread over all")
        .between(1, 4096),
    row<&serving::Deployment::max_batch>("max_batch", "sequences decoded at once, a replica")
        .between(1, 1e6)
        .default_from("estimate"),
    row<&serving::Deployment::accelerators>("accelerators", "of one replica")};
static_assert(describes_all<serving::Deployment>());

template <>
inline constexpr std::string_view type_name<serving::Formats> = "formats";
template <>
inline constexpr auto fields<serving::Formats> =
    std::array{row<&serving::Formats::weight>("weight", "one element").in("B"),
               row<&serving::Formats::cache>("cache", "one element").in("B"),
               row<&serving::Formats::activation>("activation", "one element").in("B")};
static_assert(describes_all<serving::Formats>());

template <>
inline constexpr std::string_view type_name<serving::Engine> = "engine_overheads";
template <>
inline constexpr auto fields<serving::Engine> = std::array{
    row<&serving::Engine::per_layer>("per_layer", "of each pass")
        .in("us")
        .at_least(0)
        .default_from("inference-sim/inference-sim (BLIS) defaults.yaml: 32.1 us a layer"),
    row<&serving::Engine::per_expert_layer>("per_expert_layer", "of each pass, on top")
        .in("us")
        .at_least(0)
        .default_from(
            "ai-dynamo/aiconfigurator systems/*.yaml: 3 us an operation, five operations more"),
    row<&serving::Engine::per_step>("per_step", "scheduling and sampling")
        .in("us")
        .at_least(0)
        .default_from("inference-sim/inference-sim (BLIS) defaults.yaml: 126 us a step"),
    row<&serving::Engine::per_request>("per_request", "interface and tokenizer")
        .in("ms")
        .at_least(0)
        .default_from("inference-sim/inference-sim (BLIS) defaults.yaml: 15.56 ms before and 0.78 "
                      "ms after a request, all in TTFT"),
    row<&serving::Engine::memory_share>("memory_share", "of usable memory that it takes")
        .between(0.1, 1)
        .default_from("inference-sim/inference-sim (BLIS) --gpu-memory-utilization: 0.9"),
    row<&serving::Engine::reserved>("reserved", "buffers")
        .in("GB")
        .at_least(0)
        .default_from(
            "ai-dynamo/aiconfigurator systems/*.yaml: 3.5 GiB and 342-392 MiB for communication"),
    row<&serving::Engine::expert_imbalance>("expert_imbalance", "busiest expert rank / mean")
        .between(1, 100)
        .default_from("estimate: even routing")};
static_assert(describes_all<serving::Engine>());

template <>
inline constexpr std::string_view type_name<serving::Lengths> = "lengths";
template <>
inline constexpr auto fields<serving::Lengths> = std::array{
    row<&serving::Lengths::mean>("mean", "").in("tok").at_least(0).bare(),
    row<&serving::Lengths::p95>("p95", "0: all requests are alike").in("tok").at_least(0)};
static_assert(describes_all<serving::Lengths>());

template <>
inline constexpr std::string_view type_name<serving::Traffic> = "request_shape";
template <>
inline constexpr auto fields<serving::Traffic> =
    std::array{row<&serving::Traffic::input>("input", "tokens"),
               row<&serving::Traffic::output>("output", "tokens; 0 is an embedder"),
               row<&serving::Traffic::prefix_cache_hit>("prefix_cache_hit", "share of input tokens")
                   .between(0, 1)};
static_assert(describes_all<serving::Traffic>());

template <>
inline constexpr std::string_view type_name<serving::Limits> = "latency_limits";
template <>
inline constexpr auto fields<serving::Limits> =
    std::array{row<&serving::Limits::ttft_p95>("ttft_p95", "0: none").in("ms").at_least(0),
               row<&serving::Limits::tpot_p95>("tpot_p95", "0: none").in("ms").at_least(0)};
static_assert(describes_all<serving::Limits>());

template <>
inline constexpr std::string_view type_name<serving::Server> = "server";
template <>
inline constexpr auto fields<serving::Server> = std::array{
    row<&serving::Server::model>("model", ""), row<&serving::Server::machine>("machine", ""),
    row<&serving::Server::formats>("formats", ""), row<&serving::Server::engine>("engine", "")};
static_assert(describes_all<serving::Server>());

}  // namespace weft
