// SPDX-License-Identifier: Apache-2.0
// Constants of NCCL 2.30.7: NVIDIA/nccl@5067397 src/graph/tuning.cc.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace weft::fabric::nccl {

enum class Algorithm : std::uint8_t {
  tree,
  ring,
  collnet_direct,
  collnet_chain,
  nvls,
  nvls_tree,
  pat
};
enum class Protocol : std::uint8_t { ll, ll128, simple };
enum class Generation : std::uint8_t { volta, ampere, hopper, blackwell };
enum class LocalLink : std::uint8_t { nvlink, pcie };
enum class Host : std::uint8_t { intel, amd, other };

namespace detail {

using ByProtocol = std::array<double, 3>;  // LL, LL128, Simple
using ByAlgorithm = std::array<ByProtocol, 7>;
using ByNodes = std::array<double, 3>;  // 1, 2, more nodes
using ByGeneration = std::array<ByNodes, 4>;

// Microseconds.
inline constexpr ByAlgorithm base_latency{
    {{6.8, 14.0, 8.4}, {6.6, 14.0, 8.4}, {}, {}, {}, {}, {8.0, 8.0, 8.0}}};
inline constexpr ByAlgorithm nvlink_latency{{{0.6, 1.25, 4.0},
                                             {0.6, 1.9, 3.4},
                                             {0, 0, 3.7},
                                             {0, 0, 2.8},
                                             {0, 0, 25},
                                             {0, 0, 25},
                                             {0, 0, 4.0}}};
inline constexpr ByAlgorithm pcie_latency{
    {{1.0, 1.9, 4.0}, {1.0, 2.5, 5.7}, {0, 0, 3.7}, {0, 0, 2.8}, {}, {}, {0, 0, 4.0}}};
inline constexpr ByAlgorithm net_latency{{{5.0, 8.5, 14.0},
                                          {2.7, 4.0, 14.0},
                                          {0, 0, 31},
                                          {0, 0, 30},
                                          {0, 0, 18},
                                          {0, 0, 20.9},
                                          {0, 0, 14}}};
// GB/s, GB = 10^9 bytes.
inline constexpr ByGeneration ll_most{
    {{39.0, 39.0, 20.4}, {87.7, 22.5, 19.0}, {141.0, 45.0, 35.0}, {282.0, 90.0, 70.0}}};
inline constexpr std::array<double, 4> ring_ll128_channel{20.0, 20.0, 36.7, 40.0};
inline constexpr ByGeneration tree_ll128_channel{
    {{20, 20, 20}, {20, 20, 20}, {36.7, 36.7, 29.0}, {55.6, 31.67, 20.0}}};
inline constexpr ByGeneration tree_channel{
    {{26.5, 18.5, 10.0}, {24.0, 23.6, 17.8}, {38.7, 41.4, 36.0}, {70.0, 42.8, 24.0}}};
inline constexpr ByGeneration nvls_tree_channel{
    {{26.5, 18.5, 10.0}, {24.0, 23.6, 17.8}, {0.0, 57.7, 45.5}, {0.0, 96.0, 80.0}}};
inline constexpr std::array<double, 4> nvls_efficiency{0.0, 0.0, 0.85, 0.74};
// By the power of two of the size, from 64 B.
inline constexpr std::array<std::array<double, 24>, 3> tree_correction{
    {{1.0, 1.0, 1.0, 1.0, 0.9, 0.8, 0.7, 0.7, 0.7, 0.7, 0.6, 0.5,
      0.4, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.0, 1.0, 1.0, 1.0},
     {1.0, 1.0, 1.0, 1.0, 1.0, 0.9, 0.8, 0.8, 0.8, 0.7, 0.6, 0.6,
      0.6, 0.6, 0.6, 0.6, 0.8, 0.9, 0.9, 0.9, 0.9, 1.0, 1.0, 1.0},
     {0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.8, 0.7, 0.6, 0.6, 0.5,
      0.5, 0.5, 0.5, 0.6, 0.7, 0.8, 0.7, 0.7, 0.8, 0.9, 0.9, 0.9}}};

constexpr std::size_t at(auto each) { return static_cast<std::size_t>(each); }

}  // namespace detail
}  // namespace weft::fabric::nccl
