// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/accelerator.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace weft::compute {

/// Number format of weights, activations or cache. The block formats carry a shared scale.
enum class Precision : std::uint8_t {
  bf16,
  fp16,
  fp8,
  mxfp8,
  fp4,
  nvfp4,
  mxfp4,
  int8,
  fp32,
  tf32,
  int4
};

inline constexpr Reason no_such_rate{"compute.no-such-rate",
                                     "the accelerator has no peak rate for this precision"};

inline constexpr Formula bytes_per_element_card{
    "compute.bytes-per-element", "(element bits + scale bits / block) / 8", "definition"};

/// Stored size of one element, its part of the block scale included: MXFP4 and MXFP8 keep 8 scale
/// bits for 32 elements, NVFP4 8 bits for 16, 4-bit integers 16 bits for 32.
[[nodiscard]] constexpr Bytes bytes_per_element(Precision precision) {
  constexpr double scale_bits = 8.0;
  constexpr double mx_block = 32.0;
  constexpr double nv_block = 16.0;
  switch (precision) {
    case Precision::fp32:
    case Precision::tf32:
      return 32.0 * bit;
    case Precision::bf16:
    case Precision::fp16:
      return 16.0 * bit;
    case Precision::fp8:
    case Precision::int8:
      return 8.0 * bit;
    case Precision::mxfp8:
      return (8.0 + scale_bits / mx_block) * bit;
    case Precision::fp4:
      return 4.0 * bit;
    case Precision::nvfp4:
      return (4.0 + scale_bits / nv_block) * bit;
    case Precision::mxfp4:
      return (4.0 + scale_bits / mx_block) * bit;
    case Precision::int4:
      return (4.0 + 2.0 * scale_bits / mx_block) * bit;
  }
  return 0.0 * bit;
}
static_assert(bytes_per_element(Precision::nvfp4) == 0.5625 * byte);
static_assert(bytes_per_element(Precision::mxfp4) == 0.53125 * byte);

/// The dense peak rate at `precision`, or the reason why there is none.
[[nodiscard]] constexpr Feasible<FlopRate> peak_rate(const catalog::PeakRates& peaks,
                                                     Precision precision) {
  const auto rate = [&]() -> std::optional<FlopRate> {
    switch (precision) {
      case Precision::bf16:
        return peaks.bf16;
      case Precision::fp16:
        return peaks.fp16;
      case Precision::fp8:
      case Precision::mxfp8:
        return peaks.fp8;
      case Precision::fp4:
      case Precision::nvfp4:
      case Precision::mxfp4:
        return peaks.fp4;
      case Precision::int8:
        return peaks.int8;
      case Precision::fp32:
        return peaks.fp32;
      case Precision::tf32:
        return peaks.tf32;
      case Precision::int4:
        return std::nullopt;  // integers with floating scales are widened as they are read
    }
    return std::nullopt;
  }();
  if (!rate) return Infeasible{&no_such_rate, 0.0, 0.0, {}};
  return *rate;
}

/// The precision in which matrix products of weights stored as `stored` run: the narrowest one that
/// the accelerator has and that holds them. Narrower weights are widened as they are read, so
/// 4-bit weights still save memory and traffic where there is no 4-bit rate.
[[nodiscard]] constexpr Precision widened(const catalog::PeakRates& peaks, Precision stored) {
  if (peak_rate(peaks, stored)) return stored;
  const bool four_bits =
      stored == Precision::fp4 || stored == Precision::nvfp4 || stored == Precision::mxfp4;
  const bool eight_bits = stored == Precision::fp8 || stored == Precision::mxfp8;
  if (four_bits && peaks.fp8) return Precision::fp8;
  if (four_bits || eight_bits || stored == Precision::int8 || stored == Precision::int4) {
    return peaks.bf16 ? Precision::bf16 : Precision::fp16;
  }
  return stored;
}

}  // namespace weft::compute

namespace weft {

template <>
inline constexpr auto words<compute::Precision> =
    std::array{Case{"bf16", "2 bytes"},
               Case{"fp16", "2 bytes"},
               Case{"fp8", "1 byte, a scale for a tensor or a large block"},
               Case{"mxfp8", "1 byte and a scale for 32 elements"},
               Case{"fp4", "4 bits without scales"},
               Case{"nvfp4", "4 bits and a scale for 16 elements"},
               Case{"mxfp4", "4 bits and a scale for 32 elements"},
               Case{"int8", "1 byte"},
               Case{"fp32", "4 bytes"},
               Case{"tf32", "fp32 in memory, 19 bits in the product"},
               Case{"int4", "4-bit integers, a scale of 16 bits for 32 elements"}};

}  // namespace weft
