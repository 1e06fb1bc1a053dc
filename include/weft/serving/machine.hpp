// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/catalog/accelerator.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::serving {

/// One accelerator as a deployment meets it, with the networks that it is attached to.
struct Machine {
  Bandwidth memory_rate{};  ///< of the data sheet
  Bytes usable_memory{};
  Bandwidth scale_up_rate{};  ///< per direction
  std::int64_t scale_up_domain = 1;
  Bandwidth scale_out_rate{};                  ///< per direction, of one accelerator
  Time scale_out_hop = 10.0 * micro * second;  ///< one message between domains
  friend bool operator==(const Machine&, const Machine&) = default;
};

inline constexpr Reason no_accelerator_rate{
    "serving.no-memory-rate", "the catalogue does not know the memory of the accelerator"};

/// The accelerator of the catalogue with the networks that usually come with it; who knows the
/// fabrics overwrites them.
[[nodiscard]] inline Feasible<Machine> machine(const catalog::Accelerator& part) {
  if (!part.memory.usable || part.memory.bandwidth <= Bandwidth{})
    return Infeasible{&no_accelerator_rate, 0.0, 0.0, {}};
  Machine made;
  made.memory_rate = part.memory.bandwidth;
  made.usable_memory = *part.memory.usable;
  made.scale_up_rate = part.scale_up.rate.value_or(Bandwidth{});
  made.scale_up_domain = part.scale_up.rate ? part.scale_up.domain : 1;
  made.scale_out_rate = part.scale_out_rate.value_or(part.host_link.rate.value_or(Bandwidth{}));
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Machine> = "serving_machine";
template <>
inline constexpr auto fields<serving::Machine> = std::array{
    row<&serving::Machine::memory_rate>("memory_rate", "of the data sheet").in("GB/s"),
    row<&serving::Machine::usable_memory>("usable_memory", "").in("GiB"),
    row<&serving::Machine::scale_up_rate>("scale_up_rate", "per direction").in("GB/s"),
    row<&serving::Machine::scale_up_domain>("scale_up_domain", "accelerators").at_least(1),
    row<&serving::Machine::scale_out_rate>("scale_out_rate", "per direction").in("GB/s"),
    row<&serving::Machine::scale_out_hop>("scale_out_hop", "one message between domains")
        .in("us")
        .default_from("ai-dynamo/aiconfigurator systems/*.yaml point-to-point latency")};
static_assert(describes_all<serving::Machine>());

}  // namespace weft
