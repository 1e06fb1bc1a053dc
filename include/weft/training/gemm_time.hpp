// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::training {

/// A matrix product of `rows` tokens with a matrix of `inner` x `columns`. Counts.
struct Gemm {
  double rows = 0.0;
  double inner = 0.0;
  double columns = 0.0;
  [[nodiscard]] constexpr Flops work() const { return 2.0 * rows * inner * columns * flop; }
  [[nodiscard]] constexpr double operands() const {
    return rows * inner + inner * columns + rows * columns;
  }
};

/// What matrix products of one precision reach.
struct GemmRates {
  FlopRate plateau{};    ///< of shapes so large that operand traffic vanishes
  Bandwidth operands{};  ///< operand traffic that arithmetic does not hide
  Bytes element{};       ///< of operands, results included, on average
  Time launch{};
  friend bool operator==(const GemmRates&, const GemmRates&) = default;
};

/// Edge of the cube whose measured rate is called the ceiling.
inline constexpr double ceiling_edge = 8192.0;
/// No shape comes nearer to the peak than this.
inline constexpr double closest_to_peak = 0.97;

struct GemmCeiling {
  FlopRate peak{};
  double share = 0.0;  ///< of the peak, at the edge of the ceiling
  Bandwidth operands{};
  Bytes element{};
  Time launch{};
};

/// Rates that give back the ceiling at its own shape.
[[nodiscard]] constexpr GemmRates gemm_rates(const GemmCeiling& ceiling) {
  constexpr Gemm cube{ceiling_edge, ceiling_edge, ceiling_edge};
  const Time whole = cube.work() / (ceiling.share * ceiling.peak);
  const Time traffic = cube.operands() * ceiling.element / ceiling.operands;
  const Time fastest = cube.work() / (closest_to_peak * ceiling.peak);
  return {.plateau = cube.work() / max(whole - traffic, fastest),
          .operands = ceiling.operands,
          .element = ceiling.element,
          .launch = ceiling.launch};
}

struct GemmTime {
  Time arithmetic{};
  Time traffic{};
  Time launch{};
  [[nodiscard]] constexpr Time total() const { return arithmetic + traffic + launch; }
  friend bool operator==(const GemmTime&, const GemmTime&) = default;
};

inline constexpr Formula gemm_time_card{
    "training.gemm-time", "2MNK/P + e(MK+KN+MN)/B + t",
    "form: definition; ceilings: measured matmul rates of the catalogue"};

/// Time of one matrix product. Small and thin shapes lose to the traffic of their operands.
[[nodiscard]] constexpr GemmTime gemm_time(const Gemm& gemm, const GemmRates& rates) {
  return {.arithmetic = gemm.work() / rates.plateau,
          .traffic = gemm.operands() * rates.element / rates.operands,
          .launch = rates.launch};
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::GemmTime> = "gemm_time";
template <>
inline constexpr auto fields<training::GemmTime> =
    std::array{row<&training::GemmTime::arithmetic>("arithmetic", "at the plateau").in("us"),
               row<&training::GemmTime::traffic>("traffic", "operands not hidden").in("us"),
               row<&training::GemmTime::launch>("launch", "of the kernel").in("us"),
               row<&training::GemmTime::total>("total", "").in("us").by(training::gemm_time_card)};
static_assert(describes_all<training::GemmTime>());

}  // namespace weft
