// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::catalog {

/// Who computes attention: a chain of separate kernels, a fused kernel made for an earlier
/// generation of accelerators, or one made for this.
enum class AttentionKernel : std::uint8_t { unfused, portable, native };

/// What a training software does with the accelerators: how much it launches, hides and fuses.
struct StackFit {
  /// Words that a description of a job has when it ran on this software; each entry is one way to
  /// say it, all of its words must occur.
  std::vector<std::string> named;
  std::string like;                   ///< another software: its factor multiplies this one
  double factor = 1.0;                ///< on the whole step: what no term explains
  std::optional<Bandwidth> net_rate;  ///< adapters of the published machine, an accelerator
  AttentionKernel attention = AttentionKernel::native;
  bool sequence_parallel = true;
  bool hides_data = true;        ///< gradient traffic runs beside the backward pass
  bool splits_messages = true;   ///< a tensor group sends each part of a message once
  bool keeps_operators = false;  ///< selective recompute keeps the outputs of every other matmul
  double elements = 1.0;         ///< traffic of norms and activations that are not fused
  double host = 0.2;             ///< launches, over an eager host
  double tensor_exposed = 0.4;
  double pipeline_exposed = 0.4;
  double expert_host = 1.0;               ///< launches of experts
  double expert_traffic = 1.0;            ///< permutation and exchange of experts
  std::optional<Bandwidth> sharded_rate;  ///< weight gathering, where software bounds it
  friend bool operator==(const StackFit&, const StackFit&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr auto words<catalog::AttentionKernel> =
    std::array{Case{"unfused", "matmul, softmax, matmul"},
               Case{"portable", "fused, made for the generation before"},
               Case{"native", "fused, made for this generation"}};

template <>
inline constexpr std::string_view type_name<catalog::StackFit> = "stack_fit";
template <>
inline constexpr auto fields<catalog::StackFit> = std::array{
    row<&catalog::StackFit::named>("named", "words that tell it; all of an entry must occur"),
    row<&catalog::StackFit::like>("like", "another software: its factor multiplies this one"),
    row<&catalog::StackFit::factor>("factor", "what no term explains").between(0.1, 10),
    row<&catalog::StackFit::net_rate>("net_rate", "adapters of the published machine")
        .in("Gb/s")
        .at_least(0),
    row<&catalog::StackFit::attention>("attention", "which kernel"),
    row<&catalog::StackFit::sequence_parallel>("sequence_parallel", "norms split over tensor"),
    row<&catalog::StackFit::hides_data>("hides_data", "gradients beside the backward pass"),
    row<&catalog::StackFit::splits_messages>("splits_messages", "between pipeline stages"),
    row<&catalog::StackFit::keeps_operators>("keeps_operators",
                                             "selective recompute keeps every other matmul"),
    row<&catalog::StackFit::elements>("elements", "norms and activations not fused").at_least(0),
    row<&catalog::StackFit::host>("host", "launches, over an eager host").at_least(0),
    row<&catalog::StackFit::tensor_exposed>("tensor_exposed", "share of tensor collectives")
        .at_least(0),
    row<&catalog::StackFit::pipeline_exposed>("pipeline_exposed", "share of messages").at_least(0),
    row<&catalog::StackFit::expert_host>("expert_host", "launches of experts").at_least(0),
    row<&catalog::StackFit::expert_traffic>("expert_traffic", "permutation and exchange")
        .at_least(0),
    row<&catalog::StackFit::sharded_rate>("sharded_rate", "weight gathering, bounded by software")
        .in("GB/s")
        .at_least(0)};
static_assert(describes_all<catalog::StackFit>());

}  // namespace weft
