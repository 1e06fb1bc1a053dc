// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/accelerator.hpp"
#include "weft/compute/precision.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::compute {

/// Shares of the data sheet that real kernels reach, used where the catalogue has no measurement.
struct AchievedDefaults {
  double matmul = 0.73;
  double core = 0.5;
  double memory = 0.8;
  friend bool operator==(const AchievedDefaults&, const AchievedDefaults&) = default;
};

/// One accelerator as a program meets it, with the networks that it is attached to.
struct Machine {
  FlopRate dense_peak{};       ///< at the precision of the matrix products
  FlopRate wide_peak{};        ///< bf16: attention never runs narrower
  double matmul_share = 0.73;  ///< of `dense_peak`
  double core_share = 0.5;     ///< of `wide_peak`, attention core
  Bandwidth memory_rate{};
  double memory_share = 0.8;
  Bytes usable_memory{};
  Bandwidth scale_up_rate{};  ///< effective, per accelerator and direction
  std::int64_t scale_up_domain = 1;
  Time scale_up_hop = 2.0 * micro * second;    ///< one message inside the domain
  Bandwidth scale_out_rate{};                  ///< effective, per accelerator and direction
  Time scale_out_hop = 10.0 * micro * second;  ///< one message between domains
  Power power{};
  friend bool operator==(const Machine&, const Machine&) = default;
};

inline constexpr Reason no_usable_memory{
    "compute.no-usable-memory", "the catalogue does not know the memory of the accelerator"};

/// An accelerator of the catalogue at `precision`. Its networks are the catalogue's own figures;
/// who knows the fabrics overwrites them.
[[nodiscard]] constexpr Feasible<Machine> machine(const catalog::Accelerator& part,
                                                  Precision precision,
                                                  const AchievedDefaults& defaults = {}) {
  const auto peak = peak_rate(part.peak, precision);
  if (!peak) return peak.why();
  if (!part.memory.usable) return Infeasible{&no_usable_memory, 0.0, 0.0, {}};
  const bool wide = bytes_per_element(precision) >= 2.0 * byte;
  Machine made;
  made.dense_peak = *peak;
  made.wide_peak = wide ? *peak : peak_rate(part.peak, Precision::bf16).value_or(*peak);
  const auto measured = wide ? part.achieved.matmul_bf16 : part.achieved.matmul_fp8;
  made.matmul_share = measured.value_or(defaults.matmul);
  made.core_share = defaults.core;
  made.memory_rate = part.memory.bandwidth;
  made.memory_share = part.achieved.memory.value_or(defaults.memory);
  made.usable_memory = *part.memory.usable;
  made.scale_up_rate = part.scale_up.rate.value_or(Bandwidth{});
  made.scale_up_domain = part.scale_up.rate ? part.scale_up.domain : 1;
  made.scale_out_rate = part.scale_out_rate.value_or(Bandwidth{});
  made.power = part.power.max.value_or(Power{});
  return made;
}

/// Two resources that work at the same time: the slower one is what is waited for.
struct RooflineTime {
  Time arithmetic{};
  Time memory{};
  [[nodiscard]] constexpr Time total() const { return weft::max(arithmetic, memory); }
  friend bool operator==(const RooflineTime&, const RooflineTime&) = default;
};

inline constexpr Formula roofline_card{"compute.roofline", "max(F / (P e_c), D / (W e_m))",
                                       "Williams, Waterman & Patterson 2009, CACM 52(4)"};

/// Time of `work` arithmetic on `moved` bytes of memory.
/// \param rate  arithmetic rate that is reached.  \param memory  bandwidth that is reached.
[[nodiscard]] constexpr RooflineTime roofline(Flops work, FlopRate rate, Bytes moved,
                                              Bandwidth memory) {
  return {.arithmetic = work > Flops{} ? work / rate : Time{},
          .memory = moved > Bytes{} ? moved / memory : Time{}};
}

/// The rates of `of` that programs reach.
[[nodiscard]] constexpr FlopRate matmul_rate(const Machine& of) {
  return of.dense_peak * of.matmul_share;
}
[[nodiscard]] constexpr FlopRate core_rate(const Machine& of) {
  return of.wide_peak * of.core_share;
}
[[nodiscard]] constexpr Bandwidth memory_rate(const Machine& of) {
  return of.memory_rate * of.memory_share;
}

}  // namespace weft::compute

namespace weft {

template <>
inline constexpr std::string_view type_name<compute::AchievedDefaults> = "achieved_defaults";
template <>
inline constexpr auto fields<compute::AchievedDefaults> = std::array{
    row<&compute::AchievedDefaults::matmul>("matmul", "of the dense peak")
        .between(0.01, 1)
        .default_from("median of seven of the measured BF16 ceilings (A100 271/312, H100 795/989, "
                      "B200 1745/2250, GB200 1822/2500, MI300X 668/1300, MI325X 785/1300, MI355X "
                      "1565/2300 Tflop/s): stas00/ml-engineering compute/accelerator"),
    row<&compute::AchievedDefaults::core>("core", "of the BF16 peak, attention")
        .between(0.01, 1)
        .default_from("estimate"),
    row<&compute::AchievedDefaults::memory>("memory", "of the memory bandwidth")
        .between(0.01, 1)
        .default_from("ai-dynamo/aiconfigurator systems/h200_sxm.yaml memory efficiency")};
static_assert(describes_all<compute::AchievedDefaults>());

template <>
inline constexpr std::string_view type_name<compute::Machine> = "machine";
template <>
inline constexpr auto fields<compute::Machine> = std::array{
    row<&compute::Machine::dense_peak>("dense_peak", "of the matrix products").in("Tflop/s"),
    row<&compute::Machine::wide_peak>("wide_peak", "of the attention core").in("Tflop/s"),
    row<&compute::Machine::matmul_share>("matmul_share", "of dense_peak that is reached")
        .between(0.01, 1),
    row<&compute::Machine::core_share>("core_share", "of wide_peak that is reached")
        .between(0.01, 1),
    row<&compute::Machine::memory_rate>("memory_rate", "peak").in("GB/s"),
    row<&compute::Machine::memory_share>("memory_share", "of memory_rate that is reached")
        .between(0.01, 1),
    row<&compute::Machine::usable_memory>("usable_memory", "").in("GiB"),
    row<&compute::Machine::scale_up_rate>("scale_up_rate", "effective, per direction").in("GB/s"),
    row<&compute::Machine::scale_up_domain>("scale_up_domain", "accelerators").at_least(1),
    row<&compute::Machine::scale_up_hop>("scale_up_hop", "one message inside the domain")
        .in("us")
        .default_from("estimate"),
    row<&compute::Machine::scale_out_rate>("scale_out_rate", "effective, per direction").in("GB/s"),
    row<&compute::Machine::scale_out_hop>("scale_out_hop", "one message between domains")
        .in("us")
        .default_from("ai-dynamo/aiconfigurator systems/*.yaml point-to-point latency"),
    row<&compute::Machine::power>("power", "of one accelerator").in("W")};
static_assert(describes_all<compute::Machine>());

template <>
inline constexpr std::string_view type_name<compute::RooflineTime> = "roofline_time";
template <>
inline constexpr auto fields<compute::RooflineTime> =
    std::array{row<&compute::RooflineTime::arithmetic>("arithmetic", "work / rate").in("us"),
               row<&compute::RooflineTime::memory>("memory", "bytes / bandwidth").in("us"),
               row<&compute::RooflineTime::total>("total", "the slower of the two")
                   .in("us")
                   .by(compute::roofline_card)};
static_assert(describes_all<compute::RooflineTime>());

}  // namespace weft
