// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <string>
#include <vector>

namespace weft::catalog {

/// When an engine's version came out, in years: kernels get faster with time.
struct EngineRelease {
  std::string version;
  double year = 0.0;
  friend bool operator==(const EngineRelease&, const EngineRelease&) = default;
};

/// What an inference engine adds to the work of a model.
struct ServingEngine {
  double kernels = 1.0;           ///< time of its kernels over that of the usual ones
  Time step{};                    ///< scheduling and sampling, each step
  double stall = 0.9;             ///< share of prefill work that decoding waits for
  Time request{};                 ///< interface and tokenizer, once a request
  double admission = 1.0;         ///< decode steps until the first token leaves
  double burst = 0.1;             ///< share of the requests in flight that a prompt finds ahead
  double memory_share = 0.9;      ///< of usable memory
  bool after_weights = false;     ///< the share is of what weights leave
  Bytes reserved{};               ///< buffers
  double year = 0.0;              ///< of a version that is not in the list
  std::vector<std::string> also;  ///< other names of the engine
  std::vector<EngineRelease> releases;
  friend bool operator==(const ServingEngine&, const ServingEngine&) = default;
};

/// What it costs to have prefill and decode apart.
struct ServingPools {
  double step = 1.0;       ///< a decode step without prefill between, over one with
  Time request{};          ///< router and hand-over of the cache
  double admission = 1.0;  ///< as of an engine, in the decode pool
  double burst = 0.1;      ///< as of an engine, in the prefill pool
  friend bool operator==(const ServingPools&, const ServingPools&) = default;
};

/// Fixed time of the kernels of one layer on a family of accelerators.
struct ServingKernels {
  Time layer{};
  Time expert_layer{};                    ///< on top: router, permutation, grouped products
  std::vector<std::string> accelerators;  ///< ids; other accelerators take the family "other"
  friend bool operator==(const ServingKernels&, const ServingKernels&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr std::string_view type_name<catalog::EngineRelease> = "engine_release";
template <>
inline constexpr auto fields<catalog::EngineRelease> = std::array{
    row<&catalog::EngineRelease::version>("version", "of the engine").only_label(),
    row<&catalog::EngineRelease::year>("year", "in which it came out").between(2020, 2100)};
static_assert(describes_all<catalog::EngineRelease>());

template <>
inline constexpr std::string_view type_name<catalog::ServingEngine> = "serving_engine";
template <>
inline constexpr auto fields<catalog::ServingEngine> = std::array{
    row<&catalog::ServingEngine::kernels>("kernels", "time over that of the usual kernels")
        .between(0.1, 10),
    row<&catalog::ServingEngine::step>("step", "scheduling and sampling").in("us").between(0, 1),
    row<&catalog::ServingEngine::stall>("stall", "share of prefill work that decoding waits for")
        .between(0, 2),
    row<&catalog::ServingEngine::request>("request", "interface and tokenizer")
        .in("ms")
        .between(0, 10),
    row<&catalog::ServingEngine::admission>("admission",
                                            "decode steps until the first token leaves")
        .between(0, 100),
    row<&catalog::ServingEngine::burst>("burst", "share of the requests in flight found ahead")
        .between(0, 1),
    row<&catalog::ServingEngine::memory_share>("memory_share", "of usable memory").between(0.1, 1),
    row<&catalog::ServingEngine::after_weights>("after_weights",
                                                "the share is of what weights leave"),
    row<&catalog::ServingEngine::reserved>("reserved", "buffers").in("GB").at_least(0),
    row<&catalog::ServingEngine::year>("year", "of a version that is not in the list")
        .between(2020, 2100),
    row<&catalog::ServingEngine::also>("also", "other names of the engine").only_label(),
    row<&catalog::ServingEngine::releases>("releases", "in order of time")};
static_assert(describes_all<catalog::ServingEngine>());

template <>
inline constexpr std::string_view type_name<catalog::ServingPools> = "serving_pools_fit";
template <>
inline constexpr auto fields<catalog::ServingPools> = std::array{
    row<&catalog::ServingPools::step>("step", "a decode step without prefill between")
        .between(0.1, 10),
    row<&catalog::ServingPools::request>("request", "router and hand-over of the cache")
        .in("ms")
        .between(0, 10),
    row<&catalog::ServingPools::admission>("admission", "decode steps until the first token leaves")
        .between(0, 100),
    row<&catalog::ServingPools::burst>("burst", "share of the requests in flight found ahead")
        .between(0, 1)};
static_assert(describes_all<catalog::ServingPools>());

template <>
inline constexpr std::string_view type_name<catalog::ServingKernels> = "serving_kernels";
template <>
inline constexpr auto fields<catalog::ServingKernels> = std::array{
    row<&catalog::ServingKernels::layer>("layer", "fixed, each layer").in("us").between(0, 1),
    row<&catalog::ServingKernels::expert_layer>("expert_layer", "on top, each expert layer")
        .in("us")
        .between(0, 1),
    row<&catalog::ServingKernels::accelerators>("accelerators", "of the family")
        .refers_to("accelerator")};
static_assert(describes_all<catalog::ServingKernels>());

}  // namespace weft
