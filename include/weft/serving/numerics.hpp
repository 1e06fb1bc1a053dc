// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/catalog/accelerator.hpp"
#include "weft/catalog/llm.hpp"
#include "weft/compute/precision.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <optional>

namespace weft::serving {

/// In which formats a released checkpoint stores its parts and how fast they are multiplied.
struct Numerics {
  Bytes attention = 2.0 * byte;  ///< one element
  Bytes dense = 2.0 * byte;      ///< dense layers, shared experts, router
  Bytes expert = 2.0 * byte;
  Bytes output = 2.0 * byte;  ///< output layer and embedding: never narrower
  Bytes cache = 2.0 * byte;
  FlopRate attention_peak{};
  FlopRate dense_peak{};
  FlopRate expert_peak{};
  FlopRate wide_peak{};   ///< bf16: attention core and output layer
  bool four_bit = false;  ///< experts (of a dense model: all matrices) have 4 bits
  bool narrow = false;    ///< and are multiplied in 4 bits
  friend bool operator==(const Numerics&, const Numerics&) = default;
};

[[nodiscard]] constexpr bool has_four_bits(compute::Precision precision) {
  using compute::Precision;
  return precision == Precision::fp4 || precision == Precision::nvfp4 ||
         precision == Precision::mxfp4 || precision == Precision::int4;
}

namespace detail {

/// Peak rate of products with elements of this size: one that the accelerator lacks is widened to
/// bf16 as it is read.
[[nodiscard]] constexpr FlopRate peak_of(const catalog::PeakRates& peaks, Bytes element,
                                         FlopRate wide) {
  constexpr Bytes eight_bits = 0.9 * byte;  // and its scales
  constexpr Bytes mixed = 1.5 * byte;       // partly bf16
  if (element >= mixed) return wide;
  if (element >= eight_bits) return peaks.fp8 ? *peaks.fp8 : peaks.int8.value_or(wide);
  return peaks.fp4.value_or(wide);
}

}  // namespace detail

/// The formats of `llm` when it is released in `weights`.
/// \param cache  of the KV cache; as such releases are served by default when nothing is said.
[[nodiscard]] constexpr Feasible<Numerics> numerics(const catalog::Llm& llm,
                                                    const catalog::PeakRates& peaks,
                                                    compute::Precision weights,
                                                    std::optional<compute::Precision> cache = {}) {
  const auto bf16 = compute::peak_rate(peaks, compute::Precision::bf16);
  const auto fp16 = compute::peak_rate(peaks, compute::Precision::fp16);
  if (!bf16 && !fp16) return Infeasible{&compute::no_such_rate, 0.0, 0.0, {}};
  Numerics made;
  made.wide_peak = bf16 ? *bf16 : *fp16;
  made.expert = compute::bytes_per_element(weights);
  made.attention = made.dense = made.expert;
  made.cache = made.expert >= 2.0 * byte ? 2.0 * byte : byte;
  made.four_bit = has_four_bits(weights);
  if (made.four_bit && llm.four_bit) {
    made.attention = llm.four_bit->attention;
    made.dense = llm.four_bit->dense;
    made.cache = llm.four_bit->cache;
  }
  if (cache) made.cache = compute::bytes_per_element(*cache);
  made.attention_peak = detail::peak_of(peaks, made.attention, made.wide_peak);
  made.dense_peak = detail::peak_of(peaks, made.dense, made.wide_peak);
  const bool integer = weights == compute::Precision::int4;
  made.expert_peak = integer ? made.wide_peak : detail::peak_of(peaks, made.expert, made.wide_peak);
  if (integer && made.dense == made.expert) made.dense_peak = made.attention_peak = made.wide_peak;
  made.narrow = made.four_bit && !integer && peaks.fp4.has_value();
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Numerics> = "numerics";
template <>
inline constexpr auto fields<serving::Numerics> = std::array{
    row<&serving::Numerics::attention>("attention", "one element").in("B"),
    row<&serving::Numerics::dense>("dense", "one element").in("B"),
    row<&serving::Numerics::expert>("expert", "one element").in("B"),
    row<&serving::Numerics::output>("output", "one element").in("B"),
    row<&serving::Numerics::cache>("cache", "one element").in("B"),
    row<&serving::Numerics::attention_peak>("attention_peak", "of its projections").in("Tflop/s"),
    row<&serving::Numerics::dense_peak>("dense_peak", "").in("Tflop/s"),
    row<&serving::Numerics::expert_peak>("expert_peak", "").in("Tflop/s"),
    row<&serving::Numerics::wide_peak>("wide_peak", "bf16").in("Tflop/s"),
    row<&serving::Numerics::four_bit>("four_bit", "stored"),
    row<&serving::Numerics::narrow>("narrow", "multiplied in 4 bits")};
static_assert(describes_all<serving::Numerics>());

}  // namespace weft
