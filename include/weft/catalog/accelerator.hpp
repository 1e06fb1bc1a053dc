// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/record.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace weft::catalog {

/// Dense peak rates of one package, by precision. INT8 counts integer operations.
struct PeakRates {
  std::optional<FlopRate> fp64, fp64_vector, fp32, tf32, bf16, fp16, fp8, fp6, fp4, int8;
  friend bool operator==(const PeakRates&, const PeakRates&) = default;
};

struct Memory {
  std::string label;            ///< the vendor's label: "80 GB" may mean GiB
  std::optional<Bytes> usable;  ///< what a program can allocate
  std::string kind;             ///< "HBM3e"
  Bandwidth bandwidth{};
  friend bool operator==(const Memory&, const Memory&) = default;
};

/// The network inside a scale-up domain, per accelerator and direction.
struct ScaleUp {
  std::string name;
  std::string profile;                 ///< what its links make of collectives: a catalogue id
  std::optional<Bandwidth> rate;       ///< to all peers together
  std::optional<Bandwidth> pair_rate;  ///< to one peer
  std::int64_t domain = 1;             ///< accelerators in the largest domain
  std::string topology;
  friend bool operator==(const ScaleUp&, const ScaleUp&) = default;
};

struct HostLink {
  std::string name;
  std::optional<Bandwidth> rate;  ///< per direction
  friend bool operator==(const HostLink&, const HostLink&) = default;
};

/// Measured shares of the peak that real kernels reach.
struct Achieved {
  std::optional<double> matmul_bf16;
  std::optional<double> matmul_fp8;
  std::optional<double> memory;
  friend bool operator==(const Achieved&, const Achieved&) = default;
};

struct AcceleratorPower {
  std::optional<Power> max;
  std::string term;  ///< which figure it is: TDP, TBP, module
  friend bool operator==(const AcceleratorPower&, const AcceleratorPower&) = default;
};

/// One package as sold: never a die, never a pair.
struct Accelerator {
  About about;
  PeakRates peak;
  Memory memory;
  ScaleUp scale_up;
  HostLink host_link;
  std::optional<Bandwidth> scale_out_rate;  ///< of the NIC that usually comes with it
  AcceleratorPower power;
  Achieved achieved;
  std::string form_factor;
  std::string process;
  std::int64_t dies = 1;
  std::optional<Money> price;
  friend bool operator==(const Accelerator&, const Accelerator&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr std::string_view type_name<catalog::PeakRates> = "peak_rates";
template <>
inline constexpr auto fields<catalog::PeakRates> = std::array{
    row<&catalog::PeakRates::fp64>("fp64", "matrix").in("Tflop/s").at_least(0),
    row<&catalog::PeakRates::fp64_vector>("fp64_vector", "vector").in("Tflop/s").at_least(0),
    row<&catalog::PeakRates::fp32>("fp32", "matrix where it has one, else vector")
        .in("Tflop/s")
        .at_least(0),
    row<&catalog::PeakRates::tf32>("tf32", "dense, matrix").in("Tflop/s").at_least(0),
    row<&catalog::PeakRates::bf16>("bf16", "dense").in("Tflop/s").at_least(0),
    row<&catalog::PeakRates::fp16>("fp16", "dense").in("Tflop/s").at_least(0),
    row<&catalog::PeakRates::fp8>("fp8", "dense").in("Tflop/s").at_least(0),
    row<&catalog::PeakRates::fp6>("fp6", "dense").in("Tflop/s").at_least(0),
    row<&catalog::PeakRates::fp4>("fp4", "dense").in("Tflop/s").at_least(0),
    row<&catalog::PeakRates::int8>("int8", "integer operations").in("Top/s").at_least(0)};
static_assert(describes_all<catalog::PeakRates>());

template <>
inline constexpr std::string_view type_name<catalog::Memory> = "accelerator_memory";
template <>
inline constexpr auto fields<catalog::Memory> = std::array{
    row<&catalog::Memory::label>("label", "the vendor's label").only_label(),
    row<&catalog::Memory::usable>("usable", "bytes a program can allocate").in("B").at_least(0),
    row<&catalog::Memory::kind>("kind", "technology").only_label(),
    row<&catalog::Memory::bandwidth>("bandwidth", "peak").in("GB/s").at_least(0)};
static_assert(describes_all<catalog::Memory>());

template <>
inline constexpr std::string_view type_name<catalog::ScaleUp> = "accelerator_scale_up";
template <>
inline constexpr auto fields<catalog::ScaleUp> = std::array{
    row<&catalog::ScaleUp::name>("name", "technology").only_label(),
    row<&catalog::ScaleUp::profile>("profile", "what its links make of collectives")
        .refers_to("profile"),
    row<&catalog::ScaleUp::rate>("rate", "per accelerator and direction, to all peers")
        .in("GB/s")
        .at_least(0),
    row<&catalog::ScaleUp::pair_rate>("pair_rate", "one direction, to one peer")
        .in("GB/s")
        .at_least(0),
    row<&catalog::ScaleUp::domain>("domain", "accelerators in the largest domain").at_least(1),
    row<&catalog::ScaleUp::topology>("topology", "in words").only_label()};
static_assert(describes_all<catalog::ScaleUp>());

template <>
inline constexpr std::string_view type_name<catalog::HostLink> = "host_link";
template <>
inline constexpr auto fields<catalog::HostLink> =
    std::array{row<&catalog::HostLink::name>("name", "technology").only_label(),
               row<&catalog::HostLink::rate>("rate", "per direction").in("GB/s").at_least(0)};
static_assert(describes_all<catalog::HostLink>());

template <>
inline constexpr std::string_view type_name<catalog::Achieved> = "achieved_shares";
template <>
inline constexpr auto fields<catalog::Achieved> = std::array{
    row<&catalog::Achieved::matmul_bf16>("matmul_bf16", "measured matmul rate / dense peak")
        .between(0, 1),
    row<&catalog::Achieved::matmul_fp8>("matmul_fp8", "measured matmul rate / dense peak")
        .between(0, 1),
    row<&catalog::Achieved::memory>("memory", "measured copy rate / peak bandwidth").between(0, 1)};
static_assert(describes_all<catalog::Achieved>());

template <>
inline constexpr std::string_view type_name<catalog::AcceleratorPower> = "accelerator_power";
template <>
inline constexpr auto fields<catalog::AcceleratorPower> = std::array{
    row<&catalog::AcceleratorPower::max>("max", "of one package").in("W").at_least(0).bare(),
    row<&catalog::AcceleratorPower::term>("term", "which figure it is").only_label()};
static_assert(describes_all<catalog::AcceleratorPower>());

template <>
inline constexpr std::string_view type_name<catalog::Accelerator> = "accelerator";
template <>
inline constexpr auto fields<catalog::Accelerator> = std::array{
    row<&catalog::Accelerator::about>("record", "who made it, where its figures are from"),
    row<&catalog::Accelerator::peak>("peak", "dense peak rates of one package"),
    row<&catalog::Accelerator::memory>("memory", "nearest the arithmetic"),
    row<&catalog::Accelerator::scale_up>("scale_up", "network inside the domain"),
    row<&catalog::Accelerator::host_link>("host_link", "to the host processor"),
    row<&catalog::Accelerator::scale_out_rate>("scale_out_rate", "of the usual NIC")
        .in("Gb/s")
        .at_least(0),
    row<&catalog::Accelerator::power>("power", "of one package"),
    row<&catalog::Accelerator::achieved>("achieved", "measured shares of the peak"),
    row<&catalog::Accelerator::form_factor>("form_factor", "module, card, wafer").only_label(),
    row<&catalog::Accelerator::process>("process", "of manufacture").only_label(),
    row<&catalog::Accelerator::dies>("dies", "in one package").at_least(1).only_label(),
    row<&catalog::Accelerator::price>("price", "of one package").in("$").at_least(0).redactable()};
static_assert(describes_all<catalog::Accelerator>());

}  // namespace weft
